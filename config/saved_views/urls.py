"""Addresses of saved views."""

from django.urls import path

from config.saved_views import views

app_name = "views"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/filter/", views.aim, name="aim"),
    path("<int:pk>/removal/", views.remove, name="remove"),
    path("<int:pk>/removal/undo/", views.bring_back, name="bring-back"),
]
