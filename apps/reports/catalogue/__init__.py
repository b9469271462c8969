"""The reports there are. Each is one declaration in one file; docs/reports.md says how to add another."""

from apps.reports.catalogue import (
    _agents,
    _audit_bundle,
    _balances,
    _breaks,
    _commissions,
    _dormant,
    _emoney,
    _fees,
    _general_ledger,
    _kyc,
    _limit_breaches,
    _merchants,
    _transactions,
    _trial_balance,
)
from apps.reports.catalogue._forms import ReportForm
from apps.reports.catalogue._report import LINE, TOTAL, Column, Parameters, Report, Row

_ALL = (
    _transactions,
    _fees,
    _commissions,
    _trial_balance,
    _general_ledger,
    _balances,
    _breaks,
    _emoney,
    _audit_bundle,
    _agents,
    _merchants,
    _kyc,
    _dormant,
    _limit_breaches,
)
# In the order in which operators see them, group by group.
REPORTS: dict[str, Report] = {module.REPORT.code: module.REPORT for module in _ALL}

__all__ = ["LINE", "REPORTS", "TOTAL", "Column", "Parameters", "Report", "ReportForm", "Row"]
