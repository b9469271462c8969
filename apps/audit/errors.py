"""What audit refuses."""

from apps.core.errors import DomainError, NotFound, Unavailable


class ChainUnknown(NotFound):
    """There is no such chain."""

    code = "chain_unknown"


class CounterWentBack(Unavailable):
    """PostgreSQL's transaction counter stands below what is sealed: a dump was restored into a new cluster.

    New rows would look older than sealed ones. Advance the counter first: docs/operations.md#restoring.
    """

    code = "counter_went_back"


class SealsGone(Unavailable):
    """Seals whose heads were copied off this host are not here any more: somebody has deleted them.

    Nothing is sealed in their place, because whoever deletes seals and changes what they covered would have us sign it.
    docs/operations.md#seals.
    """

    code = "seals_gone"


class AlreadyVerifying(DomainError):
    """It is being verified already: wait until that is done."""

    code = "already_verifying"
    category = "conflict"


class SealsMissing(NotFound):
    """There are no such seals."""

    code = "seals_missing"


class HeadsUnreadable(DomainError):
    """This is not a file of heads."""

    code = "heads_unreadable"
    category = "invalid"
