"""History: one row for each thing that was done, written in the transaction that did it (R10)."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Customer
from reservations.models.money import Payment
from reservations.models.programme import Event
from reservations.models.reservation import Reservation
from reservations.models.waitlist import WaitlistEntry
from reservations.querysets import ActQuerySet

# Who does something: None is the system.
Actor = User | None


class Act(models.Model):
    """Who did what and when, with the changed fields before and after. Written once, never edited.

    `before` and `after` map names of fields to values as reservations/engine.py writes them; `data` holds what a
    sentence about the act needs besides (an amount in cents, an address, seats over capacity). `token` makes a
    repeated click one act; `batch` joins the acts of one bulk action.
    """

    class Kind(models.TextChoices):
        PLACED = "placed", _("Placed")
        IMPORTED = "imported", _("Taken over from the previous system")
        CONFIRMED = "confirmed", _("Confirmed")
        OPTIONED = "optioned", _("Made an option")
        ACCEPTED = "accepted", _("Accepted for approval")
        EXTENDED = "extended", _("Option extended")
        FOLLOWED_UP = "followed_up", _("Followed up")
        RELEASED = "released", _("Option released")
        REJECTED = "rejected", _("Rejected")
        CANCELLED = "cancelled", _("Cancelled")
        REACTIVATED = "reactivated", _("Reactivated")
        REOPENED = "reopened", _("Taken up again")
        CHECKED_IN = "checked_in", _("Checked in")
        CHECK_IN_UNDONE = "check_in_undone", _("Check-in undone")
        NO_SHOW = "no_show", _("Not shown up")
        ARRIVED_AFTER_ALL = "arrived_after_all", _("No-show taken back")
        EDITED = "edited", _("Edited")
        MOVED = "moved", _("Moved to another event")
        PAID = "paid", _("Payment recorded")
        REFUNDED = "refunded", _("Refund recorded")
        COUNTERED = "countered", _("Entry countered")
        REMINDED = "reminded", _("Payment reminder queued")
        MAILED = "mailed", _("Mail sent")
        MAIL_SKIPPED = "mail_skipped", _("Mail not sent")
        LOGGED = "logged", _("Contact logged")
        PROMISED = "promised", _("Promised to pay")
        CREDIT_SETTLED = "credit_settled", _("Decided on the credit")
        WAITLISTED = "waitlisted", _("Put on the waitlist")
        WAITLIST_EDITED = "waitlist_edited", _("Waitlist entry edited")
        WAITLIST_CONTACTED = "waitlist_contacted", _("Contacted about free seats")
        WAITLIST_CLOSED = "waitlist_closed", _("Taken off the waitlist")
        EVENT_CREATED = "event_created", _("Event created")
        EVENT_EDITED = "event_edited", _("Event edited")
        EVENT_CANCELLED = "event_cancelled", _("Event cancelled")
        CUSTOMER_EDITED = "customer_edited", _("Customer edited")
        TAGGED = "tagged", _("Tag given")
        UNTAGGED = "untagged", _("Tag taken away")
        NOTED = "noted", _("Note written")
        NOTE_EDITED = "note_edited", _("Note edited")
        NOTE_REMOVED = "note_removed", _("Note removed")
        SPOKEN = "spoken", _("Spoken to")
        MERGED = "merged", _("Merged")
        DISTINGUISHED = "distinguished", _("Said not to be the same")
        ERASED = "erased", _("Erased")
        DISCLOSED = "disclosed", _("Handed over what is known")
        TASK_MADE = "task_made", _("Follow-up made")
        TASK_EDITED = "task_edited", _("Follow-up edited")
        TASK_DONE = "task_done", _("Follow-up done")
        TASK_REMOVED = "task_removed", _("Follow-up removed")
        REPAIRED = "repaired", _("Books repaired")
        UNDONE = "undone", _("Undone")

    kind = models.CharField(_("what was done"), max_length=20, choices=Kind)
    reservation = models.ForeignKey(
        Reservation, models.PROTECT, verbose_name=_("reservation"), null=True, blank=True, related_name="acts"
    )
    event = models.ForeignKey(
        Event, models.PROTECT, verbose_name=_("event"), null=True, blank=True, related_name="acts"
    )
    waitlist_entry = models.ForeignKey(WaitlistEntry, models.PROTECT, null=True, blank=True, related_name="acts")
    customer = models.ForeignKey(
        "crm.Customer", models.PROTECT, verbose_name=_("customer"), null=True, blank=True, related_name="acts"
    )
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, blank=True, related_name="act")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    data = models.JSONField(default=dict, blank=True)
    token = models.UUIDField(null=True, blank=True)
    batch = models.UUIDField(null=True, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        constraints = [
            models.UniqueConstraint(fields=["token"], condition=Q(token__isnull=False), name="act_once_per_token"),
            models.CheckConstraint(
                condition=Q(reservation__isnull=False) | Q(event__isnull=False) | Q(customer__isnull=False),
                name="act_is_about_something",
            ),
        ]
        indexes = [
            models.Index(fields=["reservation", "-at", "-id"], name="act_of_reservation_newest"),
            models.Index(
                fields=["customer", "-at", "-id"],
                name="act_of_customer_newest",
                condition=Q(customer__isnull=False),
            ),
            models.Index(fields=["batch", "id"], name="act_of_batch", condition=Q(batch__isnull=False)),
            # Beside the one that keeps it unique: of a column that is nearly always empty SQLite believes, once it has
            # counted, that it says the same everywhere, and reads every act to find the one that undid another.
            models.Index(fields=["undoes"], name="act_that_undoes", condition=Q(undoes__isnull=False)),
            models.Index(fields=["-at", "-id"], name="act_newest_first"),
            models.Index(fields=["by", "-at", "-id"], name="act_of_person_newest"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def about(self) -> Reservation | WaitlistEntry | Event | Customer | None:
        """What it was done to: a reservation, else somebody on the waitlist, an event itself, or a customer."""
        return self.reservation or self.waitlist_entry or self.event or self.customer

    @property
    def was_taken_back(self) -> bool:
        """Whether an undo of it was recorded, which may have been undone in turn."""
        return hasattr(self, "undone_by")

    @property
    def is_undone(self) -> bool:
        """Whether it holds no more: it was taken back, and that was not taken back."""
        return self.was_taken_back and not self.undone_by.is_undone

    @property
    def origin(self) -> "Act":
        """What was done in the first place, of an undo or a redo; else itself."""
        return self.undoes.origin if self.undoes else self

    @property
    def is_redo(self) -> bool:
        """An undo of an undo."""
        return self.undoes is not None and self.undoes.undoes is not None and not self.undoes.is_redo
