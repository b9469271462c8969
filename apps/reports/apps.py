from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "apps.reports"
    label = "reports"
    verbose_name = "Reports"

    def ready(self) -> None:
        """Adds the app's part to the data export, in whichever process makes one."""
        from apps.reports import exports  # noqa: F401
