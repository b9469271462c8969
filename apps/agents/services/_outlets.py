"""Outlets: opened, changed, closed for good; never deleted, as dealings name them.

Each change locks the agent's row, so that counts hold however many come at once. An outlet is opened together with its
wallet and the account of its commission, in one transaction.

Closing one locks its own row as well, FOR UPDATE, which a shift that begins there waits for (sql/agents_states.sql); so
what is looked for under that lock does not begin behind our back. Then its wallet is closed in the ledger: float that
is under way to it either comes first, and it stays open, or meets a closed account. Dying half way closes nothing.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.agents import rates
from apps.agents.errors import (
    AgentConflict,
    MainOutletStays,
    OutletNamedAlready,
    OutletNotEmpty,
    TooManyOutlets,
)
from apps.agents.models import Agent, AgentStatus, Outlet
from apps.agents.selectors import Power, get_outlet, what_waits
from apps.agents.services._book import open_outlet_books
from apps.agents.services._desk import lock_for, require_approved, require_outlet, write_down
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney, Money
from apps.core.ratelimit import spend
from apps.wallets import services as wallets
from apps.wallets.errors import WalletNotEmpty
from apps.wallets.models import Wallet

MAX_OUTLETS = 500
_TRIES = 20


def open_outlet(
    *,
    person_id: UUID,
    agent_id: UUID,
    name: str,
    city: str,
    time_zone: str,
    address: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    opening_hours: Mapping[str, Any] | None = None,
    low_float_at: Decimal | None = None,
    now: datetime,
) -> Outlet:
    """Opens an outlet with an empty float, under a code of its own. Only while the agent is active.

    Raises AgentNotFound, RoleRequired, AgentConflict, TooManyOutlets, OutletNamedAlready, InvalidInput on
    `low_float_at`, TooManyRequests.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        agent, member = lock_for(person_id=person_id, agent_id=agent_id, power=Power.RUN_OUTLETS)
        if agent.status != AgentStatus.ACTIVE:
            raise AgentConflict("Only an active agent opens outlets.")
        require_outlet(member, None)
        if Outlet.objects.filter(agent=agent).count() >= MAX_OUTLETS:
            raise TooManyOutlets
        check_amount(low_float_at, agent.currency)
        outlet = Outlet(
            agent=agent,
            name=name,
            city=city,
            address=address,
            latitude=latitude,
            longitude=longitude,
            time_zone=time_zone,
            opening_hours=dict(opening_hours or {}),
            low_float_at=low_float_at,
            opened_at=now,
        )
        insert(outlet, now=now)
        write_down(agent, "agents.outlet_opened", by=person_id, now=now, outlet_id=str(outlet.id), outlet=name)
    return outlet


def change_outlet(
    *, person_id: UUID, agent_id: UUID, outlet_id: UUID, changes: Mapping[str, Any], now: datetime
) -> Outlet:
    """Says anew what an outlet is called, where it is, when it is open and from which float on somebody is told.

    Latitude and longitude come together. Raises AgentNotFound, RoleRequired, OutletNotFound, AgentConflict,
    OutletNamedAlready, InvalidInput on `low_float_at`, TooManyRequests.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        agent, member = lock_for(person_id=person_id, agent_id=agent_id, power=Power.RUN_OUTLETS)
        require_approved(agent)
        outlet = get_outlet(agent_id=agent_id, outlet_id=outlet_id)
        require_outlet(member, outlet.id)
        if not outlet.is_open:
            raise AgentConflict("This outlet is closed.")
        if "name" in changes and Outlet.objects.filter(agent=agent, name=changes["name"]).exclude(pk=outlet.id):
            raise OutletNamedAlready
        check_amount(changes.get("low_float_at"), agent.currency)
        for name, value in changes.items():
            setattr(outlet, name, value)
        outlet.save(update_fields=sorted(changes))
        detail = {name: str(value) if isinstance(value, Decimal) else value for name, value in changes.items()}
        write_down(agent, "agents.outlet_changed", by=person_id, now=now, outlet_id=str(outlet.id), changes=detail)
    return outlet


def close_outlet(*, person_id: UUID, agent_id: UUID, outlet_id: UUID, now: datetime) -> Outlet:
    """Closes an outlet for good, once its float has gone to another one. What it has earned stays owed.

    Raises AgentNotFound, RoleRequired, OutletNotFound, MainOutletStays, OutletNotEmpty, AgentConflict when the agent or
    the outlet is closed already, TooManyRequests.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        agent, member = lock_for(person_id=person_id, agent_id=agent_id, power=Power.RUN_OUTLETS)
        require_approved(agent)
        outlet = get_outlet(agent_id=agent_id, outlet_id=outlet_id)
        require_outlet(member, outlet.id)
        if outlet.is_main:
            raise MainOutletStays
        if not outlet.is_open:
            raise AgentConflict("This outlet is closed.")
        shut([outlet.id], by=person_id, now=now)
        write_down(agent, "agents.outlet_closed", by=person_id, now=now, outlet_id=str(outlet.id), outlet=outlet.name)
    return get_outlet(agent_id=agent_id, outlet_id=outlet_id)


def shut(outlet_ids: Iterable[UUID], *, by: UUID | None, now: datetime) -> None:
    """Closes outlets and their wallets, all or none, in the caller's transaction. Raises OutletNotEmpty."""
    ids = sorted(outlet_ids)
    # Not FOR NO KEY UPDATE: whatever refers to an outlet that is being closed has to wait.
    list(Outlet.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    if waits := what_waits(ids):
        raise OutletNotEmpty(waits)
    Outlet.objects.filter(pk__in=ids).update(is_open=False)
    floats = Wallet.objects.filter(outlet_id__in=ids).exclude(status=Wallet.Status.CLOSED).order_by("id")
    for wallet_id in floats.values_list("id", flat=True):
        try:
            wallets.close_wallet(wallet_id=wallet_id, reason="the outlet was closed", by=by, now=now)
        except WalletNotEmpty:
            raise OutletNotEmpty("There is float left. Move it or sell it back first.") from None


def insert(outlet: Outlet, *, now: datetime) -> None:
    """Writes an outlet under a code that nobody has, with its wallet and its account, in the caller's transaction.

    Codes are drawn at random, so that nobody tells from one how many there are or which comes next. Raises
    OutletNamedAlready.
    """
    for _ in range(_TRIES):
        outlet.code = f"{secrets.randbelow(1_000_000):06}"
        try:
            with transaction.atomic():
                outlet.save(force_insert=True)
            break
        except IntegrityError as error:
            if constraint_name(error) == "agents_outlet_name_once":
                raise OutletNamedAlready from error
            if "code" not in constraint_name(error):
                raise
    else:
        raise RuntimeError(f"{_TRIES} codes in a row were taken")
    wallets.open_float(outlet_id=outlet.id, currency=outlet.agent.currency, now=now)
    open_outlet_books(outlet, at=now)


def check_amount(amount: Decimal | None, currency: str) -> None:
    """Whether a low float is an amount of the agent's currency. Raises InvalidInput."""
    if amount is None:
        return
    try:
        Money(amount, currency)
    except InvalidMoney as error:
        detail = {"field": "low_float_at", "code": "too_many_decimals", "detail": error.detail}
        raise InvalidInput(errors=[detail]) from None


def main_outlet_of(agent: Agent, *, time_zone: str, now: datetime) -> Outlet:
    """Opens the outlet that comes with an agent, where the agent says that it is."""
    outlet = Outlet(
        agent=agent,
        name="Main",
        city=agent.city,
        address=agent.address,
        time_zone=time_zone,
        is_main=True,
        opened_at=now,
    )
    insert(outlet, now=now)
    return outlet
