from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "apps.notifications"
    label = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        """Adds the app's parts to the data export and to the pages' frame, and says what takes two operators here."""
        from apps.core.web.shell import register_part
        from apps.notifications import (
            exports,  # noqa: F401
            procedures,
            selectors,
        )

        procedures.register()
        register_part("unread", selectors.count_unread)
