"""Why something about commissions is refused."""

from apps.core.errors import DomainError


class PayoutNotFound(DomainError):
    """There is no such payout."""

    code = "commission_payout_not_found"
    category = "not_found"


class PayoutConflict(DomainError):
    """This was paid already, or its agent is suspended."""

    code = "commission_payout_conflict"
    category = "conflict"


class CommissionStatementTooLong(DomainError):
    """A PDF cannot hold that many lines. Ask for CSV or XLSX, or for fewer days."""

    code = "commission_statement_too_long"
