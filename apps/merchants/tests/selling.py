"""Sales and what goes back of them, without HTTP and without a session."""

from decimal import Decimal
from uuid import UUID, uuid4

from apps.accounts.models import User
from apps.core import clock
from apps.core.money import Money
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.merchants.models import Merchant, Till
from apps.merchants.selectors import business_of
from apps.merchants.services import Sale, refund_sale, sale_records
from apps.merchants.tests.factories import open_till
from apps.merchants.verification import verify_takings
from apps.transactions import services as transactions
from apps.transactions.models import Transaction
from apps.transactions.pricing import Price
from apps.transactions.services import Attachment, Outcome
from apps.transactions.tests.payments import DIGEST


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def sell(
    payer: User,
    merchant: Merchant,
    amount: str = "10.00",
    *,
    till: Till | None = None,
    discount: str = "0.00",
    hold: str = "",
) -> Transaction:
    """A payment at a till of the merchant's, or at its only one."""
    at = clock.now()
    till = till or merchant.tills.first() or open_till(merchant)
    sale = Sale(merchant.id, till.store_id, till.id)
    return transactions.pay_business(
        payer_id=payer.id,
        session_id=None,
        business=business_of(merchant),
        amount=usd(amount),
        price=Price(usd(discount), usd(0), "PAYEE"),
        hold=hold,
        key=str(uuid4()),
        digest=DIGEST,
        attachments=(Attachment(records=(sale_records(sale, at=at),)),),
        at=at,
    ).transaction


def give_back(
    by: User, merchant: Merchant, sale: Transaction | UUID, amount: str | None = None, *, key: str | None = None
) -> Outcome:
    """A refund by somebody of the staff."""
    return refund_sale(
        merchant_id=merchant.id,
        person_id=by.id,
        session_id=None,
        transaction_id=sale.id if isinstance(sale, Transaction) else sale,
        amount=None if amount is None else usd(amount),
        reason="too salty",
        key=key or str(uuid4()),
        digest=DIGEST,
        at=clock.now(),
    )


def takings_of(merchant: Merchant) -> Decimal:
    """What is on the account."""
    return get_balance(business_of(merchant).takings_account).amount


def all_books_are_right() -> bool:
    return list(verification.verify()) == [] and verify_takings() == []
