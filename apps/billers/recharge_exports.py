"""What recharges add to a person's data export. What was paid is among the payments."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.billers import selectors
from apps.billers.models import AutoRecharge, AutoRechargeRun, RechargeFavourite
from apps.billers.recharge_numbers import open_msisdn
from apps.core.money import decimal_string


def _count_favourites(person_id: UUID) -> int:
    return RechargeFavourite.objects.filter(person_id=person_id).count()


@contributor("recharge_favourites", expected=_count_favourites)
def _favourites(person_id: UUID) -> Iterator[dict[str, Any]]:
    """The numbers they keep, whole: they have typed them."""
    for row in in_batches(lambda after, limit: selectors.list_favourites(person_id, after=after, limit=limit)):
        yield {
            "id": row.id,
            "msisdn": open_msisdn(row.msisdn, table=RechargeFavourite._meta.db_table, row=row.id),
            "nickname": row.nickname,
            "operator": row.operator.name if row.operator else None,
            "created_at": row.created_at,
        }


def _count_auto(person_id: UUID) -> int:
    return AutoRecharge.objects.filter(person_id=person_id).count()


@contributor("auto_recharges", expected=_count_auto)
def _auto_recharges(person_id: UUID) -> Iterator[dict[str, Any]]:
    """What they have had bought by itself. By which key it was asked for stays inside."""

    def fetch(after: UUID | None, limit: int) -> list[AutoRecharge]:
        return selectors.list_auto_recharges(person_id, after=after, limit=limit, with_ended=True)

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "msisdn": open_msisdn(row.msisdn, table=AutoRecharge._meta.db_table, row=row.id),
            "operator": row.operator.name,
            "product": row.product.name,
            "amount": decimal_string(row.amount, row.currency),
            "currency": row.currency,
            "every_days": row.every_days,
            "day_of_month": row.day_of_month,
            "start_date": row.start_date.isoformat(),
            "time_zone": row.time_zone,
            "state": row.state,
            "created_at": row.created_at,
            "ended_at": row.ended_at,
        }


def _count_runs(person_id: UUID) -> int:
    return AutoRechargeRun.objects.filter(auto_recharge__person_id=person_id).count()


@contributor("auto_recharge_runs", expected=_count_runs)
def _runs(person_id: UUID) -> Iterator[dict[str, Any]]:
    rows = AutoRechargeRun.objects.filter(auto_recharge__person_id=person_id).order_by("id")
    for row in in_batches(lambda after, limit: list(rows.filter(id__gt=after)[:limit])):
        yield {
            "id": row.id,
            "auto_recharge_id": row.auto_recharge_id,
            "due_on": row.due_on.isoformat(),
            "state": row.state,
            "transaction_id": row.transaction_id,
            "failure_code": row.failure_code or None,
            "decided_at": row.decided_at,
        }
