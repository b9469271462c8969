"""Recharging a phone number.

What is locked and what happens when the process dies: choosing operator and product only reads. The payment is the
pipeline's one statement (apps/transactions/services/_pay.py), which writes its activity too. Dying before it leaves
nothing, dying after it a payment that the same key answers with, and an operation the sweep of apps.gateways sends.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.accounts.services import Proof, activity_part
from apps.billers import selectors
from apps.billers.recharge_errors import (
    ProductNeeded,
    RechargeAmountNotExact,
    RechargeAmountTooLarge,
    RechargeAmountTooSmall,
    RechargeCurrencyDiffers,
    RechargeProductNotFound,
)
from apps.billers.recharge_numbers import checked_msisdn, masked_msisdn
from apps.billers.selectors import RechargeOperatorView, RechargeProductView
from apps.core import sql
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.gateways.base import Capability
from apps.transactions import services as transactions
from apps.transactions.kinds import RECHARGE
from apps.transactions.models import Transaction
from apps.transactions.services import Attachment, Outcome


@dataclass(frozen=True, slots=True)
class Choice:
    """What is bought, and of whom."""

    operator: RechargeOperatorView
    product: RechargeProductView


def recharge(
    *,
    person_id: UUID,
    session_id: UUID | None,
    msisdn: str,
    operator: str = "",
    product: str = "",
    amount: Money,
    note: str = "",
    quote_id: UUID | None = None,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    now: datetime,
) -> Outcome:
    """Buys airtime or a product for a number, once for each `key`: PENDING until the operator has said that it is done.

    `operator` and `product` are codes; without an operator it is found by the number, without a product it is airtime.
    Whose number it is does not matter. With a proof, call it outside a transaction. Raises InvalidInput on `msisdn`,
    what `choose` raises, and what transactions.services.pay_outside raises. None of these burns the key.
    """
    msisdn = checked_msisdn(msisdn)
    terms: dict[str, Any] = {}
    name = country = bound_to = ""
    try:
        chosen = choose(msisdn=msisdn, operator=operator, product=product, amount=amount)
    except DomainError:
        # What was decided once is answered again, whatever is sold by then; nothing of these terms is used.
        if not Transaction.objects.filter(initiator_id=person_id, idempotency_key=key).exists():
            raise
    else:
        name, country, bound_to = chosen.operator.name, chosen.operator.country, chosen.operator.gateway_code
        terms = {
            "operator": chosen.operator.code,
            "msisdn": msisdn,
            "product": chosen.product.code,
            "shown": msisdn,
        }
    return transactions.pay_outside(
        kind=RECHARGE,
        person_id=person_id,
        session_id=session_id,
        amount=amount,
        capability=Capability.RECHARGE,
        terms=terms,
        party_name=name,
        bound_to=bound_to,
        country=country,
        note=note,
        key=key,
        digest=digest,
        proof=proof,
        quote_id=quote_id,
        attachments=(_noting(person_id, msisdn, terms, now),),
        at=now,
    )


def choose(*, msisdn: str, operator: str = "", product: str = "", amount: Money) -> Choice:
    """What would be bought for a number. An operator that was named is taken, whatever the number looks like.

    Raises RechargeOperatorNotFound, OperatorUnavailable, UnknownPrefix, RechargeProductNotFound, ProductNeeded,
    RechargeCurrencyDiffers, RechargeAmountNotExact, RechargeAmountTooSmall, RechargeAmountTooLarge.
    """
    telco = selectors.get_recharge_operator(operator) if operator else selectors.detect_operator(msisdn)
    found = _named(telco, product) if product else _airtime(telco, amount.currency)
    _check_amount(found, amount)
    return Choice(telco, found)


def _named(telco: RechargeOperatorView, code: str) -> RechargeProductView:
    for product in telco.products:
        if product.code == code:
            return product
    raise RechargeProductNotFound


def _airtime(telco: RechargeOperatorView, currency: str) -> RechargeProductView:
    for product in telco.products:
        if product.kind == "AIRTIME" and product.amount is None and product.currency == currency:
            return product
    raise ProductNeeded


def _check_amount(product: RechargeProductView, amount: Money) -> None:
    if product.currency != amount.currency:
        raise RechargeCurrencyDiffers(currency=product.currency)
    if product.amount is not None and amount.amount != product.amount:
        raise RechargeAmountNotExact(amount=decimal_string(product.amount, product.currency))
    bounds: dict[str, Any] = {
        name: decimal_string(value, product.currency)
        for name, value in (("minimum", product.minimum), ("maximum", product.maximum))
        if value is not None
    }
    if product.minimum is not None and amount.amount < product.minimum:
        raise RechargeAmountTooSmall(**bounds)
    if product.maximum is not None and amount.amount > product.maximum:
        raise RechargeAmountTooLarge(**bounds)


def _noting(person_id: UUID, msisdn: str, terms: dict[str, Any], now: datetime) -> Attachment:
    def noted(transaction_id: UUID) -> sql.Part:
        detail = {"operator": terms.get("operator", ""), "number": masked_msisdn(msisdn)}
        return activity_part(
            person_id=person_id, action="billers.recharged", subject=str(transaction_id), detail=detail, at=now
        )

    return Attachment(effects=(noted,))
