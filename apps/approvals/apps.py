from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "apps.approvals"
    label = "approvals"
    verbose_name = "Approvals"

    def ready(self) -> None:
        """Keeps what is asked for, also by the apps below."""
        from apps.approvals.services import request_change
        from apps.core import procedures

        procedures.keep(request_change)
