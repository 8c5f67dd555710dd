"""Addresses of what is known of a customer, and of whom it is kept too long."""

from django.urls import path

from reservations.views import privacy, retention

app_name = "privacy"
urlpatterns = [
    path("retention/", retention.index, name="retention"),
    path("<int:pk>/privacy/", privacy.index, name="index"),
    path("<int:pk>/privacy/download/", privacy.download, name="download"),
    path("<int:pk>/privacy/erasure/", privacy.erase, name="erase"),
]
