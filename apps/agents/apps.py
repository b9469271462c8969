from django.apps import AppConfig


class AgentsConfig(AppConfig):
    name = "apps.agents"
    label = "agents"
    verbose_name = "Agents"

    def ready(self) -> None:
        """Follows payments at agents: what goes back takes its commission along."""
        from apps.agents.services import Dealings
        from apps.transactions import followers
        from apps.transactions.kinds import CASH_IN, CASH_OUT

        for kind in (CASH_IN, CASH_OUT):
            followers.follow(kind.code, Dealings())
