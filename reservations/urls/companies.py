"""Addresses of the companies that customers are of. The list of them is that of customers, seen otherwise."""

from django.urls import path

from reservations.views import companies

app_name = "companies"
urlpatterns = [path("<int:pk>/", companies.detail, name="detail")]
