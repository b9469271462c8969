"""What billers are owed, what they were paid, and how well paying them works."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.billers.errors import SettlementNotFound
from apps.billers.models import Biller, BillerSettlement, BillPayment, SettledBy, SettlementLine
from apps.billers.selectors._catalogue import payable_code
from apps.core.ids import earliest_id
from apps.core.money import Money
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id
from apps.transactions.models import State


def get_settlement(settlement_id: UUID) -> BillerSettlement:
    """A settlement with its biller. Raises SettlementNotFound."""
    row = BillerSettlement.objects.select_related("biller").filter(pk=settlement_id).first()
    if row is None:
        raise SettlementNotFound
    return row


def list_lines(settlement_id: UUID, *, limit: int | None = None) -> list[SettlementLine]:
    """The payments of a settlement, in the order in which they were made."""
    rows = SettlementLine.objects.filter(settlement_id=settlement_id).select_related("payment__transaction")
    return list(rows.order_by("payment_id")[:limit])


def get_payable(biller: Biller) -> Money | None:
    """What we owe a biller that is settled directly, at this moment; None for any other."""
    if biller.settled_by != SettledBy.DIRECT:
        return None
    account = deferred_account_id(payable_code(biller.code), biller.currency)
    return get_balances([account]).get(account, Money(Decimal(0), biller.currency))


@dataclass(frozen=True, slots=True)
class SuccessShare:
    """How many payments to a biller came to an end since a moment, and how many of these ended well."""

    decided: int
    succeeded: int

    @property
    def percent(self) -> Decimal | None:
        """Out of a hundred, rounded down; None when there were none."""
        return Decimal(self.succeeded * 100 // self.decided) if self.decided else None


def success_share(biller_id: UUID, *, since: datetime) -> SuccessShare:
    """Of the payments asked for since a moment; what was declined by us never reached the biller and has no row."""
    rows = BillPayment.objects.filter(biller_id=biller_id, transaction_id__gte=earliest_id(since))
    states = list(rows.values_list("transaction__state", flat=True)[:10_000])
    succeeded = states.count(State.COMPLETED.value)
    return SuccessShare(decided=succeeded + states.count(State.FAILED.value), succeeded=succeeded)
