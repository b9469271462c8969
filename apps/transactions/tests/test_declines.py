"""What business rules refuse: recorded once under a code, nothing moved, the same key answered the same."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts import services as accounts
from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.ledger import verification
from apps.transactions.errors import DECLINES
from apps.transactions.models import Transaction
from apps.transactions.services import quote, set_fee, set_limit, set_tier_limit
from apps.transactions.tests.payments import body_of, fields, nothing_moves, transfer
from apps.wallets import services as wallets
from apps.wallets.tests.factories import available, give_wallet, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db
# For what has to be committed before others, or a broken connection, can see it.
committing = pytest.mark.django_db(transaction=True)


TIER_LIMITS: dict[str, dict[str, Any]] = {
    "tier_limit_exceeded": {"single": Decimal("9.99")},
    "daily_limit_exceeded": {"daily": Decimal("9.99")},
    "monthly_limit_exceeded": {"monthly": Decimal("9.99")},
    "daily_count_exceeded": {"daily_count": 1},
    "payee_limit_exceeded": {"maximum_balance": Decimal("9.99")},
}


# What a transfer of money can meet. What only other payments meet has tests of its own.
OF_A_TRANSFER = [
    *("insufficient_funds", "payee_not_found", "payee_not_active", "payer_not_active", "self_transfer"),
    *("currency_mismatch", "below_minimum", "limit_exceeded", "tier_limit_exceeded", "daily_limit_exceeded"),
    *("monthly_limit_exceeded", "daily_count_exceeded", "payee_limit_exceeded", "amount_too_large"),
    *("fee_exceeds_amount", "quote_expired", "quote_mismatch", "quote_used"),
]
ELSEWHERE = {
    "refused_by_rules": "test_rules.py",
    "too_many_invitations": "test_invitations.py",
    "nothing_left_to_refund": "test_refund.py",
    "refund_too_large": "test_refund.py",
    "already_reversed": "test_refund_for_dispute.py",
    "no_rate": "test_conversion.py",
    "no_wallet": "test_conversion.py",
    # At agents.
    "agent_not_active": "../../agents/tests/test_cash_in.py",
    "self_dealing": "../../agents/tests/test_cash_in.py",
    "outlet_limit_exceeded": "../../agents/tests/test_cash_in.py",
    "cash_limit_exceeded": "../../agents/tests/test_cash_in.py",
    # Of payments to merchants.
    "merchant_not_active": "../../merchants/tests/test_pay_at_a_till.py",
    "payment_code_expired": "../../merchants/tests/test_charges.py",
    "payment_code_used": "../../merchants/tests/test_charges.py",
    "wrong_amount": "../../merchants/tests/test_charges.py",
    "refund_cap_exceeded": "../../merchants/tests/test_refund.py",
}


def test_every_refusal_there_is_has_its_test() -> None:
    assert set(OF_A_TRANSFER) | set(ELSEWHERE) == set(DECLINES)
    for code, name in ELSEWHERE.items():
        text = (Path(__file__).parent / name).read_text()
        assert f'"{code}"' in text or DECLINES[code].__name__ in text


def _quoted(amina: User, code: str) -> dict[str, Any]:
    """A transfer that names a quote which does not hold for it."""
    now = clock.now()
    asked = now - timedelta(seconds=60) if code == "quote_expired" else now
    amount = Decimal(11) if code == "quote_mismatch" else Decimal(10)
    promise = quote(person_id=amina.id, kind="P2P", amount=Money(amount, "USD"), at=asked)
    body = fields("brian", "10.00", quote_id=str(promise.id))
    if code == "quote_used":
        assert transfer(client_of(amina), body).status_code == 201
    return body


def _scene(code: str) -> tuple[User, dict[str, Any]]:
    """Amina with a hundred dollars, and a body that is refused with this code."""
    amina, now = join("amina", 100), clock.now()
    if code not in {"payee_not_found", "currency_mismatch"}:
        brian = join("brian")
    if code == "insufficient_funds":
        set_fee(kind="P2P", currency="USD", flat=Decimal("0.01"), active_from=now)
        return amina, fields("brian", "100.00")
    if code == "payee_not_found":
        return amina, fields("chidi", "10.00")
    if code == "payee_not_active":
        wallets.close_wallet(wallet_id=wallet_of(brian).id, reason="asked for", now=now)
    if code == "payer_not_active":
        wallets.freeze_wallet(wallet_id=wallet_of(amina).id, reason="a dispute", now=now)
    if code == "self_transfer":
        return amina, fields("amina", "10.00")
    if code == "currency_mismatch":
        give_wallet(make_person("brian"), currency="EUR")
    if code == "below_minimum":
        set_limit(kind="P2P", currency="USD", minimum=Decimal("10.01"))
    if code == "limit_exceeded":
        set_limit(kind="P2P", currency="USD", maximum=Decimal("9.99"))
    if code == "fee_exceeds_amount":
        set_fee(kind="P2P", currency="USD", flat=Decimal(10), bearer="PAYEE", active_from=now)
    if code.startswith("quote_"):
        return amina, _quoted(amina, code)
    if code in TIER_LIMITS:
        tier_limit = {"tier": "TIER_0", "currency": "USD", **TIER_LIMITS[code]}
        set_tier_limit(**tier_limit)
    if code == "daily_count_exceeded":
        assert transfer(client_of(amina), fields("brian", "1.00")).status_code == 201
    if code == "amount_too_large":
        set_fee(kind="P2P", currency="USD", flat=Decimal("0.01"), active_from=now)
        return amina, fields("brian", "999999999999999.99")
    return amina, fields("brian", "10.00")


@pytest.mark.parametrize("code", OF_A_TRANSFER)
def test_each_refusal_is_recorded_once_and_moves_nothing(code: str) -> None:
    amina, body = _scene(code)
    client, key = client_of(amina), str(uuid4())
    activities = Activity.objects.count()
    with nothing_moves():
        first = transfer(client, body, key=key)
        again = transfer(client, body, key=key)
    row = Transaction.objects.latest("id")
    assert (row.state, row.failure_code, row.initiator_id) == ("DECLINED", code, amina.id)
    assert (first.status_code, first["Content-Type"]) == (422, "application/problem+json")
    assert again.content == first.content
    assert (again.status_code, again["Content-Type"]) == (first.status_code, first["Content-Type"])
    assert "Idempotent-Replayed" not in first
    assert again["Idempotent-Replayed"] == "true"
    assert body_of(first) == {
        "type": f"/problems/{code}",
        "title": "Unprocessable Content" if "Content" in body_of(first)["title"] else "Unprocessable Entity",
        "status": 422,
        "detail": DECLINES[code]().detail,
        "code": code,
        "request_id": first["X-Request-ID"],
        "transaction_id": str(row.id),
        "reference": row.reference,
    }
    assert OutboxEvent.objects.filter(topic="transactions.declined").count() == 1
    assert Activity.objects.count() == activities + 1


@pytest.mark.parametrize("code", OF_A_TRANSFER)
def test_the_same_key_answers_the_same_even_when_it_would_be_allowed_by_now(code: str) -> None:
    amina, body = _scene(code)
    client, key = client_of(amina), str(uuid4())
    first = transfer(client, body, key=key)
    pay_in(wallet_of(amina), 1_000)
    set_limit(kind="P2P", currency="USD")
    if code == "payee_not_found":
        join("chidi")
    if code == "payer_not_active":
        wallets.unfreeze_wallet(wallet_id=wallet_of(amina).id, reason="settled", now=clock.now())
    with nothing_moves():
        assert transfer(client, body, key=key).content == first.content
    if code in {"insufficient_funds", "payee_not_found", "payer_not_active", "below_minimum", "limit_exceeded"}:
        assert transfer(client, body, key=str(uuid4())).status_code == 201


@committing
def test_declined_payments_leave_the_ledger_in_order() -> None:
    amina, body = _scene("insufficient_funds")
    client = client_of(amina)
    for amount in ("100.00", "1.00", "99.00", "98.00"):
        transfer(client, {**body, "amount": amount})
    assert sorted(Transaction.objects.values_list("failure_code", flat=True)) == ["", "", *["insufficient_funds"] * 2]
    assert list(verification.verify()) == []


def test_a_closed_person_is_not_paid() -> None:
    amina, brian = join("amina", 100), join("brian")
    client = client_of(amina)
    accounts.close_person(person_id=brian.id, reason="asked for", now=clock.now())
    with nothing_moves():
        assert body_of(transfer(client))["code"] == "payee_not_active"


def test_a_payer_without_a_wallet_in_the_currency_is_told_so() -> None:
    amina, _ = join("amina", 100), give_wallet(join("brian"), currency="EUR")
    with nothing_moves():
        assert body_of(transfer(client_of(amina), fields(currency="EUR")))["code"] == "currency_mismatch"
    row = Transaction.objects.get()
    assert (row.payer_wallet_id, row.currency) == (None, "EUR")


@pytest.mark.parametrize("to", ["nobody", "+254", "brian@", "00000000-0000-0000-0000-000000000000", "%", "\x00+254"])
def test_who_is_nobody_is_not_found(to: str) -> None:
    join("brian")
    client = client_of(join("amina", 100))
    with nothing_moves():
        response = transfer(client, fields(to, "1.00"))
    assert (response.status_code, body_of(response)["code"]) in {(422, "payee_not_found"), (400, "invalid_input")}


def test_limits_hold_to_the_cent() -> None:
    amina, brian = join("amina", 1_000), join("brian")
    set_limit(kind="P2P", currency="USD", minimum=Decimal("1.00"), maximum=Decimal("50.00"))
    client = client_of(amina)
    answers = [transfer(client, fields("brian", amount)) for amount in ("0.99", "1.00", "50.00", "50.01")]
    assert [body_of(answer).get("code", "paid") for answer in answers] == [
        "below_minimum",
        "paid",
        "paid",
        "limit_exceeded",
    ]
    assert available(brian) == 51


def test_a_payee_whose_wallet_is_full_is_a_refusal_and_no_accident() -> None:
    """Fifteen digits are all a balance has; what does not fit must not be an error of ours."""
    amina, brian = join("amina", 100), join("brian", "999999999999999.99")
    client = client_of(amina)
    with nothing_moves():
        answer = transfer(client, fields("brian", "0.01"))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "amount_too_large")
    assert available(brian) == Decimal("999999999999999.99")
