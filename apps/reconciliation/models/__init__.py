"""Files and their lines, breaks, settlements, and the daily proof that the e-money is covered."""

from apps.reconciliation.models._breaks import AgreedFee, Break, BreakState, Reason, Resolution
from apps.reconciliation.models._coverage import CoverageProof
from apps.reconciliation.models._files import (
    MAX_COUNTERPARTY_LENGTH,
    MAX_NAME_LENGTH,
    MAX_REFERENCE_LENGTH,
    TO_READ,
    FileState,
    ImportedFile,
    Line,
    LineState,
    MediaType,
    Source,
)
from apps.reconciliation.models._settlements import Settlement, SettlementKind, SettlementState

__all__ = [
    "MAX_COUNTERPARTY_LENGTH",
    "MAX_NAME_LENGTH",
    "MAX_REFERENCE_LENGTH",
    "TO_READ",
    "AgreedFee",
    "Break",
    "BreakState",
    "CoverageProof",
    "FileState",
    "ImportedFile",
    "Line",
    "LineState",
    "MediaType",
    "Reason",
    "Resolution",
    "Settlement",
    "SettlementKind",
    "SettlementState",
    "Source",
]
