"""What belongs to a balance: reminders and a promise to a debt, a decision to a credit (R6). The engine asks it."""

from typing import NamedTuple, Self

from reservations.models import Reservation


class Balance(NamedTuple):
    """What is owed and what was paid beyond that, in cents: at most one of them is above 0."""

    owed: int
    credit: int

    @classmethod
    def of(cls, reservation: Reservation) -> Self:
        return cls(reservation.owed_cents, reservation.credit_cents)


def follow(reservation: Reservation, before: Balance, *, puts_back: bool) -> None:
    """Let go of what was about another balance: a debt that arises is reminded of from the start; what was decided on
    a credit holds for no more than that credit, and goes with it.

    An act that puts back what was (`puts_back`) makes no new debt or credit: what was said of the old one holds again.
    """
    now = Balance.of(reservation)
    if now.owed and not before.owed and not puts_back:
        reservation.reminder_level, reservation.promised_on = 0, None
    grew = now.credit > before.credit and not puts_back
    if grew or not now.credit:
        reservation.credit_as = ""
