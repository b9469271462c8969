"""What the desk takes and gives where cash comes in."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.proofs import SECRET_FIELDS, ProvenSerializer
from apps.accounts.api.step_up import StepUpSerializer
from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import find_person
from apps.accounts.services import StepUpAnswer, masked
from apps.agents import selectors
from apps.agents.api.desk_fields import CustomerField
from apps.core.api.parsing import AmountField, CurrencyField, StrictSerializer, SwitchField, TextField
from apps.core.money import Money, decimal_string
from apps.transactions.models import ReversalRequest, Transaction

# What comes with the second try only is not part of what is asked for.
SECRET = SECRET_FIELDS | {"confirm_unusual", "customer_step_up"}


class CustomerQuerySerializer(StrictSerializer):
    """Whom a teller is about to serve."""

    scanned = frozenset({"to"})

    to = CustomerField()


class CustomerSerializer(serializers.Serializer[Any]):
    """Whom a teller would serve, as far as they may know."""

    name = serializers.CharField(help_text="Masked: the first name and how the last one begins.")
    currency = serializers.CharField(help_text="The outlet's.")
    can_receive = serializers.BooleanField(help_text="Whether a cash-in would reach them now.")


class CashInSerializer(ProvenSerializer):
    """A cash-in at a desk."""

    scanned = frozenset({"to"})

    to = CustomerField()
    amount = AmountField(help_text="What the customer has handed over.")
    currency = CurrencyField()
    note = TextField(max_length=140, required=False, allow_blank=True, default="")
    confirm_unusual = SwitchField(
        required=False, default=False, help_text="After `unusual_amount`: the amount is right."
    )
    customer_step_up = StepUpSerializer(
        required=False, help_text="After `customer_code_required`: the code that the customer reads out."
    )


def customer_answer_of(fields: dict[str, Any]) -> StepUpAnswer | None:
    """The validated `customer_step_up` member as the service takes it."""
    given = fields.get("customer_step_up")
    return StepUpAnswer(given["challenge_id"], given["code"]) if given else None


class ServedCustomerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="Masked.")
    msisdn = serializers.CharField(help_text="Masked.")


class ServedSerializer(serializers.Serializer[Any]):
    """A dealing as its teller sees it (for the schema; `served_answer` writes it)."""

    id = serializers.UUIDField()
    reference = serializers.CharField(help_text="Ten characters to read to each other.")
    kind = serializers.CharField(help_text="CASH_IN or CASH_OUT.")
    state = serializers.CharField(help_text="COMPLETED: what was declined is a problem document.")
    amount = serializers.CharField(help_text="The cash, as a decimal string.")
    currency = serializers.CharField()
    fee = serializers.CharField(help_text="What the dealing costs, tax included.")
    fee_bearer = serializers.CharField(help_text="PAYER or PAYEE, of the dealing.")
    customer = ServedCustomerSerializer()
    commission = serializers.CharField(help_text="What you earn by it.")
    note = serializers.CharField()
    failure_code = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    float_left = serializers.CharField(allow_null=True, help_text="What it left of the outlet's float.")
    expected_cash = serializers.CharField(allow_null=True, help_text="What your drawer should hold since.")


def served_answer(row: Transaction) -> dict[str, Any]:
    """A completed dealing as JSON for its teller: the same however often it is asked for, whatever came since."""
    served = selectors.find_served(row.id)
    is_in = row.kind == "CASH_IN"
    customer = find_person(str(row.payee_id if is_in else row.payer_id))
    return {
        "id": str(row.id),
        "reference": row.reference,
        "kind": row.kind,
        "state": row.state,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "fee": decimal_string(row.charges, row.currency),
        "fee_bearer": row.fee_bearer,
        "customer": {
            "name": masked_name(row.payee_name if is_in else row.payer_name),
            "msisdn": masked(customer.msisdn) if customer else "",
        },
        "commission": _text(served.commission if served else Money.zero(row.currency)),
        "note": row.note,
        "failure_code": row.failure_code or None,
        "created_at": _moment(row.created_at),
        "float_left": _text(served.float_left) if served else None,
        "expected_cash": _text(served.expected_cash) if served else None,
    }


class AskReversalSerializer(StrictSerializer):
    """Why a dealing is to be undone."""

    reason = TextField(max_length=500)


class ReversalSerializer(serializers.Serializer[Any]):
    """What was asked for (for the schema; `reversal_answer` writes it)."""

    id = serializers.UUIDField()
    transaction_id = serializers.UUIDField(help_text="The dealing that is to be undone.")
    state = serializers.CharField(help_text="REQUESTED, until operators have decided.")
    reason = serializers.CharField()
    requested_at = serializers.DateTimeField()


def reversal_answer(row: ReversalRequest) -> dict[str, Any]:
    """A request for a reversal as JSON for who has asked."""
    return {
        "id": str(row.id),
        "transaction_id": str(row.transaction_id),
        "state": row.state,
        "reason": row.reason,
        "requested_at": _moment(row.requested_at),
    }


def _text(money: Money | None) -> str | None:
    return None if money is None else decimal_string(money.amount, money.currency)


def _moment(at: Any) -> str:
    return str(at.isoformat(timespec="milliseconds")).replace("+00:00", "Z")
