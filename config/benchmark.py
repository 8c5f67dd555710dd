"""How fast the desk is: pages and acts timed inside the server, templates and middleware included."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import quantiles
from time import perf_counter
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reservations import lifecycle, undo
from reservations.models import Act, CustomerSummary, Event, Reservation
from reservations.refusals import Refusal
from reservations.status import Status
from reservations.worklists import EXPIRING

# The first is the yardstick: a page with nothing on it. Say the others as so many times that.
PAGES = {
    "a list without rows": ("reservations:list", {"event": "0"}),
    "dashboard": ("dashboard:index", {}),
    "list, newest first": ("reservations:list", {}),
    "list, one state": ("reservations:list", {"status": "confirmed"}),
    "list, overdue payments": ("reservations:list", {"work": "overdue-payments"}),
    "list, search": ("reservations:list", {"q": "jansen"}),
    "list, a name that few have": ("reservations:list", {"q": "zwartjes"}),
    "list, a common beginning": ("reservations:list", {"q": "06"}),
    "list, open payments": ("reservations:list", {"payment": "open"}),
    "list, until years ago": ("reservations:list", {"date_to": "2018-09-07"}),
    "list, no-shows by event": ("reservations:list", {"status": "no_show", "sort": "event"}),
    "list, tagged, by guests": ("reservations:list", {"tag": "1", "sort": "-guests"}),
    "list, two at most, by total": ("reservations:list", {"guests_max": "2", "sort": "-total"}),
    "list, by event": ("reservations:list", {"sort": "event"}),
    "list, one show by total": ("reservations:list", {"show": "1", "sort": "-total"}),
    "list, open by guests": ("reservations:list", {"payment": "open", "sort": "-guests"}),
    "list, large and unpaid": ("reservations:list", {"guests_min": "40", "payment": "overdue", "sort": "event"}),
    "list, a state by arrangement": ("reservations:list", {"status": "option", "arrangement": "1", "sort": "total"}),
    "quick search": ("search:index", {"q": "jansen"}),
    "new reservation": ("reservations:new", {"kind": "option"}),
    "events": ("events:list", {}),
    "events, room for 45": ("events:list", {"guests": "45"}),
    "events, a month": ("events:calendar", {}),
    "payments": ("payments:list", {}),
    "waitlist": ("waitlist:index", {}),
    "check-in": ("check-in:index", {}),
    "customers, last visit": ("customers:list", {}),
    "customers, longest ago": ("customers:list", {"sort": "visit"}),
    "customers, by omzet": ("customers:list", {"sort": "-omzet"}),
    "customers, least omzet": ("customers:list", {"sort": "omzet"}),
    "customers, by bookings": ("customers:list", {"sort": "-bookings"}),
    "customers, fewest bookings": ("customers:list", {"sort": "bookings"}),
    "customers, by name": ("customers:list", {"sort": "name"}),
    "customers, newest": ("customers:list", {"sort": "-created"}),
    "customers, search": ("customers:list", {"q": "jansen"}),
    "customers, once, by omzet": ("customers:list", {"bookings_max": "1", "sort": "-omzet"}),
    "customers, large, by name": ("customers:list", {"omzet_min": "5000", "sort": "name"}),
    "customers, long gone": ("customers:list", {"quiet_since": "2024-01-01", "newsletter": "yes"}),
    "companies, by omzet": ("customers:list", {"show": "companies"}),
    "companies, by name": ("customers:list", {"show": "companies", "sort": "name"}),
    "customers, last of the names": ("customers:list", {"sort": "-name"}),
    "customers, oldest": ("customers:list", {"sort": "created"}),
    "follow-ups": ("follow-ups:list", {}),
    "who may be the same": ("merging:suggestions", {}),
}


DRAWN_ANEW = "dashboard, all drawn anew"


@dataclass(frozen=True)
class Timing:
    """Milliseconds on the server: the median, and what 19 of 20 stay below; queries of one run."""

    what: str
    p50: float
    p95: float
    queries: int
    kilobytes: float


def measure(runs: int) -> Iterator[Timing]:
    """Time each page and a confirmation, `runs` times after a warm-up, on the database as it is."""
    users = get_user_model().objects
    rights = {"is_superuser": True, "is_active": True, "password": make_password(None)}
    user, _created = users.update_or_create(username="bench", defaults=rights)
    try:
        yield from _measured(_client_of(user), user, runs)
    finally:
        # The acts of the confirmations are by somebody, but nobody can log in as them.
        users.filter(pk=user.pk).update(is_superuser=False, is_active=False)


def _measured(client: Client, user: User, runs: int) -> Iterator[Timing]:
    for what, (name, query) in PAGES.items():
        yield _timed(what, runs, partial(client.get, reverse(name, query=query)))
    yield _timed(DRAWN_ANEW, runs, partial(_drawn_anew, client))
    yield from _timed_customer(client, runs)
    yield from _timed_clicks(client, runs)
    options = EXPIRING.at(timezone.now()).filter(arrangement__isnull=False)
    if option := next(filter(_can_be_confirmed, options), None):
        acts = reverse("reservations:acts", args=[option.pk])
        yield _timed("one reservation", runs, partial(client.get, option.get_absolute_url()))
        yield _timed("what can be done with it", runs, partial(client.get, acts))
        yield _timed_confirmation(client, user, option, runs)


def _drawn_anew(client: Client) -> Any:
    """The dashboard as it is after an act that touches all of it."""
    caches["fragments"].clear()
    return client.get(reverse("dashboard:index"))


def _timed_customer(client: Client, runs: int) -> Iterator[Timing]:
    """Of who booked most, and so has the longest journey."""
    if most := CustomerSummary.objects.order_by("-bookings", "pk").first():
        yield _timed("a customer", runs, partial(client.get, reverse("customers:detail", args=[most.pk])))
        yield _timed("more of their journey", runs, partial(client.get, reverse("customers:journey", args=[most.pk])))


def _timed_clicks(client: Client, runs: int) -> Iterator[Timing]:
    """What is typed on the telephone, and a tap at the door: each rolled back, so timed without its commit."""
    today = timezone.localdate()
    if event := Event.objects.bookable().filter(date__gt=today).order_by("date", "pk").first():
        typed = {"kind": "option", "name": "Jansen", "guests": "2", "event": str(event.pk), "days": "7"}
        new = reverse("reservations:new")
        yield _timed("new, while typing", runs, partial(client.post, new, typed | {"quote": "1"}))
        yield _timed("new, placed", runs, partial(_rolled_back, client.post, new, typed))
    if party := Reservation.objects.checking_in_on(today).filter(status=Status.CONFIRMED).order_by("pk").first():
        tap, door = reverse("reservations:check-in", args=[party.pk]), {"next": reverse("check-in:index")}
        yield _timed("a tap at the door", runs, partial(_rolled_back, client.post, tap, door, follow=True))


def _rolled_back(visit: Callable, *args: object, **how: object) -> HttpResponse:
    with transaction.atomic():
        answer = visit(*args, **how)
        transaction.set_rollback(True)
    return answer


def _client_of(user: User) -> Client:
    client = Client(HTTP_HOST="localhost", headers={"X-Forwarded-Proto": "https"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _timed(what: str, runs: int, visit: Callable, tidy: Callable = lambda: None) -> Timing:
    try:
        with CaptureQueriesContext(connection) as queries:
            answer = visit()
        count = len(queries)  # before the next request empties the log
    finally:
        tidy()
    centiles = quantiles([_milliseconds(visit, tidy) for _run in range(runs)], n=20)
    return Timing(what, centiles[9], centiles[18], count, len(answer.content) / 1024)


def _milliseconds(visit: Callable, tidy: Callable) -> float:
    begun = perf_counter()
    try:
        visit()
        return (perf_counter() - begun) * 1000
    finally:
        tidy()


def _timed_confirmation(client: Client, user: User, option: Reservation, runs: int) -> Timing:
    """The whole click: the act, and the dashboard that answers it. Each is taken back, untimed, before the next."""
    address = reverse("reservations:confirm", args=[option.pk])
    ours = Act.objects.filter(reservation=option, kind=Act.Kind.CONFIRMED, by=user, undone_by__isnull=True)

    def put_back():
        for act in ours.all():  # asked anew each time
            undo.take_back(act, by=user, at=timezone.now())

    return _timed("confirm, with its answer", runs, lambda: client.post(address, {"next": "/"}, follow=True), put_back)


def _can_be_confirmed(option: Reservation) -> bool:
    try:
        done = lifecycle.confirm(option, by=None, at=timezone.now())
    except Refusal:
        return False
    undo.take_back(done, by=None, at=timezone.now())
    return True
