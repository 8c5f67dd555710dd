"""The admin: a change form that is opened, filled in and saved."""

import pytest
from django.urls import reverse


@pytest.fixture
def save(office):
    """Open a change form, fill some fields in otherwise, save."""

    def save(row, **typed):
        address = reverse(f"admin:reservations_{row._meta.model_name}_change", args=[row.pk])
        form = office.get(address).context["adminform"].form
        filled = {name: form[name].value() for name in form.fields}
        filled = {name: "" if value is None or value is False else value for name, value in filled.items()}
        inlines = {}
        for prefix in ("lines", "payments", "prices"):
            inlines |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
        return office.post(address, {**filled, **inlines, **typed})

    return save
