"""A payment to a merchant that waits for something: a look at it, a capture, a phone that was lost meanwhile."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.merchants.models import HeldSale, Merchant, Taking
from apps.merchants.tests.factories import open_merchant
from apps.merchants.tests.selling import all_books_are_right, give_back, sell, takings_of
from apps.risk import services as risk
from apps.risk.errors import OwnCase
from apps.risk.models import Alert, Case, Profile
from apps.transactions import services as transactions
from apps.transactions.errors import NotHeld
from apps.transactions.models import HeldFor, Transaction
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


def looked_at(amina: User, shop: Merchant, amount: str = "60.00") -> tuple[Transaction, Case]:
    """A payment that a rule holds, and the case it came to."""
    risk.set_rule(
        code="large",
        title="Large",
        metric="AMOUNT",
        result="HOLD",
        threshold=Decimal(50),
        currency="USD",
        now=clock.now(),
    )
    row = sell(amina, shop, amount, discount="0.90")
    assert (row.state, row.held_for) == ("HELD", "REVIEW")
    deliver_events()
    return row, Case.objects.get()


def decide(case: Case, row: Transaction, by: User, *, is_released: bool) -> None:
    how = risk.release_payment if is_released else risk.return_payment
    risk.assign_case(case_id=case.id, to=by.id, by=by.id, holds_role=True, now=clock.now())
    how(case_id=case.id, transaction_id=row.id, by=by.id, reason="Asked.", holds_role=True, now=clock.now())
    deliver_events()


@pytest.mark.parametrize("is_released", [True, False])
def test_what_a_rule_holds_becomes_a_sale_when_it_is_released(amina: User, shop: Merchant, is_released: bool) -> None:
    row, case = looked_at(amina, shop)
    assert (case.person_id, takings_of(shop), HeldSale.objects.count()) == (amina.id, 0, 1)
    assert all_books_are_right()
    decide(case, row, make_operator(), is_released=is_released)
    row.refresh_from_db()
    if is_released:
        assert (row.state, takings_of(shop), available(amina)) == ("COMPLETED", Decimal("59.10"), 40)
        line = Taking.objects.get(pk=row.id)
        assert (line.gross, line.discount, line.till_id) == (60, Decimal("0.90"), shop.tills.get().id)
        assert give_back(shop.owner, shop, row, "5.00").transaction.state == "COMPLETED"
    else:
        assert (row.state, row.failure_code) == ("RETURNED", "returned_by_review")
        assert (takings_of(shop), available(amina), Taking.objects.count()) == (0, 100, 0)
    assert all_books_are_right()


def test_the_pages_of_a_case_name_the_owner_and_nobody_releases_to_their_own_business(
    amina: User, shop: Merchant
) -> None:
    row, case = looked_at(amina, shop)
    alert = Alert.objects.get()
    assert (alert.payer_id, alert.payee_id) == (amina.id, shop.owner_id)
    owner = shop.owner
    owner.is_staff = owner.is_superuser = True
    owner.save()
    with nothing_moves(), pytest.raises(OwnCase):
        decide(case, row, owner, is_released=True)
    client = Client()
    client.force_login(make_operator())
    for page, identity in (("risk_case", case.id), ("risk_decision", row.id), ("risk_alert", row.id)):
        answer = client.get(reverse(f"admin:{page}_change", args=[identity]))
        assert (answer.status_code, "Brian Mwangi" in answer.content.decode()) == (200, True), page
    # Of a business's owner nothing is counted: whoever pays it would wait for whoever else does.
    assert not Profile.objects.filter(person_id=shop.owner_id).exists()


def test_what_is_authorised_cannot_wait_for_a_look_as_well(amina: User, shop: Merchant) -> None:
    looked_at(amina, shop, "51.00")
    with nothing_moves():
        row = sell(amina, shop, "50.01", hold=HeldFor.ORDER.value)
    assert (row.state, row.failure_code) == ("DECLINED", "refused_by_rules")


def test_a_lost_phone_takes_back_what_was_authorised_with_it(amina: User, shop: Merchant) -> None:
    held = sell(amina, shop, "20.00", hold=HeldFor.ORDER.value)
    captured = sell(amina, shop, "5.00", hold=HeldFor.ORDER.value)
    device = uuid4()
    # A payment keeps what it was made with; these were made without a phone.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE transactions_transaction DISABLE TRIGGER USER")
        cursor.execute("UPDATE transactions_transaction SET device_id = %s", [device])
        cursor.execute("ALTER TABLE transactions_transaction ENABLE TRIGGER USER")
    transactions.release_held(transaction_id=captured.id, at=clock.now())
    assert transactions.return_held_of_device(device_id=device, at=clock.now()) == 1
    held.refresh_from_db()
    assert (held.state, held.failure_code) == ("RETURNED", "device_locked")
    assert (available(amina), takings_of(shop)) == (95, 5)
    with pytest.raises(NotHeld):
        transactions.release_held(transaction_id=held.id, at=clock.now())
    assert all_books_are_right()
