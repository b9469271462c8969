from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "apps.notifications"
    label = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        """Adds the app's part to the data export, in whichever process makes one."""
        from apps.notifications import exports  # noqa: F401
