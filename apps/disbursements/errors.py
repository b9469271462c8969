"""Why something about a disbursement is refused, and what may be wrong with one of its rows."""

from apps.core.errors import DomainError, InvalidInput


class DisbursementNotFound(DomainError):
    """There is no such disbursement."""

    code = "disbursement_not_found"
    category = "not_found"


class DisbursementConflict(DomainError):
    """The disbursement is in another state."""

    code = "disbursement_conflict"
    category = "conflict"


class InvalidFile(InvalidInput):
    """This is not a file of rows to pay."""

    code = "invalid_file"


class NoWallet(DomainError):
    """You have no wallet in this currency."""

    code = "currency_mismatch"


class CosignerNeeded(DomainError):
    """Somebody has to approve what you disburse: name a cosigner who accepts."""

    code = "cosigner_needed"


class BadRowsNotAccepted(DomainError):
    """Some rows cannot be paid. Say that they may be left out, or upload a better file."""

    code = "bad_rows_not_accepted"


class NothingToPay(DomainError):
    """None of its rows can be paid."""

    code = "nothing_to_pay"


class OwnerNotActive(DomainError):
    """Money cannot leave the owner's wallet now."""

    code = "payer_not_active"


class CosignerNotFound(DomainError):
    """There is no such cosigner."""

    code = "cosigner_not_found"
    category = "not_found"


class CosignerUnknown(DomainError):
    """Nobody can be named under this number, e-mail address or id."""

    code = "cosigner_unknown"


class CosignerNamed(DomainError):
    """They have been named already."""

    code = "cosigner_named"
    category = "conflict"


class TooManyCosigners(DomainError):
    """No more cosigners can be named."""

    code = "too_many_cosigners"


class CosignerConflict(DomainError):
    """This cosigner is in another state."""

    code = "cosigner_conflict"
    category = "conflict"


# What may be wrong with a row. Whether somebody is unknown, closed or without a wallet is not told apart: a file
# of numbers must not be a way to find out who is here.
ROW_CODES: dict[str, str] = {
    "malformed_row": "This line is not a row of the table: look at its quotes, and at how many fields it has.",
    "not_utf8": "This line is not UTF-8 text.",
    "field_too_long": "A field is too long.",
    "forbidden_character": "A field holds a character that cannot be seen.",
    "payee_missing": "It is not said who is to be paid.",
    "amount_missing": "It is not said how much is to be paid.",
    "invalid_payee": "This is not a phone number in E.164, an e-mail address, a @handle or an id.",
    "invalid_amount": 'An amount is a plain decimal string, for example "12.50".',
    "amount_not_positive": "The amount must be more than zero.",
    "too_many_decimals": "The amount has more decimals than the currency.",
    "payee_not_found": "Nobody can be paid under this number, e-mail address or id in this currency.",
    "self_payment": "This is the owner of the file.",
    "below_minimum": "The amount is less than a payment of this kind may be.",
    "limit_exceeded": "The amount is more than a single payment of this kind may be.",
    "amount_below_fee": "The fee would take all of the amount.",
    "needs_review": "GoPay has to look at this payment first: make it by itself.",
    "payee_not_active": "The payee cannot receive money now.",
    "payee_limit_exceeded": "The payee's wallet may not hold that much.",
    "amount_too_large": "The amount is more than a wallet can ever hold.",
    "duplicate_payee": "This payee stands in the file more than once.",
}
# Codes that warn and refuse nothing.
WARNINGS = frozenset({"duplicate_payee"})


def text_of(code: str) -> str:
    """What a row's code means, for people."""
    return ROW_CODES.get(code, "It could not be paid.") if code else ""
