from datetime import datetime
from uuid import UUID

from apps.accounts.selectors import find_person, get_person
from apps.accounts.services import Proof
from apps.core.money import Money
from apps.transactions.errors import CurrencyMismatch, Declined, PayeeNotFound, SelfTransfer
from apps.transactions.kinds import P2P
from apps.transactions.services._ask import ask
from apps.transactions.services._pay import Intent, Outcome, Side
from apps.wallets.selectors import find_wallet


def send_money(
    *,
    payer_id: UUID,
    session_id: UUID | None,
    to: str,
    amount: Money,
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    at: datetime,
) -> Outcome:
    """Sends money from one person to another, once for each `key`.

    `to` is a number in E.164, a proven e-mail address, a @handle or a person's id. The fee comes on top of `amount`.
    What business rules refuse is an outcome with state DECLINED; see apps.transactions.errors.DECLINES. A session
    needs a `proof`. Raises what `ask` raises, accounts.errors.PersonNotFound.
    """
    person = get_person(payer_id)
    payer = Side(person.id, person.full_name, find_wallet(payer_id, amount.currency), person.kyc_tier)
    payee, refusal = _payee(payer, to, amount.currency)
    intent = Intent(P2P, payer_id, session_id, payer, payee, amount, note, key, digest)
    return ask(intent, proof=proof, at=at, refusal=refusal)


def _payee(payer: Side, to: str, currency: str) -> tuple[Side, Declined | None]:
    """Who is meant, and what already stands against paying them."""
    found = find_person(to)
    if found is None:
        return Side(), PayeeNotFound()
    wallet = find_wallet(found.id, currency)
    payee = Side(found.id, found.full_name, wallet, found.kyc_tier)
    if found.id == payer.person_id:
        return payee, SelfTransfer()
    if wallet is None or payer.wallet is None:
        return payee, CurrencyMismatch()
    return payee, None
