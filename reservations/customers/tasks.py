"""What the rules want somebody to do for a customer: asked each time, so that nothing has to run for it (R11).

Each rule names its `cause`: for one cause there is one follow-up. It becomes a row when somebody does something with it
(follow_ups.py), and is asked for no more then, whatever became of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Customer
from reservations import labels
from reservations.calendar import end_of, months_later
from reservations.models import Act, CustomerSummary, Event, FollowUp, Reservation
from reservations.querysets import ReservationQuerySet
from reservations.querysets.walking import Hidden

Rule = FollowUp.Rule
AHEAD, BEHIND = timedelta(days=7), timedelta(days=30)  # how far from today a task is of use
# About a booking. What is logged by no channel, or as a note, is said among staff.
TALK = Q(kind=Act.Kind.FOLLOWED_UP) | Q(kind=Act.Kind.LOGGED, data__channel__in=["phone", "email"])
CAUSE = re.compile(r"([0-9]{1,18})(\.[0-9-]+)?")  # the id of a row, and what of it this is about


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


class Asking(NamedTuple):
    """A rule: at a moment, the rows that it asks something about, first what comes first; and what it asks of one.

    Each row has its customer, and its `cause`. A cause is made by the database, so that it leaves out what is stored.
    """

    rows: Callable[[datetime], QuerySet]
    task: Callable[[Any], Task]


def wanted(*, at: datetime, customer: Customer | None = None) -> list[Task]:
    """What the rules ask for now, soonest first; of one customer, or of all."""
    tasks = [task for rule in RULES for task in of_rule(rule, at=at, customer=customer)]
    return sorted(tasks, key=lambda task: (task.due_on, task.rule, task.cause))


def of_rule(rule: str, *, at: datetime, customer: Customer | None = None, most: int | None = None) -> list[Task]:
    """The same of one rule, in its own order; no more than `most`."""
    rows = open_rows(Rule(rule), at=at)
    rows = rows.filter(customer=customer) if customer else rows
    return [RULES[Rule(rule)].task(row) for row in rows[:most]]


def find(key: str, *, at: datetime) -> Task | None:
    """The task with this name, if its rule still asks for it."""
    rule, _dash, cause = key.partition("-")
    named = CAUSE.fullmatch(cause)
    if rule not in Rule.values or named is None:
        return None
    row = open_rows(Rule(rule), at=at).filter(pk=named[1], cause=cause).first()
    return RULES[Rule(rule)].task(row) if row else None


def open_rows(rule: Rule, *, at: datetime) -> QuerySet:
    """What a rule asks about, without what is stored already."""
    stored = FollowUp.objects.of_rule(rule).filter(cause=OuterRef("cause"))
    return RULES[rule].rows(at).exclude(Exists(stored))


def _cause(*parts: Any) -> Any:
    key = Cast("pk", CharField())
    return Concat(key, *(Concat(Value("."), Cast(part, CharField())) for part in parts)) if parts else key


def _bookings() -> ReservationQuerySet:
    rows = Reservation.objects.with_customer().select_related("event__show", "event__type")
    return rows.exclude(customer__in=Customer.objects.gone())


def _lapsing(at: datetime) -> QuerySet:
    """Options two days before they end, unless somebody called about this term."""
    soon = end_of(timezone.localdate(at) + timedelta(days=settings.FOLLOW_UP_DAYS_BEFORE_LAPSE) + AHEAD)
    rows = _bookings().live_options(at=at).filter(option_expires_at__lt=soon, followed_up_at__isnull=True)
    return rows.annotate(cause=_cause(TruncDate("option_expires_at"))).order_by("option_expires_at", "pk")


def _call(row: Any) -> Task:
    ends_on = timezone.localdate(row.option_expires_at)
    said = {"guests": _persons(row), "event": labels.event_name(row.event), "when": labels.day(ends_on)}
    why = _("The option for %(guests)s, %(event)s, ends on %(when)s.") % said
    due_on = ends_on - timedelta(days=settings.FOLLOW_UP_DAYS_BEFORE_LAPSE)
    return _task(Rule.OPTION_LAPSES, row, due_on, _("Call about the option"), why)


def _large_to_come(at: datetime) -> QuerySet:
    """Many guests, soon, and nobody has spoken to them."""
    today, before = timezone.localdate(at), timedelta(days=settings.FOLLOW_UP_DAYS_BEFORE_LARGE_PARTY)
    to_come = Event.objects.filter(date__gte=today, date__lte=today + before + AHEAD)
    talk = Act.objects.filter(TALK, reservation=OuterRef("pk"), undone_by__isnull=True)
    talk_of_theirs = _talks().filter(customer=OuterRef("customer"))
    rows = _bookings().filter(event__in=to_come).awaited().filter(guests__gte=settings.FOLLOW_UP_LARGE_PARTY)
    rows = rows.exclude(Exists(talk)).exclude(Exists(talk_of_theirs.filter(at__gte=OuterRef("created_at"))))
    rows = rows.exclude(pk__in=_spoken_to_before_a_merge(rows))
    return rows.annotate(cause=_cause()).order_by("event__date", "pk")


def _talks() -> QuerySet:
    """What was said with customers, and not taken back since."""
    return Act.objects.filter(kind=Act.Kind.SPOKEN, undone_by__isnull=True)


def _spoken_to_before_a_merge(rows: QuerySet) -> list[int]:
    """Of these (ids), by whoever was spoken to since under the name of somebody that is merged into them."""
    merged = rows.filter(Exists(Customer.objects.filter(merged_into=OuterRef("customer"))))
    booked = list(merged.values_list("pk", "customer", "created_at"))
    owners = {alias.pk: owner for owner, alias in Customer.objects.aliases_of({who for _pk, who, _at in booked})}
    talks = _talks().filter(customer__in=owners).order_by("at")
    last = {owners[alias]: at for alias, at in talks.values_list("customer", "at")}
    return [pk for pk, who, created_at in booked if who in last and last[who] >= created_at]


def _go_through(row: Any) -> Task:
    said = {"guests": _persons(row), "event": labels.event_name(row.event)}
    why = _("%(guests)s for %(event)s, and nobody spoke to them yet.") % said
    due_on = row.event.date - timedelta(days=settings.FOLLOW_UP_DAYS_BEFORE_LARGE_PARTY)
    return _task(Rule.LARGE_PARTY, row, due_on, _("Go through the evening with them"), why)


def _visits(at: datetime) -> QuerySet:
    """Larger parties, some days after they were here: who came last, first."""
    after, today = timedelta(days=settings.FOLLOW_UP_DAYS_AFTER_VISIT), timezone.localdate(at)
    been = Event.objects.filter(date__gte=today - after - BEHIND, date__lt=today)
    rows = _bookings().filter(event__in=been).at_the_door().filter(guests__gte=settings.FOLLOW_UP_VISIT_GUESTS)
    return rows.filter(checked_in_at__isnull=False).annotate(cause=_cause()).order_by("-event__date", "pk")


def _ask(row: Any) -> Task:
    why = _("%(guests)s came to %(event)s.") % {"guests": _persons(row), "event": labels.event_name(row.event)}
    due_on = row.event.date + timedelta(days=settings.FOLLOW_UP_DAYS_AFTER_VISIT)
    return _task(Rule.AFTER_VISIT, row, due_on, _("Ask how they liked it"), why)


def _occasions(at: datetime) -> QuerySet:
    """Who celebrated something a year ago, and has no evening to come."""
    today, before = timezone.localdate(at), timedelta(days=settings.FOLLOW_UP_DAYS_BEFORE_OCCASION)
    then = months_later(today + before, -12)
    around = Event.objects.filter(date__gt=then - BEHIND, date__lte=then + AHEAD)
    rows = _bookings().filter(event__in=around).counting_as_omzet().exclude(occasion="")
    rows = rows.filter(Exists(CustomerSummary.objects.not_coming(today).filter(customer=OuterRef("customer"))))
    # A window of weeks has days of two years at most: of each, the first evening that is of it.
    days = [then - BEHIND + timedelta(days=number) for number in range((BEHIND + AHEAD).days, 0, -1)]
    first = {_occasion_due(day).year: day for day in days}
    year = Case(*(When(event__date__gte=day, then=Value(str(due_in))) for due_in, day in first.items()))
    return rows.annotate(cause=_cause(year)).order_by("event__date", "pk")


def _invite_to_celebrate(row: Any) -> Task:
    said = {"occasion": row.occasion, "when": labels.day(row.event.date)}
    why = _("%(occasion)s was celebrated here on %(when)s.") % said
    text = _("Last year's occasion comes round: invite them")
    return _task(Rule.OCCASION_AGAIN, row, _occasion_due(row.event.date), text, why)


def _occasion_due(day: date) -> date:
    return months_later(day, 12) - timedelta(days=settings.FOLLOW_UP_DAYS_BEFORE_OCCASION)


def _gone(at: datetime) -> QuerySet:
    """Who came more than once, and a year ago for the last time: their figures, who was here last, first."""
    today = timezone.localdate(at)
    then = months_later(today, -settings.FOLLOW_UP_GONE_MONTHS)
    rows: Any = CustomerSummary.objects.gone(today, after=then - BEHIND, until=then + AHEAD)
    rows = rows.alias(times=Hidden(F("bookings"))).filter(times__gte=2)  # found by the date: most came more than once
    rows = rows.exclude(customer__in=Customer.objects.gone()).select_related("customer__company")
    return rows.annotate(cause=_cause(F("last_visit"))).order_by("-last_visit", "pk")


def _invite(row: Any) -> Task:
    said = {"when": labels.day(row.last_visit), "count": row.bookings}
    why = _("%(count)d bookings, the last visit on %(when)s.") % said
    due_on = months_later(row.last_visit, settings.FOLLOW_UP_GONE_MONTHS)
    return Task(Rule.LONG_GONE, row.cause, row.customer, due_on, _("Invite them again"), why)


RULES = {
    Rule.OPTION_LAPSES: Asking(_lapsing, _call),
    Rule.LARGE_PARTY: Asking(_large_to_come, _go_through),
    Rule.AFTER_VISIT: Asking(_visits, _ask),
    Rule.OCCASION_AGAIN: Asking(_occasions, _invite_to_celebrate),
    Rule.LONG_GONE: Asking(_gone, _invite),
}


def _task(rule: Rule, row: Any, due_on: date, text: str, why: str) -> Task:
    return Task(rule, row.cause, row.customer, due_on, text, why, row)


def _persons(row: Any) -> str:
    return ngettext("%(count)d person", "%(count)d persons", row.guests) % {"count": row.guests}
