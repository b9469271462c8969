from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from apps.accounts.selectors import get_person
from apps.core import ratelimit
from apps.core.ids import uuid7
from apps.core.money import InvalidMoney, Money
from apps.core.ratelimit import Rate
from apps.transactions import pricing
from apps.transactions.conversion import convert_at, converted_part, get_rate
from apps.transactions.errors import AmountTooLarge, Declined, NobodyToPay, PayeeNotFound, QuoteExpired, QuoteMismatch
from apps.transactions.kinds import KINDS
from apps.transactions.models import Quote
from apps.transactions.pricing import Price
from apps.transactions.services._resolve_payee import resolve_payee

# How long a quoted price holds.
QUOTE_LIFETIME = timedelta(seconds=60)
# Unused quotes are kept so long, for whoever asks what was promised.
_QUOTES_KEPT = timedelta(days=30)
_QUOTES_BY_PERSON = Rate("transactions.quotes.person", 60, 60)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a quote promises: the price, and of a conversion what arrives."""

    price: Price
    quote: Quote


def quote(
    *,
    person_id: UUID,
    kind: str,
    amount: Money,
    to: str | None = None,
    to_currency: str | None = None,
    at: datetime,
) -> Quote:
    """Promises a price for QUOTE_LIFETIME: fee and tax by the schedule in force, for the person's tier.

    With `to` it holds for that payee only; with `to_currency`, of a conversion, it fixes the rate and what arrives.
    Raises TooManyRequests, PayeeNotFound, FeeExceedsAmount, NoRate, BelowMinimum, InvalidInput for two currencies that
    are one, AmountTooLarge, accounts.errors.PersonNotFound, KeyError for an unknown kind. Call it outside a
    transaction.
    """
    ratelimit.spend(_QUOTES_BY_PERSON, str(person_id), now=at)
    person = get_person(person_id)
    payee_id = _payee_id(person_id, to, at) if to else None
    price = pricing.get_price(kind=KINDS[kind].code, amount=amount, tier=person.kyc_tier, at=at)
    rate = get_rate(base=amount.currency, quote=to_currency, at=at) if to_currency else None
    try:
        received = convert_at(rate, converted_part(amount, price)) if rate else None
    except InvalidMoney:
        raise AmountTooLarge from None
    return Quote.objects.create(
        id=uuid7(),
        person_id=person_id,
        kind=kind,
        payee_id=payee_id,
        amount=amount.amount,
        currency=amount.currency,
        fee=price.fee.amount,
        tax=price.tax.amount,
        bearer=price.bearer,
        received_amount=received.amount if received else None,
        received_currency=received.currency if received else "",
        rate=rate.shown if rate else None,
        created_at=at,
        expires_at=at + QUOTE_LIFETIME,
    )


def _payee_id(person_id: UUID, to: str, at: datetime) -> UUID:
    """Counted like any other look at who is behind a number, or quotes would be the way to try them all."""
    try:
        return resolve_payee(person_id=person_id, to=to, at=at).person_id
    except NobodyToPay:
        raise PayeeNotFound from None


def promised(
    quote_id: UUID, *, person_id: UUID, kind: str, payee_id: UUID | None, amount: Money, at: datetime
) -> tuple[Promise | None, Declined | None]:
    """What this quote promises for this payment, or why it promises nothing. That it is used once the payment's own
    row sees to (transactions_quote_once)."""
    row = Quote.objects.filter(pk=quote_id, person_id=person_id).first()
    if row is None or row.kind != kind or (row.amount, row.currency) != (amount.amount, amount.currency):
        return None, QuoteMismatch()
    if row.payee_id is not None and row.payee_id != payee_id:
        return None, QuoteMismatch()
    price = Price(Money(row.fee, row.currency), Money(row.tax, row.currency), row.bearer)
    if row.expires_at <= at:
        return None, QuoteExpired()
    return Promise(price, row), None


_PURGE = """
DELETE FROM transactions_quote WHERE id IN (
    SELECT q.id FROM transactions_quote q
     WHERE q.expires_at < %s AND NOT EXISTS (SELECT FROM transactions_transaction t WHERE t.quote_id = q.id)
     ORDER BY q.expires_at LIMIT %s)
"""


def purge_quotes(*, now: datetime, batch: int = 5_000) -> int:
    """Deletes quotes that nobody used and that expired long ago; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_PURGE, [now - _QUOTES_KEPT, batch])
        return int(cursor.rowcount)
