from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "apps.requests"
    label = "requests"
    verbose_name = "Payment requests"

    def ready(self) -> None:
        """Adds the app's part to the data export, in whichever process makes one."""
        from apps.requests import exports  # noqa: F401
