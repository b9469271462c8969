"""Gateways and routes, operations, messages, callbacks, and what somebody has to look at."""

from apps.gateways.models._callbacks import Callback, CallbackState
from apps.gateways.models._discrepancies import Discrepancy, DiscrepancyKind, DiscrepancyState, Resolution
from apps.gateways.models._gateways import Gateway, Lease, Route
from apps.gateways.models._messages import Direction, Message
from apps.gateways.models._operations import UNDECIDED, Operation, OperationState, seal_terms

__all__ = [
    "UNDECIDED",
    "Callback",
    "CallbackState",
    "Direction",
    "Discrepancy",
    "DiscrepancyKind",
    "DiscrepancyState",
    "Gateway",
    "Lease",
    "Message",
    "Operation",
    "OperationState",
    "Resolution",
    "Route",
    "seal_terms",
]
