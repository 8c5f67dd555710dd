"""Runs all checks or all tests and says at the end what failed: `python -m tests.run check|test`."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
PROGRAMS = Path(PYTHON).parent
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))

# What stands in .env on a developer's machine changes no outcome.
DEVELOPMENT = {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{ROOT / 'var' / 'foyer.sqlite3'}"}
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "foyer.example",
    "HSTS_WHOLE_DOMAIN": "1",
}
MEASURED = [PYTHON, "-m", "coverage", "run", "-m", "pytest", "-m", "not browser", "-n", "2"]

MANAGE = [PYTHON, "manage.py"]
CHECKS = [
    ("Style", [PYTHON, "-m", "ruff", "check", "."], {}),
    ("Format", [PYTHON, "-m", "ruff", "format", "--check", "."], {}),
    ("Format of templates", [PROGRAMS / "djade", "--target-version", "5.2", "--check", *TEMPLATES], {}),
    ("Style of templates", [PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"], {}),
    ("Who imports whom", [PROGRAMS / "lint-imports", "--no-logo"], {}),
    ("Missing migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], DEVELOPMENT),
    ("Translations", [*MANAGE, "translations", "--check"], DEVELOPMENT),
    ("Settings in production", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ("Types", [PYTHON, "-m", "mypy", "--no-incremental"], DEVELOPMENT),
]
TESTS = [
    ("Tests on SQLite", MEASURED, DEVELOPMENT),
    ("Tests on PostgreSQL", [PYTHON, "-m", "tests.postgres", "--", *MEASURED], DEVELOPMENT),
    ("Tests in the browser", [PYTHON, "-m", "pytest", "-m", "browser"], DEVELOPMENT),
    ("Coverage, joined", [PYTHON, "-m", "coverage", "combine", "--quiet"], {}),
    ("Coverage, reported", [PYTHON, "-m", "coverage", "report"], {}),
]


def main(arguments):
    parts = {"check": CHECKS, "test": TESTS}.get(arguments[0] if arguments else "")
    if parts is None:
        sys.exit("Usage: python -m tests.run check|test")
    if parts is TESTS:
        _forget_coverage()
    outcomes = [(name, *_run(name, command, environment)) for name, command, environment in parts]
    _summarise(outcomes)
    return any(code for _, code, _ in outcomes)


def _forget_coverage():
    folder = ROOT / "var" / "coverage"
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()


def _run(name, command, environment):
    print(f"\n━━ {name} ".ljust(80, "━"), flush=True)
    start = time.monotonic()
    code = subprocess.call(command, cwd=ROOT, env={**os.environ, **environment})
    return code, time.monotonic() - start


def _summarise(outcomes):
    print("\n━━ Summary ".ljust(80, "━"))
    for name, code, seconds in outcomes:
        print(f"{'failed' if code else 'passed'}  {name} ({seconds:.1f} s)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
