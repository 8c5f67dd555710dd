"""What the database believes of its tables when it plans a query.

PostgreSQL counts them by itself. SQLite counts when it is told to, plans by guesses until then, and forgets what it
knew of a table that a migration makes anew: a work list that is a range of its own small index would then be picked
out of every confirmed booking there is.
"""

from django.db import connection

from reservations.models import Reservation

FEW = 1000  # rows that may be planned in any way
GROWN = 2  # times as many as when they were counted


def analyse() -> None:
    """Let the database look at what it holds: after many rows at once it would plan for empty tables still."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def look_again() -> None:
    """The same where it is due: on SQLite, once the bookings have doubled since they were counted, or never were."""
    if connection.vendor != "sqlite":
        return
    newest = Reservation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest > FEW and newest > GROWN * _counted():
        analyse()


def _counted() -> int:
    """Reservations at the last look; 0 when there was none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if not cursor.fetchone():
            return 0
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [Reservation._meta.db_table])
        found = cursor.fetchone()
    return int(found[0].split()[0]) if found else 0
