"""Why somebody is not let in, or not absent (R4)."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations.refusals.base import Refusal


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
