"""Mail on its way: queued with the act, sent after a moment in which it can be taken back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reservations.models.act import Act
from reservations.models.reservation import Reservation
from reservations.querysets import MailQuerySet


class Mail(models.Model):
    """One message to the customer of a reservation. Subject and body are what was sent: empty until then.

    Exactly one of `sent_at`, `withdrawn_at` and `skipped_at` ends its way. `claimed_at` says that a process is
    sending it: nobody else does, and it can no longer be withdrawn. `recorded_at` says that history knows how it ended.
    """

    class Kind(models.TextChoices):
        PAYMENT_REMINDER = "payment_reminder", _("Payment reminder")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    reservation = models.ForeignKey(Reservation, models.PROTECT, verbose_name=_("reservation"), related_name="mails")
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    act = models.OneToOneField(Act, models.PROTECT, related_name="mail")
    to = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)
    send_at = models.DateTimeField(_("send at"))
    claimed_at = models.DateTimeField(_("being sent since"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    skipped_at = models.DateTimeField(_("not sent, settled"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("in the history since"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failed attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, withdrawn_at__isnull=True)
                | Q(sent_at__isnull=True, skipped_at__isnull=True)
                | Q(withdrawn_at__isnull=True, skipped_at__isnull=True),
                name="mail_ends_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["send_at", "id"],
                name="mail_on_its_way",
                condition=Q(sent_at__isnull=True, withdrawn_at__isnull=True, skipped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.to}"

    @property
    def outcome(self) -> str:
        """What became of it, for a log."""
        if self.sent_at:
            return "sent"
        return "not sent: settled" if self.skipped_at else f"failed: {self.error}"
