"""Recharging numbers over the API and without it, and letting time pass."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN
from apps.billers import services
from apps.billers.models import AutoRecharge, AutoRechargeRun, RechargeOperator, RechargeProduct
from apps.billers.recharge_numbers import masked_msisdn, seal_msisdn
from apps.billers.selectors import DUE_AT, RECHARGE_CATALOGUE_KEY
from apps.core import caching, clock
from apps.core.ids import uuid7
from apps.schedules.occurrences import to_moment
from apps.transactions.models import Transaction

API = "/api/v1"
# Of Savanna Mobile, Lakecell and Coastline by their prefixes, and of nobody.
SAVANNA, LAKECELL, COASTLINE = "+254712345678", "+254733345678", "+254768345678"
NOBODYS = "+254202345678"
NAIROBI = "Africa/Nairobi"


def make_operators() -> None:
    """Those of the demo, with what they sell."""
    services.seed_recharges(now=clock.now())


def read_again() -> None:
    """Has the cached catalogue read again, after a row was written past the services."""
    caching.forget(RECHARGE_CATALOGUE_KEY)


def operator(code: str) -> RechargeOperator:
    return RechargeOperator.objects.get(code=code)


def product(code: str) -> RechargeProduct:
    return RechargeProduct.objects.get(code=code)


def switch_operator(code: str, *, is_active: bool, by: User) -> None:
    services.switch_recharge_operator(
        operator_id=operator(code).id, is_active=is_active, reason="test", by=by.id, now=clock.now()
    )


def switch_product(code: str, *, is_active: bool, by: User) -> None:
    services.switch_recharge_product(
        product_id=product(code).id, is_active=is_active, reason="test", by=by.id, now=clock.now()
    )


def recharge(
    client: APIClient, amount: str = "10.00", msisdn: str = SAVANNA, *, key: str | None = None, **more: Any
) -> Any:
    """POST /recharges with this key, or a new one."""
    body = {"msisdn": msisdn, "amount": amount, "currency": "USD", "pin": PIN, **more}
    return client.post(f"{API}/recharges", body, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def ask_auto(client: APIClient, *, key: str, **changes: Any) -> Any:
    """POST /auto-recharges: 2.00 of airtime each week."""
    body = {
        "msisdn": SAVANNA,
        "amount": "2.00",
        "currency": "USD",
        "every_days": 7,
        "pin": PIN,
        **changes,
    }
    given = {name: value for name, value in body.items() if value is not ...}
    return client.post(f"{API}/auto-recharges", given, format="json", headers={"Idempotency-Key": key})


def make_auto(client: APIClient, *, key: str | None = None, **changes: Any) -> Any:
    """The same, and the code that was sent for it is typed in."""
    key = key or str(uuid4())
    refusal = ask_auto(client, key=key, **changes)
    if refusal.status_code != 403:
        return refusal
    return ask_auto(client, key=key, **changes, step_up=answer_to(refusal))


def change_auto(client: APIClient, identity: object, **fields: Any) -> Any:
    """PATCH /auto-recharges/{id}."""
    headers = {"Idempotency-Key": str(uuid4())}
    return client.patch(f"{API}/auto-recharges/{identity}", fields, format="json", headers=headers)


def arrange(
    person: User,
    amount: str = "2.00",
    *,
    start: str,
    every_days: int | None = 1,
    day_of_month: int | None = None,
    device_id: UUID | None = None,
    sold: str = "savanna-airtime",
    msisdn: str = SAVANNA,
) -> AutoRecharge:
    """An auto-recharge of theirs that is there already, whenever it begins."""
    identity, first, bought = uuid7(), date.fromisoformat(start), product(sold)
    return AutoRecharge.objects.create(
        id=identity,
        person_id=person.id,
        operator_id=bought.operator_id,
        product_id=bought.id,
        msisdn=seal_msisdn(msisdn, table="billers_autorecharge", row=identity),
        masked=masked_msisdn(msisdn),
        amount=Decimal(amount),
        currency="USD",
        every_days=None if day_of_month else every_days,
        day_of_month=day_of_month,
        start_date=first,
        time_zone=NAIROBI,
        next_due_on=first,
        due_at=to_moment(first, DUE_AT, ZoneInfo(NAIROBI)),
        device_id=device_id,
        idempotency_key=str(uuid4()),
        request_digest=b"d" * 32,
        created_at=clock.now(),
    )


def again(row: AutoRecharge) -> AutoRecharge:
    """The auto-recharge as it stands now."""
    return AutoRecharge.objects.get(pk=row.pk)


def runs_of(row: AutoRecharge) -> list[tuple[str, str, str]]:
    """Each due date, its state, and why nothing was bought."""
    runs = AutoRechargeRun.objects.filter(auto_recharge=row).order_by("due_on")
    return [(run.due_on.isoformat(), run.state, run.failure_code) for run in runs]


def utc(text: str) -> datetime:
    """A moment, written as `2028-02-29 05:00`, in UTC: eight o'clock in Nairobi."""
    return datetime.fromisoformat(f"{text}+00:00")


def buy(text: str) -> int:
    """One sweep at this moment."""
    return services.buy_due(now=utc(text))


def payment_of(row: AutoRecharge, due_on: str) -> Transaction:
    run = AutoRechargeRun.objects.get(auto_recharge=row, due_on=due_on)
    assert run.transaction_id is not None
    return Transaction.objects.get(pk=run.transaction_id)
