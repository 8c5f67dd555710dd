"""A real Chromium for the tests in this folder; a page that says anything in its console fails its test."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.desk import Person, log_in
from tests.browser.door import Door, a_matinee, forget

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
MISSING = (
    "No Chromium found: install your system's package (Debian: `apt-get install chromium`), "
    "or set CHROMIUM to the browser's path."
)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    return path


@pytest.fixture(scope="session")
def browser(chromium):
    # Playwright's loop runs in this thread, and Django takes any loop for a mistake.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)


@pytest.fixture
def context(browser, live_server):
    """One visitor: cookies, language and a screen of their own."""
    with browser.new_context(
        base_url=live_server.url,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        viewport={"width": 1440, "height": 900},
    ) as context:
        context.set_default_timeout(10_000)
        yield context


@pytest.fixture
def console():
    """What the page printed. A test that provokes a message on purpose takes it out."""
    return []


def is_of_the_page(message):
    """What the debugger evaluates has no address: axe tries on styles, which a busy machine tells of much later."""
    return bool(message.location["url"])


@pytest.fixture
def page(context, console):
    page = context.new_page()
    page.on("console", lambda message: is_of_the_page(message) and console.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: console.append(f"error: {error}"))
    yield page
    assert not console


@pytest.fixture(
    params=[
        pytest.param({"width": 1440, "height": 900}, id="desktop"),
        pytest.param({"width": 390, "height": 844}, id="phone"),
    ]
)
def screen(request, page):
    """A page on a large screen, and on a telephone."""
    page.set_viewport_size(request.param)
    return page


@pytest.fixture
def anna(screen, context, live_server):
    """Anna, who is logged in and has opened nothing yet."""
    log_in(context, live_server)
    return Person(screen)


@pytest.fixture
def door(screen, context, live_server):
    """Somebody at the door, on a large screen and on a telephone."""
    a_matinee()
    log_in(context, live_server)
    somebody = Door(screen)
    somebody.open("/check-in/")
    return somebody


@pytest.fixture
def line(context, console):
    """The connection, to cut and to restore; what the browser prints of that is on purpose."""
    yield SimpleNamespace(
        cut=lambda: context.set_offline(offline=True), restore=lambda: context.set_offline(offline=False)
    )
    forget(console, "net::ERR", "htmx:")
