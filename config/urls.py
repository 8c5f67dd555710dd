"""Where everything is. Every address is behind the login, unless its view says otherwise."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

# One way in, with its throttling and second factor: the admin's own login page would be a way round it.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("dashboard.urls")),
    path("reservations/", include("reservations.urls.bookings")),
    path("search/", include("reservations.urls.search")),
    path("events/", include("reservations.urls.events")),
    path("payments/", include("reservations.urls.payments")),
    path("check-in/", include("reservations.urls.checkin")),
    path("waitlist/", include("reservations.urls.waitlist")),
    path("customers/", include("reservations.urls.customers")),
    path("follow-ups/", include("reservations.urls.follow_ups")),
    path("tags/", include("reservations.urls.tags")),
    path("segments/", include("reservations.urls.segments")),
    path("customers/", include("reservations.urls.merging")),
    path("companies/", include("reservations.urls.companies")),
    path("customers/", include("reservations.urls.privacy")),
    path("exports/", include("reservations.urls.exports")),
    path("views/", include("config.saved_views.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("admin/", admin.site.urls),
]
