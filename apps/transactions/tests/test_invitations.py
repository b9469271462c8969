"""Money for a number that nobody has registered: held, told, and then claimed, cancelled or returned, once."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, code_sent_to, make_operator, sign_up_fields
from apps.core import clock
from apps.core.constraints import sqlstate
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.queue import deliver_events, run_task
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.notifications.models import Delivery, Notification
from apps.risk import services as risk
from apps.transactions import services
from apps.transactions.errors import NotHeld
from apps.transactions.models import Invitation, TierLimit, Transaction
from apps.transactions.services import Outcome, _invitations, set_fee
from apps.transactions.tests.payments import DIGEST, body_of, fields, nothing_moves, number_of, send, transfer
from apps.wallets.models import Wallet
from apps.wallets.services import close_wallet, complete_sign_up
from apps.wallets.tests.factories import available, give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)
BRIAN = number_of("brian")


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def invite(
    payer: User, to: str = BRIAN, amount: str = "30.00", *, key: str | None = None, currency: str = "USD"
) -> Outcome:
    """Sends money to a number that nobody may have, without HTTP."""
    return services.send_money(
        payer_id=payer.id,
        session_id=None,
        to=to,
        amount=Money(Decimal(amount), currency),
        invite=True,
        key=key or str(uuid4()),
        digest=DIGEST,
        at=clock.now(),
    )


def gift(payer: User, amount: str = "30.00") -> Invitation:
    """An invitation of Brian."""
    return Invitation.objects.get(pk=invite(payer, amount=amount).transaction.id)


def sign_up(name: str = "brian") -> User:
    """Somebody of the cast registers, as the API does it."""
    accounts.register(**sign_up_fields(name), now=clock.now())
    complete_sign_up(msisdn=number_of(name), code=code_sent_to(number_of(name)), device=None, now=clock.now())
    return User.objects.get(msisdn=number_of(name))


def held(user: User) -> Decimal:
    return get_balance(wallet_of(user).held_account).amount


def later(days: float) -> datetime:
    return clock.now() + timedelta(days=days)


def told_by_sms(number: str) -> list[str]:
    return list(
        Delivery.objects.filter(address=number, channel="SMS").order_by("id").values_list("template", flat=True)
    )


def cancel(client: APIClient, transaction_id: UUID | str) -> Any:
    return client.post(f"/api/v1/transactions/{transaction_id}/cancel")


def test_the_money_is_held_and_the_number_told_once(amina: User) -> None:
    answer = transfer(client_of(amina), fields("brian", "30.00", invite=True))
    told = body_of(answer)
    assert (answer.status_code, told["state"], told["amount"]) == (201, "HELD", "30.00"), told
    assert (available(amina), held(amina)) == (70, 30)
    row = Invitation.objects.get(pk=told["id"])
    assert (row.msisdn, row.state, row.sender_id) == (BRIAN, "WAITING", amina.id)
    assert row.expires_at - row.created_at == timedelta(days=3)
    deliver_events()
    message = Delivery.objects.get(address=BRIAN)
    assert (message.channel, message.template, message.state) == ("SMS", "invitation", "SENT")
    assert message.context["counterparty"] == "Amina Otieno" and message.context["amount"] == "30.00"
    event = OutboxEvent.objects.get(topic="transactions.held")
    run_task("transactions.invite", event.id)
    services.tell_invited(transaction_id=row.transaction_id, cause=event.id, now=clock.now())
    assert Delivery.objects.filter(address=BRIAN).count() == 1


def test_the_number_that_was_typed_is_the_number_in_e164(amina: User) -> None:
    row = invite(amina, " +254 712-000 (002) ").transaction
    assert Invitation.objects.get(pk=row.id).msisdn == BRIAN == row.payee_name


def test_an_invitation_of_somebody_registered_is_a_usual_transfer(amina: User) -> None:
    """Nothing tells the two requests apart but the answer, which every transfer gives."""
    brian = join("brian")
    row = invite(amina).transaction
    assert (row.state, row.payee_id, available(brian)) == ("COMPLETED", brian.id, 30)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "to",
    ["nobody@example.org", "@nobody", "71714e77-bf16-492f-90aa-07ba3e0e1fc7", "+254", "0712000002", "+254712000002x"],
)
def test_only_a_number_can_be_invited(amina: User, to: str) -> None:
    with nothing_moves():
        row = invite(amina, to).transaction
    assert (row.state, row.failure_code) == ("DECLINED", "payee_not_found")
    assert not Invitation.objects.exists()


def test_without_being_asked_nobody_is_invited(amina: User) -> None:
    with nothing_moves():
        row = send(amina, "brian", 5).transaction
    assert (row.state, row.failure_code) == ("DECLINED", "payee_not_found")


def test_more_than_there_is_is_declined_and_invites_nobody(amina: User) -> None:
    with nothing_moves():
        row = invite(amina, amount="100.01").transaction
    assert (row.state, row.failure_code) == ("DECLINED", "insufficient_funds")
    assert not Invitation.objects.exists()
    deliver_events()
    assert not Delivery.objects.filter(address=BRIAN).exists()


def test_the_same_key_invites_once(amina: User) -> None:
    outcomes = run_together(8, lambda index: invite(amina, key="gift"))
    assert len({outcome.transaction.id for outcome in outcomes}) == 1
    assert Invitation.objects.count() == 1 and held(amina) == 30


def test_a_claimed_gift(amina: User) -> None:
    """A worked story: Amina sends 30.00 to a number, the number joins, and the money is there."""
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    row = invite(amina).transaction
    deliver_events()
    assert (available(amina), held(amina)) == (Decimal("69.50"), Decimal("30.50"))
    brian = sign_up()
    deliver_events()
    assert (available(amina), held(amina), available(brian)) == (Decimal("69.50"), 0, 30)
    row.refresh_from_db()
    assert (row.state, row.payee_id, row.payee_name) == ("COMPLETED", brian.id, "Brian Mwangi")
    assert Invitation.objects.get().state == "CLAIMED"
    assert Notification.objects.filter(person_id=brian.id, topic="payment_received").count() == 1
    assert Notification.objects.filter(person_id=amina.id, topic="payment_sent").count() == 1
    # What comes late finds it decided.
    assert services.sweep_invitations(now=later(4)) == 0
    assert cancel(client_of(amina), row.id).status_code == 409
    assert list(verification.verify()) == []


def test_an_unclaimed_gift(amina: User) -> None:
    """A worked story: nobody joins, and after three days Amina has her money again, and the fee too."""
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    row = invite(amina).transaction
    deliver_events()
    invitation = Invitation.objects.get()
    assert services.sweep_invitations(now=invitation.expires_at - timedelta(seconds=1)) == 0
    assert held(amina) == Decimal("30.50")
    assert services.sweep_invitations(now=invitation.expires_at) == 1
    # That is told on the day it happens.
    OutboxEvent.objects.filter(settled_at=None).update(due_at=clock.now())
    deliver_events()
    assert (available(amina), held(amina)) == (100, 0)
    row.refresh_from_db()
    assert (row.state, row.failure_code) == ("RETURNED", "not_claimed")
    assert Invitation.objects.get().state == "RETURNED"
    assert Notification.objects.filter(person_id=amina.id, topic="payment_returned").count() == 1
    # Who joins now has nothing waiting.
    brian = sign_up()
    deliver_events()
    assert available(brian) == 0
    assert services.sweep_invitations(now=later(5)) == 0
    assert list(verification.verify()) == []


def test_all_that_waits_is_claimed_by_whoever_joins(amina: User) -> None:
    chidi = join("chidi", 10)
    gift(amina, "1.00")
    gift(amina, "2.00")
    gift(chidi, "4.00")
    invite(amina, number_of("dalia"), "8.00")
    deliver_events()
    brian = sign_up()
    deliver_events()
    assert (available(brian), held(amina), held(chidi)) == (7, 8, 0)
    assert list(verification.verify()) == []


def test_another_currency_waits_until_its_wallet_is_opened(amina: User) -> None:
    give_wallet(amina, 500, currency="KES")
    invite(amina, amount="200.00", currency="KES")
    gift(amina, "1.00")
    brian = sign_up()
    deliver_events()
    assert available(brian) == 1 and not Wallet.objects.filter(holder=brian, currency="KES").exists()
    assert Invitation.objects.get(state="WAITING").currency == "KES"
    give_wallet(brian, currency="KES")
    deliver_events()
    assert available(brian, "KES") == 200


def test_a_fuller_wallet_than_may_be_sends_the_gift_back(amina: User) -> None:
    TierLimit.objects.create(tier="TIER_0", currency="USD", maximum_balance=Decimal("25.00"))
    row = invite(amina).transaction
    brian = sign_up()
    deliver_events()
    row.refresh_from_db()
    assert (row.state, row.failure_code) == ("RETURNED", "payee_limit_exceeded")
    assert (available(amina), held(amina), available(brian)) == (100, 0, 0)
    assert Invitation.objects.get().state == "RETURNED"
    assert list(verification.verify()) == []


def test_whoever_takes_over_the_number_claims(amina: User) -> None:
    chidi = join("chidi")
    gift(amina)
    deliver_events()
    User.objects.filter(pk=chidi.pk).update(msisdn=BRIAN)
    OutboxEvent.objects.create(
        topic="accounts.number_changed",
        payload={"person_id": str(chidi.id), "old_number": number_of("chidi")},
        recorded_at=clock.now(),
        due_at=clock.now(),
    )
    deliver_events()
    assert available(chidi) == 30


def test_a_sender_who_takes_the_number_is_not_paid_by_themselves(amina: User) -> None:
    row = gift(amina)
    User.objects.filter(pk=amina.pk).update(msisdn=BRIAN)
    assert services.claim_invitations(msisdn=BRIAN, now=clock.now()) == 0
    assert services.sweep_invitations(now=clock.now()) == 0
    assert services.sweep_invitations(now=row.expires_at) == 1
    assert available(amina) == 100


def test_whoever_joined_before_the_invitation_was_told_is_paid_and_gets_no_sms(amina: User) -> None:
    """The wallet's event came first and found nothing: the invitation's own looks once more."""
    brian = sign_up()
    wallet = wallet_of(brian)
    OutboxEvent.objects.filter(topic="wallets.opened").update(settled_at=clock.now())
    # A process whose cache still says that nobody has the number.
    person, brian_number = brian, brian.msisdn
    User.objects.filter(pk=person.pk).update(msisdn="+254712000099")
    row = invite(amina).transaction
    User.objects.filter(pk=person.pk).update(msisdn=brian_number)
    assert row.state == "HELD"
    deliver_events()
    assert get_balance(wallet.available_account).amount == 30
    assert "invitation" not in told_by_sms(BRIAN)


def test_a_closed_wallet_claims_nothing(amina: User) -> None:
    gift(amina)
    brian = sign_up()
    close_wallet(wallet_id=wallet_of(brian).id, reason="asked", now=clock.now())
    deliver_events()
    assert (held(amina), Invitation.objects.get().state) == (30, "WAITING")


def test_somebody_the_watch_list_warns_of_is_not_paid_and_it_goes_back(
    amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = gift(amina)
    brian = sign_up()
    with monkeypatch.context() as patched:
        patched.setattr(_invitations, "is_watched", lambda person_id: person_id == brian.id)
        deliver_events()
        assert (available(brian), held(amina)) == (0, 30)
        assert services.sweep_invitations(now=row.expires_at) == 1
    assert available(amina) == 100


def test_what_the_rules_would_hold_is_declined_when_it_waits_for_its_payee_already(amina: User) -> None:
    risk.set_rule(
        code="large",
        title="Large",
        metric="AMOUNT",
        threshold=Decimal(20),
        currency="USD",
        result="HOLD",
        now=clock.now(),
    )
    with nothing_moves():
        row = invite(amina).transaction
    assert (row.state, row.failure_code) == ("DECLINED", "refused_by_rules")
    assert not Invitation.objects.exists()


def test_the_sweep_claims_what_died_on_the_way(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    gift(amina)
    deliver_events()

    def die(**kwargs: Any) -> int:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(services, "claim_invitations", die)
        brian = sign_up()
        deliver_events()
    assert (available(brian), held(amina)) == (0, 30)
    assert services.sweep_invitations(now=clock.now()) == 1
    assert (available(brian), held(amina)) == (30, 0)


def test_one_that_cannot_be_decided_does_not_keep_the_others_waiting(
    amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = gift(amina, "1.00"), gift(amina, "2.00")
    whole = services.return_held

    def fail(*, transaction_id: UUID, **kwargs: Any) -> Transaction:
        if transaction_id == first.transaction_id:
            raise DatabaseError("a lock could not be had")
        return whole(transaction_id=transaction_id, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(_invitations, "return_held", fail)
        assert services.sweep_invitations(now=first.expires_at + timedelta(seconds=1)) == 1
    second.refresh_from_db()
    assert second.state == "RETURNED"
    assert services.sweep_invitations(now=later(4)) == 1


@pytest.mark.parametrize("step", ["claim", "cancel", "return"])
def test_dying_before_the_commit_leaves_everything_waiting(amina: User, step: str) -> None:
    row = gift(amina)
    brian = join("brian")

    class Died(Exception):
        pass

    with nothing_moves(), pytest.raises(Died), transaction.atomic():
        if step == "claim":
            assert services.claim_invitations(msisdn=BRIAN, now=clock.now()) == 1
        elif step == "cancel":
            services.cancel_invitation(person_id=amina.id, transaction_id=row.transaction_id, now=clock.now())
        else:
            assert services.sweep_invitations(now=later(4)) == 1
        raise Died
    row.refresh_from_db()
    assert row.state == "WAITING" and Transaction.objects.get().state == "HELD"
    assert services.claim_invitations(msisdn=BRIAN, now=clock.now()) == 1
    assert available(brian) == 30


def test_the_sender_takes_it_back(amina: User) -> None:
    client = client_of(amina)
    row = invite(amina).transaction
    answer = cancel(client, row.id)
    told = body_of(answer)
    assert (answer.status_code, told["state"], told["id"]) == (200, "RETURNED", str(row.id))
    assert (available(amina), held(amina)) == (100, 0)
    again = cancel(client, row.id)
    assert (again.status_code, again.content) == (200, answer.content)
    brian = sign_up()
    deliver_events()
    assert available(brian) == 0
    assert list(verification.verify()) == []


def test_after_it_was_claimed_or_returned_it_is_too_late_to_cancel(amina: User) -> None:
    client = client_of(amina)
    returned = gift(amina)
    services.sweep_invitations(now=returned.expires_at)
    claimed = gift(amina)
    sign_up()
    deliver_events()
    with nothing_moves():
        for row in (returned, claimed):
            answer = cancel(client, row.transaction_id)
            assert (answer.status_code, body_of(answer)["code"]) == (409, "not_held")


def test_what_is_no_invitation_cannot_be_cancelled(amina: User) -> None:
    client = client_of(amina)
    brian = join("brian", 5)
    paid, declined = send(amina, "brian", 5).transaction, send(amina, "brian", 5000).transaction
    with nothing_moves():
        assert {cancel(client, one.id).status_code for one in (paid, declined)} == {409}
        assert cancel(client_of(brian), paid.id).status_code == 404


def test_somebody_elses_is_not_there(amina: User, api: APIClient) -> None:
    row = gift(amina)
    stranger = client_of(join("chidi"))
    with nothing_moves():
        assert cancel(stranger, row.transaction_id).status_code == 404
        assert cancel(stranger, uuid4()).status_code == 404
        assert cancel(api, row.transaction_id).status_code == 401
    assert stranger.get(f"/api/v1/transactions/{row.transaction_id}").status_code == 404


def test_claim_cancel_and_expiry_at_once_and_one_of_them_wins(amina: User) -> None:
    row = gift(amina)
    brian = join("brian")

    def act(index: int) -> Any:
        if index % 3 == 0:
            return services.claim_invitations(msisdn=BRIAN, now=clock.now())
        if index % 3 == 1:
            return services.cancel_invitation(person_id=amina.id, transaction_id=row.transaction_id, now=clock.now())
        return services.sweep_invitations(now=row.expires_at)

    outcomes = run_together(12, act)
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, NotHeld)], outcomes
    row.refresh_from_db()
    if row.state == "CLAIMED":
        assert (available(amina), held(amina), available(brian)) == (70, 0, 30)
    else:
        assert (row.state, available(amina), held(amina), available(brian)) == ("RETURNED", 100, 0, 0)
    decided = OutboxEvent.objects.filter(topic__in=["transactions.completed", "transactions.returned"])
    assert decided.count() == 1
    assert list(verification.verify()) == []


def test_who_cancels_while_it_is_claimed_waits_and_is_too_late(amina: User) -> None:
    row = gift(amina)
    brian = join("brian")
    with other_transaction() as there:
        there(lambda: services.claim_invitations(msisdn=BRIAN, now=clock.now()))
        cancelling = in_background(
            lambda: services.cancel_invitation(person_id=amina.id, transaction_id=row.transaction_id, now=clock.now())
        )
        wait_until_blocked()
    assert isinstance(cancelling.exception(30), NotHeld)
    assert available(brian) == 30


def test_who_claims_while_it_is_cancelled_waits_and_gets_nothing(amina: User) -> None:
    row = gift(amina)
    brian = join("brian")
    with other_transaction() as there:
        there(
            lambda: services.cancel_invitation(person_id=amina.id, transaction_id=row.transaction_id, now=clock.now())
        )
        claiming = in_background(lambda: services.claim_invitations(msisdn=BRIAN, now=clock.now()))
        wait_until_blocked()
    assert claiming.result(60) == 0
    assert (available(amina), available(brian)) == (100, 0)


def test_many_join_and_many_send_crosswise_without_waiting_in_a_circle(amina: User) -> None:
    """Two senders, two numbers, claimed from both sides at once: nobody holds two senders' accounts."""
    chidi = join("chidi", 100)
    for _ in range(4):
        for sender in (amina, chidi):
            for to in ("brian", "dalia"):
                invite(sender, number_of(to), "1.00")
    brian, dalia = join("brian"), join("dalia")
    numbers = [BRIAN, number_of("dalia")]
    outcomes = run_together(8, lambda index: services.claim_invitations(msisdn=numbers[index % 2], now=clock.now()))
    assert sum(outcomes) == 16, outcomes
    assert (available(brian), available(dalia), held(amina), held(chidi)) == (8, 8, 0, 0)
    assert list(verification.verify()) == []


def test_only_so_many_wait_and_not_one_more(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_invitations, "MAX_WAITING", 3)
    outcomes = run_together(8, lambda index: invite(amina, f"+25471300000{index}", "1.00").transaction)
    codes = sorted(row.failure_code for row in outcomes)
    assert codes == [""] * 3 + ["too_many_invitations"] * 5
    assert (Invitation.objects.count(), held(amina), available(amina)) == (3, 3, 97)
    first = Invitation.objects.order_by("pk").first()
    assert first is not None
    services.cancel_invitation(person_id=amina.id, transaction_id=first.transaction_id, now=clock.now())
    assert invite(amina, "+254713000009", "1.00").transaction.state == "HELD"
    assert list(verification.verify()) == []


def test_a_stranger_is_not_flooded_with_messages(amina: User) -> None:
    for _ in range(7):
        row = gift(amina, "1.00")
        deliver_events()
        services.cancel_invitation(person_id=amina.id, transaction_id=row.transaction_id, now=clock.now())
    assert told_by_sms(BRIAN) == ["invitation"] * 5


def test_what_something_else_gave_back_waits_for_nobody(amina: User) -> None:
    row = gift(amina)
    services.return_held(transaction_id=row.transaction_id, code="device_locked", at=clock.now())
    deliver_events()
    row.refresh_from_db()
    assert (row.state, available(amina)) == ("RETURNED", 100)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE transactions_invitation SET msisdn = '+254712000009'",
        "UPDATE transactions_invitation SET expires_at = expires_at + interval '1 year'",
        "UPDATE transactions_invitation SET state = 'WAITING'",
        "DELETE FROM transactions_invitation",
    ],
)
def test_an_invitation_is_fixed_whoever_writes(amina: User, statement: str) -> None:
    gift(amina)
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert sqlstate(caught.value) == "GP010"


def test_the_sweep_is_a_task(amina: User, settings: Any) -> None:
    from apps.transactions import tasks

    settings.INVITATION_DAYS = 0
    gift(amina)
    assert tasks.sweep_invitations() == 1
    assert available(amina) == 100


def test_the_operators_site_shows_what_waits_and_nobody_writes_it(amina: User) -> None:
    row = gift(amina)
    site = Client()
    site.force_login(make_operator())
    listed = reverse("admin:transactions_invitation_changelist")
    for query in ({}, {"q": BRIAN}, {"q": number_of("amina")}, {"q": str(row.pk)}, {"state": "WAITING"}):
        assert BRIAN in site.get(listed, query).content.decode(), query
    for query in ({"q": "nobody"}, {"state": "CLAIMED"}):
        assert f">{BRIAN}<" not in site.get(listed, query).content.decode(), query
    page = reverse("admin:transactions_invitation_change", args=[row.pk])
    assert str(row.transaction_id) in site.get(page).content.decode()
    assert site.post(page, {"state": "CLAIMED"}).status_code == 403
    assert str(row) == f"{BRIAN} WAITING"
