"""What staff do to what is known of a customer: details, tags, notes, what was said. Each can be taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack

from django.db import IntegrityError
from django.utils.translation import gettext as _

from crm import identity
from crm.models import Customer, Distinct, Note, Tag, Tagging
from crm.normalise import email_key, phone_e164
from reservations.customers.engine import Work, perform
from reservations.engine import How
from reservations.models import Act, Actor
from reservations.refusals import AddressTaken, NoAddress, NothingChanged

Kind = Act.Kind
PLAIN = (
    "salutation", "first_name", "last_name", "street", "house_number", "postal_code", "city", "country", "vat_number",
    "language", "remarks",
)  # fmt: skip
EDITABLE = {*PLAIN, "company", "email", "phone"}


def edit(
    customer: Customer, changes: Mapping[str, Any], *, by: Actor, at: datetime, seen_version: int | None = None,
    **how: Unpack[How],
) -> Act:  # fmt: skip
    """Change fields of EDITABLE: `company` as the name that was typed, a company being found or made by it (R9).

    `seen_version` is that of the screen. Raises StaleVersion, AddressTaken, NothingChanged; ValueError for others.
    """
    if unknown := set(changes) - EDITABLE:
        raise ValueError(f"Not to be edited: {', '.join(sorted(unknown))}")

    def change(work: Work) -> None:
        values = {name: changes[name] for name in PLAIN if name in changes}
        if "email" in changes:
            values["email"] = _free_address(work.customer, changes["email"])
        if "phone" in changes:
            values["phone"] = phone_e164(changes["phone"])
        if "company" in changes:
            company = identity.find_or_make_company(changes["company"])
            values["company_id"] = company.pk if company else None
        work.set(work.customer, seen_version=seen_version, **values)

    return perform(Kind.CUSTOMER_EDITED, customer, change, by=by, at=at, **how)


def learn_address(customer: Customer, email: str, *, by: Actor, at: datetime) -> Act | None:
    """Keep the address that a customer without one gave when booking; who has one keeps it.

    An address that was an alias's of theirs is theirs to have. Raises AddressTaken.
    """
    email = email_key(email)
    if not email or customer.email:
        return None

    def change(work: Work) -> None:
        if theirs := Customer.objects.with_email(email).first():
            _require_alias_of(work.customer, theirs)
            work.set(theirs, email="")
        work.set(work.customer, email=email)

    try:
        done = perform(Kind.CUSTOMER_EDITED, customer, change, by=by, at=at)
    except IntegrityError as error:  # somebody else is saved with it at this very moment
        raise AddressTaken(identity.survivor(Customer.objects.with_email(email).get())) from error
    customer.refresh_from_db(fields=["email", "version"])
    return done


def subscribe(customer: Customer, *, how_given: str, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Consent to the newsletter, given now: `how_given` says in which way. An empty one takes consent away."""

    def change(work: Work) -> None:
        given = how_given.strip()
        work.set(work.customer, newsletter_at=at if given else None, newsletter_how=given)

    return perform(Kind.CUSTOMER_EDITED, customer, change, by=by, at=at, **how)


def tag(customer: Customer, *, tag: Tag, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Give a tag by hand; `reason` says why. Raises NothingChanged when it was given already."""

    def change(work: Work) -> None:
        if Tagging.objects.filter(customer=work.customer, tag=tag).exists():
            raise NothingChanged
        work.add(Tagging(customer=work.customer, tag=tag, by=by, at=at, reason=how.get("reason", "")[:200]))
        work.data = {"name": tag.name}

    return perform(Kind.TAGGED, customer, change, by=by, at=at, **how)


def untag(customer: Customer, *, tag: Tag, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Take a tag away that was given by hand."""

    def change(work: Work) -> None:
        given = Tagging.objects.filter(customer=work.customer, tag=tag).first()
        if given is None:
            raise NothingChanged
        work.remove(given)
        work.data = {"name": tag.name}

    return perform(Kind.UNTAGGED, customer, change, by=by, at=at, **how)


def write_note(customer: Customer, *, text: str, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """A dated note of staff."""

    def change(work: Work) -> None:
        work.add(Note(customer=work.customer, text=text.strip(), by=by, at=at))

    return perform(Kind.NOTED, customer, change, by=by, at=at, **how)


def edit_note(
    note: Note, *, text: str, by: Actor, at: datetime, seen_version: int | None = None, **how: Unpack[How]
) -> Act:
    """Other words for a note; who wrote it first stays its author. Raises StaleVersion, NothingChanged."""

    def change(work: Work) -> None:
        work.set(Note.objects.get(pk=note.pk), seen_version=seen_version, text=text.strip())

    return perform(Kind.NOTE_EDITED, note.customer, change, by=by, at=at, **how)


def remove_note(note: Note, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    def change(work: Work) -> None:
        row = Note.objects.get(pk=note.pk)
        if row.removed_at is None:
            work.set(row, removed_at=at)
            work.data = {"name": row.text}

    return perform(Kind.NOTE_REMOVED, note.customer, change, by=by, at=at, **how)


def speak(customer: Customer, *, channel: str, text: str, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Keep that somebody spoke to the customer: `channel` is "phone", "email" or "note"."""

    def change(work: Work) -> None:
        work.data = {"channel": channel, "text": text.strip()}

    return perform(Kind.SPOKEN, customer, change, by=by, at=at, **how)


def distinguish(customer: Customer, other: Customer, *, by: Actor, at: datetime, **how: Unpack[How]) -> Act:
    """Two who look alike are not the same: they are suggested for merging no more. NothingChanged when that was said.

    Kept with the first of the two by id.
    """
    first, second = sorted((customer, other), key=lambda each: each.pk)

    def change(work: Work) -> None:
        if Distinct.objects.filter(first=first, second=second).exists():
            raise NothingChanged
        work.add(Distinct(first=first, second=second, by=by, at=at))
        work.data = {"name": str(second), "other": second.pk}

    return perform(Kind.DISTINGUISHED, first, change, by=by, at=at, **how)


def _free_address(customer: Customer, typed: str) -> str:
    """The address as it is stored. Raises AddressTaken, with whose it is; NoAddress for one of their own aliases."""
    email = email_key(typed)
    theirs = Customer.objects.with_email(email).exclude(pk=customer.pk).first() if email else None
    if theirs is None:
        return email
    _require_alias_of(customer, theirs)
    raise NoAddress(_("Bookings with this address are theirs already: it came along when they were merged."))


def _require_alias_of(customer: Customer, other: Customer) -> None:
    if (whose := identity.survivor(other)).pk != customer.pk:
        raise AddressTaken(whose)
