"""The vocabulary of customers: every set of them that Foyer asks for has its name here."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware

from crm import words
from crm.normalise import email_key
from crm.rules import Rule, having

# As the index of those who are gone has it; see also standing().
GONE = Q(merged_into__isnull=False) | Q(erased_at__isnull=False)
HIGHEST_BYTE = b"\xff"  # no text in UTF-8 has it
DAY = timedelta(days=1)
# Measured at 200,000 customers: fewer are found by a word in 10 ms; of more, each is asked whether they have it.
MANY = 50_000


def found_by(text: str, kept: QuerySet, owner: str, *, by: str = "pk") -> Q:
    """Rows of which a word begins with each word of `text`; their words are `kept` in rows that name the `owner`.

    `by` is the column in which a row has the key of that owner, where the row is not the owner itself. Asks how common
    each beginning is: one query each.
    """
    found = Q()
    for readings in words.begun(text):
        found &= reduce(or_, (_having(beginnings, kept, owner, by) for beginnings in readings), Q())
    return found


def _having(beginnings: set[bytes], kept: QuerySet, owner: str, by: str) -> Q:
    every = Q()
    for beginning in sorted(beginnings):
        alike = kept.filter(word__gte=beginning, word__lt=beginning + HIGHEST_BYTE)
        if alike[: MANY + 1].count() > MANY:
            every &= Q(Exists(alike.filter(**{owner: OuterRef(by)})))
        else:
            every &= Q(**{f"{by}__in": alike.values(owner)})
    return every


def _midnight(day: date) -> datetime:
    """With which a local date begins at the venue, in UTC."""
    return make_aware(datetime.combine(day, time.min)).astimezone(UTC)


class CustomerQuerySet(QuerySet):
    # By what became of them

    def standing(self) -> Self:
        """Neither merged into another nor erased: the customers of every list, search and suggestion."""
        return self.filter(merged_into__isnull=True, erased_at__isnull=True)

    def ends_of(self, customers: Iterable[Any]) -> list:
        """Whom these were merged into, and those in turn: the standing ones at the end. Each once, with its company."""
        wanted = {customer.merged_into_id for customer in customers}
        ends: dict[int, Any] = {}
        while wanted:
            rows: list[Any] = list(self.select_related("company").filter(pk__in=wanted))
            ends |= {row.pk: row for row in rows if row.merged_into_id is None}
            wanted = {row.merged_into_id for row in rows if row.merged_into_id}
        return list(ends.values())

    def end_ids(self, pks: Iterable[int]) -> dict[int, int]:
        """The id at the end of all merges, by these ids: their own for who stands."""
        ends = {pk: pk for pk in pks}
        while above := dict(
            self.filter(pk__in=set(ends.values()), merged_into__isnull=False).values_list("pk", "merged_into")
        ):
            ends = {pk: above.get(end, end) for pk, end in ends.items()}
        return ends

    def aliases_of(self, pks: Iterable[int]) -> list[tuple[int, Any]]:
        """(one of these ids, who was merged into it): directly, or into somebody who was. With their companies."""
        owner, found = {pk: pk for pk in pks}, list[tuple[int, Any]]()
        wanted = set(owner)
        while wanted:
            rows: list[Any] = list(self.select_related("company").filter(merged_into__in=wanted).order_by("pk"))
            owner |= {row.pk: owner[row.merged_into_id] for row in rows}
            found += [(owner[row.pk], row) for row in rows]
            wanted = {row.pk for row in rows}
        return found

    def people_of(self, pk: int) -> list[int]:
        """The ids of one person: this customer's, and those of everybody who was merged into them."""
        return sorted([pk, *(alias.pk for _owner, alias in self.aliases_of([pk]))])

    def since(self, first: date | None, last: date | None) -> Self:
        """Customers from one local date to another, both included; None is open."""
        begins = {"created_at__gte": first and _midnight(first), "created_at__lt": last and _midnight(last + DAY)}
        return self.filter(**{name: moment for name, moment in begins.items() if moment})

    def gone(self) -> Self:
        """All others. They are few: to leave them out of rows that are about customers, name them."""
        return self.filter(GONE)

    # By who they are

    def tagged(self, tag: Any, *, today: date) -> Self:
        """Those who have a tag on a local date: given by hand, or by its rule as it holds then (R11)."""
        return self.filter(having(tag, today=today))

    def fitting(self, rule: Rule, *, today: date, tags: Mapping[int, Any] | None = None) -> Self:
        """Those whom a rule fits on a local date. `tags`: all tags by id, where they are loaded already."""
        return self.filter(rule.q(today=today, tags=tags))

    def in_segment(self, segment: Any, *, today: date, tags: Mapping[int, Any] | None = None) -> Self:
        """Those who are in a segment on a local date: never stored, asked each time (R11)."""
        return self.fitting(Rule.read(segment.rule), today=today, tags=tags)

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


class SegmentQuerySet(QuerySet):
    def kept(self) -> Self:
        """Not removed."""
        return self.filter(removed_at__isnull=True)
