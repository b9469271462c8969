"""Handing a business over: offered and accepted, both proven; owner, roles and destination change together."""

from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.services import set_kyc_tier
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.funding.tests.sources import give_source
from apps.merchants import selectors
from apps.merchants.models import Handover, Merchant, MerchantStatus, Role, Staff
from apps.merchants.services import _hand_over
from apps.merchants.tests.applying import again, ask, business, prove, refusal
from apps.merchants.tests.factories import employ, open_merchant
from apps.notifications.models import Notification
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
NOT_OFFERED = (404, "handover_not_found")


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


@pytest.fixture
def chidi() -> User:
    chidi = join("chidi")
    set_kyc_tier(person_id=chidi.id, tier="TIER_1", now=clock.now())
    return chidi


@pytest.fixture
def job(shop: Merchant, chidi: User) -> Staff:
    return employ(shop, chidi)


@pytest.fixture
def phone(shop: Merchant) -> Any:
    return client_of(shop.owner)


def offer(client: Any, job: Staff) -> Any:
    return prove(client, "post", f"/{job.merchant_id}/staff/{job.id}/make-owner")


def accept(client: Any, shop: Merchant) -> Any:
    return prove(client, "post", f"/{shop.id}/accept-ownership")


def roles(shop: Merchant) -> dict[str, str]:
    rows = Staff.objects.filter(merchant=shop, ended_at=None).select_related("person")
    return {row.person.full_name.split()[0]: row.role for row in rows}


def test_it_is_offered_and_accepted(shop: Merchant, phone: Any, job: Staff, chidi: User) -> None:
    Merchant.objects.filter(pk=shop.id).update(settle_to="BANK", settle_source=give_source(shop.owner))
    assert refusal(ask(phone, "post", f"/{shop.id}/staff/{job.id}/make-owner", {"pin": "739184"})) == (
        403,
        "step_up_required",
    )
    known = selectors.find_merchant(shop.id)
    answer = offer(phone, job)
    assert (answer.status_code, answer.json()["staff_id"]) == (201, str(job.id)), answer.content
    assert (roles(shop), again(shop).owner_id) == ({"Brian": "OWNER", "Chidi": "CASHIER"}, shop.owner_id)
    theirs = client_of(chidi)
    assert ask(theirs, "get", f"/{shop.id}").json()["handover"]["is_to_me"] is True
    assert ask(phone, "get", f"/{shop.id}").json()["handover"]["is_to_me"] is False
    answer = accept(theirs, shop)
    assert (answer.status_code, answer.json()["role"], answer.json()["handover"]) == (200, "OWNER", None), (
        answer.content
    )
    assert answer.json()["settlement"]["to"] == "WALLET"
    assert roles(shop) == {"Brian": "MANAGER", "Chidi": "OWNER"}
    row = again(shop)
    assert (row.owner_id, row.settle_source_id) == (chidi.id, None)
    assert known is not None and known.owner_id == shop.owner_id
    assert refusal(accept(theirs, shop)) == NOT_OFFERED
    assert refusal(offer(phone, job)) == (403, "merchant_role_required")


@AT_ONCE
def test_both_hear_of_it(shop: Merchant, phone: Any, job: Staff, chidi: User) -> None:
    offer(phone, job)
    accept(client_of(chidi), shop)
    deliver_events()
    assert "Brian M." in Notification.objects.get(topic="merchant_handover_offered", person_id=chidi.id).body
    told = Notification.objects.filter(topic="merchant_handed_over")
    assert {one.person_id for one in told} == {chidi.id, shop.owner_id}
    assert all("Chidi O." in one.body for one in told)


def test_nobody_else_accepts_and_another_offer_takes_its_place(
    shop: Merchant, phone: Any, job: Staff, chidi: User
) -> None:
    dalia = join("dalia")
    set_kyc_tier(person_id=dalia.id, tier="TIER_1", now=clock.now())
    other = employ(shop, dalia, Role.MANAGER)
    assert refusal(accept(client_of(chidi), shop)) == NOT_OFFERED
    offer(phone, job)
    assert refusal(accept(client_of(dalia), shop)) == NOT_OFFERED
    assert refusal(accept(client_of(join("esther")), shop)) == (404, "merchant_not_found")
    assert ask(client_of(dalia), "get", f"/{shop.id}").json()["handover"] is None
    offer(phone, other)
    assert refusal(accept(client_of(chidi), shop)) == NOT_OFFERED
    assert accept(client_of(dalia), shop).status_code == 200
    assert Handover.objects.filter(ended_at=None).count() == 0


def test_an_offer_ends(shop: Merchant, phone: Any, job: Staff, chidi: User) -> None:
    offer(phone, job)
    Handover.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert refusal(accept(client_of(chidi), shop)) == NOT_OFFERED
    offer(phone, job)
    ask(phone, "delete", f"/{shop.id}/staff/{job.id}")
    assert refusal(accept(client_of(chidi), shop)) == (404, "merchant_not_found")
    back = employ(shop, chidi)
    assert refusal(accept(client_of(chidi), shop)) == NOT_OFFERED
    offer(phone, back)
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.CLOSED)
    assert refusal(accept(client_of(chidi), shop)) == (409, "merchant_conflict")


def test_who_may_not_own_it(shop: Merchant, phone: Any, job: Staff, chidi: User) -> None:
    offer(phone, job)
    theirs = client_of(chidi)
    set_kyc_tier(person_id=chidi.id, tier="TIER_0", now=clock.now())
    assert refusal(accept(theirs, shop)) == (422, "owner_not_verified")
    set_kyc_tier(person_id=chidi.id, tier="TIER_1", now=clock.now())
    assert ask(theirs, "post", "", business(name=shop.name)).status_code == 201
    assert refusal(accept(theirs, shop)) == (409, "merchant_exists")
    Merchant.objects.filter(pk=shop.id).update(decided_by=chidi)
    assert refusal(accept(theirs, shop)) == (409, "merchant_conflict")
    assert roles(shop) == {"Brian": "OWNER", "Chidi": "CASHIER"}


def test_who_may_not_offer_it(shop: Merchant, phone: Any, job: Staff, chidi: User) -> None:
    dalia = join("dalia")
    employ(shop, dalia, Role.MANAGER)
    assert refusal(offer(client_of(dalia), job)) == (403, "merchant_role_required")
    own = Staff.objects.get(merchant=shop, role=Role.OWNER)
    assert refusal(offer(phone, own)) == (403, "own_role")
    job.ended_at = clock.now()
    job.save()
    assert refusal(offer(phone, job)) == (404, "staff_not_found")


@AT_ONCE
def test_dying_half_way_leaves_the_old_owner(
    shop: Merchant, phone: Any, job: Staff, chidi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(phone, job)
    theirs = client_of(chidi)

    def die(*args: Any, **kwargs: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(_hand_over, "announce", die)
        accept(theirs, shop)
    assert roles(shop) == {"Brian": "OWNER", "Chidi": "CASHIER"}
    assert (again(shop).owner_id, Handover.objects.get().is_accepted) == (shop.owner_id, False)
    assert accept(theirs, shop).status_code == 200
