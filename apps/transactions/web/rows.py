"""One payment in a list of a page."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.core.money import Money
from apps.gateways.models import Operation
from apps.transactions.api.serializers import transaction_answer
from apps.transactions.models import Transaction


def payment_row(
    row: Transaction, *, viewer_id: UUID, operation: Operation | None = None, share: Money | None = None
) -> dict[str, Any]:
    """What templates/ui/row_payment.html shows: the API's answer, where it leads, and who is on the other side.

    `other` is for what has no person there (yet): an invited number, a bank, a biller.
    """
    answer = transaction_answer(row, viewer_id=viewer_id, operation=operation, share=share)
    other = row.payer_name if answer["direction"] == "in" else row.payee_name
    return {**answer, "other": other, "url": reverse("wallet-payment", args=[row.id])}
