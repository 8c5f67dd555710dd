"""Keeps locale/ in step with the code, with no gettext installed: find, merge, compile, complain."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

FOLDERS = ("config", "crm", "dashboard", "reservations", "templates")
LANGUAGE = "nl"
PLURALS = "nplurals=2; plural=(n != 1);"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w*\}")


@dataclass
class Catalogue:
    """The texts below one folder, and their translations."""

    root: Path

    @property
    def po(self):
        return self.root / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    @property
    def mo(self):
        return self.po.with_suffix(".mo")

    def update(self):
        catalogue = self.merged()
        self.po.parent.mkdir(parents=True, exist_ok=True)
        self.po.write_text(f"{catalogue}\n", encoding="utf-8")
        self.mo.write_bytes(catalogue.to_binary())
        return _incomplete(catalogue)

    def problems(self):
        """Say what `update` would change, and what a person has to."""
        stored = self.stored()
        problems = _differences(self.merged(), stored) + _incomplete(stored)
        if not self.mo.exists() or self.mo.read_bytes() != stored.to_binary():
            problems.append(f"{self.mo.name} was not made from {self.po.name}")
        return problems

    def merged(self):
        """What the code says now, with the translations we have."""
        catalogue = _empty()
        stored = {_key(entry): entry for entry in self.stored()}
        for key, found in sorted(self.found().items()):
            catalogue.append(_translated(found, stored.get(key)))
        return catalogue

    def stored(self):
        return polib.pofile(self.po) if self.po.exists() else _empty()

    def found(self):
        entries: dict[tuple[str, str], polib.POEntry] = {}
        for path in self.files():
            for message, comments, context in _messages(path):
                _add(entries, _entry(message, comments, context), path.relative_to(self.root).as_posix())
        return entries

    def files(self):
        paths = [path for folder in FOLDERS for path in (self.root / folder).rglob("*.*")]
        return sorted(path for path in paths if _is_ours(path.relative_to(self.root)))


def _is_ours(path):
    return path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts


def _messages(path):
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of a template is words in a row: indented, they would read as blocks of Python.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    for _, message, comments, context in extract(
        "python", BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        yield message, comments, context


def _entry(message, comments, context):
    msgid, plural = message if isinstance(message, tuple) else (message, "")
    return polib.POEntry(
        msgid=msgid,
        msgid_plural=plural,
        msgctxt=context,
        msgstr_plural={0: "", 1: ""} if plural else {},
        comment="\n".join(comments),
    )


def _add(entries, entry, path):
    known = entries.setdefault(_key(entry), entry)
    if entry.msgid_plural and not known.msgid_plural:
        entry.occurrences = known.occurrences
        known = entries[_key(entry)] = entry
    # The file without the line: a moved line is no change to a translation.
    if (path, "") not in known.occurrences:
        known.occurrences.append((path, ""))


def _key(entry):
    return entry.msgid, entry.msgctxt or ""


def _translated(entry, stored):
    if stored and not stored.obsolete and bool(stored.msgid_plural) == bool(entry.msgid_plural):
        entry.msgstr, entry.msgstr_plural = stored.msgstr, stored.msgstr_plural
        entry.tcomment = stored.tcomment
    return entry


def _empty():
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Project-Id-Version": "Foyer",
        "Language": LANGUAGE,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS,
    }
    return catalogue


def _differences(catalogue, stored):
    wanted = {_key(entry) for entry in catalogue}
    known = {_key(entry) for entry in stored}
    missing = [f"missing: {msgid!r}" for msgid, _ in sorted(wanted - known)]
    gone = [f"no longer used: {msgid!r}" for msgid, _ in sorted(known - wanted)]
    return missing + gone


def _incomplete(catalogue):
    untranslated = [f"untranslated: {entry.msgid!r}" for entry in catalogue if not entry.translated()]
    return untranslated + [
        f"placeholders differ: {entry.msgid!r} → {text!r}"
        for entry in catalogue
        for text, allowed, needed in _forms(entry)
        if text and not needed <= _placeholders(text) <= allowed
    ]


def _forms(entry):
    """Every translation, with the placeholders it may and must have. One of a thing needn't be counted."""
    if not entry.msgid_plural:
        yield entry.msgstr, _placeholders(entry.msgid), _placeholders(entry.msgid)
        return
    allowed = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
    yield entry.msgstr_plural.get(0, ""), allowed, set()
    yield entry.msgstr_plural.get(1, ""), allowed, _placeholders(entry.msgid_plural)


def _placeholders(text):
    return set(PLACEHOLDER.findall(text.replace("%%", "")))
