"""Why something about terms, discounts or settlements is refused."""

from apps.core.errors import DomainError


class SettlementNotFound(DomainError):
    """There is no such settlement."""

    code = "settlement_not_found"
    category = "not_found"


class SettlementConflict(DomainError):
    """The settlement is in another state by now."""

    code = "settlement_conflict"
    category = "conflict"


class TermsRefused(DomainError):
    """These terms cannot be had."""

    code = "settlement_terms_refused"


class DiscountRefused(DomainError):
    """This discount makes no sense."""

    code = "discount_refused"


class SettlementTooLong(DomainError):
    """A PDF cannot hold that many lines. Ask for CSV or XLSX."""

    code = "settlement_too_long"
