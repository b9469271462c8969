"""Whoever owns a business that trades, or that money is still owed to, keeps the account and the wallet it comes to."""

from datetime import timedelta
from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.accounts.tests.confirming import answer_to, stepped_up
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.merchants import services
from apps.merchants.models import Merchant, MerchantStatus
from apps.merchants.tests.applying import applied, reviewer
from apps.merchants.tests.factories import open_merchant
from apps.merchants.tests.selling import all_books_are_right, sell
from apps.transactions.models import HeldFor
from apps.transactions.services import release_held, return_held
from apps.transactions.tests.payments import number_of, send
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import available, give_wallet, join
from apps.wallets.tests.test_close_account import Closes, status_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def brian() -> User:
    return join("brian")


def kept_open(owner: User) -> bool:
    """Whether closing the account is refused before a code is even asked for."""
    answer = Closes(owner)()
    assert answer.json()["code"] in ("account_not_empty", "step_up_required"), answer.content
    return bool(answer.status_code == 409)


def emptied(owner: User) -> None:
    send(owner, number_of("amina"), str(available(owner)))


def shut(shop: Merchant) -> None:
    services.close_merchant(merchant_id=shop.id, by=reviewer().id, reason="as asked", now=clock.now())


@pytest.mark.django_db(transaction=True)
def test_an_owner_s_account_stays_until_the_business_is_closed_and_paid_out(brian: User) -> None:
    shop = open_merchant(brian, reserve_percent=Decimal(10), reserve_days=30)
    sell(join("amina", 100), shop, "20.00")
    assert kept_open(brian), "it trades"
    shut(shop)
    assert kept_open(brian), "20.00 are taken and not settled"
    now = clock.now()
    row = services.make_settlement(merchant_id=shop.id, now=now)
    assert row is not None and kept_open(brian), "18.00 are settled and not paid out, 2.00 are kept back"
    services.pay_out_settlement(settlement_id=row.id, now=now)
    assert available(brian) == Decimal("18.00")
    emptied(brian)
    assert kept_open(brian), "2.00 are kept back"
    later = now + timedelta(days=31)
    rest = services.make_settlement(merchant_id=shop.id, now=later)
    assert rest is not None
    services.pay_out_settlement(settlement_id=rest.id, now=later)
    emptied(brian)
    assert stepped_up(Closes(brian)).status_code == 204
    assert status_of(brian) == "CLOSED"
    assert all_books_are_right()


def test_a_held_sale_of_a_closed_business_keeps_it_open(brian: User) -> None:
    shop, amina = open_merchant(brian), join("amina", 100)
    first = sell(amina, shop, "20.00", hold=HeldFor.REVIEW.value)
    second = sell(amina, shop, "5.00", hold=HeldFor.REVIEW.value)
    shut(shop)
    return_held(transaction_id=second.id, code="refused_by_rules", at=clock.now())
    assert kept_open(brian), "somebody may still say that it is paid"
    release_held(transaction_id=first.id, at=clock.now())
    assert kept_open(brian)


def test_what_is_suspended_keeps_it_open_and_an_application_does_not(brian: User) -> None:
    shop = open_merchant(brian, status=MerchantStatus.SUSPENDED)
    assert kept_open(brian)
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.CLOSED)
    assert not kept_open(brian)
    chidi = join("chidi")
    applied(chidi, verified=False)
    assert not kept_open(chidi)


def test_it_is_looked_at_again_when_the_code_is_given(brian: User) -> None:
    ask = Closes(brian)
    step_up = answer_to(ask())
    open_merchant(brian)
    assert ask(step_up=step_up).json()["code"] == "account_not_empty"
    assert status_of(brian) == "ACTIVE"


def test_the_wallet_a_business_is_paid_into_stays_and_the_others_may_go(brian: User) -> None:
    shop, other = open_merchant(brian), give_wallet(brian, currency="KES")
    client, own = client_of(brian), Wallet.objects.get(holder=brian, currency="USD")
    answer = client.post(f"/api/v1/wallets/{own.id}/close")
    assert (answer.status_code, answer.json()["code"]) == (409, "wallet_not_empty")
    assert client.post(f"/api/v1/wallets/{other.id}/close").status_code == 200
    give_wallet(brian, currency="EUR")
    shut(shop)
    assert client.post(f"/api/v1/wallets/{own.id}/close").status_code == 200
