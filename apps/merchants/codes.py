"""What the QR codes of tills and charges say, and how such a text is read.

A code carries what other apps may show before they ask us (name, city, category, amount, tip). What we show and what is
paid comes from the database: anybody can print a code. `is_as_issued` tells whether one still says what ours says.

The data objects stand in an order in which digits of one, run on into those of the next, never look like the number of
a payment card (core.card_numbers): a row of digits begins with 0, is shorter than a card's number, or is longer.
"""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.conf import settings

from apps.accounts.gopay_codes import account, named_in
from apps.core import emvco
from apps.core.currency_numbers import number_of
from apps.core.emvco import Payload
from apps.core.money import decimal_string
from apps.core.qr_images import png, svg
from apps.merchants.models import Charge, Merchant, Till, TipMode

__all__ = ["Scanned", "charge_text", "is_as_issued", "png", "read", "svg", "till_text"]

_MAX_AMOUNT = 13
_STATIC, _DYNAMIC = ("01", "11"), ("01", "12")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanned text means. `code` is the till's or charge's code, or the person's id; empty of a foreign one."""

    kind: Literal["till", "charge", "person", "foreign"]
    code: str
    payload: Payload


def read(text: str) -> Scanned:
    """Reads what somebody scanned, ours or not. Nothing is looked up. Raises emvco.InvalidCode."""
    payload = emvco.parse(text)
    named = named_in(payload)
    return Scanned(named.kind, named.code, payload) if named else Scanned("foreign", "", payload)


def till_text(till: Till, merchant: Merchant) -> str:
    """The code that hangs at a till: whoever scans it says how much they pay. It is the same as long as the merchant's
    name, city and category and the till's tip are."""
    return emvco.build(
        [
            _STATIC,
            account("till", till.code),
            *_merchant(merchant, _tip(till.tip_mode, till.tip_value, merchant.currency)),
            *_labels(("07", till.label)),
            *_other_script(merchant.name),
        ]
    )


def charge_text(charge: Charge, merchant: Merchant, till: Till | None = None) -> str:
    """The code of one charge, good for one payment of its amount."""
    amount = decimal_string(charge.amount, charge.currency)
    return emvco.build(
        [
            _DYNAMIC,
            # What is longer than a code may say is told by us only.
            *([("54", amount)] if len(amount) <= _MAX_AMOUNT else []),
            account("charge", charge.code),
            *_merchant(merchant, _tip(charge.tip_mode, charge.tip_value, charge.currency)),
            *_labels(("05", charge.code), ("07", till.label if till else "")),
            *_other_script(merchant.name),
        ]
    )


def is_as_issued(scanned: Payload, issued: Payload) -> bool:
    """Whether a code says about money and merchant what the one says that we would issue now.

    City, category, labels and what is added may have changed since a code was printed: they are shown as they are now.
    """
    was, now = ((one.is_dynamic, one.name, one.country, one.currency_number, one.amount) for one in (scanned, issued))
    return was == now


def _merchant(merchant: Merchant, tip: list[tuple[str, str]]) -> list[tuple[str, str]]:
    country, category = ("58", merchant.country), ("52", merchant.category)
    city = ("60", emvco.plain(merchant.city, emvco.MAX_CITY) or merchant.country)
    currency = ("53", number_of(merchant.currency))
    name = ("59", emvco.plain(merchant.name, emvco.MAX_NAME) or "Merchant")
    # With a tip's the digits of category and currency are more than any card's; without them as many as one's.
    return [country, category, currency, *tip, city, name] if tip else [country, category, city, currency, name]


def _tip(mode: str, value: Decimal | None, currency: str) -> list[tuple[str, str]]:
    match mode:
        case TipMode.PROMPT:
            return [("55", "01")]
        case TipMode.FIXED if value is not None:
            return [("55", "02"), ("56", decimal_string(value, currency))]
        case TipMode.PERCENT if value is not None:
            return [("55", "03"), ("57", f"{value.normalize():f}")]
    return []


def _labels(*labels: tuple[str, str]) -> list[tuple[str, str]]:
    told = [(tag, plain) for tag, label in labels if (plain := emvco.plain(label, emvco.MAX_LABEL))]
    return [("62", emvco.template(told))] if told else []


def _other_script(name: str) -> list[tuple[str, str]]:
    """The name as it is written, when plain letters cannot."""
    readable = "".join(char for char in name if unicodedata.category(char) != "Cc").strip()
    if readable[: emvco.MAX_NAME].strip() == emvco.plain(name, emvco.MAX_NAME):
        return []
    return [("64", emvco.template([("00", settings.LANGUAGE_CODE[:2]), ("01", readable[: emvco.MAX_NAME])]))]
