from django.apps import AppConfig


class TransactionsConfig(AppConfig):
    name = "apps.transactions"
    label = "transactions"
    verbose_name = "Payments"

    def ready(self) -> None:
        """Adds the app's part to the data export, in whichever process makes one."""
        from apps.transactions import exports  # noqa: F401
