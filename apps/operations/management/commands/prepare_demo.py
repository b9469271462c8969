"""Makes the database ready for a demo: its tables, and once its people and their payments."""

import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.core import clock
from apps.operations import demo


class Command(BaseCommand):
    help = "Migrates, seeds demo data into an empty database, and writes the demo's logins to demo.json."
    # They take longer than all that is left to do on a second start, and `make check` runs them.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        folder = os.environ.get("GOPAY_LOCAL_DIR") or str(settings.BASE_DIR / ".local")
        parser.add_argument("--folder", type=Path, default=Path(folder), help="where demo.json is written")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Demo data is for the demo and for tests: its passwords are public.")
        executor = MigrationExecutor(connection)
        # A run that was killed while migrating may lack what follows the last migration: permissions.
        if executor.migration_plan(executor.loader.graph.leaf_nodes()) or not demo.is_seeded():
            self._say("Preparing the database ...")
            call_command("migrate", verbosity=0, interactive=False)
        if demo.seed(now=clock.now(), say=self._say) == "not ours":
            self._say("This database has people of its own: no demo data added.")
            return
        self._write_logins(options["folder"])

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _write_logins(self, folder: Path) -> None:
        """For whoever starts the demo to print. That it cannot be written harms nobody."""
        facts = {"logins": [asdict(login) for login in demo.LOGINS], "curl": demo.first_call(settings.BASE_CURRENCY)}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "demo.json").write_text(json.dumps(facts, indent=2) + "\n")
        except OSError as error:
            self._say(f"cannot write {folder / 'demo.json'}: {error.strerror}")
