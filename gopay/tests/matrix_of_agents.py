"""The route matrix of agents: what customers, tellers, the office of an agent and the super-agent above it get."""

from typing import Any

from apps.accounts.tests.factories import PIN
from apps.agents.models import Outlet
from apps.kyc.tests.papers import photo
from gopay.tests.matrix import Row, hers, own
from gopay.tests.matrix_of_merchants import WITHOUT_WALLET
from gopay.tests.scene import Scene

ONE = {"amount": "1.00", "currency": "USD"}


def office(
    owner: int, body: Any = None, *, manager: int = 403, teller: int = 403, above: int = 404, **more: Any
) -> Row:
    """Something of Amina's agency: for who does not work there, there is no such agent, nor for who supplies it."""
    return Row(401, owner, 404, body or {}, but={"manager": manager, "cashier": teller, "super": above}, **more)


def leading(status: int, body: Any = None, **more: Any) -> Row:
    """What tellers may not."""
    return office(status, body, manager=status, **more)


def all_of_it(status: int, body: Any = None, **more: Any) -> Row:
    """What everybody who works there may."""
    return office(status, body, manager=status, teller=status, **more)


def desk(status: int, body: Any = None, *, without: int = 409, but: dict[str, int] | None = None, **more: Any) -> Row:
    """What a teller does in a shift, which Amina, the teller and the other agent have open. The manager and the
    super-agent's owner have none; the rest work for no agent at all."""
    there = {"cashier": status, "agent": status, "manager": without, "super": without, **(but or {})}
    return Row(401, status, 404, body or {}, but=there, **more)


def _transfer(scene: Scene) -> dict[str, str]:
    to = Outlet.objects.get(agent__name="Lake Supply").code
    return {**ONE, "from_outlet_id": str(scene.ids["outlet_id"]), "to": to, "pin": PIN}


def _outlet(scene: Scene) -> dict[str, str]:
    return {"name": "Harbour", "city": "Mombasa", "time_zone": "Africa/Nairobi"}


_A = "agents/<uuid:agent_id>"
_CODE = {"code_id": "cash_code_id"}
_HERS = {"request_id": "asked_of_her_id"}
_ASKED = {"request_id": "asked_id"}
_SHOWN = {"request_id": "shown_id"}
_DIFFERENT = {"shift_id": "different_id"}
_STAFF = {"staff_id": "agents_staff_id"}
_AGENCY = {
    "name": "Corner Cash",
    "legal_name": "Corner Cash Ltd",
    "currency": "USD",
    "country": "KE",
    "city": "Nairobi",
}
_BROUGHT = {"to": "+254712000002", **ONE, "pin": PIN}
AGENTS: dict[tuple[str, str], Row] = {
    # Customers.
    ("GET", "agents/nearby"): own(400),
    ("GET", "cash-out-codes"): own(200),
    # Of the others nobody has money.
    ("POST", "cash-out-codes"): Row(401, 201, 422, {**ONE, "pin": PIN}),
    ("GET", "cash-out-codes/<uuid:code_id>"): hers(200, using=_CODE),
    ("POST", "cash-out-codes/<uuid:code_id>/cancel"): hers(200, using=_CODE),
    ("GET", "cash-out-requests"): own(200),
    ("GET", "cash-out-requests/<uuid:request_id>"): hers(200, using=_HERS),
    ("POST", "cash-out-requests/<uuid:request_id>/approve"): hers(201, {"pin": PIN}, keyed=True, using=_HERS),
    ("POST", "cash-out-requests/<uuid:request_id>/decline"): hers(200, using=_HERS),
    # The desk.
    ("GET", "agent/customers/resolve"): own(400),
    # Esther's outlet has no float.
    ("POST", "agent/cash-in"): desk(201, _BROUGHT, but={"agent": 422}),
    ("POST", "agent/cash-out"): desk(422, {"to": "+254712000002", "code": "00000000", **ONE, "pin": PIN}),
    ("POST", "agent/cash-out-requests"): desk(201, {"to": "+254712000002", **ONE}, keyed=True),
    ("GET", "agent/cash-out-requests/<uuid:request_id>"): Row(401, 404, 404, but={"cashier": 200}, using=_ASKED),
    ("GET", "agent/cash-out-requests/<uuid:request_id>/events"): Row(401, 404, 404, but={"cashier": 200}, using=_ASKED),
    ("POST", "agent/cash-out-requests/<uuid:request_id>/cancel"): Row(
        401, 404, 404, but={"cashier": 200}, using=_ASKED
    ),
    ("PUT", "agent/cash-out-requests/<uuid:request_id>/picture"): Row(
        401, 404, 404, photograph=photo("new"), but={"cashier": 200}, using=_SHOWN
    ),
    ("POST", "agent/dealings/<uuid:dealing_id>/reversal"): Row(
        401, 201, 404, {"reason": "wrong number"}, but={"manager": 201, "cashier": 201}
    ),
    ("GET", "agent/dealings"): desk(200, without=200),
    ("GET", "agent/dealings/<uuid:dealing_id>"): Row(401, 404, 404, but={"cashier": 200}),
    ("GET", "agent/commissions"): desk(200, without=200),
    ("GET", "agent/shifts"): desk(200, without=200),
    ("POST", "agent/shifts"): desk(409, {"cash": "0"}, without=201),
    ("GET", "agent/shift"): desk(200),
    ("POST", "agent/shift/cash-movements"): desk(
        201, {"direction": "IN", "amount": "1.00", "reason": "change"}, keyed=True
    ),
    ("POST", "agent/shift/close"): desk(200, {"cash": "50.00", "remark": "counted"}),
    ("GET", "agent/shifts/<uuid:shift_id>/report"): Row(401, 404, 404, but={"manager": 200}, using=_DIFFERENT),
    ("GET", "agent/registrations"): desk(200, without=200),
    ("POST", "agent/registrations"): desk(201, {"msisdn": "+254712888777", "full_name": "Zawadi Mutua"}),
    ("POST", "agent/registrations/<uuid:registration_id>/confirm"): desk(422, {"code": "123456"}, but={"agent": 404}),
    ("PUT", "agent/registrations/<uuid:registration_id>/details"): desk(409, but={"agent": 404}),
    ("PUT", "agent/registrations/<uuid:registration_id>/documents/<str:kind>"): desk(
        409, photograph=photo("new"), but={"agent": 404}
    ),
    ("POST", "agent/registrations/<uuid:registration_id>/submit"): desk(409, but={"agent": 404}),
    # The office.
    ("GET", "agents"): own(200),
    ("POST", "agents"): own(201, _AGENCY, but=dict.fromkeys(WITHOUT_WALLET, 422)),
    ("GET", _A): all_of_it(200),
    ("PATCH", _A): office(200, {"description": "Cash"}),
    ("POST", f"{_A}/submit"): office(409),
    ("POST", f"{_A}/close"): office(409, {"pin": PIN}, signed="here"),
    ("GET", f"{_A}/agents"): leading(200),
    ("GET", f"{_A}/documents/<str:kind>"): office(200),
    ("PUT", f"{_A}/documents/<str:kind>"): office(409, photograph=photo("new")),
    ("GET", f"{_A}/outlets"): all_of_it(200),
    ("POST", f"{_A}/outlets"): leading(201, _outlet),
    ("PATCH", f"{_A}/outlets/<uuid:outlet_id>"): leading(200, {"address": "Pier 1"}),
    ("POST", f"{_A}/outlets/<uuid:outlet_id>/close"): leading(409),
    ("GET", f"{_A}/staff"): leading(200),
    ("POST", f"{_A}/staff"): leading(201, {"to": "+254712000002", "role": "TELLER"}),
    ("PATCH", f"{_A}/staff/<uuid:staff_id>"): leading(
        200, lambda scene: {"outlet_id": str(scene.ids["outlet_id"])}, using=_STAFF
    ),
    ("DELETE", f"{_A}/staff/<uuid:staff_id>"): all_of_it(204, using=_STAFF),
    ("GET", f"{_A}/float-banks"): leading(200),
    ("POST", f"{_A}/float-slips"): leading(201, photograph=photo("new")),
    ("GET", f"{_A}/float-orders"): leading(200),
    ("POST", f"{_A}/float-orders"): leading(
        400,
        lambda scene: {
            **ONE,
            "outlet_id": str(scene.ids["outlet_id"]),
            "direction": "BUY",
            "bank": "nobody",
            "bank_reference": "DEP-2",
        },
        keyed=True,
    ),
    ("GET", f"{_A}/float-orders/<uuid:order_id>"): leading(200),
    ("GET", f"{_A}/float-orders/<uuid:order_id>/slip"): leading(200),
    ("POST", f"{_A}/float-orders/<uuid:order_id>/cancel"): leading(200),
    ("POST", f"{_A}/float-transfers"): leading(201, _transfer),
    ("GET", f"{_A}/outlets/<uuid:outlet_id>/float-movements"): leading(200),
    ("GET", f"{_A}/outlets/<uuid:outlet_id>/statement"): leading(200),
    ("GET", f"{_A}/liquidity"): leading(200),
    ("GET", f"{_A}/liquidity/agents"): leading(200),
    ("GET", f"{_A}/commissions"): leading(200),
    ("GET", f"{_A}/commission-payouts"): leading(200),
    ("GET", f"{_A}/dealings"): leading(200),
    ("GET", f"{_A}/dealings/<uuid:dealing_id>"): leading(200),
    # Who has served stands there by the id that the list is filtered by, and Amina has.
    ("GET", f"{_A}/shifts"): leading(200, tells={"manager": ("owner_id",)}),
    ("GET", f"{_A}/shifts/<uuid:shift_id>"): leading(200),
    ("GET", f"{_A}/shifts/<uuid:shift_id>/report"): leading(200),
    # It is the manager's own.
    ("POST", f"{_A}/shifts/<uuid:shift_id>/approve"): office(200, {"reason": "seen"}, using=_DIFFERENT),
    ("POST", f"{_A}/shifts/<uuid:shift_id>/close"): leading(409, {"cash": "65.00"}),
    ("GET", f"{_A}/days/<str:day>"): leading(200),
    ("GET", f"{_A}/registrations"): leading(200),
    ("GET", f"{_A}/cash-out-requests"): leading(200),
    ("GET", f"{_A}/cash-out-requests/<uuid:request_id>/picture"): leading(200, using=_SHOWN),
    ("POST", f"{_A}/cash-out-requests/<uuid:request_id>/approve"): leading(201, {"pin": PIN}, keyed=True, using=_SHOWN),
    ("POST", f"{_A}/cash-out-requests/<uuid:request_id>/refuse"): leading(200, {"reason": "No."}, using=_SHOWN),
}
