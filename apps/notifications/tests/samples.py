"""One plausible context for every message."""

from typing import Any

OCCURRED_AT = "2026-11-21T09:15:00+00:00"
_PAYMENT = {
    "reference": "7K2M9QX4AB",
    "amount": "12.50",
    "currency": "USD",
    "fee": "0.13",
    "total": "12.63",
    "counterparty": "Amina Otieno",
    "note": "For the mangoes",
    "failure_text": "Your balance is too low.",
    "occurred_at": OCCURRED_AT,
    "kind_label": "Transfer",
}
_OF_SECURITY = {"occurred_at": OCCURRED_AT}
SAMPLES: dict[str, dict[str, Any]] = {
    "one_time_code": {"code": "493817", "minutes": 10},
    "welcome": {"name": "Brian Mwangi"},
    "new_session": {"device": "Nokia G42", "address": "203.0.113.9", **_OF_SECURITY},
    "sign_up_repeated": _OF_SECURITY,
    "email_not_taken_over": _OF_SECURITY,
    "email_changed": _OF_SECURITY,
    "session_replayed": _OF_SECURITY,
    "password_changed": _OF_SECURITY,
    "account_locked": _OF_SECURITY,
    "account_unlocked": _OF_SECURITY,
    "account_closed": _OF_SECURITY,
    "payment_sent": _PAYMENT,
    "payment_received": _PAYMENT,
    "payment_declined": _PAYMENT,
    "payment_not_received": _PAYMENT,
    "promotion_received": _PAYMENT,
}


def payment(**changes: Any) -> dict[str, Any]:
    return {**_PAYMENT, **changes}
