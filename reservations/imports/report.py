"""What an import did, and did not do: counted, named, and reconciled with the file. How it reads: telling.py."""

from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from reservations.imports.fields import Problem, Row


class Refused(NamedTuple):
    """A row, or a part of the file, that was not taken over."""

    kind: str
    id: str
    field: str
    reason: str


@dataclass
class Sums:
    """Rows with their guests and money in cents; what can't be read counts as 0."""

    rows: int = 0
    guests: int = 0
    total_cents: int = 0
    paid_cents: int = 0

    def add(self, other: "Sums") -> None:
        self.rows += other.rows
        self.guests += other.guests
        self.total_cents += other.total_cents
        self.paid_cents += other.paid_cents

    def minus(self, *others: "Sums") -> "Sums":
        rest = Sums(**asdict(self))
        for other in others:
            rest.add(Sums(-other.rows, -other.guests, -other.total_cents, -other.paid_cents))
        return rest


@dataclass
class Report:
    """Sums are of reservations; `others` counts what is none: {"events": {"imported": 28}}; `notes` are ids by remark.

    `not_owed` is money of rows that were taken over as something that owes none: waitlist entries.
    """

    source: str
    dry_run: bool = False
    in_file: Sums = field(default_factory=Sums)
    imported: Sums = field(default_factory=Sums)
    present: Sums = field(default_factory=Sums)
    left_out: Sums = field(default_factory=Sums)
    not_owed: Sums = field(default_factory=Sums)
    others: dict[str, dict[str, int]] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def difference(self) -> Sums:
        """What nothing here explains; anything but 0 is a mistake of the import."""
        return self.in_file.minus(self.imported, self.present, self.left_out, self.not_owed)

    @property
    def is_clean(self) -> bool:
        return not self.refused and self.difference == Sums()

    def count(self, what: str, outcome: str, number: int = 1) -> None:
        counts = self.others.setdefault(what, {})
        counts[outcome] = counts.get(outcome, 0) + number

    def refuse(self, kind: str, row_id: str, *problems: Problem) -> None:
        self.refused += [Refused(kind, row_id, *problem) for problem in problems]

    def note(self, remark: str, row_id: str) -> None:
        self.notes.setdefault(remark, []).append(row_id)

    def keep_notes(self, row: Row, row_id: str) -> None:
        for remark in dict.fromkeys(row.notes):
            self.note(remark, row_id)
