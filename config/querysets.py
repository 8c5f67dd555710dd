"""The vocabulary of saved views: every set of them that Foyer asks for."""

from typing import Self

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet


class SavedViewQuerySet(QuerySet):
    def kept(self) -> Self:
        """Not removed."""
        return self.filter(removed_at__isnull=True)

    def of_page(self, page: str) -> Self:
        return self.filter(page=page)

    def seen_by(self, user: AbstractBaseUser) -> Self:
        """Theirs, and everyone's."""
        return self.filter(Q(owner=user) | Q(shared=True))
