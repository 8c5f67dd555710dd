"""Why an act was not done: each refusal is a sentence for the screen, in the user's language."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations.status import Status


class Refusal(Exception):
    """Nothing was changed. `str()` of it is the sentence; `field` names the input it belongs beside, if one."""

    field = ""


class MoveNotAllowed(Refusal):
    """R4: the state does not allow this move (any more)."""

    def __init__(self, reservation, to: Status):
        self.reservation = reservation
        super().__init__(
            _("%(who)s is “%(status)s” by now and can't become “%(to)s”.")
            % {"who": reservation.customer, "status": reservation.get_status_display(), "to": to.label}
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


class ReasonNeeded(Refusal):
    field = "reason"

    def __init__(self):
        super().__init__(_("Say why: the reason is kept in the history."))


class ArrangementNeeded(Refusal):
    field = "arrangement"

    def __init__(self):
        super().__init__(_("Choose the arrangement first: it decides the price."))


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


class BadAmount(Refusal):
    field = "amount"


class BalanceChanged(Refusal):
    """R6: somebody else was at this ledger since the screen was drawn."""

    def __init__(self, outstanding: str):
        super().__init__(
            _("The balance has changed since you looked: %(amount)s is outstanding now. Nothing was recorded.")
            % {"amount": outstanding}
        )


class BadDate(Refusal):
    field = "received_on"


class NoteNeeded(Refusal):
    field = "note"

    def __init__(self):
        super().__init__(_("Say what the refund is for: the bookkeeper needs it."))


class NotOutstanding(Refusal):
    pass


class NoAddress(Refusal):
    field = "email"


class AddressNeeded(NoAddress):
    def __init__(self):
        super().__init__(_("A booking needs an e-mail address: without one, make it an option."))


class BadArrival(Refusal):
    """R4: of a party that is let in, one to all have arrived."""

    field = "arrived"

    def __init__(self, guests: int):
        super().__init__(
            ngettext("This booking is for %(guests)d person.", "Enter a number from 1 to %(guests)d.", guests)
            % {"guests": guests}
        )


class ArrivedMeanwhile(Refusal):
    """Somebody else counted them since the screen was drawn."""

    field = "arrived"

    def __init__(self, arrived: int):
        super().__init__(
            ngettext(
                "A colleague counted as well: %(arrived)d is in by now.",
                "A colleague counted as well: %(arrived)d are in by now.",
                arrived,
            )
            % {"arrived": arrived}
        )


class NotBegun(Refusal):
    """R4: before an event begins nobody has failed to show up."""

    field = "absent"

    def __init__(self, event):
        super().__init__(
            _("%(show)s begins on %(date)s at %(time)s: until then nobody is a no-show.")
            % {
                "show": event.show,
                "date": date_format(event.date),
                "time": date_format(timezone.localtime(event.starts_at), "H:i"),
            }
        )


class NotIn(Refusal):
    """Only of who is in can more, or fewer, be in."""

    def __init__(self, reservation):
        super().__init__(
            _("%(who)s is “%(status)s” by now: check in first.")
            % {"who": reservation.customer, "status": reservation.get_status_display()}
        )


class MoreAreIn(Refusal):
    """R4: a party is never smaller than the number of its guests that are in."""

    field = "guests"

    def __init__(self, arrived: int):
        super().__init__(
            ngettext(
                "%(arrived)d person of this party is in: correct that at the check-in first.",
                "%(arrived)d persons of this party are in: correct that at the check-in first.",
                arrived,
            )
            % {"arrived": arrived}
        )


class BadNumber(Refusal):
    def __init__(self, field: str):
        self.field = field
        super().__init__(
            _("At least one person comes.") if field == "guests" else _("Enter a number that is not below zero.")
        )


class StaleVersion(Refusal):
    def __init__(self):
        super().__init__(_("A colleague changed this since you opened it: look at what it says now."))


class AlreadyReminded(Refusal):
    """R6: once on a day, and once at each level."""


class BadLevel(Refusal):
    field = "level"

    def __init__(self):
        super().__init__(_("Choose one of the three levels."))


class BadPromise(Refusal):
    field = "on"


class PromiseStands(Refusal):
    """R6: who has promised to pay is spared by reminders in batch until that date has passed."""


class NoCredit(Refusal):
    pass


class NothingChanged(Refusal):
    def __init__(self):
        super().__init__(_("Nothing was changed."))


class CannotUndo(Refusal):
    pass


class TakenBack(Refusal):
    def __init__(self):
        super().__init__(_("This was undone since. Here is how things stand: click again if you want it all the same."))


class BadCapacity(Refusal):
    field = "capacity"

    def __init__(self, most: int):
        super().__init__(_("Enter a capacity of 1 to %(most)d seats.") % {"most": most})


class DoorsAfterStart(Refusal):
    field = "doors"

    def __init__(self):
        super().__init__(_("Doors open before the event starts."))


class OptionsOutlast(Refusal):
    """R2: an option never outlasts the start of its event, so an event can't be moved before the end of its options."""

    field = "date"

    def __init__(self, count: int):
        super().__init__(
            ngettext(
                "%(count)d option would outlast the start of the event: confirm or release it first.",
                "%(count)d options would outlast the start of the event: confirm or release them first.",
                count,
            )
            % {"count": count}
        )


class WaitlistClosed(Refusal):
    field = "event"

    def __init__(self, event):
        super().__init__(
            _("The waitlist of %(show)s on %(date)s is closed: open it on the page of the event first.")
            % {"show": event.show, "date": date_format(event.date)}
        )


class NotWaiting(Refusal):
    """Who is booked, gone or too late waits for no seats."""

    def __init__(self, entry, *, today):
        super().__init__(
            _("%(who)s waits no longer: “%(status)s”.")
            % {"who": entry.customer, "status": entry.state(today=today).label}
        )


class Busy(Refusal):
    def __init__(self):
        super().__init__(_("A colleague is working on the same evening. Nothing was changed: try again in a moment."))
