"""Starts the providers GoPay practises with. `python -m apps.gateways.adapters.sandbox` needs no Django for it."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.gateways.adapters.sandbox import command


class Command(BaseCommand):
    help = "Runs the sandbox's banks, card processor, billers and telcos, which misbehave on request."
    # It is a program of its own, and waits for nothing of ours.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        command.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SANDBOX:
            raise CommandError("Providers to practise with are for the sandbox: set GOPAY_SANDBOX=1.")
        names = ("port", "books", "callbacks", "deliver")
        command.run(**{name: options[name] for name in names}, environ=os.environ)
