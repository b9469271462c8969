"""Whether the money in the banks covers the e-money that was issued: the daily proof.

All balances are read in one statement, so they are as of one moment while money moves. A proof is a row nobody changes;
the day's own exists once for a currency (of two processes the second finds it), others are taken when somebody asks.
The proof and the event that alarms operators commit together, and they are told once a day for each currency, however
often it is proven (`tell_not_covered`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import ROUND_UP, Decimal

import structlog
from django.db import IntegrityError, transaction

from apps.core import events
from apps.core.constraints import constraint_name
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.selectors import FamilyTotal, list_family_totals
from apps.ledger.services import Entry
from apps.reconciliation.models import CoverageProof, SettlementKind
from apps.reconciliation.services._settle import settlement_legs

log = structlog.get_logger("gopay.reconciliation")

# E-money is what is owed to customers: what they could ask for, or what was taken from them and has not reached whom it
# is for. By the first word of the ledger's codes, and why:
EMONEY = {
    "wallet": "Available and held: it is theirs until it has been captured.",
    "disbursement": "Put aside by its owner for a file of payments; the rest goes back.",
    "agent": "An agent's float and commissions: e-money like anybody's.",
    "merchant": "Takings that wait to be settled: paid by customers, not yet by us.",
    "biller": "Collected from customers for billers and not paid on: the bill is not paid with our money.",
    "suspense": "What came and nobody has yet: it is owed to somebody, whoever that will be.",
}
# LIABILITY accounts that are owed to somebody else. Any other one counts as e-money until it is listed here, so that a
# new kind of account is covered too much and not too little.
NOT_EMONEY = {"taxes": "Owed to the tax office out of our fees, not by customers' order."}


@dataclass(slots=True)
class _Figures:
    """What stands in the ledger in one currency; all of it is positive, but an overdrawn bank."""

    issued: Decimal = Decimal(0)
    trust: Decimal = Decimal(0)
    receivable: Decimal = Decimal(0)
    payable: Decimal = Decimal(0)
    parts: dict[str, str] = field(default_factory=dict)

    def count(self, total: FamilyTotal) -> None:
        if total.kind == "LIABILITY" and total.family not in NOT_EMONEY:
            # A debit of one account (what went out and nobody has paid) does not pay what another one owes.
            self.issued += total.credits
            self.parts[total.family] = format(total.credits.normalize(), "f")
        elif total.family == "trust":
            self.trust += total.debits - total.credits
        elif total.family == "psp":
            self.receivable += total.debits
            self.payable += total.credits


def prove_coverage(*, is_daily: bool, now: datetime) -> list[CoverageProof]:
    """Takes a proof for each currency in which there is money; returns them, or the day's own if it was taken before.

    Covered: trust and what providers hold are at least the e-money and what providers are owed. Covered by trust: the
    banks alone are. Records `reconciliation.not_covered` for a currency that is not.
    """
    if is_daily and (taken := list(CoverageProof.objects.filter(day=_day_of(now), is_daily=True).order_by("currency"))):
        # Adding up every account is nothing to do every few minutes.
        return taken
    figures = _figures(list_family_totals())
    return [_prove(currency, found, is_daily=is_daily, now=now) for currency, found in sorted(figures.items())]


def _figures(totals: Sequence[FamilyTotal]) -> dict[str, _Figures]:
    figures: dict[str, _Figures] = {}
    for total in totals:
        figures.setdefault(total.currency, _Figures()).count(total)
    return {
        currency: found
        for currency, found in figures.items()
        if found.issued or found.trust or found.receivable or found.payable
    }


def _prove(currency: str, found: _Figures, *, is_daily: bool, now: datetime) -> CoverageProof:
    day = _day_of(now)
    owed = found.issued + found.payable
    proof = CoverageProof(
        day=day,
        currency=currency,
        taken_at=now,
        is_daily=is_daily,
        issued=found.issued,
        trust=found.trust,
        receivable=found.receivable,
        payable=found.payable,
        is_covered=found.trust + found.receivable >= owed,
        is_covered_by_trust=found.trust >= owed,
        parts=found.parts,
    )
    try:
        with transaction.atomic():
            proof.save(force_insert=True)
            if not proof.is_covered:
                _alarm(proof, now)
    except IntegrityError as error:
        if constraint_name(error) != "reconciliation_proven_daily":
            raise
        return CoverageProof.objects.get(day=day, currency=currency, is_daily=True)
    return proof


def _day_of(now: datetime) -> date:
    return now.astimezone(UTC).date()


def _alarm(proof: CoverageProof, now: datetime) -> None:
    log.error(
        "the money in the banks does not cover the e-money",
        currency=proof.currency,
        issued=str(proof.issued),
        trust=str(proof.trust),
        receivable=str(proof.receivable),
        payable=str(proof.payable),
        missing=str(proof.missing),
    )
    events.record("reconciliation.not_covered", {"proof_id": str(proof.id)}, at=now)


def seed_trust(*, bank: str = "demobank", now: datetime) -> list[Money]:
    """For the demo: pays in as much own capital as the banks lack, a full thousand of each currency; returns what.

    Gifts and lost money are not covered by what customers have paid in. Where the banks suffice it does nothing.
    """
    paid_in = []
    entries = []
    for currency, found in sorted(_figures(list_family_totals()).items()):
        missing = found.issued + found.payable - found.trust
        if missing > 0:
            thousands = (missing / 1000).quantize(Decimal(1), rounding=ROUND_UP)
            amount = Money(thousands * 1000, currency)
            legs = settlement_legs(SettlementKind.CAPITAL_IN, bank, "", amount, now)
            entries.append(Entry(uuid7(), SettlementKind.CAPITAL_IN.value, legs, now))
            paid_in.append(amount)
    ledger.post(entries)
    return paid_in
