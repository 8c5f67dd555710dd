"""One command from nothing to a served page, and a clean end."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import SimpleNamespace
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command

from config import server
from config.management.commands import serve


@pytest.fixture
def _noon():
    """Other processes keep the real time, and so does the patience with them."""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind((server.ADDRESS, 0))
        return probe.getsockname()[1]


@pytest.fixture
def called(monkeypatch):
    """The commands that `serve` calls, in place of their work."""
    called = []
    monkeypatch.setattr(serve, "call_command", lambda name, **_: called.append(name))
    monkeypatch.setattr(server, "run", called.append)
    # The test's own connection stays.
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)
    return called


@pytest.fixture
def place(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.STATIC_ROOT = settings.VAR_DIR / "static"
    return settings


@pytest.mark.django_db
def test_a_developer_gets_demo_data_and_is_told_the_address(called, place, port, capsys):
    place.DEBUG = True

    call_command("serve", port=port)

    assert called == ["createcachetable", "seed", port]
    assert capsys.readouterr().out == f"Foyer: http://127.0.0.1:{port}/ (Ctrl-C stops)\n"
    assert place.VAR_DIR.is_dir()


@pytest.mark.django_db
def test_the_demo_login_is_told_while_it_exists(called, place, port, capsys, django_user_model):
    place.DEBUG = True
    django_user_model.objects.create_user("balie")

    call_command("serve", port=port)

    assert "user balie, password balie" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_real_venue_gets_static_files_and_no_demo(called, place, port, capsys, django_user_model):
    django_user_model.objects.create_user("balie")

    call_command("serve", port=port)

    assert called == ["createcachetable", "collectstatic", port]
    assert "password" not in capsys.readouterr().out


@pytest.mark.django_db
def test_static_files_are_collected_once(called, place, port):
    place.STATIC_ROOT.mkdir(parents=True)
    (place.STATIC_ROOT / "staticfiles.json").touch()

    call_command("serve", port=port)

    assert called == ["createcachetable", port]


@pytest.mark.django_db
def test_an_old_database_is_migrated_first(called, place, port, monkeypatch, capsys):
    monkeypatch.setattr(serve, "unapplied", lambda: ["reservations.0002"])

    call_command("serve", port=port)

    assert called[0] == "migrate"
    assert "Bringing the database up to date" in capsys.readouterr().out


def test_a_taken_port_is_named():
    with socket.create_server((server.ADDRESS, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Can't listen on port {port}: Address already in use"):
            call_command("serve", port=port)


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("linux", ["a session of its own", (server.PR_SET_PDEATHSIG, signal.SIGTERM)]),
        ("darwin", ["a session of its own"]),
    ],
)
def test_a_worker_stands_apart_and_goes_with_its_server(monkeypatch, platform, expected):
    asked = []
    monkeypatch.setattr(server.os, "setsid", lambda: asked.append("a session of its own"))
    monkeypatch.setattr(server.sys, "platform", platform)
    monkeypatch.setattr(server.ctypes, "CDLL", lambda _: SimpleNamespace(prctl=lambda *asks: asked.append(asks)))

    assert callable(server.load())
    assert asked == expected


@pytest.fixture
def started(port, tmp_path, settings):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'foyer.sqlite3'}",
        "PORT": str(port),
    }
    command = [sys.executable, "manage.py", "serve"]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(started, port, stop):
    said = iter(started.stdout.readline, "")
    assert any(f"http://127.0.0.1:{port}/" in line for line in said)
    assert _answer(f"http://127.0.0.1:{port}/accounts/login/") == 200

    os.killpg(started.pid, stop)

    assert started.wait(timeout=10) == 0
    serve.refuse_taken(port)


def _answer(address, patience=10):
    until = time.monotonic() + patience
    while True:
        try:
            with urlopen(address) as answer:  # noqa: S310
                return answer.status
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
