"""Data fixes on customers: found fast, stored as they are compared, never deleted under their bookings."""

import pytest
from django.urls import reverse

from crm.models import Company, Customer, Note, Tag, Tagging
from tests.factories import CompanyFactory, CustomerFactory, ReservationFactory


@pytest.fixture
def save(office):
    """Open a customer's change form, fill some fields in otherwise, save."""

    def save(customer, **typed):
        address = reverse("admin:crm_customer_change", args=[customer.pk])
        form = office.get(address).context["adminform"].form
        filled = {name: form[name].value() or "" for name in form.fields if name not in {"created_at", "newsletter_at"}}
        moments = {"created_at_0": "2026-11-22", "created_at_1": "12:00", "newsletter_at_0": "", "newsletter_at_1": ""}
        inlines = dict.fromkeys(
            [f"{prefix}-{forms}_FORMS" for prefix in ("taggings", "notes") for forms in ("TOTAL", "INITIAL")], 0
        )
        return office.post(address, {**filled, **moments, **inlines, **typed})

    return save


def found(response):
    return list(response.context["cl"].result_list)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("customer", 4), ("company", 4), ("tag", 4)])
def test_a_list_needs_the_same_queries_for_any_number_of_rows(office, model, queries, rows, django_assert_num_queries):
    for number in range(rows):
        CustomerFactory(company=CompanyFactory())
        Tag.objects.create(name=f"Tag {number}")

    with django_assert_num_queries(queries):
        response = office.get(reverse(f"admin:crm_{model}_changelist"))

    assert len(found(response)) == response.context["cl"].model.objects.count() >= rows


@pytest.mark.parametrize("words", ["abc", "ABC@EXAMPLE.NL", "06 12345678", "özge bakker"])
def test_customers_are_searched_as_at_the_desk(office, words):
    customer = CustomerFactory(
        first_name="Özge",
        last_name="Bakker",
        company=CompanyFactory(name="ABC B.V."),
        email="abc@example.nl",
        phone="+31612345678",
    )
    CustomerFactory()

    assert found(office.get(reverse("admin:crm_customer_changelist"), {"q": words})) == [customer]


@pytest.mark.parametrize(("model", "factory"), [("customer", CustomerFactory), ("company", CompanyFactory)])
def test_nobody_is_deleted_here(office, model, factory):
    row = factory()

    response = office.post(reverse(f"admin:crm_{model}_delete", args=[row.pk]), {"post": "yes"})

    assert response.status_code == 403
    assert list(type(row).objects.all()) == [row]


def test_address_and_telephone_are_stored_as_they_are_compared(save):
    customer = CustomerFactory()

    save(customer, email=" Info@ABC.nl ", phone="06 1234 5678")

    customer.refresh_from_db()
    assert (customer.email, customer.phone) == ("info@abc.nl", "+31612345678")


def test_an_address_that_somebody_has_is_refused_in_any_writing(save):
    CustomerFactory(email="info@abc.nl")
    other = CustomerFactory(email="other@abc.nl")

    response = save(other, email="INFO@abc.nl")

    assert response.status_code == 200
    assert response.context["adminform"].form.errors != {}
    assert Customer.objects.get(pk=other.pk).email == "other@abc.nl"


def test_tags_and_notes_are_looked_up_here_and_written_at_the_desk(save, office):
    customer, tag = CustomerFactory(), Tag.objects.create(name="Trouw")
    rows = {"taggings-0-tag": tag.pk, "taggings-0-at_0": "2026-11-23", "taggings-0-at_1": "12:00"}
    rows |= {"notes-0-text": "Graag vooraan", "notes-0-at_0": "2026-11-23", "notes-0-at_1": "12:00"}

    save(customer, **rows, **{"taggings-TOTAL_FORMS": 1, "notes-TOTAL_FORMS": 1})

    assert (Tagging.objects.count(), Note.objects.count()) == (0, 0)
    for what in ("change", "delete"):
        assert office.post(reverse(f"admin:crm_tag_{what}", args=[tag.pk]), {"post": "yes"}).status_code == 403
    assert office.get(reverse("admin:crm_customer_add")).status_code == 403


def test_a_company_is_known_by_its_key(office):
    office.post(reverse("admin:crm_company_add"), {"name": "ABC B.V."})
    again = office.post(reverse("admin:crm_company_add"), {"name": "abc bv"})

    assert again.context["adminform"].form.errors == {"name": ["Er bestaat al een Bedrijf met eenzelfde Naam."]}
    assert list(Company.objects.values_list("name", "key")) == [("ABC B.V.", "abc")]


def test_bookings_stay_whatever_happens_to_their_customers_form(save):
    reservation = ReservationFactory()

    save(reservation.customer, last_name="Jansen")

    reservation.refresh_from_db()
    assert reservation.customer.last_name == "Jansen"
