"""Whoever is named beside an erased person stays named: in bulk acts, files, messages and filters."""

from array import array
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import MessageDecoder, MessageEncoder
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.urls import reverse

from config.models import SavedView
from config.saved_views import keeping
from crm.files.listed import KEY
from crm.models import Customer, Tag
from reservations import batches, lifecycle
from reservations.customers import acts
from reservations.customers.privacy import traces
from reservations.exports import LISTS, making
from reservations.models import Batch, Export
from tests.factories import (
    NOON,
    TODAY,
    CompanyFactory,
    CustomerFactory,
    EventFactory,
    ReservationFactory,
    WaitlistEntryFactory,
)
from tests.naive import now
from tests.reservations.customers.somebody import THEN

pytestmark = pytest.mark.django_db
TOKEN = UUID("c0ffee00-0000-4000-8000-000000000000")
YESTERDAY = TODAY - timedelta(days=1)
OLD = {"event__date": YESTERDAY}
OTHER = UUID("c0ffee00-0000-4000-8000-000000000001")


def test_of_a_bulk_act_over_others_too_only_the_name_goes(boss, erase):
    anna = CustomerFactory(last_name="Bos")
    rows = [ReservationFactory(customer=anna), ReservationFactory()]
    begun = batches.begin("cancel", rows, batch=TOKEN, how={"reason": "Bos en de rest zijn ziek"}, by=boss, at=THEN)
    batches.carry_on(begun, at=THEN, rows=10)
    other = batches.begin("cancel", rows[1:], batch=OTHER, how={}, by=boss, at=THEN)
    batches.carry_on(other, at=THEN, rows=10)

    erase(anna)

    assert now(begun).how == {"reason": "… en de rest zijn ziek"}
    assert now(other).refusals == other.refusals


@pytest.fixture
def tag_in_bulk(boss):
    """Give a tag to customers, of whom none can have it: it is refused of each with a sentence."""

    def tag_them(customers):
        tag = Tag.objects.create(name="Gala")
        begun = batches.begin("tag-customers", customers, batch=TOKEN, how={"tag": tag.pk}, by=boss, at=THEN)
        batches.carry_on(begun, at=THEN, rows=10)
        return now(begun)

    return tag_them


def test_what_a_bulk_act_on_customers_refused_of_them_goes_with_their_name(erase, tag_in_bulk):
    anna, bram = CustomerFactory(last_name="Bos"), CustomerFactory(last_name="Vos")
    rows = [CustomerFactory(merged_into=anna), CustomerFactory(merged_into=bram)]
    begun = tag_in_bulk(rows)
    assert "Bos" in begun.refusals[str(rows[0].pk)]

    erase(anna)

    assert now(begun).refusals == begun.refusals | {str(rows[0].pk): "…"}


def test_what_the_undo_of_a_bulk_act_refused_of_them_goes_with_their_name(boss, erase):
    """Its ids are acts."""
    anna = CustomerFactory(last_name="Bos")
    row, other = ReservationFactory(customer=anna, total_cents=0, **OLD), ReservationFactory()
    mine, theirs = (lifecycle.edit(each, {"vegan": 1}, by=boss, at=THEN) for each in (row, other))
    undone = Batch.objects.create(
        pk=TOKEN, verb=batches.UNDO, rows=[mine.pk, theirs.pk], count=2, done=2, by=boss, at=THEN, how={},
        refusals={str(mine.pk): "Bos: sindsdien gewijzigd", str(theirs.pk): "Vos: sindsdien gewijzigd"},
    )  # fmt: skip

    erase(anna)

    assert now(undone).refusals == {str(mine.pk): "…", str(theirs.pk): "Vos: sindsdien gewijzigd"}


def test_a_customer_with_the_number_of_a_booking_of_theirs_is_somebody_else(erase, tag_in_bulk):
    booked = ReservationFactory(pk=900, event=EventFactory(date=YESTERDAY), total_cents=0)
    begun = tag_in_bulk([CustomerFactory(pk=900, merged_into=CustomerFactory())])

    erase(booked.customer)

    assert now(begun).refusals == begun.refusals


def test_the_file_and_the_message_of_somebody_else_stay(desk, staff, erase):
    row = ReservationFactory(pk=900)
    making.begin("reservations", LISTS["reservations"](QueryDict(""), at=NOON), token=TOKEN, by=staff, at=NOON)
    done = acts.edit(row.customer, {"city": "Bladel"}, by=staff, at=THEN)
    desk.post(reverse("reservations:undo", args=[done.pk]))
    keeping.keep("reservations:list", query="q=visser", name="Vissers", shared=False, by=staff, at=THEN)

    erase(CustomerFactory(first_name="Bram", last_name="Vos"))

    assert Export.objects.exists()
    assert "_messages" in Session.objects.get().get_decoded()
    assert SavedView.objects.get().query == "q=visser"


@pytest.fixture
def of_them():
    """Rows of somebody, each with a number that no other row of any table has: by the list of which it is a line."""
    firm = CompanyFactory(pk=901)
    anna = CustomerFactory(pk=902, company=firm)
    row = ReservationFactory(pk=903, customer=anna, event=EventFactory(pk=904, date=YESTERDAY), total_cents=0)
    waits = WaitlistEntryFactory(pk=905, customer=anna, event=row.event)
    bookings = dict.fromkeys(["reservations", "payments", "guests"], row)
    return bookings | {"waitlist": waits, "customers": anna, "companies": firm}


def _file(name, keys, by):
    return Export.objects.create(
        pk=uuid4(), owner=by, list=name, language="nl", keys=array(KEY, keys).tobytes(), rows=len(keys),
        created_at=NOON,
    )  # fmt: skip


def test_a_file_that_they_are_on_goes_and_that_with_others_of_that_number_stays(boss, erase, of_them):
    numbers = sorted({row.pk for row in of_them.values()} | {904})
    gone = [_file(name, [1, row.pk], boss) for name, row in of_them.items()]
    stay = [
        _file(name, [number for number in numbers if name not in of_them or number != of_them[name].pk], boss)
        for name in LISTS
    ]

    erase(of_them["customers"])

    assert set(Export.objects.all()) == set(stay)
    assert len(gone) == 6


def test_of_every_list_it_is_known_what_its_lines_are():
    assert set(traces.LINES) == set(LISTS)


# Messages


@pytest.fixture
def told(desk):
    """Say something to the desk: it is kept until they see a page."""

    def tell(*sentences):
        session = Session.objects.get()
        said = [Message(messages.SUCCESS, sentence) for sentence in sentences]
        kept = session.get_decoded() | {"_messages": MessageEncoder().encode(said)}
        Session.objects.filter(pk=session.pk).update(session_data=Session.objects.encode(kept))

    return tell


@pytest.fixture
def meanwhile(monkeypatch):
    """Something happens to a session after it was read for the first time."""

    def happens(what):
        read, todo = Session.get_decoded, [what]

        def read_before(session):
            found = read(session)
            if todo:
                todo.pop()()
            return found

        monkeypatch.setattr(Session, "get_decoded", read_before)

    return happens


def unread():
    return [message.message for message in MessageDecoder().decode(Session.objects.get().get_decoded()["_messages"])]


@pytest.mark.parametrize("said", ['Anna "de" Bos is bewerkt.', 'Twee regels:\nAnna "de" Bos is bewerkt.'])
def test_of_what_a_colleague_has_not_read_only_what_is_about_them_goes(erase, told, said):
    told("Gala is opgeslagen.", said)

    erase(CustomerFactory(first_name="Anna", last_name='"de" Bos'))

    assert unread() == ["Gala is opgeslagen."]


def test_who_logs_out_meanwhile_is_in_nobodys_way(erase, told, meanwhile):
    told("Anna Bos is bewerkt.")
    meanwhile(lambda: Session.objects.all().delete())

    assert erase(CustomerFactory(first_name="Anna", last_name="Bos")).kind == "erased"


def test_what_is_said_meanwhile_stays_said(erase, told, meanwhile):
    told("Anna Bos is bewerkt.")
    meanwhile(lambda: told("Anna Bos is bewerkt.", "Gala is opgeslagen."))

    erase(CustomerFactory(first_name="Anna", last_name="Bos"))

    assert unread() == ["Gala is opgeslagen."]


def test_a_log_in_words_of_its_own_goes_whole(staff, erase):
    anna = CustomerFactory()
    kind = ContentType.objects.get_for_model(Customer)
    for said in ("Anna aangepast", '["Anna"]'):
        LogEntry.objects.create(
            user=staff, content_type=kind, object_id=str(anna.pk), object_repr="Anna", action_flag=2,
            action_time=THEN, change_message=said,
        )  # fmt: skip

    erase(anna)

    assert set(LogEntry.objects.values_list("object_repr", "change_message")) == {("…", "")}
