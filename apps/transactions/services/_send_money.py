from dataclasses import replace
from datetime import datetime
from uuid import UUID

from apps.accounts.identifiers import normalise_msisdn
from apps.accounts.selectors import find_person, get_person
from apps.accounts.services import Proof
from apps.core.money import Money
from apps.transactions.errors import CurrencyMismatch, Declined, PayeeNotFound, SelfTransfer
from apps.transactions.kinds import P2P
from apps.transactions.models import HeldFor
from apps.transactions.services._ask import ask
from apps.transactions.services._invitations import invitation_of
from apps.transactions.services._pay import Attachment, Intent, Outcome, Side
from apps.transactions.services._quotes import promised
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
    quote_id: UUID | None = None,
    invite: bool = False,
    parent_id: UUID | None = None,
    attachments: tuple[Attachment, ...] = (),
    at: datetime,
) -> Outcome:
    """Sends money from one person to another, once for each `key`.

    `to` is a number in E.164, a proven e-mail address, a @handle or a person's id. With `invite`, money for a number
    that nobody has registered is held until somebody does. A `quote_id` names the price that was promised.
    What business rules refuse is an outcome with state DECLINED; see apps.transactions.errors.DECLINES. A session
    needs a `proof`. Raises what `ask` raises, accounts.errors.PersonNotFound.
    """
    person = get_person(payer_id)
    wallet = find_wallet(payer_id, amount.currency)
    payer = Side(person.id, person.full_name, wallet, person.kyc_tier, person.time_zone)
    payee, refusal = _payee(payer, to, amount.currency)
    intent = Intent(
        *(P2P, payer_id, session_id, payer, payee, amount, note, key, digest),
        parent_id=parent_id,
        quote_id=quote_id,
        attachments=attachments,
    )
    number = normalise_msisdn(to.strip()) if invite and isinstance(refusal, PayeeNotFound) else None
    if number:
        refusal = None if payer.wallet else CurrencyMismatch()
        invitation = invitation_of(number=number, sender_id=payer_id, currency=amount.currency, at=at)
        intent = replace(
            intent, payee=Side(name=number), hold=HeldFor.CLAIM.value, attachments=(*attachments, invitation)
        )
    if quote_id and refusal is None:
        promise, refusal = promised(
            quote_id, person_id=payer_id, kind=P2P.code, payee_id=intent.payee.person_id, amount=amount, at=at
        )
        intent = replace(intent, price=promise.price if promise else None)
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
