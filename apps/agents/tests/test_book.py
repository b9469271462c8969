"""What is written with the money: the dealing, the counters, the drawer and the commission."""

from decimal import Decimal

import pytest

from apps.accounts.tests.factories import make_person
from apps.agents.models import CommissionLine, CustomerCash, Dealing, OutletDay
from apps.agents.selectors import get_desk
from apps.agents.services import serving
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import (
    employ,
    float_of,
    give_float,
    main_outlet,
    open_agent,
    open_shift,
    set_commission,
)
from apps.core import clock
from apps.core.money import Money
from apps.ledger import verification
from apps.transactions.services import approve_reversal, pay_cash_in, request_reversal
from apps.wallets.tests.factories import available, join

# The ledger's verification reads in a transaction of its own.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    owner = make_person("hassan")
    agent = open_agent(owner)
    outlet = main_outlet(agent)
    give_float(outlet, 500)
    teller = make_person("imani")
    employ(agent, teller)
    shift = open_shift(outlet, teller, cash=20)
    return agent, outlet, teller, shift


def test_a_cash_in_moves_float_counts_and_earns(shop) -> None:
    _, outlet, teller, shift = shop
    amina = join("amina", 0)
    set_commission(percent=Decimal(1), teller_share=Decimal(20), outlet_share=Decimal(30), agent_share=Decimal(50))

    row = bring(teller, amina, "100.50")

    assert (row.state, available(amina), float_of(outlet)) == ("COMPLETED", Decimal("100.5"), Decimal("399.5"))
    dealing = Dealing.objects.get()
    assert (dealing.transaction_id, dealing.teller_id, dealing.commission) == (row.id, teller.id, Decimal("1.00"))
    assert sorted(CommissionLine.objects.values_list("earner", "amount")) == [
        ("AGENT", Decimal("0.5")),
        ("OUTLET", Decimal("0.3")),
        ("TELLER", Decimal("0.2")),
    ]
    shift.refresh_from_db()
    assert (shift.expected, shift.cash_in, shift.dealings) == (Decimal("120.5"), Decimal("100.5"), 1)
    assert OutletDay.objects.get().total == CustomerCash.objects.get().mean == Decimal("100.5")
    assert list(verification.verify()) == []


def test_a_closed_shift_serves_nobody(shop) -> None:
    from apps.agents.errors import ShiftNotOpen

    _, outlet, teller, shift = shop
    amina = join("amina", 0)
    desk = get_desk(teller.id)
    shift.state, shift.closed_at, shift.counted_cash, shift.difference = "CLOSED", clock.now(), 20, 0
    shift.save()
    at = clock.now()
    attachment, _ = serving(
        desk, kind="CASH_IN", customer_id=amina.id, customer_tier="TIER_1", amount=Money(Decimal(5), "USD"), at=at
    )
    with pytest.raises(ShiftNotOpen):
        pay_cash_in(
            teller_id=teller.id,
            session_id=None,
            outlet=desk.side,
            customer_id=amina.id,
            amount=Money(Decimal(5), "USD"),
            key="one",
            digest=b"x" * 32,
            attachments=(attachment,),
            at=at,
        )
    assert (available(amina), float_of(outlet)) == (0, 500)


def test_who_works_for_the_agent_is_not_served(shop) -> None:
    agent, outlet, teller, _ = shop
    brian = join("brian", 0)
    employ(agent, brian)
    row = bring(teller, brian, "5")
    assert (row.state, row.failure_code, float_of(outlet)) == ("DECLINED", "self_dealing", 500)


def test_a_reversal_takes_the_commission_back(shop) -> None:
    _, outlet, teller, _ = shop
    amina = join("amina", 0)
    set_commission(percent=Decimal(1), teller_share=Decimal(20), outlet_share=Decimal(30), agent_share=Decimal(50))
    row = bring(teller, amina, "100")
    maker, checker = make_person("olga"), make_person("esther")
    asked = request_reversal(
        transaction_id=row.id, policy="REFUSE", reason="wrong number", maker_id=maker.id, now=clock.now()
    )
    done = approve_reversal(request_id=asked.id, checker_id=checker.id, holds_role=True, now=clock.now())
    assert (done.state, available(amina), float_of(outlet)) == ("DONE", 0, 500)
    assert sum(CommissionLine.objects.values_list("amount", flat=True)) == 0
    assert CommissionLine.objects.count() == 6
    assert list(verification.verify()) == []
