"""What a payment to or from outside is and costs, on the pages where somebody types its amount and confirms it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.core.money import Money
from apps.transactions import pricing, services
from apps.transactions.api.serializers import quote_answer
from apps.transactions.kinds import KINDS, Direction
from apps.transactions.web.paying import Review, shortfall
from apps.wallets.errors import WalletNotFound
from apps.wallets.selectors import WalletView as Wallet
from apps.wallets.selectors import list_wallets


def open_wallets(person_id: UUID, *, currency: str = "") -> list[Wallet]:
    """The person's wallets that are not closed, or the one of a currency. Raises WalletNotFound when there is none."""
    wallets = [one for one in list_wallets(person_id) if one.status != "CLOSED" and currency in ("", one.currency)]
    if not wallets:
        raise WalletNotFound
    return wallets


def first_look(*, kind: str, amount: Money, tier: str, at: datetime) -> None:
    """Refuses an amount before anybody is asked for a PIN. Raises BelowMinimum, LimitExceeded, FeeExceedsAmount."""
    pricing.check_limits(kind=kind, amount=amount)
    pricing.get_price(kind=kind, amount=amount, tier=tier, at=at)


def quoted_review(
    *,
    person_id: UUID,
    kind: str,
    amount: Money,
    action: str,
    at: datetime,
    payee: str = "",
    rows: Sequence[tuple[str, str]] = (),
    between_own: bool = False,
    context: dict[str, Any] | None = None,
) -> Review:
    """A payment as it costs now, with the promise of that price.

    `between_own`: both sides are the person's own, so what the fee leaves of the amount is said, whoever bears it.
    Raises what services.quote raises.
    """
    price = services.quote(person_id=person_id, kind=KINDS[kind].code, amount=amount, at=at)
    answer = quote_answer(price)
    total = Money.parse(answer["total"], amount.currency)
    gets = Money.parse(answer["payee_gets"], answer["payee_currency"])
    is_told = between_own or price.bearer == "PAYER"
    return Review(
        action=action,
        total=total,
        amount=amount,
        payee=payee,
        fee=Money(price.fee, amount.currency) if is_told else None,
        tax=Money(price.tax, amount.currency) if is_told and price.tax else None,
        gets=gets if between_own and gets != amount else None,
        rows=tuple(rows),
        warning="" if KINDS[kind].outside == Direction.IN else shortfall(person_id, total),
        quote_id=price.id,
        context=context or {},
    )
