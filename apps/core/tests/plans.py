"""How PostgreSQL would answer, asked of tables with few rows."""

from typing import Any

from django.db import connection


def plan_by_index(statement: str, values: Any = None) -> str:
    """The plan (EXPLAIN) of a statement when indexes are all there is.

    With few rows reading all of them, and sorting them, would be the cheapest; the question is whether an index can
    answer at all. What tests before have left in a table's pages then decides nothing either.
    """
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {statement}", values)
        plan = "\n".join(line for (line,) in cursor.fetchall())
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = on")
    return plan
