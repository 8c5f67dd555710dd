"""Addresses of merging customers."""

from django.urls import path

from reservations.views import merging

app_name = "merging"
urlpatterns = [
    path("merging/", merging.suggestions, name="suggestions"),
    path("merging/not-the-same/", merging.dismiss, name="dismiss"),
    path("<int:pk>/merge/", merging.choose, name="with"),
    path("<int:pk>/merge/<int:other>/", merging.merge, name="merge"),
]
