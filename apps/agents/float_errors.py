"""Why something about an agent's float is refused."""

from apps.core.errors import DomainError


class FloatOrderNotFound(DomainError):
    """There is no such order of float."""

    code = "float_order_not_found"
    category = "not_found"


class FloatOrderDecided(DomainError):
    """The order is in another state by now: nothing was changed."""

    code = "float_order_conflict"
    category = "conflict"


class DepositUsed(DomainError):
    """This deposit has bought float already, or somebody is looking at it."""

    code = "deposit_used"
    category = "conflict"


class SlipNotFound(DomainError):
    """There is no such picture, or it was sent too long ago. Send it again."""

    code = "slip_not_found"
    category = "refused"


class FloatNotMoved(DomainError):
    """The float cannot be moved now: nothing was changed."""

    code = "float_not_moved"
    category = "conflict"
