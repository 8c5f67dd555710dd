"""Addresses of segments."""

from django.urls import path

from reservations.views import segments

app_name = "segments"
urlpatterns = [
    path("", segments.index, name="list"),
    path("new/", segments.edit, name="new"),
    path("<int:pk>/", segments.customers, name="customers"),
    path("<int:pk>/edit/", segments.edit, name="edit"),
    path("<int:pk>/removal/", segments.remove, name="remove"),
]
