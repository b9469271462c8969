"""Seals personal data and private files anew, under the first key of FIELD_KEYS."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core import crypto
from apps.core.errors import Unavailable
from apps.core.key_rotation import list_leftovers, rotate_keys


class Command(BaseCommand):
    help = "Seals everything under the first key of FIELD_KEYS. Can be stopped and started again at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is under other keys; exit 1 if any is")

    def handle(self, *args: Any, **options: Any) -> None:
        kid, _ = crypto.current_key()
        try:
            if not options["check"]:
                for progress in rotate_keys(wait=time.sleep):
                    unreadable = f", {progress.unreadable} cannot be opened" if progress.unreadable else ""
                    self.stdout.write(f"{progress.place}: {progress.done} of {progress.total}{unreadable}")
                    self.stdout.flush()
            leftovers = list_leftovers()
        except Unavailable as error:
            raise CommandError(f"{error.detail} What is done stays done: start it again.") from error
        if leftovers:
            places = "\n".join(f"  {leftover.place}: {leftover.total}" for leftover in leftovers)
            raise CommandError(f"Not sealed under key {kid!r}:\n{places}\nKeep the old keys in FIELD_KEYS.")
        self.stdout.write(f"Everything is sealed under key {kid!r}.")
