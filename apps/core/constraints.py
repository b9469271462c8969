"""Which rule of the database a failed statement broke."""

from django.db import DatabaseError


def sqlstate(error: DatabaseError) -> str:
    """The five-character SQLSTATE of a database error, or an empty string."""
    return getattr(error.__cause__, "sqlstate", None) or ""


def constraint_name(error: DatabaseError) -> str:
    """The constraint that refused, or an empty string."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None) or ""


# PostgreSQL: lock_not_available, deadlock_detected, serialization_failure, query_canceled.
TRY_AGAIN_STATES = frozenset({"55P03", "40P01", "40001", "57014"})
