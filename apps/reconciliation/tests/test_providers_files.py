"""The files that the sandbox's providers really write: fetched, read, compared, and what they decide."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.core import clock
from apps.core.money import Money
from apps.gateways.base import Capability, GatewayError, NotDone, SettlementFile
from apps.gateways.models import Gateway, Operation
from apps.gateways.services import link_account, run_due_operations
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.reconciliation import services
from apps.reconciliation.models import ImportedFile, Source
from apps.reconciliation.services import _fetch
from apps.reconciliation.tests.books import books_are_right, breaks, clearing, csv_of, line_states, listed
from apps.transactions.kinds import DEPOSIT, RECHARGE
from apps.transactions.services import pay_outside
from apps.transactions.tests.payments import DIGEST
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def ask(user: User, amount: str, kind: Any, capability: Capability, terms: dict[str, Any]) -> Operation:
    outcome = pay_outside(
        kind=kind,
        person_id=user.id,
        session_id=None,
        amount=Money(Decimal(amount), "USD"),
        capability=capability,
        terms=terms,
        party_name="Meridian Bank",
        key=str(uuid4()),
        digest=DIGEST,
        at=clock.now(),
    )
    return Operation.objects.get(transaction_id=outcome.transaction.id)


def account_at(provider: Provider) -> str:
    instrument, _ = link_account(
        bank="MERIDIAN", account_number="1234567890", holder_name="Amina Otieno", currency="USD", now=clock.now()
    )
    return instrument.token


def test_their_files_and_our_books_agree_and_silence_is_decided(provider: Provider, amina: User) -> None:
    open_gateways("jsonbank", "recharge")
    token = account_at(provider)
    deposit = {"instrument": token, "description": "deposit"}
    phone = {"operator": "savanna", "msisdn": "+254701234567"}
    operations = [
        ask(amina, "40.00", DEPOSIT, Capability.COLLECT, deposit),
        # The connection is dropped after it was executed.
        ask(amina, "30.05", DEPOSIT, Capability.COLLECT, deposit),
        ask(amina, "5.00", RECHARGE, Capability.RECHARGE, phone),
        ask(amina, "2.05", RECHARGE, Capability.RECHARGE, phone),
        # Declined: it stands in no file.
        ask(amina, "7.01", DEPOSIT, Capability.COLLECT, deposit),
    ]
    run_due_operations(now=clock.now(), only=[one.id for one in operations])
    states = dict(Operation.objects.values_list("amount", "state"))
    assert states == {
        Decimal("40.00"): "SUCCEEDED",
        Decimal("30.05"): "UNKNOWN",
        Decimal("5.00"): "SUCCEEDED",
        Decimal("2.05"): "UNKNOWN",
        Decimal("7.01"): "FAILED",
    }
    assert available(amina) == Decimal("132.95")
    tomorrow = clock.now() + timedelta(days=1)
    came = services.fetch_due_files(now=tomorrow)
    # Two days each: the one before we began, on which there was nothing, and this one.
    assert sorted((row.gateway_code, row.media_type) for row in came if row.expected_lines) == [
        ("jsonbank", "application/xml"),
        ("recharge", "text/csv"),
    ]
    assert services.fetch_due_files(now=tomorrow) == [], "nobody is asked all the time"
    for row in came:
        assert services.read_file(file_id=row.id, read_clock=lambda: tomorrow)
    found = services.reconcile(now=tomorrow)
    assert {code: (one.matched, one.decided) for code, one in found.items()} == {"jsonbank": (2, 1), "recharge": (2, 1)}
    assert (line_states(), breaks()) == (["MATCHED"] * 4, [])
    assert Operation.objects.filter(state="SUCCEEDED").count() == 4
    assert available(amina) == Decimal("163.00")
    assert (clearing("jsonbank"), clearing("recharge")) == (Decimal("-70.05"), Decimal("7.05"))
    services.reconcile(now=tomorrow + timedelta(days=2))
    assert breaks() == []
    assert books_are_right()


def test_a_provider_that_is_down_is_asked_again(provider: Provider) -> None:
    open_gateways("jsonbank", "bills")
    now = clock.now()
    provider.behave(gateway="jsonbank", down=True)
    came = services.fetch_due_files(now=now)
    assert {row.gateway_code for row in came} == {"bills"}, "one keeps none of the others waiting"
    assert "20" in Source.objects.get(pk="jsonbank").last_error
    with pytest.raises(GatewayError):
        services.fetch_file(gateway_code="jsonbank", day=now.date(), now=now)
    provider.behave(gateway="jsonbank", down=False)
    assert services.fetch_due_files(now=now + timedelta(minutes=5)) == []
    again = services.fetch_due_files(now=now + timedelta(minutes=15))
    assert {row.gateway_code for row in again} == {"jsonbank"}
    for row in again:
        services.read_file(file_id=row.id, read_clock=clock.now)
    assert Source.objects.get(pk="jsonbank").last_error == ""
    assert ImportedFile.objects.filter(gateway_code="jsonbank", state="READ").count() == len(again)


def test_a_day_without_a_file_does_not_keep_the_days_after_it_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a quiet day a provider may have no list at all (404): that is no reason not to ask for the next one."""
    Gateway.objects.create(code="quiet", title="Quiet")
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    days = [(noon - timedelta(days=number)).date() for number in range(7, 0, -1)]
    asked: list[date] = []

    class Adapter:
        def fetch_settlement_file(self, day: date) -> SettlementFile:
            asked.append(day)
            if day == days[3]:
                raise NotDone("there is no settlement of that day yet")
            content = csv_of([listed(executed_at=f"{day}T10:00:00Z")])
            return SettlementFile(f"{day}.csv", "text/csv", content)

    monkeypatch.setattr(_fetch.registry, "can_do", lambda *_: True)
    monkeypatch.setattr(_fetch.registry, "open_adapter", lambda *_, **__: Adapter())
    Source.objects.create(code="quiet", created_at=noon - timedelta(days=6))
    came = services.fetch_due_files(now=noon)
    assert (asked, [row.day for row in came]) == (days, [*days[:3], *days[4:]])
    assert Source.objects.get(pk="quiet").last_error.startswith(f"{days[3]}: ")
    # And only the one that did not come is asked for again.
    asked.clear()
    assert services.fetch_due_files(now=noon + timedelta(hours=8)) == []
    assert asked == [days[3]]
