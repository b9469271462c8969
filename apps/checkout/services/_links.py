"""Payment links: making and changing them, and what somebody who opens one begins to pay.

What is locked and what happens when the process dies: opening locks the link's row, looks whether it may still be used,
makes the charge, writes down that this charge has taken a use, and counts it, in one transaction. Whoever comes second
to the last use waits for the row and finds it taken. The use goes back, once, when the charge has ended unpaid
(expired, cancelled, returned), none of which ever becomes paid; so at most `max_uses` charges of a link can be paid.
Dying before the commit leaves nothing; dying after it a charge that expires, whose use the event of that gives back.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from apps.accounts.services import record_activity
from apps.checkout import asking_rates, selectors
from apps.checkout.asking_errors import LinkAmountRefused, LinkEndedByOperator, LinkNotFound, LinkOver, OtherCurrency
from apps.checkout.models import LinkUse, PaymentLink
from apps.checkout.return_urls import check_return_url
from apps.checkout.selectors import LinkFacts
from apps.core import ratelimit
from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.merchants.models import Charge, ChargeState, Merchant, Source, TipMode
from apps.merchants.selectors import Power, require_role
from apps.merchants.services import check_tip, make_charge

# How long whoever goes on at a link has time to pay.
TO_PAY = timedelta(minutes=30)
_TOKEN_BYTES = 16
_UNPAID_FOR_GOOD = (ChargeState.EXPIRED, ChargeState.CANCELLED, ChargeState.RETURNED)


@dataclass(frozen=True, slots=True)
class LinkTerms:
    """What a link asks for. Without `amount` the payer names it, between `least` and `most` if these are given."""

    title: str
    description: str = ""
    amount: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    tip_mode: str = TipMode.NONE.value
    tip_value: Decimal | None = None
    return_url: str = ""
    max_uses: int | None = None
    expires_at: datetime | None = None


def make_link(
    *, merchant_id: UUID, person_id: UUID, is_live: bool, currency: str, terms: LinkTerms, now: datetime
) -> LinkFacts:
    """Makes a link by which anybody may pay the merchant.

    Raises what `require_role` raises, OtherCurrency, InvalidInput for terms that make no sense, TooManyRequests.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
    ratelimit.spend(asking_rates.LINKS_BY_PERSON, str(person_id), now=now)
    merchant = Merchant.objects.get(pk=merchant_id)
    if currency != merchant.currency:
        raise OtherCurrency(f"This merchant is paid in {merchant.currency}.")
    _check_terms(terms, currency, now)
    return_url = check_return_url(terms.return_url, is_live=is_live)
    with transaction.atomic():
        link = PaymentLink.objects.create(
            merchant=merchant,
            is_live=is_live,
            token=secrets.token_urlsafe(_TOKEN_BYTES),
            title=terms.title,
            description=terms.description,
            amount=terms.amount,
            min_amount=terms.least,
            max_amount=terms.most,
            currency=currency,
            tip_mode=terms.tip_mode,
            tip_value=terms.tip_value,
            return_url=return_url,
            max_uses=terms.max_uses,
            expires_at=terms.expires_at,
            created_by_id=person_id,
            created_at=now,
        )
        _note(link, "checkout.link_made", person_id, now)
    return LinkFacts(link, 0)


def change_link(
    *, merchant_id: UUID, person_id: UUID, link_id: UUID, changes: Mapping[str, Any], now: datetime
) -> LinkFacts:
    """Changes what may be changed of a link: title, description, return_url, max_uses, expires_at, is_active.

    Raises what `require_role` raises, LinkNotFound, LinkEndedByOperator, InvalidInput.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
    with transaction.atomic():
        rows = PaymentLink.objects.select_for_update(no_key=True).filter(pk=link_id, merchant_id=merchant_id)
        if (link := rows.first()) is None:
            raise LinkNotFound
        if link.ended_because and changes.get("is_active"):
            raise LinkEndedByOperator
        if "return_url" in changes:
            check_return_url(changes["return_url"], is_live=link.is_live)
        if (limit := changes.get("max_uses")) is not None and limit < link.uses:
            raise _wrong("max_uses", f"It has been used {link.uses} times already.")
        _check_end(changes.get("expires_at"), now)
        for name, value in changes.items():
            setattr(link, name, value)
        link.save(update_fields=list(changes))
        _note(link, "checkout.link_changed", person_id, now, {"fields": ", ".join(sorted(changes))})
    return selectors.get_link(merchant_id=merchant_id, link_id=link_id)


def end_link(*, link_id: UUID, reason: str, by: UUID, now: datetime) -> PaymentLink:
    """An operator switches a link off, for good; its open charges can still be paid. Raises LinkNotFound, LinkOver."""
    with transaction.atomic():
        link = PaymentLink.objects.select_for_update(no_key=True).filter(pk=link_id).first()
        if link is None:
            raise LinkNotFound
        if link.ended_because:
            raise LinkOver
        link.is_active, link.ended_because = False, reason
        link.save(update_fields=["is_active", "ended_because"])
        _note(link, "checkout.link_ended", by, now, {"reason": reason})
    return link


def open_link(*, token: str, amount: Decimal | None, visit: str, address: str, now: datetime) -> Charge:
    """Makes the charge that whoever stands at a link goes on to pay, once for each `visit` and amount.

    `visit` is random, of the page they saw; `address` where they come from. Call it outside a transaction. Raises
    LinkNotFound, LinkOver, LinkAmountRefused, InvalidMoney, MerchantNotTrading, TooManyRequests.
    """
    ratelimit.spend(asking_rates.OPENED_FROM_ADDRESS, address, now=now)
    found = selectors.find_link(token)
    if found is None:
        raise LinkNotFound
    ratelimit.spend(asking_rates.OPENED_OF_LINK, str(found.id), now=now)
    with transaction.atomic():
        link = PaymentLink.objects.select_for_update(no_key=True).get(pk=found.id)
        if not link.is_active or (link.expires_at is not None and link.expires_at <= now):
            raise LinkOver
        money = _amount_of(link, amount)
        key = hashlib.sha256(f"{link.id}|{visit}|{money}".encode()).hexdigest()
        made = make_charge(
            merchant_id=link.merchant_id,
            amount=money,
            source=Source.LINK.value,
            is_live=link.is_live,
            description=link.title,
            details={"payment_link": str(link.id)},
            expires_in=TO_PAY,
            return_url=link.return_url,
            tip_mode=link.tip_mode,
            tip_value=link.tip_value,
            key=f"link:{key}",
            digest=hashlib.sha256(key.encode()).digest(),
            now=now,
        )
        if not made.replayed:
            _take_use(link, made.charge, now)
    return made.charge


def _take_use(link: PaymentLink, charge: Charge, now: datetime) -> None:
    """Under the lock of the link's row; without a use left, the charge is undone with the transaction."""
    if link.max_uses is not None and link.uses >= link.max_uses:
        raise LinkOver
    LinkUse.objects.create(charge=charge, link=link, taken_at=now)
    link.uses += 1
    link.save(update_fields=["uses"])


def give_back_use(*, charge_id: UUID, now: datetime) -> bool:
    """Gives back the use of a charge that ended unpaid; says whether there was one. Again, it does nothing."""
    use = LinkUse.objects.select_related("charge").filter(pk=charge_id, given_back_at=None).first()
    if use is None or use.charge.state not in _UNPAID_FOR_GOOD:
        return False
    with transaction.atomic():
        PaymentLink.objects.select_for_update(no_key=True).get(pk=use.link_id)
        if not LinkUse.objects.filter(pk=charge_id, given_back_at=None).update(given_back_at=now):
            return False
        PaymentLink.objects.filter(pk=use.link_id).update(uses=F("uses") - 1)
    return True


def _amount_of(link: PaymentLink, given: Decimal | None) -> Money:
    """What is asked for; of a link whose payer names it, what they named."""
    if link.amount is not None:
        return Money(link.amount, link.currency)
    if given is None:
        raise LinkAmountRefused("Enter an amount.")
    money = Money(given, link.currency)
    if money.amount <= 0:
        raise LinkAmountRefused("Enter an amount.")
    if link.min_amount is not None and money.amount < link.min_amount:
        raise LinkAmountRefused(f"The least is {decimal_string(link.min_amount, link.currency)} {link.currency}.")
    if link.max_amount is not None and money.amount > link.max_amount:
        raise LinkAmountRefused(f"The most is {decimal_string(link.max_amount, link.currency)} {link.currency}.")
    return money


def _check_terms(terms: LinkTerms, currency: str, now: datetime) -> None:
    amounts = {"amount": terms.amount, "min_amount": terms.least, "max_amount": terms.most}
    for name, amount in amounts.items():
        try:
            Money(amount if amount is not None else Decimal(0), currency)
        except InvalidMoney as error:
            raise _wrong(name, error.detail) from None
    if terms.amount is not None and (terms.least is not None or terms.most is not None):
        raise _wrong("min_amount", "A link with a fixed amount has no bounds.")
    if terms.least is not None and terms.most is not None and terms.least > terms.most:
        raise _wrong("max_amount", "This is less than min_amount.")
    check_tip(currency, terms.tip_mode, terms.tip_value)
    _check_end(terms.expires_at, now)


def _check_end(expires_at: datetime | None, now: datetime) -> None:
    if expires_at is not None and expires_at <= now:
        raise _wrong("expires_at", "This is not in the future.")


def _wrong(field: str, detail: str) -> InvalidInput:
    return InvalidInput(errors=[{"field": field, "code": "invalid", "detail": detail}])


def _note(link: PaymentLink, action: str, by: UUID, now: datetime, detail: Mapping[str, Any] | None = None) -> None:
    said = {"merchant_id": str(link.merchant_id), **(detail or {})}
    record_activity(person_id=by, action=action, subject=str(link.id), detail=said, at=now)
