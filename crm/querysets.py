"""The vocabulary of customers: every set of them that Foyer asks for has its name here."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import transaction
from django.db.models import Q, QuerySet

from crm import words
from crm.normalise import email_key

# As the index of those who are gone has it; see also standing().
GONE = Q(merged_into__isnull=False) | Q(erased_at__isnull=False)
HIGHEST_BYTE = b"\xff"  # no text in UTF-8 has it


def found_by(text: str, kept: QuerySet, owner: str) -> Q:
    """Rows of which a word begins with each word of `text`; their words are `kept` in rows that name the `owner`."""
    found = Q()
    for readings in words.begun(text):
        found &= reduce(or_, (_having(beginnings, kept, owner) for beginnings in readings), Q())
    return found


def _having(beginnings: set[bytes], kept: QuerySet, owner: str) -> Q:
    every = Q()
    for beginning in sorted(beginnings):
        alike = kept.filter(word__gte=beginning, word__lt=beginning + HIGHEST_BYTE)
        every &= Q(pk__in=alike.values(owner))
    return every


class CustomerQuerySet(QuerySet):
    # By what became of them

    def standing(self) -> Self:
        """Neither merged into another nor erased: the customers of every list, search and suggestion."""
        return self.filter(merged_into__isnull=True, erased_at__isnull=True)

    def gone(self) -> Self:
        """All others. They are few: to leave them out of rows that are about customers, name them."""
        return self.filter(GONE)

    # By who they are

    def subscribed(self) -> Self:
        """Those who said yes to the newsletter."""
        return self.filter(newsletter_at__isnull=False)

    def tagged(self, tag: Any, *, today: date) -> Self:
        """Those who have a tag on a local date: given by hand, or by its rule as it holds then (R11)."""
        return self.filter(pk__in=tag.taggings.values("customer"))

    def with_email(self, email: str) -> Self:
        return self.filter(email=email_key(email))

    def search(self, text: str) -> Self:
        """Those in whose name, company, e-mail address or telephone number a word begins with each word of `text`."""
        return self.filter(found_by(text, self._search_words.objects.all(), "customer"))

    @transaction.atomic
    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list:
        made = super().bulk_create(objs, *args, **kwargs)
        self._search_words.write(made)
        return made

    @property
    def _search_words(self) -> Any:
        return self.model._meta.get_field("search_words").related_model
