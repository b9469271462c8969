"""Many more of the stories that apps/ledger/tests/machine.py lets Hypothesis tell."""

from bench.torture._house import check_books, rows
from bench.torture._row import Row


def stories(*, examples: int, steps: int = 60) -> Row:
    """The ledger against a dictionary that does the same sums."""
    # Hypothesis takes a moment to import, and only this row needs it.
    from apps.ledger.tests.machine import run_machine

    row = Row(f"{examples} random stories of up to {steps} steps against a model")
    try:
        run_machine(examples=examples, steps=steps)
    except AssertionError as error:
        row.expect(False, f"the ledger and the model differ: {str(error).splitlines()[0] if str(error) else error!r}")
    ((entries,),) = rows("SELECT count(*) FROM ledger_entry")
    row.facts["journal entries"] = entries
    check_books(row)
    return row.done()
