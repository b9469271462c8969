"""Compares agents' commissions with the ledger: exit code 0 when all of it agrees, 1 with each difference printed."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from apps.agents.verification import verify_commissions


class Command(BaseCommand):
    help = "Checks the commissions of all agents, outlets and tellers, and their payouts, against the ledger."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify_commissions()
        for difference in found:
            self.stdout.write(difference)
        self.stdout.write(f"{len(found)} differences." if found else "What agents earned agrees with the ledger.")
        if found:
            sys.exit(1)
