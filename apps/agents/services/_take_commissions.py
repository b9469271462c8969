"""Statements of commission, for those of an agent's people who may see them and for each teller of their own.

A file is written down before it is made (SECURITY 28).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db import transaction

from apps.accounts.services import record_activity
from apps.agents.commission_days import Days, days_of
from apps.agents.commission_errors import CommissionStatementTooLong
from apps.agents.commission_rates import STATEMENTS_BY_PERSON
from apps.agents.models import Agent
from apps.agents.selectors import Power, get_agent, require_role
from apps.agents.selectors._commissions import (
    CommissionAccount,
    count_commission_lines,
    find_agent_of,
    get_commission_ends,
    list_accounts,
    list_own_accounts,
)
from apps.core.ratelimit import spend
from apps.core.services import record_export

Form = Literal["json", "csv", "xlsx", "pdf"]
# A PDF is set as a whole.
MAX_PDF_LINES = 5_000


@dataclass(frozen=True, slots=True)
class CommissionStatement:
    """What some accounts of an agent held at both ends of some days; the lines between are read by whoever shows it.

    `of` says whose it is, in words.
    """

    agent: Agent
    of: str
    accounts: list[CommissionAccount]
    days: Days
    opening: Decimal
    closing: Decimal
    made_at: datetime

    @property
    def codes(self) -> list[str]:
        return [account.code for account in self.accounts]


_NAMES = {None: "All", "AGENT": "The agent itself", "OUTLET": "Outlets", "TELLER": "Tellers"}


def take_commission_statement(
    *,
    agent_id: UUID,
    person_id: UUID,
    first: date | None,
    last: date | None,
    earner: str | None,
    form: Form,
    now: datetime,
) -> CommissionStatement:
    """What an agent, its outlets and its tellers (or one kind of `earner` of them) earned in these days.

    Whoever works in one outlet sees what that outlet and its tellers earned. Raises AgentNotFound, RoleRequired,
    InvalidInput for days that make no statement (commission_days.days_of), CommissionStatementTooLong for a PDF of more
    than MAX_PDF_LINES, TooManyRequests.
    """
    member = require_role(person_id=person_id, agent_id=agent_id, power=Power.REPORT)
    accounts = list_accounts(member, earner=earner)
    agent = get_agent(agent_id)
    return _take(agent, _NAMES[earner], accounts, person_id, days_of(first, last, now=now), form, now)


def take_own_commissions(
    *,
    person_id: UUID,
    agent_id: UUID | None,
    first: date | None,
    last: date | None,
    form: Form,
    now: datetime,
) -> CommissionStatement:
    """What somebody has earned themselves as a teller in these days, at this agent or where they work.

    Raises AgentNotFound for who never worked there, and what `take_commission_statement` raises.
    """
    agent = find_agent_of(person_id, agent_id)
    accounts = list_own_accounts(person_id, agent.id)
    return _take(agent, accounts[0].name, accounts, person_id, days_of(first, last, now=now), form, now)


def _take(
    agent: Agent,
    of: str,
    accounts: list[CommissionAccount],
    person_id: UUID,
    days: Days,
    form: Form,
    now: datetime,
) -> CommissionStatement:
    spend(STATEMENTS_BY_PERSON, str(person_id), now=now)
    codes = [account.code for account in accounts]
    if form != "json":
        rows = count_commission_lines(codes, since=days.since, until=days.until)
        _write_down(agent, of, days, person_id, form, rows, now)
    opening, closing = get_commission_ends(codes, since=days.since, until=days.until)
    return CommissionStatement(agent, of, accounts, days, opening, closing, now)


def _write_down(agent: Agent, of: str, days: Days, person_id: UUID, form: Form, rows: int, now: datetime) -> None:
    """In the log of exports and of the person, and both before the first byte leaves."""
    if form == "pdf" and rows > MAX_PDF_LINES:
        raise CommissionStatementTooLong(
            f"A PDF holds {MAX_PDF_LINES:,} lines, this has {rows:,}. Ask for CSV or XLSX, or for fewer days.",
            lines=rows,
            maximum=MAX_PDF_LINES,
        )
    with transaction.atomic():
        record_export(
            actor_id=person_id,
            what=f"Commissions of agent {agent.id}, {of}, {days.first} to {days.last}, {form.upper()}",
            why="Asked for by who earned them.",
            rows=rows,
            now=now,
        )
        record_activity(
            person_id=person_id,
            action="agents.commissions_taken",
            subject=str(agent.id),
            detail={"from": str(days.first), "to": str(days.last), "format": form},
            at=now,
        )
