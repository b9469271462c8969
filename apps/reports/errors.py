"""What statements and receipts refuse."""

from apps.core.errors import DomainError


class StatementTooLong(DomainError):
    """This statement is too long for a PDF. Ask for CSV, or for a shorter period."""

    code = "statement_too_long"


class ReceiptLinkNotFound(DomainError):
    """There is no receipt at this address, or no longer."""

    code = "receipt_link_not_found"
    category = "not_found"
