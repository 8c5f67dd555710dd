"""A customer says by when they will pay (R6). Like lifecycle: `by`, `at` and engine.How in, the Act out."""

from datetime import date, datetime, timedelta
from typing import Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from reservations import engine
from reservations.engine import How, Work
from reservations.models import Act, Actor, Reservation
from reservations.refusals import BadPromise, NothingChanged, NotOutstanding

LONGEST_DAYS = 365  # longer is a slip of the finger, and would silence the reminders for as long


def promise(reservation: Reservation, *, on: date, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Note that the customer will have paid `on` a local date, from today to a year on; replaces an earlier promise.

    Raises BadPromise for another date, NotOutstanding when nothing is owed, NothingChanged for the same date again.
    """

    def change(work: Work) -> None:
        if not work.reservation.owed_cents:
            raise NotOutstanding(_("%(who)s owes nothing.") % {"who": work.reservation.customer})
        today = timezone.localdate(at)
        if not today <= on <= today + timedelta(days=LONGEST_DAYS):
            raise BadPromise(_("Choose a date from today to a year on."))
        if work.reservation.promised_on == on:
            raise NothingChanged
        work.reservation.promised_on = on
        work.data = {"outstanding_cents": work.reservation.outstanding_cents}

    return engine.perform(Act.Kind.PROMISED, reservation, change, by=by, at=at, **how)
