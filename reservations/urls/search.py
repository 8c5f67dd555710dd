"""Addresses of the quick search."""

from django.urls import path

from reservations.views import searching

app_name = "search"
urlpatterns = [path("", searching.index, name="index")]
