"""Why a person is not erased, and why nothing is done to one who was (R13)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reservations.refusals.base import CannotUndo, Refusal


class StillToHappen(Refusal):
    """What is in the way, in sentences."""

    def __init__(self, why: Sequence[str]):
        super().__init__(" ".join([_("This customer can't be erased yet."), *why]))


class NotAllowedToErase(Refusal):
    def __init__(self):
        super().__init__(_("Erasing a customer takes a permission that you don't have."))


class NotThem(Refusal):
    """What was typed is not what they are called."""

    field = "name"

    def __init__(self, name: str):
        super().__init__(_("That is not who this is: type “%(name)s”.") % {"name": name})


class WasErased(Refusal):
    def __init__(self):
        super().__init__(_("This customer was erased: nothing is kept of them any more."))


class CannotUndoOfErased(CannotUndo):
    def __init__(self):
        super().__init__(_("The person was erased since: what was done before that can't be undone."))
