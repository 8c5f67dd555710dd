"""Why money is not recorded, asked for or decided on (R6)."""

from django.utils.translation import gettext as _

from reservations.refusals.base import Refusal


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
