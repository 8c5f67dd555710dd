"""Who was merged is an alias: a booking finds the survivor by its address, its name and its company (R9)."""

import pytest

from crm import identity
from crm.identity import Details
from crm.models import Customer, SearchWord
from tests.factories import NOON, CompanyFactory, CustomerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return CustomerFactory(first_name="Anna", last_name="Visser", email="anna@abc.nl")


@pytest.fixture
def alias(kept):
    return CustomerFactory(
        first_name="Bert", last_name="Bakker", email="bert@abc.nl", phone="+31612345678", merged_into=kept
    )


def find(**details):
    return identity.find_or_make(Details(**details), at=NOON)


# Found


def test_an_address_of_an_alias_finds_the_survivor(kept, alias):
    assert find(email="BERT@abc.nl") == kept
    assert identity.known_by("bert@abc.nl") == kept


def test_an_alias_of_an_alias_finds_who_is_at_the_end(kept, alias):
    last = CustomerFactory(email="last@abc.nl")
    Customer.objects.filter(pk=kept.pk).update(merged_into=last)

    assert find(email="bert@abc.nl") == last
    assert identity.survivor(Customer.objects.get(pk=alias.pk)) == last


def test_who_stands_is_their_own_survivor_without_a_look(kept, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert identity.survivor(kept) == kept


def test_no_address_is_nobodys(kept):
    CustomerFactory(email="")

    assert identity.known_by("") is None
    assert identity.known_by("new@abc.nl") is None


def test_a_company_whose_contact_was_merged_finds_the_survivor(kept):
    abc = CompanyFactory(name="ABC BV")
    CustomerFactory(email="", company=abc, merged_into=kept)

    assert find(company="abc") == kept


def test_of_a_company_who_stands_comes_before_who_was_merged_unless_it_is_their_name(kept):
    abc = CompanyFactory(name="ABC BV")
    CustomerFactory(email="", company=abc, first_name="Bert", last_name="Bakker", merged_into=kept)
    standing = CustomerFactory(email="", company=abc)

    assert find(company="ABC", last_name="Nobody") == standing
    assert find(company="ABC", first_name="Bert", last_name="Bakker") == kept


def test_who_was_erased_is_not_found_by_their_company():
    abc = CompanyFactory(name="ABC BV")
    erased = CustomerFactory(email="", company=abc, erased_at=NOON)

    assert find(company="ABC") != erased


# Held


def test_the_survivor_is_held_for_an_alias(kept, alias):
    assert identity.hold(alias) == kept


def test_who_was_merged_since_we_looked_sends_us_back_once(kept, alias):
    seen = Customer.objects.get(pk=alias.pk)
    seen.merged_into_id = None

    with pytest.raises(identity.Elsewhere):
        identity.hold(seen)

    assert identity.hold(seen) == kept


def test_who_was_parted_since_we_looked_is_held_themselves(kept, alias, monkeypatch):
    seen = Customer.objects.get(pk=alias.pk)
    Customer.objects.filter(pk=alias.pk).update(merged_into=None)

    with pytest.raises(identity.Elsewhere):
        identity.hold(seen)

    assert identity.hold(seen) == alias


def test_a_survivor_who_was_merged_since_we_looked_sends_us_on(kept, alias):
    last = CustomerFactory()
    seen = Customer.objects.get(pk=alias.pk)
    Customer.objects.filter(pk=kept.pk).update(merged_into=last)

    assert identity.hold(seen) == last


# Addresses


# Words


def words_of(customer):
    return {bytes(word) for word in customer.search_words.values_list("word", flat=True)}


@pytest.mark.parametrize("text", ["Bert", "bakker", "bert@abc.nl", "0612345678", "Anna"])
def test_the_survivor_is_found_by_all_names_they_have(kept, alias, text):
    assert list(Customer.objects.search(text)) == [kept]
    assert words_of(alias) == set()


def test_saving_the_survivor_keeps_the_words_of_the_alias(kept, alias):
    kept.last_name = "Jansen"
    kept.save()

    assert list(Customer.objects.search("bakker")) == [kept]
    assert not Customer.objects.search("visser")


def test_a_company_that_is_renamed_is_known_by_its_merged_contact_too(kept):
    abc = CompanyFactory(name="ABC BV")
    CustomerFactory(email="", company=abc, merged_into=kept)

    abc.name = "Delta BV"
    abc.save()

    assert list(Customer.objects.search("delta")) == [kept]


def test_aliases_are_told_of_whom_they_are(kept, alias):
    older = CustomerFactory(merged_into=alias)
    stranger = CustomerFactory()

    assert Customer.objects.aliases_of([kept.pk, stranger.pk]) == [(kept.pk, alias), (kept.pk, older)]


def test_one_person_is_a_customer_and_everybody_who_was_merged_into_them(kept, alias):
    older = CustomerFactory(merged_into=alias)
    CustomerFactory()

    assert Customer.objects.people_of(kept.pk) == [kept.pk, alias.pk, older.pk]
    assert Customer.objects.people_of(alias.pk) == [alias.pk, older.pk]


def test_an_alias_is_not_standing(kept, alias):
    CustomerFactory(erased_at=NOON)

    assert list(Customer.objects.standing()) == [kept]


def test_marks_are_no_words_that_can_be_typed(kept, alias):
    assert {word for word in words_of(kept) if word.startswith(b"\xfe")} == {b"\xfe131612345678"}
    assert SearchWord.objects.filter(word=b"\xfe131612345678").count() == 1
