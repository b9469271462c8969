"""The route matrix of agents: what customers, tellers, the office of an agent and the super-agent above it get."""

from typing import Any

from apps.accounts.tests.factories import PIN
from apps.kyc.tests.papers import photo
from gopay.tests.matrix import Row, hers, own
from gopay.tests.scene import Scene
from gopay.tests.scene_of_merchants import HER_KEY

ONE = {"amount": "1.00", "currency": "USD"}
# Who works for no agent at all; the agent and the super-agent's owner have a business of their own.
NOBODIES = ("other", "merchant", "auditor", "operator")
del HER_KEY


def office(owner: int, body: Any = None, *, manager: int = 403, teller: int = 403, **more: Any) -> Row:
    """Something of Amina's agency: for who does not work there, there is no such agent."""
    return Row(401, owner, 404, body or {}, but={"manager": manager, "cashier": teller}, **more)


def leading(status: int, body: Any = None, **more: Any) -> Row:
    """What tellers may not."""
    return office(status, body, manager=status, **more)


def everyone_there(status: int, body: Any = None, **more: Any) -> Row:
    return office(status, body, manager=status, teller=status, **more)


def desk(status: int, body: Any = None, *, elsewhere: int | None = None, **more: Any) -> Row:
    """What a teller in a shift does, which Amina, the teller and the other agent have open; `elsewhere` is what that one
    gets of a thing of this outlet's. The manager and the super-agent have no shift, and the rest work for nobody."""
    foreign = status if elsewhere is None else elsewhere
    return Row(401, status, 404, body or {}, but={"cashier": status, "agent": foreign, "manager": 409, "super": 409}, **more)
