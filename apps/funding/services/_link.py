"""Linking a bank account.

The account's number is sent to the provider and forgotten: what is kept is the token that comes back, sealed.

What is locked and what happens when the process dies: the PIN is looked at, the code asked for and the provider asked
outside any transaction. Dying there leaves at most a code that was sent, still good, and a token at the provider that
nobody uses. One transaction then locks the person's row, under which their sources are counted, inserts the source with
its event and activity, and uses up the code. Dying before its end leaves nothing; dying after it a linked account,
which a second request finds.

Whoever has a stolen phone would withdraw to an account of their own. So linking one always takes a code, the name must
be the person's own, and the person is told on every channel.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import SessionEnded
from apps.accounts.models import User
from apps.accounts.selectors import get_profile
from apps.accounts.services import Authority, Proof
from apps.core.ratelimit import spend
from apps.funding import rates
from apps.funding.errors import HolderDiffers
from apps.funding.holders import is_own
from apps.funding.models import FundingSource, SourceKind
from apps.funding.sealed import number_mark
from apps.funding.services._sources import add_source, find_linked, require_room
from apps.gateways import services as gateways
from apps.gateways.base import Instrument
from apps.wallets.selectors import Passage, get_standing

_SHOWN_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Linked:
    """A source, and whether it is a new one."""

    source: FundingSource
    is_new: bool


def link_bank_account(
    *,
    person_id: UUID,
    session_id: UUID,
    bank: str,
    account_number: str,
    holder_name: str,
    currency: str,
    proof: Proof,
    now: datetime,
) -> Linked:
    """Links a bank account of the person's own, or finds it linked. Call it outside a transaction.

    Records `funding.source_linked`. Raises HolderDiffers, TooManySources, StepUpRequired, InvalidCode,
    TooManyRequests, SessionEnded, what accounts.services.authorise and gateways.services.link_account raise.
    """
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    spend(rates.LINK_BY_PERSON, str(person_id), now=now)
    full_name = get_profile(person_id).full_name
    if not is_own(holder_name, full_name):
        raise HolderDiffers
    require_room(person_id)
    authority = accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of(
            "funding_source",
            bank=bank,
            number=number_mark(bank, account_number),
            holder_name=holder_name,
            currency=currency,
        ),
        about={"action": "funding_source", "bank": bank, "account": _masked(account_number)},
        proof=proof,
        session_id=session_id,
        now=now,
    )
    instrument, gateway_code = gateways.link_account(
        bank=bank,
        account_number=account_number,
        holder_name=holder_name,
        currency=currency,
        country=settings.COUNTRY,
        now=now,
    )
    # The bank's word counts for more than the person's.
    if instrument.holder_name and not is_own(instrument.holder_name, full_name):
        raise HolderDiffers
    return _write_down(person_id, session_id, authority, gateway_code, instrument, bank, holder_name, now)


def _write_down(
    person_id: UUID,
    session_id: UUID,
    authority: Authority,
    gateway_code: str,
    instrument: Instrument,
    bank: str,
    holder_name: str,
    now: datetime,
) -> Linked:
    with transaction.atomic():
        # Closing an account and removing a source take this lock too.
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        if not get_standing(Passage(None, None, session_id, person_id), at=now).session_is_good:
            raise SessionEnded
        accounts.use_authority(authority, now=now)
        if found := find_linked(person_id, gateway_code, instrument.token):
            return Linked(found, is_new=False)
        require_room(person_id)
        source = add_source(
            FundingSource(
                person_id=person_id,
                gateway_code=gateway_code,
                kind=SourceKind.BANK_ACCOUNT,
                masked=instrument.masked[:40],
                holder_name=(instrument.holder_name or holder_name)[:120],
                issuer=(instrument.issuer or bank)[:60],
                linked_at=now,
            ),
            instrument.token,
            now=now,
        )
    return Linked(source, is_new=True)


def _masked(account_number: str) -> str:
    return f"...{account_number[-_SHOWN_DIGITS:]}"
