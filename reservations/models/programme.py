"""What is on, and what it costs: shows, types of event, arrangements, prices, extras and the events themselves."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reservations.calendar import moment
from reservations.querysets import EventQuerySet

LARGEST_CAPACITY = 500


class Show(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True)
    description = models.TextField(_("description"), blank=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("show")
        verbose_name_plural = _("shows")

    def __str__(self) -> str:
        return self.name


class EventType(models.Model):
    key = models.CharField(_("key"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=100)
    colour = models.CharField(_("colour"), max_length=7, default="#6B7280", help_text=_("As #RRGGBB."))
    doors = models.TimeField(_("doors open"), null=True, blank=True)
    start = models.TimeField(_("starts"), null=True, blank=True)
    end = models.TimeField(_("ends"), null=True, blank=True)
    bookable = models.BooleanField(_("bookable"), default=True)

    class Meta:
        verbose_name = _("event type")
        verbose_name_plural = _("event types")

    def __str__(self) -> str:
        return self.name


class Arrangement(models.Model):
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangements")

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """What one guest pays, in cents with VAT, at events of a type on or after `valid_from` (R5). Kept as a history."""

    type = models.ForeignKey(EventType, models.PROTECT, related_name="prices", verbose_name=_("event type"))
    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="+", verbose_name=_("arrangement"))
    valid_from = models.DateField(_("valid from"))
    cents = models.PositiveIntegerField(_("price per person in cents"))

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(fields=["type", "arrangement", "valid_from"], name="price_one_per_day_it_starts")
        ]

    def __str__(self) -> str:
        return f"{self.type} · {self.arrangement} · {self.valid_from}"


class Extra(models.Model):
    """An add-on that is priced per person (Voorborrel, AfterParty), or an item sold by the piece."""

    class Kind(models.TextChoices):
        ADD_ON = "add_on", _("Add-on per person")
        ITEM = "item", _("Item by the piece")

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    cents = models.PositiveIntegerField(_("price in cents"))
    minimum = models.PositiveIntegerField(_("smallest number"), default=1)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("extra")
        verbose_name_plural = _("extras")

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """One performance. Its row is the lock on its seats (reservations/seats.py)."""

    show = models.ForeignKey(Show, models.PROTECT, verbose_name=_("show"), related_name="events")
    type = models.ForeignKey(EventType, models.PROTECT, verbose_name=_("type"), related_name="events")
    date = models.DateField(_("date"))
    doors = models.TimeField(_("doors open"))
    start = models.TimeField(_("starts"))
    end = models.TimeField(_("ends"), help_text=_("A time before the start is after midnight."))
    capacity = models.PositiveIntegerField(
        _("capacity"), default=230, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_CAPACITY)]
    )
    active = models.BooleanField(_("active"), default=True)
    waitlist_open = models.BooleanField(_("waitlist open"), default=False)
    notes = models.TextField(_("notes"), blank=True)
    arrangements = models.ManyToManyField(
        Arrangement, verbose_name=_("arrangements"), blank=True, help_text=_("None chosen: all of them.")
    )
    source_id = models.CharField(_("id in the previous system"), max_length=60, blank=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [("overbook_event", "Can sell more seats than an event has")]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=1) & Q(capacity__lte=LARGEST_CAPACITY), name="event_capacity_from_1_to_500"
            ),
            models.CheckConstraint(condition=Q(doors__lte=models.F("start")), name="event_doors_open_before_it_starts"),
            models.UniqueConstraint(
                fields=["source_id"], condition=~Q(source_id=""), name="event_imported_once_per_source"
            ),
        ]
        indexes = [models.Index(fields=["date", "start", "id"], name="event_by_date")]

    def __str__(self) -> str:
        return f"{self.show} · {self.date}"

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.pk])

    @property
    def starts_at(self):
        """Aware timestamp: the wall time of the start at the venue."""
        return moment(self.date, self.start)


class EventPrice(models.Model):
    """An event's own price for an arrangement, in cents; stands above the price of its type (R5)."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="prices")
    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="+", verbose_name=_("arrangement"))
    cents = models.PositiveIntegerField(_("price per person in cents"))

    class Meta:
        verbose_name = _("event price")
        verbose_name_plural = _("event prices")
        constraints = [models.UniqueConstraint(fields=["event", "arrangement"], name="event_price_one_per_arrangement")]

    def __str__(self) -> str:
        return f"{self.event} · {self.arrangement}"
