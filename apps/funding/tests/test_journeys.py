"""Deposits and withdrawals over real HTTP, from the app to a provider that misbehaves and back: each ends in the truth.

Time passes by moving both clocks; what the provider tells by itself is carried here, as the internet would.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.funding.models import FundingSource
from apps.funding.tests.sources import deliver_all, id_of, link, pay_in, pay_out
from apps.gateways.models import Operation
from apps.gateways.services import run_due_operations
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


class Journey:
    """Amina with her phone, the provider, and the time."""

    def __init__(self, provider: Provider, amina: User) -> None:
        self.provider = provider
        self.amina = amina
        self.phone = client_of(amina)
        self.now: datetime = clock.now()

    def work(self) -> None:
        """What the worker does: sends and asks what is due, and what follows from it."""
        run_due_operations(now=self.now)
        deliver_all()

    def wait(self, seconds: float) -> None:
        """Time passes at both sides, and the worker comes round."""
        self.now += timedelta(seconds=seconds)
        self.provider.move_clock(seconds)
        self.work()

    def hear(self) -> list[int]:
        """What the provider tells arrives at our door; the statuses it is answered with."""
        statuses = []
        for callback in self.provider.take_callbacks():
            answer = Client().post(
                f"/api/v1/callbacks/{callback.gateway}",
                callback.body,
                content_type=callback.content_type,
                headers=callback.wsgi_headers,
            )
            statuses.append(answer.status_code)
        deliver_all()
        return statuses

    def payment(self, identity: UUID) -> dict[str, Any]:
        return dict(self.phone.get(f"/api/v1/transactions/{identity}").json())

    def state(self, identity: UUID) -> str:
        return str(self.payment(identity)["state"])

    def at_the_provider(self, identity: UUID) -> int:
        """How often the provider has done it."""
        operation = Operation.objects.get(transaction_id=identity)
        return sum(one["executions"] for one in self.provider.books(operation.id))

    def told(self, identity: UUID) -> set[str]:
        return set(Notification.objects.filter(subject_id=identity).values_list("topic", flat=True))


@pytest.fixture
def journey(provider: Provider) -> Journey:
    open_gateways("jsonbank", "xmlbank", "cards")
    return Journey(provider, join("amina", 100))


def owed_by(gateway: str) -> Decimal:
    """What the provider owes us by our books."""
    return -get_balance(deferred_account_id(f"psp:{gateway}:clearing", "USD")).amount


def all_is_well() -> None:
    assert list(verification.verify()) == []


@pytest.fixture
def bank_account(journey: Journey) -> FundingSource:
    answer = link(journey.phone)
    assert answer.status_code == 201, answer.content
    return FundingSource.objects.get(pk=id_of(answer))


# --- Deposits from a bank account -------------------------------------------------------------------------------------


def test_a_deposit_from_a_bank_account(journey: Journey, bank_account: FundingSource) -> None:
    answer = pay_in(journey.phone, "25.00", bank_account.id)
    assert (answer.status_code, answer.json()["state"], available(journey.amina)) == (202, "PENDING", 100)
    paid = id_of(answer)
    journey.work()
    assert (journey.state(paid), available(journey.amina), owed_by("jsonbank")) == ("COMPLETED", 125, 25)
    assert journey.payment(paid)["outside"]["account"] == bank_account.masked
    assert set(journey.hear()) <= {200, 202, 204}
    assert (available(journey.amina), journey.at_the_provider(paid)) == (125, 1)
    assert "deposit_completed" in journey.told(paid)
    all_is_well()


def test_a_deposit_the_bank_declines(journey: Journey, bank_account: FundingSource) -> None:
    paid = id_of(pay_in(journey.phone, "25.01", bank_account.id))
    journey.work()
    journey.hear()
    payment = journey.payment(paid)
    assert (payment["state"], available(journey.amina), owed_by("jsonbank")) == ("FAILED", 100, 0)
    assert payment["failure_code"].startswith("provider_")
    assert (journey.at_the_provider(paid), "deposit_failed" in journey.told(paid)) == (0, True)
    all_is_well()


def test_a_deposit_nobody_knows_of_and_then_it_was_made(journey: Journey, bank_account: FundingSource) -> None:
    paid = id_of(pay_in(journey.phone, "25.05", bank_account.id))
    journey.work()
    assert (journey.state(paid), available(journey.amina)) == ("UNKNOWN", 100)
    assert "deposit_pending" in journey.told(paid)
    journey.wait(60)
    assert (journey.state(paid), available(journey.amina)) == ("COMPLETED", Decimal("125.05"))
    journey.hear()
    assert (available(journey.amina), journey.at_the_provider(paid)) == (Decimal("125.05"), 1)
    all_is_well()


def test_a_deposit_nobody_knows_of_and_then_it_was_not_made(journey: Journey, bank_account: FundingSource) -> None:
    journey.provider.behave(gateway="jsonbank", drop_after=1, decline=1)
    paid = id_of(pay_in(journey.phone, "25.00", bank_account.id))
    journey.work()
    assert (journey.state(paid), available(journey.amina)) == ("UNKNOWN", 100)
    journey.provider.behave(gateway="jsonbank", drop_after=0, decline=0)
    journey.wait(60)
    journey.hear()
    assert (journey.state(paid), available(journey.amina), owed_by("jsonbank")) == ("FAILED", 100, 0)
    assert journey.at_the_provider(paid) == 0
    all_is_well()


# --- Deposits by card, on the provider's page -------------------------------------------------------------------------


def begin_by_card(journey: Journey, amount: str, **more: Any) -> tuple[UUID, str]:
    """A deposit by card whose page is open, and where that is."""
    paid = id_of(pay_in(journey.phone, amount, save_card=True, return_url="gopay://deposits/done", **more))
    journey.work()
    url = journey.payment(paid)["outside"]["next_url"]
    assert url.startswith(journey.provider.url), url
    return paid, url


def cards_of(journey: Journey) -> list[FundingSource]:
    return list(FundingSource.objects.filter(person_id=journey.amina.id, kind="CARD"))


def test_a_deposit_by_card_which_is_kept_and_charged_again(journey: Journey) -> None:
    paid, url = begin_by_card(journey, "30.00")
    assert journey.state(paid) == "PENDING"
    journey.provider.pay_checkout(url)
    assert set(journey.hear()) <= {200, 202, 204}
    assert (journey.state(paid), available(journey.amina), owed_by("cards")) == ("COMPLETED", 130, 30)
    (card,) = cards_of(journey)
    assert (card.state, card.masked[-4:], card.gateway_code, card.transaction_id) == ("ACTIVE", "4242", "cards", paid)
    again = id_of(pay_in(journey.phone, "12.00", card.id))
    journey.work()
    assert (journey.state(again), available(journey.amina), len(cards_of(journey))) == ("COMPLETED", 142, 1)
    all_is_well()


def test_a_deposit_by_a_card_that_is_declined(journey: Journey) -> None:
    paid, url = begin_by_card(journey, "30.00")
    journey.provider.pay_checkout(url, "4000000000000002")
    journey.hear()
    assert (journey.state(paid), available(journey.amina), cards_of(journey)) == ("FAILED", 100, [])
    all_is_well()


def test_a_deposit_by_card_that_is_only_told_when_we_ask(journey: Journey) -> None:
    """The answer to opening the page is lost, and no callback ever comes."""
    journey.provider.behave(gateway="cards", drop_after=1, callbacks=0)
    paid = id_of(pay_in(journey.phone, "30.00", save_card=True))
    journey.work()
    assert journey.state(paid) == "UNKNOWN"
    journey.provider.behave(gateway="cards", drop_after=0)
    journey.wait(60)
    url = journey.payment(paid)["outside"]["next_url"]
    journey.provider.pay_checkout(url)
    for _ in range(4):
        journey.wait(600)
    assert (journey.state(paid), available(journey.amina), len(cards_of(journey))) == ("COMPLETED", 130, 1)
    all_is_well()


def test_a_deposit_by_card_nobody_knows_of_and_whose_payer_never_came(journey: Journey) -> None:
    journey.provider.behave(gateway="cards", drop_after=1)
    paid = id_of(pay_in(journey.phone, "30.00"))
    journey.work()
    assert journey.state(paid) == "UNKNOWN"
    journey.provider.behave(gateway="cards", drop_after=0)
    for _ in range(6):
        journey.wait(3600)
        journey.hear()
    assert (journey.state(paid), available(journey.amina), cards_of(journey)) == ("FAILED", 100, [])
    all_is_well()


# --- Withdrawals ------------------------------------------------------------------------------------------------------


def test_a_withdrawal(journey: Journey, bank_account: FundingSource) -> None:
    answer = pay_out(journey.phone, "40.00", bank_account.id)
    assert (answer.status_code, answer.json()["state"], available(journey.amina)) == (202, "PENDING", 60)
    paid = id_of(answer)
    journey.work()
    journey.hear()
    assert (journey.state(paid), available(journey.amina), owed_by("jsonbank")) == ("COMPLETED", 60, -40)
    assert journey.at_the_provider(paid) == 1
    assert {"withdrawal_pending", "withdrawal_completed"} <= journey.told(paid)
    all_is_well()


def test_a_withdrawal_the_bank_declines_comes_back(journey: Journey, bank_account: FundingSource) -> None:
    paid = id_of(pay_out(journey.phone, "40.01", bank_account.id))
    journey.work()
    journey.hear()
    assert (journey.state(paid), available(journey.amina), owed_by("jsonbank")) == ("FAILED", 100, 0)
    assert (journey.at_the_provider(paid), "withdrawal_failed" in journey.told(paid)) == (0, True)
    all_is_well()


def test_a_withdrawal_nobody_knows_of_and_then_it_was_made(journey: Journey, bank_account: FundingSource) -> None:
    paid = id_of(pay_out(journey.phone, "40.05", bank_account.id))
    journey.work()
    assert (journey.state(paid), available(journey.amina)) == ("UNKNOWN", Decimal("59.95"))
    journey.wait(60)
    journey.hear()
    assert (journey.state(paid), available(journey.amina)) == ("COMPLETED", Decimal("59.95"))
    assert journey.at_the_provider(paid) == 1
    all_is_well()


def test_a_withdrawal_nobody_knows_of_and_then_it_was_not_made(journey: Journey, bank_account: FundingSource) -> None:
    journey.provider.behave(gateway="jsonbank", drop_after=1, decline=1)
    paid = id_of(pay_out(journey.phone, "40.00", bank_account.id))
    journey.work()
    assert (journey.state(paid), available(journey.amina)) == ("UNKNOWN", 60)
    journey.provider.behave(gateway="jsonbank", drop_after=0, decline=0)
    journey.wait(60)
    journey.hear()
    assert (journey.state(paid), available(journey.amina), owed_by("jsonbank")) == ("FAILED", 100, 0)
    assert journey.at_the_provider(paid) == 0
    all_is_well()
