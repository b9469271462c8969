"""A payer disputes a payment to a merchant: its owner answers, and what is given back comes from takings and wallet."""

from decimal import Decimal
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of, make_person
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.disputes import services as disputes
from apps.disputes.errors import NotDisputable
from apps.disputes.models import Dispute
from apps.merchants.models import Merchant, MerchantStatus, Role, Taking
from apps.merchants.tests.factories import employ, open_merchant
from apps.merchants.tests.selling import all_books_are_right, give_back, sell, takings_of
from apps.notifications.models import Notification
from apps.transactions.errors import NotRefundable, PayeeNotActive
from apps.transactions.models import HeldFor, PaidBack, Transaction
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.services import close_wallet, freeze_wallet
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


def opened(payer: User, payment: Transaction, amount: str | None = None) -> Dispute:
    return disputes.open_dispute(
        payer_id=payer.id,
        transaction_id=payment.id,
        reason="NOT_RECEIVED",
        statement="The chairs never came.",
        amount=Decimal(amount) if amount else None,
        key=str(uuid4()),
        digest=b"d" * 32,
        now=clock.now(),
    ).dispute


def contested(dispute: Dispute) -> Dispute:
    return disputes.contest(
        payee_id=dispute.payee_id,
        dispute_id=dispute.id,
        statement="They were delivered on Friday.",
        key=str(uuid4()),
        digest=b"d" * 32,
        now=clock.now(),
    )[0]


def for_payer(dispute: Dispute, amount: str | None = None) -> Dispute:
    return disputes.decide_for_payer(
        dispute_id=dispute.id,
        amount=Decimal(amount) if amount else None,
        reason="No proof of delivery.",
        by=make_person("olga", is_staff=True).id,
        now=clock.now(),
    )


def test_the_owner_answers_and_gives_the_money_back(amina: User, shop: Merchant) -> None:
    payment = sell(amina, shop, "40.00", discount="0.60")
    sell(amina, shop, "10.00")
    answer = client_of(amina).post(
        f"/api/v1/transactions/{payment.id}/dispute",
        {"reason": "NOT_RECEIVED", "statement": "The chairs never came."},
        format="json",
        headers={"Idempotency-Key": "d"},
    )
    body = body_of(answer)
    assert answer.status_code == 201, body
    # The business is its payee, whoever owns it.
    assert (body["payee"], body["held"]) == ({"id": str(shop.id), "name": shop.name}, "0.00")
    dispute = Dispute.objects.get()
    assert (dispute.payee_id, dispute.hold_id, dispute.held_amount) == (shop.owner_id, None, 0)
    assert takings_of(shop) == Decimal("49.40"), "the takings stay as they are"
    assert all_books_are_right()
    with nothing_moves():
        assert give_back(shop.owner, shop, payment).transaction.failure_code == "nothing_left_to_refund"
    owner = client_of(shop.owner)
    seen = body_of(owner.get(f"/api/v1/disputes/{dispute.id}"))
    assert (seen["side"], seen["payer"]["name"]) == ("payee", "Amina O.")
    accepted = owner.post(
        f"/api/v1/disputes/{dispute.id}/answer",
        {"accept": True, "pin": PIN},
        format="json",
        headers={"Idempotency-Key": "a"},
    )
    assert accepted.status_code == 200, body_of(accepted)
    assert (body_of(accepted)["paid_back"], body_of(accepted)["shortfall"]) == ("40.00", "0.00")
    assert (available(amina), takings_of(shop)) == (90, Decimal("9.40"))
    line = Taking.objects.get(sale_id=payment.id)
    assert (line.gross, line.drawn, line.staff_id) == (40, 40, None)
    deliver_events()
    titles = Notification.objects.filter(person_id=shop.owner_id, subject_kind="dispute")
    assert titles.exists() and not any("Otieno" in one.title + one.body for one in titles)
    assert all_books_are_right()


def test_staff_and_strangers_do_not_answer(amina: User, shop: Merchant) -> None:
    chidi = join("chidi")
    employ(shop, chidi, Role.MANAGER)
    dispute = opened(amina, sell(amina, shop, "40.00"))
    for person in (chidi, join("farid")):
        answer = client_of(person).get(f"/api/v1/disputes/{dispute.id}")
        assert (answer.status_code, body_of(answer)["code"]) == (404, "dispute_not_found")


def test_a_former_owner_gives_nothing_of_the_new_owner_s_away(amina: User, shop: Merchant) -> None:
    """Who pays at a business of a friend's, and disputes it, would be paid by whoever took the business over."""
    former, chidi = shop.owner, join("chidi", 50)
    dispute = opened(amina, sell(amina, shop, "40.00"))
    Merchant.objects.filter(pk=shop.id).update(owner=chidi)
    path = f"/api/v1/disputes/{dispute.id}/answer"
    with nothing_moves():
        answer = client_of(former).post(
            path, {"accept": True, "pin": PIN}, format="json", headers={"Idempotency-Key": "a"}
        )
    assert (answer.status_code, body_of(answer)["code"]) == (403, "not_your_step"), body_of(answer)
    # They may still say how it was, and operators decide.
    decided = for_payer(contested(dispute))
    assert (decided.shortfall, available(chidi), takings_of(shop)) == (0, 50, 0)


def test_decided_for_the_payer_takings_pay_then_the_wallet(amina: User, shop: Merchant) -> None:
    payment = sell(amina, shop, "40.00", discount="0.60")
    pay_in(wallet_of(shop.owner), 5)
    decided = for_payer(contested(opened(amina, payment)))
    assert (decided.awarded, decided.shortfall) == (40, 0)
    assert (available(amina), takings_of(shop), available(shop.owner)) == (100, 0, Decimal("4.40"))
    assert all_books_are_right()


def test_what_takings_and_wallet_lack_is_the_shortfall(amina: User, shop: Merchant) -> None:
    payment = sell(amina, shop, "40.00", discount="0.60")
    pay_in(wallet_of(shop.owner), "0.25")
    decided = for_payer(contested(opened(amina, payment)))
    assert (decided.awarded, decided.shortfall) == (40, Decimal("0.35"))
    assert (available(amina), takings_of(shop), available(shop.owner)) == (Decimal("99.65"), 0, 0)
    assert PaidBack.objects.get(pk=payment.id).total == Decimal("39.65"), "the rest can be given back later"
    assert all_books_are_right()


def test_nothing_at_all_is_there(amina: User, shop: Merchant) -> None:
    first, second = sell(amina, shop, "40.00"), sell(amina, shop, "30.00")
    dispute = contested(opened(amina, first))
    # What was taken is gone meanwhile: given back of the other sale, and of this one what another dispute left.
    give_back(shop.owner, shop, second)
    Merchant.objects.filter(pk=shop.pk).update(status=MerchantStatus.CLOSED)
    decided = for_payer(dispute, "10.00")
    assert (decided.awarded, decided.shortfall) == (10, 0)
    assert (available(amina), takings_of(shop)) == (70, 30)
    assert give_back(shop.owner, shop, first).transaction.amount == 30, "what was kept back is free again"
    assert all_books_are_right()


def test_a_frozen_wallet_keeps_nothing_back(amina: User, shop: Merchant) -> None:
    """As of a payment to a person: it was decided over the owner's head."""
    payment = sell(amina, shop, "40.00", discount="0.60")
    pay_in(wallet_of(shop.owner), 5)
    freeze_wallet(wallet_id=wallet_of(shop.owner).id, reason="looked at", now=clock.now())
    assert for_payer(contested(opened(amina, payment))).shortfall == 0
    assert (available(amina), available(shop.owner)) == (100, Decimal("4.40"))
    assert all_books_are_right()


def test_decided_for_the_merchant_it_can_give_back_again(amina: User, shop: Merchant) -> None:
    payment = sell(amina, shop, "40.00")
    dispute = contested(opened(amina, payment, "15.00"))
    assert give_back(shop.owner, shop, payment, "25.01").transaction.failure_code == "refund_too_large"
    with nothing_moves():
        disputes.decide_for_payee(
            dispute_id=dispute.id, reason="It was delivered.", by=make_person("olga").id, now=clock.now()
        )
    assert give_back(shop.owner, shop, payment).transaction.amount == 40
    assert all_books_are_right()


def test_withdrawn_nothing_moves(amina: User, shop: Merchant) -> None:
    dispute = opened(amina, sell(amina, shop, "40.00"))
    with nothing_moves():
        disputes.withdraw(payer_id=amina.id, dispute_id=dispute.id, now=clock.now())
    assert not PaidBack.objects.filter(total__gt=0).exists()


def test_the_payers_wallet_is_closed_by_then(amina: User, shop: Merchant) -> None:
    dispute = contested(opened(amina, sell(amina, shop, "100.00")))
    close_wallet(wallet_id=wallet_of(amina).id, reason="leaves", now=clock.now())
    with nothing_moves(), pytest.raises(PayeeNotActive):
        for_payer(dispute)
    assert Dispute.objects.get().state == "ANSWERED"
    assert not Transaction.objects.filter(kind="REFUND").exists()


def test_what_is_held_is_not_disputed_nor_a_business_of_ones_own(amina: User, shop: Merchant) -> None:
    held = sell(amina, shop, "40.00", hold=HeldFor.ORDER.value)
    with pytest.raises(NotRefundable):
        opened(amina, held)
    payment = sell(amina, shop, "10.00")
    Merchant.objects.filter(pk=shop.pk).update(owner=amina)
    with pytest.raises(NotDisputable):
        opened(amina, payment)
