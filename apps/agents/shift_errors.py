"""Why something about a shift, a drawer or what a desk sees is refused."""

from apps.core.errors import DomainError


class ShiftOpenAlready(DomainError):
    """You have an open shift: close it before you open another one."""

    code = "shift_open_already"
    category = "conflict"


class ShiftNotFound(DomainError):
    """There is no such shift."""

    code = "shift_not_found"
    category = "not_found"


class ShiftConflict(DomainError):
    """The shift is in another state by now."""

    code = "shift_conflict"
    category = "conflict"


class RemarkRequired(DomainError):
    """What you have counted is not what should be there. Count again, or say in `remark` what you know of it."""

    code = "remark_required"


class MoreThanDrawer(DomainError):
    """There is not that much cash in the drawer."""

    code = "more_than_drawer"
    category = "conflict"


class OwnShift(DomainError):
    """Somebody else has to do this: it is your own shift, or you have counted its drawer."""

    code = "own_shift"
    category = "forbidden"


class TellerStillServes(DomainError):
    """The teller still works there, and counts the drawer themselves."""

    code = "teller_still_serves"
    category = "conflict"


class DealingNotFound(DomainError):
    """There is no such dealing."""

    code = "dealing_not_found"
    category = "not_found"


class FileTooLong(DomainError):
    """A file cannot hold that many lines. Ask for a shorter time."""

    code = "file_too_long"
