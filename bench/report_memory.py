"""What a report of a million rows costs in memory and time: `python -m bench.report_memory`.

It needs no database: rows are made up as they are asked for, and go through the writers and the seals a real report
goes through. Each format is written in a process of its own, whose peak of resident memory is what is told.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any


def rows(count: int) -> Iterator[tuple[object, ...]]:
    from apps.core.ids import uuid7
    from apps.reports.catalogue import LINE

    at = datetime(2026, 3, 1, tzinfo=UTC)
    for number in range(count):
        moment, amount = at + timedelta(seconds=number), Decimal(number % 100_000) / 100
        yield (
            *(LINE, f"7K{number:08d}", uuid7(), moment, None, "P2P", "COMPLETED", "", uuid7(), f"Payer {number}"),
            *(uuid7(), f"Payee {number}", amount, Decimal("0.10"), Decimal("0.02"), "USD", "PAYER", None, ""),
            *("api", f"For the mangoes, and what came with them, number {number}"),
        )


def write(form: str, count: int, folder: Path) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gopay.settings")
    django.setup()
    from django.conf import settings

    from apps.reports import parts
    from apps.reports.catalogue import REPORTS
    from apps.reports.writing import Heading, write_csv, write_xlsx

    settings.PRIVATE_FILES_DIR = str(folder)
    heading = Heading("Transactions", "Bench", "Bench", datetime.now(UTC), "UTC", "0")
    report: Any = REPORTS["transactions"]
    before = peak()
    began = time.monotonic()
    out = parts.SealedParts()
    if form == "csv":
        write_csv(report, rows(count), out)
    else:
        (folder / "work").mkdir()
        write_xlsx(report, rows(count), out, heading=heading, workplace=folder / "work")
    out.list_parts()
    taken = time.monotonic() - began
    size, most = out.size / 1e6, peak()
    print(f"{form} {count} rows: {size:.1f} MB in {taken:.1f} s; peak {most:.0f} MB, grown {most - before:.0f} MB")


def peak() -> float:
    """The most resident memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--form", choices=["csv", "xlsx"])
    chosen = parser.parse_args()
    if chosen.form:
        with tempfile.TemporaryDirectory() as folder:
            write(chosen.form, chosen.rows, Path(folder))
        return
    for form in ("csv", "xlsx"):
        command = [sys.executable, "-m", "bench.report_memory", "--rows", str(chosen.rows), "--form", form]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
