"""One row of a file, read field by field: what is wrong is collected, so that a report can name all of it at once."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from reservations.imports import values
from reservations.imports.values import Unreadable

T = TypeVar("T")
_NOTHING: tuple[Any, ...] = (None, "", [], {}, False)


class Problem(NamedTuple):
    """Why a row was refused. `field` is as the file has it: `paymentTransactions[1].amount`."""

    field: str
    reason: str


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


class Row:
    """A dictionary of the file. Readers return None or "" for what is absent, and for what they complained of."""

    def __init__(self, raw: Mapping[str, Any], *, within: "Row | None" = None, path: str = ""):
        self._raw, self._path = raw, path
        self._known: set[str] = set()
        self.problems: list[Problem] = within.problems if within else []
        self.notes: list[str] = within.notes if within else []

    def refuse(self, field: str, reason: str) -> None:
        problem = Problem(self._path + field, reason)
        if problem not in self.problems:
            self.problems.append(problem)

    def note(self, remark: str) -> None:
        """Something a person may want to look at; the row is taken over."""
        self.notes.append(remark)

    def given(self, name: str) -> bool:
        """Whether the field is there and says something."""
        self._known.add(name)
        return self._raw.get(name) not in _NOTHING

    def names(self) -> list[str]:
        """All that stands in it, for a dictionary whose keys are data."""
        return list(self._raw)

    def raw(self, name: str) -> Any:
        self._known.add(name)
        return self._raw.get(name)

    def text(self, name: str, *, longest: int | None = None) -> str:
        found = self._read(name, values.text) or ""
        if longest is not None and len(found) > longest:
            self.refuse(name, _("is longer than %(most)d characters") % {"most": longest})
        return found

    def whole(self, name: str, *, least: int = 0, most: int) -> int | None:
        return self._read(name, lambda value: values.whole(value, least=least, most=most))

    def cents(self, name: str, *, least: int = 0) -> int | None:
        return self._read(name, lambda value: values.cents(value, least=least))

    def flag(self, name: str, *, default: bool = False) -> bool:
        found = self._read(name, values.flag)
        return default if found is None else found

    def moment(self, name: str) -> datetime | None:
        return self._read(name, values.moment)

    def expiry(self, name: str) -> datetime | None:
        return self._read(name, values.expiry)

    def day(self, name: str) -> date | None:
        return self._read(name, values.day)

    def wall_time(self, name: str) -> time | None:
        return self._read(name, values.wall_time)

    def choice(self, name: str, known: Collection[str], *, default: str = "") -> str:
        """One of what is known; the default for what is absent or refused."""
        found = self.text(name)
        if found and found not in known:
            self.refuse(name, _("“%(value)s” is not known") % {"value": found[:60]})
        return found if found in known else default

    def part(self, name: str) -> "Row":
        """A dictionary in this one; an empty one when it is absent."""
        found = self.raw(name)
        if found is not None and not isinstance(found, dict):
            self.refuse(name, _("is no group of fields"))
        return Row(found if isinstance(found, dict) else {}, within=self, path=f"{self._path}{name}.")

    def parts(self, name: str) -> Iterator["Row"]:
        """The dictionaries of a list in this one."""
        for path, entry in self.entries(name):
            if isinstance(entry, dict):
                yield Row(entry, within=self, path=f"{self._path}{path}.")
            else:
                self.refuse(path, _("is no group of fields"))

    def entries(self, name: str) -> Iterator[tuple[str, Any]]:
        """(`name[0]`, what stands there) for everything in a list."""
        found = self.raw(name)
        if found is not None and not isinstance(found, list):
            self.refuse(name, _("is no list"))
            return
        for position, entry in enumerate(found or []):
            yield f"{name}[{position}]", entry

    def need(self, *names: str) -> None:
        """Complain of what is not there."""
        for name in names:
            value = self.raw(name)
            if value is None or _is_blank(value):
                self.refuse(name, _("is missing"))

    def kept(self, *names: str) -> dict[str, Any]:
        """These fields, and all that nothing has asked for, as they stand: for the history, so that nothing is lost."""
        return {name: self._read(name, values.plain) for name in (*names, *self.unknown()) if self.given(name)}

    def unknown(self) -> list[str]:
        """Fields that say something and that nothing has asked for. To be asked last."""
        return sorted(set(self._raw) - self._known)

    def _read(self, name: str, convert: Callable[[Any], T]) -> T | None:
        value = self.raw(name)
        if value is None or _is_blank(value):
            return None
        try:
            return convert(value)
        except Unreadable as error:
            self.refuse(name, str(error))
            return None
