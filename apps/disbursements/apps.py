from django.apps import AppConfig


class DisbursementsConfig(AppConfig):
    name = "apps.disbursements"
    label = "disbursements"
    verbose_name = "Disbursements"

    def ready(self) -> None:
        """Adds the app's part to the data export."""
        from apps.disbursements import exports  # noqa: F401
