"""A reservation, and what is asked of one."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.addresses import path_of
from reservations.calendar import days_until
from reservations.models.letter import ReminderLevel
from reservations.models.programme import Arrangement, Event
from reservations.models.reservation_indexes import INDEXES
from reservations.models.tag import ReservationTag
from reservations.querysets import URGENT, ReservationQuerySet
from reservations.status import AWAITED, COUNTS_AS_OMZET, HOLDS_SEATS, OFF, TRANSITIONS, Status


def _staff(name):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=name,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )


class Reservation(models.Model):
    """A party that comes, may come or came. What is `editable=False` is written by the engine alone.

    Money is whole cents with VAT; `*_at` are aware timestamps, `*_on` dates at the venue.
    """

    class Source(models.TextChoices):
        DESK = "desk", _("Telephone")
        WEBSITE = "website", _("Website")
        WALK_IN = "walk_in", _("Walk-in")
        IMPORT = "import", _("Previous system")

    class Credit(models.TextChoices):
        """What is to become of money that is not owed: empty until somebody says."""

        REFUND = "refund", _("To be paid out")
        KEEP = "keep", _("Kept as credit")

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    customer = models.ForeignKey(
        "crm.Customer", models.PROTECT, verbose_name=_("customer"), related_name="reservations", editable=False
    )
    event = models.ForeignKey(
        Event, models.PROTECT, verbose_name=_("event"), related_name="reservations", editable=False
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, editable=False)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.DESK, editable=False)
    contact_name = models.CharField(_("contact"), max_length=400, blank=True)
    contact_phone = models.CharField(_("contact's telephone"), max_length=40, blank=True)
    guests = models.PositiveIntegerField(_("guests"), editable=False)
    arrangement = models.ForeignKey(
        Arrangement,
        models.PROTECT,
        verbose_name=_("arrangement"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    discount_cents = models.PositiveIntegerField(_("discount in cents"), default=0, editable=False)
    total_cents = models.PositiveIntegerField(_("total in cents"), default=0, editable=False)
    paid_cents = models.PositiveIntegerField(_("paid in cents"), default=0, editable=False)
    due_on = models.DateField(_("due date"), null=True, blank=True, editable=False)
    promised_on = models.DateField(_("promised to pay by"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    reminder_level = models.PositiveSmallIntegerField(_("reminders sent"), default=0, editable=False)
    credit_as = models.CharField(_("credit"), max_length=6, choices=Credit, blank=True, editable=False)
    invoice_number = models.CharField(_("invoice number"), max_length=60, blank=True)
    invoice_address = models.TextField(_("invoice address"), blank=True)

    option_placed_at = models.DateTimeField(_("option placed"), null=True, blank=True, editable=False)
    option_expires_at = models.DateTimeField(_("option expires"), null=True, blank=True, editable=False)
    option_notes = models.TextField(_("notes on the option"), blank=True)
    followed_up_at = models.DateTimeField(_("followed up"), null=True, blank=True, editable=False)
    followed_up_by = _staff(_("followed up by"))

    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True, editable=False)
    checked_in_by = _staff(_("checked in by"))
    arrived_guests = models.PositiveIntegerField(_("guests arrived"), null=True, blank=True, editable=False)

    party_person = models.CharField(_("who is celebrating"), max_length=200, blank=True)
    occasion = models.CharField(_("occasion"), max_length=200, blank=True)
    vegetarian = models.PositiveIntegerField(_("vegetarian"), default=0)
    vegan = models.PositiveIntegerField(_("vegan"), default=0)
    gluten_free = models.PositiveIntegerField(_("gluten-free"), default=0)
    lactose_free = models.PositiveIntegerField(_("lactose-free"), default=0)
    diet_other = models.TextField(_("other diet"), blank=True)
    remarks = models.TextField(_("customer's remarks"), blank=True)
    staff_notes = models.TextField(_("staff notes"), blank=True)
    tags = models.ManyToManyField(ReservationTag, verbose_name=_("tags"), blank=True, related_name="reservations")

    over_capacity = models.BooleanField(_("over capacity"), default=False, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    updated_at = models.DateTimeField(_("updated"), editable=False)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.OPTION, option_expires_at__isnull=False)
                | (~Q(status=Status.OPTION) & Q(option_expires_at__isnull=True)),
                name="reservation_expires_exactly_while_an_option",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.CHECKED_IN, checked_in_at__isnull=False)
                | (~Q(status=Status.CHECKED_IN) & Q(checked_in_at__isnull=True)),
                name="reservation_arrived_exactly_while_checked_in",
            ),
            models.CheckConstraint(
                condition=Q(arrived_guests__isnull=True)
                | Q(status=Status.CHECKED_IN, arrived_guests__gte=1, arrived_guests__lte=F("guests")),
                name="reservation_arrived_in_part_while_checked_in",
            ),
            models.CheckConstraint(condition=Q(reminder_level__lte=3), name="reservation_reminded_at_three_levels"),
            models.CheckConstraint(
                condition=Q(credit_as__in=["", "refund", "keep"]), name="reservation_credit_is_known"
            ),
            models.CheckConstraint(condition=Q(guests__gte=1), name="reservation_of_at_least_one_guest"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="reservation_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(COUNTS_AS_OMZET)) | Q(arrangement__isnull=False),
                name="reservation_that_counts_has_an_arrangement",
            ),
        ]
        indexes = INDEXES

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return path_of("reservations:detail", self.pk)

    # Questions. Those about a set of rows have the same name in reservations/querysets/. That only an option has an
    # expiry, the database keeps.

    def can_become(self, status: Status) -> bool:
        return status in TRANSITIONS[Status(self.status)]

    def is_live_option(self, *, at: datetime) -> bool:
        return self.option_expires_at is not None and self.option_expires_at > at

    def is_lapsed(self, *, at: datetime) -> bool:
        return self.option_expires_at is not None and self.option_expires_at <= at

    def is_urgent(self, *, at: datetime) -> bool:
        """Live, with less than 24 hours left (R2)."""
        expires_at = self.option_expires_at
        return expires_at is not None and at < expires_at and expires_at - at < URGENT

    def holds_seats(self, *, at: datetime) -> bool:
        return self.status in HOLDS_SEATS or self.is_live_option(at=at)

    @property
    def contact(self) -> str:
        """Who comes: the name given for this booking, else the customer's own."""
        return self.contact_name or self.customer.full_name

    @property
    def phone(self) -> str:
        """Whom to call about this booking: the number given for it, else the customer's own."""
        return self.contact_phone or self.customer.phone

    @property
    def diet(self) -> list[tuple[str, int]]:
        """(what, how many guests) of the diets that were counted."""
        diets = (self.vegetarian, self.vegan, self.gluten_free, self.lactose_free)
        words = (_("vegetarian"), _("vegan"), _("gluten-free"), _("lactose-free"))
        return [(str(word), count) for word, count in zip(words, diets, strict=True) if count]

    @property
    def arrived(self) -> int:
        """Guests who are in: all of them unless it was said how many. See also progress() of the QuerySet."""
        if self.status != Status.CHECKED_IN:
            return 0
        return self.guests if self.arrived_guests is None else self.arrived_guests

    @property
    def is_in_part(self) -> bool:
        """Some of the party are in, and some not yet."""
        return 0 < self.arrived < self.guests

    @property
    def counts_as_omzet(self) -> bool:
        return self.status in COUNTS_AS_OMZET

    @property
    def is_awaited(self) -> bool:
        """See also ReservationQuerySet.awaited()."""
        return self.status in AWAITED

    @property
    def is_off(self) -> bool:
        """Nobody comes and nothing is owed."""
        return self.status in OFF

    @property
    def outstanding_cents(self) -> int:
        """Total − ledger; negative when more was paid than the total (R6)."""
        return self.total_cents - self.paid_cents

    @property
    def owed_cents(self) -> int:
        """What the customer is to pay still: nothing for what does not count as omzet (R6)."""
        return max(0, self.outstanding_cents) if self.counts_as_omzet else 0

    @property
    def credit_cents(self) -> int:
        """What was paid beyond what is owed; see also querysets.in_credit()."""
        if self.is_off:
            return self.paid_cents
        return max(0, -self.outstanding_cents) if self.counts_as_omzet else 0

    def days_late(self, *, at: datetime) -> int:
        """Days since the due date: 1 on the day after it; 0 or less when it is not late or has none (R6)."""
        return -days_until(self.due_on, at=at) if self.due_on else 0

    def is_overdue(self, *, at: datetime) -> bool:
        return self.counts_as_omzet and self.outstanding_cents > 0 and self.days_late(at=at) > 0

    def is_promised(self, *, at: datetime) -> bool:
        """To be paid by a date that has not passed."""
        return self.promised_on is not None and self.owed_cents > 0 and days_until(self.promised_on, at=at) >= 0

    def is_promise_broken(self, *, at: datetime) -> bool:
        return self.promised_on is not None and self.owed_cents > 0 and days_until(self.promised_on, at=at) < 0

    @property
    def next_reminder_level(self) -> int:
        """The level of the next reminder, 1 to 3; 0 when the last was sent."""
        return self.reminder_level + 1 if self.reminder_level < ReminderLevel.LAST else 0

    def was_reminded_today(self, *, at: datetime) -> bool:
        """A customer gets at most one reminder on a local day."""
        return self.reminded_at is not None and days_until(timezone.localdate(self.reminded_at), at=at) == 0
