"""Who may be the same as whom, and why: suggested for merging, never merged by itself (R9).

Nobody is compared with everybody: those who share a mark stand beside each other in an index (crm/alike.py). Of each
kind of likeness the first so many are looked at, more when some were said not to be the same; the rest follows when
those are dealt with.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, combinations, islice, product

from crm import alike
from crm.alike import WEIGHTS, Reason
from crm.models import Company, Customer, Distinct, SearchWord
from crm.normalise import folded
from reservations.models import Act, ContactWord, Reservation

SHOWN = 25
OF_EACH = 50  # marks of a kind, nameless contacts of a firm
FIRMS = 300  # pairs whose names look alike
TOGETHER = 8  # of many who share a mark, so many are compared
TOLD = 10  # who was said not to be the same, the last ones
CONTACTS = 1000  # bookings that somebody else spoke for, the newest

Pair = tuple[int, int]
Likeness = dict[Pair, set[bytes]]
Known = dict[Pair, set[Reason]]


@dataclass(frozen=True)
class Suggestion:
    """Two who may be one: `kept` is whom we know best."""

    kept: Customer
    other: Customer
    reasons: list[Reason]

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The strongest first; of equal ones those who book most."""
        weight = sum(WEIGHTS[reason] for reason in self.reasons)
        return (-weight, -_bookings(self.kept) - _bookings(self.other), self.kept.pk, self.other.pk)


def suggestions(*, most: int = SHOWN) -> list[Suggestion]:
    """The best so many, without those that were said not to be the same."""
    dismissed = _dismissed()
    shared: Likeness = defaultdict(set)
    known: Known = defaultdict(set)
    for kind in alike.KINDS:
        _look_for_marks(kind, shared, many=OF_EACH + len(dismissed))
        if kind != alike.PHONE and len(found := _judged(shared, known, dismissed)) >= most:
            return found[:most]
    _look_into_mailboxes(known)
    _look_at_firms(known, dismissed=len(dismissed))
    return _judged(shared, known, dismissed)[:most]


def like(customer: Customer, *, most: int = TOGETHER) -> list[Suggestion]:
    """Who may be the same as this one, by what both have."""
    shared: Likeness = defaultdict(set)
    for mark, ids in SearchWord.shared_with(customer).items():
        for pk in sorted(ids - {customer.pk})[:OF_EACH]:
            shared[_pair(customer.pk, pk)].add(mark)
    return _judged(shared, {}, _dismissed())[:most]


def said_distinct(*, most: int = TOLD) -> list[Act]:
    """The acts by which two were said not to be the same, and that still holds: the newest first."""
    rows = {
        f"distinct {pk}": first
        for pk, first in Distinct.objects.order_by("-at", "-pk").values_list("pk", "first")[:most]
    }
    laid = Act.objects.filter(customer__in=rows.values(), kind__in=[Act.Kind.DISTINGUISHED, Act.Kind.UNDONE])
    acts = laid.filter(undone_by__isnull=True).select_related("customer__company").with_people().newest_first()
    return [act for act in acts if any(act.after.get(key) for key in rows)]


def _judged(shared: Likeness, known: Known, dismissed: set[Pair]) -> list[Suggestion]:
    pairs = (shared.keys() | known.keys()) - dismissed
    rows = Customer.objects.standing().select_related("company", "summary")
    people = rows.in_bulk({pk for pair in pairs for pk in pair})
    found = []
    for one, two in pairs:
        if one in people and two in people:
            kept, other = sorted((people[one], people[two]), key=_standing_order)
            reasons = alike.reasons(kept, other, shared.get((one, two), ()), known.get((one, two), ()))
            if reasons:
                found.append(Suggestion(kept, other, reasons))
    return sorted(found, key=lambda suggestion: suggestion.rank)


def _look_for_marks(kind: bytes, shared: Likeness, *, many: int) -> None:
    for mark, ids in SearchWord.shared(kind, most=many).items():
        for pair in combinations(sorted(ids)[:TOGETHER], 2):
            shared[pair].add(mark)


def _look_into_mailboxes(known: Known) -> None:
    """Somebody spoke for a booking of another customer, and is one: the same number, or a name at the same firm."""
    newest = ContactWord.objects.order_by("-reservation").values_list("reservation", flat=True).distinct()[:CONTACTS]
    spoken = Reservation.objects.filter(pk__in=list(newest)).order_by()
    phones, names = defaultdict(set), defaultdict(set)
    for owner, firm, name, phone in spoken.values_list(
        "customer", "customer__company", "contact_name", "contact_phone"
    ):
        if phone:
            phones[phone].add(owner)
        if firm and name:
            names[firm, folded(name)].add(owner)
    standing = Customer.objects.standing().order_by()
    found = [(owner, pk) for pk, phone in standing.filter(phone__in=phones).values_list("pk", "phone")
             for owner in phones[phone]]  # fmt: skip
    colleagues = standing.filter(company__in={firm for firm, _name in names})
    for pk, firm, first, last in colleagues.values_list("pk", "company", "first_name", "last_name"):
        found += [(owner, pk) for owner in names.get((firm, folded(f"{first} {last}".strip())), ())]
    for owner, pk in found:
        if owner != pk:
            known[_pair(owner, pk)].add(Reason.MAILBOX)


def _look_at_firms(known: Known, *, dismissed: int) -> None:
    """Contacts of one firm, or of two whose names look alike, of which one has no name or both have nearly the same."""
    nameless = Customer.objects.standing().filter(first_name="", last_name="", company__isnull=False)
    firms = set(nameless.order_by("pk").values_list("company", flat=True)[: OF_EACH + dismissed])
    keys = Company.objects.order_by("key").values_list("pk", "key")
    variants = set(islice(alike.firms_alike(list(keys)), FIRMS + dismissed))
    contacts: dict[int, list[Customer]] = defaultdict(list)
    wanted = firms | {pk for pair in variants for pk in pair}
    for contact in Customer.objects.standing().filter(company__in=wanted).order_by("pk"):
        contacts[contact.company_id or 0].append(contact)
    within = (combinations(contacts[firm][:TOGETHER], 2) for firm in firms)
    across = (product(contacts[one][:TOGETHER], contacts[two][:TOGETHER]) for one, two in variants)
    for one, two in chain(chain.from_iterable(within), chain.from_iterable(across)):
        if alike.may_be_one_person(one, two):
            known[_pair(one.pk, two.pk)] |= set()  # why, their rows say


def _dismissed() -> set[Pair]:
    """Who was said not to be the same, or has an alias of whom that was said."""
    said = list(Distinct.objects.values_list("first", "second"))
    ends = Customer.objects.end_ids({pk for pair in said for pk in pair})
    return {_pair(ends[one], ends[two]) for one, two in said}


def _pair(one: int, two: int) -> Pair:
    return (one, two) if one < two else (two, one)


def _standing_order(customer: Customer) -> tuple:
    return (-_bookings(customer), customer.created_at, customer.pk)


def _bookings(customer: Customer) -> int:
    summary = getattr(customer, "summary", None)
    return summary.bookings if summary else 0
