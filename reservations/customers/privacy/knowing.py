"""Everything that is known of a person, gathered once: as data with ISO dates and cents, and as it reads (R13)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Customer, Tagging
from reservations import labels, telling
from reservations.customers import tags
from reservations.customers.privacy.holdings import HOLDINGS, Holding, acts_of
from reservations.customers.tags import TagOn
from reservations.engine import plain
from reservations.models import Act, CustomerSummary, Event

# Of use to Foyer alone.
UNTOLD = {"id", "version", "merged_into", "erased_at", "cause", "act", "claimed_at", "recorded_at", "failures"}
# Of columns that have no name on screen, or one that is about how they are stored.
LABELS = {
    "amount_cents": gettext_lazy("Amount"), "bookings": gettext_lazy("Bookings"),
    "cancellations": gettext_lazy("Cancelled"), "company": gettext_lazy("Company"),
    "created_by": gettext_lazy("Made by"),
    "discount_cents": gettext_lazy("Discount"), "done_by": gettext_lazy("Done by"),
    "first_visit_on": gettext_lazy("First visit"), "guests": gettext_lazy("Guests"),
    "last_visit_on": gettext_lazy("Last visit"), "next_visit_on": gettext_lazy("Next visit"),
    "no_shows": gettext_lazy("Not shown up"), "omzet_cents": gettext_lazy("Omzet"),
    "outstanding_cents": gettext_lazy("Outstanding"), "paid_cents": gettext_lazy("Paid"),
    "removed_at": gettext_lazy("Removed"), "reservation": gettext_lazy("Reservation"),
    "total_cents": gettext_lazy("Total"), "unit_cents": gettext_lazy("Price each"),
    "arrangement": gettext_lazy("Arrangement"),
}  # fmt: skip
TAGS = "tags"
WIDEST = 6
CONSENT = ("newsletter_at", "newsletter_how")


@dataclass(frozen=True)
class Fact:
    """One thing that is known: its name in data, what a person calls it, and what it is, in both ways."""

    name: str
    label: str
    value: Any
    told: str


@dataclass(frozen=True)
class Part:
    name: str
    title: str
    rows: list[list[Fact]]

    @property
    def columns(self) -> list[str]:
        """What there is to read of any of them."""
        return list(dict.fromkeys(fact.label for row in self.rows for fact in row if fact.told))

    @property
    def is_table(self) -> bool:
        """Few columns stand beside each other; of more, each row is a list."""
        return len(self.columns) <= WIDEST

    @property
    def table(self) -> list[list[str]]:
        told = [{fact.label: fact.told for fact in row} for row in self.rows]
        return [[row.get(label, "") for label in self.columns] for row in told]

    @property
    def data(self) -> list[dict[str, Any]]:
        return [{fact.name: fact.value for fact in row} for row in self.rows]


def everything(customer: Customer, *, at: datetime) -> list[Part]:
    """Part by part, with those who were merged into them, in the language that is active; tags as they are then."""
    people = Customer.objects.people_of(customer.pk)
    parts = [_part(holding, people) for holding in HOLDINGS]
    next(part for part in parts if part.name == TAGS).rows.extend(map(_ruled, _tags_by_rule(customer, at=at)))
    parts.insert(1, Part("consent", _("Newsletter consent"), list(_consents(people))))
    parts.append(Part("figures", _("Figures"), [_facts(row) for row in _figures(people)]))
    return [*parts, Part("acts", _("What was done"), list(_history(people)))]


def counts(customer: Customer, *, at: datetime) -> list[tuple[str | Promise, int]]:
    """How much is known of what, for who wants to see it before they ask for it."""
    people = Customer.objects.people_of(customer.pk)
    besides = {TAGS: len(_tags_by_rule(customer, at=at))}
    found = [
        (holding.title, holding.rows(people).order_by().count() + besides.get(holding.name, 0))
        for holding in HOLDINGS[1:]
    ]
    return [*found, (gettext_lazy("What was done"), acts_of(people).count())]


def consents(customer: Customer) -> list[list[Fact]]:
    """When consent was given and taken away, how, and who wrote it down; newest last."""
    return list(_consents(Customer.objects.people_of(customer.pk)))


def handed_over(customer: Customer) -> Any:
    """When all this was asked for before, and by whom; newest first."""
    asked = Act.objects.filter(customer=customer, kind=Act.Kind.DISCLOSED).select_related("by")
    return asked.order_by("-at", "-pk")


def _part(holding: Holding, people: Collection[int]) -> Part:
    rows = holding.rows(people).select_related(*holding.shown_with)
    return Part(holding.name, str(holding.title), [_facts(row) for row in rows])


def _tags_by_rule(customer: Customer, *, at: datetime) -> list[TagOn]:
    """No rows: who has them is asked each time (R9)."""
    return [has for has in tags.on(customer, today=timezone.localdate(at)) if has.tagging is None]


def _ruled(has: TagOn) -> list[Fact]:
    """In the columns of a tag by hand: the day since when the rule fits, and what happened on it."""
    said = {
        "tag": (has.tag.name, has.tag.name), "by": (_("by rule"), _("by rule")),
        "at": (plain(has.on), has.dated), "reason": (has.reason, has.reason),
    }  # fmt: skip
    return [Fact(name, _label(Tagging._meta.get_field(name)), *ways) for name, ways in said.items()]


def _facts(row: Model) -> list[Fact]:
    columns = [column for column in row._meta.concrete_fields if column.name not in UNTOLD]
    return [_fact(row, column) for column in columns if not _is_themselves(row, column)]


def _is_themselves(row: Model, column: Any) -> bool:
    return column.is_relation and column.related_model is Customer


def _fact(row: Model, column: Any) -> Fact:
    value = getattr(row, column.name)
    if column.is_relation:
        value = None if value is None else _name_of(value)
    told = str(getattr(row, f"get_{column.name}_display")()) if column.choices and value else _told(column.name, value)
    return Fact(column.name, _label(column), plain(value), told)


def _label(column: Any) -> str:
    return capfirst(str(LABELS.get(column.name, column.verbose_name)))


def _name_of(row: Any) -> str:
    if isinstance(row, Event):
        return labels.event_name(row)
    return row.get_full_name() or row.username if hasattr(row, "username") else str(row)


def _told(name: str, value: Any) -> str:
    """As a person reads it; "" for nothing."""
    if name.endswith("_cents") and value is not None:
        return labels.money(value)
    if not value:
        return _("no") if name == "given" else ""
    if value is True:
        return _("yes")
    if isinstance(value, datetime):
        return f"{labels.day(value)} {labels.clock(value)}"
    if isinstance(value, date):
        return labels.day(value)
    return str(formats.localize(value))


def _consents(people: Collection[int]) -> Iterator[list[Fact]]:
    """Of each act that wrote it. What was there before the first, or came by another way, their own row says."""
    keys = {f"customer {pk}" for pk in people}
    for act in Act.objects.filter(customer__in=people).select_related("by").order_by("at", "pk"):
        for key in keys & act.after.keys():
            said = act.after[key] or {}
            if not said.keys().isdisjoint(CONSENT):
                yield _consent(act, said)


def _consent(act: Act, said: dict[str, Any]) -> list[Fact]:
    given = said.get("newsletter_at", said.get("newsletter_how")) not in {None, ""}
    how = said.get("newsletter_how", "")
    return [
        _own("at", _("When"), act.at), _own("given", _("Consent"), given), _own("how", _("How"), how),
        _own("by", _("Written down by"), _by(act)),
    ]  # fmt: skip


def _figures(people: Collection[int]) -> Any:
    return CustomerSummary.objects.filter(pk__in=people).select_related("arrangement")


def _history(people: Collection[int]) -> Iterator[list[Fact]]:
    acts = acts_of(people).with_people().select_related("reservation", "customer").order_by("at", "pk")
    for act in acts:
        # Somebody else, with whom they were merged by mistake, is nobody's business but their own.
        is_theirs = act.data.get("other", customer := act.customer_id) in {customer, *people}
        kept = {name: getattr(act, name) if is_theirs else {} for name in ("before", "after", "data")}
        told = " · ".join(telling.told(act)) if is_theirs else telling.name_of(act)
        yield [
            _own("at", _("When"), act.at), Fact("kind", _("What was done"), act.kind, told),
            _own("reservation", _("Reservation"), act.reservation.reference if act.reservation else None),
            _own("by", _("By"), _by(act)), _own("reason", _("Reason"), act.reason),
            *(Fact(name, "", value, "") for name, value in kept.items()),
        ]  # fmt: skip


def _by(act: Act) -> str:
    return _name_of(act.by) if act.by else "Foyer"


def _own(name: str, label: str, value: Any) -> Fact:
    return Fact(name, label, plain(value), _told(name, value))
