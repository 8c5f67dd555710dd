"""What a customer has to be after whatever was taken back: somebody, at an address that is theirs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from crm import identity
from crm.models import Customer
from reservations.refusals import CannotUndo


def require_free(address: str, *whose: Customer) -> None:
    """An address that somebody else has by now can't go back to one of these."""
    others = Customer.objects.with_email(address).exclude(pk__in=[each.pk for each in whose])
    if address and (found := others.first()):
        raise CannotUndo(
            _("This can't be undone any more: %(address)s is the address of %(who)s by now.")
            % {"address": address, "who": identity.survivor(found)}
        )


def require_somebody(kept: Customer, values: Mapping[str, Any]) -> None:
    """With these columns, by attname, in place of theirs."""
    if not identity.is_somebody({name: values.get(name, getattr(kept, name)) for name in identity.NAMED}):
        raise CannotUndo(_("This can't be undone any more: it would leave a customer without a name or an address."))
