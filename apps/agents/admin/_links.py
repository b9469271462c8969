"""Links of agents' pages to what stands in other apps, by the names people know it by."""

from uuid import UUID

from apps.agents.models import Outlet
from apps.core.admin_base import link
from apps.transactions.models import Transaction


def payment_link(transaction_id: UUID | None) -> str:
    """A payment by the reference its people know it by."""
    rows = Transaction.objects.filter(pk=transaction_id) if transaction_id else Transaction.objects.none()
    return link("transactions_transaction", transaction_id, rows.values_list("reference", flat=True).first())


def outlet_title(outlet: Outlet) -> str:
    """An outlet as lists name it: most agents have one that is called Main."""
    return f"{outlet.agent.name}, {outlet.name}"
