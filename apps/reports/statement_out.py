"""A statement as JSON and as CSV, written while it is read: one page of lines is in memory, however many there are."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from apps.core.csv_out import csv_line
from apps.core.money import Money, decimal_string
from apps.reports.selectors import Line, Statement, Totals

COLUMNS = ("row", "at", "reference", "kind", "what", "counterparty", "note", "amount", "fee", "balance", "currency")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def head_of(statement: Statement) -> dict[str, Any]:
    """What is known before the first line is read."""
    period = statement.period
    return {
        "wallet_id": str(statement.wallet_id),
        "currency": statement.currency,
        # To the microsecond: a period may begin or end at the very moment of a payment.
        "from": period.since.isoformat().replace("+00:00", "Z"),
        "to": period.before.isoformat().replace("+00:00", "Z"),
        "time_zone": period.zone.key,
        "made_at": _moment(statement.made_at),
        "opening": _figure(statement.opening),
        "closing": _figure(statement.closing),
        "count": statement.count,
    }


def _figure(money: Money) -> str:
    """As decimal_string writes it: Money has as many decimals as its currency, so nothing is left to round."""
    return f"{money.amount:f}"


def line_answer(line: Line) -> dict[str, Any]:
    return {
        "at": _moment(line.at),
        "transaction_id": str(line.transaction_id) if line.transaction_id else None,
        "reference": line.reference or None,
        "kind": line.kind,
        "movement": line.movement,
        "label": line.label,
        "counterparty": line.counterparty,
        "note": line.note,
        "amount": _figure(line.amount),
        "fee": _figure(line.fee),
        "balance": _figure(line.balance),
    }


def totals_answer(totals: Totals, currency: str) -> dict[str, str]:
    return {
        "in": decimal_string(totals.came, currency),
        "out": decimal_string(totals.went, currency),
        "fees": decimal_string(totals.fees, currency),
    }


def json_pieces(statement: Statement) -> Iterator[str]:
    """One JSON object: both ends first, then the lines, then what they sum up to.

    If the server stops half way, the text ends half way too and is no JSON: nobody takes a part for the whole.
    """
    head = json.dumps(head_of(statement), ensure_ascii=False)
    yield f'{head[:-1]}, "lines": ['
    totals, between = Totals(), ""
    for line in statement.lines():
        totals.add(line)
        yield between + json.dumps(line_answer(line), ensure_ascii=False)
        between = ","
    yield f'], "totals": {json.dumps(totals_answer(totals, statement.currency))}}}'


def csv_lines(statement: Statement) -> Iterator[str]:
    """One row for each line between a row for each end. Only lines have amounts, so that a column sums up to itself."""
    currency, period = statement.currency, statement.period

    def end(name: str, at: datetime, what: str, balance: Money) -> str:
        return csv_line([name, at, "", "", what, "", "", None, None, balance.amount, currency])

    yield csv_line(COLUMNS)
    yield end("opening", period.since, "Opening balance", statement.opening)
    totals = Totals()
    for line in statement.lines():
        totals.add(line)
        figures = (line.amount.amount, line.fee.amount, line.balance.amount)
        yield csv_line(
            ["line", line.at, line.reference, line.kind, line.label, line.counterparty, line.note, *figures, currency]
        )
    said = totals_answer(totals, currency)
    words = f"Closing balance: {said['in']} came in, {said['out']} went out, of that {said['fees']} fees"
    yield end("closing", period.before, words, statement.closing)


def filename_of(statement: Statement, extension: str) -> str:
    """Names the wallet and its days, and nobody."""
    period = statement.period
    return f"gopay-statement-{statement.currency}-{period.first_day}-to-{period.last_day}.{extension}"
