"""What makes two customers look alike, and what does not."""

import pytest

from crm.alike import Reason, bare_name, firms_alike, marks_of, one_edit_apart, reasons
from crm.models import Company, Customer

HOME = {"postal_code": "1234 AB", "house_number": "5", "last_name": "Visser"}


def customer(**columns):
    columns["company"] = Company(**columns["company"]) if "company" in columns else None
    return Customer(**columns)


def firm(pk, key):
    return {"pk": pk, "name": key, "key": key}


def why(one, other):
    one, other = customer(**one), customer(**other)
    return reasons(one, other, marks_of(one) & marks_of(other))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"phone": "+31612345678"}, {"phone": "+31612345678"}, [Reason.PHONE]),
        ({"phone": "12"}, {"phone": "12"}, []),
        ({"phone": "+31612345678", "last_name": "Bos"}, {"phone": "+31612345678", "last_name": "BOS"},
         [Reason.PHONE, Reason.NAME]),
        (HOME, HOME | {"postal_code": "1234ab", "house_number": ""}, [Reason.HOME, Reason.NAME]),
        (HOME, HOME | {"last_name": "Vissers"}, [Reason.HOME]),
        (HOME, HOME | {"last_name": "Van der Visser"}, [Reason.HOME]),
        (HOME, HOME | {"last_name": "Vissers", "house_number": "6"}, []),
        (HOME, HOME | {"last_name": "Bakker"}, []),
        (HOME | {"first_name": "Jan"}, HOME | {"first_name": "J."}, [Reason.HOME]),
        (HOME | {"first_name": "Jan"}, HOME | {"first_name": "Piet"}, []),
        (HOME | {"first_name": "Özlem"}, HOME | {"first_name": "ozlem"}, [Reason.HOME, Reason.NAME]),
        ({"last_name": "Bos"}, {"last_name": "Bos"}, []),
        ({"company": firm(1, "abc"), "last_name": "Bos"}, {"company": firm(1, "abc"), "last_name": "Bos"},
         [Reason.NAME, Reason.FIRM]),
        ({"company": firm(1, "abc"), "last_name": "Bos"}, {"company": firm(1, "abc"), "last_name": "Vos"}, []),
        ({"company": firm(1, "abc"), "last_name": "Bos"}, {"company": firm(1, "abc")}, [Reason.FIRM]),
        ({"company": firm(1, "abcholding")}, {"company": firm(2, "abc")}, [Reason.FIRM_VARIANT]),
        ({"company": firm(1, "jansens")}, {"company": firm(2, "janssens")}, [Reason.FIRM_VARIANT]),
        ({"company": firm(1, "delta")}, {"company": firm(2, "xylo")}, []),
        ({"company": firm(1, "abc")}, {"last_name": "Bos"}, []),
    ],
)  # fmt: skip
def test_the_reasons_for_two_to_be_one(one, other, found):
    assert why(one, other) == why(other, one) == found


def test_of_somebody_without_anything_there_is_no_mark():
    assert marks_of(customer()) == set()


def test_a_mark_is_no_longer_than_an_index_wants_it():
    assert {len(mark) for mark in marks_of(customer(last_name="x" * 200, company=firm(1, "abc")))} == {60}


@pytest.mark.parametrize(
    ("name", "bare"), [("Van der Berg", "berg"), ("'t Hart", "hart"), ("De", "de"), ("Özdemir-Şahin", "ozdemirsahin")]
)
def test_a_name_is_compared_without_what_stands_before_it(name, bare):
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("visser", "visser", True), ("visser", "vissers", True), ("visser", "isser", True), ("visser", "vosser", True),
        ("visser", "viserss", False), ("visser", "vissersen", False), ("visser", "vsiser", False), ("", "a", True),
    ],
)  # fmt: skip
def test_one_letter_is_one_letter(one, other, apart):
    assert one_edit_apart(one, other) is one_edit_apart(other, one) is apart


def pairs(*keys):
    ids = dict(enumerate(sorted(keys)))
    return {tuple(sorted((ids[one], ids[other]))) for one, other in firms_alike(ids.items())}


def test_firms_that_begin_alike_are_found():
    assert pairs("abc", "abcholding", "abcholdingzuid", "abd", "delta") == {
        ("abc", "abcholding"), ("abcholding", "abcholdingzuid"),
    }  # fmt: skip


def test_firms_that_differ_by_a_letter_are_found_wherever_it_stands():
    assert pairs("jansenbouw", "janssenbouw", "bakkerijvos", "pakkerijvos", "zzz") == {
        ("jansenbouw", "janssenbouw"), ("bakkerijvos", "pakkerijvos"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "keys",
    [("hotelvos1", "hotelvos2"), ("hotelvos", "hotelvos2"), ("ab", "abholding"), ("vos", "bos")],
    ids=["numbers", "a number", "too short to begin with", "too short"],
)
def test_what_says_too_little_is_no_likeness(keys):
    assert pairs(*keys) == set()
