"""Whoever hands a business over keeps none of its live keys: they give money back out of the new owner's wallet."""

import pytest
from django.db import transaction

from apps.accounts.models import Activity, User
from apps.checkout.models import ApiKey
from apps.checkout.tests.servers import forget_caches, give_key, server_with
from apps.core import clock, events
from apps.core.tests.queue import deliver_events
from apps.merchants.models import Merchant, Role, Staff
from apps.merchants.tests.factories import employ, open_merchant
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chidi() -> User:
    return join("chidi", 50)


@pytest.fixture
def shop(chidi: User) -> Merchant:
    shop = open_merchant(join("brian"))
    employ(shop, chidi)
    return shop


def hand_over(shop: Merchant, to: User) -> None:
    """As `accept_merchant` leaves it."""
    former = shop.owner_id
    with transaction.atomic():
        Staff.objects.filter(merchant=shop, role=Role.OWNER).update(role=Role.MANAGER)
        Staff.objects.filter(merchant=shop, person=to).update(role=Role.OWNER)
        shop.owner = to
        shop.save(update_fields=["owner"])
        payload = {"merchant_id": str(shop.id), "by": str(to.id), "former_owner_id": str(former)}
        events.record("merchants.handed_over", payload, at=clock.now())
    deliver_events()


def test_the_former_owner_s_live_keys_end_and_the_test_keys_stay(shop: Merchant, chidi: User) -> None:
    live, test = give_key(shop), give_key(shop, is_live=False)
    assert server_with(live).ask().status_code == 201
    hand_over(shop, chidi)
    forget_caches()
    assert server_with(live).ask().status_code == 401
    assert server_with(test).ask().status_code == 201
    row = ApiKey.objects.get(is_live=True)
    assert row.revoked_at is not None and row.revoked_by_id == chidi.id
    said = Activity.objects.get(action="checkout.key_revoked")
    assert (said.person_id, said.subject) == (chidi.id, str(row.id))


def test_the_new_owner_s_keys_are_theirs_also_when_the_news_comes_late_or_twice(shop: Merchant, chidi: User) -> None:
    others = give_key(open_merchant(join("esther"), name="Esther's Books"))
    former = shop.owner_id
    hand_over(shop, chidi)
    mine = give_key(shop)
    with transaction.atomic():
        payload = {"merchant_id": str(shop.id), "by": str(chidi.id), "former_owner_id": str(former)}
        events.record("merchants.handed_over", payload, at=clock.now())
    deliver_events()
    forget_caches()
    assert server_with(mine).ask().status_code == 201
    assert server_with(others).ask().status_code == 201
