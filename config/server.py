"""The server as Foyer runs it: Granian's workers, and beside them the clock that sends queued mail."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from config import heap

ADDRESS = "127.0.0.1"
TICK = ["manage.py", "tick", "--every", "5"]
PR_SET_PDEATHSIG = 1


def run(port):
    """Serve until a signal says stop, then leave nothing behind."""
    server = _server(port)
    # A closed terminal ends the server; Granian would take it for a wish to reload.
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    with _ticking():
        server.serve(target_loader=load, wrap_loader=False)


def load():
    """What a worker starts with."""
    _stand_apart()
    from config.wsgi import application  # noqa: PLC0415 (in the worker, not in the process that starts it)

    heap.set_aside()
    return application


def _stand_apart():
    # Ctrl-C reaches a whole group of processes. A worker that hears it and is told to stop as well may hang.
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextlib.contextmanager
def _ticking():
    tick = subprocess.Popen([sys.executable, *TICK], cwd=settings.BASE_DIR, start_new_session=True)
    try:
        yield
    finally:
        tick.terminate()
        tick.wait()


def _server(port):
    return Granian(
        "config.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(os.cpu_count() or 1, 4),
        blocking_threads=4,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
