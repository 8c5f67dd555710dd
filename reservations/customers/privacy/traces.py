"""Where a person is named in rows that are not theirs: bulk acts, files that are kept, the admin's log, messages."""

import json
from array import array
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.module_loading import import_string

from crm.files.listed import KEY
from crm.models import Company, SearchWord
from reservations.batches import UNDO, is_on_customers
from reservations.customers.privacy.holdings import GONE, HOLDINGS
from reservations.customers.privacy.redacting import Names, without_texts
from reservations.models import Batch, ContactWord, Export

MESSAGES = "_messages"  # under which django.contrib.messages keeps them in a session

# What the lines of each list are, by the name of the holding; "" names nobody. See also reservations.exports.LISTS.
LINES = {
    "reservations": "reservations", "payments": "reservations", "guests": "reservations", "waitlist": "waitlist",
    "customers": "customer", "companies": "companies", "events": "",
}  # fmt: skip


@dataclass(frozen=True)
class Traces:
    """By what a person can be recognised elsewhere. Read before they are erased: afterwards nobody knows.

    Ids of their rows by the name of the holding (their acts under "acts", firms that go with them under "companies");
    how they are called; and the words by which they were found.
    """

    keys: dict[str, list[int]]
    batches: set[Any]
    names: Names
    words: set[bytes]


def words_of(people: Collection[int]) -> set[bytes]:
    found = list(SearchWord.objects.filter(customer__in=people).values_list("word", flat=True))
    found += ContactWord.objects.filter(reservation__customer__in=people).values_list("word", flat=True)
    return {bytes(word) for word in found}


def wipe(traces: Traces, *, at: datetime) -> None:
    """After their own rows were erased, in the same transaction: everything else that names them, and what config
    says (ERASED_ELSEWHERE) of the rooms that this one must not know."""
    _wipe_batches(traces)
    _forget_exports(traces)
    _wipe_log(traces)
    _wipe_messages(traces, at=at)
    for path in settings.ERASED_ELSEWHERE:
        import_string(path)(traces, at=at)


def _wipe_batches(traces: Traces) -> None:
    keys = {name: set(pks) for name, pks in traces.keys.items()}
    for batch in Batch.objects.filter(Q(pk__in=traces.batches) | ~Q(refusals={})).iterator(chunk_size=100):
        theirs = keys[_rows_of(batch)]
        named = {str(pk) for pk in theirs} & set(batch.refusals)
        if not named and batch.pk not in traces.batches:
            continue
        batch.refusals |= dict.fromkeys(named, GONE)
        # Why many were done is everyone's; why they alone were is theirs.
        alone = theirs.issuperset(batch.rows)
        batch.how = without_texts(batch.how) if alone else traces.names.out_of_json(batch.how)
        batch.save(update_fields=["refusals", "how"])


def _rows_of(batch: Batch) -> str:
    """Of what its ids are, by the name of the holding."""
    if batch.verb == UNDO:
        return "acts"
    return "customer" if is_on_customers(batch) else "reservations"


def _forget_exports(traces: Traces) -> None:
    """Files that may have them on a line: by its key, or by what was looked for."""
    keys = {name: set(traces.keys[holding]) if holding else set() for name, holding in LINES.items()}
    gone = [
        export.pk
        for export in Export.objects.all()
        if "q=" in export.query or not keys.get(export.list, set()).isdisjoint(array(KEY, bytes(export.keys)))
    ]
    Export.objects.filter(pk__in=gone).delete()


def _wipe_log(traces: Traces) -> None:
    """The admin's log says what a row was called, also of the rows beside it on one page."""
    models = {holding.name: holding.model for holding in HOLDINGS} | {"companies": Company}
    kinds = ContentType.objects.get_for_models(*models.values())
    for name, model in models.items():
        about = {"content_type": kinds[model], "object_id__in": [str(pk) for pk in traces.keys[name]]}
        for entry in LogEntry.objects.filter(**about):
            entry.object_repr, entry.change_message = GONE, _without_objects(entry.change_message)
            entry.save(update_fields=["object_repr", "change_message"])


def _without_objects(message: str) -> str:
    """What was changed, in the words of Django's log, but for what it was called; other words go whole."""
    try:
        said = json.loads(message)
        for change in said:
            for about in change.values():
                about.pop("object", None)
    except (ValueError, AttributeError, TypeError):
        return ""
    return json.dumps(said)


def _wipe_messages(traces: Traces, *, at: datetime) -> None:
    """What was said to a colleague who has not seen it yet. Sessions that are over go, as clearsessions does it."""
    Session.objects.filter(expire_date__lt=at).delete()
    names = traces.names
    told = [row.pk for row in Session.objects.iterator() if any(_names_them(said, names) for said in _unread(row))]
    for pk in sorted(told):
        _leave_unsaid(pk, names)


def _leave_unsaid(session: str, names: Names) -> None:
    """Of a session as it is now: its owner may have been told more since, or have logged out."""
    for held in Session.objects.select_for_update().filter(pk=session):
        others = json.dumps([said for said in _unread(held) if not _names_them(said, names)])
        held.session_data = Session.objects.encode(held.get_decoded() | {MESSAGES: others})
        held.save(update_fields=["session_data"])


def _unread(session: Session) -> list[list[Any]]:
    """Its messages, as django.contrib.messages packs each: its words among what else there is to it."""
    return json.loads(session.get_decoded().get(MESSAGES, "[]"))


def _names_them(message: list[Any], names: Names) -> bool:
    return any(names.are_in(part) for part in message if isinstance(part, str))
