"""What was done to a person before they were erased stays done: taking it back would need what is gone."""

from datetime import datetime

from crm.models import Customer
from reservations.refusals.privacy import CannotUndoOfErased


def require_known(customer: Customer, *, since: datetime) -> None:
    """Raises CannotUndoOfErased when the customer, as the caller has locked them, was erased after this moment."""
    if customer.erased_at and since <= customer.erased_at:
        raise CannotUndoOfErased
