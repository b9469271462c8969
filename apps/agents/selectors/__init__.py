"""Reads of agents: who they are, where they serve, what they did, earned and hold."""

from apps.agents.selectors._desk import Desk, get_desk, get_float
from apps.agents.selectors._staff import Member, Power, require_role, works_for

__all__ = [
    "Desk",
    "Member",
    "Power",
    "get_desk",
    "get_float",
    "require_role",
    "works_for",
]
