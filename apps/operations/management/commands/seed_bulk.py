"""Fills a database that is not in production with many people and payments, to look at pages at size."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.core import clock
from apps.operations.bulk import Bulk, BulkRefused, seed, tidy


class Command(BaseCommand):
    help = "Writes people and payments in bulk: for looking at pages and plans at size, never in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=200_000)
        parser.add_argument("--payments", type=int, default=1_000_000)
        parser.add_argument("--days", type=int, default=90, help="over how many days up to now")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Bulk data is for trying things out: it is not written in production.")
        started = time.monotonic()

        def say(line: str) -> None:
            self.stdout.write(f"  {time.monotonic() - started:6.1f} s  {line}")
            self.stdout.flush()

        bulk = Bulk(options["people"], options["payments"], options["days"])
        try:
            seed(bulk, currency=settings.BASE_CURRENCY, now=clock.now(), say=say)
        except BulkRefused as error:
            raise CommandError(str(error)) from error
        tidy(say)
        say(f"done: {bulk.people:,} people, {bulk.payments:,} payments")
