"""What the address of the list of customers means."""

import django_filters
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from crm.models import Company, Customer, Segment, Tag
from reservations import paging
from reservations.customers import agenda
from reservations.customers.ordering import in_order
from reservations.customers.wanted import Wanted
from reservations.filter_fields import DayFilter, EurosFilter, Folded, Heading, IntegerFilter
from reservations.forms.many import LARGEST_KEY
from reservations.models import CustomerSummary

YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]
SORT_CHOICES = [
    ("-visit", _("Latest visit first")), ("visit", _("Longest ago first")), ("-omzet", _("Highest omzet first")),
    ("omzet", _("Lowest omzet first")), ("-bookings", _("Most bookings first")),
    ("bookings", _("Fewest bookings first")), ("name", _("By name, A to Z")), ("-name", _("By name, Z to A")),
    ("-created", _("Newest first")), ("created", _("Oldest first")),
]  # fmt: skip
# Filters on the stored figures: name → lookup.
FIGURES = {
    "bookings_min": "bookings__gte", "bookings_max": "bookings__lte", "omzet_min": "omzet_cents__gte",
    "omzet_max": "omzet_cents__lte",
}  # fmt: skip
VISITS = {"visited_from": "seen__gte", "visited_to": "seen__lte"}
QUIET = {"quiet_since": "seen__lt"}  # and whoever never came


def yes_or_no(label):
    return django_filters.ChoiceFilter(label=label, choices=YES_OR_NO, empty_label=_("Either"))


class CustomerFilter(Folded, django_filters.FilterSet):
    """`at` is the moment that "today" is judged by. Dates are local to the venue, amounts in euros.

    A filter of your own adds a set of customers in _sets(), or a condition on their figures in `wanted`.
    """

    FOLDED = (
        "visited_from", "visited_to", "quiet_since", "bookings_min", "bookings_max", "omzet_min", "omzet_max",
        "newsletter", "follow_up", "created_from", "created_to",
    )  # fmt: skip

    q = django_filters.CharFilter(label=_("Search"))
    tag = django_filters.ModelChoiceFilter(
        label=_("Tag"), queryset=Tag.objects.order_by("name"), empty_label=_("Every tag")
    )
    segment = django_filters.ModelChoiceFilter(
        label=_("Segment"),
        queryset=Segment.objects.kept().order_by("name"),
        empty_label=_("Every segment"),
        error_messages={
            "invalid_choice": _("This segment is not there any more. Choose another, or clear the filter.")
        },
    )
    visited_from = DayFilter(label=_("Last visit from"))
    visited_to = DayFilter(label=_("Last visit up to"))
    quiet_since = DayFilter(label=_("Not been here since"))
    bookings_min = IntegerFilter(label=_("Bookings from"))
    bookings_max = IntegerFilter(label=_("Bookings up to"))
    omzet_min = EurosFilter(label=_("Omzet from"))
    omzet_max = EurosFilter(label=_("Omzet up to"))
    newsletter = yes_or_no(_("Newsletter"))
    follow_up = yes_or_no(_("Open follow-up"))
    created_from = DayFilter(label=_("Customer since"))
    created_to = DayFilter(label=_("Customer since, up to"))
    company = IntegerFilter(max_value=LARGEST_KEY)
    sort = django_filters.ChoiceFilter(label=_("Order"), empty_label=_("As usual"), choices=SORT_CHOICES)

    class Meta:
        model = Customer
        fields = ["q", "tag"]

    def __init__(self, data, *, at):
        self.at, self.today = at, timezone.localdate(at)
        super().__init__(data, Customer.objects.standing())

    def filter_queryset(self, _customers):
        """All at once: what one filter alone would find may be many."""
        return self.wanted.customers()

    @cached_property
    def wanted(self):
        """What is asked for, in no order; nobody for an address that means nothing."""
        if not self.form.is_valid():
            return Wanted(today=self.today, within=[Customer.objects.none()])
        asked, (within, without) = self.form.cleaned_data, self._sets()
        newsletter, between = asked["newsletter"], self._asked(VISITS)
        return Wanted(
            today=self.today, words=asked["q"].strip(), within=within, without=without,
            figures=Q(**self._asked(FIGURES)),
            visits=Q(**between, **self._asked(QUIET)), or_never=not between,
            strangers=not (between or asked["bookings_min"] or asked["omzet_min"]),
            subscribed=newsletter == "yes" if newsletter else None,
        )  # fmt: skip

    def page(self, *, size, after="", before=""):
        return paging.page_through(self.stretches, size=size, after=after, before=before)

    def keys(self, most=None):
        """Of all of them in the order of the list, or of the first so many."""
        return paging.keys_of(self.stretches, most)

    @property
    def stretches(self):
        return in_order(self.wanted.narrowed, self.data.get("sort", ""))

    @property
    def count(self):
        return self.wanted.count

    @property
    def sums(self):
        """What they come to, in cents; nothing of more than are counted."""
        if self.count.more:
            return None
        figures = CustomerSummary.objects.filter(pk__in=self.wanted.found)
        return figures.aggregate(omzet=Sum("omzet_cents", default=0), outstanding=Sum("outstanding_cents", default=0))

    @cached_property
    def the_company(self):
        """The one whose contacts are asked for, if it is one."""
        asked = self.form.cleaned_data.get("company") if self.form.is_valid() else None
        return Company.objects.filter(pk=asked).first() if asked else None

    @property
    def headings(self):
        """The columns of the list; those that sort begin with the end that people look for first."""
        sort = self.data.get("sort", "")
        return [
            Heading.sorting(_("Who"), "name", sort),
            Heading.sorting(_("Bookings"), "-bookings", sort, is_number=True),
            Heading.sorting(_("Omzet"), "-omzet", sort, is_number=True),
            Heading.sorting(_("Last visit"), "-visit", sort),
            Heading(_("Next visit")),
        ]

    def _sets(self) -> tuple[list[QuerySet], list[QuerySet]]:
        """Customers that all must be among, and that none may be."""
        asked = self.form.cleaned_data
        within: list[QuerySet] = []
        without: list[QuerySet] = []
        if asked["company"] is not None:
            within.append(Customer.objects.filter(company=asked["company"]).values("pk"))
        if tag := asked["tag"]:
            within.append(Customer.objects.tagged(tag, today=self.today).values("pk"))
        if segment := asked["segment"]:
            tags = Tag.objects.in_bulk()
            within.append(Customer.objects.in_segment(segment, today=self.today, tags=tags).values("pk"))
        if asked["created_from"] or asked["created_to"]:
            since = Customer.objects.since(asked["created_from"], asked["created_to"])
            within.append(since.values("pk"))
        if follow_up := asked["follow_up"]:
            (within if follow_up == "yes" else without).append(agenda.customers(at=self.at))
        return within, without

    def _asked(self, lookups):
        values = self.form.cleaned_data
        return {lookup: values[name] for name, lookup in lookups.items() if values[name] is not None}
