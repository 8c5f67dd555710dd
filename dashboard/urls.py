"""Addresses of the dashboard: the page, and each widget by itself."""

from django.urls import path

from dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.index, name="index"),
    path("widgets/<slug:name>/", views.widget, name="widget"),
]
