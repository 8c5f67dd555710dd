"""Addresses of follow-ups: by their id, or by the name of what a rule asks for."""

from django.urls import path

from reservations.views import follow_ups

app_name = "follow-ups"
urlpatterns = [
    path("", follow_ups.index, name="list"),
    path("of/<int:pk>/new/", follow_ups.new, name="new"),
    path("of/<int:pk>/", follow_ups.make, name="make"),
    path("<str:key>/", follow_ups.one, name="one"),
    path("<str:key>/change/", follow_ups.change, name="change"),
    path("<str:key>/done/", follow_ups.done, name="done"),
    path("<str:key>/removal/", follow_ups.drop, name="drop"),
]
