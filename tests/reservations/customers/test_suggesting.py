"""Who is suggested as the same: by marks, mailboxes and firms; the best first, and nobody twice (R9)."""

import pytest

from crm.alike import Reason
from crm.models import Customer
from reservations.customers import acts, merging, suggesting
from tests.factories import NOON, CompanyFactory, CustomerFactory, ReservationFactory

pytestmark = pytest.mark.django_db
HOW = {"by": None, "at": NOON}
PHONE = "+31612345678"
HOME = {"postal_code": "6711 AB", "house_number": "5"}


def found(**how):
    return [({each.kept, each.other}, each.reasons) for each in suggesting.suggestions(**how)]


def twins(**columns):
    return CustomerFactory.create_batch(2, **{"last_name": "Bos"} | columns)


def test_the_same_number_and_the_same_home_are_reasons():
    phone, home = twins(phone=PHONE), twins(last_name="Visser", **HOME)

    assert found() == [(set(phone), [Reason.PHONE, Reason.NAME]), (set(home), [Reason.HOME, Reason.NAME])]


def test_nearly_the_same_name_in_one_house_is_a_reason():
    one = CustomerFactory(last_name="Jansen", **HOME)
    two = CustomerFactory(first_name="A.", last_name="Janssen", **HOME)

    assert found() == [({one, two}, [Reason.HOME])]


def test_families_and_neighbours_are_not_suggested():
    CustomerFactory(first_name="Piet", last_name="Bos", **HOME)
    CustomerFactory(first_name="Els", last_name="Bos", **HOME)
    CustomerFactory(first_name="Anna", last_name="Bakker", **HOME)
    CustomerFactory(first_name="Piet", last_name="Bakker", **HOME)

    assert found() == []


def test_who_spoke_for_another_by_their_own_number_is_a_reason():
    mailbox, bert = CustomerFactory(email="info@abc.nl"), CustomerFactory(phone=PHONE)
    ReservationFactory(customer=mailbox, contact_name="Bert", contact_phone=PHONE)
    ReservationFactory(customer=bert, contact_name="Carla", contact_phone=PHONE)

    assert found() == [({mailbox, bert}, [Reason.MAILBOX])]


def test_who_spoke_for_a_colleague_by_their_own_name_is_a_reason():
    abc = CompanyFactory(name="ABC BV")
    mailbox = CustomerFactory(email="info@abc.nl", company=abc)
    bert = CustomerFactory(first_name="Bért", last_name="Bakker", company=abc)
    CustomerFactory(first_name="Bert", last_name="Bakker")
    ReservationFactory(customer=mailbox, contact_name="bert bakker")
    ReservationFactory(customer=CustomerFactory(), contact_name="Bert Bakker")

    assert found() == [({mailbox, bert}, [Reason.MAILBOX])]


def test_a_firm_without_a_contact_is_a_reason_with_each_of_its_contacts():
    abc = CompanyFactory(name="ABC BV")
    firm, anna = CustomerFactory(first_name="", last_name="", company=abc), CustomerFactory(company=abc)
    CustomerFactory(first_name="Bert", last_name="Bakker", company=CompanyFactory(name="Xylo"))

    assert found() == [({firm, anna}, [Reason.FIRM])]


def test_variants_of_a_firm_are_a_reason_where_its_people_may_be_one():
    short, long = CompanyFactory(name="ABC BV"), CompanyFactory(name="ABC Holding")
    anna = CustomerFactory(last_name="Bos", company=short)
    also = CustomerFactory(last_name="Bos", company=long)
    CustomerFactory(first_name="Bert", last_name="Bakker", company=long)

    assert found() == [({anna, also}, [Reason.NAME, Reason.FIRM_VARIANT])]


def test_the_strongest_stand_first_and_of_equals_who_books_most():
    weak = twins(phone="+31612345670", first_name="")
    Customer.objects.filter(pk=weak[1].pk).update(last_name="Anders")
    plain, busy = twins(phone="+31612345671"), twins(phone="+31612345672")
    ReservationFactory(customer=busy[1])

    assert [people for people, _reasons in found()] == [set(busy), set(plain), set(weak)]
    assert [people for people, _reasons in found(most=1)] == [set(busy)]


def test_whom_we_know_best_is_proposed_to_stay():
    older, newer = twins(phone=PHONE)
    assert suggesting.suggestions()[0].kept == older

    ReservationFactory(customer=newer)
    assert suggesting.suggestions()[0].kept == newer


def test_who_is_not_the_same_is_not_suggested_again_nor_as_whom_they_became():
    one, two = twins(phone=PHONE)
    acts.distinguish(one, two, **HOW)
    assert found() == suggesting.like(one) == []

    merging.merge(CustomerFactory(email=""), two, {"phone": "theirs"}, **HOW)

    assert found() == []


def test_who_is_gone_is_not_suggested():
    one, two = twins(phone=PHONE)
    merging.merge(one, two, **HOW)
    erased = twins(phone="+31612345670")
    Customer.objects.filter(pk=erased[0].pk).update(erased_at=NOON)

    assert found() == suggesting.like(one) == []


def test_many_with_one_number_are_compared_a_few_at_a_time(monkeypatch):
    monkeypatch.setattr(suggesting, "TOGETHER", 3)
    CustomerFactory.create_batch(5, phone=PHONE)

    assert len(found()) == 3


def test_what_was_dealt_with_gives_way_to_the_next(monkeypatch):
    monkeypatch.setattr(suggesting, "OF_EACH", 1)
    pairs = [twins(phone=f"+3161234567{n}") for n in range(3)]

    for dealt, pair in enumerate(pairs):
        assert set(pair) in [people for people, _reasons in found()], dealt
        acts.distinguish(*pair, **HOW)
    assert found() == []


def test_of_one_customer_those_who_share_a_mark():
    one, two = twins(phone=PHONE)
    twins(phone="+31612345670")

    assert [(each.kept, each.other) for each in suggesting.like(two)] == [(one, two)]
