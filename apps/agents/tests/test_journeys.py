"""Stories at an agent's counter over HTTP, from the drawer that is counted to the statements at its end.

The others are where what they are about is: float that two operators have looked at in test_decide_float.py, float that
a super-agent supplies in test_move_float.py, a drawer that differs in test_shift_differences.py.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, UserFactory, client_of, make_person
from apps.agents import services
from apps.agents.models import Agent, Outlet
from apps.agents.tests.at_the_desk import post_cash_in
from apps.agents.tests.ending import commissions_of, ends_well, float_lines, owed
from apps.agents.tests.factories import employ, float_of, give_float, main_outlet, open_agent, set_commission
from apps.agents.tests.fetching import ASKED, CODES, REQUESTS, ask, make, post, redeem, wrong
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.notifications.models import Notification
from apps.transactions.models import ReversalRequest
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)
SHIFT = "/api/v1/agent/shift"


class Counter:
    """Hassan's shop below Umoja. Imani has counted 100.00 in her drawer, over HTTP; everybody earns a quarter of two
    percent, and the shop is paid at once, a tenth withheld."""

    def __init__(self) -> None:
        shares: dict[str, Any] = {f"{who}_share": Decimal(25) for who in ("teller", "outlet", "agent", "super")}
        for kind in ("CASH_IN", "CASH_OUT"):
            set_commission(kind, percent=Decimal(2), **shares)
        self.umoja = open_agent(make_person("grace"), name="Umoja", rank="SUPER")
        self.agent = open_agent(
            make_person("hassan"), parent=self.umoja, pays_out="INSTANT", withholding_percent=Decimal(10)
        )
        self.outlet = main_outlet(self.agent)
        give_float(self.outlet, 500)
        self.imani = join("imani")
        employ(self.agent, self.imani)
        self.desk = client_of(self.imani)
        begun = self.desk.post("/api/v1/agent/shifts", {"cash": "100.00"}, format="json")
        assert begun.status_code == 201, begun.content
        self.amina = join("amina", 200)

    def pay_commissions(self) -> None:
        """What a worker does every half minute."""
        services.pay_commissions_due(now=clock.now())

    def ends(self, *, drawer: str) -> None:
        """Imani counts what should be there, and the statements of shop and super-agent tie to the ledger."""
        closed = body_of(self.desk.post(f"{SHIFT}/close", {"cash": drawer}, format="json"))
        assert (closed.get("state"), closed.get("difference")) == ("CLOSED", "0.00"), closed
        ends_well(self.agent, self.umoja)


@pytest.fixture
def counter() -> Counter:
    return Counter()


def told(person: User) -> list[str]:
    """What somebody has heard of, in order."""
    deliver_events()
    return list(Notification.objects.filter(person_id=person.id).order_by("id").values_list("topic", flat=True))


def parts_of(agent: Agent) -> dict[str, Decimal]:
    body = commissions_of(agent)
    names = ("earned", "taken_back", "paid", "tax_withheld", "closing")
    return {name: Decimal(body[name]) for name in names}


def test_cash_becomes_money(counter: Counter) -> None:
    """Amina brings 80.00. Imani looks whom she would serve, types a zero too many, and then the right amount."""
    set_fee(kind="CASH_IN", currency="USD", flat=Decimal("0.30"), bearer="PAYEE", active_from=clock.now())
    amina, desk = counter.amina, counter.desk
    seen = body_of(desk.get("/api/v1/agent/customers/resolve", {"to": amina.msisdn}))
    assert seen["name"] == "Amina O."
    too_much = post_cash_in(desk, amount="800.00")
    assert (too_much.status_code, body_of(too_much)["code"]) == (422, "insufficient_funds")
    paid = post_cash_in(desk, amount="80.00", key="amina")
    body = body_of(paid)
    assert (paid.status_code, body["float_left"], body["expected_cash"]) == (201, "420.00", "180.00")
    assert post_cash_in(desk, amount="80.00", key="amina").content == paid.content
    assert available(amina) == Decimal("279.70")
    assert told(amina)[-1:] == ["cash_in_received"]
    (line,) = body_of(client_of(amina).get("/api/v1/transactions", {"state": "COMPLETED"}))["results"]
    assert (line["reference"], line["payer"]["name"]) == (body["reference"], "Hassan's Shop, Main")
    # The customer's side of it: the agent sees one dealing, and no declined one.
    listed = body_of(client_of(counter.agent.owner).get(f"/api/v1/agents/{counter.agent.id}/dealings"))["results"]
    assert [(one["reference"], one["amount"], one["customer"]["name"]) for one in listed] == [
        (body["reference"], "80.00", "Amina O.")
    ]
    assert parts_of(counter.agent)["earned"] == Decimal("1.20")
    assert float_lines(counter.agent, counter.outlet) == [("Float bought", "500.00"), ("Cash in", "-80.00")]
    counter.ends(drawer="180.00")


def test_cash_for_a_code(counter: Counter) -> None:
    """Amina makes a code on her phone; Imani mistypes it, hands out the cash, and the code is worth nothing more."""
    set_fee(kind="CASH_OUT", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    amina, imani = counter.amina, counter.imani
    made = body_of(make(amina, "60.00", agent_code=counter.outlet.code))
    assert (made["state"], made["total"], available(amina)) == ("WAITING", "60.50", Decimal("139.50"))
    assert body_of(redeem(imani, amina, wrong(made["code"]), "60.00"))["code"] == "cash_code_wrong"
    assert body_of(redeem(imani, amina, made["code"], "66.00"))["code"] == "wrong_amount"
    paid = redeem(imani, amina, made["code"], "60.00", key="till")
    body = body_of(paid)
    assert (paid.status_code, body["state"], body["expected_cash"]) == (201, "COMPLETED", "40.00")
    assert redeem(imani, amina, made["code"], "60.00", key="till").content == paid.content
    assert body_of(redeem(imani, amina, made["code"], "60.00"))["code"] == "cash_code_used"
    assert body_of(client_of(amina).get(f"{CODES}/{made['id']}"))["state"] == "PAID"
    assert (available(amina), float_of(counter.outlet)) == (Decimal("139.50"), 560)
    assert told(amina)[-1] == "cash_out_paid"
    assert float_lines(counter.agent, counter.outlet)[1:] == [("Cash out", "60.00")]
    counter.ends(drawer="40.00")


def test_cash_that_the_customer_approves(counter: Counter) -> None:
    """Imani asks twice: Amina says no to what she has not asked for, and yes to the other on her phone."""
    amina, phone = counter.amina, client_of(counter.amina)
    wrong_one, right = (str(body_of(ask(counter.imani, amina, amount))["id"]) for amount in ("90.00", "70.00"))
    assert told(amina)[-2:] == ["cash_out_asked"] * 2
    assert body_of(post(phone, f"{REQUESTS}/{wrong_one}/decline"))["state"] == "REFUSED"
    assert body_of(post(phone, f"{REQUESTS}/{wrong_one}/approve", {"pin": PIN}))["code"] == "cash_request_conflict"
    (waits,) = body_of(phone.get(REQUESTS, {"state": "OPEN"}))["results"]
    assert (waits["id"], waits["amount"], waits["outlet"]["code"]) == (right, "70.00", counter.outlet.code)
    assert body_of(counter.desk.get(f"{ASKED}/{right}"))["state"] == "OPEN"
    paid = post(phone, f"{REQUESTS}/{right}/approve", {"pin": PIN}, key="yes")
    assert (paid.status_code, body_of(paid)["kind"], body_of(paid)["total"]) == (201, "CASH_OUT", "70.00")
    assert post(phone, f"{REQUESTS}/{right}/approve", {"pin": PIN}, key="yes").content == paid.content
    seen = body_of(counter.desk.get(f"{ASKED}/{right}"))
    assert (seen["state"], seen["transaction_id"]) == ("PAID", body_of(paid)["id"])
    assert (available(amina), float_of(counter.outlet)) == (130, 570)
    counter.ends(drawer="30.00")


def test_a_code_that_is_too_old(counter: Counter) -> None:
    """Amina comes after sixteen minutes: nothing is handed out, and her money is hers again, once."""
    amina = counter.amina
    made = body_of(make(amina, "60.00"))
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        late = redeem(counter.imani, amina, made["code"], "60.00")
        assert body_of(late)["code"] == "cash_code_expired"
        services.expire_cash_codes(now=clock.now())
        assert services.expire_cash_codes(now=clock.now()) == 0
        seen = body_of(client_of(amina).get(f"{CODES}/{made['id']}"))
        assert (seen["state"], seen["code"], available(amina)) == ("EXPIRED", None, 200)
        payment = body_of(client_of(amina).get(f"/api/v1/transactions/{made['transaction']['id']}"))
        assert (payment["state"], payment["failure_code"]) == ("RETURNED", "cash_code_expired")
        assert told(amina)[-1] == "cash_out_returned"
        # Neither does the code come back, nor has anybody earned.
        assert body_of(redeem(counter.imani, amina, made["code"], "60.00"))["code"] == "cash_code_expired"
        assert (owed(counter.agent), float_of(counter.outlet)) == (0, 500)
        counter.desk = client_of(counter.imani)
        counter.ends(drawer="100.00")


def operator(*codenames: str) -> Client:
    """Somebody at the operators' site, with these permissions besides seeing everything."""
    person = UserFactory.create(is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_") | Permission.objects.filter(codename__in=codenames)
    )
    client = Client()
    client.force_login(person)
    return client


def test_cash_in_that_is_undone_after_its_commission_was_paid(counter: Counter) -> None:
    """100.00 went to Amina and was meant for Brian. It comes back, what everybody was paid for it is owed, and netted
    with what they earn next."""
    brian = join("brian")
    outlet, shop = counter.outlet, counter.agent
    paid = body_of(post_cash_in(counter.desk, amount="100.00"))
    counter.pay_commissions()
    # Half a dollar for each of the shop's three, less the tenth; what is the super-agent's waits for the month.
    assert parts_of(shop) == {
        "earned": Decimal("1.50"),
        "taken_back": Decimal(0),
        "paid": Decimal("1.35"),
        "tax_withheld": Decimal("0.15"),
        "closing": Decimal(0),
    }
    assert (available(counter.imani), float_of(outlet)) == (Decimal("0.45"), Decimal("400.90"))

    asked = post(counter.desk, f"/api/v1/agent/dealings/{paid['id']}/reversal", {"reason": "One digit was wrong"})
    assert asked.status_code == 201, asked.content
    request = ReversalRequest.objects.get()
    page = f"/admin/transactions/reversalrequest/{request.pk}/approve/"
    operator("change_reversalrequest").post(page, {"_form_submitted": "on"})
    request.refresh_from_db()
    assert (request.state, request.refusal_code) == ("DONE", "")
    assert (available(counter.amina), float_of(outlet)) == (200, Decimal("500.90"))
    assert (parts_of(shop)["taken_back"], owed(shop)) == (Decimal("1.50"), Decimal("-1.50"))
    # The cash is Brian's. Imani takes it out of the drawer, and in again when she serves him.
    moved = {"direction": "OUT", "amount": "100.00", "reason": "Given back"}
    assert post(counter.desk, f"{SHIFT}/cash-movements", moved).status_code == 201
    assert post_cash_in(counter.desk, to="brian", amount="100.00").status_code == 201
    counter.pay_commissions()
    # Earned twice, taken back once, paid once.
    assert (owed(shop), available(counter.imani), available(brian)) == (0, Decimal("0.45"), 100)
    assert float_lines(shop, outlet) == [
        ("Float bought", "500.00"),
        ("Cash in", "-100.00"),
        *[("Commission", "0.45")] * 2,
        ("Cash in, reversed", "100.00"),
        ("Cash in", "-100.00"),
    ]
    counter.ends(drawer="200.00")


def test_the_month_of_who_supplies_it(counter: Counter) -> None:
    """Umoja is paid for what its agent did when the month is over, of both kinds, and its statement says so."""
    post_cash_in(counter.desk, amount="100.00")
    made = body_of(make(counter.amina, "50.00"))
    assert redeem(counter.imani, counter.amina, made["code"], "50.00").status_code == 201
    counter.pay_commissions()
    depot: Outlet = main_outlet(counter.umoja)
    assert (owed(counter.umoja), float_of(depot)) == (Decimal("0.75"), 0)
    with time_machine.travel(clock.now() + timedelta(days=32)):
        counter.pay_commissions()
        assert (owed(counter.umoja), float_of(depot)) == (0, Decimal("0.75"))
        ends_well(counter.agent, counter.umoja)
