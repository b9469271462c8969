"""Where takings are settled to: proven, the owner's own, a new account waits for a day, and the owner hears of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.tests.factories import client_of, plain_client_with, tokens_of
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.funding import services as funding
from apps.funding.tests.sources import give_source
from apps.merchants import services
from apps.merchants.models import Merchant, MerchantStatus, Role, SettleTo
from apps.merchants.tests.applying import again, ask, prove, refusal
from apps.merchants.tests.factories import employ, open_merchant
from apps.notifications.models import Notification
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


@pytest.fixture
def phone(shop: Merchant) -> Any:
    return client_of(shop.owner)


def to_bank(source: Any) -> dict[str, str]:
    return {"to": "bank", "source_id": str(source.id)}


def path_of(shop: Merchant) -> str:
    return f"/{shop.id}/settlement-destination"


def test_a_code_is_asked_for_and_a_new_account_waits_for_a_day(shop: Merchant, phone: Any) -> None:
    source = give_source(shop.owner)
    first = ask(phone, "put", path_of(shop), {**to_bank(source), "pin": "739184"})
    assert refusal(first) == (403, "step_up_required")
    assert again(shop).settle_to == SettleTo.WALLET
    before = clock.now()
    answer = prove(phone, "put", path_of(shop), to_bank(source))
    assert answer.status_code == 200, answer.content
    settlement = answer.json()["settlement"]
    assert (settlement["to"], settlement["source_id"]) == ("BANK", str(source.id))
    assert settlement["destination"] == "Umoja Bank ...1234"
    row = again(shop)
    assert before + timedelta(hours=24) <= row.settle_not_before <= clock.now() + timedelta(hours=24)
    # The same once more changes nothing, so nobody waits longer for it.
    assert prove(phone, "put", path_of(shop), to_bank(source)).status_code == 200
    assert again(shop).settle_not_before == row.settle_not_before
    assert prove(phone, "put", path_of(shop), {"to": "wallet"}).json()["settlement"]["to"] == "WALLET"
    row = again(shop)
    assert (row.settle_to, row.settle_source_id, row.settle_not_before) == ("WALLET", None, None)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"to": "bank"}, "source_id required"),
        ({"to": "wallet", "source_id": "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77"}, "source_id not_wanted"),
        ({"to": "BANK"}, "to invalid_choice"),
        ({"to": "bank", "source_id": "x"}, "source_id invalid"),
        ({}, "to required"),
        ({"to": "wallet", "period": "INSTANT"}, "period unknown_field"),
    ],
)
def test_what_makes_no_sense_is_refused(shop: Merchant, phone: Any, body: dict[str, str], why: str) -> None:
    assert refusal(ask(phone, "put", path_of(shop), {**body, "pin": "739184"})) == (400, why)
    assert refusal(ask(phone, "put", path_of(shop), {"to": "wallet"})) == (400, "pin required")


def test_only_an_active_bank_account_of_the_owner_s(shop: Merchant, phone: Any) -> None:
    card, others, gone = give_source(shop.owner, kind="CARD"), give_source(join("amina")), give_source(shop.owner)
    funding.remove_source(person_id=shop.owner_id, source_id=gone.id, now=clock.now())
    for source in (card, others, gone):
        refused = prove(phone, "put", path_of(shop), to_bank(source))
        assert refusal(refused) == (404, "funding_source_not_found")
    assert again(shop).settle_to == SettleTo.WALLET


def test_an_account_that_is_removed_while_the_code_is_on_its_way_is_not_taken(shop: Merchant, phone: Any) -> None:
    source, other = give_source(shop.owner), give_source(shop.owner)
    assert prove(phone, "put", path_of(shop), to_bank(other)).status_code == 200

    def remove_first(*args: Any, **kwargs: Any) -> Any:
        funding.remove_source(person_id=shop.owner_id, source_id=source.id, now=clock.now())
        return real(*args, **kwargs)

    from apps.merchants.services import _settle_to

    real = _settle_to.use
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_settle_to, "use", remove_first)
        refused = prove(phone, "put", path_of(shop), to_bank(source))
    assert refusal(refused) == (404, "funding_source_not_found")
    assert again(shop).settle_source_id == other.id


def test_only_its_owner_and_never_by_the_pin_alone(shop: Merchant, phone: Any) -> None:
    dalia = join("dalia")
    employ(shop, dalia, Role.MANAGER)
    source = give_source(dalia)
    refused = prove(client_of(dalia), "put", path_of(shop), to_bank(source))
    assert refusal(refused) == (403, "merchant_role_required")
    refused = prove(client_of(join("esther")), "put", path_of(shop), {"to": "wallet"})
    assert refusal(refused) == (404, "merchant_not_found")
    # Without the phone's signature the PIN is not even looked at.
    bare = phone.put(f"/api/v1/merchants{path_of(shop)}", {"to": "wallet", "pin": "000000"}, format="json")
    assert refusal(bare)[1] == "signature_required"
    stranger = plain_client_with(tokens_of(shop.owner).access)
    assert refusal(ask(stranger, "put", path_of(shop), {**to_bank(give_source(shop.owner)), "pin": "739184"})) == (
        403,
        "step_up_required",
    )


def test_a_closed_merchant_stays_as_it_is(shop: Merchant, phone: Any) -> None:
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.CLOSED)
    assert refusal(prove(phone, "put", path_of(shop), {"to": "wallet"})) == (409, "merchant_conflict")


@AT_ONCE
def test_the_owner_hears_of_it_and_a_removed_account_is_left(shop: Merchant, phone: Any) -> None:
    source = give_source(shop.owner)
    prove(phone, "put", path_of(shop), to_bank(source))
    deliver_events()
    told = Notification.objects.get(person_id=shop.owner_id, topic="merchant_settlement_changed")
    assert "Umoja Bank ...1234" in told.body
    assert sorted(told.deliveries.values_list("channel", flat=True)) == ["EMAIL", "SMS"]
    funding.remove_source(person_id=shop.owner_id, source_id=source.id, now=clock.now())
    deliver_events()
    row = again(shop)
    assert (row.settle_to, row.settle_source_id, row.settle_not_before) == ("WALLET", None, None)
    assert services.forget_source(source_id=source.id, now=clock.now()) == 0
    assert Notification.objects.filter(topic="merchant_settlement_changed").count() == 2


@AT_ONCE
def test_what_a_closed_business_is_still_owed_goes_to_the_wallet_when_the_account_is_removed(shop: Merchant) -> None:
    """Nobody can choose another account for it any more, and a reserve is released long after it has closed."""
    source = give_source(shop.owner)
    Merchant.objects.filter(pk=shop.id).update(
        status=MerchantStatus.CLOSED, settle_to=SettleTo.BANK, settle_source=source
    )
    funding.remove_source(person_id=shop.owner_id, source_id=source.id, now=clock.now())
    deliver_events()
    assert (again(shop).settle_to, again(shop).settle_source_id) == ("WALLET", None)


def test_the_database_settles_somewhere(shop: Merchant) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Merchant.objects.filter(pk=shop.id).update(settle_to="BANK")
