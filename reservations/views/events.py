"""The pages of events: the list and the month, one evening, what became of one that was called off, who comes."""

from contextlib import suppress

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reservations import calling_off, fill
from reservations.event_filters import EventFilter
from reservations.guest_list import GuestList
from reservations.models import Act, Event
from reservations.months import Month
from reservations.seat_sum import SeatSum
from reservations.views.acting import at_its_address

ROWS_ON_A_PAGE = 25
ACTS_SHOWN = 50


@require_safe
def index(request):
    at = timezone.now()
    asked = EventFilter(request.GET, at=at)
    pks = asked.pks()
    page = Paginator(pks, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = _fills(page.object_list, at=at)
    context = {"filter": asked, "page": page, "at": at, "waitlists": _fills(asked.waitlists(), at=at)}
    return render(request, "reservations/events/list.html", context, status=200 if asked.is_valid() else 422)


@require_safe
def calendar(request):
    """A month; an address without one, or with one that means nothing, is this month."""
    at = timezone.now()
    today = timezone.localdate(at)
    month = Month.of(today)
    with suppress(ValueError):
        month = Month.parse(request.GET.get("month", ""))
    events = Event.objects.in_period(month.first, month.last).with_programme().order_by("date", "start", "pk")
    by_day: dict = {}
    for each in fill.of_all(events, at=at):
        by_day.setdefault(each.event.date, []).append(each)
    weeks = [[(day, by_day.get(day, [])) for day in week] for week in month.weeks]
    context = {"month": month, "weeks": weeks, "today": today, "is_empty": not by_day, "this_month": Month.of(today)}
    return render(request, "reservations/events/calendar.html", context)


@require_safe
@at_its_address
def detail(request, pk):
    at = timezone.now()
    event = get_object_or_404(Event.objects.with_programme().prefetch_related("arrangements"), pk=pk)
    seats = SeatSum(event, at=at)
    acts = list(event.acts.on_events().newest_first().with_people()[:ACTS_SHOWN])
    context = {
        "event": event, "seats": seats, "fill": seats.fill, "at": at, "today": timezone.localdate(at), "acts": acts,
        "what_if": seats.if_lapsed(request.GET.getlist("lapse") if "what-if" in request.GET else None),
        "waiting": event.waitlist.unserved().count(),
        "prices": event.prices.select_related("arrangement").order_by("arrangement__code"),
        "called_off": next((act for act in acts if act.kind == Act.Kind.EVENT_CANCELLED and not act.is_undone), None),
    }  # fmt: skip
    return render(request, "reservations/events/detail.html", context)


@require_safe
@at_its_address
def called_off(request, pk, batch):
    """What became of each booking when its evening was called off, and what is left to decide."""
    event = get_object_or_404(Event.objects.with_programme(), pk=pk)
    became = calling_off.Aftermath(event, batch)
    if not became.acts:
        raise Http404
    return render(request, "reservations/events/called_off.html", {"event": event, "batch": batch, "became": became})


@require_safe
def guests(request, pk):
    at = timezone.now()
    event = get_object_or_404(Event.objects.with_programme(), pk=pk)
    context = {"event": event, "guests": GuestList(event, at=at), "at": at, "today": timezone.localdate(at)}
    return render(request, "reservations/events/guests.html", context)


def _fills(pks, *, at):
    return fill.of_all(Event.objects.rows(pks), at=at)
