"""What each way to resolve a discrepancy does, in words for whoever proposes or approves it."""

from decimal import Decimal

from apps.core.money import decimal_string
from apps.gateways.models import Discrepancy, Resolution
from apps.transactions.models import Transaction

_WORDS = {
    Resolution.PAY_CUSTOMER: "What is on suspense is paid into the customer's wallet, and they are told.",
    Resolution.SENT_BACK: "The provider has the money again: suspense is cleared against its clearing account. "
    "No wallet changes.",
    Resolution.WRITE_OFF: "What is on suspense becomes our loss, or our gain. No wallet changes.",
    Resolution.DONE: "The payment is completed, as if the provider had said so itself.",
    Resolution.NOT_DONE: "The payment fails, and what was put aside for it goes back to the customer.",
    Resolution.NOTED: "No money moves.",
}


def what_happens(row: Discrepancy, choice: str) -> str:
    """In full sentences, with the amounts where they are not those on suspense. Plain text: a page has to escape it."""
    if choice == Resolution.TAKE_BACK:
        return _taken_back(row)
    if choice == Resolution.PAY_BACK:
        return _paid_back(row)
    return _WORDS[Resolution(choice)]


def _taken_back(row: Discrepancy) -> str:
    payment = _payment_of(row)
    credit = _amount(payment.credit, payment.currency)
    fee = f" Our fee of {_amount(payment.charges, payment.currency)} is given up." if payment.charges else ""
    return (
        f"{credit} are taken from the wallet of {payment.payee_name}, who is told. What is not there any more they owe "
        f"us from then on.{fee} {row.gateway_code} owes us nothing for this deposit any more."
    )


def _paid_back(row: Discrepancy) -> str:
    payment = _payment_of(row)
    debit = _amount(payment.debit, payment.currency)
    fee = f" Our fee of {_amount(payment.charges, payment.currency)} is in it." if payment.charges else ""
    return (
        f"{debit} are paid back into the wallet of {payment.payer_name}, who is told.{fee} Their limits do not count "
        f"the payment any more. {row.gateway_code} owes us what it has not paid out."
    )


def _amount(amount: Decimal, currency: str) -> str:
    return f"{decimal_string(amount, currency)} {currency}"


def _payment_of(row: Discrepancy) -> Transaction:
    if row.transaction_id is None:
        raise ValueError(f"discrepancy {row.id} is about no payment, and nothing can be undone")
    return Transaction.objects.get(pk=row.transaction_id)
