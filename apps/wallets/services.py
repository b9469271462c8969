"""Writes of wallets: opening, freezing, closing, and the sign-up that ends with an open wallet."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import StatusConflict
from apps.accounts.models import User
from apps.accounts.services import Device, StepUpAnswer
from apps.accounts.tokens import TokenPair
from apps.core import caching, events
from apps.ledger import services as ledger
from apps.wallets import claims
from apps.wallets.errors import (
    AccountNotEmpty,
    CurrencyNotOffered,
    OnlyWallet,
    WalletClosed,
    WalletNotEmpty,
    WalletNotFound,
)
from apps.wallets.models import Wallet, available_code, held_code
from apps.wallets.selectors import WalletRef, WalletView, get_wallet, list_wallets, ref_cache_key

_AWAITED = "A business of yours is open, or money of it has yet to come. Close it, or hand it over, and wait for that."


def open_wallet(*, holder_id: UUID, currency: str, now: datetime) -> Wallet:
    """Opens the person's wallet in a currency, empty, or finds it open.

    Records `wallets.opened` {wallet_id, person_id, currency} the first time. Raises InvalidCurrency.
    """
    with transaction.atomic():
        wallet, is_new = Wallet.objects.get_or_create(
            holder_id=holder_id, currency=currency, defaults={"opened_at": now}
        )
        if is_new:
            _open_accounts(wallet, now)
            payload = {"wallet_id": str(wallet.id), "person_id": str(holder_id), "currency": currency}
            events.record("wallets.opened", payload, at=now)
            accounts.record_activity(
                person_id=holder_id,
                action="wallets.opened",
                subject=str(wallet.id),
                detail={"currency": currency},
                at=now,
            )
            caching.forget(ref_cache_key(holder_id, currency))
    return wallet


def open_float(*, outlet_id: UUID, currency: str, now: datetime) -> WalletRef:
    """Opens an outlet's wallet in a currency, empty, or finds it open. Raises InvalidCurrency."""
    with transaction.atomic():
        wallet, is_new = Wallet.objects.get_or_create(
            outlet_id=outlet_id, currency=currency, defaults={"opened_at": now}
        )
        if is_new:
            _open_accounts(wallet, now)
            caching.forget(ref_cache_key(outlet_id, currency))
    return WalletRef(wallet.id, outlet_id, currency, wallet.available_account)


def _open_accounts(wallet: Wallet, now: datetime) -> None:
    for code in (available_code(wallet.id), held_code(wallet.id)):
        ledger.open_account(code=code, kind="LIABILITY", currency=wallet.currency, floor=Decimal(0), at=now)


def open_own_wallet(*, person_id: UUID, currency: str, now: datetime) -> tuple[WalletView, bool]:
    """Opens a person's wallet in another currency at their wish, or finds it open; says whether it is new.

    Their row is locked meanwhile, so that an account that is being closed gets no wallet after its last one; of two
    that ask at once the second finds the wallet of the first. Dying half way opens nothing. Raises
    CurrencyNotOffered, WalletClosed, accounts.errors.PersonNotFound, StatusConflict, AccountSecured.
    """
    if currency not in settings.WALLET_CURRENCIES:
        raise CurrencyNotOffered
    with transaction.atomic():
        accounts.lock_to_change(person_id)
        is_new = not Wallet.objects.filter(holder_id=person_id, currency=currency).exists()
        wallet = open_wallet(holder_id=person_id, currency=currency, now=now)
    if wallet.status == Wallet.Status.CLOSED:
        raise WalletClosed
    return get_wallet(holder_id=person_id, wallet_id=wallet.id), is_new


def close_own_wallet(*, person_id: UUID, wallet_id: UUID, now: datetime) -> WalletView:
    """Closes one of a person's wallets for good at their wish; one that is closed stays so.

    The person's row is locked first, so that of two closings at once the second sees what the first has left, then
    the wallet's row, then its ledger accounts: a payment that is under way to it either comes first, and then it is
    not empty and stays open, or waits for the lock and finds it closed. Dying half way closes nothing. Raises
    WalletNotFound, also for somebody else's, WalletNotEmpty, OnlyWallet, StatusConflict while an operator has frozen
    it, accounts.errors.PersonNotFound, AccountSecured.
    """
    with transaction.atomic():
        accounts.lock_to_change(person_id)
        wallets = {row.id: row for row in Wallet.objects.filter(holder_id=person_id)}
        if wallet_id not in wallets:
            raise WalletNotFound
        status = wallets[wallet_id].status
        if status == Wallet.Status.FROZEN:
            raise StatusConflict("This wallet is frozen. Ask support.")
        if status == Wallet.Status.ACTIVE:
            if not any(row.status != Wallet.Status.CLOSED for row in wallets.values() if row.id != wallet_id):
                raise OnlyWallet
            if claims.is_awaited(person_id, wallets[wallet_id].currency):
                raise WalletNotEmpty(_AWAITED)
            close_wallet(wallet_id=wallet_id, reason="asked by the person", by=person_id, now=now)
    return get_wallet(holder_id=person_id, wallet_id=wallet_id)


def join(*, sign_up_id: UUID, now: datetime) -> User:
    """Makes the person a checked sign-up was waiting for, with an empty wallet in the base currency.

    Belongs into the transaction of what else comes of it. Raises what accounts.services.verify_sign_up raises.
    """
    with transaction.atomic():
        user = accounts.verify_sign_up(sign_up_id=sign_up_id, now=now)
        open_wallet(holder_id=user.id, currency=settings.BASE_CURRENCY, now=now)
    return user


def complete_sign_up(*, msisdn: str, code: str, device: Device | None, now: datetime) -> TokenPair:
    """Makes a verified number a person with a wallet in the base currency and a first session.

    The code's attempt is counted first and on its own, so that a wrong one stays counted; the person, the
    wallet, the session and, if the phone has a key, the registered phone then come into being together or not at
    all. Raises what accounts.services.check_sign_up_code, verify_sign_up and register_first_device raise.
    """
    sign_up_id = accounts.check_sign_up_code(msisdn=msisdn, code=code, now=now)
    with transaction.atomic():
        user = join(sign_up_id=sign_up_id, now=now)
        pair = accounts.open_session(user=user, device=device, now=now)
        if device is None:
            return pair
        device_id = accounts.register_first_device(user_id=user.id, session_id=pair.session_id, app=device, now=now)
        return replace(pair, device_id=device_id)


def _change_status(wallet_id: UUID, status: str, action: str, reason: str, by: UUID | None, now: datetime) -> None:
    with transaction.atomic():
        wallet = Wallet.objects.select_for_update(no_key=True).filter(pk=wallet_id).first()
        if wallet is None or wallet.status == Wallet.Status.CLOSED:
            raise WalletNotFound
        if wallet.status == status:
            return
        if status == Wallet.Status.CLOSED:
            _close_accounts(wallet, now)
        wallet.status = status
        wallet.save(update_fields=["status"])
        detail = {"reason": reason} | ({"by": str(by)} if by else {})
        # Of a float there is no holder to be told; what was done is noted of whoever did it.
        if person_id := wallet.holder_id or by:
            accounts.record_activity(person_id=person_id, action=action, subject=str(wallet_id), detail=detail, at=now)
        whose = {"person_id": str(wallet.holder_id)} if wallet.holder_id else {"outlet_id": str(wallet.outlet_id)}
        topic = action if wallet.holder_id else action.replace("wallets.", "wallets.float_")
        events.record(topic, {"wallet_id": str(wallet_id), **whose}, at=now)


def _close_accounts(wallet: Wallet, now: datetime) -> None:
    """Closes the wallet in the ledger too: there a payment that is under way to it meets a closed account."""
    for account in sorted([wallet.available_account, wallet.held_account]):
        try:
            ledger.close_account(account=account, at=now)
        except ledger.AccountNotEmpty as error:
            raise WalletNotEmpty from error


def freeze_wallet(*, wallet_id: UUID, reason: str, by: UUID | None = None, now: datetime) -> None:
    """Stops money from leaving the wallet; it still arrives. Raises WalletNotFound."""
    _change_status(wallet_id, Wallet.Status.FROZEN, "wallets.frozen", reason, by, now)


def unfreeze_wallet(*, wallet_id: UUID, reason: str, by: UUID | None = None, now: datetime) -> None:
    """Lets money leave the wallet again. Raises WalletNotFound."""
    _change_status(wallet_id, Wallet.Status.ACTIVE, "wallets.unfrozen", reason, by, now)


def close_wallet(*, wallet_id: UUID, reason: str, by: UUID | None = None, now: datetime) -> None:
    """Closes an empty wallet for good. Raises WalletNotFound, WalletNotEmpty."""
    _change_status(wallet_id, Wallet.Status.CLOSED, "wallets.closed", reason, by, now)


def close_account(
    *, person_id: UUID, session_id: UUID, password: str, step_up: StepUpAnswer | None = None, now: datetime
) -> None:
    """Ends a person's account for good, at their own wish, when no wallet of theirs has money in it.

    One transaction locks the person's row, the wallets' rows and the wallets' ledger accounts, each in the order of
    their ids, and closes them. A payment that is under way to one of them either comes first, and then the account
    is not empty and stays, or waits for the lock and finds it closed. Dying half way closes nothing. Records
    `wallets.closed` for each wallet and `accounts.closed`. Call it outside a transaction. Raises AccountNotEmpty,
    and what accounts.services.confirm_closing raises; StatusConflict while an operator has frozen a wallet.
    """
    if any(wallet.available or wallet.held for wallet in list_wallets(person_id)):
        raise AccountNotEmpty
    if claims.is_awaited(person_id):
        raise AccountNotEmpty(_AWAITED)
    code_id = accounts.confirm_closing(
        person_id=person_id, session_id=session_id, password=password, step_up=step_up, now=now
    )
    _close_confirmed(person_id, code_id, now)


def _close_confirmed(person_id: UUID, code_id: UUID, now: datetime) -> None:
    with transaction.atomic():
        accounts.begin_closing(person_id=person_id, code_id=code_id, now=now)
        if claims.is_awaited(person_id):
            raise AccountNotEmpty(_AWAITED)
        wallets = list(
            Wallet.objects.select_for_update(no_key=True)
            .filter(holder_id=person_id)
            .exclude(status=Wallet.Status.CLOSED)
            .order_by("id")
        )
        if any(wallet.status == Wallet.Status.FROZEN for wallet in wallets):
            raise StatusConflict("A wallet of yours is frozen. Ask support.")
        # Payments lock the ledger's rows in this order too, so nobody waits for another in a circle.
        for account in sorted(account for one in wallets for account in (one.available_account, one.held_account)):
            try:
                ledger.close_account(account=account, at=now)
            except ledger.AccountNotEmpty as error:
                raise AccountNotEmpty from error
        for wallet in wallets:
            wallet.status = Wallet.Status.CLOSED
            wallet.save(update_fields=["status"])
            events.record("wallets.closed", {"wallet_id": str(wallet.id), "person_id": str(person_id)}, at=now)
            accounts.record_activity(
                person_id=person_id, action="wallets.closed", subject=str(wallet.id), detail={"by": "holder"}, at=now
            )
        accounts.close_person(person_id=person_id, reason="asked by the person", now=now)
