"""The pages of reservations: the list, and one."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reservations import counting, credit, paging
from reservations.filters import ReservationFilter
from reservations.models import Batch, Reservation
from reservations.views.acting import at_its_address, page_of
from reservations.worklists import WORK_LISTS

ROWS_ON_A_PAGE = 25  # drawing a row costs more than finding it
ACTS_SHOWN = 200


@require_safe
def index(request):
    at = timezone.now()
    found = ReservationFilter(request.GET, at=at)
    cursor = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = paging.page_of(found.in_order, found.order, size=ROWS_ON_A_PAGE, **cursor)
    all_states, this_state = _looked_at(found, page)
    count, sums = counting.whole(this_state)
    context = {
        "filter": found, "tabs": counting.by_status(all_states), "count": count, "sums": sums, "page": page,
        "rows": Reservation.objects.rows(page.pks), "at": at, "today": timezone.localdate(at),
        "unfinished": Batch.objects.unfinished().begun_by(request.user).newest_first().first(),
        "work": WORK_LISTS.get(request.GET.get("work", "")),
    }  # fmt: skip
    return render(request, "reservations/list.html", context)


@require_safe
def counts(request):
    """The tabs of a list that is too long to count while somebody waits for it."""
    found = ReservationFilter(request.GET, at=timezone.now())
    context = {"filter": found, "tabs": counting.each_status(found.in_any_state)}
    return render(request, "reservations/_tabs.html", context)


def _looked_at(found, page):
    """The rows to count: in any state, and in the one that is asked for."""
    status = found.data.get("status")
    if page.is_all and not status:
        looked_at = counting.look(Reservation.objects.filter(pk__in=page.pks))
        return looked_at, looked_at
    looked_at = counting.look(found.to_count(found.in_any_state))
    return looked_at, counting.in_state(status, looked_at, found.to_count(found.rows)) if status else looked_at


@require_safe
@at_its_address
def detail(request, pk):
    at = timezone.now()
    rows = Reservation.objects.for_rows().select_related("event__type", "checked_in_by")
    reservation = get_object_or_404(rows, pk=pk)
    others = Reservation.objects.filter(customer=reservation.customer_id).exclude(pk=pk)
    context = {
        "reservation": reservation,
        "at": at,
        "today": timezone.localdate(at),
        "why": credit.reasons([reservation])[pk] if reservation.credit_cents else "",
        "credit_elsewhere": others.credit_kept().order_by("created_at", "pk"),
        "lines": reservation.lines.order_by("pk"),
        "payments": reservation.payments.select_related("by").order_by("received_on", "pk"),
        "acts": reservation.acts.newest_first().with_people()[:ACTS_SHOWN],
    }
    return render(request, "reservations/detail.html", context)


@require_safe
def acts(request, pk):
    """What can be done with one reservation now: HTMX puts it where its row stands."""
    at = timezone.now()
    context = {
        "reservation": get_object_or_404(Reservation.objects.for_rows(), pk=pk),
        "at": at,
        "today": timezone.localdate(at),
    }
    return render(request, "reservations/acts.html", context | {"page_url": page_of(request, context["reservation"])})
