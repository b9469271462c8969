"""What statements and receipts refuse."""

from apps.core.errors import DomainError


class StatementTooLong(DomainError):
    """This statement is too long for a PDF. Ask for CSV, or for a shorter period."""

    code = "statement_too_long"


class ReceiptLinkNotFound(DomainError):
    """There is no receipt at this address, or no longer."""

    code = "receipt_link_not_found"
    category = "not_found"


class CountedAhead(DomainError):
    """The roll-ups are ahead of the database's counter of transactions."""

    code = "counted_ahead"
    category = "conflict"


class ReportNotFound(DomainError):
    """There is no such report."""

    code = "report_not_found"
    category = "not_found"


class ReportNotPermitted(DomainError):
    """Your role does not let you make this report."""

    code = "report_not_permitted"
    category = "forbidden"


class ReportTooLong(DomainError):
    """A PDF holds 5,000 rows, and there are more. Ask for a spreadsheet or CSV, or for a shorter period."""

    code = "report_too_long"


class ReportNotReady(DomainError):
    """There is no file of this report, or no longer."""

    code = "report_not_ready"
    category = "conflict"


class ReportOver(DomainError):
    """This report is no longer being made."""

    code = "report_over"
    category = "conflict"


class TooManyReports(DomainError):
    """Three reports of yours are being made. Wait until one is ready, or call one off."""

    code = "too_many_reports"


class RecipientNotPermitted(DomainError):
    """Somebody among the recipients may not make this report themselves."""

    code = "recipient_not_permitted"
