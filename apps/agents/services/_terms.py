"""On which terms an agent serves: its tier, who supplies it, how commission is paid, what customers confirm.

One transaction under the lock of the agent's row. Dealings read what holds in their own request; what was earned before
stays with whom it was earned for.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.agents.errors import OwnAgent, TermsRefused
from apps.agents.models import Agent, AgentStatus, AgentTier, PaysOut
from apps.agents.selectors import main_codes
from apps.agents.services._apply import adopted_by
from apps.agents.services._desk import lock_agent
from apps.agents.services._review import may_let_in, words_of
from apps.core.money import InvalidMoney, Money


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms of an agent. `super_agent` is the code of a main outlet, empty for nobody; `confirm_above` is in the
    agent's currency, None for no limit above which customers confirm; the tax out of a hundred."""

    tier: str
    super_agent: str
    pays_out: str
    withholding_percent: Decimal
    confirm_above: Decimal | None
    serves_without_phone: bool
    territory: str


def set_terms(*, agent_id: UUID, terms: Terms, reason: str, by: UUID, now: datetime) -> Agent:
    """Sets all terms of an agent, by an operator who may and does not work there, nor at who supplies it.

    Raises AgentNotFound, OwnAgent, TermsRefused, SuperAgentNotFound, AgentConflict for a super-agent below another one,
    InvalidInput on `reason`.
    """
    reason = words_of(reason)
    with transaction.atomic():
        agent = lock_agent(agent_id)
        _require_neutral(agent, by)
        _check(agent, terms)
        before = _said(agent)
        if terms.super_agent != before["super_agent"]:
            agent.parent_id = adopted_by(agent, terms.super_agent)
            _require_neutral(agent, by)
        agent.tier, agent.pays_out, agent.territory = terms.tier, terms.pays_out, terms.territory
        agent.withholding_percent, agent.confirm_above = terms.withholding_percent, terms.confirm_above
        agent.serves_without_phone = terms.serves_without_phone
        agent.save(
            update_fields=[
                *("parent", "tier", "pays_out", "territory", "withholding_percent", "confirm_above"),
                "serves_without_phone",
            ]
        )
        detail = {"agent": agent.name, "reason": reason, "before": before, "after": _said(agent)}
        accounts.record_activity(person_id=by, action="agents.terms_set", subject=str(agent.id), detail=detail, at=now)
    return agent


def _require_neutral(agent: Agent, by: UUID) -> None:
    if not may_let_in(agent, by=by):
        raise OwnAgent


def _check(agent: Agent, terms: Terms) -> None:
    if agent.status == AgentStatus.CLOSED:
        raise TermsRefused("This agent is closed.")
    if terms.tier not in AgentTier.values or terms.pays_out not in PaysOut.values:
        raise TermsRefused("There is no such tier, or no such way of being paid.")
    percent = terms.withholding_percent
    if not 0 <= percent < 100 or percent != percent.quantize(Decimal("0.0001")):
        raise TermsRefused("The tax is from 0 to less than 100 percent, with four decimals at most.")
    if len(terms.territory) > 120:
        raise TermsRefused("The territory is said in up to 120 characters.")
    if terms.confirm_above is not None:
        if terms.confirm_above < 0:
            raise TermsRefused("What customers confirm is not negative.")
        try:
            Money(terms.confirm_above, agent.currency)
        except InvalidMoney as error:
            raise TermsRefused(error.detail) from None


def _said(agent: Agent) -> dict[str, str]:
    above = agent.confirm_above
    return {
        "tier": agent.tier,
        "super_agent": main_codes([agent.parent_id]).get(agent.parent_id, "") if agent.parent_id else "",
        "pays_out": agent.pays_out,
        "withholding_percent": f"{agent.withholding_percent.normalize():f}",
        "confirm_above": "" if above is None else f"{above.normalize():f}",
        "serves_without_phone": str(agent.serves_without_phone).lower(),
        "territory": agent.territory,
    }
