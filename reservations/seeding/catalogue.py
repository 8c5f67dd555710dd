"""What migrations laid out for every venue, looked up once: types, prices, arrangements, extras, tags."""

from crm.models import Tag
from reservations import pricing
from reservations.models import Arrangement, Event, EventType, Extra, ReservationTag
from reservations.pricing import AgreedLine


class Catalogue:
    def __init__(self) -> None:
        self.types = {row.key: row for row in EventType.objects.all()}
        self.arrangements = {row.code: row for row in Arrangement.objects.all()}
        self.extras = {row.code: row for row in Extra.objects.all()}
        self.tags = {row.code: row.pk for row in ReservationTag.objects.all()}
        self.customer_tags = {row.name: row for row in Tag.objects.all()}
        self._cents: dict[tuple[int, str], int] = {}

    def cents(self, event: Event, code: str) -> int:
        """For one guest. Asked once for each type: no seeded event has a price of its own."""
        key = event.type_id, code
        if key not in self._cents:
            self._cents[key] = pricing.price_per_guest(event, self.arrangements[code])
        return self._cents[key]

    def lines(
        self, event: Event, code: str, guests: int, *, extras: tuple[str, ...] = (), free: bool = False
    ) -> list[AgreedLine]:
        """What pricing.lines_for() would give, extras for the whole party, without a query for each booking."""
        arrangement = self.arrangements[code]
        cents = 0 if free else self.cents(event, code)
        wishes = [self.extras[extra] for extra in extras]
        return [
            AgreedLine(arrangement.name, guests, cents, arrangement=arrangement.pk),
            *(AgreedLine(extra.name, guests, extra.cents, extra=extra.pk) for extra in wishes),
        ]
