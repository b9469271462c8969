"""Statements and receipts as PDF, set by Typst from the templates beside this.

What people wrote reaches a template as JSON in `sys.inputs` and is shown as text; none of it is ever part of a
template, so nothing in a note is markup. The fonts are those in Typst itself, and the machine's own where those lack a
script; nothing is fetched. A PDF is set as a whole, so two at a time are, each in a process of its own that gives its
memory back (typesetter.py), and a statement has at most MAX_PDF_LINES.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

import structlog
from django.conf import settings

from apps.core.errors import Unavailable
from apps.core.money import Money
from apps.reports.receipts import Receipt, money_words, rows_of
from apps.reports.selectors import Line, Statement, Totals

CONTENT_TYPE = "application/pdf"
log = structlog.get_logger("gopay.reports")
_AT_A_TIME = threading.BoundedSemaphore(2)
_WAIT_SECONDS = 20
_SETTING_SECONDS = 30
# Marks that turn the direction of what follows, which could show an amount or a name backwards (CWE-1007).
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))
_LINE_NOTE = (
    "The balances are those of the available money of this wallet. What is put aside for a payment under way has left "
    "it, and comes back to it when the payment is not made. Times are those of {zone}."
)
_FOOTER = "GoPay. Ask support for any line by its reference."


class NotSet(Exception):
    """A template of ours does not work."""


def _set(template: str, record: Mapping[str, Any]) -> bytes:
    if not _AT_A_TIME.acquire(timeout=_WAIT_SECONDS):
        raise Unavailable(retry_after=10)
    try:
        text = json.dumps(record, ensure_ascii=False).translate(_TURNING)
        command = [sys.executable, "-m", "apps.reports.typesetter", template]
        done = subprocess.run(
            command,
            input=text.encode(),
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=_SETTING_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        log.error("a document was not set in time", template=template)
        raise Unavailable(retry_after=60) from error
    finally:
        _AT_A_TIME.release()
    if done.returncode:
        raise NotSet(f"{template}: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


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
    return _set(
        "statement.typ",
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
    return _set(
        "receipt.typ",
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
