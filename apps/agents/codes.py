"""How agents' accounts are called in the ledger, and their outlets by people."""

from uuid import UUID

# What the platform pays its agents.
COMMISSIONS = "commissions:agents"


def agent_code(agent_id: UUID) -> str:
    """What an agent or super-agent has earned and was not paid yet."""
    return f"agent:{agent_id}:commission"


def outlet_code(outlet_id: UUID) -> str:
    """What an outlet has earned and was not paid yet."""
    return f"outlet:{outlet_id}:commission"


def teller_code(staff_id: UUID) -> str:
    """What somebody has earned in one role at one agent (a row of Staff) and was not paid yet."""
    return f"teller:{staff_id}:commission"


def title_of(agent: str, outlet: str) -> str:
    """How people read an outlet in payments and messages: by its own name alone, most would be called Main."""
    return f"{agent}, {outlet}"[:120]
