from django.apps import AppConfig


class TransactionsConfig(AppConfig):
    name = "apps.transactions"
    label = "transactions"
    verbose_name = "Payments"

    def ready(self) -> None:
        """Adds the app's part to the data export, and tells the risk rules which kinds of payment there are."""
        from apps.risk import kinds as known_to_rules
        from apps.transactions import exports  # noqa: F401
        from apps.transactions.kinds import KINDS

        known_to_rules.introduce({kind.code: str(kind.label) for kind in KINDS.values() if kind.is_assessed})
