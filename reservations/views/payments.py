"""The page of payments: what is late, what is due soon, what has no date, and what was paid too much."""

from typing import NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reservations import credit
from reservations.models import Reservation
from reservations.querysets import CREDIT_CENTS
from reservations.worklists import CREDIT, DUE_SOON, NO_DUE_DATE, OVERDUE, REFUNDS, WorkList

ROWS_ON_A_PAGE = 25


class Tab(NamedTuple):
    """A work list as the page shows it; `nothing` is what is true of it when it is empty."""

    work: WorkList
    words: Promise
    nothing: Promise
    is_credit: bool = False


TABS = (
    Tab(OVERDUE, _("Overdue"), _("Nobody is late with a payment.")),
    Tab(DUE_SOON, _("Within %(days)d days"), _("Nothing has to be paid in the coming days.")),
    Tab(NO_DUE_DATE, _("Without a date"), _("Everything that is outstanding has a due date.")),
    Tab(CREDIT, _("Credit"), _("Nobody has credit with us."), is_credit=True),
    Tab(REFUNDS, _("To pay out"), _("Nothing has to be paid out."), is_credit=True),
)


@require_safe
def index(request):
    return listed(request)


def listed(request, *, many=None):
    """The list that the address names; with `many`, a form for many of it, as it was typed: 422."""
    at, shown = timezone.now(), _shown(request)
    figures = {tab.work.name: tab.work.figures(at) for tab in TABS}
    paginator = Paginator(shown.work.at(at).values_list("pk", flat=True), ROWS_ON_A_PAGE)
    paginator.count = figures[shown.work.name]["count"]  # counted already, and R8: the same number
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = _told(Reservation.objects.rows(page.object_list), shown)
    words = {"days": settings.PAYMENT_SOON_DAYS}
    context = {
        "shown": shown, "page": page, "many": many, "at": at, "today": timezone.localdate(at),
        "tabs": [(tab, str(tab.words) % words, figures[tab.work.name]) for tab in TABS],
    }  # fmt: skip
    return render(request, "reservations/payments/list.html", context, status=422 if many else 200)


def _shown(request):
    name = request.GET.get("work", OVERDUE.name)
    tab = next((tab for tab in TABS if tab.work.name == name), None)
    if tab is None:
        raise Http404
    return tab


def _told(rows, shown):
    """What a row says besides: why there is credit; or what its customer has kept with us elsewhere, in cents."""
    reasons = credit.reasons(rows) if shown.is_credit else {}
    kept = {} if shown.is_credit else _credit_kept_by(row.customer_id for row in rows)
    for row in rows:
        row.why, row.kept_cents = reasons.get(row.pk, ""), kept.get(row.customer_id, 0)
    return rows


def _credit_kept_by(customers):
    rows = Reservation.objects.filter(customer__in=set(customers)).credit_kept().order_by()
    return dict(rows.values_list("customer").annotate(cents=CREDIT_CENTS))
