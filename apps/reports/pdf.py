"""Statements and receipts as PDF, from the templates beside this. A statement has at most MAX_PDF_LINES."""

from apps.core.money import Money
from apps.core.typesetting import CONTENT_TYPE, set_document
from apps.reports.receipts import Receipt, money_words, rows_of
from apps.reports.selectors import Line, Statement, Totals

__all__ = ["CONTENT_TYPE", "receipt_pdf", "statement_pdf"]

_LINE_NOTE = (
    "The balances are those of the available money of this wallet. What is put aside for a payment under way has left "
    "it, and comes back to it when the payment is not made. Times are those of {zone}."
)
_FOOTER = "GoPay. Ask support for any line by its reference."


def statement_pdf(statement: Statement) -> bytes:
    """The statement, whole. The caller has seen that it is not too long. Raises Unavailable when many are being set."""
    currency, period = statement.currency, statement.period
    totals, lines = Totals(), []
    for line in statement.lines():
        totals.add(line)
        lines.append(_row(line, statement))
    ends = {
        "Opening balance": statement.opening.amount,
        "Came in": totals.came,
        "Went out": totals.went,
        "Of that fees": totals.fees,
        "Closing balance": statement.closing.amount,
    }
    first, last = (f"{day.day} {day:%B %Y}" for day in (period.first_day, period.last_day))
    return set_document(
        "reports/typst/statement.typ",
        {
            "title": f"Statement in {currency}",
            "days": first if first == last else f"{first} to {last}",
            "made": f"Made {statement.made_at.astimezone(period.zone):%Y-%m-%d %H:%M} ({period.zone.key})",
            "holder": statement.holder_name,
            "wallet": str(statement.wallet_id),
            "ends": [{"name": name, "figure": money_words(Money(figure, currency))} for name, figure in ends.items()],
            "note": _LINE_NOTE.format(zone=period.zone.key),
            "lines": lines,
            "footer": _FOOTER,
        },
    )


def _row(line: Line, statement: Statement) -> list[str]:
    beside = ", ".join(text for text in (line.reference, line.note) if text)
    return [
        f"{line.at.astimezone(statement.period.zone):%Y-%m-%d %H:%M}",
        line.label,
        line.counterparty,
        beside,
        f"{line.amount.amount:,f}",
        f"{line.fee.amount:,f}" if line.fee else "",
        f"{line.balance.amount:,f}",
    ]


def receipt_pdf(receipt: Receipt) -> bytes:
    """The receipt on one page. Raises Unavailable when many are being set."""
    return set_document(
        "reports/typst/receipt.typ",
        {
            "title": f"Receipt: {receipt.kind}",
            "word": receipt.word,
            "tone": receipt.tone,
            "sentence": receipt.sentence,
            "why": receipt.why,
            "amount": money_words(receipt.amount),
            "rows": [[name, text, name in _STRONG] for name, text in rows_of(receipt)],
            "footer": "It shows the payment as it was when this was made. A later refund or reversal is not on it.",
        },
    )


_STRONG = {"Total", "Given back", "Token"}
