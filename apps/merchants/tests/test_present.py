"""Codes that payers show: one payment, up to what they allow, for a minute, while their phone is good."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from apps.accounts import services as accounts
from apps.accounts.exports import contributions
from apps.accounts.models import Activity, Device, User
from apps.accounts.tests.factories import PIN, client_of, code_sent_to, give_pin, plain_client_with, tokens_of
from apps.core import clock, events, ratelimit
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.merchants import rates, services
from apps.merchants.errors import PaymentCodeUnknown
from apps.merchants.models import Charge, ChargeState, Merchant, MerchantStatus, PresentedCode, Taking, Till
from apps.merchants.services import Taken, _present
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.merchants.tests.paying import CODES, desk, money, payers, post, rule_for_all, takings
from apps.notifications.models import Notification
from apps.transactions.errors import PaymentCodeUsed
from apps.transactions.models import State, Transaction
from apps.transactions.services import set_tier_limit
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def till() -> Till:
    return open_till(open_merchant(join("brian", 0)))


def show(user: User, ceiling: str = "20.00", key: str | None = None, **fields: Any) -> Any:
    return post(client_of(user), CODES, {"ceiling": ceiling, "currency": "USD", "pin": PIN, **fields}, key=key)


def take(staff: User, till: Till, code: str, amount: str = "12.50", key: str | None = None, **fields: Any) -> Any:
    path = desk(till.merchant, f"/tills/{till.id}/presented")
    return post(client_of(staff), path, {"code": code, "amount": amount, "currency": "USD", **fields}, key=key)


def shown(user: User, ceiling: str = "20.00", *, session_id: UUID | None = None, at: Any = None) -> str:
    """A code without HTTP: as the row would be."""
    now, identity = at or clock.now(), uuid4()
    code = _present._code_of(identity)
    PresentedCode.objects.create(
        id=identity,
        person=user,
        session_id=session_id or tokens_of(user).session_id,
        digest=_present._digest_of(code),
        ceiling=Decimal(ceiling),
        currency="USD",
        idempotency_key=str(identity),
        request_digest=bytes(32),
        expires_at=now + timedelta(seconds=60),
        created_at=now,
    )
    return code


def take_now(staff_id: UUID, till: Till, code: str, amount: str = "12.50", *, key: str | None = None) -> Taken:
    return services.take_presented(
        merchant_id=till.merchant_id,
        person_id=staff_id,
        till_id=till.id,
        code=code,
        amount=money(amount),
        key=key or str(uuid4()),
        digest=bytes(32),
        at=clock.now(),
    )


@committing
def test_a_till_takes_what_a_payer_shows_and_both_know_at_once(amina: User, till: Till) -> None:
    made = body_of(show(amina))
    assert made["code"].startswith("28") and len(made["code"]) == 20 and made["qr"] == f"GOPAY:{made['code']}"
    owner = till.merchant.owner
    answer = take(owner, till, made["qr"], description="two teas")
    body = body_of(answer)
    assert (answer.status_code, body["state"], body["source"], body["payer_name"]) == (
        *(201, "PAID", "PRESENTED", "Amina O."),
    )
    assert (available(amina), takings(till.merchant)) == (Decimal("87.50"), Decimal("12.50"))
    row = Transaction.objects.get()
    assert (row.initiator_id, row.idempotency_key) == (amina.id, f"presented:{made['id']}")
    line = Taking.objects.get()
    assert (line.till_id, line.staff_id, str(line.charge_id)) == (till.id, owner.id, body["id"])
    state = body_of(client_of(amina).get(f"{CODES}/{made['id']}"))
    assert (state["state"], state["transaction_id"]) == ("USED", str(row.id))
    deliver_events()
    assert Notification.objects.get(subject_kind="transaction").person_id == amina.id
    assert Activity.objects.filter(person_id=amina.id, action="merchants.code_shown").count() == 1
    assert list(verification.verify()) == []


def test_the_table_keeps_no_code(amina: User, till: Till) -> None:
    code = body_of(show(amina))["code"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM merchants_presentedcode p")
        assert code not in cursor.fetchone()[0]


def test_the_same_request_shows_the_same_code_and_a_copy_of_it_nothing(amina: User) -> None:
    first, again = show(amina, key="k"), show(amina, key="k")
    assert (again.status_code, again.content, again["Idempotent-Replayed"]) == (201, first.content, "true")
    other = show(amina, "21.00", key="k")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")
    client = client_of(amina)
    body = json.dumps({"ceiling": "20.00", "currency": "USD", "pin": PIN}).encode()
    signed = client.phone.sign("POST", CODES, body, key="c")  # type: ignore[union-attr]
    answers = [
        client.post(CODES, body, content_type="application/json", headers={"Idempotency-Key": "c", **signed})
        for _ in range(2)
    ]
    assert answers[0].status_code == 201
    assert body_of(answers[1])["code"] == "signature_replayed"


def test_a_new_code_calls_off_the_one_before_it(amina: User, till: Till) -> None:
    first, second = body_of(show(amina)), body_of(show(amina))
    with nothing_moves():
        answer = take(till.merchant.owner, till, first["code"])
    assert (answer.status_code, body_of(answer)["code"]) == (422, "payment_code_used")
    assert body_of(client_of(amina).get(f"{CODES}/{first['id']}"))["state"] == "CANCELLED"
    assert take(till.merchant.owner, till, second["code"]).status_code == 201


def test_too_much_does_not_use_it_up_and_nothing_is_left_of_it(amina: User, till: Till) -> None:
    code = body_of(show(amina, "20.00"))["code"]
    owner = till.merchant.owner
    with nothing_moves():
        answer = take(owner, till, code, "20.01", key="k")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "wrong_amount")
    assert (Transaction.objects.count(), Charge.objects.count()) == (0, 0)
    assert take(owner, till, code, "20.00", key="k").status_code == 201
    used = take(owner, till, code, "1.00")
    assert (used.status_code, body_of(used)["code"]) == (422, "payment_code_used")


def test_the_same_key_takes_once(amina: User, till: Till) -> None:
    code = body_of(show(amina))["code"]
    first = take(till.merchant.owner, till, code, key="k")
    again = take(till.merchant.owner, till, code, key="k")
    assert (again.status_code, again.content, again["Idempotent-Replayed"]) == (201, first.content, "true")
    other = take(till.merchant.owner, till, code, "1.00", key="k")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")
    assert available(amina) == Decimal("87.50")


def test_what_is_over_or_called_off_or_of_a_session_that_ended_pays_nothing(amina: User, till: Till) -> None:
    owner, client = till.merchant.owner, client_of(amina)
    over = shown(amina, at=clock.now() - timedelta(seconds=61))
    made = body_of(show(amina))
    first, again = (client.delete(f"{CODES}/{made['id']}") for _ in range(2))
    assert (first.status_code, body_of(first)["state"], again.content) == (200, "CANCELLED", first.content)
    pair = tokens_of(amina)
    ended = shown(amina, session_id=pair.session_id)
    accounts.log_out(person_id=amina.id, session_id=pair.session_id, now=clock.now())
    with nothing_moves():
        codes = [body_of(take(owner, till, code))["code"] for code in (over, made["code"], ended)]
    assert codes == ["payment_code_expired", "payment_code_used", "payment_code_expired"]
    assert Transaction.objects.count() == 0 == Charge.objects.count()


def test_a_phone_that_is_locked_pays_nothing_with_what_it_showed(amina: User, till: Till) -> None:
    client = client_of(amina)
    made = body_of(post(client, CODES, {"ceiling": "20.00", "currency": "USD", "pin": PIN}))
    device = Device.objects.get(pk=client.phone.device_id)  # type: ignore[union-attr]
    accounts.lock_device(person_id=amina.id, device_id=device.id, reason="lost", now=clock.now())
    with nothing_moves():
        answer = take(till.merchant.owner, till, made["code"])
    assert (answer.status_code, body_of(answer)["code"]) == (422, "payment_code_expired")


def test_a_decline_uses_it_up_and_says_why_to_the_payer_only(amina: User, till: Till) -> None:
    code = body_of(show(amina, "200.00"))["code"]
    owner = till.merchant.owner
    with nothing_moves():
        first = take(owner, till, code, "150.00", key="k")
        again = take(owner, till, code, "150.00", key="k")
    assert (first.status_code, body_of(first)["code"], again.status_code) == (422, "declined", 422)
    assert b"insufficient" not in first.content and again["Idempotent-Replayed"] == "true"
    row = Transaction.objects.get()
    assert (row.state, row.failure_code, row.payer_id) == (State.DECLINED, "insufficient_funds", amina.id)
    assert (Charge.objects.get().state, PresentedCode.objects.get().transaction_id) == (ChargeState.CANCELLED, row.id)
    assert body_of(take(owner, till, code, "1.00"))["code"] == "payment_code_used"


@pytest.mark.parametrize(
    ("result", "expected"), [("BLOCK", State.DECLINED), ("STEP_UP", State.DECLINED), ("HOLD", State.HELD)]
)
def test_the_rules_hold_for_it_and_what_needs_a_code_is_refused(
    amina: User, till: Till, result: str, expected: State
) -> None:
    code = body_of(show(amina))["code"]
    rule_for_all(result)
    answer = take(till.merchant.owner, till, code)
    row = Transaction.objects.get()
    assert row.state == expected
    if expected == State.HELD:
        assert (answer.status_code, body_of(answer)["state"]) == (201, "HELD")
    else:
        assert (answer.status_code, row.failure_code, available(amina)) == (422, "refused_by_rules", 100)
    assert takings(till.merchant) == 0


def test_the_payer_s_own_limits_hold_for_it(amina: User, till: Till) -> None:
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(50), daily=Decimal(30), step_up_above=Decimal(25))
    too_much = show(amina, "50.01")
    assert (too_much.status_code, body_of(too_much)["code"]) == (422, "tier_limit_exceeded")
    # What a payment of so much would be confirmed by, this is too.
    asked = show(amina, "25.01", key="k")
    assert (asked.status_code, body_of(asked)["code"]) == (403, "step_up_required")
    challenge = {"challenge_id": body_of(asked)["challenge_id"], "code": code_sent_to(amina.msisdn)}
    confirmed = show(amina, "25.01", key="k", step_up=challenge)
    assert confirmed.status_code == 201, confirmed.content
    assert take(till.merchant.owner, till, body_of(confirmed)["code"], "25.00").status_code == 201
    second = body_of(show(amina, "20.00"))["code"]
    assert body_of(take(till.merchant.owner, till, second, "5.01"))["code"] == "declined"
    assert Transaction.objects.latest("id").failure_code == "daily_limit_exceeded"


def test_a_pin_alone_makes_no_code(amina: User) -> None:
    give_pin(amina)
    client = plain_client_with(tokens_of(amina).access)
    answer = post(client, CODES, {"ceiling": "20.00", "currency": "USD", "pin": PIN})
    assert (answer.status_code, body_of(answer)["code"]) == (403, "step_up_required")
    wrong = show(amina, pin="000000")
    assert (body_of(wrong)["code"], PresentedCode.objects.count()) == ("wrong_pin", 0)


def test_while_limits_are_lowered_nobody_shows_codes(amina: User) -> None:
    User.objects.filter(pk=amina.id).update(cautious_until=clock.now() + timedelta(hours=1))
    answer = show(amina)
    assert (answer.status_code, body_of(answer)["code"]) == (422, "payment_codes_held_back")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"currency": "EUR"}, 422),
        ({"ceiling": "0"}, 400),
        ({"ceiling": "0.001"}, 400),
        ({"pin": "12"}, 400),
        ({"code": "28"}, 400),
    ],
)
def test_bad_input_makes_no_code(amina: User, fields: dict[str, Any], status: int) -> None:
    answer = show(amina, **{"ceiling": "20.00", **fields})
    assert (answer.status_code, PresentedCode.objects.count()) == (status, 0)


def test_only_its_owner_sees_and_calls_it_off(amina: User, till: Till) -> None:
    made = body_of(show(amina))
    other = client_of(till.merchant.owner)
    assert other.get(f"{CODES}/{made['id']}").status_code == 404
    assert other.delete(f"{CODES}/{made['id']}").status_code == 404
    assert take(till.merchant.owner, till, made["code"]).status_code == 201
    late = client_of(amina).delete(f"{CODES}/{made['id']}")
    assert (late.status_code, body_of(late)["code"]) == (409, "payment_code_conflict")


@pytest.mark.parametrize("code", ["28" + "0" * 18, "nonsense", "GOPAY:28", "2" * 20, " ", "GOPAY:" + "9" * 30])
def test_a_wrong_code_tells_nothing(amina: User, till: Till, code: str) -> None:
    shown(amina)
    answer = take(till.merchant.owner, till, code)
    expected = {400: "invalid_input", 404: "payment_code_unknown"}
    assert body_of(answer)["code"] == expected[answer.status_code]
    assert answer.status_code == (400 if code == " " else 404)


def test_who_tries_codes_is_stopped_and_right_ones_cost_nothing(amina: User, till: Till) -> None:
    cashier = join("chidi", 0)
    employ(till.merchant, cashier)
    now = clock.now()
    for _ in range(rates.WRONG_CODES_BY_STAFF.count + 2):
        take_now(till.merchant.owner_id, till, shown(amina), "0.10")
    for _ in range(rates.WRONG_CODES_BY_STAFF.count):
        with pytest.raises(PaymentCodeUnknown):
            take_now(cashier.id, till, "28" + "0" * 18)
    code = shown(amina)
    with nothing_moves(), pytest.raises(ratelimit.TooManyRequests):
        take_now(cashier.id, till, code)
    assert take_now(till.merchant.owner_id, till, code).charge.state == ChargeState.PAID
    assert now < clock.now()


def test_who_may_not_take_payments_there_takes_none(amina: User, till: Till) -> None:
    code = body_of(show(amina))["code"]
    stranger = join("esther", 0)
    assert body_of(take(stranger, till, code))["code"] == "merchant_not_found"
    assert body_of(take(amina, till, code))["code"] == "merchant_not_found"
    Till.objects.update(is_open=False)
    assert body_of(take(till.merchant.owner, till, code))["code"] == "till_not_found"
    Till.objects.update(is_open=True)
    Merchant.objects.update(status=MerchantStatus.SUSPENDED)
    assert body_of(take(till.merchant.owner, till, code))["code"] == "merchant_not_trading"
    Merchant.objects.update(status=MerchantStatus.ACTIVE)
    assert body_of(take(till.merchant.owner, till, code, currency="EUR"))["code"] == "currency_mismatch"
    # None of it used the code up.
    assert take(till.merchant.owner, till, code).status_code == 201


def test_an_owner_s_own_code_pays_their_business_nothing(till: Till) -> None:
    owner = till.merchant.owner
    give_wallet(owner, 50)
    code = body_of(show(owner))["code"]
    with nothing_moves():
        assert body_of(take(owner, till, code))["code"] == "declined"


@committing
def test_of_thirty_two_tills_one_is_paid(amina: User, till: Till) -> None:
    tills = [till, *(open_till(till.merchant, label=f"Till {number}") for number in range(2, 9))]
    staff = payers(4, "1")
    for person in staff:
        employ(till.merchant, person)
    code = shown(amina)

    def one(number: int) -> Taken:
        return take_now(staff[number % 4].id, tills[number % 8], code, "12.50")

    answers = run_together(32, one)
    taken = [each for each in answers if isinstance(each, Taken)]
    assert (len(taken), taken[0].charge.state) == (1, ChargeState.PAID)
    assert sum(isinstance(each, PaymentCodeUsed) for each in answers) == 31
    assert (available(amina), takings(till.merchant), Charge.objects.count()) == (Decimal("87.50"), Decimal("12.50"), 1)
    assert list(verification.verify()) == []


@committing
def test_sixteen_with_one_key_are_one_and_are_all_told_so(amina: User, till: Till) -> None:
    code, owner_id = shown(amina), till.merchant.owner_id
    answers = run_together(16, lambda _: take_now(owner_id, till, code, key="k"))
    assert {each.charge.id for each in answers} == {Charge.objects.get().id}
    assert sum(not each.replayed for each in answers) == 1
    assert available(amina) == Decimal("87.50")


@committing
def test_what_dies_half_way_leaves_neither_charge_nor_payment_and_the_code_good(
    amina: User, till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = shown(amina)

    def dies(_: UUID) -> bool:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch, nothing_moves():
        patch.setattr(_present, "_needs_code", dies)
        with pytest.raises(RuntimeError):
            take_now(till.merchant.owner_id, till, code, key="k")
    assert (Charge.objects.count(), Transaction.objects.count()) == (0, 0)
    assert take_now(till.merchant.owner_id, till, code, key="k").charge.state == ChargeState.PAID


@committing
def test_what_was_held_by_a_lost_phone_s_code_goes_back_when_it_is_locked(amina: User, till: Till) -> None:
    rule_for_all("HOLD")
    mine = taken_from_a_phone(amina, till)
    assert (mine.state, available(amina)) == (ChargeState.HELD, Decimal("87.50"))
    other = shown(amina)
    take_now(till.merchant.owner_id, till, other, "1.00")
    device_id = PresentedCode.objects.exclude(device_id=None).get().device_id
    assert device_id is not None
    with transaction.atomic():
        events.record(
            "accounts.device_locked", {"device_id": str(device_id), "person_id": str(amina.id)}, at=clock.now()
        )
    deliver_events()
    mine.refresh_from_db()
    assert (mine.state, available(amina)) == (ChargeState.RETURNED, Decimal("99.00")), "the other code was no phone's"
    assert takings(till.merchant) == 0
    assert list(verification.verify()) == []


def taken_from_a_phone(payer: User, till: Till) -> Charge:
    """What a till has taken with a code that this person's registered phone showed."""
    code = body_of(show(payer))["code"]
    assert PresentedCode.objects.get().device_id is not None
    return take_now(till.merchant.owner_id, till, code).charge


@committing
def test_of_calling_off_and_taking_one_wins(amina: User, till: Till) -> None:
    for _ in range(4):
        before, code = available(amina), shown(amina)
        row = PresentedCode.objects.latest("created_at")
        works = [
            lambda code=code: take_now(till.merchant.owner_id, till, code, "1.00"),  # type: ignore[misc]
            lambda row=row: services.cancel_code(person_id=amina.id, code_id=row.id, now=clock.now()),  # type: ignore[misc]
        ]
        taken, called_off = run_together(2, lambda number, works=works: works[number]())  # type: ignore[misc]
        row.refresh_from_db()
        paid = isinstance(taken, Taken)
        assert paid == isinstance(called_off, Exception) == (row.used_at is not None) == (row.cancelled_at is None)
        assert before - available(amina) == (1 if paid else 0)


def test_the_data_export_tells_of_it_without_the_code(amina: User) -> None:
    made = body_of(show(amina))
    (part,) = [part for part in contributions() if part.name == "payment_codes"]
    (row,) = part.rows(amina.id)
    assert (str(row["id"]), row["ceiling"], row["used_at"]) == (made["id"], 20, None)
    assert made["code"] not in str(row)


def test_old_codes_that_nobody_used_are_purged(amina: User, till: Till) -> None:
    now = clock.now()
    used = shown(amina)
    take_now(till.merchant.owner_id, till, used)
    shown(amina)
    assert services.purge_codes(now=now + timedelta(days=30)) == 0
    assert services.purge_codes(now=now + timedelta(days=31)) == 1
    assert PresentedCode.objects.get().used_at is not None
