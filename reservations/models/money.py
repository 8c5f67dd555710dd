"""The ledger's rows (R6): written by reservations/ledger.py, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reservations.models.reservation import Reservation


class Payment(models.Model):
    """Money that came in (amount above 0) or went back (below 0), in cents. A mistake gets a counter-entry."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("Payment")
        REFUND = "refund", _("Refund")

    class Method(models.TextChoices):
        BANK = "bank", _("Bank transfer")
        PIN = "pin", _("Card at the desk")
        CASH = "cash", _("Cash")
        IDEAL = "ideal", _("iDEAL")
        VOUCHER = "voucher", _("Voucher")
        OTHER = "other", _("Other")

    reservation = models.ForeignKey(Reservation, models.PROTECT, verbose_name=_("reservation"), related_name="payments")
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    amount_cents = models.IntegerField(_("amount in cents"))
    method = models.CharField(_("method"), max_length=7, choices=Method)
    received_on = models.DateField(_("date received"))
    reference = models.CharField(_("bank reference"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    counters = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="countered_by", verbose_name=_("counter-entry of")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="payment", amount_cents__gt=0) | Q(kind="refund", amount_cents__lt=0),
                name="payment_sign_follows_its_kind",
            ),
            models.CheckConstraint(condition=Q(kind="payment") | ~Q(note=""), name="payment_back_has_a_note"),
        ]
        indexes = [
            models.Index(fields=["received_on", "id"], name="payment_by_date_received", include=["amount_cents"]),
            # As Act's act_that_undoes.
            models.Index(fields=["counters"], name="payment_that_counters", condition=Q(counters__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} · {self.amount_cents}"
