"""What the rules want somebody to do for a customer: asked each time, so that nothing has to run for it (R11).

Each rule names its `cause`: for one cause there is one follow-up. It becomes a row when somebody does something with it
(follow_ups.py), and is asked for no more then, whatever became of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Customer
from reservations import labels
from reservations.calendar import end_of, months_later
from reservations.models import Act, Event, FollowUp, Reservation
from reservations.querysets import ReservationQuerySet

Rule = FollowUp.Rule
AHEAD, BEHIND = timedelta(days=7), timedelta(days=30)  # how far from today a task is of use
MOST = 200  # of one rule
TALKS = (Act.Kind.LOGGED, Act.Kind.FOLLOWED_UP)


@dataclass(frozen=True)
class Task:
    """What a rule asks for: not stored yet. `why` is the sentence that explains it."""

    rule: Rule
    cause: str
    customer: Customer
    due_on: date
    text: str
    why: str
    reservation: Reservation | None = None

    # As FollowUp has them: nobody has taken it up yet.
    assignee, version, is_open = None, 0, True

    @property
    def key(self) -> str:
        """Its name in addresses. See also FollowUp.key."""
        return f"{self.rule}-{self.cause}"

    def get_absolute_url(self) -> str:
        return reverse("follow-ups:one", args=[self.key])

    def get_rule_display(self) -> str:
        return str(self.rule.label)

    def row(self, *, at: datetime) -> FollowUp:
        """As it is stored once somebody does something with it."""
        return FollowUp(
            customer=self.customer, reservation=self.reservation, text=self.text, due_on=self.due_on, rule=self.rule,
            cause=self.cause, why=self.why, created_at=at,
        )  # fmt: skip


def wanted(*, at: datetime, customer: Customer | None = None) -> list[Task]:
    """What the rules ask for now, soonest first; of one customer, or of all: MOST of each rule."""
    tasks = [task for rule in RULES for task in of_rule(rule, at=at, customer=customer)]
    return sorted(tasks, key=lambda task: (task.due_on, task.rule, task.cause))


def of_rule(rule: str, *, at: datetime, customer: Customer | None = None) -> list[Task]:
    """The same of one rule, without what is stored already."""
    tasks = list(RULES[Rule(rule)](at, customer))
    stored = FollowUp.objects.filter(rule=rule, cause__in=[task.cause for task in tasks])
    known = set(stored.values_list("cause", flat=True))
    return [task for task in tasks if task.cause not in known]


def find(key: str, *, at: datetime) -> Task | None:
    """The task with this name, if its rule still asks for it."""
    rule, _dash, cause = key.partition("-")
    if rule not in Rule.values:
        return None
    return next((task for task in of_rule(rule, at=at) if task.cause == cause), None)


def _bookings(customer: Customer | None) -> ReservationQuerySet:
    rows = Reservation.objects.with_customer().select_related("event__show", "event__type")
    return rows.filter(customer=customer) if customer else rows


def _option_lapses(at: datetime, customer: Customer | None) -> Iterator[Task]:
    """Two days before it ends, unless somebody called about this term."""
    days = settings.FOLLOW_UP_DAYS_BEFORE_LAPSE
    soon = end_of(timezone.localdate(at) + timedelta(days=days) + AHEAD)
    rows = _bookings(customer).live_options(at=at).filter(option_expires_at__lt=soon, followed_up_at__isnull=True)
    for row in rows.order_by("option_expires_at", "pk")[:MOST]:
        ends_on = timezone.localdate(row.option_expires_at)
        said = {"guests": _persons(row), "event": labels.event_name(row.event), "when": labels.day(ends_on)}
        why = _("The option for %(guests)s, %(event)s, ends on %(when)s.") % said
        text = _("Call about the option")
        yield _task(Rule.OPTION_LAPSES, f"{row.pk}.{ends_on}", row, ends_on - timedelta(days=days), text, why)


def _after_visit(at: datetime, customer: Customer | None) -> Iterator[Task]:
    """To larger parties, some days after they were here."""
    after, today = timedelta(days=settings.FOLLOW_UP_DAYS_AFTER_VISIT), timezone.localdate(at)
    been = Event.objects.filter(date__gte=today - after - BEHIND, date__lt=today)
    rows = _bookings(customer).at_events(been).at_the_door().filter(guests__gte=settings.FOLLOW_UP_VISIT_GUESTS)
    for row in rows.filter(checked_in_at__isnull=False).order_by("-event__date", "pk")[:MOST]:
        why = _("%(guests)s came to %(event)s.") % {"guests": _persons(row), "event": labels.event_name(row.event)}
        yield _task(Rule.AFTER_VISIT, f"{row.pk}", row, row.event.date + after, _("Ask how they liked it"), why)


def _long_gone(at: datetime, customer: Customer | None) -> Iterator[Task]:
    """Who came more than once, and a year ago for the last time."""
    months = settings.FOLLOW_UP_GONE_MONTHS
    then = months_later(timezone.localdate(at), -months)
    last = {"summary__last_visit_on__gt": then - BEHIND, "summary__last_visit_on__lte": then + AHEAD}
    rows = Customer.objects.standing().filter(**last, summary__next_visit_on__isnull=True, summary__bookings__gte=2)
    rows = rows.filter(pk=customer.pk) if customer else rows
    for row in rows.select_related("company", "summary").order_by("-summary__last_visit_on", "pk")[:MOST]:
        last_on = row.summary.last_visit_on
        assert last_on is not None  # noqa: S101 for mypy: it was asked for
        said = {"when": labels.day(last_on), "count": row.summary.bookings}
        why = _("%(count)d bookings, the last visit on %(when)s.") % said
        due_on = months_later(last_on, months)
        yield Task(Rule.LONG_GONE, f"{row.pk}.{last_on}", row, due_on, _("Invite them again"), why)


def _large_party(at: datetime, customer: Customer | None) -> Iterator[Task]:
    """Many guests, soon, and nobody has spoken to them."""
    today, before = timezone.localdate(at), timedelta(days=settings.FOLLOW_UP_DAYS_BEFORE_LARGE_PARTY)
    to_come = Event.objects.filter(date__gte=today, date__lte=today + before + AHEAD)
    talk = Act.objects.filter(reservation=OuterRef("pk"), kind__in=TALKS, undone_by__isnull=True)
    talk_of_theirs = Act.objects.filter(customer=OuterRef("customer"), kind=Act.Kind.SPOKEN)
    rows = _bookings(customer).at_events(to_come).awaited().filter(guests__gte=settings.FOLLOW_UP_LARGE_PARTY)
    rows = rows.exclude(Exists(talk)).exclude(Exists(talk_of_theirs.filter(at__gte=OuterRef("created_at"))))
    text = _("Go through the evening with them")
    for row in rows.order_by("event__date", "pk")[:MOST]:
        said = {"guests": _persons(row), "event": labels.event_name(row.event)}
        why = _("%(guests)s for %(event)s, and nobody spoke to them yet.") % said
        yield _task(Rule.LARGE_PARTY, f"{row.pk}", row, row.event.date - before, text, why)


def _occasion_again(at: datetime, customer: Customer | None) -> Iterator[Task]:
    """Who celebrated something a year ago, and has no evening to come."""
    today, before = timezone.localdate(at), timedelta(days=settings.FOLLOW_UP_DAYS_BEFORE_OCCASION)
    then = months_later(today + before, -12)
    around = Event.objects.filter(date__gt=then - BEHIND, date__lte=then + AHEAD)
    rows = _bookings(customer).at_events(around).counting_as_omzet().exclude(occasion="")
    rows = rows.filter(customer__summary__next_visit_on__isnull=True)
    text = _("Last year's occasion comes round: invite them")
    for row in rows.order_by("event__date", "pk")[:MOST]:
        said = {"occasion": row.occasion, "when": labels.day(row.event.date)}
        why = _("%(occasion)s was celebrated here on %(when)s.") % said
        due_on = months_later(row.event.date, 12) - before
        yield _task(Rule.OCCASION_AGAIN, f"{row.pk}.{due_on.year}", row, due_on, text, why)


RULES: dict[Rule, Callable[[datetime, Customer | None], Iterator[Task]]] = {
    Rule.OPTION_LAPSES: _option_lapses,
    Rule.LARGE_PARTY: _large_party,
    Rule.AFTER_VISIT: _after_visit,
    Rule.OCCASION_AGAIN: _occasion_again,
    Rule.LONG_GONE: _long_gone,
}


def _task(rule: Rule, cause: str, row: Reservation, due_on: date, text: str, why: str) -> Task:
    return Task(rule, cause, row.customer, due_on, text, why, row)


def _persons(row: Reservation) -> str:
    return ngettext("%(count)d person", "%(count)d persons", row.guests) % {"count": row.guests}
