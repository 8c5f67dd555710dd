"""Why a reservation is not placed, moved or changed (R2, R3, R4, R5)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations.refusals.base import Refusal
from reservations.status import Status


class MoveNotAllowed(Refusal):
    """R4: the state does not allow this move (any more)."""

    def __init__(self, reservation, to: Status):
        self.reservation = reservation
        said = {"who": reservation.customer, "status": reservation.get_status_display(), "to": to.label}
        if reservation.status == to:
            super().__init__(_("%(who)s is “%(status)s” already.") % said)
        else:
            super().__init__(_("%(who)s is “%(status)s” by now and can't become “%(to)s”.") % said)


class NotMovable(Refusal):
    def __init__(self, reservation):
        super().__init__(
            _("%(who)s is “%(status)s”: only who may still come can be moved to another event.")
            % {"who": reservation.customer, "status": reservation.get_status_display()}
        )


class NotEnoughSeats(Refusal):
    """R3: the event would be sold `short` seats over its capacity."""

    field = "overbook"

    def __init__(self, event, short: int):
        self.event, self.short = event, short
        super().__init__(
            ngettext(
                "%(show)s on %(date)s is %(short)d seat short.", "%(show)s on %(date)s is %(short)d seats short.", short
            )
            % {"show": event.show, "date": date_format(event.date), "short": short}
        )


class NotAllowedToOverbook(Refusal):
    def __init__(self):
        super().__init__(_("You are not allowed to sell more seats than the event has."))


class EventNotBookable(Refusal):
    field = "event"

    def __init__(self, event):
        super().__init__(
            _("%(show)s on %(date)s is closed for booking.") % {"show": event.show, "date": date_format(event.date)}
        )


class ArrangementNeeded(Refusal):
    field = "arrangement"

    def __init__(self):
        super().__init__(_("Choose the arrangement first."))


class AlreadyArranged(Refusal):
    """R5: what was agreed is not replaced in passing."""

    def __init__(self, reservation):
        super().__init__(
            _("%(who)s has %(arrangement)s by now, at the price that was agreed.")
            % {"who": reservation.customer, "arrangement": reservation.arrangement}
        )


class NotOffered(Refusal):
    field = "arrangement"

    def __init__(self, arrangement, event):
        super().__init__(
            _("%(arrangement)s is not offered at %(show)s on %(date)s.")
            % {"arrangement": arrangement, "show": event.show, "date": date_format(event.date)}
        )


class NoPrice(Refusal):
    field = "arrangement"

    def __init__(self, arrangement, event):
        super().__init__(
            _("%(arrangement)s has no price for %(type)s on %(date)s.")
            % {"arrangement": arrangement, "type": event.type, "date": date_format(event.date)}
        )


class TooFew(Refusal):
    field = "extras"

    def __init__(self, extra):
        self.extra = extra
        super().__init__(
            _("%(extra)s is offered from %(minimum)d persons.") % {"extra": extra, "minimum": extra.minimum}
        )


class BadTerm(Refusal):
    """R2: an option lasts 1 to 90 days and never outlasts the start of its event."""

    field = "days"


class BadNumber(Refusal):
    def __init__(self, field: str):
        self.field = field
        super().__init__(
            _("At least one person comes.") if field == "guests" else _("Enter a number that is not below zero.")
        )


class NoAddress(Refusal):
    field = "email"


class AddressTaken(NoAddress):
    def __init__(self, customer):
        super().__init__(_("This is the address of %(who)s: choose them, or another address.") % {"who": customer})


class AddressNeeded(NoAddress):
    def __init__(self):
        super().__init__(_("A booking needs an e-mail address: without one, make it an option."))


class TaskIsDone(Refusal):
    def __init__(self, task):
        done = _("“%(text)s” was done already.") if task.done_at else _("“%(text)s” was dropped.")
        super().__init__(done % {"text": task.text})
