from django.apps import AppConfig


class AgentsConfig(AppConfig):
    name = "apps.agents"
    label = "agents"
    verbose_name = "Agents"

    def ready(self) -> None:
        """Follows payments at agents: what goes back takes its commission along; says who is owed, adds to exports."""
        from apps.agents import exports, procedures, shift_exports  # noqa: F401
        from apps.agents.selectors import is_owed_to, those_who_work_for_agents
        from apps.agents.services import Dealings
        from apps.core.web.shell import register_part
        from apps.notifications import audiences
        from apps.transactions import followers
        from apps.transactions.kinds import CASH_IN, CASH_OUT, FLOAT_TRANSFER
        from apps.wallets import claims

        procedures.register()
        claims.register("agents", is_owed_to)
        audiences.register("AGENTS", those_who_work_for_agents)
        register_part("is_at_desk", lambda person_id: bool(those_who_work_for_agents([person_id])))

        for kind in (CASH_IN, CASH_OUT, FLOAT_TRANSFER):
            followers.follow(kind.code, Dealings())
