"""Why a payment link or an invoice is refused, in words for people."""

from apps.core.errors import DomainError


class LinkNotFound(DomainError):
    """There is no such payment link."""

    code = "payment_link_not_found"
    category = "not_found"


class LinkOver(DomainError):
    """This payment link was switched off, has expired, or was paid as often as it may be."""

    code = "payment_link_over"
    category = "conflict"


class LinkAmountRefused(DomainError):
    """The amount is not one that this payment link takes."""

    code = "payment_link_amount"
    category = "refused"


class LinkEndedByOperator(DomainError):
    """GoPay has switched this payment link off. Write to support."""

    code = "payment_link_ended"
    category = "conflict"


class OtherCurrency(DomainError):
    """The merchant takes payments in another currency."""

    code = "currency_mismatch"


class InvoiceNotFound(DomainError):
    """There is no such invoice."""

    code = "invoice_not_found"
    category = "not_found"


class InvoiceConflict(DomainError):
    """The invoice is in another state by now."""

    code = "invoice_conflict"
    category = "conflict"
