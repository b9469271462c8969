"""Setting up an automatic top-up, and stopping it, by the person and by what happens to them.

What is locked and what happens when the process dies: the PIN is looked at and the code asked for outside any
transaction. One transaction then locks the person's row and the top-up's, which whoever starts a deposit holds too, and
writes what was confirmed together with its event, its activity and the used-up code. Dying before its end leaves what
was there before.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import SessionEnded
from apps.accounts.models import User
from apps.accounts.services import Proof
from apps.core import events
from apps.core.errors import InvalidInput
from apps.core.money import Money, decimal_string
from apps.core.ratelimit import spend
from apps.funding import rates, selectors, wording
from apps.funding.errors import AutoTopUpConflict, AutoTopUpNotFound
from apps.funding.models import AutoTopUp, PausedBecause, TopUpState
from apps.funding.services._top_up_states import end, pause, write_down
from apps.transactions import pricing
from apps.transactions.errors import CurrencyMismatch
from apps.transactions.kinds import DEPOSIT
from apps.wallets.models import Wallet
from apps.wallets.selectors import Passage, find_wallet, get_standing


def set_auto_top_up(
    *,
    person_id: UUID,
    session_id: UUID,
    source_id: UUID,
    threshold: Money,
    amount: Money,
    monthly_cap: Money,
    proof: Proof,
    now: datetime,
) -> AutoTopUp:
    """Has money fetched from now on whenever less than `threshold` is left; takes the place of what was set before.

    One that was paused or off goes on; what was fetched this month stays counted. Call it outside a transaction.
    Records `funding.top_up_set`. Raises FundingSourceNotFound, CurrencyMismatch without a wallet, InvalidInput for a
    cap below the amount, BelowMinimum, LimitExceeded, StepUpRequired, InvalidCode, TooManyRequests, SessionEnded, and
    what accounts.services.authorise raises.
    """
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    spend(rates.SET_TOP_UP_BY_PERSON, str(person_id), now=now)
    source = selectors.get_active_source(person_id=person_id, source_id=source_id)
    if find_wallet(person_id, amount.currency) is None:
        raise CurrencyMismatch
    if monthly_cap.amount < amount.amount:
        error = {"field": "monthly_cap", "code": "too_small", "detail": "This may not be less than the amount."}
        raise InvalidInput(errors=[error])
    pricing.check_limits(kind=DEPOSIT.code, amount=amount)
    figures = {
        "threshold": decimal_string(threshold.amount, amount.currency),
        "amount": decimal_string(amount.amount, amount.currency),
        "monthly_cap": decimal_string(monthly_cap.amount, amount.currency),
        "currency": amount.currency,
    }
    authority = accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of("auto_top_up", source_id=source_id, **figures),
        about={"action": "auto_top_up", "source": wording.plain(source.label), **figures},
        proof=proof,
        session_id=session_id,
        now=now,
    )
    with transaction.atomic():
        # Locking a phone, closing an account and removing a source take this lock too.
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        if not get_standing(Passage(None, None, session_id, person_id), at=now).session_is_good:
            raise SessionEnded
        selectors.get_active_source(person_id=person_id, source_id=source_id)
        accounts.use_authority(authority, now=now)
        row = AutoTopUp.objects.select_for_update(no_key=True).filter(
            person_id=person_id, currency=amount.currency
        ).first() or AutoTopUp(person_id=person_id, currency=amount.currency, month_total=Decimal(0), created_at=now)
        row.threshold, row.amount, row.monthly_cap = threshold.amount, amount.amount, monthly_cap.amount
        row.source_id, row.device_id, row.confirmed_at = source_id, authority.device_id, now
        row.state, row.paused_because = TopUpState.ACTIVE, ""
        row.failures_in_a_row, row.not_before, row.due_at = 0, None, now
        row.save()
        events.record("funding.top_up_set", {"top_up_id": str(row.id), "person_id": str(person_id)}, at=now)
        write_down(row, "funding.top_up_set", now=now, **figures)
    return row


def stop_auto_top_up(*, person_id: UUID, currency: str, now: datetime) -> None:
    """Switches it off. Raises AutoTopUpNotFound, also when it is off already."""
    with transaction.atomic():
        row = AutoTopUp.objects.select_for_update(no_key=True).filter(person_id=person_id, currency=currency).first()
        if row is None or row.state == TopUpState.OFF:
            raise AutoTopUpNotFound
        end(row, now=now)


def pause_by_operator(*, top_up_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Pauses an active one, for a reason that is written down. Raises AutoTopUpNotFound, AutoTopUpConflict."""
    with transaction.atomic():
        row = AutoTopUp.objects.select_for_update(no_key=True).filter(pk=top_up_id).first()
        if row is None:
            raise AutoTopUpNotFound
        if row.state != TopUpState.ACTIVE:
            raise AutoTopUpConflict(f"It is {row.get_state_display().lower()}.")
        pause(row, PausedBecause.OPERATOR, now=now, by=str(by), why=reason)


def pause_of_device(*, device_id: UUID, now: datetime) -> int:
    """Stops what was set up on a phone that was locked: whoever has it may have done it. Returns how many.

    Run twice, nobody is told twice: by then none of them is active.
    """
    with transaction.atomic():
        theirs = AutoTopUp.objects.filter(device_id=device_id, state=TopUpState.ACTIVE)
        rows = list(theirs.select_for_update(no_key=True).order_by("pk"))
        for row in rows:
            pause(row, PausedBecause.DEVICE, now=now)
    return len(rows)


def end_of_person(*, person_id: UUID, now: datetime) -> int:
    """Ends all of somebody whose account was closed, of which they are told. Returns how many."""
    return _end_all(person_id, None, "account_closed", now)


def end_of_wallet(*, wallet_id: UUID, now: datetime) -> int:
    """Ends the one that fills a wallet which was closed. Returns how many; a float is filled by none."""
    wallet = Wallet.objects.get(pk=wallet_id)
    if wallet.holder_id is None:
        return 0
    return _end_all(wallet.holder_id, wallet.currency, "wallet_closed", now)


def _end_all(person_id: UUID, currency: str | None, reason: str, now: datetime) -> int:
    with transaction.atomic():
        theirs = AutoTopUp.objects.filter(person_id=person_id).exclude(state=TopUpState.OFF)
        if currency is not None:
            theirs = theirs.filter(currency=currency)
        rows = list(theirs.select_for_update(no_key=True).order_by("pk"))
        for row in rows:
            end(row, now=now, reason=reason)
    return len(rows)
