"""Payment reminders: how they speak, and their wording where staff made it their own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Customer


class ReminderLevel(models.IntegerChoices):
    """How a reminder speaks. Never sent twice at a level for one debt (R6)."""

    FRIENDLY = 1, _("friendly")
    FIRM = 2, _("firm")
    LAST = 3, _("last")


class LetterTemplate(models.Model):
    """How the reminder at a level reads in a language. Rows are added, never changed: the newest is in force.

    One without words says that the house's own text (templates/reservations/letters/) is in force again. `replaces` is
    the one before it; that nobody else replaces the same one, the database keeps.
    """

    level = models.PositiveSmallIntegerField(_("level"), choices=ReminderLevel)
    language = models.CharField(_("language"), max_length=2, choices=Customer.Language)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        permissions = [("edit_letters", "Can edit the letters to customers")]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=ReminderLevel.values), name="letter_level_is_known"),
            models.CheckConstraint(condition=Q(language__in=Customer.Language.values), name="letter_language_is_known"),
            models.CheckConstraint(
                condition=Q(subject="", body="") | (~Q(subject="") & ~Q(body="")), name="letter_is_whole"
            ),
            models.UniqueConstraint(
                fields=["level", "language"], condition=Q(replaces__isnull=True), name="letter_one_first"
            ),
        ]
        indexes = [models.Index(fields=["level", "language", "-id"], name="letter_newest_first")]

    def __str__(self) -> str:
        return f"{self.get_level_display()} · {self.get_language_display()}"

    @property
    def is_default(self) -> bool:
        return not self.subject
