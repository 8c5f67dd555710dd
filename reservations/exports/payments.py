"""The lists of payments as a file: what is due, for who chases it; what is credit, for the bookkeeper."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from crm.files.columns import Column, Kind
from crm.files.listed import Listed
from reservations import credit, labels
from reservations.exports.columns import (
    DATE,
    DUE,
    GUESTS,
    INVOICE,
    OUTSTANDING,
    PAID,
    PHONE,
    SHOW,
    STATUS,
    TOTAL,
    WHO,
    loaded,
)
from reservations.models import Reservation
from reservations.querysets import CREDIT_CENTS, OUTSTANDING_CENTS
from reservations.worklists import OVERDUE, WORK_LISTS, WorkList


class PaymentsFile(Listed):
    """Of any work list that is about money that is owed, or about money that is not."""

    @property
    def title(self):
        return self._work.title

    @property
    def columns(self) -> Sequence[Column]:
        return self._of_credit() if self._is_credit else self._of_debts()

    @property
    def is_valid(self) -> bool:
        work = WORK_LISTS.get(self._name)
        return work is not None and work.cents in (OUTSTANDING_CENTS, CREDIT_CENTS)

    @property
    def page(self) -> str:
        return reverse("payments:list", query=self.query)

    def keys(self) -> QuerySet:
        return self._work.at(self.at).values_list("pk", flat=True)

    def rows(self, keys):
        rows = loaded(keys)
        self._reasons = credit.reasons(rows) if self._is_credit else {}
        return rows

    @property
    def _name(self) -> str:
        return self.query.get("work", OVERDUE.name)

    @cached_property
    def _work(self) -> WorkList:
        return WORK_LISTS[self._name]

    @property
    def _is_credit(self) -> bool:
        return self._work.cents == CREDIT_CENTS

    def _of_debts(self) -> Sequence[Column]:
        return (
            *WHO, DATE, GUESTS, TOTAL, STATUS, PHONE, SHOW, PAID, OUTSTANDING, DUE,
            Column("Dagen te laat", self._days_late, Kind.NUMBER, width=13),
            Column("Herinnering", _reminded, width=20),
            Column("Herinnerd op", lambda row: row.reminded_at, Kind.MOMENT, width=17),
            Column("Toegezegd voor", lambda row: row.promised_on, Kind.DAY, width=15),
            Column("Toezegging", lambda row: labels.promise(row, at=self.at), width=32),
            INVOICE,
        )  # fmt: skip

    def _of_credit(self) -> Sequence[Column]:
        return (
            *WHO, DATE, GUESTS, TOTAL, STATUS, PHONE, SHOW, PAID,
            Column("Tegoed", lambda row: row.credit_cents, Kind.EUROS, width=12),
            Column("Bestemming", lambda row: row.get_credit_as_display(), width=18),
            Column("Reden", lambda row: self._reasons[row.pk], width=36),
            INVOICE,
        )  # fmt: skip

    def _days_late(self, row: Reservation) -> int | None:
        return row.days_late(at=self.at) if row.is_overdue(at=self.at) else None


def _reminded(row: Reservation) -> str:
    return labels.reminded(row.reminder_level) if row.reminder_level else ""
