"""Addresses of customers: all of them, one, and what is kept of one."""

from django.urls import path

from reservations.views import customer_editing, customer_list, customers, many_customers

app_name = "customers"
urlpatterns = [
    path("", customer_list.index, name="list"),
    path("many/", many_customers.act_on_many, name="many"),
    path("<int:pk>/", customers.detail, name="detail"),
    path("<int:pk>/journey/", customers.journey, name="journey"),
    path("<int:pk>/edit/", customer_editing.edit, name="edit"),
    path("<int:pk>/notes/", customers.note, name="note"),
    path("<int:pk>/talks/", customers.spoken, name="spoken"),
    path("<int:pk>/consent/", customers.consent, name="consent"),
    path("notes/<int:pk>/", customers.change_note, name="change-note"),
    path("notes/<int:pk>/removal/", customers.remove_note, name="remove-note"),
]
