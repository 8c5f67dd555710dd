"""Why an event is not changed, or nobody waits for it (R3)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations.refusals.base import Refusal


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
