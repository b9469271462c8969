"""The secrets webhooks are signed with: sealed on the way in, opened only here."""

from datetime import datetime

from apps.checkout.models import WebhookEndpoint
from apps.core.crypto import seal, unseal

_TABLE = "checkout_webhookendpoint"


def write_secret(endpoint: WebhookEndpoint, secret: str, *, previous_until: datetime | None = None) -> None:
    """Puts a new secret into the row, sealed; the one before goes on until then, or at once. The caller saves it."""
    before = open_present(endpoint) if previous_until and endpoint.secret is not None else None
    endpoint.secret = seal(secret, table=_TABLE, column="secret", row=endpoint.id)
    if before is None:
        endpoint.previous_secret = endpoint.previous_until = None
    else:
        # Sealed anew: it was bound to the other column.
        endpoint.previous_secret = seal(before, table=_TABLE, column="previous_secret", row=endpoint.id)
        endpoint.previous_until = previous_until


def open_present(endpoint: WebhookEndpoint) -> str:
    """The present secret. Raises crypto.Undecipherable."""
    return unseal(bytes(endpoint.secret or b""), table=_TABLE, column="secret", row=endpoint.id)


def open_secrets(endpoint: WebhookEndpoint, *, now: datetime) -> list[str]:
    """What is signed with at this moment: the present secret, then the one before while it goes on.

    Raises crypto.Undecipherable.
    """
    secrets = [open_present(endpoint)]
    if endpoint.previous_secret is not None and endpoint.previous_until and now < endpoint.previous_until:
        secrets.append(unseal(bytes(endpoint.previous_secret), table=_TABLE, column="previous_secret", row=endpoint.id))
    return secrets
