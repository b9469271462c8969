"""An operation as the adapters' requests."""

from dataclasses import fields

from apps.core.money import Money
from apps.gateways.base import Adapter, Capability, Collect, Enquiry, PayBill, PayOut, Recharge, Request, Result
from apps.gateways.models import Operation

_SHAPES: dict[Capability, type[Request]] = {
    Capability.COLLECT: Collect,
    Capability.PAY_OUT: PayOut,
    Capability.PAY_BILL: PayBill,
    Capability.RECHARGE: Recharge,
}


def request_of(operation: Operation) -> Request:
    """What the operation's payment wants; what else its terms say is not for providers.

    Raises KeyError, ValueError and TypeError for one that nobody could have asked for.
    """
    shape = _SHAPES[Capability(operation.capability)]
    amount = Money(operation.amount, operation.currency)
    wanted = {one.name for one in fields(shape)}
    terms = {name: value for name, value in operation.terms.items() if name in wanted}
    return shape(operation_id=operation.id, amount=amount, **terms)


def send(adapter: Adapter, request: Request) -> Result:
    """Asks the provider. Raises Refused, NotDone, OutcomeUnknown."""
    match request:
        case Collect():
            return adapter.collect(request)
        case PayOut():
            return adapter.pay_out(request)
        case PayBill():
            return adapter.pay_bill(request)
        case Recharge():
            return adapter.recharge(request)


def enquire(adapter: Adapter, operation: Operation) -> Result:
    """Asks the provider what became of it. Raises Refused, NotDone, OutcomeUnknown."""
    return adapter.enquire(
        Enquiry(operation.id, Capability(operation.capability), provider_reference=operation.provider_reference)
    )
