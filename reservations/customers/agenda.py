"""What is to be followed up, by when: stored follow-ups and what the rules ask for, as one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.models import Customer
from reservations.customers import tasks
from reservations.customers.tasks import Task
from reservations.models import FollowUp

MOST = 200  # stored, and as many of each rule
SHOWN = 15  # of each group; the rest when it is asked for alone
MOST_NAMED = 8_000  # customers in a query
WEEK = timedelta(days=7)
# By the name in the address.
WHOSE = {"mine": _("Mine and nobody's"), "all": _("Everyone's"), "done": _("Done")}
WHEN = {"late": _("Late"), "today": _("Today"), "soon": _("The next 7 days"), "later": _("Later"), "done": _("Done")}


@dataclass(frozen=True)
class Group:
    """Of a name in WHEN: the first tasks, and how many there are."""

    when: str
    tasks: list[FollowUp | Task]
    count: int

    @property
    def rest(self) -> int:
        return self.count - len(self.tasks)


@dataclass(frozen=True)
class Agenda:
    """Groups that have something in them, in order; `more` says that there is more than they count."""

    whose: str
    groups: Sequence[Group]
    more: bool = False

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


def of(user: User, *, at: datetime, whose: str, when: str = "") -> Agenda:
    """Of this person and of nobody, of everyone, or those that are done, newest first.

    With a name of WHEN, that group alone and whole.
    """
    if whose == "done":
        rows = FollowUp.objects.filter(done_at__isnull=False).with_people().order_by("-done_at", "-pk")
        found: list[FollowUp | Task] = list(rows[: MOST + 1])
        return Agenda(whose, _shown({"done": found[:MOST]} if found else {}, when), len(found) > MOST)
    rows = FollowUp.objects.open().with_people().order_by("due_on", "pk")
    stored: list[FollowUp | Task] = list((rows.of(user) if whose == "mine" else rows)[: MOST + 1])
    asked: list[list[FollowUp | Task]] = [[*tasks.of_rule(rule, at=at, most=MOST + 1)] for rule in tasks.RULES]
    parts = [stored, *asked]
    shown = [task for part in parts for task in part[:MOST]]
    groups = _grouped(shown, today=timezone.localdate(at))
    return Agenda(whose, _shown(groups, when), any(len(part) > MOST for part in parts))


def of_customer(customer: Customer, *, at: datetime) -> list[FollowUp | Task]:
    """What is still to be done for one customer, soonest first."""
    stored = FollowUp.objects.open().filter(customer=customer).with_people()
    found: list[FollowUp | Task] = [*stored, *tasks.wanted(at=at, customer=customer)]
    return sorted(found, key=_order)


def customers(*, at: datetime) -> QuerySet:
    """The ids of those of whom of_customer() finds something, as a set to look in.

    They are named: what the rules ask for is a question of its own, and too much to ask again for each part of a list.
    """
    asked = [tasks.open_rows(rule, at=at).order_by().values("customer") for rule in tasks.RULES]
    found = FollowUp.objects.open().values("customer").union(*asked)
    named = list(found.values_list("customer", flat=True)[: MOST_NAMED + 1])
    return found if len(named) > MOST_NAMED else Customer.objects.filter(pk__in=named).values("pk")


def _grouped(found: list[FollowUp | Task], *, today: date) -> dict[str, list[FollowUp | Task]]:
    groups: dict[str, list[FollowUp | Task]] = {}
    for task in sorted(found, key=_order):
        groups.setdefault(_when(task.due_on, today), []).append(task)
    return groups


def _shown(groups: dict[str, list[FollowUp | Task]], when: str) -> list[Group]:
    if when in WHEN:
        return [Group(when, found, len(found)) for found in [groups.get(when, [])] if found]
    return [Group(name, found[:SHOWN], len(found)) for name, found in groups.items()]


def _order(task: FollowUp | Task) -> tuple[date, str]:
    return (task.due_on, task.key)


def _when(day: date, today: date) -> str:
    if day < today:
        return "late"
    if day == today:
        return "today"
    return "soon" if day <= today + WEEK else "later"
