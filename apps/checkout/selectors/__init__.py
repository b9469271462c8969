"""Reads of what merchants are paid with from afar."""

from apps.checkout.selectors._invoices import (
    find_invoice_of,
    get_invoice,
    get_received,
    list_invoices,
    list_received,
)
from apps.checkout.selectors._keys import KnownKey, find_key, get_key, key_cache_key, list_keys
from apps.checkout.selectors._links import LinkFacts, find_link, find_link_of, get_link, is_open, list_links
from apps.checkout.selectors._pages import find_paged, state_of
from apps.checkout.selectors._payments import (
    find_till,
    get_payment,
    list_payments,
    list_refunds,
    list_trial_refunds,
    require_writing,
    sums_given_back,
)
from apps.checkout.selectors._webhooks import get_delivery, get_endpoint, list_deliveries, list_endpoints

__all__ = [
    "KnownKey",
    "LinkFacts",
    "find_invoice_of",
    "find_key",
    "find_link",
    "find_link_of",
    "find_paged",
    "find_till",
    "get_delivery",
    "get_endpoint",
    "get_invoice",
    "get_key",
    "get_link",
    "get_payment",
    "get_received",
    "is_open",
    "key_cache_key",
    "list_deliveries",
    "list_endpoints",
    "list_invoices",
    "list_keys",
    "list_links",
    "list_payments",
    "list_received",
    "list_refunds",
    "list_trial_refunds",
    "require_writing",
    "state_of",
    "sums_given_back",
]
