"""Which customers a list is about, at 200,000 of them: what leads to them, and what is met on the way."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from crm.models import Customer, SearchWord
from crm.querysets import CustomerQuerySet, found_by
from reservations import counting
from reservations.counting import Count
from reservations.models import CustomerSummary

# Measured: so many are found and sorted while somebody waits; of more than that, enough are met soon on a walk.
SORTABLE = 50_000
CAME, NEVER_CAME = Q(seen__isnull=False), Q(seen__isnull=True)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Standing customers by conditions on who they are and on their stored figures, on a local date.

    `words` are what they are found by, `within` and `without` sets of customers. `figures` speaks of columns of
    CustomerSummary, `visits` of `seen`, the last visit; `or_never` says whether who never came fits as well,
    `strangers` whether who never booked anything does, of whom there are no figures. `named` and `is_sorted` are what
    `narrowed` made of it.
    """

    today: date
    words: str = ""
    within: list[QuerySet] = field(default_factory=list)
    without: list[QuerySet] = field(default_factory=list)
    subscribed: bool | None = None
    figures: Q = field(default_factory=Q)
    visits: Q = field(default_factory=Q)
    or_never: bool = True
    strangers: bool = True
    named: Q = field(default_factory=Q)
    is_sorted: bool = False

    @property
    def is_everybody(self) -> bool:
        return not (self.words or self.within or self.without or self.asks_figures) and self.subscribed is None

    @property
    def asks_figures(self) -> bool:
        return bool(self.figures or self.visits)

    # What to walk along: rows of customers, or rows of their figures

    def customers(self) -> CustomerQuerySet:
        rows = self._people()
        if not self.asks_figures:
            return rows
        known = CustomerSummary.objects.all()
        if self.is_sorted:
            # The plus hides the key from its index: they are walked along in their order, not looked up one by one.
            key: Any = Func(F("pk"), template="+%(expressions)s", output_field=BigIntegerField())
            fitting = [Q(In(key, part.values("pk").query)) for part in self._fitting(known)]
        else:
            fitting = [Q(Exists(part.filter(pk=OuterRef("pk")))) for part in self._fitting(known)]
        if self.strangers:
            fitting.append(~Q(Exists(known.filter(pk=OuterRef("pk")))))
        return rows.filter(reduce(or_, fitting))

    def summaries(self, by: str, came: Q | None = None) -> list[QuerySet]:
        """Their figures, with `place` to sort by: that column, or for "seen" their last visit. In one part or two.

        `came` stands for `visits`: CAME or NEVER_CAME alone, where the list has them apart.
        """
        # The few who are gone are named: to look each customer up would cost more than all the rest.
        rows = CustomerSummary.objects.exclude(customer__in=Customer.objects.gone()).filter(self.named)
        rows = rows.filter(self._found_by["customer"])
        for customers in self.within:
            rows = rows.filter(customer__in=customers)
        for customers in self.without:
            rows = rows.exclude(customer__in=customers)
        if self.subscribed is not None:
            rows = rows.filter(Exists(self._consenting(Customer.objects.filter(pk=OuterRef("customer")))))
        # What is put together out of a column has no index: the rows are found first, and sorted.
        place = Coalesce(F(by), F(by)) if self.is_sorted else F(by)
        return [part.annotate(place=place) for part in self._fitting(rows, came)]

    def visitors(self) -> list[QuerySet]:
        """Of those who came, to sort by when they were last here."""
        return self.summaries("seen", self.visits & CAME)

    def never_came(self) -> list[QuerySet]:
        """Who booked and was not here yet, and who never booked; none where they do not fit."""
        known = self.summaries("seen", NEVER_CAME)[:1] if self.or_never else []
        return [*known, *self.without_figures()]

    def without_figures(self) -> list[QuerySet]:
        """Those who never booked anything, if they fit: one part, or none."""
        known = CustomerSummary.objects.filter(pk=OuterRef("pk"))
        return [self._people().filter(~Exists(known))] if self.strangers else []

    # How many there are, and what follows from that

    @cached_property
    def found(self) -> list[int]:
        """Their keys in no order, up to one more than are counted."""
        parts = [*self.summaries("pk"), *self.without_figures()] if self.asks_figures else [self._people()]
        found: list[int] = []
        for part in parts:
            found += part.order_by().values_list("pk", flat=True)[: counting.MOST + 1 - len(found)]
        return found

    @property
    def count(self) -> Count:
        return Count.of(len(self.found))

    @cached_property
    def narrowed(self) -> "Wanted":
        """The same customers, so that the first page of any order is found soon.

        A few are named. More, of whom the figures tell, are found before they are sorted: on a walk in the order of
        the list all of them may stand at its other end.
        """
        if self.is_everybody:
            return self
        if not self.count.more:
            return Wanted(today=self.today, named=Q(pk__in=self.found))
        if self.asks_figures:
            # By the figures alone: whatever else is asked has to be looked up for each of so many.
            parts = self._fitting(CustomerSummary.objects.all())
            counts = [part.order_by().values("pk")[: SORTABLE + 1].count() for part in parts]
            return replace(self, is_sorted=sum(counts) <= SORTABLE)
        people = self._people().order_by().values("pk")
        if people[: SORTABLE + 1].count() > SORTABLE:
            return self
        # Cut off where nothing is, or the database would ask of each customer whether it is one of them.
        return Wanted(today=self.today, named=Q(pk__in=people[:SORTABLE]))

    def _people(self) -> CustomerQuerySet:
        rows = self._consenting(Customer.objects.standing().filter(self.named).filter(self._found_by["pk"]))
        for customers in self.within:
            rows = rows.filter(pk__in=customers)
        for customers in self.without:
            rows = rows.exclude(pk__in=customers)
        return rows

    @cached_property
    def _found_by(self) -> dict[str, Q]:
        """By the column that is the key of the customer: the words are asked for themselves, not customers who are
        asked for them in turn."""
        columns, words = ("pk", "customer"), SearchWord.objects.all()
        return {by: found_by(self.words, words, "customer", by=by) if self.words else Q() for by in columns}

    def _consenting(self, rows: CustomerQuerySet) -> CustomerQuerySet:
        return rows if self.subscribed is None else rows.filter(newsletter_at__isnull=not self.subscribed)

    def _fitting(self, rows: Any, came: Q | None = None) -> list[QuerySet]:
        if came is None and not self.visits:
            return [rows.filter(self.figures)]
        if came is None:
            came = self.visits | NEVER_CAME if self.or_never else self.visits
        halves = [rows.current(self.today), rows.overtaken(self.today)]
        return [half.filter(self.figures & came) for half in halves[: 1 + self._some_are_overtaken]]

    @cached_property
    def _some_are_overtaken(self) -> bool:
        return CustomerSummary.objects.overtaken(self.today).exists()
