"""Where a person stands in the tables, in one place: what hands over reads it, and what erases.

Of a row that is theirs every text goes, but for what is named here as staying: a column that is added tomorrow goes
unless somebody says that it need not.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Field, Q, QuerySet, TextField, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.models import Customer, Note, Tagging
from reservations.models import Act, FollowUp, Line, Mail, Payment, Reservation, WaitlistEntry
from reservations.querysets import ActQuerySet

GONE = "…"  # where the database wants a word
ACTS_ON_TWO = (Act.Kind.MERGED, Act.Kind.DISTINGUISHED)


@dataclass(frozen=True)
class Holding:
    """A table with rows of a person. `path` leads from a row to the customer, `shown_with` to what it is told with.

    `stays` names texts that name nobody and that the books or the code need; `words` what stands in place of others.
    """

    name: str
    title: Promise
    model: Any
    path: str
    shown_with: tuple[str, ...] = ()
    stays: frozenset[str] = frozenset()
    words: Mapping[str, Any] = field(default_factory=dict)

    def rows(self, people: Collection[int]) -> QuerySet:
        """Those of these customers (ids), oldest first."""
        return self.model.objects.filter(**{f"{self.path}__in": people}).order_by("pk")

    @property
    def texts(self) -> list[str]:
        """The columns that go."""
        columns = self.model._meta.concrete_fields
        return [column.name for column in columns if is_text(column) and column.name not in self.stays]


def is_text(column: Field) -> bool:
    """Whether people may write what they want in it: one of a few choices names nobody."""
    return isinstance(column, CharField | TextField) and not column.choices


_REFUND_HAS_A_NOTE = Case(When(kind=Payment.Kind.REFUND, then=Value(GONE)), default=Value(""))
HOLDINGS = (
    Holding("customer", _("Who they are"), Customer, "pk", ("company",)),
    Holding("tags", _("Tags"), Tagging, "customer", ("tag", "by")),
    Holding("notes", _("Staff notes"), Note, "customer", ("by",)),
    Holding(
        "follow_ups", _("Follow-ups"), FollowUp, "customer", ("reservation", "assignee", "done_by", "created_by"),
        stays=frozenset({"cause"}), words={"text": GONE},
    ),
    Holding(
        "reservations", _("Reservations"), Reservation, "customer",
        ("event__show", "arrangement", "followed_up_by", "checked_in_by"),
        stays=frozenset({"reference", "invoice_number"}),
    ),
    Holding(
        "lines", _("What was agreed"), Line, "reservation__customer", ("reservation", "arrangement", "extra"),
        stays=frozenset({"description"}),
    ),
    Holding(
        "payments", _("Payments"), Payment, "reservation__customer", ("reservation", "counters", "by"),
        words={"note": _REFUND_HAS_A_NOTE},
    ),
    Holding(
        "waitlist", _("Places on the waitlist"), WaitlistEntry, "customer",
        ("event__show", "contacted_by", "reservation"), stays=frozenset({"source_id"}),
    ),
    Holding("mails", _("Mails"), Mail, "reservation__customer", ("reservation", "act")),
)  # fmt: skip


def acts_of(people: Collection[int]) -> ActQuerySet:
    """What was done to them, to their bookings and to their places on the waitlist.

    Each by an index of its own: together they would be one long search.
    """
    whose = ("customer", "reservation__customer", "waitlist_entry__customer")
    found = {pk for path in whose for pk in Act.objects.filter(**{f"{path}__in": people}).values_list("pk", flat=True)}
    return Act.objects.filter(pk__in=found)


def acts_on_two_with(people: Collection[int]) -> Iterator[int]:
    """Acts (ids) on two customers of whom they are one: kept with one of the two, and naming the other."""
    on_two = Q(kind__in=ACTS_ON_TWO) | Q(undoes__kind__in=ACTS_ON_TWO)
    keys, ids = {f"customer {pk}" for pk in people}, set(people)
    rows = Act.objects.filter(on_two, customer__isnull=False)
    for pk, before, after, data in rows.values_list("pk", "before", "after", "data"):
        if data.get("other") in ids or not keys.isdisjoint({*before, *after}):
            yield pk
