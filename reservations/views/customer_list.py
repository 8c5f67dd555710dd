"""The list of customers: as contacts, or as the companies that these are of."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reservations.customers import companies
from reservations.customers.company_list import CompanyFilter
from reservations.customers.filters import CustomerFilter
from reservations.customers.rows import rows
from reservations.models import Batch

ROWS_ON_A_PAGE = 25


@require_safe
def index(request):
    return (_companies if request.GET.get("show") == "companies" else _contacts)(request)


def _contacts(request):
    at = timezone.now()
    today, found = timezone.localdate(at), CustomerFilter(request.GET, at=at)
    page = _page(request, found)
    context = {
        "filter": found, "count": found.count, "sums": found.sums, "page": page, "today": today,
        "rows": rows(page.pks, today=today),
        "unfinished": Batch.objects.unfinished().begun_by(request.user).newest_first().first(),
    }  # fmt: skip
    return render(request, "customers/list.html", context, status=200 if found.form.is_valid() else 422)


def _companies(request):
    today, found = timezone.localdate(timezone.now()), CompanyFilter(request.GET)
    page = _page(request, found)
    rows = companies.figures(page.pks, today=today)
    context = {"filter": found, "count": found.count, "page": page, "rows": rows}
    return render(request, "companies/list.html", context, status=200 if found.form.is_valid() else 422)


def _page(request, found):
    cursor = {name: request.GET.get(name, "") for name in ("after", "before")}
    return found.page(size=ROWS_ON_A_PAGE, **cursor)
