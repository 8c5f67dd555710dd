"""Draws the widgets of a dashboard: each anew when what it shows has changed, and by itself when another one fails.

What was drawn is kept in the memory of the process, under everything that it depends on: the last acts on what it is
about (reservations/changes.py), the person and their form's secret, the language, the page and the period. It is kept
until the next moment at which something on screen changes by itself, and never for longer than KEPT.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from urllib.parse import urlencode

from django.core.cache import caches
from django.db.models import Min, Q
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language

from dashboard.widgets import Moment, Widget
from reservations import changes
from reservations.calendar import start_of
from reservations.changes import Topic
from reservations.models import Reservation
from reservations.querysets import URGENT

KEPT = timedelta(minutes=1)  # names of shows and arrangements are changed without an act
FAILED = "dashboard/widgets/_failed.html"
log = logging.getLogger(__name__)


def draw(request: HttpRequest, widgets: Iterable[Widget], moment: Moment, asked: dict[str, str]) -> list[SafeString]:
    """Each of these as HTML, in their order. `asked` is what the address says of the period."""
    lately, kept = changes.lately(), caches["fragments"]
    keys = {widget: _key(request, widget, lately, asked) for widget in widgets}
    known = kept.get_many(keys.values())
    if missing := [widget for widget, key in keys.items() if key not in known]:
        until = min(next_change(moment.at), moment.at + KEPT)
        for widget in missing:
            drawn, failed = _drawn(request, widget, moment, asked)
            known[keys[widget]] = drawn
            if not failed:
                kept.set(keys[widget], drawn, (until - moment.at).total_seconds())
    return [mark_safe(known[key]) for key in keys.values()]  # noqa: S308 (templates made it)


def next_change(at: datetime) -> datetime:
    """When something changes on screen that nobody does: an option becomes urgent or lapses, or the day ends."""
    expires = "option_expires_at"
    urgent_from = at + URGENT
    soonest = Reservation.objects.options().aggregate(
        lapses=Min(expires, filter=Q(**{f"{expires}__gt": at})),
        presses=Min(expires, filter=Q(**{f"{expires}__gt": urgent_from})),
    )
    moments = [soonest["lapses"], soonest["presses"] and soonest["presses"] - URGENT]
    return min([start_of(localdate(at) + timedelta(days=1)), *filter(None, moments)])


def _drawn(request: HttpRequest, widget: Widget, moment: Moment, asked: dict[str, str]) -> tuple[str, bool]:
    """As HTML, and whether it failed: it says so in its own place."""
    shared = {"widget": widget, "again": f"?{urlencode(asked)}" if asked and widget.is_of_period else ""}
    try:
        return render_to_string(widget.template_name, widget.shown(moment) | shared, request), False
    except Exception:
        log.exception("The widget %s failed.", widget.name)
        return render_to_string(FAILED, shared, request), True


def _key(request: HttpRequest, widget: Widget, lately: dict[Topic, tuple[int, ...]], asked: dict[str, str]) -> str:
    get_token(request)
    parts = (
        widget.name, [lately[topic] for topic in sorted(widget.topics)], request.user.pk,
        request.META["CSRF_COOKIE"], get_language(), sorted(asked.items()),
        # The page that a form comes back to is made of these.
        request.get_full_path(), request.headers.get("HX-Current-URL"),
    )  # fmt: skip
    return f"{widget.name}:{blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"
