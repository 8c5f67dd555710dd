"""Which tags a customer has, and why: by hand, or by a rule that fits them today (R11)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple, Unpack

from django.utils import timezone

from crm.models import Customer, Tag, Tagging
from crm.rules import Known, Rule, known_of
from reservations import engine, labels
from reservations.customers import acts, rulebook
from reservations.customers.rule_telling import Words
from reservations.customers.since import booked_by, since
from reservations.engine import How
from reservations.models import Act, Actor


class TagOn(NamedTuple):
    """A tag that a customer has. `tagging` is that of a tag by hand; one by rule has none.

    `reason` may be empty for a tag by hand. `on` is a local date, and `dated` says of what it is the date.
    """

    tag: Tag
    tagging: Tagging | None
    reason: str
    on: date
    dated: str


def on(customer: Customer, *, today: date, every: Iterable[Tag] | None = None) -> list[TagOn]:
    """The tags of one customer, by name, with their reasons. `every` is all tags, where they are loaded already."""
    tags = Tag.objects.all() if every is None else every
    ruled = [(tag, Rule.read(tag.rule)) for tag in tags if tag.rule]
    found = [_by_hand(row) for row in customer.taggings.select_related("tag", "by")]
    [known] = known_of([customer], today=today)
    fitting = [tag for tag, rule in ruled if rule.fits(known, today=today)]
    if fitting:
        booked, words = booked_by(customer), Words()
        found += [_by_rule(tag, known, booked, words, today=today) for tag in fitting]
    return sorted(found, key=lambda has: (has.tag.name.casefold(), has.tag.pk, has.tagging is None))


def of_all(customers: Iterable[Customer], *, today: date) -> dict[int, list[Tag]]:
    """Customer id → their tags by name, by hand and by rule: three queries, however many customers and rules."""
    rows = list(customers)
    tags = {tag.pk: tag for tag in Tag.objects.all()}
    has: dict[int, set[int]] = defaultdict(set)
    for customer_id, tag_id in Tagging.objects.filter(customer__in=rows).values_list("customer", "tag"):
        has[customer_id].add(tag_id)
    rules = {pk: Rule.read(tag.rule) for pk, tag in tags.items() if tag.rule}
    for known in known_of(rows, today=today):
        has[known.customer.pk] |= {pk for pk, rule in rules.items() if rule.fits(known, today=today)}
    by_name = sorted(tags.values(), key=lambda tag: (tag.name.casefold(), tag.pk))
    return {row.pk: [tag for tag in by_name if tag.pk in has[row.pk]] for row in rows}


def give(customer: Customer, *, name: str, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Give the tag of this name by hand; one that does not exist yet is made. NothingChanged when they have it."""
    with engine.one_transaction():
        tag = rulebook.find_or_make_tag(name, by=by, at=at)
        return acts.tag(customer, tag=tag, by=by, at=at, **how)


def _by_hand(row: Tagging) -> TagOn:
    given_on = timezone.localdate(row.at)
    who = (row.by.get_short_name() or row.by.get_username()) if row.by else "Foyer"
    return TagOn(row.tag, row, row.reason, given_on, f"{who} · {labels.day(given_on)}")


def _by_rule(tag: Any, known: Known, booked: Any, words: Words, *, today: date) -> TagOn:
    rule = Rule.read(tag.rule)
    began = since(rule, known, booked, rule_at=tag.rule_at, today=today)
    return TagOn(tag, None, words.reason(rule, known, today=today), began.day, began.words)
