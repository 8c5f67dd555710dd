"""A list as a file: in parts, in its own language, by a name that says what it is."""

import pytest
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from crm.files import listed
from crm.files.columns import Column, Kind
from crm.files.listed import Listed
from crm.models import Customer
from tests.factories import NOON, CustomerFactory, local
from tests.sheets import read_csv, read_xlsx


class Numbers(Listed):
    """The numbers of its address, which it loads a part at a time."""

    title = _("Reservations")
    columns = (Column("Nummer", lambda row: row, Kind.NUMBER), Column("Soort", lambda row: str(_("Reservations"))))

    def keys(self):
        return [int(number) for number in self.query.getlist("n")]

    def rows(self, keys):
        self.loaded = [*getattr(self, "loaded", []), list(keys)]
        return keys


class Customers(Listed):
    title = "Klanten"
    columns = (Column("Contactpersoon", lambda row: row.full_name),)

    def keys(self):
        return Customer.objects.order_by("last_name").values_list("pk", flat=True)

    def rows(self, keys):
        found = Customer.objects.in_bulk(list(keys))
        return [found[key] for key in keys]


def numbers(query="n=3&n=1&n=2", at=NOON, **options):
    return Numbers(QueryDict(query), at=at, **options)


@pytest.fixture(autouse=True)
def _two_at_a_time(monkeypatch):
    monkeypatch.setattr(listed, "AT_A_TIME", 2)


def test_both_files_have_the_rows_in_their_order():
    assert [row["Nummer"] for row in read_csv("".join(numbers().csv()))] == ["3", "1", "2"]
    assert [row["Nummer"] for row in read_xlsx(b"".join(numbers().xlsx()))] == [3, 1, 2]


def test_rows_are_loaded_a_part_at_a_time_when_they_are_asked_for():
    asked = numbers()
    stream = asked.csv()

    head, first = next(stream), next(stream)

    assert (head, first.count("\r\n"), asked.loaded) == ('\ufeff"Nummer";"Soort"\r\n', 2, [[3, 1]])
    assert (next(stream).count("\r\n"), asked.loaded) == (1, [[3, 1], [2]])


def test_a_stream_that_is_read_later_is_in_the_language_it_was_asked_in():
    with translation.override("en"):
        english = numbers()

    assert {row["Soort"] for row in read_csv("".join(english.csv()))} == {"Reservations"}
    assert {row["Soort"] for row in read_xlsx(b"".join(numbers(language="nl").xlsx()))} == {"Reserveringen"}


def test_its_name_says_what_and_when():
    assert numbers().file_name("xlsx") == "reserveringen-2026-11-23.xlsx"
    # At the venue it is the next day already.
    assert numbers(at=local(2026, 11, 24, 0, 30)).file_name("csv") == "reserveringen-2026-11-24.csv"


def test_without_rows_there_is_a_head():
    assert "".join(numbers("").csv()) == '\ufeff"Nummer";"Soort"\r\n'
    assert read_xlsx(b"".join(numbers("").xlsx())) == []


@pytest.mark.django_db
def test_another_room_lists_what_it_has():
    for name in ("Özdemir", "<script>", "=Bos"):
        CustomerFactory(first_name="", last_name=name)
    asked = Customers(QueryDict(), at=NOON)

    assert {row["Contactpersoon"] for row in read_csv("".join(asked.csv()))} == {"Özdemir", "<script>", "'=Bos"}
    assert {row["Contactpersoon"] for row in read_xlsx(b"".join(asked.xlsx()))} == {"Özdemir", "<script>", "=Bos"}
    assert asked.is_valid
