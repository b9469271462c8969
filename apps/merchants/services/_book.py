"""The book of what merchants take: a line for each sale and refund, written with the money.

- A sale's line, or where it was made if it is held, and the charge it pays are written by the payment's one statement
  (`sale_records`); a held one's line when it is paid, in that transaction (`completed`).
- A refund's line is written by the refund's statement, under the lock of the takings' account (`gave_back`).

So what the lines of a merchant say and what its takings account holds agree whenever anybody looks, less what was
settled: settling marks the lines and takes their sum from the account in one transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.core import events, sql
from apps.core.money import Money
from apps.merchants import selectors
from apps.merchants.models import Charge, ChargeState, HeldSale, Taking, TakingKind
from apps.transactions.models import Transaction
from apps.transactions.takings import Business

_TAKING = """
INSERT INTO merchants_taking (transaction_id, merchant_id, store_id, till_id, staff_id, charge_id, sale_id, kind,
    currency, gross, tip, surcharge, discount, tax, drawn, net, at)
SELECT %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::text, %s::text,
    %s::numeric, %s::numeric, %s::numeric, %s::numeric, %s::numeric, %s::numeric, %s::numeric, %s::timestamptz
"""
_HELD_SALE = """
INSERT INTO merchants_heldsale (transaction_id, merchant_id, store_id, till_id, staff_id, charge_id, tip, surcharge)
SELECT %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::numeric, %s::numeric
"""
_CHARGE_PAID = """
UPDATE merchants_charge SET state = %s::text, transaction_id = %s::uuid, paid_amount = %s::numeric,
    payer_name = %s::text, decided_at = %s::timestamptz
"""
_THIS_CHARGE = "WHERE merchants_charge.id = %s AND merchants_charge.state = 'OPEN'"
# Topics of what becomes of a charge; the payload names it by `charge_id`.
PAID, HELD, RETURNED = "merchants.charge_paid", "merchants.charge_held", "merchants.charge_returned"
# A payment that nobody asked for with a charge: `transaction_id`.
SOLD = "merchants.sold"
# Money went back: `transaction_id` of the refund, `sale_id`, and `charge_id` if there was one.
REFUNDED = "merchants.refunded"


@dataclass(frozen=True, slots=True)
class Sale:
    """Where a payment is made, and what of it the payer added. `payer_name` is masked."""

    merchant_id: UUID
    store_id: UUID | None = None
    till_id: UUID | None = None
    staff_id: UUID | None = None
    charge_id: UUID | None = None
    tip: Decimal = Decimal(0)
    surcharge: Decimal = Decimal(0)
    payer_name: str = ""


def sale_records(sale: Sale, *, at: datetime) -> Callable[[Transaction], Sequence[sql.Part]]:
    """What the payment's statement writes beside the payment (transactions.services.Attachment.records)."""

    def written(row: Transaction) -> Sequence[sql.Part]:
        topic = (HELD if row.held_for else PAID) if sale.charge_id else SOLD
        parts = [
            _held_part(sale, row) if row.held_for else _sale_part(sale, row, at),
            events.event_part(topic, _payload(sale.charge_id, row), at=at),
        ]
        if sale.charge_id:
            state = ChargeState.HELD if row.held_for else ChargeState.PAID
            decided_at = None if row.held_for else at
            values = (state.value, row.id, row.amount, sale.payer_name, decided_at, sale.charge_id)
            parts.append(sql.Part(_CHARGE_PAID, values, _THIS_CHARGE))
        return parts

    return written


class TakingsBook:
    """The book that the payments write (transactions.takings.Book)."""

    def find_business(self, business_id: UUID) -> Business | None:
        return selectors.find_business(business_id)

    def completed(self, row: Transaction, *, at: datetime) -> None:
        """Writes the line of a sale that was held, and decides its charge."""
        held = HeldSale.objects.get(pk=row.id)
        sale = Sale(
            held.merchant_id, held.store_id, held.till_id, held.staff_id, held.charge_id, held.tip, held.surcharge
        )
        part = _sale_part(sale, row, at)
        sql.fetch_all(part.text, part.parameters)
        _decide(held.charge_id, ChargeState.PAID, at)
        events.record(PAID if held.charge_id else SOLD, _payload(held.charge_id, row), at=at)

    def returned(self, row: Transaction, *, at: datetime) -> None:
        held = HeldSale.objects.get(pk=row.id)
        if held.charge_id:
            _decide(held.charge_id, ChargeState.RETURNED, at)
            events.record(RETURNED, _payload(held.charge_id, row), at=at)

    def gave_back(
        self, refund: Transaction, original: Transaction, business: Business, drawn: Money, *, at: datetime
    ) -> Sequence[sql.Part]:
        """The refund's line, at the store and till of the sale, and the news of it."""
        line = Taking.objects.get(pk=original.id)
        staff_id = refund.initiator_id if refund.session_id else None
        where = (business.id, line.store_id, line.till_id, staff_id, line.charge_id, original.id)
        nothing = Decimal(0)
        amounts = (refund.amount, nothing, nothing, nothing, nothing, drawn.amount, -drawn.amount)
        written = sql.Part(_TAKING, (refund.id, *where, TakingKind.REFUND.value, refund.currency, *amounts, at))
        payload = {"transaction_id": str(refund.id), "merchant_id": str(business.id), "sale_id": str(original.id)}
        if line.charge_id:
            payload["charge_id"] = str(line.charge_id)
        return [written, events.event_part(REFUNDED, payload, at=at)]


def _sale_part(sale: Sale, row: Transaction, at: datetime) -> sql.Part:
    where = (sale.merchant_id, sale.store_id, sale.till_id, sale.staff_id, sale.charge_id, None)
    amounts = (row.amount, sale.tip, sale.surcharge, row.fee, row.tax, Decimal(0), row.credit)
    return sql.Part(_TAKING, (row.id, *where, TakingKind.SALE.value, row.currency, *amounts, at))


def _held_part(sale: Sale, row: Transaction) -> sql.Part:
    where = (sale.merchant_id, sale.store_id, sale.till_id, sale.staff_id, sale.charge_id)
    return sql.Part(_HELD_SALE, (row.id, *where, sale.tip, sale.surcharge))


def _decide(charge_id: UUID | None, state: ChargeState, at: datetime) -> None:
    """The payment's row is locked, which decides it once; the charge only follows."""
    if charge_id:
        Charge.objects.filter(pk=charge_id, state=ChargeState.HELD).update(state=state, decided_at=at)


def _payload(charge_id: UUID | None, row: Transaction) -> dict[str, str]:
    names = {"transaction_id": str(row.id), "merchant_id": str(row.payee_id)}
    return names | ({"charge_id": str(charge_id)} if charge_id else {})
