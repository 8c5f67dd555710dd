"""A person goes, and the books stay (R13): amounts, dates, guests and states, and what staff did when.

One transaction, locked as every act locks: the events of their bookings, then they and who was merged into them. It
can't be taken back, and neither can what was done to them before.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Any, Unpack

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from crm.models import Company, Customer, Distinct, SearchWord, Tagging
from reservations import engine, seats, summaries
from reservations.customers.engine import Work, perform
from reservations.customers.privacy import obstacles, redacting, traces
from reservations.customers.privacy.choices import Because
from reservations.customers.privacy.holdings import HOLDINGS, acts_of, acts_on_two_with
from reservations.customers.privacy.traces import Traces
from reservations.engine import How
from reservations.models import Act, Actor, ContactWord, Mail, Reservation, WaitlistEntry
from reservations.refusals.privacy import NotAllowedToErase, StillToHappen

CHUNK = 500


class _BookedMeanwhile(Exception):
    """They got a booking on an evening that we have not locked."""


def erase(customer: Customer, *, because: str, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Erase a person for good, `because` of one of Because. `by` None is the system, which may.

    Raises NotAllowedToErase, MergedMeanwhile, WasErased, StillToHappen, and Busy; after any of them nothing is changed.
    """
    if by is not None and not by.has_perm("crm.erase_customer"):
        raise NotAllowedToErase
    while True:
        # Begun anew, it gives back the locks it has: who keeps some and asks for others, crosses somebody.
        with suppress(_BookedMeanwhile):
            return _erase(customer, Because(because), by=by, at=at, **how)


@engine.one_transaction()
def _erase(customer: Customer, because: Because, *, by: Actor, at: datetime, **how: Any) -> Act:
    people = Customer.objects.people_of(customer.pk)
    held = seats.lock(_events_of(people))
    # Against new rows as well: whoever books for them waits, or has finished and is seen.
    list(Customer.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))
    if not _events_of(people) <= held.keys() or Customer.objects.people_of(customer.pk) != people:
        raise _BookedMeanwhile

    def change(work: Work) -> None:
        _judge(work.customer, people, at=at)
        found = _found(people)
        _erase_rows(people, at=at)
        _erase_history(found.keys["acts"])
        summaries.refresh(events=[], customers=people, today=timezone.localdate(at))
        Company.objects.filter(pk__in=found.keys["companies"]).delete()
        traces.wipe(found, at=at)
        work.customer.refresh_from_db()
        work.data = {"because": because.value, "bookings": len(found.keys["reservations"])}

    return perform(Act.Kind.ERASED, customer, change, by=by, at=at, **how)


def _judge(customer: Customer, people: Collection[int], *, at: datetime) -> None:
    in_the_way = obstacles.of(people, customer.pk, at=at)
    if in_the_way:
        raise StillToHappen([obstacle.sentence for obstacle in in_the_way])


def _events_of(people: Collection[int]) -> set[int]:
    booked = Reservation.objects.filter(customer__in=people).values_list("event", flat=True)
    return {*booked, *WaitlistEntry.objects.filter(customer__in=people).values_list("event", flat=True)}


def _found(people: Collection[int]) -> Traces:
    """By what to find them elsewhere, read while it is still there."""
    keys = {holding.name: list(holding.rows(people).values_list("pk", flat=True)) for holding in HOLDINGS}
    acts = acts_of(people)
    keys["acts"] = sorted({*acts.values_list("pk", flat=True), *acts_on_two_with(people)})
    keys["companies"] = _companies_of(people)
    called = [*Customer.objects.filter(pk__in=people).select_related("company"), *_bookings_with_contact(people)]
    names = [*redacting.names_of(called), *_names_of_companies(keys["companies"])]
    batches = set(acts.exclude(batch=None).values_list("batch", flat=True))
    return Traces(keys, batches, redacting.Names(names), traces.words_of(people))


def _bookings_with_contact(people: Collection[int]) -> list[Any]:
    rows = Reservation.objects.filter(customer__in=people).exclude(contact_name="", contact_phone="")
    return list(rows.values_list("contact_name", "contact_phone", named=True).distinct())


def _names_of_companies(companies: Collection[int]) -> list[str]:
    return list(Company.objects.filter(pk__in=companies).values_list("name", flat=True))


def _companies_of(people: Collection[int]) -> list[int]:
    """Firms of which nobody else is known: they go along. Locked, so that nobody joins one meanwhile."""
    others = Customer.objects.filter(company=OuterRef("pk")).exclude(pk__in=people)
    theirs = Company.objects.filter(customers__in=people).values("pk")
    firms = Company.objects.select_for_update().filter(~Exists(others), pk__in=theirs)
    return list(firms.order_by("pk").values_list("pk", flat=True))


def _erase_rows(people: Collection[int], *, at: datetime) -> None:
    Mail.objects.unclaimed().filter(reservation__customer__in=people).update(withdrawn_at=at, recorded_at=at)
    ContactWord.objects.filter(reservation__customer__in=people).delete()
    SearchWord.objects.filter(customer__in=people).delete()
    Tagging.objects.filter(customer__in=people).delete()
    Distinct.objects.filter(Q(first__in=people) | Q(second__in=people)).delete()
    ends: dict[str, dict[str, Any]] = {
        "customer": {"company": None, "newsletter_at": None, "erased_at": at},
        "notes": {"removed_at": Coalesce("removed_at", Value(at))},
        "follow_ups": {"removed_at": Coalesce("removed_at", Value(at))},
    }
    for holding in HOLDINGS:
        gone = {**dict.fromkeys(holding.texts, ""), **holding.words, **ends.get(holding.name, {})}
        rows = holding.model.objects.filter(pk__in=holding.rows(people).order_by().values("pk"))
        rows.update(**gone | _another_version(holding.model))


def _another_version(model: Any) -> dict[str, Any]:
    """A form that is open on somebody's screen would bring them back: it is refused for being older."""
    return {"version": F("version") + 1} if any(column.name == "version" for column in model._meta.fields) else {}


def _erase_history(pks: list[int]) -> None:
    """A few at a time: of a large customer there may be many."""
    for first in range(0, len(pks), CHUNK):
        acts = list(Act.objects.filter(pk__in=pks[first : first + CHUNK]))
        for act in acts:
            redacting.redact(act)
        Act.objects.bulk_update(acts, ["reason", "before", "after", "data"])
