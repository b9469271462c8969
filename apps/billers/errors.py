"""What is refused about billers and bills. Why a payment is declined stands in apps/transactions/errors.py."""

from apps.core.errors import DomainError, NotFound


class BillerNotFound(NotFound):
    """There is no such biller."""

    code = "biller_not_found"


class ProductNotFound(NotFound):
    """The biller has no such package."""

    code = "product_not_found"


class SavedBillNotFound(NotFound):
    """There is no such saved bill."""

    code = "saved_bill_not_found"


class BillLookUpNotFound(NotFound):
    """There is no such look-up. Look the bill up first."""

    code = "bill_lookup_not_found"


class SettlementNotFound(NotFound):
    """There is no such settlement."""

    code = "settlement_not_found"


class BillLookUpExpired(DomainError):
    """What the biller said is older than 15 minutes. Look the bill up again."""

    code = "bill_lookup_expired"


class BillLookUpUsed(DomainError):
    """This look-up was used for another payment already. Look the bill up again."""

    code = "bill_lookup_used"


class BillAccountNotFound(DomainError):
    """The biller knows no such customer number."""

    code = "bill_account_not_found"


class BillAmountNotExact(DomainError):
    """This biller takes exactly what is due."""

    code = "bill_amount_not_exact"


class BillAmountTooSmall(DomainError):
    """This is less than the biller takes at once."""

    code = "bill_amount_too_small"


class BillAmountTooLarge(DomainError):
    """This is more than the biller takes at once."""

    code = "bill_amount_too_large"


class NothingDue(DomainError):
    """Nothing is due on this bill."""

    code = "bill_nothing_due"


class ProductAmountDiffers(DomainError):
    """The package has another price."""

    code = "product_amount_differs"


class BillCurrencyDiffers(DomainError):
    """The bill is in another currency."""

    code = "bill_currency_differs"


class BillSavedAlready(DomainError):
    """You have saved this bill already."""

    code = "bill_saved_already"
    category = "conflict"


class TooManySavedBills(DomainError):
    """You have saved as many bills as anybody may. Delete one first."""

    code = "too_many_saved_bills"
    category = "conflict"


class SettlementConflict(DomainError):
    """The settlement is in another state by now."""

    code = "settlement_conflict"
    category = "conflict"


class NoPayoutAccount(DomainError):
    """The biller has no bank account to pay out to. Link one first."""

    code = "no_payout_account"
    category = "conflict"


class BillerIsFixed(DomainError):
    """Its code and its currency are for ever: add another biller."""

    code = "biller_is_fixed"
    category = "conflict"
