"""The statement of commissions, to the line: as JSON, CSV, XLSX and PDF.

The first three are written while the lines are read, however many there are. Opening, lines, payouts and closing tie:
what is on the accounts at the end is what was there at the beginning, with what was earned, less what was taken back
and what was paid (gross: net and the tax withheld). When they do not, the statement is not finished, so nobody takes it
for whole. Of days that are not over a line may be written while it is read; then it ends with what its lines come to.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import IO, Any

from apps.agents.selectors._commissions import (
    EarnedLine,
    PaidLine,
    get_commission_ends,
    iterate_earned,
    iterate_paid,
)
from apps.agents.services import CommissionStatement
from apps.core.csv_out import csv_line
from apps.core.money import round_to_currency
from apps.core.typesetting import set_document
from apps.core.xlsx_out import write_xlsx

COLUMNS = (
    *("row", "at", "earner", "name", "kind", "agent", "outlet", "reference"),
    *("amount", "gross", "tax", "net", "balance", "currency"),
)
_WIDTHS = (9, 19, 9, 22, 14, 20, 20, 13, 12, 12, 12, 12, 12, 9)


class CommissionsDiffer(RuntimeError):
    """The lines of a statement do not come to what its accounts say."""


@dataclass
class Totals:
    """What the lines and payouts of a statement come to."""

    earned: Decimal = Decimal(0)
    taken_back: Decimal = Decimal(0)
    gross: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    net: Decimal = Decimal(0)
    lines: int = 0
    payouts: int = 0

    @property
    def change(self) -> Decimal:
        """What they change on the accounts."""
        return self.earned - self.taken_back - self.gross

    def add(self, line: EarnedLine) -> None:
        self.lines += 1
        if line.amount > 0:
            self.earned += line.amount
        else:
            self.taken_back -= line.amount

    def add_payout(self, line: PaidLine) -> None:
        self.payouts += 1
        self.gross, self.tax, self.net = self.gross + line.gross, self.tax + line.tax, self.net + line.net

    def check(self, statement: CommissionStatement) -> None:
        """Raises CommissionsDiffer."""
        said = (statement.opening, statement.closing)
        if said[0] + self.change == said[1]:
            return
        # Something was written while it was read, or the books are wrong.
        days = statement.days
        if get_commission_ends(statement.codes, since=days.since, until=days.until) == said:
            raise CommissionsDiffer(f"agent {statement.agent.id}, {days.first} to {days.last}")


def _earned(statement: CommissionStatement) -> Iterator[EarnedLine]:
    days = statement.days
    return iterate_earned(statement.accounts, agent_id=statement.agent.id, since=days.since, until=days.until)


def _paid(statement: CommissionStatement) -> Iterator[PaidLine]:
    return iterate_paid(statement.accounts, since=statement.days.since, until=statement.days.until)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _text(amount: Decimal, currency: str) -> str:
    return f"{round_to_currency(amount, currency) + 0:f}"


def line_answer(line: EarnedLine, currency: str) -> dict[str, Any]:
    return {
        "at": _moment(line.at),
        "earner": line.earner,
        "name": line.name,
        "kind": line.kind,
        "agent": line.agent,
        "outlet": line.outlet or None,
        "transaction_id": str(line.transaction_id) if line.transaction_id else None,
        "reference": line.reference or None,
        "amount": _text(line.amount, currency),
        "payout_id": str(line.payout_id) if line.payout_id else None,
    }


def paid_answer(line: PaidLine, currency: str) -> dict[str, Any]:
    return {
        "id": str(line.id),
        "at": _moment(line.at),
        "earner": line.earner,
        "name": line.name,
        "lines": line.lines,
        **{name: _text(getattr(line, name), currency) for name in ("gross", "tax", "net")},
        "transaction_id": str(line.transaction_id) if line.transaction_id else None,
        "reference": line.reference or None,
    }


def json_pieces(statement: CommissionStatement) -> Iterator[str]:
    """One JSON object: whose and when, what was there, the lines, the payouts, and what they sum up to."""
    currency, days, totals = statement.agent.currency, statement.days, Totals()
    head = {
        "agent_id": str(statement.agent.id),
        "of": statement.of,
        "currency": currency,
        "from": str(days.first),
        "to": str(days.last),
        "opening": _text(statement.opening, currency),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "lines": ['
    between = ""
    for line in _earned(statement):
        totals.add(line)
        yield between + json.dumps(line_answer(line, currency), ensure_ascii=False)
        between = ","
    yield '], "payouts": ['
    between = ""
    for payout in _paid(statement):
        totals.add_payout(payout)
        yield between + json.dumps(paid_answer(payout, currency), ensure_ascii=False)
        between = ","
    totals.check(statement)
    sums = {
        "earned": totals.earned,
        "taken_back": totals.taken_back,
        "paid": totals.net,
        "tax_withheld": totals.tax,
        "closing": statement.opening + totals.change,
    }
    said = {name: _text(amount, currency) for name, amount in sums.items()}
    yield f"], {json.dumps(said)[1:]}"


def table_rows(statement: CommissionStatement) -> Iterator[tuple[object, ...]]:
    """The same as rows: a head, what was there, the lines, the payouts, and the totals with what is there at the end.

    `balance` is that of all its accounts together: lines come first and payouts after them, each in order of time.
    """
    currency, totals = statement.agent.currency, Totals()

    def cell(amount: Decimal) -> Decimal:
        return round_to_currency(amount, currency) + 0

    balance = statement.opening
    yield COLUMNS
    yield ("opening", statement.days.since, *(None,) * 10, cell(balance), currency)
    for line in _earned(statement):
        totals.add(line)
        balance += line.amount
        what = "earned" if line.amount > 0 else "taken back"
        names = (line.earner, line.name, line.kind, line.agent, line.outlet or None, line.reference or None)
        yield (what, line.at, *names, cell(line.amount), None, None, None, cell(balance), currency)
    for payout in _paid(statement):
        totals.add_payout(payout)
        balance -= payout.gross
        figures = (cell(payout.gross), cell(payout.tax), cell(payout.net), cell(balance))
        reference = payout.reference or None
        yield ("paid", payout.at, payout.earner, payout.name, *(None,) * 3, reference, None, *figures, currency)
    totals.check(statement)
    sums = (totals.earned - totals.taken_back, totals.gross, totals.tax, totals.net, balance)
    yield ("closing", statement.days.until, *(None,) * 6, *(cell(amount) for amount in sums), currency)


def csv_lines(statement: CommissionStatement) -> Iterator[str]:
    return (csv_line(cells) for cells in table_rows(statement))


def workbook(statement: CommissionStatement) -> IO[bytes]:
    """Written to a temporary file, row by row."""
    currency = statement.agent.currency
    return write_xlsx(table_rows(statement), title="Commissions", widths=_WIDTHS, currency=currency)


def statement_pdf(statement: CommissionStatement) -> bytes:
    """The statement as PDF. The caller has seen that it is not too long. Raises Unavailable when many are being set."""
    currency, totals, days = statement.agent.currency, Totals(), statement.days
    lines = []
    for line in _earned(statement):
        totals.add(line)
        what = _words(line.kind) if line.amount > 0 else f"{_words(line.kind)}, taken back"
        where = line.outlet or line.agent
        lines.append([_minute(line.at), line.name, what, where, line.reference, _grouped(line.amount, currency)])
    for payout in _paid(statement):
        totals.add_payout(payout)
        what = f"Paid, {_grouped(payout.tax, currency)} tax withheld" if payout.tax else "Paid"
        gross = _grouped(-payout.gross, currency)
        lines.append([_minute(payout.at), payout.name, what, "", payout.reference, gross])
    totals.check(statement)
    ends = {
        "Before": statement.opening,
        "Earned": totals.earned,
        "Taken back": -totals.taken_back,
        "Paid": -totals.net,
        "Tax withheld": -totals.tax,
        "Owed since": statement.opening + totals.change,
    }
    return set_document(
        "agents/typst/commissions.typ",
        {
            "title": f"Commissions in {currency}",
            "days": f"{days.first} to {days.last}",
            "made": f"Made {_minute(statement.made_at)} UTC",
            "agent": statement.agent.name,
            "legal_name": statement.agent.legal_name,
            "of": statement.of,
            "ends": [{"name": name, "figure": _grouped(figure, currency)} for name, figure in ends.items()],
            "lines": lines,
            "note": f"{totals.lines:,} lines and {totals.payouts:,} payouts. Times are UTC.",
            "footer": "GoPay. Ask support for any line by its reference.",
        },
    )


def _minute(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def _grouped(amount: Decimal, currency: str) -> str:
    # Nothing is not less than nothing.
    return f"{round_to_currency(amount, currency) + 0:,f}"


def _words(kind: str) -> str:
    return kind.replace("_", " ").capitalize()


def filename_of(statement: CommissionStatement, extension: str) -> str:
    """Names the days, and nobody."""
    days = statement.days
    return f"gopay-commissions-{statement.agent.currency}-{days.first}-{days.last}.{extension}"
