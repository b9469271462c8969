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
from apps.wallets.models import Wallet, available_code


@dataclass(frozen=True, slots=True)
class WalletRef:
    """What never changes of a wallet."""

    id: UUID
    holder_id: UUID
    currency: str
    available_account: UUID


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
    """Whether a wallet may pay and be paid, at this moment."""

    can_pay: bool
    can_receive: bool


def ref_cache_key(holder_id: UUID, currency: str) -> str:
    """Under which key a WalletRef may lie."""
    return f"wallet:{holder_id}:{currency}"


def find_wallet(holder_id: UUID, currency: str) -> WalletRef | None:
    """The person's wallet in this currency. Cached for good: nothing in a WalletRef ever changes."""

    def load() -> WalletRef | None:
        row = sql.fetch_one("SELECT id FROM wallets_wallet WHERE holder_id = %s AND currency = %s", [holder_id, currency])
        if row is None:
            return None
        return WalletRef(row[0], holder_id, currency, account_id(available_code(row[0]), currency))

    return caching.remember(ref_cache_key(holder_id, currency), load, seconds=3600)


_STANDINGS = """
SELECT w.id, w.status, u.status FROM wallets_wallet w JOIN accounts_user u ON u.id = w.holder_id
 WHERE w.id = ANY(%s::uuid[])
UNION ALL
SELECT s.id, 'SESSION', u.status FROM accounts_session s JOIN accounts_user u ON u.id = s.user_id
 WHERE s.id = %s AND s.revoked_at IS NULL AND s.expires_at > %s
"""


def get_standings(
    wallet_ids: Sequence[UUID], *, session_id: UUID | None, at: datetime
) -> tuple[dict[UUID, Standing], bool]:
    """How these wallets and their holders stand, and whether the session is good, in one statement, uncached.

    A payment asks this in its own transaction: what was locked or ended before it began stops it
    (OWASP ASVS 7.4). Without a session the second answer is False.
    """
    standings: dict[UUID, Standing] = {}
    session_is_good = False
    for identity, status, person_status in sql.fetch_all(_STANDINGS, [list(wallet_ids), session_id, at]):
        person_is_active = person_status == "ACTIVE"
        if status == "SESSION":
            session_is_good = person_is_active
        else:
            standings[identity] = Standing(
                can_pay=status == "ACTIVE" and person_is_active,
                # A locked phone or a frozen wallet stops what leaves. Money that is on its way still arrives.
                can_receive=status != "CLOSED" and person_status != "CLOSED",
            )
    return standings, session_is_good


def _view(wallets: Sequence[Wallet]) -> list[WalletView]:
    balances = ledger.get_balances([account for w in wallets for account in (w.available_account, w.held_account)])
    return [
        WalletView(w.id, w.currency, w.status, balances[w.available_account], balances[w.held_account])
        for w in wallets
    ]


def list_wallets(holder_id: UUID) -> list[WalletView]:
    """The person's wallets with their balances, the first opened first. Two statements."""
    return _view(list(Wallet.objects.filter(holder_id=holder_id).order_by("opened_at", "id")))


def get_wallet(*, holder_id: UUID, wallet_id: UUID) -> WalletView:
    """One of the person's wallets. Raises WalletNotFound, also for somebody else's."""
    wallet = Wallet.objects.filter(holder_id=holder_id, pk=wallet_id).first()
    if wallet is None:
        raise WalletNotFound
    return _view([wallet])[0]
