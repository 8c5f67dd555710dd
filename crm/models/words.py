"""The words by which customers are found, as rows that an index reads (ADR 7)."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from crm.words import words_of


class SearchWord(models.Model):
    """A word that finds a customer (crm/words.py): written with every save and bulk insert of customers."""

    customer = models.ForeignKey("crm.Customer", models.CASCADE, related_name="search_words")
    word = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "customer"], name="search_word_once_per_customer")]

    def __str__(self) -> str:
        return bytes(self.word).decode(errors="replace")

    @staticmethod
    def write(customers: Iterable[Any]) -> None:
        """Make the words of these customers what their rows say."""
        objects, words = SearchWord.objects, {customer.pk: words_of(customer) for customer in customers}
        wanted = {(pk, word) for pk, found in words.items() for word in found}
        rows = objects.filter(customer__in=words).values_list("pk", "customer", "word")
        stored = {(customer, bytes(word)): pk for pk, customer, word in rows}
        objects.filter(pk__in=[pk for key, pk in stored.items() if key not in wanted]).delete()
        objects.bulk_create(SearchWord(customer_id=pk, word=word) for pk, word in sorted(wanted - stored.keys()))
