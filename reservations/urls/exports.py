"""Addresses of the files that leave the house. What a list filters and sorts stands in the address, as on its page."""

from django.urls import path

from reservations.views import exporting

app_name = "exports"
urlpatterns = [
    path("<slug:name>.csv", exporting.as_csv, name="csv"),
    path("<slug:name>.xlsx", exporting.as_xlsx, name="xlsx"),
    path("<uuid:export>/", exporting.one, name="one"),
    path("<uuid:export>/file/", exporting.download, name="download"),
]
