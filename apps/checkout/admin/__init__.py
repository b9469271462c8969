"""The staff's view of payments from afar."""

from apps.checkout.admin import _invoices, _keys, _links, _webhooks  # noqa: F401
