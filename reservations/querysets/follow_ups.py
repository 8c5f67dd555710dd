"""The vocabulary of what is still to be done for customers."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet


class FollowUpQuerySet(QuerySet):
    def open(self) -> Self:
        """See also FollowUp.is_open."""
        return self.filter(done_at__isnull=True, removed_at__isnull=True)

    def due(self, *, today: date) -> Self:
        """Open, and their date is today or has been."""
        return self.open().filter(due_on__lte=today)

    def of(self, user: AbstractBaseUser) -> Self:
        """This person's, and those that are nobody's yet."""
        return self.filter(Q(assignee=user) | Q(assignee__isnull=True))

    def with_people(self) -> Self:
        return self.select_related("customer__company", "assignee", "done_by", "reservation__event__show")
