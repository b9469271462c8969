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
_CODE = {"code": "493817", "minutes": 10}
_OF_SECURITY = {"occurred_at": OCCURRED_AT}
_OF_DEVICE = {"device": "Nokia G42", **_OF_SECURITY}
SAMPLES: dict[str, dict[str, Any]] = {
    "one_time_code": _CODE,
    "confirm_payment": {**_CODE, "amount": "12.50", "currency": "USD", "to": "Amina Otieno"},
    "confirm_pin": {**_CODE},
    "confirm_device": {**_CODE, "device": "Nokia G42"},
    "confirm_device_unlock": {**_CODE},
    "confirm_device_removal": {**_CODE},
    "confirm_number": {**_CODE, "number": "+254712000009"},
    "confirm_email": {**_CODE, "email": "amina@example.org"},
    "confirm_email_removal": {**_CODE},
    "confirm_payee": {**_CODE, "payee": "Brian M."},
    "confirm_unlock": {**_CODE},
    "confirm_recovery": {**_CODE},
    "confirm_close": {**_CODE},
    "welcome": {"name": "Brian Mwangi"},
    "new_session": {"device": "Nokia G42", "address": "203.0.113.9", **_OF_SECURITY},
    "sign_up_repeated": _OF_SECURITY,
    "email_not_taken_over": _OF_SECURITY,
    "email_changed": _OF_SECURITY,
    "email_lost": _OF_SECURITY,
    "number_changed": _OF_SECURITY,
    "address_claimed": _OF_SECURITY,
    "handle_changed": _OF_SECURITY,
    "payee_trusted": {"payee": "Brian M.", **_OF_SECURITY},
    "name_changed": {"name": "Amina Weber", **_OF_SECURITY},
    "name_change_rejected": {"reason": "Your document shows another name.", **_OF_SECURITY},
    "export_ready": _OF_SECURITY,
    "export_failed": {},
    "session_replayed": _OF_SECURITY,
    "password_changed": _OF_SECURITY,
    "pin_changed": _OF_SECURITY,
    "pin_reset": _OF_SECURITY,
    "pin_locked": _OF_SECURITY,
    "pin_reset_started": _OF_SECURITY,
    "account_locked": _OF_SECURITY,
    "account_unlocked": _OF_SECURITY,
    "account_closed": _OF_SECURITY,
    "second_factor_added": _OF_SECURITY,
    "second_factor_reset": _OF_SECURITY,
    "recovery_code_used": _OF_SECURITY,
    "device_registered": _OF_DEVICE,
    "device_removed": _OF_DEVICE,
    "device_locked": _OF_DEVICE,
    "device_unlocked": _OF_DEVICE,
    "device_wipe_requested": _OF_DEVICE,
    "device_wiped": _OF_SECURITY,
    "account_secured": _OF_SECURITY,
    "account_unsecured": _OF_SECURITY,
    "kyc_submitted": {"level": 2},
    "kyc_approved": {"level": 2},
    "kyc_needs_more": {"reasons_text": "The pictures of the document cannot be read.", "note": "Too dark."},
    "kyc_rejected": {"reasons_text": "Your details could not be confirmed.", "note": "Nobody of this name is known."},
    "kyc_expiring": {"days": 30, "valid_until": "2026-12-21"},
    "kyc_expired": {"valid_until": "2026-12-21"},
    "payment_sent": _PAYMENT,
    "payment_received": _PAYMENT,
    "payment_declined": _PAYMENT,
    "payment_not_received": _PAYMENT,
    "promotion_received": _PAYMENT,
}


def payment(**changes: Any) -> dict[str, Any]:
    return {**_PAYMENT, **changes}
