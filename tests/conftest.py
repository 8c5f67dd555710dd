"""What every test has: a clock that stands still, and people to do things."""

import os

import pytest
import time_machine
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.factories import NOON, UserFactory

# HYPOTHESIS_PROFILE=deep looks further; the default keeps the suite quick and the same every time.
_CALM = {"deadline": None, "suppress_health_check": list(HealthCheck)}
settings.register_profile("quick", max_examples=20, stateful_step_count=12, derandomize=True, database=None, **_CALM)
settings.register_profile("deep", max_examples=200, stateful_step_count=50, **_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def staff(db):
    """Somebody at the desk, without special permissions."""
    return UserFactory(username="balie")


@pytest.fixture
def boss(db):
    """Somebody who may do everything, selling too many seats included."""
    return UserFactory(username="baas", is_superuser=True)


@pytest.fixture
def desk(client, staff):
    """A browser in which `staff` is logged in."""
    client.force_login(staff)
    return client


@pytest.fixture
def office(client, boss):
    """A browser in which `boss` is logged in, who may use the admin."""
    client.force_login(boss)
    return client


def pytest_runtest_setup(item):
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: run with `python -m tests.postgres -- pytest`")
