"""Changing one's own money into another currency.

What is locked and what happens when the process dies: what the pipeline says (`_pay`). Both wallets' account rows are
locked by the one statement, in the order of their ids, so that conversions there and back at the same time never wait
for each other in a circle; the positions, fees and taxes have no row to lock. All legs are one journal entry: nobody
ever sees one currency gone and the other not there.

A rate is read before that statement and may be replaced a moment later: the conversion has the rate that was in force
at `at`, or the one its quote has fixed.
"""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.accounts.selectors import get_person
from apps.accounts.services import Proof
from apps.core.money import InvalidMoney, Money, minor_units
from apps.transactions import pricing
from apps.transactions.conversion import RATE_STEP, convert_at, converted_part, get_rate, require_two
from apps.transactions.errors import AmountTooLarge, Declined, NoWallet, QuoteMismatch
from apps.transactions.kinds import CONVERSION
from apps.transactions.models import ConversionRate
from apps.transactions.services._ask import ask
from apps.transactions.services._pay import Intent, Outcome, Side
from apps.transactions.services._pricing import open_platform_accounts
from apps.transactions.services._quotes import promised
from apps.wallets.selectors import find_wallet

# Beyond these a rate is a slip of the pen, and its inverse would not fit its column.
LEAST_RATE, LARGEST_RATE = Decimal("0.000001"), Decimal(1_000_000)


def set_rate(
    *, base: str, quote: str, rate: Decimal, spread_percent: Decimal = Decimal(0), active_from: datetime
) -> ConversionRate:
    """Adds what one unit of `base` is worth in `quote` from `active_from` on, and opens the accounts it is posted to.

    Whoever converts gets `spread_percent` (out of a hundred) less. Raises InvalidMoney for an unknown currency, and
    for a rate beyond LEAST_RATE and LARGEST_RATE or with more than twelve decimals; django.db.IntegrityError for
    figures that make no sense or a second rate from the same moment.
    """
    for currency in (base, quote):
        minor_units(currency)
    if not rate.is_finite() or not LEAST_RATE <= rate <= LARGEST_RATE or rate != rate.quantize(RATE_STEP):
        raise InvalidMoney(f"A rate lies between {LEAST_RATE} and {LARGEST_RATE} and has at most twelve decimals.")
    with transaction.atomic():
        for currency in (base, quote):
            open_platform_accounts(CONVERSION, currency, at=active_from)
        return ConversionRate.objects.create(
            base=base, quote=quote, rate=rate, spread_percent=spread_percent, active_from=active_from
        )


def convert(
    *,
    person_id: UUID,
    session_id: UUID | None,
    amount: Money,
    to_currency: str,
    quote_id: UUID | None = None,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    at: datetime,
) -> Outcome:
    """Changes money of a person's wallet into their wallet in another currency, once for each `key`.

    A `quote_id` names the rate and the price that were promised. What business rules refuse is an outcome with state
    DECLINED: no_rate, no_wallet, below_minimum when nothing would arrive, and what any payment may meet. A session
    needs a `proof`. Raises InvalidInput for two currencies that are one, what `ask` raises,
    accounts.errors.PersonNotFound.
    """
    require_two(amount.currency, to_currency)
    person = get_person(person_id)
    payer = Side(person.id, person.full_name, find_wallet(person_id, amount.currency), person.kyc_tier)
    payee = replace(payer, wallet=find_wallet(person_id, to_currency))
    intent = Intent(CONVERSION, person_id, session_id, payer, payee, amount, "", key, digest, quote_id=quote_id)
    refusal: Declined | None = None
    try:
        intent = _as_quoted(intent, quote_id, to_currency, at) if quote_id else _as_of(intent, to_currency, at)
        if payer.wallet is None or payee.wallet is None:
            raise NoWallet
    except InvalidMoney:
        refusal = AmountTooLarge()
    except Declined as error:
        refusal = error
    return ask(intent, proof=proof, at=at, refusal=refusal)


def _as_of(intent: Intent, to_currency: str, at: datetime) -> Intent:
    """With the rate and the price in force. Raises NoRate, BelowMinimum, FeeExceedsAmount, InvalidMoney."""
    rate = get_rate(base=intent.amount.currency, quote=to_currency, at=at)
    price = pricing.get_price(kind=CONVERSION.code, amount=intent.amount, tier=intent.payer.tier, at=at)
    received = convert_at(rate, converted_part(intent.amount, price))
    return replace(intent, price=price, received=received, rate=rate.shown)


def _as_quoted(intent: Intent, quote_id: UUID, to_currency: str, at: datetime) -> Intent:
    """With what the quote promised. Raises the Declined that says why it promises nothing."""
    promise, refusal = promised(
        quote_id,
        person_id=intent.initiator_id,
        kind=CONVERSION.code,
        payee_id=intent.initiator_id,
        amount=intent.amount,
        at=at,
    )
    if promise is None:
        raise refusal or QuoteMismatch()
    row = promise.quote
    if row.received_amount is None or row.received_currency != to_currency:
        raise QuoteMismatch
    received = Money(row.received_amount, row.received_currency)
    return replace(intent, price=promise.price, received=received, rate=row.rate)
