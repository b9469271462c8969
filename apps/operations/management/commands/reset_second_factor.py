"""Takes away a second factor when there is no colleague who could: the first superuser has lost the phone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.accounts.selectors import find_person
from apps.core import clock
from apps.core.errors import DomainError
from apps.operations import services


class Command(BaseCommand):
    help = "Takes away a member of staff's second factor; they set up another at their next log-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("who", help="number, e-mail address or id")
        parser.add_argument("--reason", required=True, help="kept in the activity log")

    def handle(self, *args: Any, **options: Any) -> None:
        person = find_person(options["who"])
        if person is None:
            raise CommandError(f"Nobody is called {options['who']}.")
        try:
            services.reset_second_factor(person_id=person.id, reason=options["reason"], now=clock.now())
        except DomainError as error:
            raise CommandError(error.detail) from error
        self.stdout.write(f"{person.full_name} sets up another second factor at the next log-in.")
