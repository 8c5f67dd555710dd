"""The vocabulary of what was done: acts, one or many at once, and the mail that went out."""

from datetime import datetime, timedelta
from typing import Self

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, Q, QuerySet

# A mail server that does not answer is given up long before (EMAIL_TIMEOUT).
LONGEST_SENDING = timedelta(minutes=10)


class ActQuerySet(QuerySet):
    def on_events(self) -> Self:
        """About an event itself: none of its reservations, nobody on its waitlist."""
        return self.filter(reservation__isnull=True, waitlist_entry__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def with_people(self) -> Self:
        return self.select_related("by", "payment", "undone_by__undone_by", "undoes__undoes", "mail", "event__show")


class BatchQuerySet(QuerySet):
    def unfinished(self) -> Self:
        """Interrupted, or being done at this moment. See also Batch.is_done."""
        return self.filter(done__lt=F("count"))

    def begun_by(self, user: AbstractBaseUser) -> Self:
        return self.filter(by=user)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def listed(self) -> Self:
        """Without what only the page of one needs: its rows may be thousands."""
        heavy = [f"{of}{name}" for of in ("", "undoes__", "undone_by__") for name in ("rows", "refusals", "how")]
        return self.select_related("by", "undoes", "undone_by").defer(*heavy)


class MailQuerySet(QuerySet):
    def on_its_way(self) -> Self:
        """Neither sent, withdrawn nor skipped."""
        return self.filter(sent_at__isnull=True, withdrawn_at__isnull=True, skipped_at__isnull=True)

    def unclaimed(self) -> Self:
        return self.on_its_way().filter(claimed_at__isnull=True)

    def due(self, *, at: datetime) -> Self:
        return self.unclaimed().filter(send_at__lte=at)

    def unrecorded(self) -> Self:
        """Ended, but not told in history yet."""
        ended = Q(sent_at__isnull=False) | Q(withdrawn_at__isnull=False) | Q(skipped_at__isnull=False)
        return self.filter(ended, recorded_at__isnull=True)

    def stuck(self, *, at: datetime) -> Self:
        """Claimed longer ago than sending can take: its process was stopped in between."""
        return self.on_its_way().filter(claimed_at__lte=at - LONGEST_SENDING)
