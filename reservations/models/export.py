"""A file that is being made of a long list, and the pieces that it is made of."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.files.listed import AT_A_TIME

KEPT = timedelta(days=1)


class Export(models.Model):
    """What one person asked for: `list` (of reservations.exports.LISTS) as its `query` meant it at `created_at`.

    `keys` are those of its rows then, in their order, 8 bytes each. Its id is the name of the click that began it.
    """

    id = models.UUIDField(primary_key=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("owner"), related_name="+")
    list = models.CharField(_("list"), max_length=30)
    query = models.TextField(_("filter"), blank=True)
    language = models.CharField(_("language"), max_length=2)
    keys = models.BinaryField()
    rows = models.PositiveIntegerField(_("rows"))
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")

    def __str__(self) -> str:
        return f"{self.list} × {self.rows}"

    def get_absolute_url(self) -> str:
        return reverse("exports:one", args=[self.pk])

    @property
    def kept_until(self) -> datetime:
        return self.created_at + KEPT

    @property
    def done(self) -> int:
        """Rows that are in a piece. Pieces are made in order, and each but the last is full."""
        return min(self.rows, self.pieces.count() * AT_A_TIME)


class ExportPiece(models.Model):
    """AT_A_TIME rows of it, compressed."""

    export = models.ForeignKey(Export, models.CASCADE, verbose_name=_("export"), related_name="pieces")
    number = models.PositiveIntegerField(_("number"))
    content = models.BinaryField()

    class Meta:
        verbose_name = _("piece of an export")
        verbose_name_plural = _("pieces of exports")
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="export_piece_once")]

    def __str__(self) -> str:
        return f"{self.export} · {self.number}"
