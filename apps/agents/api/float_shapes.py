"""What the API of agents' float takes and gives."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.api.proofs import PinField, ProvenSerializer
from apps.accounts.api.step_up import StepUpSerializer
from apps.agents.models import FloatAlert, FloatOrder, OrderDirection, OrderState
from apps.agents.models._agents import AgentStatus
from apps.agents.selectors import AgentLiquidity, Liquidity, bank_name
from apps.core.api.parsing import (
    AmountField,
    CurrencyField,
    IdField,
    StrictChoiceField,
    StrictSerializer,
    TextField,
)
from apps.core.money import Money, decimal_string
from apps.transactions.models import Transaction


@extend_schema_field({"type": "string", "pattern": "^[0-9]{6}$", "example": "104217"})
class OutletCodeField(TextField):
    """An outlet's six digits."""

    default_error_messages = {"invalid_code": "This must be the six digits of an outlet."}

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data)
        if not (len(code) == 6 and code.isascii() and code.isdigit()):
            self.fail("invalid_code")
        return code


class LineField(TextField):
    """One line of text that can be printed."""

    default_error_messages = {"invalid_text": "This must be one line of text, without control characters."}

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if not text.isprintable():
            self.fail("invalid_text")
        return text


class FloatOrderRequestSerializer(StrictSerializer):
    """An order of float."""

    outlet_id = IdField()
    direction = StrictChoiceField(choices=OrderDirection.choices)
    amount = AmountField()
    currency = CurrencyField()
    bank = TextField(max_length=32, help_text="One of `GET .../float-banks`.")
    bank_reference = LineField(
        max_length=60, help_text="What the bank calls the deposit; when selling, the account to be paid."
    )
    slip = TextField(
        max_length=600, required=False, allow_blank=True, default="", help_text="Of `POST .../float-slips`; to buy."
    )
    note = LineField(max_length=200, required=False, allow_blank=True, default="")
    pin = PinField(required=False, help_text="To sell.")
    step_up = StepUpSerializer(required=False, help_text="To sell.")

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        is_sale = fields["direction"] == OrderDirection.SELL
        wrong = {}
        if is_sale and "pin" not in fields:
            wrong["pin"] = [serializers.ErrorDetail("Float is sold with the PIN.", code="required")]
        if not is_sale:
            for name in ("pin", "step_up"):
                if name in fields:
                    wrong[name] = [serializers.ErrorDetail("Buying float needs none.", code="not_wanted")]
        if wrong:
            raise serializers.ValidationError(wrong)
        return fields


class FloatTransferRequestSerializer(ProvenSerializer):
    """Float that is to go to another outlet."""

    from_outlet_id = IdField()
    to = OutletCodeField(help_text="The code of the outlet it goes to: my own, my super-agent's, or my agents'.")
    amount = AmountField()
    currency = CurrencyField()
    note = LineField(max_length=140, required=False, allow_blank=True, default="")


class NoFieldsSerializer(StrictSerializer):
    """Nothing: the address says it all."""


class FloatOrderQuerySerializer(StrictSerializer):
    outlet_id = IdField(required=False)
    cursor = TextField(required=False, allow_blank=True)
    page_size = TextField(required=False)


class NoQuerySerializer(StrictSerializer):
    """Nothing can be asked for beside what the path names."""


# --- For the schema; the functions below write them. ---


class FloatBankSerializer(serializers.Serializer[Any]):
    bank = serializers.CharField()
    name = serializers.CharField()


class FloatBankListSerializer(serializers.Serializer[Any]):
    results = FloatBankSerializer(many=True)


class FloatSlipSerializer(serializers.Serializer[Any]):
    slip = serializers.CharField(help_text="Name the picture by this in the order.")
    expires_at = serializers.DateTimeField()


class _OutletSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class FloatOrderSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    outlet = _OutletSerializer()
    direction = serializers.ChoiceField(choices=OrderDirection.choices)
    amount = serializers.CharField()
    currency = serializers.CharField()
    bank = FloatBankSerializer()
    bank_reference = serializers.CharField()
    has_slip = serializers.BooleanField()
    note = serializers.CharField()
    state = serializers.ChoiceField(choices=OrderState.choices)
    reason = serializers.CharField(allow_null=True, help_text="Why it was rejected.")
    transaction_id = serializers.UUIDField(allow_null=True, help_text="What has moved the float.")
    is_mine = serializers.BooleanField(help_text="Whether I have ordered it.")
    requested_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)


class FloatOrderPageSerializer(serializers.Serializer[Any]):
    results = FloatOrderSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class FloatMovementSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    reference = serializers.CharField()
    kind = serializers.CharField(help_text="FLOAT_PURCHASE, FLOAT_SALE or FLOAT_TRANSFER.")
    state = serializers.CharField()
    direction = serializers.ChoiceField(choices=["in", "out"])
    amount = serializers.CharField()
    currency = serializers.CharField()
    from_name = serializers.CharField(allow_null=True, help_text="Null: the trust bank.")
    to_name = serializers.CharField(allow_null=True, help_text="Null: the trust bank.")
    note = serializers.CharField()
    created_at = serializers.DateTimeField()


class FloatMovementPageSerializer(serializers.Serializer[Any]):
    results = FloatMovementSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class _AlertSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=FloatAlert.Reason.choices)
    raised_at = serializers.DateTimeField()


class OutletLiquiditySerializer(serializers.Serializer[Any]):
    outlet = _OutletSerializer()
    is_open = serializers.BooleanField()
    float = serializers.CharField()
    held = serializers.CharField(help_text="Put aside, above all for float that is being sold.")
    cash_in_today = serializers.CharField()
    cash_out_today = serializers.CharField()
    expected_need = serializers.CharField(help_text="What customers are likely to bring until the day is over.")
    cash_in_drawers = serializers.CharField(help_text="What all open drawers should hold by now.")
    alert = _AlertSerializer(allow_null=True)


class _AgentAlertSerializer(_AlertSerializer):
    outlet = _OutletSerializer()


class AgentLiquiditySerializer(serializers.Serializer[Any]):
    agent_id = serializers.UUIDField()
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=AgentStatus.choices)
    currency = serializers.CharField()
    outlets = serializers.IntegerField()
    float = serializers.CharField()
    held = serializers.CharField()
    alerts = _AgentAlertSerializer(many=True)


class AgentsTotalSerializer(serializers.Serializer[Any]):
    currency = serializers.CharField()
    outlets = serializers.IntegerField()
    float = serializers.CharField()
    held = serializers.CharField()
    alerts = serializers.IntegerField()


class OutletsTotalSerializer(AgentsTotalSerializer):
    cash_in_today = serializers.CharField()
    cash_out_today = serializers.CharField()
    expected_need = serializers.CharField()
    cash_in_drawers = serializers.CharField()


class LiquiditySerializer(serializers.Serializer[Any]):
    outlets = OutletLiquiditySerializer(many=True)
    totals = OutletsTotalSerializer(many=True)


class AgentsLiquiditySerializer(serializers.Serializer[Any]):
    """A page of a super-agent's agents, with the totals of all of them."""

    results = AgentLiquiditySerializer(many=True)
    totals = AgentsTotalSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def banks_answer(banks: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {"results": [{"bank": slug, "name": name} for slug, name in banks]}


def order_answer(row: FloatOrder, *, viewer_id: UUID, as_first_made: bool = False) -> dict[str, Any]:
    """An order as JSON for the agent's people, who do not learn which operators looked at it.

    `as_first_made` writes what the first answer to the request said, so that a repeated one is answered alike.
    """
    return {
        "id": str(row.id),
        "outlet": _outlet(row.outlet_id, row.outlet.code, row.outlet.name),
        "direction": row.direction,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "bank": {"bank": row.bank, "name": bank_name(row.bank)},
        "bank_reference": row.bank_reference,
        "has_slip": bool(row.proof_file),
        "note": row.note,
        "state": OrderState.REQUESTED.value if as_first_made else row.state,
        "reason": None if as_first_made else row.reason or None,
        "transaction_id": str(row.transaction_id) if row.transaction_id and not as_first_made else None,
        "is_mine": row.requested_by_id == viewer_id,
        "requested_at": moment(row.requested_at),
        "decided_at": None if as_first_made else moment(row.decided_at),
    }


def movement_answer(row: Transaction, *, outlet_id: UUID) -> dict[str, Any]:
    """A movement of float as JSON, seen from an outlet."""
    return {
        "id": str(row.id),
        "reference": row.reference,
        "kind": row.kind,
        "state": row.state,
        "direction": "out" if row.payer_id == outlet_id else "in",
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "from_name": row.payer_name or None,
        "to_name": row.payee_name or None,
        "note": row.note,
        "created_at": moment(row.created_at),
    }


def liquidity_answer(rows: list[Liquidity]) -> dict[str, Any]:
    """The outlets of one agent, which have one currency."""
    sums: dict[str, Money] = {}
    outlets = []
    for row in rows:
        amounts = {
            "float": row.stock.available,
            "held": row.stock.held,
            "cash_in_today": row.cash_in,
            "cash_out_today": row.cash_out,
            "expected_need": row.stock.expected,
            "cash_in_drawers": row.in_drawers,
        }
        for name, amount in amounts.items():
            sums[name] = sums[name] + amount if name in sums else amount
        place = row.stock.place
        outlets.append(
            {
                "outlet": _outlet(place.outlet_id, place.code, place.name),
                "is_open": place.is_open,
                **{name: _text(amount) for name, amount in amounts.items()},
                "alert": (
                    {"reason": place.alert.reason, "raised_at": moment(place.alert.raised_at)} if place.alert else None
                ),
            }
        )
    totals = {
        "currency": rows[0].stock.place.currency if rows else "",
        "outlets": len(rows),
        "alerts": sum(1 for row in rows if row.stock.place.alert),
        **{name: _text(amount) for name, amount in sums.items()},
    }
    return {"outlets": outlets, "totals": [totals] if rows else []}


def agent_liquidity_answer(row: AgentLiquidity) -> dict[str, Any]:
    """An agent of a super-agent's: what it has, and where it is short. No customers, no tellers."""
    return {
        "agent_id": str(row.id),
        "name": row.name,
        "status": row.status,
        "currency": row.currency,
        "outlets": row.outlets,
        "float": _text(row.available),
        "held": _text(row.held),
        "alerts": [
            {
                "outlet": _outlet(place.outlet_id, place.code, place.name),
                "reason": place.alert.reason,
                "raised_at": moment(place.alert.raised_at),
            }
            for place in row.alerts
            if place.alert
        ],
    }


def totals_answer(rows: Iterable[AgentLiquidity]) -> list[dict[str, Any]]:
    """All agents of a super-agent together, in each currency."""
    sums: dict[str, dict[str, Any]] = {}
    for row in rows:
        nothing = Money.zero(row.currency)
        so_far = sums.setdefault(row.currency, {"outlets": 0, "float": nothing, "held": nothing, "alerts": 0})
        so_far["outlets"] += row.outlets
        so_far["alerts"] += len(row.alerts)
        so_far["float"] += row.available
        so_far["held"] += row.held
    return [
        {"currency": currency, **so_far, "float": _text(so_far["float"]), "held": _text(so_far["held"])}
        for currency, so_far in sorted(sums.items())
    ]


def _outlet(identity: UUID, code: str, name: str) -> dict[str, str]:
    return {"id": str(identity), "code": code, "name": name}


def _text(amount: Money) -> str:
    return decimal_string(amount.amount, amount.currency)
