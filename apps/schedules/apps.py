from django.apps import AppConfig


class SchedulesConfig(AppConfig):
    name = "apps.schedules"
    label = "schedules"
    verbose_name = "Scheduled payments"

    def ready(self) -> None:
        """Adds the app's part to the data export, in whichever process makes one."""
        from apps.schedules import exports  # noqa: F401
