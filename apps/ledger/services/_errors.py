import re
from uuid import UUID

from django.db import DatabaseError, IntegrityError

from apps.core.constraints import constraint_name, sqlstate
from apps.core.errors import DomainError
from apps.core.money import CurrencyMismatch


class InsufficientFunds(DomainError):
    """There is not enough money in the account."""

    code = "insufficient_funds"


class EntryConflict(DomainError):
    """An entry with this id exists and has other content."""

    code = "entry_conflict"
    category = "conflict"


class EntryAnswered(EntryConflict):
    """The entry has been reversed already, or the hold captured or released."""

    code = "entry_answered"


class UnbalancedEntry(DomainError):
    """The legs of an entry must be two or more, each account once, and sum to zero in every currency."""

    code = "unbalanced_entry"
    category = "invalid"


class UnknownAccount(DomainError):
    """There is no such ledger account."""

    code = "unknown_account"
    category = "not_found"


class AccountClosed(DomainError):
    """Nothing can be posted to this ledger account any more."""

    code = "account_closed"
    category = "conflict"


class AccountNotEmpty(DomainError):
    """A ledger account can only be closed when there is nothing in it."""

    code = "account_not_empty"
    category = "conflict"


class BalanceTooLarge(DomainError):
    """The account would hold more than an account can."""

    code = "balance_too_large"


class UnknownEntry(DomainError):
    """There is no such journal entry."""

    code = "unknown_entry"
    category = "not_found"


_BY_STATE: dict[str, type[DomainError]] = {
    "GP001": EntryConflict,
    "GP002": UnbalancedEntry,
    "GP003": UnknownAccount,
    "GP004": CurrencyMismatch,
    "GP006": UnbalancedEntry,
    "GP007": InsufficientFunds,
    "GP008": EntryConflict,
    "GP011": AccountClosed,
    # PostgreSQL's numeric_value_out_of_range: more than NUMERIC(19,4) holds.
    "22003": BalanceTooLarge,
}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def refusal_of(error: DatabaseError) -> DomainError | None:
    """What the vault meant by a database error; None when it did not come from the vault's rules."""
    diagnostics = getattr(error.__cause__, "diag", None)
    named = _UUID.search(getattr(diagnostics, "message_detail", None) or str(error))
    if isinstance(error, IntegrityError):
        is_floor = constraint_name(error) == "ledger_account_floor"
        refusal: type[DomainError] | None = InsufficientFunds if is_floor else None
    else:
        refusal = _BY_STATE.get(sqlstate(error))
    if refusal is None:
        return None
    if refusal in (InsufficientFunds, AccountClosed) and named:
        return refusal(account_id=str(UUID(named.group())))
    return refusal()
