"""Gives a role where there is no second person yet who could approve it: to the first members of staff."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.accounts.selectors import find_person
from apps.core import clock
from apps.core.errors import DomainError
from apps.operations import roles


class Command(BaseCommand):
    help = "Gives somebody a role of staff. Afterwards two members of staff do it on the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("who", help="number, e-mail address or id")
        parser.add_argument("role", help=f"the role's name, or {roles.SUPERUSER}")
        parser.add_argument("--reason", required=True, help="kept in the activity log")

    def handle(self, *args: Any, **options: Any) -> None:
        person = find_person(options["who"])
        if person is None:
            raise CommandError(f"Nobody is called {options['who']}.")
        try:
            roles.give_role(person_id=person.id, role=options["role"], reason=options["reason"], now=clock.now())
        except DomainError as error:
            raise CommandError(error.detail) from error
        self.stdout.write(f"{person.full_name} is {options['role']} from the next log-in on.")
