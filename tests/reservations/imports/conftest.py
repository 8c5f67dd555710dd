import pytest

from tests.reservations.imports import files


@pytest.fixture
def take_over(tmp_path, db):
    """Import what a file says; gives the report."""

    def run(*reservations, dry_run=False, **changes):
        return files.take_over(files.file(*reservations, **changes), tmp_path, dry_run=dry_run)

    return run
