"""The rows that a bulk act is to be about: ticked one by one, or all that match what the list asks."""

from functools import cached_property

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.models import Customer
from reservations import batches, counting
from reservations.customers.filters import CustomerFilter
from reservations.customers.rows import rows
from reservations.filters import ReservationFilter
from reservations.forms.many import ON_CUSTOMERS, ON_RESERVATIONS
from reservations.models import Reservation


class Chosen:
    """`asked` is what a SelectionForm read. No more rows than one bulk act takes, and one to tell that there are."""

    def __init__(self, asked, *, at):
        self.asked, self.at = asked, at

    def matching(self):
        raise NotImplementedError

    def ticked(self):
        raise NotImplementedError

    @cached_property
    def rows(self):
        found = self.matching() if self.asked["everything"] else self.ticked()
        return list(found.only("pk", "created_at")[: batches.LARGEST + 1])


class ChosenReservations(Chosen):
    forms, address = ON_RESERVATIONS, "reservations:many"
    row_template, count_template = "reservations/_many_row.html", "reservations/_count.html"
    nothing = _("Tick one or more reservations first.")

    def matching(self):
        found = ReservationFilter(QueryDict(self.asked["query"]), at=self.at)
        rows, drawn_at = found.in_order, self.asked["drawn_at"]
        # What came or changed since the question was asked was not seen.
        return rows.filter(created_at__lte=drawn_at, updated_at__lte=drawn_at) if drawn_at else rows

    def ticked(self):
        return Reservation.objects.filter(pk__in=self.asked["pk"])

    def shown(self, some):
        return Reservation.objects.rows(row.pk for row in some)

    def figures(self):
        chosen = Reservation.objects.filter(pk__in=[row.pk for row in self.rows[: counting.MOST + 1]])
        count, sums = counting.whole(counting.look(chosen))
        return {"count": count, "sums": sums}


class ChosenCustomers(Chosen):
    forms, address = ON_CUSTOMERS, "customers:many"
    row_template, count_template = "customers/_many_row.html", "customers/_count.html"
    nothing = _("Tick one or more customers first.")

    def matching(self):
        found = CustomerFilter(QueryDict(self.asked["query"]), at=self.at)
        customers = Customer.objects.filter(pk__in=found.keys(batches.LARGEST + 1)).order_by("created_at", "pk")
        drawn_at = self.asked["drawn_at"]
        return customers.filter(created_at__lte=drawn_at) if drawn_at else customers

    def ticked(self):
        return Customer.objects.standing().filter(pk__in=self.asked["pk"])

    def shown(self, some):
        return rows([row.pk for row in some], today=timezone.localdate(self.at))

    def figures(self):
        return {"count": counting.Count.of(len(self.rows))}
