"""Why an act on a customer was not done."""

from django.utils.translation import gettext as _

from reservations.refusals.base import Refusal


class TaggedAlready(Refusal):
    def __init__(self):
        super().__init__(_("Has this tag already."))


class NotTagged(Refusal):
    def __init__(self):
        super().__init__(_("Was not given this tag by hand."))
