"""Data fixes on customers leave the sums by which companies are sorted right."""

import pytest
from django.urls import reverse

from reservations.models import CustomerSummary
from tests.factories import CompanyFactory, ReservationFactory
from tests.reading import fields, page

pytestmark = pytest.mark.django_db


def test_a_customer_of_another_company_takes_the_figures_along(office):
    customer, company = ReservationFactory().customer, CompanyFactory()
    address = reverse("admin:crm_customer_change", args=[customer.pk])
    typed = fields(page(office.get(address)).find(".//form[@id='customer_form']"))

    response = office.post(address, typed | {"company": company.pk, "language": "nl"})

    assert response.status_code == 302
    assert CustomerSummary.objects.get().company == company
