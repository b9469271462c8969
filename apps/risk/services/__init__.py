"""Rules before money moves, and the cases that come of them.

What locks what: a payment's statement locks the pair's row, the two people's counters in the order of their ids and
the payer's habit, before the ledger locks accounts (sql/counting.sql). An alert joins its case under the case's row
lock; whoever decides about one locks the case's row, then the alert's.
"""

from apps.risk.models import Result
from apps.risk.services._assess import assess
from apps.risk.services._cases import (
    add_note,
    assign_case,
    close_case,
    note_return,
    open_cases,
    release_payment,
    return_payment,
)
from apps.risk.services._dry_run import ask_dry_run, carry_out_dry_runs, start_after_commit
from apps.risk.services._many import Refused, close_cases, take_cases
from apps.risk.services._parts import COUNTERS_MOVED, alert_parts, count_part, decision_part
from apps.risk.services._rules import FIGURES, figures_of, set_kind_policy, set_rule
from apps.risk.services._try import Trial, Tried, try_rule
from apps.risk.verdicts import Bounds, Facts, Hit, Question, Verdict

__all__ = [
    "COUNTERS_MOVED",
    "FIGURES",
    "Bounds",
    "Facts",
    "Hit",
    "Question",
    "Refused",
    "Result",
    "Trial",
    "Tried",
    "Verdict",
    "add_note",
    "alert_parts",
    "ask_dry_run",
    "assess",
    "assign_case",
    "carry_out_dry_runs",
    "close_case",
    "close_cases",
    "count_part",
    "decision_part",
    "figures_of",
    "note_return",
    "open_cases",
    "release_payment",
    "return_payment",
    "set_kind_policy",
    "set_rule",
    "start_after_commit",
    "take_cases",
    "try_rule",
]
