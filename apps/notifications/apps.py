from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "apps.notifications"
    label = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        """Adds the app's part to the data export, and says what takes two operators here."""
        from apps.notifications import (
            exports,  # noqa: F401
            procedures,
        )

        procedures.register()
