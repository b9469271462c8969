from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "apps.risk"
    label = "risk"
    verbose_name = "Risk"

    def ready(self) -> None:
        """Says what takes two operators here."""
        from apps.risk import procedures

        procedures.register()
