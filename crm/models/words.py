"""The words by which customers are found, as rows that an index reads (ADR 7)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count

from crm.alike import UNTYPED, marks_of
from crm.querysets import HIGHEST_BYTE
from crm.words import words_of


class SearchWord(models.Model):
    """A word that finds a customer (crm/words.py), or a mark that others may have too (crm/alike.py).

    Written with every save and bulk insert of customers. One that was merged has none: who it was merged into has its
    words as well.
    """

    customer = models.ForeignKey("crm.Customer", models.CASCADE, related_name="search_words")
    word = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "customer"], name="search_word_once_per_customer")]

    def __str__(self) -> str:
        return bytes(self.word).decode(errors="replace")

    @staticmethod
    def shared(kind: bytes, *, most: int) -> dict[bytes, set[int]]:
        """Marks of this kind that several customers have, with their ids: the first so many of an index."""
        of_kind = SearchWord.objects.filter(word__gte=kind, word__lt=kind + HIGHEST_BYTE).order_by("word")
        several = of_kind.values("word").annotate(count=Count("customer")).filter(count__gt=1)
        return _having(SearchWord.objects.filter(word__in=list(several.values_list("word", flat=True)[:most])))

    @staticmethod
    def shared_with(customer: Any) -> dict[bytes, set[int]]:
        """Marks of this customer that others have as well, with the ids of all who have them."""
        theirs = SearchWord.objects.filter(customer=customer, word__gte=UNTYPED).values_list("word", flat=True)
        marks = _having(SearchWord.objects.filter(word__in=list(theirs)))
        return {mark: ids for mark, ids in marks.items() if len(ids) > 1}

    @staticmethod
    def write(customers: Iterable[Any]) -> None:
        """Make the words of these customers, and of whom they were merged into, what their rows say."""
        objects, words = SearchWord.objects, _words_of_all(list(customers))
        wanted = {(pk, word) for pk, found in words.items() for word in found}
        rows = objects.filter(customer__in=words).values_list("pk", "customer", "word")
        stored = {(customer, bytes(word)): pk for pk, customer, word in rows}
        objects.filter(pk__in=[pk for key, pk in stored.items() if key not in wanted]).delete()
        objects.bulk_create(SearchWord(customer_id=pk, word=word) for pk, word in sorted(wanted - stored.keys()))


def _having(rows: models.QuerySet) -> dict[bytes, set[int]]:
    found: dict[bytes, set[int]] = defaultdict(set)
    for word, customer in rows.values_list("word", "customer"):
        found[bytes(word)].add(customer)
    return found


def _words_of_all(customers: list[Any]) -> dict[int, set[bytes]]:
    """By customer: none for one that was merged, its own and its aliases' for all others."""
    everybody: Any = SearchWord._meta.get_field("customer").related_model.objects  # type: ignore[attr-defined]
    words: dict[int, set[bytes]] = {customer.pk: set() for customer in customers if customer.merged_into_id}
    standing = [customer for customer in customers if not customer.merged_into_id]
    standing += everybody.ends_of(customer for customer in customers if customer.merged_into_id)
    for customer in standing:
        words[customer.pk] = words_of(customer) | marks_of(customer)
    for pk, alias in everybody.aliases_of(customer.pk for customer in standing):
        words[pk] |= words_of(alias) | marks_of(alias)
    return words
