"""What the disputes' API takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.proofs import PinField
from apps.accounts.api.step_up import StepUpSerializer
from apps.accounts.identifiers import masked_name
from apps.core.api.parsing import AmountField, StrictChoiceField, StrictSerializer, SwitchField, TextField
from apps.core.money import decimal_string
from apps.disputes.models import MAX_NOTE, MAX_STATEMENT, DisputeEvidence, EvidenceSide, Reason, State
from apps.disputes.selectors import DisputeView
from apps.transactions.takings import is_paid_to_business


class LinesField(TextField):
    """Several lines, each without what stands before and after it, and without empty ones."""

    def to_internal_value(self, data: Any) -> str:
        lines = (" ".join(line.split()) for line in super().to_internal_value(data).splitlines())
        return "\n".join(line for line in lines if line)


class NewDisputeSerializer(StrictSerializer):
    """Why a payment should be given back."""

    reason = StrictChoiceField(choices=Reason.choices)
    statement = LinesField(max_length=MAX_STATEMENT, help_text="What is wrong, in your words. The payee reads it.")
    amount = AmountField(
        required=False, help_text="In the payment's currency. Left out: all that has not gone back already."
    )


class AnswerSerializer(StrictSerializer):
    """The payee's answer."""

    accept = SwitchField(help_text="true gives the money back at once, and needs the PIN.")
    statement = LinesField(
        max_length=MAX_STATEMENT,
        required=False,
        allow_blank=True,
        default="",
        help_text="Why the money is yours. The payer reads it. Needed to contest.",
    )
    pin = PinField(required=False, help_text="Needed to accept.")
    step_up = StepUpSerializer(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        missing = "pin" if attrs["accept"] and "pin" not in attrs else ""
        if not attrs["accept"] and not attrs["statement"]:
            missing = "statement"
        if missing:
            raise serializers.ValidationError(
                {missing: [serializers.ErrorDetail("This field is required.", code="required")]}
            )
        return attrs


class NoFieldsSerializer(StrictSerializer):
    """Nothing: the address says it all."""


class DisputeQuerySerializer(StrictSerializer):
    """The list's filter, and the pages' own parameters."""

    state = StrictChoiceField(choices=State.choices, required=False)
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class EvidenceQuerySerializer(StrictSerializer):
    note = TextField(max_length=MAX_NOTE, required=False, allow_blank=True, default="", help_text="What it shows.")


class EvidenceSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    note = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    size = serializers.IntegerField(help_text="In bytes, as it is kept.")
    added_at = serializers.DateTimeField()


class DisputePartySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class DisputeSerializer(serializers.Serializer[Any]):
    """A dispute as one of its sides sees it (for the schema; `dispute_answer` writes it)."""

    id = serializers.UUIDField()
    transaction_id = serializers.UUIDField()
    reference = serializers.CharField(help_text="The payment's.")
    side = serializers.ChoiceField(["payer", "payee"], help_text="Which side of it you are.")
    state = serializers.ChoiceField(State.choices)
    payer = DisputePartySerializer()
    payee = DisputePartySerializer()
    reason = serializers.ChoiceField(Reason.choices)
    statement = serializers.CharField()
    answer = serializers.CharField()
    amount = serializers.CharField(help_text="What is disputed.")
    held = serializers.CharField(help_text="What of it was put aside when it was opened.")
    paid_back = serializers.CharField(allow_null=True, help_text="What a decision for the payer gave them.")
    shortfall = serializers.CharField(allow_null=True, help_text="What of that decision the payee did not have.")
    currency = serializers.CharField()
    refund_transaction_id = serializers.UUIDField(allow_null=True)
    decision_reason = serializers.CharField()
    evidence = EvidenceSerializer(many=True, help_text="Your own pictures; the other side's are for operators.")
    opened_at = serializers.DateTimeField()
    answer_by = serializers.DateTimeField(help_text="Until when the payee may answer.")
    decide_by = serializers.DateTimeField(help_text="Until when an operator decides.")
    answered_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class DisputePageSerializer(serializers.Serializer[Any]):
    results = DisputeSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def evidence_answer(evidence: DisputeEvidence) -> dict[str, Any]:
    return {
        "id": str(evidence.id),
        "note": evidence.note,
        "width": evidence.width,
        "height": evidence.height,
        "size": evidence.size,
        "added_at": _time(evidence.added_at),
    }


def _time(at: Any) -> str | None:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def dispute_answer(view: DisputeView, *, side: EvidenceSide, as_first_opened: bool = False) -> dict[str, Any]:
    """A dispute as JSON for one of its sides.

    `as_first_opened` writes what the first answer to the opening request said, whatever has become of the dispute
    since, so that a repeated request is answered alike.
    """
    row, payment = view.dispute, view.dispute.transaction
    is_masked = side == EvidenceSide.PAYEE and is_paid_to_business(payment)
    payer_name = masked_name(payment.payer_name) if is_masked else payment.payer_name

    def figure(amount: Any) -> str | None:
        return None if amount is None else decimal_string(amount, row.currency)

    answer: dict[str, Any] = {
        "id": str(row.id),
        "transaction_id": str(row.transaction_id),
        "reference": payment.reference,
        "side": side.value.lower(),
        "state": row.state,
        "payer": {"id": str(row.payer_id), "name": payer_name},
        # Of a payment to a business that is the business, and not its owner.
        "payee": {"id": str(payment.payee_id), "name": payment.payee_name},
        "reason": row.reason,
        "statement": row.statement,
        "answer": row.answer,
        "amount": figure(row.amount),
        "held": figure(row.held_amount),
        "paid_back": figure(row.paid_back),
        "shortfall": figure(row.shortfall) if row.awarded is not None else None,
        "currency": row.currency,
        "refund_transaction_id": str(row.refund_transaction_id) if row.refund_transaction_id else None,
        "decision_reason": row.decision_reason,
        "evidence": [evidence_answer(evidence) for evidence in view.evidence],
        "opened_at": _time(row.opened_at),
        "answer_by": _time(row.answer_by),
        "decide_by": _time(row.decide_by),
        "answered_at": _time(row.answered_at),
        "decided_at": _time(row.decided_at),
    }
    if as_first_opened:
        later = dict.fromkeys(("paid_back", "shortfall", "refund_transaction_id", "answered_at", "decided_at"), None)
        answer |= {"state": State.OPEN.value, "answer": "", "decision_reason": "", "evidence": [], **later}
    return answer
