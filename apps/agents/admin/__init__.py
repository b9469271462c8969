"""The operators' pages of agents."""

from apps.agents.admin._agents import AgentAdmin
from apps.agents.admin._cash_limits import CashLimitAdmin
from apps.agents.admin._cash_out import CashOutCodeAdmin, CashOutRequestAdmin
from apps.agents.admin._commission_rules import CommissionRuleAdmin
from apps.agents.admin._commissions import CommissionLineAdmin, CommissionPayoutAdmin
from apps.agents.admin._float import FloatAlertAdmin, FloatOrderAdmin
from apps.agents.admin._outlets import OutletAdmin
from apps.agents.admin._registrations import RegistrationAdmin
from apps.agents.admin._shifts import CashMovementAdmin, DealingAdmin, ShiftAdmin
from apps.agents.admin._staff import DocumentAdmin, StaffAdmin

__all__ = [
    "AgentAdmin",
    "CashLimitAdmin",
    "CashMovementAdmin",
    "CashOutCodeAdmin",
    "CashOutRequestAdmin",
    "CommissionLineAdmin",
    "CommissionPayoutAdmin",
    "CommissionRuleAdmin",
    "DealingAdmin",
    "DocumentAdmin",
    "FloatAlertAdmin",
    "FloatOrderAdmin",
    "OutletAdmin",
    "RegistrationAdmin",
    "ShiftAdmin",
    "StaffAdmin",
]
