"""Giving a person what is known of them: kept in the history, for it leaves the house."""

import json
from datetime import datetime
from typing import Unpack

from crm.models import Customer
from reservations.customers.engine import Work, perform
from reservations.customers.privacy import knowing
from reservations.customers.privacy.choices import Form
from reservations.engine import How
from reservations.models import Act, Actor


def record(customer: Customer, *, form: Form, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """That it was asked for, by whom and when. Raises WasErased."""

    def change(work: Work) -> None:
        work.data = {"format": form.value}

    return perform(Act.Kind.DISCLOSED, customer, change, by=by, at=at, **how)


def as_json(customer: Customer, *, at: datetime) -> str:
    """Dates and timestamps as ISO 8601 has them (timestamps in UTC), amounts of money in cents."""
    known = {part.name: part.data for part in knowing.everything(customer, at=at)}
    return json.dumps({"version": 1, "made_at": at.isoformat(), **known}, ensure_ascii=False, indent=2)
