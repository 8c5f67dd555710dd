"""Addresses of the waitlist."""

from django.urls import path

from reservations.views import waitlist

app_name = "waitlist"
urlpatterns = [
    path("", waitlist.index, name="index"),
    path("<int:pk>/", waitlist.entry, name="entry"),
    path("<int:pk>/change/", waitlist.change, name="change"),
    path("<int:pk>/contact/", waitlist.contact, name="contact"),
    path("<int:pk>/booking/", waitlist.book, name="book"),
    path("<int:pk>/closing/", waitlist.close, name="close"),
]
