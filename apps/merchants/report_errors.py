"""Why a report is refused."""

from apps.core.errors import DomainError


class ReportTooLong(DomainError):
    """A PDF cannot hold that many lines. Ask for CSV or XLSX, or for fewer days."""

    code = "report_too_long"
