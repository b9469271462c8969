"""Payments to a merchant, as its people may see them."""

from uuid import UUID

from apps.merchants.models import HeldSale, Taking, TakingKind
from apps.merchants.selectors._staff import Member
from apps.transactions.errors import TransactionNotFound
from apps.transactions.models import Transaction


def get_sale_payment(
    *, member: Member | None = None, merchant_id: UUID | None = None, transaction_id: UUID
) -> Transaction:
    """The payment of one of a merchant's sales, whatever became of it: one of a member's merchant and of their store,
    if they have one; or of the merchant with this id.

    Raises TransactionNotFound for everybody else's, and for what never was a sale (declined, a refund, a payout).
    """
    owner = {"merchant_id": member.merchant_id if member else merchant_id, "pk": transaction_id}
    if member and member.store_id:
        owner["store_id"] = member.store_id
    is_sale = Taking.objects.filter(**owner, kind=TakingKind.SALE).exists() or HeldSale.objects.filter(**owner).exists()
    row = Transaction.objects.filter(pk=transaction_id).first() if is_sale else None
    if row is None:
        raise TransactionNotFound
    return row
