"""What belongs to the house and to no room of it: lists as people want to see them again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.querysets import SavedViewQuerySet


class SavedView(models.Model):
    """A list and what is asked of it, under a name: its owner's alone, or everyone's.

    What was removed stays, so that it can be brought back. `key` is the name as names are compared: the database keeps
    that nobody has two of one name on a page, and that everyone has not.
    """

    page = models.CharField(_("page"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    key = models.CharField(max_length=180, editable=False)
    query = models.CharField(_("filter"), max_length=1000)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner"))
    shared = models.BooleanField(_("for everyone"), default=False)
    created_at = models.DateTimeField(_("created"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "owner", "key"], condition=Q(removed_at__isnull=True), name="view_name_once_per_owner"
            ),
            models.UniqueConstraint(
                fields=["page", "key"], condition=Q(removed_at__isnull=True, shared=True), name="view_name_once_for_all"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list as it was saved: the address of its own page, and a query behind it."""
        return f"{reverse(self.page)}?{self.query}"

    def may_be_changed_by(self, user) -> bool:
        """By its owner; one that is everyone's, also by who may change them all."""
        return self.owner_id == user.pk or (self.shared and user.has_perm("config.change_savedview"))
