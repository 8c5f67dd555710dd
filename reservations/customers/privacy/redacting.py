"""What is kept of a person's history and of words about them: figures, dates, states; no text that somebody typed."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from unicodedata import normalize

from reservations.customers.privacy.holdings import GONE, HOLDINGS, is_text
from reservations.models import Act

ERASED = "erased"  # the mark on what was done to a person before they were erased: it can't be undone
_COLUMNS = [(column, holding) for holding in HOLDINGS for column in holding.model._meta.concrete_fields]
# Which firm it was, and when they agreed to something, are theirs as well; and who they were merged with is not.
_GO = {name for holding in HOLDINGS for name in holding.texts} | {"company_id", "newsletter_at"}
_STAY = {column.attname for column, holding in _COLUMNS if not is_text(column)} - _GO
# Besides columns: what was agreed line by line, and how somebody was spoken to.
STAY = _STAY | {"lines", "channel"}


def redact(act: Act) -> None:
    """Take the person out of an act, not yet saved: what was done, when and by whom stays."""
    act.reason = ""
    act.before, act.after = without_texts(act.before), without_texts(act.after)
    act.data = without_texts(act.data) | {ERASED: True}


def without_texts(value: Any, name: str = "") -> Any:
    """JSON with its figures, and with texts only under the names of columns that stay."""
    if isinstance(value, dict):
        kept = {key: without_texts(inner, key) for key, inner in value.items() if key not in _GO}
        return {key: inner for key, inner in kept.items() if inner is not _NOTHING}
    if isinstance(value, list):
        return [inner for inner in (without_texts(each, name) for each in value) if inner is not _NOTHING]
    return _NOTHING if isinstance(value, str) and name not in STAY else value


_NOTHING = object()


class Names:
    """What a person is called, to be taken out of words that are about others as well."""

    SHORTEST = 3  # letters: less is found in any text

    def __init__(self, said: Iterable[str]):
        whole = {" ".join(text.split()) for text in said}
        spelled = {form for text in whole if len(text) >= self.SHORTEST for form in _spellings(text)}
        longest_first = sorted(spelled, key=lambda form: (-len(form), form))
        words = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None

    def are_in(self, text: str) -> bool:
        return bool(self._pattern and self._pattern.search(normalize("NFC", text)))

    def out_of(self, text: str) -> str:
        """The other words stay, with each accent on its letter."""
        return self._pattern.sub(GONE, normalize("NFC", text)) if self._pattern else text

    def out_of_json(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.out_of_json(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.out_of_json(inner) for inner in value]
        return self.out_of(value) if isinstance(value, str) else value


def _spellings(text: str) -> Iterator[str]:
    """As it may be written in capitals and without: of ß and İ a pattern that ignores case knows one form alone."""
    for write in (str, str.casefold, str.lower, str.upper):
        yield normalize("NFC", write(text))


def names_of(rows: Collection[Any]) -> Iterable[str]:
    """How customers and the contacts of their bookings are called and reached, in whole."""
    for row in rows:
        for name in ("full_name", "last_name", "email", "phone", "contact_name", "contact_phone"):
            yield str(getattr(row, name, ""))
