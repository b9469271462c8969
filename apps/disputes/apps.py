from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "apps.disputes"
    label = "disputes"
    verbose_name = "Disputes"

    def ready(self) -> None:
        """Adds the app's part to the data export."""
        from apps.disputes import exports  # noqa: F401
