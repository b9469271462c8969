"""The end of a business: by its owner with a code, with its owner's account, and what stays owed."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock, events
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.merchants import services
from apps.merchants.models import Merchant, MerchantStatus, Role, Staff
from apps.merchants.selectors import business_of
from apps.merchants.tests.applying import again, applied, ask, prove, refusal, reviewer
from apps.merchants.tests.factories import employ, open_merchant
from apps.merchants.tests.selling import sell
from apps.notifications.models import Notification
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def brian() -> User:
    return join("brian")


@AT_ONCE
def test_its_owner_closes_it_for_good_and_what_was_taken_stays(brian: User) -> None:
    shop, phone = open_merchant(brian), client_of(brian)
    sell(join("amina", 100), shop, "20.00")
    assert refusal(ask(phone, "post", f"/{shop.id}/close", {"pin": "739184"})) == (403, "step_up_required")
    answer = prove(phone, "post", f"/{shop.id}/close")
    assert (answer.status_code, answer.json()["status"]) == (200, "CLOSED"), answer.content
    assert get_balance(business_of(shop).takings_account).amount == Decimal("20.00")
    assert refusal(prove(phone, "post", f"/{shop.id}/close")) == (409, "merchant_conflict")
    assert refusal(ask(phone, "patch", f"/{shop.id}", {"city": "Kisumu"})) == (409, "merchant_conflict")
    assert refusal(ask(phone, "post", f"/{shop.id}/submit")) == (409, "merchant_conflict")
    assert list(verification.verify()) == []


def test_an_application_is_taken_back(brian: User) -> None:
    row = applied(brian)
    assert prove(client_of(brian), "post", f"/{row.id}/close").json()["status"] == "CLOSED"
    assert applied(brian).name == row.name, "its name is free again"
    topics = set(OutboxEvent.objects.values_list("topic", flat=True))
    assert "merchants.withdrawn" in topics and "merchants.closed" not in topics, "there is nothing to settle"


def test_what_is_suspended_is_an_operator_s_to_close(brian: User) -> None:
    shop = open_merchant(brian)
    olga = reviewer()
    services.suspend_merchant(merchant_id=shop.id, by=olga.id, reason="complaints", now=clock.now())
    assert refusal(prove(client_of(brian), "post", f"/{shop.id}/close")) == (409, "merchant_conflict")
    assert services.close_of_person(person_id=brian.id, now=clock.now()) == 0, "nor by closing one's account"
    services.close_merchant(merchant_id=shop.id, by=olga.id, reason="complaints", now=clock.now())
    assert again(shop).status == MerchantStatus.CLOSED


def test_only_its_owner(brian: User) -> None:
    shop, dalia = open_merchant(brian), join("dalia")
    employ(shop, dalia, Role.MANAGER)
    assert refusal(prove(client_of(dalia), "post", f"/{shop.id}/close")) == (403, "merchant_role_required")
    assert refusal(prove(client_of(join("esther")), "post", f"/{shop.id}/close")) == (404, "merchant_not_found")
    assert again(shop).status == MerchantStatus.ACTIVE


@AT_ONCE
def test_of_an_operator_and_the_owner_at_once_one_closes_it(brian: User) -> None:
    shop, olga = open_merchant(brian), reviewer()

    def work(number: int) -> Any:
        if number:
            return services.close_merchant(merchant_id=shop.id, by=olga.id, reason="complaints", now=clock.now())
        return services.close_of_person(person_id=brian.id, now=clock.now())

    run_together(2, work)
    assert again(shop).status == MerchantStatus.CLOSED
    deliver_events()
    assert Notification.objects.filter(topic="merchant_closed").count() == 1


@AT_ONCE
def test_with_its_owner_s_account_it_closes_and_roles_end(brian: User) -> None:
    mine = open_merchant(brian)
    others = open_merchant(join("amina"), name="Amina's")
    employ(others, brian)
    with transaction.atomic():
        events.record("accounts.closed", {"person_id": str(brian.id)}, at=clock.now())
    deliver_events()
    assert (again(mine).status, again(others).status) == (MerchantStatus.CLOSED, MerchantStatus.ACTIVE)
    assert Staff.objects.get(merchant=others, person=brian).ended_at is not None
    assert Staff.objects.get(merchant=mine, person=brian).ended_at is None
    assert Merchant.objects.get(pk=mine.id).owner_id == brian.id
