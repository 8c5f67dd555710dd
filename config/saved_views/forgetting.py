"""Saved views that name a person who is erased: what looked for them alone looks for nobody any more."""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from config.models import SavedView
from config.saved_views import keeping
from crm import words
from crm.models import Customer
from reservations.customers.privacy.holdings import GONE
from reservations.customers.privacy.traces import Traces
from reservations.models import Reservation

SEARCHED = "q"  # as every list calls it


def forget(traces: Traces, *, at: datetime) -> None:
    """Called when the person is found by nothing any more: words that find somebody else as well are about them."""
    for view in SavedView.objects.all():
        asked = parse_qsl(view.query)
        kept = [(name, value) for name, value in asked if not _is_about_them(name, value, traces)]
        if kept != asked or traces.names.are_in(view.name):
            # Whatever somebody called what looked for them alone, it is about them.
            name = GONE if kept != asked else traces.names.out_of(view.name)
            keeping.forget(view, query=urlencode(kept), name=name, at=at)


def _is_about_them(name: str, value: str, traces: Traces) -> bool:
    if name != SEARCHED:
        return traces.names.are_in(value)
    return _finds(value, traces.words) and not _finds_anybody(value)


def _finds(text: str, found_by: set[bytes]) -> bool:
    """Whether somebody of these words was found by it: see also crm.querysets.found_by()."""
    return all(
        any(all(any(word.startswith(begun) for word in found_by) for begun in reading) for reading in readings)
        for readings in words.begun(text)
    )


def _finds_anybody(text: str) -> bool:
    return Customer.objects.search(text).exists() or Reservation.objects.search(text).exists()
