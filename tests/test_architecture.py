"""Promises that no type checker keeps: who writes what, who reads the clock, who deletes."""

import ast
from pathlib import Path

import pytest

from reservations.status import TRANSITIONS, Status

ROOT = Path(__file__).parents[1]
MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text()
    for app in ("config", "crm", "reservations", "dashboard")
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
}

# Who may. A folder ends in /.
BUILDERS = ("reservations/loading.py", "reservations/imports/", "reservations/seeding/")
MOVERS = ("reservations/lifecycle/", "reservations/undo.py")
REPAIR = ("reservations/books.py",)
ERASER = ("reservations/customers/privacy/erasing.py",)  # texts alone: no state, date or amount
WRITERS_OF_COLUMN = {
    "status": (*MOVERS, *BUILDERS, "reservations/waitlist.py"),  # there of an entry, which holds no seats
    "option_expires_at": (*MOVERS, *BUILDERS),
    "total_cents": ("reservations/engine.py", *BUILDERS),
    "paid_cents": ("reservations/engine.py", *BUILDERS, *REPAIR),
    "credit_as": ("reservations/credit.py", "reservations/balance.py", *BUILDERS),
    "promised_on": ("reservations/promises.py", "reservations/balance.py", *BUILDERS),
    "reminder_level": ("reservations/reminders.py", "reservations/balance.py", *BUILDERS),
}
MAKERS_OF_ROW = {
    "Reservation": (
        "reservations/lifecycle/",
        "reservations/customers/merging.py",  # whose it is, and who spoke for it
        *BUILDERS,
        *REPAIR,
    ),
    "Payment": ("reservations/ledger.py", *BUILDERS),
    "Line": ("reservations/engine.py", *BUILDERS),
    "Act": (
        "reservations/engine.py",
        "reservations/programme.py",
        "reservations/waitlist.py",
        "reservations/customers/engine.py",
        *ERASER,
        *BUILDERS,
    ),
    "WaitlistEntry": ("reservations/waitlist.py", *BUILDERS),
    "Distinct": ("reservations/customers/acts.py",),
    "Mail": ("reservations/reminders.py", *ERASER),
    "LetterTemplate": ("reservations/wordings.py",),
    "Revision": ("reservations/customers/rulebook.py",),
    "Segment": ("reservations/customers/rulebook.py",),
    "SavedView": ("config/saved_views/keeping.py",),
    "EventSummary": ("reservations/summaries.py",),
    "CustomerSummary": ("reservations/summaries.py",),
}
# A view, a command, the admin, a context processor: there a request or a person begins.
EDGE = {"views", "views.py", "commands", "admin.py", "admin_forms.py", "context.py", "config"}
# Lines, sums, search words and an event's own prices are laid down anew, exports are copies; of a person who is erased
# go the words, the tags and what names them elsewhere. Everything else stays.
DELETERS = (
    "crm/models/words.py", "reservations/contacts.py", "reservations/customers/engine.py",
    "reservations/customers/privacy/erasing.py", "reservations/customers/privacy/traces.py", "reservations/engine.py",
    "reservations/event_values.py", "reservations/exports/making.py", "reservations/summaries.py",
)  # fmt: skip
WRITES = ("update", "create", "bulk_create", "get_or_create", "update_or_create")
CLOCKS = {("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"), ("datetime", "now")}
CLOCKS |= {("datetime", "today"), ("date", "today"), ("datetime", "utcnow"), ("time", "time")}


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def columns_written(source):
    """Names of columns that are assigned on an object, or passed to a QuerySet that writes."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.attr
    for call in calls(tree):
        name = _name(call.func)
        if name in WRITES:
            yield from (keyword.arg for keyword in call.keywords)
        if name == "setattr" and isinstance(call.args[1], ast.Constant):
            yield call.args[1].value


def rows_made(source):
    """Names of models of which rows are made, or changed in bulk, or brought in by another name."""
    tree = ast.parse(source)
    for call in calls(tree):
        if isinstance(call.func, ast.Name):
            yield call.func.id
        elif isinstance(call.func, ast.Attribute) and call.func.attr in {*WRITES, "bulk_update", "save"}:
            yield from (_name(node) for node in ast.walk(call.func.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (name.name for name in node.names if name.asname)


def clocks_read(source):
    """Calls like timezone.now(). With a moment as argument localdate() reads none."""
    for call in calls(ast.parse(source)):
        clock = (_name(getattr(call.func, "value", None)), _name(call.func))
        if clock in CLOCKS and (clock[1] == "now" or not call.args):
            yield ".".join(clock)


def deletes(source):
    for call in calls(ast.parse(source)):
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"delete", "_raw_delete"}:
            yield call.lineno


def _name(node):
    return getattr(node, "attr", getattr(node, "id", ""))


def outside(allowed):
    """Modules, with their text, that are not among `allowed`."""
    return {
        module: text
        for module, text in MODULES.items()
        if not any(module == name or (name.endswith("/") and module.startswith(name)) for name in allowed)
    }


@pytest.mark.parametrize("column", WRITERS_OF_COLUMN)
def test_the_engine_alone_writes_what_it_answers_for(column):
    strangers = outside(WRITERS_OF_COLUMN[column])

    assert [module for module, text in strangers.items() if column in columns_written(text)] == []


@pytest.mark.parametrize("model", MAKERS_OF_ROW)
def test_each_kind_of_row_has_its_makers(model):
    strangers = outside(MAKERS_OF_ROW[model])

    assert [module for module, text in strangers.items() if model in rows_made(text)] == []


def test_only_the_edge_reads_the_clock():
    inside = {module: text for module, text in MODULES.items() if EDGE.isdisjoint(module.split("/"))}

    assert {module: found for module, text in inside.items() if (found := list(clocks_read(text)))} == {}


def test_nothing_that_was_agreed_paid_or_done_is_deleted():
    strangers = outside(DELETERS)

    assert {module: found for module, text in strangers.items() if (found := list(deletes(text)))} == {}


def test_statuses_import_nothing_of_ours():
    tree = ast.parse(MODULES["reservations/status.py"])
    modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    assert modules == ["django.db.models", "django.utils.translation"]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]


def test_every_state_has_its_moves():
    assert set(TRANSITIONS) == set(Status)


def test_whoever_may_exists_or_a_rename_would_open_a_door():
    names = {*DELETERS, *(name for names in (*WRITERS_OF_COLUMN.values(), *MAKERS_OF_ROW.values()) for name in names)}

    assert [name for name in sorted(names) if not (ROOT / name).exists()] == []


# Each check sees what it is there to see


@pytest.mark.parametrize(
    "source",
    [
        "reservation.status = 'confirmed'",
        "reservation.status, other = 'confirmed', 1",
        "Reservation.objects.filter(pk=1).update(status='confirmed')",
        "rows.bulk_create([], status='confirmed')",
        "setattr(reservation, 'status', 'confirmed')",
        "for reservation.status in states: pass",
    ],
)
def test_a_write_to_a_column_is_seen(source):
    assert "status" in columns_written(source)


@pytest.mark.parametrize("source", ["if reservation.status == 'option': pass", "rows.filter(status='option')"])
def test_reading_a_column_is_no_write(source):
    assert "status" not in columns_written(source)


@pytest.mark.parametrize(
    "source",
    [
        "Payment(amount_cents=1)",
        "Payment.objects.create(amount_cents=1)",
        "models.Payment.objects.bulk_create([])",
        "Payment.objects.filter(pk=1).update(amount_cents=1)",
        "from reservations.models import Payment as Money",
    ],
)
def test_a_row_that_is_made_is_seen(source):
    assert "Payment" in rows_made(source)


def test_looking_at_rows_makes_none():
    assert "Payment" not in rows_made("Payment.objects.filter(pk=1).exists()")


@pytest.mark.parametrize("source", ["timezone.now()", "date.today()", "datetime.now(UTC)", "timezone.localdate()"])
def test_a_look_at_the_clock_is_seen(source):
    assert list(clocks_read(source)) == [source.partition("(")[0]]


def test_the_date_of_a_moment_is_no_look_at_the_clock():
    assert list(clocks_read("timezone.localdate(at)")) == []


def test_a_delete_is_seen():
    assert list(deletes("Reservation.objects.all().delete()")) == [1]
