"""What a report says, whatever is in the file."""

import pytest

from reservations.imports import telling
from reservations.imports.report import Report


def test_a_report_names_some_rows_and_counts_all():
    report = Report("backup.json")
    for number in range(20):
        report.note("strange", f"res-{number}")

    told = telling.as_text(report)
    assert "strange: 20 (res-0," in told
    assert "res-19" not in told


@pytest.mark.parametrize("suffix", ["txt", "json"])
def test_a_report_can_be_written_whatever_is_in_the_file(tmp_path, suffix):
    report = Report("backup.json")
    report.note("half a sign \ud800", "res-\ud800")
    path = tmp_path / f"report.{suffix}"
    telling.save(report, path)

    assert "\\ud800" in path.read_text()


def test_amounts_are_written_the_dutch_way():
    assert telling.euros(123456789) == "€ 1.234.567,89"
