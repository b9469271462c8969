"""A report takes the same memory however many rows it has (bench/report_memory.py measures a million)."""

import re
import subprocess
import sys

import pytest
from django.conf import settings

# Ten times the rows of the first figure may add this much: a part that fills up, and not ten times as much.
MOST_GROWN_MB = 24


@pytest.mark.parametrize(("form", "few", "many"), [("csv", 2_000, 60_000), ("xlsx", 2_000, 30_000)])
def test_fifty_thousand_rows_take_hardly_more_memory_than_a_few(form: str, few: int, many: int) -> None:
    peaks = []
    for count in (few, many):
        command = [sys.executable, "-m", "bench.report_memory", "--rows", str(count), "--form", form]
        done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
        found = re.search(r"peak (\d+) MB", done.stdout)
        assert found, done.stdout
        peaks.append(int(found[1]))
    assert peaks[1] - peaks[0] <= MOST_GROWN_MB, peaks
