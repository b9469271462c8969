"""Where a merchant's takings are settled to: the owner's wallet, or a bank account of the owner's.

Whoever has an owner's phone would send the takings to an account of their own. So it takes a code, the account must be
the owner's, what is settled to a new one waits for a day, and the owner is told on every channel. The merchant's row is
locked, which whoever makes a settlement holds too.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts.services import Proof
from apps.core.ratelimit import spend
from apps.funding import wording
from apps.funding.errors import FundingSourceNotFound
from apps.funding.models import FundingSource, SourceKind
from apps.funding.selectors import get_active_source
from apps.merchants import rates
from apps.merchants.models import Merchant, SettleTo
from apps.merchants.selectors import Power, get_merchant, require_role
from apps.merchants.services._desk import announce, lock_for, require_not_closed
from apps.merchants.services._proven import confirm, use

WAIT = timedelta(hours=24)


def set_settlement_destination(
    *,
    person_id: UUID,
    session_id: UUID,
    merchant_id: UUID,
    source_id: UUID | None,
    proof: Proof,
    now: datetime,
) -> Merchant:
    """Settles to this bank account of the owner's from now on, or to their wallet without one.

    Nothing is settled to an account that is not the present one before a day is over. Call it outside a transaction.
    Records `merchants.settlement_destination_changed`. Raises MerchantNotFound, RoleRequired, MerchantConflict,
    FundingSourceNotFound, StepUpRequired, InvalidCode, TooManyRequests, SessionEnded, and what
    accounts.services.authorise raises.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    spend(rates.SETTLEMENT_CHANGES, str(person_id), now=now)
    merchant = get_merchant(merchant_id)
    require_not_closed(merchant)
    source = _bank_account(person_id, source_id) if source_id else None
    authority = confirm(
        *(merchant, "merchant_settlement"),
        person_id=person_id,
        session_id=session_id,
        proof=proof,
        now=now,
        facts={"source_id": str(source_id or "")},
        about={"destination": destination_of(source)},
    )
    with transaction.atomic():
        use(authority, session_id=session_id, now=now)
        merchant, _ = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
        require_not_closed(merchant)
        if source_id:
            # Removing a source takes the lock of its person's row too, so it is linked until this has committed.
            source = _bank_account(person_id, source_id)
        if (merchant.settle_source_id if merchant.settle_to == SettleTo.BANK else None) != source_id:
            _write(merchant, source, now + WAIT if source else None)
            announce(
                *(merchant, "merchants.settlement_destination_changed"),
                by=person_id,
                now=now,
                destination=destination_of(source),
            )
    return merchant


def forget_source(*, source_id: UUID, now: datetime) -> int:
    """Settles to the wallet what was settled to an account that is linked no more. Returns how many merchants'.

    Also of those that have closed: for them nobody chooses another account, and money may still be owed to them.
    Run twice, nobody is told twice: by then none names the account.
    """
    with transaction.atomic():
        named = Merchant.objects.filter(settle_source_id=source_id, settle_to=SettleTo.BANK)
        rows = list(named.select_for_update(no_key=True).order_by("pk"))
        for merchant in rows:
            _write(merchant, None, None)
            announce(
                *(merchant, "merchants.settlement_destination_changed"),
                by=None,
                now=now,
                destination=destination_of(None),
            )
    return len(rows)


def destination_of(source: FundingSource | None) -> str:
    """A destination in words."""
    return wording.plain(source.label) if source else "the GoPay wallet"


def _bank_account(person_id: UUID, source_id: UUID) -> FundingSource:
    source = get_active_source(person_id=person_id, source_id=source_id)
    if source.kind != SourceKind.BANK_ACCOUNT:
        raise FundingSourceNotFound
    return source


def _write(merchant: Merchant, source: FundingSource | None, not_before: datetime | None) -> None:
    merchant.settle_to = SettleTo.BANK if source else SettleTo.WALLET
    merchant.settle_source, merchant.settle_not_before = source, not_before
    merchant.save(update_fields=["settle_to", "settle_source", "settle_not_before"])
