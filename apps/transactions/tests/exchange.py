"""People with money in several currencies, who convert it."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN
from apps.core import clock
from apps.core.money import Money
from apps.ledger.selectors import get_balance, get_trial_balance
from apps.ledger.services import deferred_account_id
from apps.transactions import services
from apps.transactions.models import ConversionRate
from apps.transactions.services import Outcome
from apps.transactions.tests.payments import DIGEST

CONVERSIONS = "/api/v1/conversions"


def rate(base: str, quote: str, figure: str, spread: str = "0", **changes: Any) -> ConversionRate:
    """What one unit of the base is worth from now on."""
    given = {"active_from": clock.now(), **changes}
    return services.set_rate(base=base, quote=quote, rate=Decimal(figure), spread_percent=Decimal(spread), **given)


def convert(
    user: User,
    amount: str,
    currency: str = "USD",
    to: str = "EUR",
    *,
    key: str | None = None,
    quote_id: UUID | None = None,
) -> Outcome:
    """Converts without HTTP and without a session."""
    return services.convert(
        person_id=user.id,
        session_id=None,
        amount=Money(Decimal(amount), currency),
        to_currency=to,
        quote_id=quote_id,
        key=key or str(uuid4()),
        digest=DIGEST,
        at=clock.now(),
    )


def body(amount: Any = "100.00", **changes: Any) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD", "to_currency": "EUR", "pin": PIN, **changes}


def ask(client: APIClient, fields: dict[str, Any] | None = None, *, key: str | None = None) -> Response:
    """POST /conversions with this key, or a new one."""
    fields = body() if fields is None else fields
    return client.post(CONVERSIONS, fields, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def position(currency: str) -> Decimal:
    """What the platform holds of a currency on its own account; a debit is negative."""
    return get_balance(deferred_account_id("fx:position", currency)).amount


def trial_balance() -> dict[str, Decimal]:
    """The sum of all accounts of each currency."""
    totals: dict[str, Decimal] = {}
    for row in get_trial_balance():
        totals[row.currency] = totals.get(row.currency, Decimal(0)) + row.balance
    return totals
