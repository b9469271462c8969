"""Seals what was written since the last time, and copies the new heads off this host."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.audit import services
from apps.core import clock
from apps.core.errors import DomainError


class Command(BaseCommand):
    help = "Seals what is only added to: ledger, activity, audit trail."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        try:
            done = services.seal_all(now=now)
        except DomainError as error:
            raise CommandError(error.detail) from error
        for each in done:
            self.stdout.write(f"{each.chain}: {each.rows:,} rows in {each.seals:,} seals.")
        copied = services.copy_heads(now=now)
        if copied:
            self.stdout.write(f"{copied:,} heads copied off this host.")
