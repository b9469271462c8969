"""Why cash is not handed out. What refuses the payment itself is a Declined (transactions)."""

from apps.core.errors import DomainError


class TooManyCashCodes(DomainError):
    """As many codes as you may have are waiting already. Use one, or call one off."""

    code = "too_many_cash_codes"
    category = "conflict"


class CashCodeNotFound(DomainError):
    """There is no such code of yours."""

    code = "cash_code_not_found"
    category = "not_found"


class CashCodeConflict(DomainError):
    """The code was used already, or its time is over."""

    code = "cash_code_conflict"
    category = "conflict"


class CashCodeWrong(DomainError):
    """Number and code do not belong together. After five wrong codes the money goes back to the customer."""

    code = "cash_code_wrong"


class CashCodeUsed(DomainError):
    """The cash for this code was handed out already."""

    code = "cash_code_used"
    category = "conflict"


class CashCodeElsewhere(DomainError):
    """The customer has made this code for another outlet."""

    code = "cash_code_elsewhere"


class CustomerNotActive(DomainError):
    """This customer's wallet pays nothing now. Hand out no cash."""

    code = "customer_not_active"


class CashWentBack(DomainError):
    """The outlet's float cannot take this, so the money went back to the customer. Hand out no cash."""

    code = "cash_went_back"
    category = "conflict"


class CustomerNotFound(DomainError):
    """There is no customer with this number, or the document is not theirs."""

    code = "customer_not_found"


class ServedByPhoneOnly(DomainError):
    """This agent serves nobody without their phone."""

    code = "served_by_phone_only"


class CashRequestNotFound(DomainError):
    """There is no such request for cash."""

    code = "cash_request_not_found"
    category = "not_found"


class CashRequestConflict(DomainError):
    """The request was answered already, its time is over, or who asked serves there no more."""

    code = "cash_request_conflict"
    category = "conflict"


class PictureMissing(DomainError):
    """The picture of the document is missing."""

    code = "picture_missing"
    category = "conflict"


class NotYourOwnRequest(DomainError):
    """Somebody else has to decide about what you have asked for, or what is for you."""

    code = "own_cash_request"
    category = "forbidden"
