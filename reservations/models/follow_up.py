"""What somebody promised to do for a customer, and by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reservations.models.reservation import Reservation
from reservations.querysets import FollowUpQuerySet


class FollowUp(models.Model):
    """A task with a date. Made by hand, or by a `rule` about a `cause`: then there is one for each cause, for good.

    `why` is what the rule said of it. What a rule would make is not stored before somebody does something with it.
    """

    class Rule(models.TextChoices):
        OPTION_LAPSES = "option_lapses", _("An option lapses")
        AFTER_VISIT = "after_visit", _("After a visit")
        LONG_GONE = "long_gone", _("No visit for a long time")
        LARGE_PARTY = "large_party", _("A large booking without contact")
        OCCASION_AGAIN = "occasion_again", _("Last year's occasion comes round")

    customer = models.ForeignKey("crm.Customer", models.PROTECT, verbose_name=_("customer"), related_name="follow_ups")
    reservation = models.ForeignKey(
        Reservation, models.PROTECT, verbose_name=_("reservation"), null=True, blank=True, related_name="follow_ups"
    )
    text = models.CharField(_("what to do"), max_length=300)
    due_on = models.DateField(_("by"))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("for"), null=True, blank=True, related_name="+"
    )
    rule = models.CharField(_("rule"), max_length=20, choices=Rule, blank=True, editable=False)
    cause = models.CharField(max_length=80, blank=True, editable=False)
    why = models.CharField(_("why"), max_length=300, blank=True, editable=False)
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    outcome = models.CharField(_("what came of it"), max_length=500, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("made"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="follow_up_says_what_to_do"),
            models.CheckConstraint(condition=Q(rule="") | ~Q(cause=""), name="follow_up_of_a_rule_has_its_cause"),
            models.UniqueConstraint(fields=["rule", "cause"], condition=~Q(rule=""), name="follow_up_once_per_cause"),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"], name="follow_up_open_by_date",
                condition=Q(done_at__isnull=True, removed_at__isnull=True),
            ),
            models.Index(fields=["customer", "due_on", "id"], name="follow_up_of_customer"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("follow-ups:one", args=[self.key])

    @property
    def key(self) -> str:
        """Its name in addresses: what a rule asks for and nobody touched has another (customers/tasks.py)."""
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        """See also FollowUpQuerySet.open()."""
        return self.done_at is None and self.removed_at is None
