from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.core"
    label = "core"
    verbose_name = "Platform"

    def ready(self) -> None:
        """Has the audit trail sealed, and follows what Celery does."""
        from apps.core import audit_chain  # noqa: F401
        from apps.core.watch import follow_celery

        follow_celery()
