import hashlib
from datetime import datetime
from uuid import UUID

from apps.accounts.selectors import get_person
from apps.core.money import Money
from apps.transactions.errors import CurrencyMismatch
from apps.transactions.kinds import ADJUSTMENT
from apps.transactions.services._pay import PLATFORM, PLATFORM_ID, Intent, Outcome, Side, pay
from apps.transactions.services._pricing import open_platform_accounts
from apps.wallets.selectors import find_wallet


def adjust(
    *, person_id: UUID, amount: Money, parent_id: UUID | None = None, note: str = "", key: str, at: datetime
) -> Outcome:
    """Pays a person what stands on suspense for them, once for each `key`. Who may do so the caller has decided.

    No limit of what they may hold applies: it is theirs. Raises accounts.errors.PersonNotFound, IdempotencyKeyReused
    when the key paid something else.
    """
    person = get_person(person_id)
    wallet = find_wallet(person_id, amount.currency)
    open_platform_accounts(ADJUSTMENT, amount.currency, at=at)
    digest = hashlib.sha256(f"{ADJUSTMENT.code}|{person_id}|{amount}|{parent_id}".encode()).digest()
    payee = Side(person.id, person.full_name, wallet)
    intent = Intent(*(ADJUSTMENT, PLATFORM_ID, None, PLATFORM, payee, amount, note, key, digest), parent_id=parent_id)
    return pay(intent, at=at, refusal=None if wallet else CurrencyMismatch())
