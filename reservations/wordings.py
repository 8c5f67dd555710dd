"""How reminders read: the house's own texts, and what staff put in their place. The only writer of LetterTemplate.

Whatever is stored here can be sent: fields are judged before they are kept, and filled by plain replacement.
"""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from crm.models import Customer
from reservations.models import LetterTemplate, ReminderLevel
from reservations.refusals import CannotUndo, NothingChanged, StaleVersion


class Wording(NamedTuple):
    """Subject and text of one letter, with their fields; `version` is what staff last did to it, if anything."""

    level: int
    language: str
    subject: str
    body: str
    version: LetterTemplate | None = None

    @property
    def seen(self) -> int:
        """What a screen was drawn from: put() refuses when it is something else by then."""
        return self.version.pk if self.version else 0

    @property
    def is_own(self) -> bool:
        """Whether staff wrote it."""
        return self.version is not None and not self.version.is_default


def house(level: int, language: str) -> Wording:
    """Our own: the first line of the file is the subject."""
    text = render_to_string(f"reservations/letters/reminder_{level}_{language}.txt")
    subject, _newline, body = text.partition("\n")
    return Wording(level, language, subject, body.strip() + "\n")


def in_force(level: int, language: str) -> Wording:
    """What is sent at this level to customers of this language."""
    rows = LetterTemplate.objects.filter(level=level, language=language).select_related("by")
    return _wording(level, language, rows.order_by("-pk").first())


def all_in_force() -> list[Wording]:
    """Every letter, by level and language, in one look."""
    rows = LetterTemplate.objects.filter(replaced_by__isnull=True).select_related("by")
    newest = {(row.level, row.language): row for row in rows}
    pairs = [(level, language) for level in ReminderLevel.values for language in Customer.Language.values]
    return [_wording(level, language, newest.get((level, language))) for level, language in pairs]


def put(wording: Wording, *, seen: int, by: User, at: datetime) -> LetterTemplate:
    """Make this the wording of its letter; empty words bring the house's own back.

    `seen` is Wording.seen of what it takes the place of: StaleVersion when a colleague was first. NothingChanged when
    it reads so already.
    """
    now = in_force(wording.level, wording.language)
    if now.seen != seen:
        raise StaleVersion
    if (wording.subject, wording.body) in {(now.subject, now.body), _raw(now.version)}:
        raise NothingChanged
    try:
        with transaction.atomic():
            return LetterTemplate.objects.create(
                level=wording.level, language=wording.language, subject=wording.subject, body=wording.body,
                replaces=now.version, by=by, at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise StaleVersion from error


def take_back(version: LetterTemplate, *, by: User, at: datetime) -> LetterTemplate:
    """Put back what `version` replaced; CannotUndo when it is not in force any more."""
    words = Wording(version.level, version.language, *_raw(version.replaces))
    try:
        return put(words, seen=version.pk, by=by, at=at)
    except StaleVersion as stale:
        raise CannotUndo(_("This can't be undone any more: the letter was changed since.")) from stale


def _raw(version: LetterTemplate | None) -> tuple[str, str]:
    """As a row says it: no words for the house's own."""
    return (version.subject, version.body) if version else ("", "")


def _wording(level: int, language: str, version: LetterTemplate | None) -> Wording:
    if version is None or version.is_default:
        return house(level, language)._replace(version=version)
    return Wording(level, language, version.subject, version.body, version)
