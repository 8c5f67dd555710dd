"""An import's report as text for people and as JSON for programs."""

import json
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reservations.imports.report import Report, Sums

NAMED_AT_MOST = 8


def save(report: Report, path: Path) -> None:
    """As JSON where the name ends in .json, as text otherwise."""
    content = as_json(report) if path.suffix.lower() == ".json" else as_text(report)
    path.write_bytes(_encodable(content).encode())


def as_json(report: Report) -> str:
    content = {
        "file": report.source,
        "dry_run": report.dry_run,
        "reservations": {name: asdict(sums) for name, sums in _sums(report).items()},
        "others": report.others,
        "refused": [row._asdict() for row in report.refused],
        "notes": [{"remark": remark, "rows": rows} for remark, rows in report.notes.items()],
    }
    return _encodable(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def as_text(report: Report) -> str:
    heading = report.source + (" · " + _("dry run: nothing was written") if report.dry_run else "")
    parts = [heading, _table(report), _others(report), _refused(report), _notes(report)]
    return _encodable("\n\n".join(filter(None, parts))) + "\n"


def euros(cents: int) -> str:
    return "€ " + number_format(Decimal(cents) / 100, 2, force_grouping=True)


def _words() -> dict[str, str]:
    """What people read for the keys of a report."""
    return {
        "in_file": _("in the file"), "imported": _("imported"), "already_there": _("already there"),
        "refused": _("refused"), "not_owed": _("owed by nobody (waitlist)"), "difference": _("unexplained"),
        "events": _("Events"), "items": _("Items"), "prices": _("Prices"),
        "reservation": _("reservation"), "event": _("event"), "show": _("show"), "item": _("item"), "file": _("file"),
    }  # fmt: skip


def _sums(report: Report) -> dict[str, Sums]:
    return {
        "in_file": report.in_file, "imported": report.imported, "already_there": report.present,
        "refused": report.left_out, "not_owed": report.not_owed, "difference": report.difference,
    }  # fmt: skip


def _table(report: Report) -> str:
    words = _words()
    heads = [_("Reservations"), _("rows"), _("guests"), _("total"), _("paid")]
    lines = [heads] + [
        [words[name], _number(sums.rows), _number(sums.guests), euros(sums.total_cents), euros(sums.paid_cents)]
        for name, sums in _sums(report).items()
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) for line in lines)


def _others(report: Report) -> str:
    words = _words()
    return "\n".join(
        f"{words[what]}: " + ", ".join(f"{_number(number)} {words[outcome]}" for outcome, number in counts.items())
        for what, counts in report.others.items()
    )


def _refused(report: Report) -> str:
    words = _words()
    lines = [f"  {words[row.kind]} {row.id} · {row.field}: {row.reason}" for row in report.refused]
    return "\n".join([_("Refused:"), *lines]) if lines else ""


def _notes(report: Report) -> str:
    lines = [f"  {remark}: {_named(rows)}" for remark, rows in report.notes.items()]
    return "\n".join([_("To look at:"), *lines]) if lines else ""


def _named(rows: list[str]) -> str:
    named = ", ".join(rows[:NAMED_AT_MOST])
    return f"{len(rows)} ({named}{', …' if len(rows) > NAMED_AT_MOST else ''})"


def _number(figure: int) -> str:
    return number_format(figure, 0, force_grouping=True)


def _encodable(text: str) -> str:
    """The file's own text may hold what no encoding can write."""
    return text.encode(errors="backslashreplace").decode()
