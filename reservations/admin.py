"""Data fixes. Nothing here goes round the engine: status, seats, money and history are shown, or changed through it."""

from contextlib import suppress

from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.admin import CustomerAdmin, Kept, ReadOnly, ReadOnlyInline
from crm.models import Customer
from crm.normalise import email_key
from reservations import lifecycle, programme
from reservations.admin_forms import CustomerForm, EventForm, ReservationForm
from reservations.customers import acts
from reservations.models import (
    Act,
    Arrangement,
    Event,
    EventPrice,
    EventType,
    Extra,
    Line,
    Mail,
    Payment,
    Price,
    Reservation,
    ReservationTag,
    Show,
    WaitlistEntry,
)  # fmt: skip
from reservations.querysets import referred_to
from reservations.refusals import NothingChanged, Refusal


class FoundByReference(ReadOnly):
    """Of a reservation: searched for by the index on its reference."""

    search_fields = ["reservation__reference"]
    search_help_text = _("The reference of the reservation.")

    def get_search_results(self, request, queryset, search_term):
        return (queryset.filter(referred_to(search_term, "reservation__")) if search_term else queryset), False


class LineInline(ReadOnlyInline):
    model = Line


class PaymentInline(ReadOnlyInline):
    model = Payment
    fields = ["received_on", "kind", "amount_cents", "method", "reference", "note", "by", "at"]


class ThroughTheEngine(Kept):
    """What is changed here is an act of the engine: judged, recorded, undoable. `perform` does it."""

    def perform(self, request, obj, form):
        raise NotImplementedError

    def save_model(self, request, obj, form, change):
        if not change:
            return super().save_model(request, obj, form, change)
        with suppress(NothingChanged):
            self.perform(request, obj, form)
        return None

    def changeform_view(self, request, *args, **kwargs):
        """A refusal takes the whole form back, and nothing says that it was saved."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


@admin.register(Customer)
class CustomerThroughTheEngine(ThroughTheEngine, CustomerAdmin):
    form = CustomerForm
    readonly_fields = ["created_at", "newsletter_at", "newsletter_how"]

    def perform(self, request, obj, form):
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name != "seen_version"}
        if "company" in changes:
            changes["company"] = str(changes["company"] or "")
        acts.edit(obj, changes, by=request.user, at=timezone.now(), seen_version=form.cleaned_data["seen_version"])


@admin.register(Reservation)
class ReservationAdmin(ThroughTheEngine):
    form = ReservationForm
    list_display = ["reference", "customer", "event", "guests", "status", "total_cents", "paid_cents"]
    list_select_related = ["customer__company", "event__show"]
    list_filter = ["status", "source"]
    search_fields = ["reference"]
    search_help_text = _("Reference, name, company, e-mail or telephone.")
    ordering = ["-created_at", "-pk"]
    filter_horizontal = ["tags"]
    inlines = [LineInline, PaymentInline]
    readonly_fields = [field.name for field in Reservation._meta.concrete_fields if not field.editable]

    def has_add_permission(self, request):
        return False

    def get_search_results(self, request, queryset, search_term):
        return (queryset.search(search_term) if search_term else queryset), False

    def perform(self, request, obj, form):
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name != "seen_version"}
        if "tags" in changes:
            changes["tags"] = [tag.pk for tag in changes["tags"]]
        seen = form.cleaned_data["seen_version"]
        lifecycle.edit(obj, changes, by=request.user, at=timezone.now(), seen_version=seen)

    def save_related(self, request, form, formsets, change):
        """The tags were saved with the rest, by the engine; lines and payments are not saved here at all."""

    def construct_change_message(self, request, form, formsets, add=False):  # noqa: FBT002 (Django's own)
        return super().construct_change_message(request, form, [], add)


class EventPriceInline(admin.TabularInline):
    model = EventPrice
    extra = 0


@admin.register(Event)
class EventAdmin(ThroughTheEngine):
    form = EventForm
    list_display = ["date", "start", "show", "type", "capacity", "active"]
    list_select_related = ["show", "type"]
    list_filter = ["active", "type"]
    search_fields = ["show__name", "date"]
    ordering = ["-date", "-pk"]
    filter_horizontal = ["arrangements"]
    inlines = [EventPriceInline]

    def perform(self, request, obj, form):
        names = {field.name: field.attname for field in Event._meta.concrete_fields}
        changes = {names[name]: getattr(obj, names[name]) for name in form.changed_data if name in names}
        programme.edit(obj, changes, by=request.user, at=timezone.now())


@admin.register(Payment)
class PaymentAdmin(FoundByReference):
    list_display = ["received_on", "reservation", "kind", "amount_cents", "method", "by", "at"]
    list_select_related = ["reservation", "by"]
    ordering = ["-received_on", "-pk"]


@admin.register(Act)
class ActAdmin(FoundByReference):
    list_display = ["at", "kind", "reservation", "event", "by", "reason"]
    list_select_related = ["reservation", "event__show", "by"]
    ordering = ["-at", "-pk"]


@admin.register(Mail)
class MailAdmin(FoundByReference):
    search_help_text = _("The reference of the reservation, or the whole e-mail address.")
    list_display = ["send_at", "kind", "to", "claimed_at", "sent_at", "withdrawn_at", "skipped_at", "failures", "error"]
    ordering = ["-send_at", "-pk"]

    def get_search_results(self, request, queryset, search_term):
        found = referred_to(search_term, "reservation__") | Q(to=email_key(search_term))
        return (queryset.filter(found) if search_term else queryset), False


@admin.register(WaitlistEntry)
class WaitlistEntryAdmin(ReadOnly):
    list_display = ["created_at", "event", "customer", "guests", "status"]
    list_select_related = ["event__show", "customer__company"]
    search_fields = ["=customer__email"]
    ordering = ["-created_at", "-pk"]


@admin.register(Price)
class PriceAdmin(admin.ModelAdmin):
    list_display = ["type", "arrangement", "valid_from", "cents"]
    list_select_related = ["type", "arrangement"]
    ordering = ["type", "arrangement", "-valid_from"]


@admin.register(ReservationTag)
class ReservationTagAdmin(Kept):
    """Kept: to take a tag off bookings is an act on each of them."""

    list_display = ["code", "name", "colour"]


# Switched off rather than deleted: what was agreed, and undo, point at them.
admin.site.register([Show, EventType, Arrangement, Extra], Kept)
