"""What the JSON bank answers is read right, and what it does not answer is never taken for a success."""

import base64
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from apps.core.money import Money
from apps.gateways.adapters.jsonbank.tests.recorded import OPERATION, PAYOUT, bank, changed, recorded
from apps.gateways.base import (
    FAILURES,
    AccountToLink,
    Capability,
    Collect,
    Enquiry,
    GatewayError,
    NotDone,
    Outcome,
    OutcomeUnknown,
    Refused,
)
from apps.gateways.http import Answer
from apps.gateways.tests.mutations import mutated_bytes, mutated_json
from apps.gateways.tests.wire import answer

ENQUIRY = Enquiry(OPERATION, Capability.PAY_OUT)
ACCOUNT = AccountToLink("First Bank", "1234567890121234", "Amina Yusuf")


def test_a_payment_is_sent_as_the_protocol_says() -> None:
    adapter, wire = bank(answer(201, recorded("payment_pending.json")))
    adapter.pay_out(replace(PAYOUT, description="For\x00 Brian\ud800 " + "x" * 200))
    token, payment = wire.sent
    pair = base64.b64encode(b"gopay:a+secret").decode()
    assert (token.method, token.path, token.form) == ("POST", "/oauth/token", {"grant_type": "client_credentials"})
    assert token.headers["Authorization"] == f"Basic {pair}"
    assert (payment.method, payment.path, payment.is_safe_to_repeat) == ("POST", "/v1/payments", False)
    assert payment.headers == {
        "Idempotency-Key": str(OPERATION),
        "Authorization": "Bearer 2YotnFZFEjr1zCsicMWpAA",
    }
    description = payment.json.pop("description")
    assert description.startswith("For  Brian  xxx")
    assert len(description) <= 140
    assert payment.json == {
        "reference": str(OPERATION),
        "type": "credit",
        "account": "acc_7Qd2",
        "amount": "12.50",
        "currency": "USD",
    }


def test_amounts_are_written_with_the_currencys_decimals() -> None:
    for amount, currency, text in (("5", "USD", "5.00"), ("1500", "UGX", "1500"), ("1.5", "KWD", "1.500")):
        adapter, wire = bank(answer(503, b'{"error":"busy"}'))
        with pytest.raises(NotDone):
            adapter.pay_out(replace(PAYOUT, amount=Money(Decimal(amount), currency)))
        assert wire.sent[1].json["amount"] == text


@pytest.mark.parametrize("status", [200, 201])
def test_booked_is_success_pending_is_pending_rejected_is_failure(status: int) -> None:
    outcomes = []
    for name in ("payment_booked.json", "payment_pending.json", "payment_rejected.json"):
        adapter, _ = bank(answer(status, recorded(name)))
        result = adapter.pay_out(PAYOUT)
        assert (result.provider_reference, result.amount) == ("jb_01hf3", Money(Decimal("12.50"), "USD"))
        outcomes.append((result.outcome, result.failure_code))
    assert outcomes == [
        (Outcome.SUCCEEDED, ""),
        (Outcome.PENDING, ""),
        (Outcome.FAILED, "provider_insufficient_funds"),
    ]


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("insufficient_funds", "provider_insufficient_funds"),
        ("account_closed", "provider_account_invalid"),
        ("limit", "provider_limit"),
        ("declined", "provider_declined"),
        ("what nobody has heard of", "provider_declined"),
        (None, "provider_declined"),
        ("", "provider_declined"),
    ],
)
def test_each_reason_is_one_of_the_failures_all_providers_share(reason: str | None, code: str) -> None:
    adapter, _ = bank(answer(201, changed("payment_rejected.json", reason=reason)))
    assert adapter.pay_out(PAYOUT).failure_code == code
    assert code in FAILURES


def test_a_collection_is_a_debit_and_needs_an_account() -> None:
    adapter, wire = bank(answer(201, changed("payment_booked.json", type="debit")))
    assert adapter.collect(Collect(OPERATION, PAYOUT.amount, "acc_7Qd2")).outcome is Outcome.SUCCEEDED
    assert wire.sent[1].json["type"] == "debit"
    adapter, wire = bank(has_token=False)
    with pytest.raises(Refused) as refusal:
        adapter.collect(Collect(OPERATION, PAYOUT.amount))
    assert (refusal.value.failure_code, wire.sent) == ("provider_account_invalid", [])


@pytest.mark.parametrize(
    ("given", "error", "code"),
    [
        (answer(400, b'{"error":"invalid_request","field":"amount"}'), Refused, "provider_declined"),
        (answer(404, b'{"error":"unknown_account"}'), Refused, "provider_account_invalid"),
        (answer(429), NotDone, None),
        (answer(503, b'{"error":"busy"}'), NotDone, None),
        # A proxy that has lost the bank's answer says 503 too.
        (answer(503, b"<html>busy</html>"), OutcomeUnknown, None),
        (answer(503), OutcomeUnknown, None),
        (answer(403, b'{"error":"forbidden"}'), NotDone, None),
        (answer(500), OutcomeUnknown, None),
        (answer(502, b"<html>bad gateway</html>"), OutcomeUnknown, None),
        (answer(504), OutcomeUnknown, None),
        (answer(408), OutcomeUnknown, None),
        (answer(302, location="http://elsewhere.invalid/"), OutcomeUnknown, None),
        # Something stands under our reference.
        (answer(409, b'{"error":"reference_used"}'), OutcomeUnknown, None),
        # These say it, and not in the bank's words: a proxy's page is no refusal of the bank.
        (answer(404, b"<html>no such page</html>"), OutcomeUnknown, None),
        (answer(400, b""), OutcomeUnknown, None),
        (answer(404, b'{"error":"not_found"}'), OutcomeUnknown, None),
        (answer(204), OutcomeUnknown, None),
        (answer(202, recorded("payment_booked.json")), OutcomeUnknown, None),
    ],
)
def test_what_is_no_payment_is_refused_not_done_or_unknown(
    given: Answer, error: type[GatewayError], code: str | None
) -> None:
    adapter, _ = bank(given)
    with pytest.raises(GatewayError) as caught:
        adapter.pay_out(PAYOUT)
    assert type(caught.value) is error
    assert code is None or caught.value.failure_code == code


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"booked"',
        b"\xff\xfe{}",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        recorded("payment_booked.json")[:-20],
        recorded("payment_booked.json").decode().encode("utf-16"),
        recorded("payment_booked.json").replace(b'"USD"', b'"USD", "status": "booked", "status": "rejected"'),
        changed("payment_booked.json", status="BOOKED"),
        changed("payment_booked.json", status="settled"),
        changed("payment_booked.json", status=None),
        changed("payment_booked.json", reason="limit"),
        changed("payment_pending.json", reason="limit"),
        changed("payment_booked.json", reason=["limit"]),
        changed("payment_booked.json", amount=12.5),
        changed("payment_booked.json", amount=1250),
        changed("payment_booked.json", amount="12.505"),
        changed("payment_booked.json", amount="1e3"),
        changed("payment_booked.json", amount="-12.50"),
        changed("payment_booked.json", amount="9" * 16),
        changed("payment_booked.json", currency="usd"),
        changed("payment_booked.json", currency=["USD"]),
        changed("payment_booked.json", id=""),
        changed("payment_booked.json", id="x" * 101),
        changed("payment_booked.json", id="jb\0"),
        # An answer about another payment than the one asked for.
        changed("payment_booked.json", reference="01932a5e-7c00-7000-8000-000000000002"),
        changed("payment_booked.json", reference=OPERATION.hex),
        changed("payment_booked.json", type="debit"),
        changed("payment_booked.json", account="acc_another"),
    ],
)
def test_an_answer_that_cannot_be_read_is_unknown(body: bytes) -> None:
    adapter, _ = bank(answer(201, body))
    with pytest.raises(OutcomeUnknown):
        adapter.pay_out(PAYOUT)


def test_a_mutated_answer_is_read_or_unknown_and_never_another_success() -> None:
    body = recorded("payment_booked.json")
    for wounded in (*mutated_json(body), *mutated_bytes(body, 300)):
        adapter, _ = bank(answer(201, wounded))
        try:
            result = adapter.pay_out(PAYOUT)
        except OutcomeUnknown:
            continue
        # What is left are other ids and amounts, which the one who asked compares.
        assert result.outcome is not Outcome.NOT_FOUND
        assert result.amount is not None
        assert result.outcome is not Outcome.SUCCEEDED or b"booked" in wounded


def test_an_enquiry_tells_what_became_of_it() -> None:
    adapter, wire = bank(answer(200, recorded("payment_rejected.json")))
    result = adapter.enquire(ENQUIRY)
    assert (result.outcome, result.failure_code) == (Outcome.FAILED, "provider_insufficient_funds")
    assert wire.sent[1].path == f"/v1/payments?reference={OPERATION}"
    assert wire.sent[1].is_safe_to_repeat
    adapter, _ = bank(answer(404, b'{"error":"not_found"}'))
    assert adapter.enquire(ENQUIRY).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (answer(404, b"<html>no such page</html>"), OutcomeUnknown),
        (answer(404), OutcomeUnknown),
        (answer(400, b'{"error":"invalid_request"}'), OutcomeUnknown),
        (answer(410), OutcomeUnknown),
        (answer(200, changed("payment_booked.json", type="debit")), OutcomeUnknown),
        (answer(200, changed("payment_booked.json", reference="another")), OutcomeUnknown),
        (answer(201, recorded("payment_booked.json")), OutcomeUnknown),
        (answer(429), NotDone),
        (OutcomeUnknown("ReadTimeout"), OutcomeUnknown),
        (NotDone("ConnectError"), NotDone),
    ],
)
def test_an_enquiry_that_is_not_answered_decides_nothing(given: Answer | GatewayError, error: type) -> None:
    adapter, _ = bank(given)
    with pytest.raises(GatewayError) as caught:
        adapter.enquire(ENQUIRY)
    assert type(caught.value) is error


def test_an_account_is_exchanged_for_a_token() -> None:
    adapter, wire = bank(answer(201, recorded("account.json")))
    instrument = adapter.link_account(ACCOUNT)
    assert (instrument.token, instrument.kind, instrument.masked) == ("acc_7Qd2", "BANK_ACCOUNT", "•••• 1234")
    assert (instrument.holder_name, instrument.issuer) == ("Amina Yusuf", "First Bank")
    assert wire.sent[1].mask == (ACCOUNT.account_number,)
    assert wire.sent[1].json["account_number"] == ACCOUNT.account_number


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (answer(422, b'{"error":"unknown_account"}'), Refused),
        (answer(422, b'{"error":"name_mismatch"}'), Refused),
        (answer(400, b'{"error":"invalid_request","field":"account_number"}'), Refused),
        (answer(422, b'{"error":"tea_time"}'), OutcomeUnknown),
        (answer(200, recorded("account.json")), OutcomeUnknown),
        (answer(201, changed("account.json", masked=ACCOUNT.account_number)), OutcomeUnknown),
        (answer(201, changed("account.json", masked="1234-5678-9012-1234")), OutcomeUnknown),
        (answer(201, changed("account.json", token="")), OutcomeUnknown),
        (answer(201, changed("account.json", token=5)), OutcomeUnknown),
        (answer(201, changed("account.json", holder_name="Amina\r\nX-Evil: 1")), OutcomeUnknown),
        (answer(500), OutcomeUnknown),
    ],
)
def test_an_account_that_is_not_linked_is_refused_or_unknown(given: Answer, error: type) -> None:
    adapter, _ = bank(given)
    with pytest.raises(GatewayError) as caught:
        adapter.link_account(ACCOUNT)
    assert type(caught.value) is error
    assert error is not Refused or caught.value.failure_code == "provider_account_invalid"


def test_the_statement_of_a_day_is_fetched_whole() -> None:
    adapter, wire = bank(answer(200, recorded("statement.xml")))
    file = adapter.fetch_settlement_file(date(2026, 11, 20))
    assert (file.name, file.media_type) == ("jsonbank-2026-11-20.camt.053.xml", "application/xml")
    assert file.content == recorded("statement.xml")
    assert wire.sent[1].path == "/v1/statements/2026-11-20?format=camt.053"
    assert wire.sent[1].longest > 16 * 1024 * 1024


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (answer(404), NotDone),
        (answer(503, b'{"error":"busy"}'), NotDone),
        (answer(503), OutcomeUnknown),
        (answer(500), OutcomeUnknown),
        (answer(200), OutcomeUnknown),
        (answer(200, b"<html>please sign in</html>"), OutcomeUnknown),
    ],
)
def test_a_day_without_a_statement_is_not_an_empty_statement(given: Answer, error: type) -> None:
    adapter, _ = bank(given)
    with pytest.raises(GatewayError) as caught:
        adapter.fetch_settlement_file(date(2026, 11, 20))
    assert type(caught.value) is error
