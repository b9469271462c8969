import sys
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from apps.core import metrics


class OperationsConfig(AppConfig):
    name = "apps.operations"
    label = "operations"
    verbose_name = "Operations"

    def ready(self) -> None:
        from apps.operations import roles

        roles.register()
        metrics.add_source("apps.operations.gauges.read")
        # As Django makes permissions after each migrate, whatever it had to do, roles get theirs: nobody can forget it.
        # Django passes over apps without models.
        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(_bring_roles_up_to_date, sender=last)


def _bring_roles_up_to_date(sender: AppConfig, **kwargs: Any) -> None:
    """The last app's turn: all the others have their permissions, and its own are made first."""
    from django.contrib.auth.management import create_permissions

    from apps.operations.roles import sync_roles

    try:
        kwargs["apps"].get_model("auth", "Group")
    except LookupError:
        # Somebody migrates only a part, to before there were groups.
        return
    create_permissions(sender, verbosity=0, using=kwargs["using"], apps=kwargs["apps"])
    differences = sync_roles()
    if differences and kwargs["verbosity"] >= 1:
        (kwargs.get("stdout") or sys.stdout).write(
            f"  Roles brought up to date: {', '.join(d.role for d in differences)}\n"
        )
