"""Addresses of customers."""

from django.urls import path
from django.views.generic import RedirectView

from reservations.views import customer_list, many_customers

app_name = "customers"
urlpatterns = [
    path("", customer_list.index, name="list"),
    path("many/", many_customers.act_on_many, name="many"),
    path("<int:pk>/", RedirectView.as_view(url="/admin/crm/customer/%(pk)s/change/"), name="detail"),
]
