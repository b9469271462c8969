"""Disbursements are decided by their owners' cosigners, in the app and with a PIN: operators only see them."""

from apps.core.procedures import Procedure
from apps.core.procedures import register as add
from apps.disbursements.services._submit import ACTION


def register() -> None:
    """Tells the inbox what these are. Their owner gives them up at any time; no operator takes them away."""
    add(
        Procedure(
            action=ACTION,
            title="Pay a disbursement",
            ask="disbursements.add_disbursement",
            decide="",
            expires=False,
        )
    )
