"""Says whether the money in the banks covers the e-money: exit code 0 when it does, 1 when it does not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.core import clock
from apps.core.admin_base import plain_money
from apps.reconciliation import services


class Command(BaseCommand):
    help = "Proves that the trust accounts cover the e-money issued, and keeps the proof."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--strict", action="store_true", help="Only what lies in the banks counts.")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        for proof in services.prove_coverage(is_daily=False, now=clock.now()):
            is_good = proof.is_covered_by_trust if options["strict"] else proof.is_covered
            failed = failed or not is_good
            figures = ", ".join(
                f"{name} {plain_money(amount, proof.currency)}"
                for name, amount in [
                    ("e-money", proof.issued),
                    ("owed to providers", proof.payable),
                    ("in the banks", proof.trust),
                    ("held by providers", proof.receivable),
                ]
            )
            verdict = "covered" if is_good else "NOT COVERED"
            self.stdout.write(f"{proof.currency}: {verdict}. {figures}.")
        if failed:
            sys.exit(1)
