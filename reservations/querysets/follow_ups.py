"""The vocabulary of what is still to be done for customers."""

from typing import Self

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import BooleanField, F, Func, Q, QuerySet

# As the index of a rule's causes has it. Written out: from a parameter SQLite can't tell that it has them.
_ASKED_BY_A_RULE = Func(F("rule"), template="NOT (%(expressions)s = '')", output_field=BooleanField())


class FollowUpQuerySet(QuerySet):
    def open(self) -> Self:
        """See also FollowUp.is_open."""
        return self.filter(done_at__isnull=True, removed_at__isnull=True)

    def of(self, user: AbstractBaseUser) -> Self:
        """This person's, and those that are nobody's yet."""
        return self.filter(Q(assignee=user) | Q(assignee__isnull=True))

    def of_rule(self, rule: str) -> Self:
        """What a rule asked for and somebody did something with, whatever became of it."""
        return self.filter(_ASKED_BY_A_RULE, rule=rule)

    def with_people(self) -> Self:
        return self.select_related("customer__company", "assignee", "done_by", "reservation__event__show")
