"""The pages of reservations: the list, and one."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reservations import credit
from reservations.filters import ReservationFilter
from reservations.models import Reservation
from reservations.views.acting import page_of
from reservations.worklists import WORK_LISTS

ROWS_ON_A_PAGE = 50
ACTS_SHOWN = 200


@require_safe
def index(request):
    at = timezone.now()
    found = ReservationFilter(request.GET, at=at)
    page = Paginator(found.qs.values_list("pk", flat=True), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = Reservation.objects.rows(page.object_list)
    work = WORK_LISTS.get(request.GET.get("work", ""))
    context = {"filter": found, "page": page, "at": at, "today": timezone.localdate(at), "work": work}
    return render(request, "reservations/list.html", context)


@require_safe
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
