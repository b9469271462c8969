"""Write the SQL of every migration of ours into files and hand them to a linter.

`python -m dev.migration_sql FOLDER --then squawk ARGUMENTS` ends as the linter does.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import django


def write_all(folder: Path) -> list[Path]:
    """One .sql file per migration of the apps under apps/, in a folder made anew."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("apps.")}
    written = []
    for label, name in sorted(MigrationLoader(connection).disk_migrations):
        if label in ours:
            text = io.StringIO()
            call_command("sqlmigrate", label, name, stdout=text, no_color=True)
            path = folder / f"{label}__{name}.sql"
            path.write_text(text.getvalue())
            written.append(path)
    return written


def main(arguments: list[str]) -> None:
    """Write the files and become the command after --then."""
    folder, _, *command = arguments
    django.setup()
    files = write_all(Path(folder))
    if files:
        os.execv(command[0], [*command, *map(str, files)])


if __name__ == "__main__":
    main(sys.argv[1:])
