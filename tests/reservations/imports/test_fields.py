"""A row, read field by field."""

from decimal import Decimal

from reservations.imports.fields import Row


def complaints(row):
    return [field for field, _reason in row.problems]


def test_everything_that_is_wrong_is_collected():
    row = Row({"guests": "twee", "name": ["Anna"], "at": "gisteren"})

    assert (row.whole("guests", most=9), row.text("name"), row.moment("at")) == (None, "", None)
    assert complaints(row) == ["guests", "name", "at"]


def test_a_problem_is_told_once_however_often_the_field_is_read():
    row = Row({"name": ["Anna"]})
    row.text("name")
    row.text("name")

    assert complaints(row) == ["name"]


def test_what_is_absent_is_no_problem_until_it_is_needed():
    row = Row({"phone": None, "email": " "})
    row.text("phone")
    row.text("email")
    row.cents("total")
    assert complaints(row) == []

    row.need("total", "phone")
    assert complaints(row) == ["total", "phone"]


def test_nothing_is_cut():
    row = Row({"name": "x" * 11})
    row.text("name", longest=10)

    assert complaints(row) == ["name"]


def test_parts_of_a_row_complain_under_their_place():
    row = Row({"list": [{"amount": "x"}, "no row", {"amount": Decimal(1)}], "group": {"deep": {"flag": "?"}}})
    for part in row.parts("list"):
        part.cents("amount")
    row.part("group").part("deep").flag("flag")

    assert complaints(row) == ["list[0].amount", "list[1]", "group.deep.flag"]


def test_lists_and_groups_of_another_kind_are_a_problem():
    row = Row({"list": {"a": 1}, "group": [1]})
    list(row.parts("list"))
    row.part("group").text("a")

    assert complaints(row) == ["list", "group"]


def test_an_unknown_word_gives_the_default():
    row = Row({"status": "misschien", "other": "yes"})

    assert row.choice("status", ["yes"], default="no") == "no"
    assert row.choice("other", ["yes"]) == "yes"
    assert complaints(row) == ["status"]


def test_what_nothing_asked_for_is_kept():
    row = Row({"name": "Anna", "promoCode": "ZOMER", "empty": "", "nested": {"a": [Decimal(1)]}})
    row.text("name")

    assert row.kept() == {"promoCode": "ZOMER", "nested": {"a": [1]}}


def test_what_no_column_can_keep_is_a_problem():
    row = Row({"promoCode": "a\0"})

    assert row.kept() == {"promoCode": None}
    assert complaints(row) == ["promoCode"]
