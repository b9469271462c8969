"""What providers and banks list is taken in, compared with our books, settled, and proven."""

from apps.reconciliation.services._agree import set_agreed_fee
from apps.reconciliation.services._fetch import fetch_due_files, fetch_file
from apps.reconciliation.services._match import Matched, match
from apps.reconciliation.services._missing import look_for_missing
from apps.reconciliation.services._prove import EMONEY, NOT_EMONEY, prove_coverage, seed_trust
from apps.reconciliation.services._read import read_file, resume_silent
from apps.reconciliation.services._receive import MAX_FILE_BYTES, receive_file, sweep_files
from apps.reconciliation.services._resolve import (
    approve_resolution,
    note_break,
    reject_resolution,
    request_resolution,
    withdraw_resolution,
)
from apps.reconciliation.services._run import match_file, reconcile
from apps.reconciliation.services._settle import (
    approve_settlement,
    reject_settlement,
    request_settlement,
    withdraw_settlement,
)
from apps.reconciliation.services._tell import tell_not_covered

__all__ = [
    "EMONEY",
    "MAX_FILE_BYTES",
    "NOT_EMONEY",
    "Matched",
    "approve_resolution",
    "approve_settlement",
    "fetch_due_files",
    "fetch_file",
    "look_for_missing",
    "match",
    "match_file",
    "note_break",
    "prove_coverage",
    "read_file",
    "receive_file",
    "reconcile",
    "reject_resolution",
    "reject_settlement",
    "request_resolution",
    "request_settlement",
    "resume_silent",
    "seed_trust",
    "set_agreed_fee",
    "sweep_files",
    "tell_not_covered",
    "withdraw_resolution",
    "withdraw_settlement",
]
