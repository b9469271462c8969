from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "apps.funding"
    label = "funding"
    verbose_name = "Deposits and withdrawals"

    def ready(self) -> None:
        """Adds the app's part to the data export, in whichever process makes one."""
        from apps.funding import exports  # noqa: F401
