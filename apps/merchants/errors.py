"""Why something a merchant or its people ask for is refused. What refuses a payment is a Declined (transactions)."""

from apps.core.errors import DomainError


class MerchantNotFound(DomainError):
    """There is no such merchant."""

    code = "merchant_not_found"
    category = "not_found"


class RoleRequired(DomainError):
    """Your role at this merchant does not allow this."""

    code = "merchant_role_required"
    category = "forbidden"


class MerchantNotTrading(DomainError):
    """This merchant is not active: it was not approved yet, or is suspended or closed."""

    code = "merchant_not_trading"
    category = "conflict"


class ChargeNotFound(DomainError):
    """There is no such charge."""

    code = "charge_not_found"
    category = "not_found"


class ChargeConflict(DomainError):
    """The charge is in another state by now."""

    code = "charge_conflict"
    category = "conflict"


class TillNotFound(DomainError):
    """There is no such till, or it is closed."""

    code = "till_not_found"
    category = "not_found"


class StoreNotFound(DomainError):
    """There is no such store."""

    code = "store_not_found"
    category = "not_found"


class MerchantConflict(DomainError):
    """The merchant is in another state by now."""

    code = "merchant_conflict"
    category = "conflict"


class TooManyMerchants(DomainError):
    """You own as many merchants as anybody may."""

    code = "too_many_merchants"
    category = "conflict"


class MerchantNamedAlready(DomainError):
    """You have a merchant of this name already."""

    code = "merchant_exists"
    category = "conflict"


class NoWalletForIt(DomainError):
    """Open a wallet in this currency first."""

    code = "wallet_needed"
    category = "refused"


class DocumentNotFound(DomainError):
    """There is no such document."""

    code = "document_not_found"
    category = "not_found"


class RegistrationMissing(DomainError):
    """The business registration is missing."""

    code = "registration_missing"
    category = "refused"


class OwnerNotVerified(DomainError):
    """The owner is not verified yet as far as a merchant's owner has to be."""

    code = "owner_not_verified"
    category = "refused"


class RestrictedCategory(DomainError):
    """This category is restricted: whoever approves it has to say so."""

    code = "restricted_category"
    category = "refused"


class OwnMerchant(DomainError):
    """Nobody decides about a business of their own, or lets in one they work for."""

    code = "own_merchant"
    category = "forbidden"


class StoreNamedAlready(DomainError):
    """There is a store of this name already."""

    code = "store_exists"
    category = "conflict"


class StoreClosed(DomainError):
    """The store is closed."""

    code = "store_closed"
    category = "conflict"


class TooManyStores(DomainError):
    """The merchant has as many stores as it may."""

    code = "too_many_stores"
    category = "conflict"


class TillLabelledAlready(DomainError):
    """There is a till with this label in the store already."""

    code = "till_exists"
    category = "conflict"


class TooManyTills(DomainError):
    """The merchant has as many tills as it may."""

    code = "too_many_tills"
    category = "conflict"


class StaffNotFound(DomainError):
    """There is no such member of staff, or no longer."""

    code = "staff_not_found"
    category = "not_found"


class EmployedAlready(DomainError):
    """This person works for the merchant already."""

    code = "staff_exists"
    category = "conflict"


class TooManyStaff(DomainError):
    """The merchant has as many people as it may."""

    code = "too_many_staff"
    category = "conflict"


class OwnRole(DomainError):
    """Nobody changes what they may do themselves."""

    code = "own_role"
    category = "forbidden"


class HandoverNotFound(DomainError):
    """Nobody offers you this business, or no longer."""

    code = "handover_not_found"
    category = "not_found"


class OwnerStays(DomainError):
    """The owner's role is handed over, and not changed or ended."""

    code = "owner_stays"
    category = "conflict"


class OwnPurchase(DomainError):
    """Nobody gives back what they have paid themselves. Somebody else of the staff has to."""

    code = "own_purchase"
    category = "forbidden"


class PaymentCodeNotFound(DomainError):
    """There is no such payment code."""

    code = "payment_code_not_found"
    category = "not_found"


class PaymentCodeUnknown(DomainError):
    """Nothing can be paid with this code. Ask for a new one."""

    code = "payment_code_unknown"
    category = "not_found"


class PaymentCodeConflict(DomainError):
    """The payment code was used already."""

    code = "payment_code_conflict"
    category = "conflict"


class PaymentCodesHeldBack(DomainError):
    """Your limits are lowered for now, and until then you can show no codes. Scan the merchant's code instead."""

    code = "payment_codes_held_back"


class NotAMerchantsCode(DomainError):
    """This code is not one of a merchant here."""

    code = "not_a_merchant_code"
    category = "conflict"


class TermsChanged(DomainError):
    """What is added at this till has changed a moment ago. Scan the code again."""

    code = "terms_changed"
    category = "conflict"


class RefundRequestNotFound(DomainError):
    """There is no such request for a refund."""

    code = "refund_request_not_found"
    category = "not_found"


class RefundRequested(DomainError):
    """Somebody has asked for this sale to be given back, and it waits for a second person."""

    code = "refund_requested"
    category = "conflict"


class RefundRequestDecided(DomainError):
    """This request for a refund is decided by now."""

    code = "refund_request_decided"
    category = "conflict"
