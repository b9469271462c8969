from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    name = "apps.gateways"
    label = "gateways"
    verbose_name = "Outside rails"

    def ready(self) -> None:
        """Has the messages to providers counted."""
        from apps.gateways import rollups  # noqa: F401
