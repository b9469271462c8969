"""The book of takings agrees with the ledger: sales, held sales, and refunds out of takings, then out of the wallet."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db.models import Sum

from apps.accounts.models import User
from apps.core import clock
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.merchants.models import HeldSale, Merchant, Taking
from apps.merchants.selectors import business_of
from apps.merchants.services import Sale, sale_records
from apps.merchants.tests.factories import open_merchant, open_till
from apps.transactions import services as transactions
from apps.transactions.models import HeldFor, State, Transaction
from apps.transactions.pricing import Price
from apps.transactions.services import Attachment, Outcome
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def buy(payer: User, merchant: Merchant, amount: str, discount: str = "0.00", hold: str = "") -> Transaction:
    at = clock.now()
    till = open_till(merchant, label=str(uuid4())[:8])
    sale = Sale(merchant.id, till.store_id, till.id)
    return transactions.pay_business(
        payer_id=payer.id,
        session_id=None,
        business=business_of(merchant),
        amount=usd(amount),
        price=Price(usd(discount), usd("0"), "PAYEE"),
        hold=hold,
        key=str(uuid4()),
        digest=bytes(32),
        attachments=(Attachment(records=(sale_records(sale, at=at),)),),
        at=at,
    ).transaction


def give_back(sale: Transaction, amount: str | None = None) -> Outcome:
    assert sale.payee_id is not None
    return transactions.refund(
        payee_id=sale.payee_id,
        session_id=None,
        transaction_id=sale.id,
        amount=usd(amount) if amount else None,
        reason="too salty",
        key=str(uuid4()),
        digest=bytes(32),
        at=clock.now(),
    )


def takings(merchant: Merchant) -> Decimal:
    """What the account holds, which the lines must say too."""
    balance = get_balance(business_of(merchant).takings_account).amount
    said = Taking.objects.filter(merchant_id=merchant.id, settlement_id=None).aggregate(total=Sum("net"))["total"]
    assert (said or Decimal(0)) == balance
    return balance


def test_a_sale_reaches_the_takings_less_the_discount(amina: User, shop: Merchant) -> None:
    row = buy(amina, shop, "20.00", discount="0.30")
    assert (row.state, row.kind, row.payee_name) == (State.COMPLETED, "MERCHANT_PAYMENT", shop.name)
    assert available(amina) == 80
    assert takings(shop) == Decimal("19.70")
    assert list(verification.verify()) == []


def test_a_refund_takes_from_the_takings_then_from_the_wallet(amina: User, shop: Merchant) -> None:
    first, second = buy(amina, shop, "20.00", discount="0.30"), buy(amina, shop, "5.00")
    assert give_back(first).transaction.state == State.COMPLETED
    assert (available(amina), takings(shop)) == (95, Decimal("4.70"))
    # 4.70 is there, the wallet has nothing.
    assert give_back(second).transaction.failure_code == "insufficient_funds"
    assert (available(amina), takings(shop)) == (95, Decimal("4.70"))
    transactions.credit_promotion(person_id=shop.owner_id, amount=usd("1.00"), key="to the owner", at=clock.now())
    assert give_back(second).transaction.state == State.COMPLETED
    assert (available(amina), takings(shop), available(shop.owner)) == (100, 0, Decimal("0.70"))
    assert list(verification.verify()) == []


def test_what_is_held_is_no_taking_before_it_is_captured(amina: User, shop: Merchant) -> None:
    row = buy(amina, shop, "20.00", discount="0.30", hold=HeldFor.ORDER.value)
    assert (row.state, takings(shop), HeldSale.objects.count()) == (State.HELD, 0, 1)
    transactions.release_held(transaction_id=row.id, at=clock.now())
    assert (takings(shop), available(amina)) == (Decimal("19.70"), 80)
    again = buy(amina, shop, "20.00", hold=HeldFor.ORDER.value)
    transactions.return_held(transaction_id=again.id, code="cancelled_by_merchant", at=clock.now())
    assert (takings(shop), available(amina)) == (Decimal("19.70"), 80)
    assert list(verification.verify()) == []


def test_refunds_at_once_never_take_more_than_there_is(amina: User, shop: Merchant) -> None:
    sales = [buy(amina, shop, "5.00", discount="1.00") for _ in range(8)]
    outcomes = run_together(len(sales), lambda number: give_back(sales[number]))
    paid = [one for one in outcomes if one.transaction.state == State.COMPLETED]
    # 32.00 is there: six are given back whole, for the seventh 2.00 is too little and the wallet is empty.
    assert (len(paid), takings(shop), available(amina)) == (6, 2, 90)
    assert list(verification.verify()) == []
