"""What merchants are paid with from afar."""

from apps.checkout.models._invoices import Invoice, InvoiceCounter, InvoiceState
from apps.checkout.models._keys import ApiKey, Scope
from apps.checkout.models._links import LinkUse, PaymentLink
from apps.checkout.models._trial_refunds import TrialRefund
from apps.checkout.models._webhooks import (
    CHOSEN_TYPES,
    MAX_ENDPOINTS,
    SEALED,
    DeliveryState,
    DisabledBecause,
    EndpointStatus,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookType,
)

__all__ = [
    "CHOSEN_TYPES",
    "MAX_ENDPOINTS",
    "SEALED",
    "ApiKey",
    "DeliveryState",
    "DisabledBecause",
    "EndpointStatus",
    "Invoice",
    "InvoiceCounter",
    "InvoiceState",
    "LinkUse",
    "PaymentLink",
    "Scope",
    "TrialRefund",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
    "WebhookType",
]
