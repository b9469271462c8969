"""Counts the roll-ups again from the tables: exit code 0 when all agree, 1 with each difference printed."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core import clock
from apps.core.errors import DomainError
from apps.reports import roll_ups


class Command(BaseCommand):
    help = "Compares the figures of the dashboard with the tables they were counted from; --rebuild makes them anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="count everything anew first, in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        now = clock.now()
        try:
            if options["rebuild"]:
                roll_ups.rebuild(now=now)
            differences = roll_ups.verify(now=now)
        except DomainError as error:
            raise CommandError(error.detail) from None
        for difference in differences:
            self.stdout.write(str(difference))
        verdict = f"{len(differences)} differences" if differences else "the roll-ups agree with the tables"
        self.stdout.write(f"{verdict}, in {time.monotonic() - started:.1f} s.")
        if differences:
            sys.exit(1)
