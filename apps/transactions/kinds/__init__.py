"""The kinds of payment. Each is one declaration in one file; docs/recipes/add-a-payment-kind.md adds another."""

from apps.transactions.kinds._kind import Kind, Parties
from apps.transactions.kinds._p2p import P2P
from apps.transactions.kinds._promotion import PROMOTION

KINDS: dict[str, Kind] = {kind.code: kind for kind in (P2P, PROMOTION)}

__all__ = ["KINDS", "P2P", "PROMOTION", "Kind", "Parties"]
