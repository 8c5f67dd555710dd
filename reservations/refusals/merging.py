"""Why two customers are not made one (R9)."""

from django.utils.translation import gettext as _

from reservations.refusals.base import Refusal


class MergedMeanwhile(Refusal):
    """Nothing is done to one who was merged: it would be lost from sight."""

    def __init__(self, customer, survivor):
        self.survivor = survivor
        super().__init__(
            _("%(who)s was merged with %(survivor)s meanwhile: look there.")
            % {"who": customer.known_as, "survivor": survivor.known_as}
        )


class NotMergeable(Refusal):
    pass


class NobodyLeft(Refusal):
    def __init__(self):
        super().__init__(_("Who stays needs a name, a company or an e-mail address: choose one of them."))


class ChangedSinceSeen(Refusal):
    def __init__(self):
        super().__init__(_("One of the two was changed since you opened this. This is how they are now: choose again."))
