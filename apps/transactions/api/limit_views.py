"""What one may still pay."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.accounts.models import User
from apps.accounts.own_parts import own_part
from apps.core import clock
from apps.core.money import decimal_string
from apps.transactions import selectors
from apps.transactions.selectors import LimitLeft, Limits


class FigureSerializer(serializers.Serializer[Any]):
    """A limit and what is left of it, as decimal strings; null: no limit."""

    limit = serializers.CharField(allow_null=True)
    left = serializers.CharField(allow_null=True)


class LimitSerializer(serializers.Serializer[Any]):
    """The limits of one currency and kind of payment; an empty kind stands for all kinds together."""

    kind = serializers.CharField(allow_blank=True)
    currency = serializers.CharField()
    single = serializers.CharField(allow_null=True)
    daily = FigureSerializer()
    monthly = FigureSerializer()
    daily_count = FigureSerializer()
    step_up_above = serializers.CharField(allow_null=True, help_text="Larger payments are confirmed by a code.")
    maximum_balance = serializers.CharField(allow_null=True)


class LimitListSerializer(serializers.Serializer[Any]):
    kyc_tier = serializers.CharField()
    lowered_until = serializers.DateTimeField(allow_null=True, help_text="Until then lower limits hold.")
    results = LimitSerializer(many=True)


def _answer(row: LimitLeft) -> dict[str, Any]:
    def money(figure: Any) -> str | None:
        return None if figure is None else decimal_string(figure, row.currency)

    ceiling = row.ceiling
    return {
        "kind": ceiling.kind,
        "currency": row.currency,
        "single": money(ceiling.single),
        "daily": {"limit": money(ceiling.daily), "left": money(row.daily_left)},
        "monthly": {"limit": money(ceiling.monthly), "left": money(row.monthly_left)},
        "daily_count": {"limit": _count(ceiling.daily_count), "left": _count(row.count_left)},
        "step_up_above": money(ceiling.step_up_above),
        "maximum_balance": money(ceiling.maximum_balance),
    }


def _count(figure: int | None) -> str | None:
    return None if figure is None else str(figure)


def _limits_answer(mine: Limits) -> dict[str, Any]:
    return {
        "kyc_tier": mine.kyc_tier,
        "lowered_until": mine.lowered_until,
        "results": [_answer(row) for row in mine.rows],
    }


@own_part("limits", shape=LimitListSerializer)
def _own_limits(user: User, now: datetime) -> dict[str, Any]:
    return _limits_answer(selectors.get_limits_of(user, now=now))


class LimitListView(APIView):
    @extend_schema(
        tags=["Me"],
        operation_id="list_limits",
        summary="What I may pay, and what is left of it",
        responses={200: LimitListSerializer, **problems(401)},
    )
    def get(self, request: Request) -> Response:
        return Response(_limits_answer(selectors.get_limits(person_id=principal_of(request).id, now=clock.now())))
