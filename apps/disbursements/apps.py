from django.apps import AppConfig


class DisbursementsConfig(AppConfig):
    name = "apps.disbursements"
    label = "disbursements"
    verbose_name = "Disbursements"

    def ready(self) -> None:
        """Adds the app's part to the data export, and says who decides about disbursements."""
        from apps.disbursements import exports, procedures  # noqa: F401

        procedures.register()
