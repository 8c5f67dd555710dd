"""The widgets, in the order in which everybody first finds them."""

from dashboard.widgets.base import Moment, Size, Widget
from dashboard.widgets.kpis import Bookings, Events, NewCustomers, Omzet, Popular, ThisWeek
from dashboard.widgets.programme import UpcomingEvents
from dashboard.widgets.work import (
    Banner,
    CheckInToday,
    ExpiringOptions,
    OpenPayments,
    Options,
    OverduePayments,
    Pending,
    RecentPending,
)

__all__ = ["BANNER", "WIDGETS", "Moment", "Size", "Widget"]

BANNER = Banner()
WIDGETS: list[Widget] = [
    Omzet(), Bookings(), Events(), Popular(),
    OpenPayments(), Pending(), Options(), CheckInToday(),
    ExpiringOptions(), OverduePayments(),
    UpcomingEvents(), RecentPending(),
    ThisWeek(), NewCustomers(),
]  # fmt: skip
