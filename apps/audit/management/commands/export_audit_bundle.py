"""Writes sealed rows into one file that somebody verifies who has no GoPay."""

import hashlib
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts.selectors import find_person
from apps.audit import bundle, selectors
from apps.audit.management.commands.verify_audit import moment
from apps.core import clock
from apps.core.chains import all_chains
from apps.core.errors import DomainError
from apps.core.services import record_export


class Command(BaseCommand):
    help = "Exports a bundle of sealed rows, which apps/audit/standalone/verify_bundle.py verifies."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Where it goes; nothing may be there yet.")
        parser.add_argument("--chain", action="append", help="Only this one; may be given several times.")
        parser.add_argument("--first", type=int, help="From the seal with this number on.")
        parser.add_argument("--last", type=int, help="Up to the seal with this number.")
        parser.add_argument("--since", type=moment, help="What was sealed at this time or later.")
        parser.add_argument("--until", type=moment, help="What was sealed before this time.")
        parser.add_argument("--by", required=True, help="Number or e-mail address of who takes it.")
        parser.add_argument("--why", required=True, help="What for: it stands in the audit trail.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        person = find_person(options["by"])
        if person is None:
            raise CommandError("--by names nobody here.")
        if not options["why"].strip():
            raise CommandError("--why says what for.")
        try:
            chains = [selectors.get_chain(name) for name in options["chain"] or ()] or list(all_chains())
            stretches = bundle.choose(
                chains,
                first=options["first"],
                last=options["last"],
                since=options["since"],
                until=options["until"],
            )
        except DomainError as error:
            raise CommandError(error.detail) from error
        what = f"audit bundle of {', '.join(f'{one.chain.name} {one.first}-{one.last}' for one in stretches)}"
        on_terminal = self.stderr.isatty()

        def progress(done: int, rows: int) -> None:
            if on_terminal:
                self.stderr.write(f"\r\x1b[K{done * 100 // rows:3d} %", ending="")
                self.stderr.flush()

        try:
            # Only for who writes it, and never over something else.
            descriptor = os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        rows = sum(stretch.rows for stretch in stretches)
        record_export(actor_id=person.id, what=what, why=options["why"], rows=rows, now=now)
        try:
            with os.fdopen(descriptor, "wb") as file:
                written = bundle.write_bundle(stretches, sink=file, now=now, progress=progress)
                file.flush()
                os.fsync(file.fileno())
        except DomainError as error:
            raise CommandError(error.detail) from error
        finally:
            if on_terminal:
                self.stderr.write("\r\x1b[K", ending="")
        with options["file"].open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.stdout.write(f"{written.rows:,} rows under {written.seals:,} seals, {written.bytes:,} bytes.")
        self.stdout.write(f"SHA-256 {digest}")
        if written.rows != rows:
            self.stdout.write("It has another number of rows than were sealed: see verify_audit.")
            sys.exit(1)
