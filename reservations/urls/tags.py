"""Addresses of the tags of customers: their rules, and giving one by hand."""

from django.urls import path

from reservations.views import customer_tags

app_name = "tags"
urlpatterns = [
    path("", customer_tags.index, name="list"),
    path("new/", customer_tags.edit, name="new"),
    path("<int:pk>/", customer_tags.edit, name="edit"),
    path("changes/<int:pk>/undo/", customer_tags.take_back, name="undo"),
    path("of/<int:pk>/", customer_tags.give, name="give"),
    path("of/<int:pk>/removal/", customer_tags.take_away, name="take-away"),
]
