"""What is typed where an evening is put on the programme."""

from reservations.models import Show
from tests.factories import EventTypeFactory, ShowFactory


def one_evening(**values):
    """A whole form, with other values; None leaves a field out."""
    whole = {
        "show": Show.objects.values_list("pk", flat=True).first() or ShowFactory().pk,
        "type": EventTypeFactory().pk, "date": "2027-03-06", "capacity": "230", "repeat": "once",
    }  # fmt: skip
    return {name: value for name, value in (whole | values).items() if value is not None}
