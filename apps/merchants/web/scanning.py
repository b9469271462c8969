"""What the page with the camera makes of a merchant's code: registered with transactions.web.scanning."""

import re
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from apps.core.emvco import InvalidCode
from apps.core.errors import DomainError
from apps.core.web import drafts
from apps.merchants import codes, selectors, services
from apps.merchants.models import TipMode
from apps.merchants.services import Seen
from apps.transactions.references import ALPHABET

# What is under way: a code whose payer has still to say something, and a payment that has only to be confirmed.
BILL, PAYMENT = "merchant-bill", "merchant-payment"
_TILL_CODE = re.compile(f"[{ALPHABET}]{{10}}", re.ASCII)
_CHARGE_PAGE = re.compile(r"https?://[^/\s]{1,255}/pay/([A-Za-z0-9_-]{22})/?(?:\?\S*)?", re.ASCII)


class CodeNotPayable(DomainError):
    """Nothing can be paid with this code. Ask for a new one."""

    code = "code_not_payable"
    category = "conflict"


def payable(seen: Seen) -> Seen:
    """What was looked at, if it can be paid. Raises CodeNotPayable with the reason."""
    if seen.problem:
        raise CodeNotPayable(seen.problem.detail)
    return seen


def read(text: str, *, person_id: UUID, now: datetime) -> str | None:
    """Where a payer goes on with a merchant's code: the code itself, what is printed below it, or a charge's address.

    Raises CodeNotPayable, TooManyRequests.
    """
    text = text.strip()
    if link := _CHARGE_PAGE.fullmatch(text):
        charge = selectors.find_charge_by_code(link[1])
        return reverse("wallet-pay-charge", args=[charge.code]) if charge and charge.is_live else None
    typed = text.replace(" ", "").upper()
    if _TILL_CODE.fullmatch(typed):
        return reverse("wallet-pay-till", args=[typed]) if selectors.find_till(typed) else None
    try:
        kind = codes.read(text).kind
    except InvalidCode:
        return None
    if kind == "person":
        return None
    seen = payable(services.look_at_code(person_id=person_id, text=text, now=now))
    is_whole = seen.kind == "charge" and seen.tip.mode != TipMode.PROMPT
    purpose, route = (PAYMENT, "wallet-pay") if is_whole else (BILL, "wallet-pay-bill")
    draft = drafts.begin(owner_id=person_id, purpose=purpose, content={"text": text}, now=now)
    return reverse(route, args=[draft.id])
