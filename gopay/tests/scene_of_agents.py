"""Agents in the scene: Amina's outlet with its people, a super-agent above it, and what they did, hold and earned."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from apps.accounts.models import User
from apps.agents.models import (
    Agent,
    CashLimit,
    CashMovement,
    CashOutRequest,
    CommissionPayout,
    Document,
    FloatAlert,
    FloatOrder,
    Outlet,
    Registration,
    Shift,
    Staff,
)
from apps.agents.models._agents import DocumentKind, Rank, Role
from apps.agents.services import make_cash_code
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, open_shift, set_commission
from apps.core import clock, files
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.kyc.tests.papers import photo

DIGEST = b"d" * 32
# What nobody is told of it who does not work there.
AGENTS_SECRETS = ("order_id", "movement_id", "dealing_id", "shift_id", "agents_staff_id", "asked_id", "registration_id")


def make(amina: User, brian: User, people: dict[str, User], operator: User) -> dict[str, UUID]:
    """Makes all of it; returns the ids the routes give it."""
    above = open_agent(people["super"], name="Lake Supply", rank=Rank.SUPER)
    agent = open_agent(amina, name="Amina's Cash", parent=above, serves_without_phone=True)
    outlet = main_outlet(agent)
    Outlet.objects.filter(pk=outlet.id).update(latitude=-1.2833, longitude=36.8219)
    for place in (outlet, main_outlet(above)):
        give_float(place, 300)
    employ(agent, people["manager"], Role.MANAGER)
    teller = employ(agent, people["cashier"])
    foreign = open_agent(people["agent"], name="Esther's Corner")
    set_commission(percent=Decimal(1), teller_share=Decimal(20), agent_share=Decimal(60), super_share=Decimal(20))
    open_shift(outlet, amina, cash=50)
    open_shift(main_outlet(foreign), people["agent"], cash=50)
    shift = open_shift(outlet, teller.person, cash=50)
    dealing = bring(teller.person, brian, "10.00")
    return {
        "agent_id": agent.id,
        "above_id": above.id,
        "outlet_id": outlet.id,
        "agents_staff_id": teller.id,
        "shift_id": shift.id,
        "dealing_id": dealing.id,
        **_counted(agent, outlet, shift, people["manager"]),
        **_asked(agent, outlet, shift, brian, amina),
        **_of_the_office(agent, outlet, amina, teller, operator),
    }


def _counted(agent: Agent, outlet: Outlet, shift: Shift, manager: User) -> dict[str, UUID]:
    """A movement of cash, and a shift of somebody's whose drawer did not hold what it should."""
    now = clock.now()
    movement = CashMovement.objects.create(
        shift=shift, direction="IN", amount=Decimal(5), reason="change", by=shift.teller, at=now
    )
    Shift.objects.filter(pk=shift.id).update(brought=Decimal(5), expected=shift.opening_cash + 15)
    different = Shift.objects.create(
        agent_id=agent.id,
        outlet=outlet,
        teller=manager,
        currency=agent.currency,
        state="DIFFERENT",
        opened_at=now - timedelta(hours=9),
        opening_cash=Decimal(10),
        expected=Decimal(10),
        closed_at=now,
        counted_cash=Decimal(9),
        difference=Decimal(-1),
        remark="A coin is missing.",
    )
    return {"movement_id": movement.id, "different_id": different.id}


def _asked(agent: Agent, outlet: Outlet, shift: Shift, brian: User, amina: User) -> dict[str, UUID]:
    """A code of Amina's that waits, and a teller's request that Brian has to answer."""
    code = make_cash_code(
        customer_id=amina.id,
        session_id=None,
        amount=Money(Decimal(2), "USD"),
        key="scene-code",
        digest=DIGEST,
        at=clock.now(),
    ).row
    assert code is not None
    picture = files.save("cash-documents", photo("passport"))
    esthers = Shift.objects.get(outlet__agent__name="Esther's Corner")
    return {
        "cash_code_id": code.id,
        "asked_id": _request(shift, brian).id,
        "asked_of_her_id": _request(esthers, amina).id,
        "shown_id": _request(shift, brian, mode="DOCUMENT", document_kind="passport", document_file=picture).id,
    }


def _request(shift: Shift, customer: User, **more: str) -> CashOutRequest:
    """Cash that a teller asks for."""
    now = clock.now()
    return CashOutRequest.objects.create(
        **{
            "mode": "PHONE",
            "agent_id": shift.agent_id,
            "outlet_id": shift.outlet_id,
            "teller_id": shift.teller_id,
            "shift_id": shift.id,
            "customer_id": customer.id,
            "amount": Decimal(3),
            "currency": "USD",
            "idempotency_key": str(uuid7()),
            "request_digest": DIGEST,
            "created_at": now,
            "expires_at": now + timedelta(minutes=5),
            **more,
        }
    )


def _of_the_office(agent: Agent, outlet: Outlet, amina: User, teller: Staff, operator: User) -> dict[str, UUID]:
    """Papers, an order of float, an alert, a limit, a payout that failed, and a customer who was registered."""
    now = clock.now()
    Document.objects.create(
        agent=agent,
        kind=DocumentKind.REGISTRATION,
        file_key=files.save("agents", photo("papers")),
        content_type="image/jpeg",
        size=1,
        uploaded_by=amina,
        uploaded_at=now,
    )
    order = FloatOrder.objects.create(
        outlet=outlet,
        direction="BUY",
        amount=Decimal(100),
        currency="USD",
        bank="equity",
        bank_reference="DEP-1",
        proof_file=files.save("float-slips", photo("slip")),
        requested_by=amina,
        idempotency_key="scene-order",
        request_digest=DIGEST,
        requested_at=now,
    )
    FloatAlert.objects.create(
        outlet=outlet, reason="LOW", balance=Decimal(290), expected=Decimal(400), currency="USD", raised_at=now
    )
    CashLimit.objects.create(whose="OUTLET", tier="GOLD", kind="CASH_IN", currency="KES", daily=Decimal(5))
    payout = CommissionPayout.objects.create(
        agent_id=agent.id,
        since=now,
        earner="TELLER",
        earner_id=teller.id,
        account_code=f"teller:{uuid7()}:commission",
        currency="KES",
        until=now,
        lines=1,
        gross=Decimal(1),
        tax=Decimal(0),
        net=Decimal(1),
        state="FAILED",
        failure_code="payee_not_active",
        due_at=now + timedelta(days=1),
        made_at=now,
    )
    registered = Registration.objects.create(
        agent_id=agent.id,
        outlet_id=outlet.id,
        teller_id=teller.person_id,
        started_at=now,
        lapses_at=now + timedelta(days=1),
    )
    return {"order_id": order.id, "payout_id": payout.id, "registration_id": registered.id}
