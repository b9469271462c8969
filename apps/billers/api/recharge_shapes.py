"""What recharges' part of the API takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.proofs import PinField, ProvenSerializer
from apps.accounts.api.step_up import StepUpSerializer
from apps.billers.models import (
    MAX_CATALOGUE_CODE,
    MAX_EVERY_DAYS,
    MAX_FAVOURITE_NAME,
    AutoPausedBecause,
    AutoRecharge,
    AutoRechargeRun,
    AutoRechargeState,
    AutoRunState,
    RechargeFavourite,
    RechargeKind,
)
from apps.billers.recharge_numbers import open_msisdn
from apps.billers.selectors import Detected, RechargeOperatorView, RechargeProductView
from apps.billers.services import Rhythm
from apps.core.api.parsing import (
    AmountField,
    CurrencyField,
    IdField,
    MsisdnField,
    StrictChoiceField,
    StrictDateField,
    StrictSerializer,
    TextField,
    WholeNumberField,
)
from apps.core.money import decimal_string

_CODE: dict[str, Any] = {"max_length": MAX_CATALOGUE_CODE, "required": False}


class OperatorQuerySerializer(StrictSerializer):
    """Whose number it is, if one is named."""

    msisdn = MsisdnField(required=False, help_text="Says in `detected` whose number this likely is.")
    operator = TextField(**_CODE, help_text="The operator I think it is: `detected` says whether it differs.")


class TelcoSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166-1, two letters.")
    prefixes = serializers.ListField(child=serializers.CharField(), help_text="What its numbers likely begin with.")
    colour = serializers.CharField(help_text="Of its logo, as #rrggbb.")
    initials = serializers.CharField()


class DetectedSerializer(serializers.Serializer[Any]):
    operator = serializers.CharField(help_text="A code.")
    name = serializers.CharField()
    prefix = serializers.CharField(help_text="The longest prefix the number begins with.")
    is_available = serializers.BooleanField(help_text="Whether its numbers can be recharged now.")
    differs = serializers.BooleanField(
        help_text="The operator that was named is another one. It is taken all the same: numbers can be ported."
    )


class TelcoListSerializer(serializers.Serializer[Any]):
    results = TelcoSerializer(many=True)
    detected = DetectedSerializer(allow_null=True, help_text="Null without a number, or for an unknown prefix.")


class ProductQuerySerializer(StrictSerializer):
    operator = TextField(max_length=MAX_CATALOGUE_CODE, help_text="An operator's code.")


class RechargeProductSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(RechargeKind.choices)
    amount = serializers.CharField(allow_null=True, help_text="Its price; null: any amount within the bounds.")
    minimum = serializers.CharField(allow_null=True)
    maximum = serializers.CharField(allow_null=True, help_text="Null beside a minimum: there is none.")
    currency = serializers.CharField()
    validity_days = serializers.IntegerField(allow_null=True)


class RechargeProductListSerializer(serializers.Serializer[Any]):
    results = RechargeProductSerializer(many=True)


class RechargeSerializer(ProvenSerializer):
    msisdn = MsisdnField(help_text="Whose number it is does not matter.")
    operator = TextField(**_CODE, default="", help_text="A code; without it the number says.")
    product = TextField(**_CODE, default="", help_text="A code of `GET /recharge-products`; without it, airtime.")
    amount = AmountField(help_text="Of a product with a price, exactly that.")
    currency = CurrencyField()
    note = TextField(max_length=140, required=False, allow_blank=True, default="")
    quote_id = IdField(required=False)


class NewFavouriteSerializer(StrictSerializer):
    msisdn = MsisdnField()
    nickname = TextField(max_length=MAX_FAVOURITE_NAME, required=False, allow_blank=True, default="")
    operator = TextField(**_CODE, default="", help_text="A code; without it the number says, each time.")


class FavouriteSerializer(serializers.Serializer[Any]):
    """A number I keep (for the schema; `favourite_answer` writes it)."""

    id = serializers.UUIDField()
    msisdn = serializers.CharField(help_text="The whole number: it is for `POST /recharges`.")
    nickname = serializers.CharField()
    operator = serializers.CharField(allow_null=True, help_text="A code.")
    created_at = serializers.DateTimeField()


class FavouritePageSerializer(serializers.Serializer[Any]):
    results = FavouriteSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class NewAutoRechargeSerializer(ProvenSerializer):
    """What is to be bought, and when: `every_days` or `day_of_month`. Dates are where I live (`time_zone` of `/me`)."""

    msisdn = MsisdnField()
    operator = TextField(**_CODE, default="", help_text="A code; without it the number says, now and for ever.")
    product = TextField(**_CODE, default="", help_text="A code; without it, airtime.")
    amount = AmountField()
    currency = CurrencyField()
    every_days = WholeNumberField(min_value=1, max_value=MAX_EVERY_DAYS, required=False)
    day_of_month = WholeNumberField(
        min_value=1, max_value=31, required=False, help_text="In a month without it, the last day instead."
    )
    start_date = StrictDateField(required=False, help_text="The first due date; without it, the next that fits.")


class AutoRechargeChangeSerializer(StrictSerializer):
    """PAUSED, or ACTIVE again, which is confirmed like a new one."""

    state = StrictChoiceField(choices=[("ACTIVE", "Active"), ("PAUSED", "Paused")])
    pin = PinField(required=False)
    step_up = StepUpSerializer(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["state"] == AutoRechargeState.ACTIVE and "pin" not in attrs:
            error = serializers.ErrorDetail("This field is required.", code="required")
            raise serializers.ValidationError({"pin": [error]})
        return attrs


class AutoRunSerializer(serializers.Serializer[Any]):
    due_on = serializers.DateField()
    state = serializers.ChoiceField(AutoRunState.choices)
    transaction_id = serializers.UUIDField(allow_null=True)
    failure_code = serializers.CharField(allow_null=True, help_text="Why nothing was bought.")
    decided_at = serializers.DateTimeField(allow_null=True)


class AutoRechargeSerializer(serializers.Serializer[Any]):
    """An auto-recharge (for the schema; `auto_recharge_answer` writes it)."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(AutoRechargeState.choices)
    paused_because = serializers.ChoiceField(AutoPausedBecause.choices, allow_null=True)
    msisdn = serializers.CharField()
    operator = serializers.CharField(help_text="A code.")
    operator_name = serializers.CharField()
    product = serializers.CharField(help_text="A code.")
    product_name = serializers.CharField()
    amount = serializers.CharField()
    currency = serializers.CharField()
    every_days = serializers.IntegerField(allow_null=True)
    day_of_month = serializers.IntegerField(allow_null=True)
    start_date = serializers.DateField()
    time_zone = serializers.CharField(help_text="Mine when it was made. It is bought at 08:00 there.")
    next_due_on = serializers.DateField(allow_null=True, help_text="Null unless active.")
    runs_made = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class AutoRechargeDetailSerializer(AutoRechargeSerializer):
    runs = AutoRunSerializer(many=True, help_text="The newest ten due dates.")


class AutoRechargePageSerializer(serializers.Serializer[Any]):
    results = AutoRechargeSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def operator_answer(view: RechargeOperatorView) -> dict[str, Any]:
    return {
        "code": view.code,
        "name": view.name,
        "country": view.country,
        "prefixes": list(view.prefixes),
        "colour": view.colour,
        "initials": view.initials,
    }


def detected_answer(found: Detected | None, named: str) -> dict[str, Any] | None:
    if found is None:
        return None
    telco = found.operator
    return {
        "operator": telco.code,
        "name": telco.name,
        "prefix": found.prefix,
        "is_available": telco.is_available,
        "differs": named not in ("", telco.code),
    }


def product_answer(view: RechargeProductView) -> dict[str, Any]:
    figures = {
        name: None if value is None else decimal_string(value, view.currency)
        for name, value in (("amount", view.amount), ("minimum", view.minimum), ("maximum", view.maximum))
    }
    return {
        "code": view.code,
        "name": view.name,
        "kind": view.kind,
        **figures,
        "currency": view.currency,
        "validity_days": view.validity_days,
    }


def favourite_answer(row: RechargeFavourite) -> dict[str, Any]:
    return {
        "id": row.id,
        "msisdn": open_msisdn(row.msisdn, table=RechargeFavourite._meta.db_table, row=row.id),
        "nickname": row.nickname,
        "operator": row.operator.code if row.operator else None,
        "created_at": row.created_at,
    }


def rhythm_of(fields: dict[str, Any]) -> Rhythm:
    """The validated fields that say when."""
    return Rhythm(fields.get("every_days"), fields.get("day_of_month"), fields.get("start_date"))


def auto_recharge_answer(row: AutoRecharge) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "paused_because": row.paused_because or None,
        "msisdn": open_msisdn(row.msisdn, table=AutoRecharge._meta.db_table, row=row.id),
        "operator": row.operator.code,
        "operator_name": row.operator.name,
        "product": row.product.code,
        "product_name": row.product.name,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "every_days": row.every_days,
        "day_of_month": row.day_of_month,
        "start_date": row.start_date,
        "time_zone": row.time_zone,
        "next_due_on": row.next_due_on,
        "runs_made": row.runs_made,
        "created_at": row.created_at,
    }


def made_answer(row: AutoRecharge) -> dict[str, Any]:
    """What making it answers: as it began, however often and however late it is asked again."""
    began = {"state": "ACTIVE", "paused_because": None, "next_due_on": row.start_date, "runs_made": 0}
    return {**auto_recharge_answer(row), **began}


def auto_detail_answer(row: AutoRecharge, runs: list[AutoRechargeRun]) -> dict[str, Any]:
    listed = [
        {
            "due_on": run.due_on,
            "state": run.state,
            "transaction_id": run.transaction_id,
            "failure_code": run.failure_code or None,
            "decided_at": run.decided_at,
        }
        for run in runs
    ]
    return {**auto_recharge_answer(row), "runs": listed}
