"""What every refusal is, and those that any act may meet."""

from django.utils.translation import gettext as _


class Refusal(Exception):
    """Nothing was changed. `str()` of it is the sentence; `field` names the input it belongs beside, if one."""

    field = ""


class ReasonNeeded(Refusal):
    field = "reason"

    def __init__(self):
        super().__init__(_("Say why: the reason is kept in the history."))


class NothingChanged(Refusal):
    def __init__(self):
        super().__init__(_("Nothing was changed."))


class StaleVersion(Refusal):
    def __init__(self):
        super().__init__(_("A colleague changed this since you opened it: look at what it says now."))


class CannotUndo(Refusal):
    pass


class TakenBack(Refusal):
    def __init__(self):
        super().__init__(_("This was undone since. Here is how things stand: click again if you want it all the same."))


class Busy(Refusal):
    def __init__(self):
        super().__init__(_("A colleague is working on the same evening. Nothing was changed: try again in a moment."))
