"""What the files list is compared with the operations, their payments and the ledger, a thousand lines at a time.

What is locked and what commits together:

- What a line says of an operation that is undecided here, or has failed, is news, and is applied first, each in the
  transaction of apps.gateways.services.apply_result: an undecided one succeeds, a failed one becomes a discrepancy with
  its money in suspense. Only a line that says exactly what we had asked is taken for it. What is not listed decides
  nothing, ever.
- Then one transaction for each batch: it locks the Source, reads lines, operations, payments and entries, and writes
  the lines' states, the breaks, and which earlier breaks a line has closed. It reads what the applied news has
  committed.
- Dying between the two leaves lines that are NEW, and operations decided as the lines say; the next run finds both
  sides agreeing. Doing it again changes nothing: a line has one break at most, and its state follows from what it is
  compared with.

Breaks that time may heal (it was not known here, not done here, not in the ledger) are compared again with each run.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import structlog
from django.db import transaction

from apps.approvals import services as approvals
from apps.approvals.errors import ApprovalDecided
from apps.core import sql
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.gateways.base import Outcome, Result
from apps.gateways.services import apply_result, clearing_code
from apps.ledger.selectors import get_entries
from apps.ledger.services import answer_id
from apps.reconciliation.agreement import Finding, OurSide, Pair, disagreement
from apps.reconciliation.models import AgreedFee, Break, BreakState, Reason, Resolution, Source
from apps.reconciliation.services._read import lock_source
from apps.transactions.models import PaidBack

log = structlog.get_logger("gopay.reconciliation")
BATCH = 1_000
_MAY_HEAL = [
    *(Reason.NOT_DONE_HERE.value, Reason.MISSING_HERE.value, Reason.LEDGER_MISSING.value),
    # A return is the second line about its operation, until the payment is undone here too.
    Reason.DUPLICATE.value,
]


@dataclass(slots=True)
class Matched:
    """What one run has found."""

    matched: int = 0
    broken: int = 0
    # Operations that were decided by a file.
    decided: int = 0
    # Breaks that are over by themselves.
    healed: int = 0


def match(*, gateway_code: str, now: datetime) -> Matched:
    """Compares everything this gateway's files list and nobody has compared yet; call it outside a transaction."""
    found = Matched()
    if not Source.objects.filter(pk=gateway_code).exists():
        return found
    last: UUID | None = None
    while again := _open_breaks(gateway_code, last):
        last = again[-1][0]
        _compare(gateway_code, [line_id for _, line_id in again], found, now)
    # What is open still was found by an earlier run.
    found.broken = 0
    while batch := _new_lines(gateway_code):
        _compare(gateway_code, batch, found, now)
    return found


def is_as_compared(row: Break) -> bool:
    """Whether our books still show for a break's line what they showed when it was compared."""
    if row.line_id is None:
        # What no file lists was undone meanwhile: then there is nothing to correct.
        payment_id = row.transaction_id
        return payment_id is None or not PaidBack.objects.filter(pk=payment_id, is_reversed=True).exists()
    pairs = _pairs([row.line_id])
    booked = _booked(pairs)
    found = [disagreement(pair, booked.get(pair.line_id, Decimal(0)), None) for pair in pairs]
    if row.reason == Reason.DUPLICATE:
        return None not in found
    # Without a finding only the fee is left, and nothing is booked for that.
    return all(one is None or one.our_effect == row.our_effect for one in found)


def _new_lines(source: str) -> list[UUID]:
    rows = sql.fetch_all(
        "SELECT l.id FROM reconciliation_line l JOIN reconciliation_importedfile f ON f.id = l.file_id"
        " WHERE l.source = %s AND l.state = 'NEW' AND f.state = 'READ' ORDER BY l.id LIMIT %s",
        [source, BATCH],
    )
    return [row[0] for row in rows]


def _open_breaks(gateway_code: str, after: UUID | None) -> list[tuple[UUID, UUID]]:
    rows = sql.fetch_all(
        "SELECT id, line_id FROM reconciliation_break WHERE gateway_code = %s AND state = 'OPEN'"
        " AND reason = ANY(%s::text[]) AND line_id IS NOT NULL AND id > %s ORDER BY id LIMIT %s",
        [gateway_code, _MAY_HEAL, after or UUID(int=0), BATCH],
    )
    return [(row[0], row[1]) for row in rows]


def _compare(gateway_code: str, line_ids: Sequence[UUID], found: Matched, now: datetime) -> None:
    for pair in _pairs(line_ids):
        if pair.is_news:
            found.decided += _tell(pair, now)
    with transaction.atomic():
        lock_source(gateway_code)
        pairs = _pairs(line_ids)
        booked = _booked(pairs)
        fees = {
            (one.capability, one.currency): (one.flat, one.percent)
            for one in AgreedFee.objects.filter(gateway_code=gateway_code)
        }
        findings = [
            (pair, disagreement(pair, booked.get(pair.line_id, Decimal(0)), _agreed(fees, pair))) for pair in pairs
        ]
        _write(findings, now)
        agreeing = [pair for pair, finding in findings if finding is None]
        found.matched += len(agreeing)
        found.broken += len(findings) - len(agreeing)
        found.healed += close_breaks("line_id = ANY(%s::uuid[])", [[pair.line_id for pair in agreeing]], now)
        listed = [pair.ours.operation_id for pair in pairs if pair.ours and not pair.is_second]
        found.healed += close_breaks(
            "reason = 'MISSING_AT_PROVIDER' AND gateway_code = %s AND operation_id = ANY(%s::uuid[])",
            [gateway_code, listed],
            now,
        )


_PAIRS = """
SELECT l.id, l.source, l.provider_reference, l.type, l.amount, l.currency, l.fee, l.executed_at,
       l.occurrence > 1 OR EXISTS (
           SELECT FROM reconciliation_line e
            WHERE e.operation_id = o.id AND e.source = l.source AND e.repeated_in IS NULL AND e.id < l.id),
       o.id, o.gateway_code, o.capability, o.amount, o.currency, o.state, t.id,
       CASE WHEN t.payer_wallet_id IS NULL THEN '' ELSE t.counter_code END,
       coalesce((SELECT d.state = 'RESOLVED' FROM gateways_discrepancy d
                  WHERE d.operation_id = o.id AND d.kind = 'LATE_SUCCESS' ORDER BY d.id DESC LIMIT 1), false),
       coalesce((SELECT sum(b.their_effect - b.our_effect) FROM reconciliation_break b
                  WHERE b.operation_id = o.id AND b.gateway_code = l.source AND b.entry_id IS NOT NULL
                    AND b.our_currency = b.their_currency AND (b.line_id IS NULL OR b.line_id = l.id)), 0),
       EXISTS (SELECT FROM reconciliation_line v JOIN reconciliation_importedfile f ON f.id = v.file_id
                WHERE v.fingerprint = l.fingerprint AND f.uploaded_by_id IS NULL),
       EXISTS (SELECT FROM transactions_paidback p WHERE p.transaction_id = t.id AND p.is_reversed)
       AND l.occurrence = 1 AND NOT EXISTS (
           SELECT FROM reconciliation_line e
            WHERE e.operation_id = o.id AND e.source = l.source AND e.type = l.type AND e.repeated_in IS NULL
              AND e.id < l.id)
  FROM reconciliation_line l
  LEFT JOIN gateways_operation o ON o.id = coalesce(l.operation_id, (
       SELECT p.id FROM gateways_operation p
        WHERE p.gateway_code = l.source AND p.provider_reference = l.provider_reference AND l.provider_reference <> ''
        ORDER BY p.id LIMIT 1))
  LEFT JOIN transactions_transaction t ON t.id = o.transaction_id
 WHERE l.id = ANY(%s::uuid[]) ORDER BY l.id
"""


def _pairs(line_ids: Sequence[UUID]) -> list[Pair]:
    pairs = []
    for row in sql.fetch_all(_PAIRS, [list(line_ids)]):
        ours: tuple[Any, ...] = row[9:-2]
        fields: tuple[Any, ...] = (*row[:9], OurSide(*ours) if ours[0] else None, *row[-2:])
        pairs.append(Pair(*fields))
    return pairs


def _tell(pair: Pair, now: datetime) -> int:
    """A line that says it was done is knowledge, as a callback is."""
    if pair.ours is None:
        return 0
    result = Result(
        Outcome.SUCCEEDED, provider_reference=pair.provider_reference, amount=Money(pair.amount, pair.currency)
    )
    try:
        applied = apply_result(
            operation_id=pair.ours.operation_id, gateway_code=pair.gateway_code, result=result, now=now
        )
    except Exception:
        # One that cannot be applied keeps none of the others waiting; its line becomes a break, and is looked at again.
        log.exception("what a settlement file says could not be applied", operation_id=str(pair.ours.operation_id))
        return 0
    return applied == "DECIDED"


def _entry_ids(ours: OurSide) -> list[UUID]:
    """Under which ids the ledger may have what a payment has done: at once, as a hold's capture, or into suspense."""
    late = uuid5(ours.operation_id, "late")
    if ours.transaction_id is None:
        return [late]
    return [ours.transaction_id, answer_id(ours.transaction_id), late]


def _booked(pairs: Iterable[Pair]) -> dict[UUID, Decimal]:
    """What the ledger shows on clearing, or on the account of the biller who is owed instead, for each line."""
    known = [(pair, pair.ours) for pair in pairs if pair.ours is not None]
    entries = get_entries({entry_id for _, ours in known for entry_id in _entry_ids(ours)})
    booked = {}
    for pair, ours in known:
        counted = {clearing_code(pair.gateway_code), ours.counter_code}
        booked[pair.line_id] = sum(
            (
                leg.amount.amount
                for entry_id in _entry_ids(ours)
                # What answers a deposit is no capture: it was taken back since, which this line knows nothing of.
                if entry_id in entries and entries[entry_id].reverses is None
                for leg in entries[entry_id].legs
                if leg.code in counted and leg.amount.currency == ours.currency
            ),
            Decimal(0),
        )
    return booked


def _agreed(fees: dict[tuple[str, str], tuple[Decimal, Decimal]], pair: Pair) -> tuple[Decimal, Decimal] | None:
    return fees.get((pair.ours.capability, pair.currency)) if pair.ours else None


_UPDATE_LINES = """
UPDATE reconciliation_line l SET state = n.state, operation_id = n.operation_id, transaction_id = n.transaction_id,
       matched_at = %s
  FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::uuid[]) AS n (id, state, operation_id, transaction_id)
 WHERE l.id = n.id AND (l.state, l.operation_id) IS DISTINCT FROM (n.state, n.operation_id)
"""
_UPSERT_BREAKS = """
INSERT INTO reconciliation_break (id, gateway_code, day, reason, detail, line_id, operation_id, transaction_id,
    our_effect, our_currency, their_effect, their_currency, awaits_word, state, opened_at, note, asked_resolution,
    asked_reason, resolution)
SELECT n.*, 'OPEN', %s, '', '', '', '' FROM unnest(
    %s::uuid[], %s::text[], %s::date[], %s::text[], %s::text[], %s::uuid[], %s::uuid[], %s::uuid[],
    %s::numeric[], %s::text[], %s::numeric[], %s::text[], %s::boolean[]) AS n
ON CONFLICT (line_id) WHERE line_id IS NOT NULL DO UPDATE
   SET reason = EXCLUDED.reason, detail = EXCLUDED.detail, operation_id = EXCLUDED.operation_id,
       transaction_id = EXCLUDED.transaction_id, our_effect = EXCLUDED.our_effect,
       our_currency = EXCLUDED.our_currency, awaits_word = EXCLUDED.awaits_word
 WHERE reconciliation_break.state = 'OPEN' AND reconciliation_break.asked_resolution = ''
   AND (reconciliation_break.reason, reconciliation_break.detail, reconciliation_break.operation_id,
        reconciliation_break.our_effect, reconciliation_break.awaits_word)
       IS DISTINCT FROM
       (EXCLUDED.reason, EXCLUDED.detail, EXCLUDED.operation_id, EXCLUDED.our_effect, EXCLUDED.awaits_word)
"""


def _write(findings: Sequence[tuple[Pair, Finding | None]], now: datetime) -> None:
    lines = [
        (
            pair.line_id,
            "BROKEN" if finding else "MATCHED",
            pair.ours.operation_id if pair.ours else None,
            pair.ours.transaction_id if pair.ours else None,
        )
        for pair, finding in findings
    ]
    if lines:
        sql.fetch_all(_UPDATE_LINES, [now, *map(list, zip(*lines, strict=True))])
    breaks: list[tuple[Any, ...]] = [
        (
            uuid7(),
            pair.gateway_code,
            pair.executed_at.date(),
            finding.reason.value,
            finding.detail,
            pair.line_id,
            pair.ours.operation_id if pair.ours else None,
            pair.ours.transaction_id if pair.ours else None,
            finding.our_effect,
            finding.our_currency,
            pair.their_effect,
            pair.currency,
            finding.awaits_word,
        )
        for pair, finding in findings
        if finding is not None
    ]
    if breaks:
        sql.fetch_all(_UPSERT_BREAKS, [now, *map(list, zip(*breaks, strict=True))])


def close_breaks(condition: str, parameters: Sequence[Any], now: datetime) -> int:
    """Ends the open breaks of which `condition` says that both sides agree by now; returns how many.

    What an operator had asked for about one of them is void: there is nothing left to decide.
    """
    rows = sql.fetch_all(
        "WITH over AS (SELECT id, approval_id, asked_resolution FROM reconciliation_break"
        f" WHERE state = '{BreakState.OPEN.value}' AND {condition} ORDER BY id FOR NO KEY UPDATE)"
        f" UPDATE reconciliation_break b SET state = 'RESOLVED', resolution = '{Resolution.AGREES.value}',"
        " resolved_at = %s, asked_resolution = '', asked_by_id = NULL"
        " FROM over WHERE b.id = over.id RETURNING over.approval_id, over.asked_resolution",
        [*parameters, now],
    )
    for approval_id, asked in rows:
        if asked:
            with suppress(ApprovalDecided):
                approvals.void(approval_id=approval_id, reason="both sides agree by now", now=now)
    return len(rows)
