"""Keeping a list as somebody wants to see it again: the only writer of saved views."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from config.models import SavedView
from config.saved_views.queries import normalised
from reservations.refusals import Refusal

LONGEST = SavedView._meta.get_field("query").max_length or 0


class NameTaken(Refusal):
    field = "name"

    def __init__(self, view: SavedView, *, is_mine: bool):
        mine, everyones = _("You have a view named “%(name)s” already."), _("Everyone has a view “%(name)s” already.")
        super().__init__((mine if is_mine else everyones) % {"name": view.name})


class NothingAsked(Refusal):
    field = "name"

    def __init__(self):
        super().__init__(_("Choose a filter first: this is the whole list."))


class TooMuchAsked(Refusal):
    field = "name"

    def __init__(self):
        super().__init__(_("This filter is too long to keep."))


def keep(page: str, *, query: str, name: str, shared: bool, by: User, at: datetime) -> SavedView:
    """Save what `query` asks of a page under a name. The same once more is the one that is there: a double click.

    NameTaken, NothingAsked, TooMuchAsked.
    """
    view = SavedView(page=page, query=_asked(query), owner=by, shared=shared, created_at=at)
    same = {"owner": by, "key": _key(name), "query": view.query, "shared": shared}
    if there := SavedView.objects.kept().of_page(page).filter(**same).first():
        return there
    return _written(_named(view, name))


def change(view: SavedView, *, name: str, shared: bool) -> SavedView:
    """Another name, and whether it is everyone's. NameTaken."""
    view.shared = shared
    return _written(_named(view, name))


def aim(view: SavedView, *, query: str) -> SavedView:
    """Let it ask what `query` asks. NothingAsked, TooMuchAsked."""
    view.query = _asked(query)
    return _written(view)


def remove(view: SavedView, *, at: datetime) -> SavedView:
    view.removed_at = view.removed_at or at
    return _written(view)


def bring_back(view: SavedView) -> SavedView:
    """As it was when it was removed. NameTaken when another has got its name since."""
    view.removed_at = None
    return _written(view)


def forget(view: SavedView, *, query: str, name: str, at: datetime) -> None:
    """Let it ask less, under a name that nobody else's can be; one that asks nothing any more is removed."""
    view = _named(view, f"{name[:48]} {view.pk}")
    view.query = query
    view.removed_at = view.removed_at or (None if query else at)
    view.save()


def _asked(query: str) -> str:
    asked = normalised(query)
    if not asked:
        raise NothingAsked
    if len(asked) > LONGEST:
        raise TooMuchAsked
    return asked


def _named(view: SavedView, name: str) -> SavedView:
    view.name, view.key = " ".join(name.split()), _key(name)
    return view


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _written(view: SavedView) -> SavedView:
    """Saved, or refused by what the database keeps: two who choose one name at once can't both have it."""
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        others = SavedView.objects.kept().of_page(view.page).filter(key=view.key).exclude(pk=view.pk)
        raise NameTaken(view, is_mine=others.filter(owner=view.owner_id).exists()) from error
    return view
