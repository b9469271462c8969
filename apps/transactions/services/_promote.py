import hashlib
from datetime import datetime
from uuid import UUID

from apps.accounts.selectors import get_person
from apps.core.money import Money
from apps.transactions.errors import CurrencyMismatch
from apps.transactions.kinds import PROMOTION
from apps.transactions.services._pay import PLATFORM, PLATFORM_ID, Intent, Outcome, Side, pay
from apps.transactions.services._pricing import open_platform_accounts
from apps.wallets.selectors import find_wallet


def credit_promotion(*, person_id: UUID, amount: Money, key: str, note: str = "", at: datetime) -> Outcome:
    """Gives a person money from the promotions account, once for each `key`.

    Raises accounts.errors.PersonNotFound, IdempotencyKeyReused when the key gave another amount.
    """
    person = get_person(person_id)
    wallet = find_wallet(person_id, amount.currency)
    open_platform_accounts(PROMOTION, amount.currency, at=at)
    digest = hashlib.sha256(f"{PROMOTION.code}|{person_id}|{amount}".encode()).digest()
    payee = Side(person.id, person.full_name, wallet)
    intent = Intent(PROMOTION, PLATFORM_ID, None, PLATFORM, payee, amount, note, key, digest)
    return pay(intent, at=at, refusal=None if wallet else CurrencyMismatch())
