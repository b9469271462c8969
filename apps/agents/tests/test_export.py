"""What a person's data export says of agents: their own, and their roles; nothing of who decided."""

import pytest

from apps.accounts.exports import contributions
from apps.agents.models import Role
from apps.agents.tests.applying import again, applied, approve, reviewer
from apps.agents.tests.factories import employ, main_outlet, open_agent
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


def test_it_has_what_they_own_and_where_they_work() -> None:
    hassan = join("hassan")
    mine = applied(hassan)
    olga = reviewer()
    approve(mine, olga)
    others = open_agent(join("amina"), name="Amina's")
    employ(others, hassan, Role.MANAGER)
    parts = {
        part.name: list(part.rows(hassan.id)) for part in contributions() if part.name in ("agents", "agent_roles")
    }
    (agent,) = parts["agents"]
    assert (agent["name"], agent["documents"]) == (mine.name, ["registration"])
    assert [one["code"] for one in agent["outlets"]] == [main_outlet(again(mine)).code]
    assert str(olga.id) not in str(parts) and "Olga" not in str(parts)
    assert [(one["agent"], one["role"]) for one in parts["agent_roles"]] == [
        (mine.name, "OWNER"), ("Amina's", "MANAGER"),
    ]  # fmt: skip
