"""Many more of the stories that gopay/tests/life_machine.py lets Hypothesis tell."""

from bench.torture._house import check_books, rows
from bench.torture._row import Row


def life(*, examples: int, steps: int = 50) -> Row:
    """Everything people and operators do with payments, against a model that does the same sums."""
    # Hypothesis takes a moment to import, and only this row needs it.
    from gopay.tests.life_machine import run_machine

    row = Row(f"{examples} random lives of payments of {steps} steps against a model")
    try:
        run_machine(examples=examples, steps=steps)
    except AssertionError as error:
        row.expect(False, f"payments and the model differ: {str(error).splitlines()[0] if str(error) else error!r}")
    ((payments, kinds),) = rows("SELECT count(*), count(DISTINCT (kind, state)) FROM transactions_transaction")
    row.facts |= {"payments": payments, "kinds and states": kinds}
    check_books(row)
    return row.done()
