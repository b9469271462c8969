"""Deposits and withdrawals a person asks for.

The payment itself, with all that is locked and what a kill leaves, is transactions.services.pay_outside. What is added
here is that the source is still linked at the moment of paying, which the payment's own statement looks at under the
lock of the source's row (FOR SHARE: payments do not wait for each other, only for whoever removes the source).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.accounts.services import Proof
from apps.core import sql
from apps.core.money import Money
from apps.core.ratelimit import spend
from apps.funding import rates, selectors
from apps.funding.errors import CardsNotOffered, FundingSourceNotFound, NotForWithdrawals
from apps.funding.models import FundingSource, SourceKind, SourceState
from apps.funding.sealed import open_token
from apps.gateways import registry
from apps.gateways.base import Capability
from apps.gateways.models import Route
from apps.gateways.services import CHECKOUT_PATIENCE
from apps.transactions import services as transactions
from apps.transactions.kinds import DEPOSIT, WITHDRAWAL
from apps.transactions.models import Transaction
from apps.transactions.services import Attachment, Outcome

# Where the provider's page leads to when the app does not say: back into it.
RETURN_URL = "gopay://deposits/done"
CARD_PAGE = "Card"


def deposit(
    *,
    person_id: UUID,
    session_id: UUID | None,
    amount: Money,
    source_id: UUID | None = None,
    save_card: bool = False,
    return_url: str = "",
    quote_id: UUID | None = None,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    at: datetime,
) -> Outcome:
    """Takes money from a source, or by card on the provider's page when none is given, once for each `key`.

    The answer of the page's payment says where it is (`outside.next_url`). With `save_card` the card is kept once the
    money is there. Call it outside a transaction. Raises FundingSourceNotFound, TooManyRequests and what
    transactions.services.pay_outside raises.
    """
    more: dict[str, Any]
    if source_id is None:
        more = {
            "terms": {
                "return_url": return_url or RETURN_URL,
                "keep_instrument": save_card,
                "description": "GoPay deposit",
            },
            "party_name": CARD_PAGE,
            "bound_to": _card_page(person_id, amount, key),
            "expires_at": at + CHECKOUT_PATIENCE,
        }
    else:
        source = _source(person_id, source_id, key)
        terms = {"instrument": open_token(source), "description": "GoPay deposit", "shown": source.masked}
        more = {"terms": terms, **_bound_to(source)}
    spend(rates.PAY_BY_PERSON, str(person_id), now=at)
    return transactions.pay_outside(
        kind=DEPOSIT,
        person_id=person_id,
        session_id=session_id,
        amount=amount,
        capability=Capability.COLLECT,
        quote_id=quote_id,
        key=key,
        digest=digest,
        proof=proof,
        at=at,
        **more,
    )


def withdraw(
    *,
    person_id: UUID,
    session_id: UUID | None,
    amount: Money,
    source_id: UUID,
    quote_id: UUID | None = None,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    at: datetime,
) -> Outcome:
    """Sends money to a linked bank account, once for each `key`.

    Call it outside a transaction. Raises FundingSourceNotFound, NotForWithdrawals for a card, TooManyRequests and what
    transactions.services.pay_outside raises.
    """
    source = _source(person_id, source_id, key)
    if source.kind != SourceKind.BANK_ACCOUNT:
        raise NotForWithdrawals
    spend(rates.PAY_BY_PERSON, str(person_id), now=at)
    terms = {
        "instrument": open_token(source),
        "beneficiary_name": source.holder_name,
        "description": "GoPay withdrawal",
        "shown": source.masked,
    }
    return transactions.pay_outside(
        kind=WITHDRAWAL,
        person_id=person_id,
        session_id=session_id,
        amount=amount,
        capability=Capability.PAY_OUT,
        terms=terms,
        quote_id=quote_id,
        key=key,
        digest=digest,
        proof=proof,
        at=at,
        **_bound_to(source),
    )


def _source(person_id: UUID, source_id: UUID, key: str) -> FundingSource:
    """The source. One that was removed is still named by requests that were answered before, and are asked again."""
    source = selectors.get_source(person_id=person_id, source_id=source_id)
    if source.state != SourceState.ACTIVE and not _was_asked(person_id, key):
        raise FundingSourceNotFound
    return source


def _card_page(person_id: UUID, amount: Money, key: str) -> str:
    """The gateway on whose page a payer types a card: of those that collect, the first that links no accounts.

    One that links accounts collects from these, and would refuse what names none. Raises CardsNotOffered.
    """
    ways = Route.objects.filter(
        Q(maximum=None) | Q(maximum__gte=amount.amount),
        capability=Capability.COLLECT.value,
        currency=amount.currency,
        minimum__lte=amount.amount,
        is_active=True,
        gateway__is_active=True,
    )
    for code in ways.order_by("priority", "gateway_id").values_list("gateway_id", flat=True):
        if registry.can_do(code, Capability.COLLECT) and not registry.can_do(code, Capability.LINK_ACCOUNT):
            return str(code)
    if _was_asked(person_id, key):
        return ""
    raise CardsNotOffered


def _was_asked(person_id: UUID, key: str) -> bool:
    return Transaction.objects.filter(initiator_id=person_id, idempotency_key=key).exists()


def _bound_to(source: FundingSource) -> dict[str, Any]:
    still_linked = sql.Part(
        "EXISTS (SELECT FROM funding_fundingsource s WHERE s.id = %s AND s.state = 'ACTIVE' FOR SHARE)", [source.id]
    )
    attachment = Attachment(condition=still_linked, why_not=lambda: _why_not(source.id))
    return {"party_name": source.name, "bound_to": source.gateway_code, "attachments": (attachment,)}


def _why_not(source_id: UUID) -> FundingSourceNotFound | None:
    is_linked = FundingSource.objects.filter(pk=source_id, state=SourceState.ACTIVE).exists()
    return None if is_linked else FundingSourceNotFound()
