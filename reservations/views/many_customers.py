"""One act on many customers of the list: as on reservations."""

from django.views.decorators.http import require_POST

from reservations.views.chosen import ChosenCustomers
from reservations.views.many import ask_or_begin


@require_POST
def act_on_many(request):
    return ask_or_begin(request, ChosenCustomers)
