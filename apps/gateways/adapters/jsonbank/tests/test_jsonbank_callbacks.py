"""The JSON bank's callbacks: signed over raw bytes, within five minutes, under any of our secrets, read strictly."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from apps.core.money import Money
from apps.gateways.adapters.jsonbank import ADAPTER
from apps.gateways.adapters.jsonbank.tests.recorded import (
    NOW,
    OPERATION,
    SECRET,
    changed,
    connection,
    recorded,
    signed,
)
from apps.gateways.base import BadCallback, BadSignature, CallbackEvent, Outcome
from apps.gateways.tests.mutations import mutated_bytes, mutated_json

BODY = recorded("callback_booked.json")


def read(body: bytes, headers: dict[str, str] | None = None, *, secrets: tuple[str, ...] = (SECRET,)) -> CallbackEvent:
    adapter = ADAPTER(connection(secrets), None)
    return adapter.read_callback(signed(body) if headers is None else headers, body, now=NOW)


def test_a_recorded_callback_is_read() -> None:
    # Its signature was made by openssl.
    event = read(BODY, json.loads(recorded("callback_booked.headers.json")))
    assert (event.event_id, event.operation_id, event.provider_reference) == ("evt_0001", OPERATION, "jb_01hf3")
    assert (event.counterparty, event.occurred_at) == ("acc_7Qd2", datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
    assert event.result.outcome is Outcome.SUCCEEDED
    assert event.result.amount == Money(Decimal("12.50"), "USD")


def test_a_rejection_says_why() -> None:
    event = read(recorded("callback_rejected.json"))
    assert (event.result.outcome, event.result.failure_code) == (Outcome.FAILED, "provider_account_invalid")
    pending = read(changed("callback_booked.json", type="payment.pending", payment__status="pending"))
    assert pending.result.outcome is Outcome.PENDING


def test_any_of_our_secrets_will_do_and_an_empty_one_never_does() -> None:
    headers = signed(BODY, secret="the old one")
    assert read(BODY, headers, secrets=("the new one", "the old one")).event_id == "evt_0001"
    assert read(BODY, headers, secrets=("the old one", "the new one")).event_id == "evt_0001"
    for secrets in ((), ("the new one",), ("",), ("", "the new one")):
        for secret in ("the old one", ""):
            with pytest.raises(BadSignature):
                read(BODY, signed(BODY, secret=secret), secrets=secrets)


@pytest.mark.parametrize(("seconds", "is_good"), [(300, True), (-300, True), (301, False), (-301, False)])
def test_it_is_good_for_five_minutes_either_way(seconds: int, is_good: bool) -> None:
    headers = signed(BODY, at=NOW + timedelta(seconds=seconds))
    if is_good:
        assert read(BODY, headers).event_id == "evt_0001"
    else:
        with pytest.raises(BadSignature):
            read(BODY, headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-bank-timestamp": signed(BODY)["x-bank-timestamp"]},
        {"x-bank-signature": signed(BODY)["x-bank-signature"]},
        {**signed(BODY), "x-bank-timestamp": ""},
        {**signed(BODY), "x-bank-timestamp": "+1795167000"},
        {**signed(BODY), "x-bank-timestamp": " 1795167000"},
        {**signed(BODY), "x-bank-timestamp": "1795167000.0"},
        {**signed(BODY), "x-bank-timestamp": "１７９５１６７０００"},
        {**signed(BODY), "x-bank-timestamp": "9" * 5000},
        {**signed(BODY), "x-bank-timestamp": "1795167001"},
        {**signed(BODY), "x-bank-signature": ""},
        {**signed(BODY), "x-bank-signature": "0" * 64},
        {**signed(BODY), "x-bank-signature": "é" * 64},
        {**signed(BODY), "x-bank-signature": signed(BODY)["x-bank-signature"][:-1]},
        {**signed(BODY), "x-bank-signature": signed(BODY)["x-bank-signature"] + "00"},
        signed(BODY, secret="somebody else's"),
        # The timestamp belongs to what is signed.
        {**signed(BODY, at=NOW - timedelta(days=1)), "x-bank-timestamp": str(int(NOW.timestamp()))},
        # So does each byte, also a blank.
        signed(BODY + b"\n"),
    ],
)
def test_what_the_bank_has_not_signed_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        read(BODY, headers)


def test_the_signature_is_checked_before_a_byte_is_read() -> None:
    for body in (b"", b"{", b"\xff", b"[" * 100_000):
        with pytest.raises(BadSignature):
            read(body, signed(BODY))
        with pytest.raises(BadCallback):
            read(body)


def test_another_members_presence_is_no_harm() -> None:
    assert read(changed("callback_booked.json", version=2, payment__fee={"amount": 1})).event_id == "evt_0001"


def test_a_reference_we_cannot_have_given_is_none_of_ours() -> None:
    for reference in ("salary-11", OPERATION.hex, str(OPERATION).upper(), f"{{{OPERATION}}}"):
        assert read(changed("callback_booked.json", payment__reference=reference)).operation_id is None


@pytest.mark.parametrize(
    "body",
    [
        changed("callback_booked.json", type="payment.rejected"),
        changed("callback_booked.json", type="payment.settled", payment__status="settled"),
        changed("callback_booked.json", payment__reason="limit"),
        changed("callback_booked.json", payment__type="transfer"),
        changed("callback_booked.json", payment__type=None),
        changed("callback_booked.json", payment=None),
        changed("callback_booked.json", payment=[]),
        changed("callback_booked.json", event_id=""),
        changed("callback_booked.json", event_id=7),
        changed("callback_booked.json", event_id="x" * 201),
        changed("callback_booked.json", event_id="evt\n1"),
        changed("callback_booked.json", occurred_at="2026-11-20"),
        changed("callback_booked.json", occurred_at="2026-11-20T09:30:00"),
        changed("callback_booked.json", occurred_at="2026-11-31T09:30:00Z"),
        changed("callback_booked.json", occurred_at=1795167000),
        changed("callback_booked.json", payment__amount="12.505"),
        changed("callback_booked.json", payment__amount=12.5),
        changed("callback_booked.json", payment__amount="１２.50"),
        changed("callback_booked.json", payment__currency="XXX"),
        changed("callback_booked.json", payment__reference=None),
        BODY.replace(b'"12.50"', b'"12.50", "amount": "1250.00"'),
        BODY.replace(b'"12.50"', b"NaN"),
        BODY.replace(b'"12.50"', b"9" * 5000),
        BODY.decode().encode("utf-16"),
        b"\xef\xbb\xbf" + BODY,
    ],
)
def test_what_is_signed_and_cannot_be_read_is_a_bad_callback(body: bytes) -> None:
    with pytest.raises(BadCallback):
        read(body)


def test_a_mutated_callback_raises_nothing_else() -> None:
    read_well = 0
    for body in (*mutated_json(BODY), *mutated_bytes(BODY, 400)):
        if body != BODY:
            with pytest.raises(BadSignature):
                read(body, signed(BODY))
        try:
            event = read(body)
        except BadCallback:
            continue
        read_well += 1
        assert event.event_id.isprintable()
        assert len(event.event_id) <= 200
        assert len(event.provider_reference) <= 100
        assert event.result.amount is not None
        assert event.result.outcome is not Outcome.NOT_FOUND
    assert read_well > 0
