"""The settings in a backup, held against Foyer's: none is taken over silently, none is left out silently."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from reservations.imports.fields import Row
from reservations.imports.report import Report

VERSION = "1.0.0"
CURRENCY = "EUR"


class OtherCurrency(ValueError):
    """Amounts in it would become euros."""


def compare(backup: Row, report: Report) -> None:
    """Note what differs and what to do about it. Raises OtherCurrency."""
    backup.raw("backend")  # where it was kept says nothing of what it is
    if (version := backup.text("version")) != VERSION:
        report.note(_("Another version of the format than %(known)s") % {"known": VERSION}, version or "-")
    _compare_config(backup.part("config"), report)
    rules = backup.part("bookingRules")
    term = rules.whole("defaultOptionTermDays", most=1000)
    if term and term != settings.OPTION_TERM_DAYS:
        report.note(_("Not taken over, set OPTION_TERM_DAYS to keep it"), f"bookingRules.defaultOptionTermDays: {term}")
    for name in rules.unknown():
        report.note(_("Not taken over, has no place in Foyer"), f"bookingRules.{name}")


def export_date(backup: Row, report: Report, *, at: datetime) -> date:
    """The local date of the export: from then on its prices count."""
    found = backup.day("exportDate")
    if found is None:
        report.note(_("No date of export: taken as today"), "exportDate")
    return found or timezone.localdate(at)


def _compare_config(config: Row, report: Report) -> None:
    currency = config.text("currency") or CURRENCY
    if currency != CURRENCY:
        raise OtherCurrency(_("Its amounts are in %(theirs)s; Foyer keeps euros.") % {"theirs": currency})
    zone = config.text("timeZone")
    if zone and zone != settings.TIME_ZONE:
        report.note(_("Not taken over, dates are read as local dates of %(zone)s") % {"zone": settings.TIME_ZONE}, zone)
    if config.given("maxCapacity"):
        report.note(_("Not taken over, every event has a capacity of its own"), "config.maxCapacity")
    for name in config.unknown():
        report.note(_("Not taken over, has no place in Foyer"), f"config.{name}")
