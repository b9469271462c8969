"""Yara's money points, which Walter supplies: who brings cash and fetches it, counted drawers, and commission."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.accounts import services as accounts
from apps.accounts.selectors import get_profile
from apps.agents import services as agents
from apps.agents.models import Agent, DocumentKind, Outlet, PaysOut, Rank
from apps.agents.selectors import get_agent, get_desk, seen_digest
from apps.agents.services import Terms
from apps.core.money import Money
from apps.operations.demo._cast import CAST
from apps.operations.demo._merchants import paper_of
from apps.transactions import services as transactions
from apps.transactions.services import Side
from apps.wallets.selectors import find_wallet

SUPER, OWNER, TELLER = "walter", "yara", "selam"
_BANK = "demo-bank"
_DIGEST = b"a" * 32
# Who brought (+) or fetched (-) how much, how many days ago. Two at the counter, one after the other.
_DEALINGS = (
    ("amina", "+40.00", 1),
    ("jabu", "+25.50", 1),
    ("chidi", "-30.00", 1),
    ("kavya", "+60.00", 1),
    ("esther", "-12.00", 1),
    ("amina", "-20.00", 0),
    ("pedro", "+35.00", 0),
    ("mei", "+18.40", 0),
    ("ines", "-15.00", 0),
)
# What agents earn, out of a hundred of the amount, at least and at most, and for whom.
_COMMISSIONS = (("CASH_IN", "0.4", "0.05", "5"), ("CASH_OUT", "0.6", "0.05", "6"))
_SHARES: dict[str, Any] = {
    "teller_share": Decimal(20),
    "outlet_share": Decimal(15),
    "agent_share": Decimal(50),
    "super_share": Decimal(15),
}
_HOURS = {day: [["07:00", "20:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}


def open_money_points(
    *, people: Mapping[str, UUID], operators: tuple[UUID, UUID], currency: str, now: datetime
) -> None:
    """A super-agent and its agent since a week: reviewed, supplied with float, at work, and paid what they earned."""
    at = now - timedelta(days=7)
    _set_prices(currency, at)
    supply = _approved(people[SUPER], operators[0], currency, at, name="Harbour Distribution", rank=Rank.SUPER)
    supplier = Outlet.objects.get(agent=supply, is_main=True)
    points = _approved(people[OWNER], operators[0], currency, at, name="Yara Money Points", super_agent=supplier.code)
    main = Outlet.objects.get(agent=points, is_main=True)
    market = _furnish(points, main, people[OWNER], currency, at)
    _set_terms(points, supplier, operators[0], at)
    _buy(supplier, people[SUPER], operators, _money("5000", currency), at + timedelta(hours=4))
    for number, (outlet, amount) in enumerate(((main, "900"), (market, "400"))):
        _supply(people[SUPER], supplier, outlet, _money(amount, currency), number, at + timedelta(hours=6))
    agents.employ(
        person_id=people[OWNER],
        agent_id=points.id,
        to=next(one.msisdn for one in CAST if one.key == TELLER),
        role="TELLER",
        outlet_id=main.id,
        now=at + timedelta(hours=7),
    )
    for days in (1, 0):
        _serve(people, main, currency, days=days, now=now)
    agents.pay_commissions_due(now=now)


def _set_prices(currency: str, at: datetime) -> None:
    transactions.set_fee(
        kind="CASH_OUT",
        currency=currency,
        percent=Decimal(1),
        minimum=_money("0.10", currency).amount,
        maximum=_money("3", currency).amount,
        active_from=at,
    )
    for kind, percent, minimum, maximum in _COMMISSIONS:
        agents.set_commission(
            kind=kind,
            currency=currency,
            percent=Decimal(percent),
            minimum=_money(minimum, currency).amount,
            maximum=_money(maximum, currency).amount,
            active_from=at,
            **_SHARES,
        )
    flat = _money("1", currency).amount
    agents.set_commission(kind="REGISTRATION", currency=currency, flat=flat, active_from=at, **_SHARES)
    for tier, daily in (("STANDARD", "5000"), ("SILVER", "20000"), ("GOLD", "100000")):
        for kind in ("CASH_IN", "CASH_OUT"):
            agents.set_cash_limit(
                whose="OUTLET", tier=tier, kind=kind, currency=currency, daily=_money(daily, currency).amount
            )
    for tier, daily in (("TIER_0", "200"), ("TIER_1", "2000"), ("TIER_2", "10000")):
        agents.set_cash_limit(
            whose="CUSTOMER", tier=tier, kind="CASH_IN", currency=currency, daily=_money(daily, currency).amount
        )


def _approved(
    owner_id: UUID,
    operator_id: UUID,
    currency: str,
    at: datetime,
    *,
    name: str,
    rank: str = Rank.AGENT,
    super_agent: str | None = None,
) -> Agent:
    if get_profile(owner_id).kyc_tier == "TIER_0":
        accounts.set_kyc_tier(person_id=owner_id, tier="TIER_1", now=at)
    agent = agents.apply_as_agent(
        person_id=owner_id,
        name=name,
        legal_name=f"{name} Ltd",
        currency=currency,
        country="KE",
        city="Nairobi",
        rank=rank,
        super_agent=super_agent,
        address="Tom Mboya Street 12",
        now=at,
    )
    paper = paper_of("SPECIMEN BUSINESS REGISTRATION", agent.legal_name)
    agents.put_document(person_id=owner_id, agent_id=agent.id, kind=DocumentKind.REGISTRATION, content=paper, now=at)
    at += timedelta(hours=2)
    seen = seen_digest(get_agent(agent.id))
    agents.approve_agent(agent_id=agent.id, by=operator_id, seen=seen, super_agent=super_agent, now=at)
    return get_agent(agent.id)


def _furnish(agent: Agent, main: Outlet, owner_id: UUID, currency: str, at: datetime) -> Outlet:
    """Where the outlets are and when they are open; the second one is at the market."""
    place = {"latitude": -1.2833, "longitude": 36.8219, "opening_hours": _HOURS}
    low = _money("200", currency).amount
    agents.change_outlet(
        person_id=owner_id, agent_id=agent.id, outlet_id=main.id, changes={**place, "low_float_at": low}, now=at
    )
    return agents.open_outlet(
        person_id=owner_id,
        agent_id=agent.id,
        name="Gikomba Market",
        city="Nairobi",
        address="Gikomba Market, row 7",
        time_zone=main.time_zone,
        latitude=-1.2842,
        longitude=36.8386,
        opening_hours=_HOURS,
        low_float_at=low,
        now=at + timedelta(hours=3),
    )


def _set_terms(agent: Agent, supplier: Outlet, operator_id: UUID, at: datetime) -> None:
    terms = Terms(
        tier="SILVER",
        super_agent=supplier.code,
        pays_out=PaysOut.INSTANT,
        withholding_percent=Decimal(10),
        confirm_above=_money("500", agent.currency).amount,
        serves_without_phone=True,
        territory="Nairobi, east of the river",
    )
    agents.set_terms(agent_id=agent.id, terms=terms, reason="Known to the bank since years", by=operator_id, now=at)


def _buy(outlet: Outlet, owner_id: UUID, operators: tuple[UUID, UUID], amount: Money, at: datetime) -> None:
    """The super-agent's float: what is entered by one operator is approved by another."""
    order, _ = agents.order_float(
        person_id=owner_id,
        session_id=None,
        agent_id=outlet.agent_id,
        outlet_id=outlet.id,
        direction="BUY",
        amount=amount,
        bank=_BANK,
        bank_reference="DEP-2041-77",
        slip=_slip(owner_id, outlet.agent_id, at),
        key="demo-float",
        digest=_DIGEST,
        now=at,
    )
    agents.propose_float(order_id=order.id, maker_id=operators[0], now=at + timedelta(minutes=20))
    agents.approve_float(order_id=order.id, checker_id=operators[1], holds_role=True, now=at + timedelta(minutes=40))


def _slip(person_id: UUID, agent_id: UUID, at: datetime) -> str:
    ticket, _ = agents.keep_slip(
        person_id=person_id, agent_id=agent_id, content=paper_of("SPECIMEN DEPOSIT SLIP", "DEP-2041-77"), now=at
    )
    return ticket


def _supply(owner_id: UUID, source: Outlet, target: Outlet, amount: Money, number: int, at: datetime) -> None:
    transactions.move_float(
        initiator_id=owner_id,
        session_id=None,
        source=_side(source, amount.currency),
        target=_side(target, amount.currency),
        amount=amount,
        key=f"demo-supply:{number}",
        digest=_DIGEST,
        at=at,
    )


def _side(outlet: Outlet, currency: str) -> Side:
    wallet = find_wallet(outlet.id, currency)
    return Side(outlet.id, outlet.name, wallet, time_zone=outlet.time_zone, owner_id=outlet.agent.owner_id)


def _serve(people: Mapping[str, UUID], outlet: Outlet, currency: str, *, days: int, now: datetime) -> None:
    """A shift: yesterday's was closed with a coin too few, which the owner approved; today's is open."""
    begins = now - timedelta(days=days, hours=3)
    teller_id = people[TELLER]
    drawer = _money("150", currency)
    shift = agents.start_shift(person_id=teller_id, outlet_id=outlet.id, cash=drawer.amount, now=begins)
    for number, (who, amount, ago) in enumerate(_DEALINGS):
        if ago == days:
            _deal(people[who], teller_id, amount, currency, number, begins + timedelta(minutes=12 * (number + 1)))
    if days:
        shift.refresh_from_db()
        missing = _money("1", currency).amount
        closes = begins + timedelta(hours=3)
        counted = shift.expected - missing
        agents.close_shift(person_id=teller_id, cash=counted, remark="A coin rolled away.", now=closes)
        agents.approve_difference(
            person_id=people[OWNER],
            agent_id=outlet.agent_id,
            shift_id=shift.id,
            reason="Seen on the camera.",
            now=closes + timedelta(minutes=9),
        )


def _deal(customer_id: UUID, teller_id: UUID, amount: str, currency: str, number: int, at: datetime) -> None:
    money, key = _money(amount.lstrip("+-"), currency), f"demo-cash:{number}"
    customer = get_profile(customer_id)
    if amount.startswith("+"):
        agents.cash_in(
            teller_id=teller_id, session_id=None, to=customer.msisdn, amount=money, key=key, digest=_DIGEST, at=at
        )
        return
    desk = get_desk(teller_id)
    attachment, refusal = agents.serving(
        desk, kind="CASH_OUT", customer_id=customer_id, customer_tier=customer.kyc_tier, amount=money, at=at
    )
    transactions.pay_cash_out(
        initiator_id=customer_id,
        session_id=None,
        customer_id=customer_id,
        outlet=desk.side,
        amount=money,
        key=key,
        digest=_DIGEST,
        refusal=refusal,
        attachments=(attachment,),
        at=at,
    )


def _money(amount: str, currency: str) -> Money:
    return Money.rounded(Decimal(amount), currency)
