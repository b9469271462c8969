"""Reads about seals and verifications. None of them reads a sealed table but by its index on transactions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from apps.audit import row_cursor
from apps.audit.errors import ChainUnknown
from apps.audit.models import HeadCopy, Seal, Verification
from apps.core.chains import Chain, all_chains

# There is an empty seal each hour at least, so without one for longer nobody seals.
SEAL_IS_LATE = timedelta(minutes=75)


@dataclass(frozen=True, slots=True)
class CopyState:
    """How far a chain's heads were copied to a place off this host."""

    place: str
    number: int
    copied_at: datetime | None
    last_error: str

    @property
    def number_text(self) -> str:
        """For people."""
        return f"{self.number:,}"


@dataclass(frozen=True, slots=True)
class ChainState:
    """How far a chain is sealed. `lag` is how long ago its last seal was made; None: there is none yet."""

    name: str
    title: str
    table: str
    seals: int
    rows: int
    head: str
    sealed_at: datetime | None
    lag: timedelta | None
    is_waiting: bool
    copies: tuple[CopyState, ...]

    @property
    def is_late(self) -> bool:
        """Whether nobody has sealed it for too long."""
        return self.lag is None or self.lag > SEAL_IS_LATE

    @property
    def rows_text(self) -> str:
        """For people."""
        return f"{self.rows:,}"

    @property
    def seals_text(self) -> str:
        """For people."""
        return f"{self.seals:,}"


def get_chain(name: str) -> Chain:
    """The chain of this name. Raises ChainUnknown."""
    for chain in all_chains():
        if chain.name == name:
            return chain
    raise ChainUnknown


def last_copied(chain: str) -> int:
    """The highest number of a seal whose head was copied anywhere; 0 when none was."""
    return int(HeadCopy.objects.filter(chain=chain).aggregate(most=Max("number"))["most"] or 0)


def get_chain_states(now: datetime) -> list[ChainState]:
    """Every chain, with its last seal, in the order of their names. Three queries, however many chains."""
    copies: dict[str, list[CopyState]] = {}
    places = {place for place, on in (("FILE", settings.SEALS_FILE), ("URL", settings.SEALS_URL)) if on}
    for copy in HeadCopy.objects.filter(place__in=places).order_by("place"):
        state = CopyState(copy.get_place_display(), copy.number, copy.copied_at, copy.last_error)
        copies.setdefault(copy.chain, []).append(state)
    chains = all_chains()
    newest = [Seal.objects.filter(chain=chain.name).defer("keys", "leaves").order_by("-number")[:1] for chain in chains]
    last = {seal.chain: seal for seal in newest[0].union(*newest[1:], all=True)}
    since = [(chain, last[chain.name].until_xact if chain.name in last else 0) for chain in chains]
    return [
        _state(chain, last.get(chain.name), is_waiting, tuple(copies.get(chain.name, ())), now)
        for chain, is_waiting in zip(chains, row_cursor.rows_are_waiting(since), strict=True)
    ]


def _state(
    chain: Chain, last: Seal | None, is_waiting: bool, copies: tuple[CopyState, ...], now: datetime
) -> ChainState:
    return ChainState(
        name=chain.name,
        title=chain.title,
        table=chain.table,
        seals=last.number if last else 0,
        rows=last.total if last else 0,
        head=bytes(last.head).hex() if last else "",
        sealed_at=last.sealed_at if last else None,
        lag=max(now - last.sealed_at, timedelta()) if last else None,
        is_waiting=is_waiting,
        copies=copies,
    )


def list_verifications(limit: int = 10) -> Sequence[Verification]:
    """The last ones that were asked for, newest first."""
    return list(Verification.objects.order_by("-id")[:limit])
