from django.apps import AppConfig


class TransactionsConfig(AppConfig):
    name = "apps.transactions"
    label = "transactions"
    verbose_name = "Payments"

    def ready(self) -> None:
        """Adds to the data export and the figures, and registers with the risk rules and the outside rails."""
        from apps.gateways import followers
        from apps.risk import kinds as known_to_rules
        from apps.transactions import (
            exports,  # noqa: F401
            procedures,
            rollups,  # noqa: F401
            services,
        )
        from apps.transactions.kinds import KINDS

        known_to_rules.introduce({kind.code: str(kind.label) for kind in KINDS.values() if kind.is_assessed})
        followers.follow(services.Payments())
        procedures.register()
