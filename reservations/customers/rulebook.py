"""Tags and segments as staff make and change them: their only writer. Each change is kept and can be taken back."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from crm.models import Revision, Segment, Tag
from crm.rules import Rule
from reservations import engine
from reservations.models import Actor
from reservations.refusals import CannotUndo, NothingChanged, Refusal, StaleVersion

Row = Tag | Segment
Values = dict[str, Any]
GREY = "#6B7280"


class NameTaken(Refusal):
    field = "name"

    def __init__(self, row: Row):
        tag, segment = _("There is a tag “%(name)s” already."), _("There is a segment “%(name)s” already.")
        super().__init__((tag if isinstance(row, Tag) else segment) % {"name": row.name})


def put_tag(
    tag: Tag | None, *, name: str, colour: str, rule: Rule | None, by: Actor, at: datetime, **how: Any
) -> Revision:
    """Make a tag, or change one. Without a rule it is given by hand alone.

    Takes the `token` of a click, and as `seen` what latest() said when the screen was drawn. Raises NameTaken,
    StaleVersion, NothingChanged.
    """
    tag, stored = tag or Tag(), rule.plain() if rule else None

    def values(now: Tag) -> Values:
        made_at = now.rule_at if stored == now.rule else at
        return {"name": _tidy(name), "colour": colour, "rule": stored, "rule_at": made_at if stored else None}

    return _perform(tag, values, by=by, at=at, **how)


def put_segment(
    segment: Segment | None, *, name: str, rule: Rule, by: Actor, at: datetime, **how: Any
) -> Revision:  # fmt: skip
    """Make a segment, or change one. Takes and raises what put_tag() does."""

    def values(now: Segment) -> Values:
        wanted = {"name": _tidy(name), "rule": rule.plain(), "removed_at": None}
        same = all(getattr(now, column) == value for column, value in wanted.items())
        return wanted if same else {**wanted, "by_id": by.pk if by else None, "at": at}

    return _perform(segment or Segment(removed_at=at), values, by=by, at=at, **how)


def remove_segment(segment: Segment, *, by: Actor, at: datetime, **how: Any) -> Revision:
    return _perform(segment, lambda now: {"removed_at": now.removed_at or at}, by=by, at=at, **how)


def take_back(revision: Revision, *, by: Actor, at: datetime, **how: Any) -> Revision:
    """Put back what it changed; taking back what is returned does it again. CannotUndo when it was changed since."""
    if revision.tag and not revision.before:
        raise CannotUndo(_("A tag that was made stays. Give it another name, or take its rule away."))

    def values(now: Row) -> Values:
        if latest(now) != revision.pk:
            raise CannotUndo(_("This can't be undone any more: it was changed since."))
        return _typed(now, revision.before)

    return _perform(revision.about, values, by=by, at=at, undoes=revision, **how)


def can_take_back(revision: Revision) -> bool:
    return bool(revision.before)


def latest(row: Row | None) -> int:
    """What a screen was drawn from: the last change of it, 0 of what was never changed."""
    return (row.revisions.aggregate(last=models.Max("pk"))["last"] or 0) if row and row.pk else 0


def find_or_make_tag(name: str, *, by: Actor, at: datetime) -> Tag:
    """By its name, in small letters or capitals; else a new one, given by hand."""
    found = Tag.objects.filter(name__iexact=_tidy(name)).order_by("pk").first()
    return found or put_tag(None, name=name, colour=GREY, rule=None, by=by, at=at).about


def _perform(
    row: Row, values: Callable[[Any], Mapping[str, Any]], *, by: Actor, at: datetime, seen: int | None = None,
    token: UUID | None = None, undoes: Revision | None = None,
) -> Revision:  # fmt: skip
    """Lock, judge, write, record."""
    try:
        with engine.one_transaction():
            if earlier := _earlier(token):
                return earlier
            now = type(row).objects.select_for_update(no_key=True).get(pk=row.pk) if row.pk else row
            if seen is not None and latest(now) != seen:
                raise StaleVersion
            return _write(now, values(now), by=by, at=at, token=token, undoes=undoes)
    except IntegrityError as error:  # two at once: the same click, or the same name
        if earlier := _earlier(token):
            return earlier
        raise NameTaken(row) from error


def _write(row: Row, values: Mapping[str, Any], **how: Any) -> Revision:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        raise NothingChanged
    made = row.pk is None
    # A tag was nothing before it was made; a segment was one that is removed, so that its undo removes it.
    before = {} if made else {name: engine.plain(getattr(row, name)) for name in changed}
    if made and isinstance(row, Segment):
        before = {"removed_at": engine.plain(how["at"])}
    for name, value in changed.items():
        setattr(row, name, value)
    _require_own_name(row)
    row.save()
    about = {"tag": row} if isinstance(row, Tag) else {"segment": row}
    after = {name: engine.plain(value) for name, value in changed.items()}
    return Revision.objects.create(**about, before=before, after=after, **how)


def _require_own_name(row: Row) -> None:
    others = Tag.objects.all() if isinstance(row, Tag) else Segment.objects.kept()
    is_kept = isinstance(row, Tag) or row.removed_at is None
    if is_kept and others.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise NameTaken(row)


def _earlier(token: UUID | None) -> Revision | None:
    return Revision.objects.filter(token=token).first() if token else None


def _typed(row: Row, values: Values) -> Values:
    columns = {field.attname: field for field in row._meta.concrete_fields}
    return {name: columns[name].to_python(value) for name, value in values.items()}


def _tidy(name: str) -> str:
    return " ".join(name.split())
