"""Compares sealed rows with their seals: exit code 0 when all is as it was sealed, 1 with each finding printed."""

import sys
import time
from argparse import ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_date, parse_datetime

from apps.audit import selectors, verification
from apps.core import clock
from apps.core.chains import all_chains
from apps.core.errors import DomainError


def moment(text: str) -> datetime:
    """A date, or a date and time; in UTC unless it says otherwise."""
    try:
        at = parse_datetime(text)
        day = parse_date(text) if at is None else None
    except ValueError:
        at = day = None
    if at is None and day is not None:
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if at is None:
        raise ArgumentTypeError(f"{text} is no date, as in 2026-11-21 or 2026-11-21T20:00:00Z")
    return at if at.tzinfo else at.replace(tzinfo=UTC)


class Command(BaseCommand):
    help = "Compares every sealed row with its seal and names each that was changed, deleted, moved or inserted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chain", action="append", help="Only this one; may be given several times.")
        parser.add_argument("--since", type=moment, help="Pass over what was sealed before.")
        parser.add_argument("--heads", type=Path, help="Compare with heads that were kept elsewhere (SEALS_FILE).")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        on_terminal = self.stderr.isatty()

        def progress(done: int, steps: int, what: str) -> None:
            if on_terminal:
                self.stderr.write(f"\r\x1b[K{done * 100 // steps:3d} %  {what}", ending="")
                self.stderr.flush()

        found = 0
        try:
            chains = [selectors.get_chain(name) for name in options["chain"] or ()] or list(all_chains())
            for finding in verification.verify(chains, now=clock.now(), since=options["since"], progress=progress):
                found += 1
                self.stdout.write(str(finding))
            if options["heads"]:
                with options["heads"].open(encoding="utf-8") as file:
                    for finding in verification.compare_heads(file, chains=chains):
                        found += 1
                        self.stdout.write(str(finding))
        except DomainError as error:
            raise CommandError(error.detail) from error
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['heads']} cannot be read: {error}") from error
        finally:
            if on_terminal:
                self.stderr.write("\r\x1b[K", ending="")
        seals, rows = verification.count_sealed(chains)
        verdict = f"{found} findings" if found else "everything is as it was sealed"
        self.stdout.write(f"{rows} rows under {seals} seals in {time.monotonic() - started:.1f} s: {verdict}.")
        if found:
            sys.exit(1)
