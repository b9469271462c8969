"""The poster that hangs at a till: its code, whose it is, and how to pay with it, on one page of A5."""

from apps.core import qr_images
from apps.core.money import decimal_string
from apps.core.typesetting import CONTENT_TYPE, set_document
from apps.merchants import codes
from apps.merchants.models import Merchant, Till, TipMode

__all__ = ["CONTENT_TYPE", "poster_pdf"]

_STEPS = [
    "Open GoPay and tap Scan.",
    "Hold the camera over the code.",
    "Type the amount, check the name and confirm.",
]


def poster_pdf(till: Till, merchant: Merchant, store_name: str) -> bytes:
    """The poster of a till. Raises Unavailable when many are being set."""
    # Twice five are easier to type than ten.
    code = " ".join((till.code[:5], till.code[5:])) if len(till.code) == 10 else till.code
    return set_document(
        "merchants/typst/poster.typ",
        {
            "title": f"Scan to pay {merchant.name}",
            "merchant": merchant.name,
            "store": store_name,
            "label": till.label,
            "code": code,
            "qr": qr_images.svg(codes.till_text(till, merchant)).decode(),
            "steps": _STEPS,
            "added": _added(till, merchant),
            "footer": "GoPay never asks for your PIN by phone or message.",
        },
    )


def _added(till: Till, merchant: Merchant) -> str:
    """What a payer must know before they scan."""
    if till.tip_mode == TipMode.FIXED and till.tip_value is not None:
        return f"A fee of {decimal_string(till.tip_value, merchant.currency)} {merchant.currency} is added."
    if till.tip_mode == TipMode.PERCENT and till.tip_value is not None:
        return f"A fee of {till.tip_value.normalize():f} % is added."
    return ""
