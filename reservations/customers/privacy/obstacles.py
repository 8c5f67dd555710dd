"""What is still to happen with a customer: as long as there is any of it, they are not erased."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reservations import labels
from reservations.models import Mail, Reservation, WaitlistEntry
from reservations.querysets import CREDIT_CENTS, OUTSTANDING_CENTS, ReservationQuerySet
from reservations.status import Status


class Obstacle(NamedTuple):
    """A sentence, and where it is dealt with ("" when waiting is all there is to do)."""

    sentence: str
    address: str = ""


def of(people: Collection[int], customer: int, *, at: datetime) -> list[Obstacle]:
    """Of these customers (ids) as one; the addresses are of `customer`'s list. Credit that is kept is in the way too:
    of an erased person nobody could spend it."""
    today, rows = timezone.localdate(at), Reservation.objects.filter(customer__in=people)
    address = f"{reverse('reservations:list')}?customer={customer}"
    found = [Obstacle(sentence, address) for sentence in (*_bookings(rows, today), *_money(rows))]
    waits = WaitlistEntry.objects.waiting(today=today).filter(customer__in=people).count()
    if waits:
        said = ngettext(
            "They wait for seats on %(count)d evening.", "They wait for seats on %(count)d evenings.", waits
        )
        found.append(Obstacle(said % {"count": waits}, reverse("waitlist:index")))
    if Mail.objects.on_its_way().filter(reservation__customer__in=people, claimed_at__isnull=False).exists():
        found.append(Obstacle(_("A mail to them is being sent at this moment: try again in a minute.")))
    return found


def _bookings(rows: ReservationQuerySet, today: date) -> Iterator[str]:
    """From today on: who was checked in tonight is still in the hall."""
    to_come = rows.standing().filter(event__date__gte=today)
    found = to_come.aggregate(all=Count("pk"), options=Count("pk", filter=Q(status=Status.OPTION)))
    options, bookings = found["options"], found["all"] - found["options"]
    if bookings:
        said = ngettext("%(count)d booking is still to come.", "%(count)d bookings are still to come.", bookings)
        yield said % {"count": bookings}
    if options:
        said = ngettext("%(count)d option was not decided on.", "%(count)d options were not decided on.", options)
        yield said % {"count": options}


def _money(rows: ReservationQuerySet) -> Iterator[str]:
    owed = rows.outstanding().aggregate(cents=OUTSTANDING_CENTS)["cents"]
    if owed:
        yield _("%(amount)s is still outstanding.") % {"amount": labels.money(owed)}
    credit = rows.with_credit().aggregate(cents=CREDIT_CENTS)["cents"]
    if credit:
        yield _("%(amount)s is a credit: pay it out first.") % {"amount": labels.money(credit)}
