"""What the API of outlets takes and gives, and of who looks for the nearest."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.name_fields import LinesField, NameField
from apps.accounts.api.serializers import TimeZoneField
from apps.agents.api.fields import DegreesField, NumberInQueryField, OpeningHoursField
from apps.agents.models import Outlet
from apps.agents.selectors import Nearby
from apps.core.api.parsing import AmountField, StrictChoiceField, StrictSerializer
from apps.core.money import decimal_string


class _PlaceSerializer(StrictSerializer):
    address = LinesField(max_length=200, required=False)
    latitude = DegreesField(limit=90, required=False, allow_null=True, help_text="With longitude, or not at all.")
    longitude = DegreesField(limit=180, required=False, allow_null=True)
    opening_hours = OpeningHoursField(required=False)
    low_float_at = AmountField(
        required=False, allow_null=True, help_text="Somebody is told when its float falls below; null: nobody."
    )

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        has = [name for name in ("latitude", "longitude") if fields.get(name) is not None]
        said = [name for name in ("latitude", "longitude") if name in fields]
        if len(has) == 1 or len(said) == 1:
            missing = "longitude" if "latitude" in (has or said) else "latitude"
            text = "Latitude and longitude come together."
            raise serializers.ValidationError({missing: [serializers.ErrorDetail(text, code="required")]})
        return fields


class OpenOutletSerializer(_PlaceSerializer):
    name = NameField(max_length=60)
    city = NameField(max_length=60)
    time_zone = TimeZoneField(help_text="Of its opening hours.")


class ChangeOutletSerializer(_PlaceSerializer):
    """Any of it; what is not named stays as it is."""

    name = NameField(max_length=60, required=False)
    city = NameField(max_length=60, required=False)
    time_zone = TimeZoneField(required=False)


class OutletSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField(help_text="Six digits, by which customers and other agents name it. It never changes.")
    name = serializers.CharField()
    city = serializers.CharField()
    address = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    time_zone = serializers.CharField()
    opening_hours = OpeningHoursField()
    low_float_at = serializers.CharField(allow_null=True)
    is_main = serializers.BooleanField(help_text="Float arrives here, and commission. It closes with the agent.")
    is_open = serializers.BooleanField(help_text="False: closed for good.")
    opened_at = serializers.DateTimeField()


class OutletPageSerializer(serializers.Serializer[Any]):
    results = OutletSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class NearbyQuerySerializer(StrictSerializer):
    latitude = NumberInQueryField(least=-90, most=90)
    longitude = NumberInQueryField(least=-180, most=180)
    radius_km = NumberInQueryField(least=0.1, most=100, required=False, help_text="5 unless said; at most 100.")
    open_now = StrictChoiceField(
        choices=["true", "false"], required=False, help_text="true: only those that are open at this moment."
    )
    limit = NumberInQueryField(least=1, most=50, required=False, help_text="20 unless said; at most 50.")

    def validate_limit(self, value: float) -> int:
        if value != int(value):
            raise serializers.ValidationError("This must be a whole number.", code="not_a_number")
        return int(value)


class NearbyOutletSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="Six digits, to name it by.")
    name = serializers.CharField()
    agent = serializers.CharField()
    city = serializers.CharField()
    address = serializers.CharField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    distance = serializers.IntegerField(help_text="In metres, as the crow flies.")
    currency = serializers.CharField()
    time_zone = serializers.CharField()
    opening_hours = OpeningHoursField()
    is_open_now = serializers.BooleanField()


class NearbyListSerializer(serializers.Serializer[Any]):
    results = NearbyOutletSerializer(many=True)


def outlet_answer(row: Outlet, currency: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "city": row.city,
        "address": row.address,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "time_zone": row.time_zone,
        "opening_hours": row.opening_hours,
        "low_float_at": None if row.low_float_at is None else decimal_string(row.low_float_at, currency),
        "is_main": row.is_main,
        "is_open": row.is_open,
        "opened_at": row.opened_at,
    }


def nearby_answer(found: Nearby) -> dict[str, Any]:
    """What anybody may know of an outlet: not whose it is, nor what it holds."""
    return {
        "code": found.code,
        "name": found.name,
        "agent": found.agent_name,
        "city": found.city,
        "address": found.address,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "distance": round(found.metres),
        "currency": found.currency,
        "time_zone": found.time_zone,
        "opening_hours": found.opening_hours,
        "is_open_now": found.is_open_now,
    }
