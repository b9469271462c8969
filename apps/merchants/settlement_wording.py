"""Why a settlement was not paid out, in a sentence for its owner."""

from apps.transactions.errors import REASONS

# Failure codes of our own; all others are those of payments.
ACCOUNT_GONE, ON_HOLD = "settlement_account_gone", "settlement_on_hold"

_OWN = {
    ACCOUNT_GONE: "The bank account it was to be paid to is no longer linked.",
    ON_HOLD: "GoPay is looking at it. Ask support.",
}
# Said of a payment they are about the payer or the payee; here there is only the owner.
_OTHERS = {
    "payee_not_active": "Your wallet cannot take money at the moment.",
    "currency_mismatch": "You have no wallet in this currency.",
}


def reason_of(code: str) -> str:
    """The sentence for a failure code; empty for none."""
    if not code:
        return ""
    if said := _OWN.get(code) or _OTHERS.get(code):
        return said
    return REASONS[code]().detail if code in REASONS else "The bank did not accept it."
