"""The words of reservations/labels.py and the questions of Reservation, for templates."""

from uuid import uuid4

from django import template
from django.utils.translation import gettext as _

from crm.models import Customer
from reservations import batches, labels, letters, pricing, telling, undo
from reservations.forms.many import FORMS
from reservations.models import Payment, ReminderLevel, Reservation
from reservations.terms import PRESET_DAYS
from reservations.vips import VIP, is_vip

register = template.Library()
RETURNING = "Terugkerende klant"  # a tag that says so by itself

register.filter("money", labels.money)
register.filter("amount", labels.amount)
register.filter("day", labels.day)
register.filter("clock", labels.clock)
register.filter("hour", labels.hour)
register.filter("dial", labels.dial)
register.filter("payment_word", labels.payment_word)
register.filter("payment_icon", labels.payment_icon)
register.filter("status_word", labels.status_word)
register.filter("status_icon", labels.status_icon)
register.filter("reminded", labels.reminded)
register.filter("remind", labels.remind)
register.filter("can_take_back", undo.can_take_back)
register.filter("is_on_customers", batches.is_on_customers)


@register.filter
def expiry(reservation, at):
    return labels.expiry(reservation, at=at)


@register.filter
def lateness(reservation, at):
    return labels.lateness(reservation, at=at)


@register.filter
def promise(reservation, at):
    return labels.promise(reservation, at=at)


@register.filter
def is_promised(reservation, at):
    return reservation.is_promised(at=at)


@register.filter
def is_promise_broken(reservation, at):
    return reservation.is_promise_broken(at=at)


@register.filter
def payment_state(reservation, at):
    return labels.payment_state(reservation, at=at)


@register.filter
def is_urgent(reservation, at):
    return reservation.is_urgent(at=at)


@register.filter
def is_overdue(reservation, at):
    return reservation.is_overdue(at=at)


@register.filter
def is_returning(reservation, today):
    """Whether the customer has come before, to another event than this; for rows loaded with for_rows()."""
    summary = getattr(reservation.customer, "summary", None)
    return summary is not None and summary.has_visited(before=min(today, reservation.event.date))


@register.filter
def tags_of(reservation, today):
    """(name, icon) of the booking's tags, and that the customer is a VIP; for rows loaded with for_rows()."""
    names = [tag.name for tag in reservation.tags.all()]
    names += [VIP] if is_vip(reservation, today=today) else []
    return [(name, "crown" if name == VIP else "") for name in dict.fromkeys(names)]


@register.filter
def tags_of_customer(customer):
    """Their tags, VIP first; for rows of reservations/customers/rows.py."""
    return sorted(customer.tags_now, key=lambda tag: tag.name != VIP)


@register.filter
def is_seen_to_return(customer):
    """Whether there was a visit after the first, and no tag that says so."""
    summary = getattr(customer, "summary", None)
    is_tagged = any(tag.name == RETURNING for tag in customer.tags_now)
    return summary is not None and summary.has_come_back and not is_tagged


@register.filter
def was_reminded_today(reservation, at):
    return reservation.was_reminded_today(at=at)


@register.filter
def id_of(prefix, reservation):
    """An id for an element of one reservation, of many on a page."""
    return f"{prefix}{reservation.pk}"


@register.simple_tag
def arrangement_offers(reservation):
    """Each arrangement that the event offers at a price, with the total in cents it would come to."""
    return pricing.offers(reservation)


@register.filter
def mailto(reservation: Reservation) -> str:
    """A mailto link with the next payment reminder filled in."""
    return letters.mailto(reservation.customer.email, *letters.payment_reminder(reservation))


@register.filter
def seen(reservation):
    """A row as it is on this screen, for the tick that chooses it (forms.payments.ChosenRows)."""
    return f"{reservation.pk}:{reservation.owed_cents}:{reservation.next_reminder_level}"


@register.filter
def is_chosen(reservation, many):
    """Whether it was ticked when `many`, a form for many, was sent."""
    return bool(many) and many.has(reservation)


@register.filter
def level_word(level):
    return ReminderLevel(level).label


@register.filter
def language_word(language):
    return Customer.Language(language).label


@register.filter
def title_of(batch):
    """What a bulk act does, in a few words."""
    if batch.undoes:
        return _("Undone: %(what)s") % {"what": title_of(batch.undoes)}
    return FORMS[batch.verb].title


register.filter("told", telling.told)
register.filter("icon_of", telling.icon_of)


@register.simple_tag
def token():
    """A fresh name for one click: sent with it, a repeat of the same click changes nothing (R10)."""
    return uuid4()


@register.simple_tag
def option_terms():
    return PRESET_DAYS


@register.simple_tag
def reminder_levels():
    return ReminderLevel.choices


@register.simple_tag
def payment_methods():
    return Payment.Method.choices
