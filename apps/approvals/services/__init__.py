"""Maker and checker. One asks, somebody else decides, and the decision is good for exactly what was asked for.

`request_approval`, `approve`, `reject`, `void` and `deciding` are for whoever keeps a row of what is asked for and has
pages of its own. `request_change` asks for what is written down nowhere else; `decide_*` and `take_back` decide about
anything through its procedure (apps.approvals.registry), which is what the inbox does.
"""

from apps.approvals.digests import digest_of
from apps.approvals.services._changes import approve_change, reject_change, request_change, withdraw_change
from apps.approvals.services._decide import CHANGED, EXPIRED, approve, deciding, reject, request_approval, void
from apps.approvals.services._expire import expire_due
from apps.approvals.services._inbox import decide_approve, decide_reject, take_back
from apps.core.procedures import Change

__all__ = [
    "CHANGED",
    "EXPIRED",
    "Change",
    "approve",
    "approve_change",
    "decide_approve",
    "decide_reject",
    "deciding",
    "digest_of",
    "expire_due",
    "reject",
    "reject_change",
    "request_approval",
    "request_change",
    "take_back",
    "void",
    "withdraw_change",
]
