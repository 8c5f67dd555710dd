"""One company: its contacts, what they are worth together, and what they booked last."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from crm.models import Company, Customer
from reservations.customers import companies
from reservations.customers.rows import rows
from reservations.models import Reservation

CONTACTS_SHOWN, RESERVATIONS_SHOWN = 50, 10


@require_safe
def detail(request, pk):
    at, company = timezone.now(), get_object_or_404(Company, pk=pk)
    today = timezone.localdate(at)
    contacts = Customer.objects.standing().filter(company=company).order_by("last_name", "first_name", "pk")
    latest = companies.bookings(company).order_by("-event__date", "-pk").values_list("pk", flat=True)
    context = {
        "company": company, "figures": companies.figures([pk], today=today)[0], "at": at, "today": today,
        "arrangement": companies.preferred_arrangement(company),
        "contacts": rows(list(contacts.values_list("pk", flat=True)[:CONTACTS_SHOWN]), today=today),
        "reservations": Reservation.objects.rows(latest[:RESERVATIONS_SHOWN]),
    }  # fmt: skip
    return render(request, "companies/detail.html", context)
