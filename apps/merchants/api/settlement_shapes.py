"""What the routes of settlements read and write."""

from typing import Any

from rest_framework import serializers

from apps.core.api.parsing import StrictChoiceField, StrictSerializer, TextField
from apps.core.money import InvalidMoney, decimal_string, parse_decimal
from apps.merchants.models import Merchant, Period, Settlement, SettlementState, SettleTo
from apps.merchants.selectors import Position
from apps.merchants.services import choosable_periods
from apps.merchants.settlement_out import settlement_facts
from apps.merchants.settlement_wording import reason_of


class TermsRequestSerializer(StrictSerializer):
    """How often the takings are settled, and from which amount on."""

    period = StrictChoiceField(Period.values)
    minimum = TextField(
        required=False, max_length=20, help_text='A decimal string; less than this waits for more. "0" is anything.'
    )

    def validate_minimum(self, value: str) -> Any:
        try:
            return parse_decimal(value)
        except InvalidMoney:
            raise serializers.ValidationError(
                'An amount is a plain decimal string, for example "12.50".', code="invalid"
            ) from None


class StatementQuerySerializer(StrictSerializer):
    format = serializers.ChoiceField(["json", "csv", "xlsx", "pdf"], default="json")


class TermsSerializer(serializers.Serializer[Any]):
    """How a merchant is settled with, and where its money is now."""

    currency = serializers.CharField()
    period = serializers.ChoiceField(Period.choices)
    periods = serializers.ListField(child=serializers.CharField(), help_text="Which the owner may choose.")
    minimum = serializers.CharField()
    reserve_percent = serializers.CharField(help_text="Of each settlement, kept back by GoPay.")
    reserve_days = serializers.IntegerField()
    settle_to = serializers.ChoiceField(SettleTo.choices)
    next_settlement_at = serializers.DateTimeField(allow_null=True)
    takings = serializers.CharField(help_text="Taken and not settled.")
    payable = serializers.CharField(help_text="Settled and not paid out.")
    sending = serializers.CharField(help_text="On its way to a bank.")
    reserve = serializers.CharField(help_text="Kept back.")


class SettlementSerializer(serializers.Serializer[Any]):
    """What was settled at once: net = gross - discount - tax - refunded - reserved + released."""

    id = serializers.UUIDField()
    currency = serializers.CharField()
    since = serializers.DateTimeField(help_text="When the first of its lines was.")
    until = serializers.DateTimeField(help_text="Sales before this moment are in it.")
    sales = serializers.IntegerField()
    refunds = serializers.IntegerField()
    gross = serializers.CharField()
    discount = serializers.CharField(help_text="What the merchant bears.")
    tax = serializers.CharField(help_text="On the discount.")
    refunded = serializers.CharField(help_text="What refunds drew from the takings.")
    reserved = serializers.CharField(help_text="Kept back.")
    released = serializers.CharField(help_text="Of what was kept back before.")
    net = serializers.CharField(help_text="What is paid out.")
    made_at = serializers.DateTimeField()
    state = serializers.ChoiceField(SettlementState.choices)
    paid_to = serializers.CharField(allow_null=True, help_text="Where to, masked.")
    paid_at = serializers.DateTimeField(allow_null=True)
    failure_code = serializers.CharField(allow_null=True)
    failure_reason = serializers.CharField(allow_null=True)
    tries = serializers.IntegerField()
    next_try_at = serializers.DateTimeField(allow_null=True)
    payout_id = serializers.UUIDField(allow_null=True)


class SettlementPageSerializer(serializers.Serializer[Any]):
    results = SettlementSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class SettledLineSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(["SALE", "REFUND"])
    transaction_id = serializers.UUIDField()
    reference = serializers.CharField()
    refund_of = serializers.CharField(allow_null=True, help_text="The reference of the sale.")
    store = serializers.CharField(allow_null=True)
    till = serializers.CharField(allow_null=True)
    staff = serializers.CharField(allow_null=True)
    gross = serializers.CharField(help_text="Of a sale, with tip and convenience fee.")
    tip = serializers.CharField()
    convenience_fee = serializers.CharField()
    discount = serializers.CharField()
    tax = serializers.CharField()
    refunded = serializers.CharField(help_text="Of a refund: what the payer got back.")
    from_takings = serializers.CharField(help_text="Of that, what came out of the takings.")
    net = serializers.CharField(help_text="What it changes in the takings.")


class _SettlementFactsSerializer(serializers.Serializer[Any]):
    """What the settlement says, as above, without what became of its payout."""

    id = serializers.UUIDField()
    currency = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    sales = serializers.IntegerField()
    refunds = serializers.IntegerField()
    gross = serializers.CharField()
    discount = serializers.CharField()
    tax = serializers.CharField()
    refunded = serializers.CharField()
    reserved = serializers.CharField()
    released = serializers.CharField()
    net = serializers.CharField()
    made_at = serializers.DateTimeField()


class _LineTotalsSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    gross = serializers.CharField()
    tip = serializers.CharField()
    convenience_fee = serializers.CharField()
    discount = serializers.CharField()
    tax = serializers.CharField()
    refunded = serializers.CharField()
    from_takings = serializers.CharField()
    net = serializers.CharField()


class SettlementStatementSerializer(serializers.Serializer[Any]):
    """A settlement to the line: the lines' net less `reserved`, with `released`, is the settlement's net."""

    settlement = _SettlementFactsSerializer()
    lines = SettledLineSerializer(many=True)
    totals = _LineTotalsSerializer()


def terms_answer(merchant: Merchant, position: Position) -> dict[str, Any]:
    currency = merchant.currency
    amounts = {
        "minimum": merchant.minimum_settlement,
        "takings": position.takings,
        "payable": position.payable,
        "sending": position.sending,
        "reserve": position.reserve,
    }
    return {
        "currency": currency,
        "period": merchant.period,
        "periods": list(choosable_periods(merchant)),
        "reserve_percent": f"{merchant.reserve_percent.normalize():f}",
        "reserve_days": merchant.reserve_days,
        "settle_to": merchant.settle_to,
        "next_settlement_at": merchant.settle_due_at,
        **{name: decimal_string(amount, currency) for name, amount in amounts.items()},
    }


def settlement_answer(row: Settlement) -> dict[str, Any]:
    is_paid = row.state == SettlementState.PAID
    return {
        **settlement_facts(row),
        "state": row.state,
        "paid_to": row.paid_to or None,
        "paid_at": row.decided_at if is_paid else None,
        "failure_code": row.failure_code or None,
        "failure_reason": reason_of(row.failure_code) or None,
        "tries": row.attempts,
        "next_try_at": row.due_at,
        "payout_id": row.payout_id,
    }
