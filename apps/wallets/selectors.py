"""Reads of wallets and of what is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.core import caching, sql
from apps.core.money import Money
from apps.ledger import selectors as ledger
from apps.ledger.services import account_id
from apps.wallets.errors import WalletNotFound
from apps.wallets.models import Wallet, available_code, held_code


@dataclass(frozen=True, slots=True)
class WalletRef:
    """What never changes of a wallet. Its holder is a person, or the outlet whose float it is."""

    id: UUID
    holder_id: UUID
    currency: str
    available_account: UUID

    @property
    def held_account(self) -> UUID:
        """The ledger account of what is put aside for something under way."""
        return account_id(held_code(self.id), self.currency)


@dataclass(frozen=True, slots=True)
class WalletView:
    """A wallet and what is in it."""

    id: UUID
    currency: str
    status: str
    available: Money
    held: Money


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a payment may go from one wallet to another, at this moment."""

    can_pay: bool
    can_receive: bool
    session_is_good: bool


def ref_cache_key(holder_id: UUID, currency: str) -> str:
    """Under which key a WalletRef may lie."""
    return f"wallet:{holder_id}:{currency}"


def find_wallet(holder_id: UUID, currency: str) -> WalletRef | None:
    """The person's wallet in this currency, or an outlet's float. Cached for good: nothing in a WalletRef ever
    changes."""

    def load() -> WalletRef | None:
        row = sql.fetch_one(
            "SELECT id FROM wallets_wallet WHERE (holder_id = %s OR outlet_id = %s) AND currency = %s",
            [holder_id, holder_id, currency],
        )
        if row is None:
            return None
        return WalletRef(row[0], holder_id, currency, account_id(available_code(row[0]), currency))

    return caching.remember(ref_cache_key(holder_id, currency), load, seconds=3600)


_WALLET_STATUS = """
(SELECT w.status || ' ' || CASE WHEN u.secured_at IS NOT NULL AND u.status = 'ACTIVE' THEN 'SECURED'
                                ELSE coalesce(u.status, 'ACTIVE') END
   FROM wallets_wallet w LEFT JOIN accounts_user u ON u.id = w.holder_id WHERE w.id = %s)
"""
_STANDING = f"""
SELECT {_WALLET_STATUS}, {_WALLET_STATUS},
       EXISTS (SELECT FROM accounts_session s
                WHERE s.id = %s AND s.user_id = %s AND s.revoked_at IS NULL AND s.expires_at > %s)
"""
# Behind an outlet's float there is no person: who serves there is looked at by apps.agents.
_IN_GOOD_STANDING = """
NOT EXISTS (SELECT FROM wallets_wallet w LEFT JOIN accounts_user u ON u.id = w.holder_id
             WHERE w.id = %s AND (w.status <> 'ACTIVE' OR u.status <> 'ACTIVE' OR u.secured_at IS NOT NULL))
AND NOT EXISTS (SELECT FROM wallets_wallet w LEFT JOIN accounts_user u ON u.id = w.holder_id
                 WHERE w.id = %s AND (w.status = 'CLOSED' OR u.status = 'CLOSED'))
AND NOT EXISTS (SELECT FROM (SELECT %s::uuid AS id) asked
                 WHERE asked.id IS NOT NULL AND NOT EXISTS (
                       SELECT FROM accounts_session s
                        WHERE s.id = asked.id AND s.user_id = %s AND s.revoked_at IS NULL AND s.expires_at > %s))
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """Money on its way from one wallet to another, asked for in a session. None: no wallet, no session."""

    payer_wallet: UUID | None
    payee_wallet: UUID | None
    session_id: UUID | None
    person_id: UUID


def good_standing_part(passage: Passage, *, at: datetime) -> sql.Part:
    """The condition under which a payment may be made, to stand in the statement that makes it.

    So what was locked, frozen, closed or ended before stops it (OWASP ASVS 7.4), whatever a cache still says.
    """
    return sql.Part(
        _IN_GOOD_STANDING, (passage.payer_wallet, passage.payee_wallet, passage.session_id, passage.person_id, at)
    )


def get_standing(passage: Passage, *, at: datetime) -> Standing:
    """Which part of `good_standing_part` holds, for saying why a payment was not made."""
    row = sql.fetch_one(
        _STANDING, (passage.payer_wallet, passage.payee_wallet, passage.session_id, passage.person_id, at)
    )
    payer, payee, session_is_good = row or (None, None, False)
    return Standing(
        can_pay=passage.payer_wallet is None or payer == "ACTIVE ACTIVE",
        # A locked phone or a frozen wallet stops what leaves. Money that is on its way still arrives.
        can_receive=passage.payee_wallet is None or (payee is not None and "CLOSED" not in payee),
        session_is_good=passage.session_id is None or session_is_good,
    )


def _view(wallets: Sequence[Wallet]) -> list[WalletView]:
    balances = ledger.get_balances([account for w in wallets for account in (w.available_account, w.held_account)])
    return [
        WalletView(w.id, w.currency, w.status, balances[w.available_account], balances[w.held_account]) for w in wallets
    ]


def list_wallets(holder_id: UUID) -> list[WalletView]:
    """The person's wallets with their balances, the first opened first. Two statements."""
    return _view(list(Wallet.objects.filter(holder_id=holder_id).order_by("opened_at", "id")))


def list_open_currencies(holder_id: UUID) -> list[str]:
    """In which currencies the person can be paid: those of wallets that are not closed, the first opened first."""
    rows = Wallet.objects.filter(holder_id=holder_id).exclude(status=Wallet.Status.CLOSED).order_by("opened_at", "id")
    return list(rows.values_list("currency", flat=True))


def get_wallet(*, holder_id: UUID, wallet_id: UUID) -> WalletView:
    """One of the person's wallets. Raises WalletNotFound, also for somebody else's."""
    wallet = Wallet.objects.filter(holder_id=holder_id, pk=wallet_id).first()
    if wallet is None:
        raise WalletNotFound
    return _view([wallet])[0]


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who may be paid in a currency, as they are at this moment."""

    person_id: UUID
    name: str
    tier: str
    wallet_id: UUID
    currency: str
    can_receive: bool
    available_account: UUID


_RECEIVERS = """
SELECT w.holder_id, u.full_name, u.kyc_tier, w.id, w.currency, w.status <> 'CLOSED' AND u.status <> 'CLOSED'
  FROM wallets_wallet w JOIN accounts_user u ON u.id = w.holder_id
 WHERE w.holder_id = ANY(%s::uuid[]) AND w.currency = %s
"""


def list_receivers(person_ids: Sequence[UUID], currency: str) -> dict[UUID, Receiver]:
    """Of these people those who have a wallet in the currency, and whether money may reach it. One statement."""
    rows = sql.fetch_all(_RECEIVERS, [list(person_ids), currency])
    return {row[0]: Receiver(*(*row, account_id(available_code(row[3]), currency))) for row in rows}
