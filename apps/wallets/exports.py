"""What wallets add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor
from apps.core.money import decimal_string
from apps.wallets import selectors


@contributor("wallets")
def _wallets(person_id: UUID) -> Iterator[dict[str, Any]]:
    for wallet in selectors.list_wallets(person_id):
        yield {
            "id": wallet.id,
            "currency": wallet.currency,
            "status": wallet.status,
            "available": decimal_string(wallet.available.amount, wallet.currency),
            "held": decimal_string(wallet.held.amount, wallet.currency),
        }
