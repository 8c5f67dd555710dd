"""The vocabulary of customers: every set of them that Foyer asks for has its name here."""

from typing import Any, Self

from django.db import transaction
from django.db.models import Q, QuerySet

from crm import words
from crm.normalise import email_key

HIGHEST_BYTE = b"\xff"  # no text in UTF-8 has it


class CustomerQuerySet(QuerySet):
    def with_email(self, email: str) -> Self:
        return self.filter(email=email_key(email))

    def search(self, text: str) -> Self:
        """Those in whose name, company, e-mail address or telephone number a word begins with each word of `text`."""
        customers = self
        for readings in words.begun(text):
            found = Q()
            for beginnings in readings:
                found |= self._having(beginnings)
            customers = customers.filter(found)
        return customers

    def _having(self, beginnings: set[bytes]) -> Q:
        every = Q()
        for beginning in sorted(beginnings):
            alike = self._search_words.objects.filter(word__gte=beginning, word__lt=beginning + HIGHEST_BYTE)
            every &= Q(pk__in=alike.values("customer"))
        return every

    @transaction.atomic
    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list:
        made = super().bulk_create(objs, *args, **kwargs)
        self._search_words.write(made)
        return made

    @property
    def _search_words(self) -> Any:
        return self.model._meta.get_field("search_words").related_model
