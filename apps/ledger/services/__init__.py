"""The doors of the vault: open an account, post entries, reverse one, hold, capture, release, roll up."""

from apps.core.money import CurrencyMismatch
from apps.ledger.services._accounts import account_id, close_account, deferred_account_id, open_account
from apps.ledger.services._errors import (
    AccountClosed,
    AccountNotEmpty,
    BalanceTooLarge,
    EntryAnswered,
    EntryConflict,
    InsufficientFunds,
    UnbalancedEntry,
    UnknownAccount,
    UnknownEntry,
)
from apps.ledger.services._holds import capture, hold, release
from apps.ledger.services._locks import lock_balances, lock_deferred
from apps.ledger.services._post import Entry, Leg, answer_id, entry_part, post, refusals, reverse
from apps.ledger.services._tallies import roll_up_tallies

__all__ = [
    "AccountClosed",
    "AccountNotEmpty",
    "BalanceTooLarge",
    "CurrencyMismatch",
    "Entry",
    "EntryAnswered",
    "EntryConflict",
    "InsufficientFunds",
    "Leg",
    "UnbalancedEntry",
    "UnknownAccount",
    "UnknownEntry",
    "account_id",
    "answer_id",
    "capture",
    "close_account",
    "deferred_account_id",
    "entry_part",
    "hold",
    "lock_balances",
    "lock_deferred",
    "open_account",
    "post",
    "refusals",
    "release",
    "reverse",
    "roll_up_tallies",
]
