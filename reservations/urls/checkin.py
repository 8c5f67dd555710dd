"""Addresses of the check-in."""

from django.urls import path

from reservations.views import checkin

app_name = "check-in"
urlpatterns = [
    path("", checkin.index, name="index"),
    path("<int:pk>/", checkin.party, name="party"),
    path("<int:pk>/arrival/", checkin.arrive, name="arrive"),
    path("events/<int:pk>/walk-ins/", checkin.walk_in, name="walk-in"),
    path("events/<int:pk>/closing/", checkin.closing, name="closing"),
    path("events/<int:pk>/no-shows/", checkin.close, name="close"),
]
