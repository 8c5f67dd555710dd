"""Who waits for seats at a full event. An entry holds none (R3)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reservations.models.programme import Event
from reservations.models.reservation import Reservation
from reservations.querysets import WaitlistQuerySet
from reservations.status import WAITING, WaitlistStatus


class WaitlistEntry(models.Model):
    Status = WaitlistStatus

    event = models.ForeignKey(Event, models.PROTECT, verbose_name=_("event"), related_name="waitlist")
    customer = models.ForeignKey(
        "crm.Customer", models.PROTECT, verbose_name=_("customer"), related_name="waitlist_entries"
    )
    guests = models.PositiveIntegerField(_("guests"))
    status = models.CharField(_("status"), max_length=10, choices=WaitlistStatus, default=WaitlistStatus.WAITING)
    notes = models.TextField(_("notes"), blank=True)
    contacted_at = models.DateTimeField(_("contacted"), null=True, blank=True)
    contacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("contacted by"),
        null=True,
        blank=True,
        related_name="+",
    )
    reservation = models.OneToOneField(
        Reservation, models.PROTECT, null=True, blank=True, related_name="waitlist_entry", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    source_id = models.CharField(_("id in the previous system"), max_length=60, blank=True, editable=False)
    created_at = models.DateTimeField(_("waiting since"))

    objects = WaitlistQuerySet.as_manager()

    class Meta:
        verbose_name = _("waitlist entry")
        verbose_name_plural = _("waitlist entries")
        constraints = [
            models.CheckConstraint(condition=Q(guests__gte=1), name="waitlist_of_at_least_one_guest"),
            models.CheckConstraint(
                condition=Q(reservation__isnull=True) | Q(status="booked"), name="waitlist_booked_has_its_reservation"
            ),
            models.CheckConstraint(
                condition=Q(contacted_at__isnull=False) | ~Q(status="contacted"), name="waitlist_contacted_has_a_moment"
            ),
            models.UniqueConstraint(
                fields=["source_id"], condition=~Q(source_id=""), name="waitlist_imported_once_per_source"
            ),
        ]
        indexes = [models.Index(fields=["event", "status", "created_at", "id"], name="waitlist_first_come")]

    def __str__(self) -> str:
        return f"{self.customer} · {self.guests}"

    def get_absolute_url(self) -> str:
        return reverse("waitlist:entry", args=[self.pk])

    def waits(self, *, today: date) -> bool:
        """Whether seats are still of use to them: neither booked nor gone, and the evening is not over."""
        return self.status in WAITING and self.event.date >= today

    def state(self, *, today: date) -> WaitlistStatus:
        """The status as staff read it: who still waited when the evening was over has expired (R11)."""
        gone = self.status in WAITING and not self.waits(today=today)
        return WaitlistStatus.EXPIRED if gone else WaitlistStatus(self.status)
