"""What becomes of money that is not owed (R4, R6). Like lifecycle: `by`, `at` and engine.How in, the Act out."""

from collections.abc import Collection
from datetime import datetime
from typing import Unpack

from django.utils.translation import gettext as _

from reservations import engine
from reservations.engine import How, Work
from reservations.models import Act, Actor, Reservation
from reservations.refusals import NoCredit, NothingChanged

SETTLED = Act.Kind.CREDIT_SETTLED
WENT_OFF = (Act.Kind.CANCELLED, Act.Kind.REJECTED, Act.Kind.RELEASED)


def settle_credit(reservation: Reservation, *, choice: str, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Decide on a credit: `choice` is "refund" (to be paid out) or "keep". It holds until the credit grows or is gone.

    Raises NoCredit when there is none, NothingChanged when that was decided already; ValueError for another choice.
    """
    decision = Reservation.Credit(choice)

    def change(work: Work) -> None:
        row = work.reservation
        if not row.credit_cents:
            raise NoCredit(_("%(who)s has no credit.") % {"who": row.customer})
        if row.credit_as == decision:
            raise NothingChanged
        row.credit_as = decision
        work.data = {"credit_cents": row.credit_cents}

    return engine.perform(SETTLED, reservation, change, by=by, at=at, **how)


def reasons(reservations: Collection[Reservation]) -> dict[int, str]:
    """Why each has credit, for the bookkeeper, by id: what was said when it was decided on or when it went off."""
    off = {row.pk for row in reservations if row.is_off}
    too_much = _("More was paid than the total")
    said = {row.pk: row.get_status_display() if row.is_off else too_much for row in reservations}
    acts = Act.objects.filter(reservation__in=said, kind__in=(SETTLED, *WENT_OFF), undone_by=None).exclude(reason="")
    found = acts.order_by("at", "pk").values_list("reservation", "kind", "reason")
    return said | {pk: reason for pk, kind, reason in found if kind == SETTLED or pk in off}
