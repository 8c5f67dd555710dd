"""The house: settings, addresses, middleware and the commands that run it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HouseConfig(AppConfig):
    name = "config"
    verbose_name = _("House")
