"""Recomputes the ledger from its postings: exit code 0 when it all agrees, 1 with each difference printed."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand

from apps.ledger import verification


class Command(BaseCommand):
    help = "Checks every balance against the postings and every entry against its rules."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        on_terminal = self.stderr.isatty()

        def progress(done: int, steps: int, what: str) -> None:
            if on_terminal:
                self.stderr.write(f"\r\x1b[K{done * 100 // steps:3d} %  {what}", ending="")
                self.stderr.flush()

        found = 0
        for difference in verification.verify(progress):
            found += 1
            self.stdout.write(f"{difference.check}: {difference.subject}: {difference.detail}")
        if on_terminal:
            self.stderr.write("\r\x1b[K", ending="")
        accounts, entries, postings = verification.counts()
        verdict = f"{found} differences" if found else "the ledger agrees with itself"
        self.stdout.write(
            f"{accounts} accounts, {entries} entries, {postings} postings in"
            f" {time.monotonic() - started:.1f} s: {verdict}."
        )
        if found:
            sys.exit(1)
