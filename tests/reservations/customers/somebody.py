"""A person of whom everything is known that can be known: with a word of their own in every text that there is."""

from datetime import timedelta
from uuid import UUID

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db.models import CharField, EmailField, JSONField, Q, TextField
from django.http import QueryDict
from django.urls import reverse

from config.saved_views import keeping
from crm import identity
from crm.files.listed import AT_A_TIME
from crm.models import Customer, Note, Tag
from reservations import batches, ledger, lifecycle, reminders, undo, waitlist
from reservations.customers import acts
from reservations.exports import LISTS, making
from reservations.models import Act, FollowUp, Mail, Reservation
from tests.factories import (
    NOON,
    TODAY,
    ArrangementFactory,
    CustomerFactory,
    EventFactory,
    ReservationTagFactory,
    WaitlistEntryFactory,
    party,
)

WORD = "zqxwv"  # in no language a part of any other word
DIGITS = "698712345"
THEN = NOON - timedelta(days=40)
BATCH = UUID("7d444840-9dc0-11d1-b245-5ffdce74fad2")
EXPORT = UUID("7d444840-9dc0-11d1-b245-5ffdce74fad3")
TAGGED = UUID("7d444840-9dc0-11d1-b245-5ffdce74fad4")
# What names nobody: numbers of the house, what was sold, and what a rule or an import was about.
STAYS = {"Reservation": {"reference", "invoice_number"}, "Line": {"description"}, "FollowUp": {"cause"},
         "WaitlistEntry": {"source_id"}}  # fmt: skip


def somebody(desk, staff):
    """Booked, edited, paid, refunded, reminded, noted, merged, exported, done in bulk; nothing is left to happen."""
    how = {"by": staff, "at": THEN}
    said = identity.Details(
        salutation="Mevrouw", first_name=f"Anna{WORD}", last_name=f"Bos{WORD}", company=f"{WORD} B.V.",
        email=f"anna@{WORD}.nl", phone=f"0{DIGITS}", street=f"{WORD}straat",
    )  # fmt: skip
    evening = EventFactory(date=TODAY - timedelta(days=30), waitlist_open=True)
    alike = CustomerFactory()
    booked = lifecycle.book(
        party(
            customer=said,
            event=evening,
            details={"remarks": f"{WORD} zit vooraan", "staff_notes": WORD},
            tags=[ReservationTagFactory().pk],
        ),
        **how,
    ).reservation
    anna = booked.customer
    _books(booked, evening, anna, how)
    _is_spoken_to(anna, how)
    _was_two(anna, alike, evening, how)
    _is_worked_on(desk, staff, anna, evening, how)
    return anna


def _books(booked, evening, anna, how):
    edited = lifecycle.edit(booked, {"contact_name": f"Bram {WORD}", "contact_phone": f"+31{DIGITS}"}, **how)
    undo.take_back(undo.take_back(edited, **how), **how)
    reminders.remind(booked, **how)
    list(reminders.deliver_due(clock=lambda: THEN + timedelta(hours=1)))
    paid = {"method": "bank", "received_on": THEN.date()}
    ledger.record_payment(booked, amount_cents=10000, reference=f"{WORD} 12", note=WORD, **paid, **how)
    wrong = ledger.record_payment(booked, amount_cents=20000, reference=WORD, **paid, **how)
    undo.take_back(wrong, **how)
    ledger.refund(booked, amount_cents=5000, note=f"aan {WORD}", **paid, **how)
    ledger.pay_off(booked, **paid, **how)
    waits = waitlist.add(party(customer=anna, event=evening, details={"remarks": WORD}), **how).waitlist_entry
    waitlist.close(waits, reason=f"{WORD} kan niet", **how)
    waits = waitlist.add(party(customer=anna, event=evening), **how).waitlist_entry
    lifecycle.cancel(waitlist.book(waits, arrangement=ArrangementFactory(), **how).reservation, reason=WORD, **how)


def _is_spoken_to(anna, how):
    acts.edit(anna, {"remarks": f"{WORD} belt graag", "city": f"{WORD}dorp"}, **how)
    acts.subscribe(anna, how_given=f"{WORD} zei het", **how)
    acts.speak(anna, channel="phone", text=f"{WORD} komt terug", **how)
    acts.tag(anna, tag=Tag.objects.get_or_create(name="VIP")[0], reason=f"tante van {WORD}", **how)
    acts.write_note(anna, text=f"{WORD} is vegetarisch", **how)
    note = Note.objects.get(customer=anna)
    acts.edit_note(note, text=f"{WORD} is veganistisch", **how)
    FollowUp.objects.create(
        customer=anna, text=f"Bel {WORD}", due_on=TODAY, why=WORD, outcome=WORD, created_at=THEN, rule="after_visit",
        cause="reservation 1",
    )  # fmt: skip


def _was_two(anna, alike, evening, how):
    """Somebody was merged into them, they were part of a merge that was taken back, and `alike` is not the same."""
    alias = CustomerFactory(
        pk=7001, first_name="", last_name=f"Oud{WORD}", email=f"oud@{WORD}.nl", merged_into=anna, newsletter_at=THEN
    )  # a number that nothing else of theirs has
    other = CustomerFactory(first_name="Bram", last_name="Vos")
    for kept, gone in [(anna, alias), (other, anna)]:
        Act.objects.create(
            kind=Act.Kind.MERGED, customer=kept, data={"name": str(gone), "other": gone.pk}, **how,
            before={f"customer {gone.pk}": {"email": gone.email}}, after={f"customer {gone.pk}": {"email": ""}},
        )  # fmt: skip
    acts.distinguish(alike, anna, **how)
    WaitlistEntryFactory(customer=alias, event=evening, status="expired", notes=WORD)


def _is_worked_on(desk, staff, anna, evening, how):
    """In bulk, in the admin, in files and filters, and in a message that a colleague has not read yet."""
    rows = [lifecycle.book(party(customer=anna, event=evening), **how).reservation for _ in range(2)]
    begun = batches.begin("cancel", rows, batch=BATCH, how={"reason": f"{WORD} is ziek"}, **how)
    lifecycle.cancel(rows[0], reason=WORD, **how)
    batches.carry_on(begun, at=THEN, rows=10)
    people = [anna, Customer.objects.get(merged_into=anna)]
    given = {"tag": Tag.objects.create(name="Gala").pk, "reason": f"{WORD} en wie zij was"}
    begun = batches.begin("tag-customers", people, batch=TAGGED, how=given, **how)
    batches.carry_on(begun, at=THEN, rows=10)
    LogEntry.objects.create(
        user=staff, content_type=ContentType.objects.get_for_model(Customer), object_id=str(anna.pk),
        object_repr=str(anna), action_flag=CHANGE, action_time=THEN,
        change_message=f'[{{"added": {{"name": "staff note", "object": "{WORD}"}}}}]',
    )  # fmt: skip
    query = QueryDict(f"q={WORD}")
    listed = LISTS["reservations"](query, at=NOON)
    export = making.begin("reservations", listed, token=EXPORT, by=staff, at=NOON)
    making.carry_on(export, listed, listed.sheet(AT_A_TIME))
    keeping.keep("reservations:list", query=query.urlencode(), name=f"Alles van Bos{WORD}", shared=True, **how)
    keeping.keep("reservations:list", query=f"status=confirmed&q={WORD}", name="Bevestigd", shared=True, **how)
    done = acts.edit(anna, {"vat_number": WORD}, **how)
    desk.post(reverse("reservations:undo", args=[done.pk]))
    mail.outbox.clear()


def mark_every_text(anna):
    """Write the word in every column of every row that is theirs, however it came to be: {(table, column)} of those.

    A table that points at customers, and of which they have no row, is one that somebody() forgets.
    """
    marked, people = set(), [anna.pk, *Customer.objects.filter(merged_into=anna).values_list("pk", flat=True)]
    for model, paths in sorted(pointing_at(Customer).items(), key=str):
        theirs = Q(pk__in=[]) if model is not Customer else Q(pk__in=people)
        for path in paths:
            theirs |= Q(**{f"{path}__in": people})
        rows = model.objects.filter(theirs).distinct()
        assert rows.exists(), f"somebody() has no {model.__name__}: let them have one"
        for row in rows:
            marked |= _mark(model, row)
    return marked


def _mark(model, row):
    values, stays = {}, STAYS.get(model.__name__, ())
    for column in model._meta.concrete_fields:
        if isinstance(column, JSONField):
            values[column.name] = getattr(row, column.name) | {"words": {"deep": [WORD]}}
        elif isinstance(column, EmailField):
            values[column.name] = f"{WORD}{row.pk}@example.nl"
        elif isinstance(column, CharField | TextField) and not column.choices and column.name not in stays:
            values[column.name] = f"{WORD} {row.pk}"[: column.max_length]
    model.objects.filter(pk=row.pk).update(**values)
    return {(model._meta.db_table, model._meta.get_field(name).column) for name in values}


def pointing_at(target):
    """{model: the paths from it to `target`} of every model that leads there by one foreign key or several."""
    found, news = {target: set()}, [target]
    while news:
        to = news.pop()
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.concrete_fields:
                if not field.is_relation or field.related_model is not to or model is to:
                    continue
                paths = {f"{field.name}__{path}" for path in found[to]} or {field.name}
                if not paths <= found.get(model, set()):
                    found[model] = found.get(model, set()) | paths
                    news.append(model)
    return found


def money_of(anna):
    """What the books keep, in the order in which it came."""
    rows = Reservation.objects.filter(customer=anna).order_by("pk")
    booked = list(rows.values_list("reference", "status", "event", "guests", "total_cents", "paid_cents", "due_on"))
    paid = rows.order_by("payments__pk").values_list(
        "payments__kind", "payments__amount_cents", "payments__method", "payments__received_on", "payments__by"
    )
    lines = rows.order_by("lines__pk").values_list("lines__description", "lines__quantity", "lines__unit_cents")
    done = Act.objects.filter(reservation__in=rows).order_by("pk").values_list("kind", "by", "at", "payment", "undoes")
    return booked, list(paid), list(lines), list(done), Mail.objects.filter(reservation__in=rows).count()
