"""A bulk act while it is being done: what is asked of which rows, and how far it has come."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reservations.querysets import BatchQuerySet


class Batch(models.Model):
    """One verb over many reservations, or customers. Its id is the `batch` of its acts, and names the click.

    `rows` holds ids in the order they are done in: of what the verb is about, or of the acts that an undo takes back.
    There are `count`, and `done` of them were judged; `refusals` keeps why one was not done, by its id. `how` is what
    the verb takes besides, as JSON can keep it.
    """

    id = models.UUIDField(primary_key=True)
    verb = models.CharField(max_length=20)
    how = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    count = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refusals = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"))
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk act")
        verbose_name_plural = _("bulk acts")
        indexes = [models.Index(fields=["-at", "-id"], name="batch_newest_first")]

    def __str__(self) -> str:
        return f"{self.verb} × {self.count}"

    def get_absolute_url(self) -> str:
        return reverse("reservations:batch", args=[self.pk])

    @property
    def is_done(self) -> bool:
        return self.done >= self.count

    @property
    def was_undone(self) -> bool:
        return hasattr(self, "undone_by")

    @property
    def acted(self) -> int:
        """How many were done and not refused, so far."""
        return self.done - len(self.refusals)
