"""Compares merchants' books with the ledger: exit code 0 when all of it agrees, 1 with each difference printed."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from apps.merchants.verification import verify_takings


class Command(BaseCommand):
    help = "Checks takings, settlements and reserves of all merchants against the ledger."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify_takings()
        for difference in found:
            self.stdout.write(difference)
        self.stdout.write(f"{len(found)} differences." if found else "What merchants took agrees with the ledger.")
        if found:
            sys.exit(1)
