"""The list of companies: which there are, and the orders that an index gives them."""

from functools import cached_property

import django_filters
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from crm.models import Company, Customer
from reservations import counting, paging
from reservations.counting import Count
from reservations.filter_fields import Heading
from reservations.models import CustomerSummary
from reservations.paging import Stretch

USUAL = "-omzet"
FIGURES = {"omzet": "omzet_cents", "bookings": "bookings"}
SORT_CHOICES = [
    ("-omzet", _("Highest omzet first")), ("omzet", _("Lowest omzet first")), ("-bookings", _("Most bookings first")),
    ("bookings", _("Fewest bookings first")), ("name", _("By name, A to Z")), ("-name", _("By name, Z to A")),
]  # fmt: skip


class CompanyFilter(django_filters.FilterSet):
    """Companies with at least one standing contact, found by a word of their own or of a contact."""

    q = django_filters.CharFilter(label=_("Search"))
    sort = django_filters.ChoiceFilter(label=_("Order"), empty_label=_("As usual"), choices=SORT_CHOICES)

    class Meta:
        model = Company
        fields = ["q"]

    def filter_queryset(self, _companies):
        return self.companies

    @cached_property
    def companies(self):
        """In no order; none for an address that means nothing."""
        if not self.form.is_valid():
            return Company.objects.none()
        if text := self.form.cleaned_data["q"].strip():
            return Company.objects.filter(pk__in=Customer.objects.standing().search(text).values("company"))
        return Company.objects.filter(Exists(Customer.objects.standing().filter(company=OuterRef("pk"))))

    @property
    def count(self):
        return Count.of(self.companies.order_by().values("pk")[: counting.MOST + 1].count())

    def page(self, *, size, after="", before=""):
        return paging.page_through(self.stretches, size=size, after=after, before=before)

    def keys(self):
        return paging.keys_of(self.stretches)

    @property
    def stretches(self):
        """By sums that are read from their index alone; companies without any stand where nought stands."""
        asked = self.data.get("sort", "")
        sort = asked if asked.removeprefix("-") in {*FIGURES, "name"} else USUAL
        name, falls = sort.removeprefix("-"), sort.startswith("-")
        if name == "name":
            return [Stretch([self.companies], ("-key",) if falls else ("key",))]
        order = ("-place", "company") if falls else ("place", "-company")
        known = Stretch([self._summed(FIGURES[name])], order, key="company")
        unknown = Stretch([self._without_figures()], ("pk",) if falls else ("-pk",))
        return [known, unknown] if falls else [unknown, known]

    @property
    def headings(self):
        sort = self.data.get("sort", "")
        return [
            Heading.sorting(_("Company"), "name", sort),
            Heading(_("Contacts"), is_number=True),
            Heading.sorting(_("Bookings"), "-bookings", sort, is_number=True),
            Heading.sorting(_("Omzet"), "-omzet", sort, is_number=True),
            Heading(_("Last visit")),
            Heading(_("Next visit")),
        ]

    def _summed(self, column: str) -> QuerySet:
        rows = CustomerSummary.objects.filter(company__isnull=False)
        if not (self.form.is_valid() and not self.data.get("q", "").strip()):
            rows = rows.filter(company__in=self.companies.values("pk"))
        return rows.values("company").annotate(place=Sum(column))

    def _without_figures(self) -> QuerySet:
        return self.companies.filter(~Exists(CustomerSummary.objects.filter(company=OuterRef("pk"))))
