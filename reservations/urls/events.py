"""Addresses of events: the programme, one evening, who comes to it."""

from django.urls import path

from reservations.views import events, events_acts

app_name = "events"
urlpatterns = [
    path("", events.index, name="list"),
    path("calendar/", events.calendar, name="calendar"),
    path("new/", events_acts.new, name="new"),
    path("<int:pk>/", events.detail, name="detail"),
    path("<int:pk>/copy/", events_acts.new, name="copy"),
    path("<int:pk>/edit/", events_acts.edit, name="edit"),
    path("<int:pk>/cancellation/", events_acts.call_off, name="call-off"),
    path("<int:pk>/cancellation/<uuid:batch>/", events.called_off, name="called-off"),
    path("<int:pk>/guests/", events.guests, name="guests"),
]
