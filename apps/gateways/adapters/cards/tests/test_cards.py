"""The card processor: what it is sent, and what its answers and webhooks are read as."""

import base64
import hmac
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from apps.core.money import Money
from apps.gateways.adapters.cards import ADAPTER
from apps.gateways.base import (
    FAILURES,
    BadCallback,
    BadSignature,
    CallbackEvent,
    Capability,
    Collect,
    Connection,
    Enquiry,
    Instrument,
    NotDone,
    Outcome,
    OutcomeUnknown,
    Refused,
)
from apps.gateways.tests.mutations import mutated_bytes, mutated_json
from apps.gateways.tests.wire import Wire, answer

RECORDED = Path(__file__).parent.parent / "recorded"
KEY = b"cards-callback-of-thirty-two-byte"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
CONNECTION = Connection(
    code="cards",
    adapter="cards",
    base_url="https://cards.example",
    secrets={"api_key": "sk_test"},
    callback_secrets=(SECRET, "whsec_" + base64.b64encode(b"old").decode()),
)
OPERATION = UUID("019aa5c2-7a10-7c11-9c3e-5b1f4d2e8a01")
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
DAY = NOW.date()
USD = Money.parse("12.50", "USD")
BY_PAGE = Collect(OPERATION, USD, description="Top-up", return_url="https://gopay.example/back", keep_instrument=True)
BY_CARD = Collect(OPERATION, USD, instrument="card_9sLw2M", description="Top-up")
ASKED = Enquiry(OPERATION, Capability.COLLECT)
SAVED = Instrument("card_9sLw2M", "CARD", "•••• 4242", "Amina Njoroge", "visa", date(2028, 4, 1))
NOT_FOUND = answer(404, (RECORDED / "not-found.json").read_bytes())


def recorded(name: str, **changed: object) -> bytes:
    """A recorded payload; `changed` is put over its fields."""
    body = (RECORDED / name).read_bytes()
    return json.dumps(json.loads(body) | changed).encode() if changed else body


def adapter(*script) -> tuple[ADAPTER, Wire]:
    wire = Wire(*script)
    return ADAPTER(CONNECTION, wire), wire


def signed(body: bytes, *, key: bytes = KEY, at: datetime = NOW, event_id: str = "msg_1") -> dict[str, str]:
    t = str(int(at.timestamp()))
    signature = base64.b64encode(hmac.digest(key, f"{event_id}.{t}.".encode() + body, "sha256")).decode()
    return {"webhook-id": event_id, "webhook-timestamp": t, "webhook-signature": f"v1,{signature}"}


def read(body: bytes, headers: dict[str, str] | None = None) -> CallbackEvent:
    return adapter()[0].read_callback(signed(body) if headers is None else headers, body, now=NOW)


def test_a_checkout_is_opened_once_in_minor_units() -> None:
    cards, wire = adapter(answer(201, recorded("checkout-open.json")))
    result = cards.collect(BY_PAGE)
    [sent] = wire.sent
    assert (sent.method, sent.path, sent.is_safe_to_repeat) == ("POST", "/v1/checkouts", False)
    assert sent.json == {
        "reference": str(OPERATION),
        "amount": 1250,
        "currency": "USD",
        "return_url": "https://gopay.example/back",
        "save_card": True,
        "description": "Top-up",
    }
    assert sent.headers == {"Authorization": "Bearer sk_test", "Idempotency-Key": str(OPERATION)}
    assert (result.outcome, result.provider_reference, result.amount) == (Outcome.PENDING, "co_4hT9kQ", USD)
    assert result.next_url == "https://cards.example/cards/checkout/co_4hT9kQ"


def test_a_saved_card_is_charged() -> None:
    cards, wire = adapter(answer(201, recorded("charge-succeeded.json")))
    result = cards.collect(BY_CARD)
    [sent] = wire.sent
    assert (sent.path, sent.is_safe_to_repeat) == ("/v1/charges", False)
    assert sent.json == {
        "reference": str(OPERATION),
        "amount": 1250,
        "currency": "USD",
        "card": "card_9sLw2M",
        "description": "Top-up",
    }
    assert (result.outcome, result.amount, result.next_url, result.instrument) == (Outcome.SUCCEEDED, USD, "", None)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1250", "JPY", 1250),
        ("1.250", "KWD", 1250),
        ("0.01", "USD", 1),
        ("999999999999999.99", "USD", 99999999999999999),
    ],
)
def test_minor_units_are_those_of_the_currency(amount: str, currency: str, minor: int) -> None:
    body = recorded("charge-succeeded.json", amount=minor, currency=currency)
    cards, wire = adapter(answer(201, body))
    result = cards.collect(Collect(OPERATION, Money.parse(amount, currency), instrument="card_9sLw2M"))
    assert wire.sent[0].json["amount"] == minor
    assert type(wire.sent[0].json["amount"]) is int
    assert result.amount == Money.parse(amount, currency)


def test_a_paid_checkout_brings_the_card_that_may_be_kept() -> None:
    result = adapter(answer(200, recorded("checkout-paid.json")))[0].enquire(ASKED)
    assert (result.outcome, result.amount, result.next_url) == (Outcome.SUCCEEDED, USD, "")
    assert result.instrument == SAVED


@pytest.mark.parametrize(
    "card", [None, {"token": None, "scheme": "visa", "last4": "4242", "expires": "2028-04", "holder": "A"}]
)
def test_a_card_that_may_not_be_kept_is_none(card: object) -> None:
    result = adapter(answer(200, recorded("checkout-paid.json", card=card)))[0].enquire(ASKED)
    assert (result.outcome, result.instrument) == (Outcome.SUCCEEDED, None)


@pytest.mark.parametrize(
    "changed",
    [
        {"token": "4242424242424242"},
        {"token": "card_4242 4242"},
        {"last4": "424242"},
        {"last4": "٤٢٤٢"},
        {"last4": 4242},
        {"expires": "04/28"},
        {"expires": "2028-13"},
        {"scheme": None},
    ],
)
def test_what_looks_like_a_cards_number_and_not_like_a_token_is_refused(changed: dict[str, object]) -> None:
    card = json.loads(recorded("checkout-paid.json"))["card"] | changed
    with pytest.raises(OutcomeUnknown):
        adapter(answer(200, recorded("checkout-paid.json", card=card)))[0].enquire(ASKED)


def test_a_charge_on_its_way_is_pending() -> None:
    assert adapter(answer(201, recorded("charge-pending.json")))[0].collect(BY_CARD).outcome is Outcome.PENDING


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("card_declined", "provider_declined"),
        ("insufficient_funds", "provider_insufficient_funds"),
        ("expired_card", "provider_card_expired"),
        ("limit", "provider_limit"),
        ("something_new", "provider_declined"),
        (None, "provider_declined"),
    ],
)
def test_each_failure_has_a_code(code: str | None, ours: str) -> None:
    charged = adapter(answer(201, recorded("charge-failed.json", failure_code=code)))[0].collect(BY_CARD)
    asked = adapter(answer(200, recorded("checkout-failed.json", failure_code=code)))[0].enquire(ASKED)
    for result in (charged, asked):
        assert (result.outcome, result.failure_code) == (Outcome.FAILED, ours)
    assert ours in FAILURES


def test_a_checkout_nobody_came_to_has_expired() -> None:
    result = adapter(answer(200, recorded("checkout-expired.json")))[0].enquire(ASKED)
    assert (result.outcome, result.failure_code) == (Outcome.FAILED, "provider_expired")


def test_an_enquiry_without_a_reference_asks_for_both_kinds() -> None:
    cards, wire = adapter(NOT_FOUND, answer(200, recorded("charge-succeeded.json")))
    assert cards.enquire(ASKED).outcome is Outcome.SUCCEEDED
    assert [sent.path for sent in wire.sent] == [
        f"/v1/checkouts?reference={OPERATION}",
        f"/v1/charges?reference={OPERATION}",
    ]


@pytest.mark.parametrize(("reference", "kind"), [("co_4hT9kQ", "checkouts"), ("ch_6pB1zD", "charges")])
def test_an_enquiry_with_a_reference_asks_for_its_kind(reference: str, kind: str) -> None:
    cards, wire = adapter(NOT_FOUND)
    asked = Enquiry(OPERATION, Capability.COLLECT, provider_reference=reference)
    assert cards.enquire(asked).outcome is Outcome.NOT_FOUND
    assert [sent.path for sent in wire.sent] == [f"/v1/{kind}?reference={OPERATION}"]


def test_what_neither_kind_knows_is_not_found() -> None:
    assert adapter(NOT_FOUND, NOT_FOUND)[0].enquire(ASKED).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize("body", ["<html>Not Found</html>", "", "{}", '{"error": "not_found"}', '{"error": {}}'])
def test_a_404_that_is_not_the_processors_own_says_nothing(body: str) -> None:
    with pytest.raises(OutcomeUnknown):
        adapter(answer(404, body))[0].enquire(ASKED)
    with pytest.raises(OutcomeUnknown):
        adapter(NOT_FOUND, answer(404, body))[0].enquire(ASKED)
    with pytest.raises(OutcomeUnknown):
        adapter(answer(404, body))[0].collect(BY_CARD)


def test_a_card_the_processor_does_not_know_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        adapter(NOT_FOUND)[0].collect(BY_CARD)
    assert refused.value.failure_code == "provider_account_invalid"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((status, NotDone) for status in (401, 403, 429)),
        *((status, OutcomeUnknown) for status in (302, 408, 409, 500, 502, 503, 504)),
        *((status, Refused) for status in (400, 422)),
    ],
)
def test_each_status_says_what_may_have_been_done(status: int, error: type[Exception]) -> None:
    for request in (BY_PAGE, BY_CARD):
        with pytest.raises(error):
            adapter(answer(status, recorded("not-found.json")))[0].collect(request)


@pytest.mark.parametrize(
    ("body", "error"),
    [(b'{"error": "busy"}', NotDone), (b"<html>upstream timed out</html>", OutcomeUnknown), (b"", OutcomeUnknown)],
)
def test_a_503_that_is_not_the_providers_own_says_nothing(body: bytes, error: type[Exception]) -> None:
    for request in (BY_PAGE, BY_CARD):
        with pytest.raises(error):
            adapter(answer(503, body))[0].collect(request)


def test_without_its_secrets_nothing_is_sent() -> None:
    wire = Wire()
    unconfigured = ADAPTER(replace(CONNECTION, secrets={}), wire)
    with pytest.raises(NotDone):
        unconfigured.collect(BY_PAGE)
    with pytest.raises(NotDone):
        unconfigured.enquire(ASKED)
    assert wire.sent == []


@pytest.mark.parametrize("error", [NotDone("refused"), OutcomeUnknown("reset")])
def test_what_breaks_on_the_wire_is_handed_on(error: Exception) -> None:
    with pytest.raises(type(error)):
        adapter(error)[0].collect(BY_CARD)
    with pytest.raises(type(error)):
        adapter(NOT_FOUND, error)[0].enquire(ASKED)


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "SUCCEEDED"},
        # That of a checkout, and not of a charge.
        {"status": "paid"},
        {"status": "refunded"},
        {"status": None},
        {"amount": "12.50"},
        {"amount": 12.5},
        {"amount": True},
        {"amount": -1250},
        {"amount": 10**17},
        {"currency": "usd"},
        {"currency": ["USD"]},
        {"id": 7},
        {"reference": "019aa5c2-7a10-7c11-9c3e-5b1f4d2e8a02"},
        {"reference": None},
    ],
)
def test_an_answer_that_is_not_understood_is_never_a_success(changed: dict[str, object]) -> None:
    body = recorded("charge-succeeded.json", **changed)
    with pytest.raises(OutcomeUnknown):
        adapter(answer(201, body))[0].collect(BY_CARD)
    with pytest.raises(OutcomeUnknown):
        adapter(NOT_FOUND, answer(200, body))[0].enquire(ASKED)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b'{"status": "paid"', b"\xff", b'{"amount": ' + b"9" * 5000 + b"}"]
)
def test_an_answer_that_is_no_object_is_never_a_success(body: bytes) -> None:
    with pytest.raises(OutcomeUnknown):
        adapter(answer(201, body))[0].collect(BY_PAGE)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "/checkout/co_4hT9kQ",
        "javascript:alert(1)",
        "http://cards.example/checkout",
        "https://",
        "https://cards.example@evil.example/",
        "https://cards.example\\@evil.example/",
        "https://[::1/",
    ],
)
def test_a_payer_is_only_sent_to_a_page(url: object) -> None:
    with pytest.raises(OutcomeUnknown):
        adapter(answer(201, recorded("checkout-open.json", url=url)))[0].collect(BY_PAGE)


def test_a_paid_checkout_is_told_of() -> None:
    event = read(recorded("webhook-checkout-paid.json"))
    assert (event.event_id, event.operation_id, event.provider_reference) == ("msg_1", OPERATION, "co_4hT9kQ")
    assert (event.result.outcome, event.result.amount, event.result.instrument) == (Outcome.SUCCEEDED, USD, SAVED)
    # Nobody could have known which card it would be.
    assert (event.counterparty, event.occurred_at) == ("", NOW)


def test_a_failed_charge_is_told_of() -> None:
    event = read(recorded("webhook-charge-failed.json"))
    assert (event.result.outcome, event.result.failure_code) == (Outcome.FAILED, "provider_card_expired")
    assert event.counterparty == "card_9sLw2M"


@pytest.mark.parametrize(
    ("kind", "status", "recording", "outcome"),
    [
        ("checkout.paid", "paid", "checkout-paid.json", Outcome.SUCCEEDED),
        ("checkout.failed", "failed", "checkout-failed.json", Outcome.FAILED),
        ("checkout.expired", "expired", "checkout-expired.json", Outcome.FAILED),
        ("charge.succeeded", "succeeded", "charge-succeeded.json", Outcome.SUCCEEDED),
        ("charge.failed", "failed", "charge-failed.json", Outcome.FAILED),
    ],
)
def test_each_event_says_what_its_object_says(kind: str, status: str, recording: str, outcome: Outcome) -> None:
    whole = {"type": kind, "timestamp": "2026-11-21T10:00:00Z", "data": json.loads(recorded(recording))}
    assert read(json.dumps(whole).encode()).result.outcome is outcome
    for other in {"open", "paid", "failed", "expired", "succeeded", "pending"} - {status}:
        whole["data"]["status"] = other
        with pytest.raises(BadCallback):
            read(json.dumps(whole).encode())


def test_an_event_nobody_has_explained_is_looked_at_by_somebody() -> None:
    with pytest.raises(BadCallback):
        read(recorded("webhook-checkout-paid.json", type="checkout.refunded"))


def test_a_webhook_of_somebody_elses_operation_names_none_of_ours() -> None:
    whole = json.loads(recorded("webhook-checkout-paid.json"))
    whole["data"]["reference"] = "INV-17"
    assert read(json.dumps(whole).encode()).operation_id is None


def test_a_webhook_is_good_under_the_old_secret_while_it_rotates() -> None:
    body = recorded("webhook-checkout-paid.json")
    assert read(body, signed(body, key=b"old")).operation_id == OPERATION


def test_a_webhook_nobody_signed_is_not_read() -> None:
    body = recorded("webhook-checkout-paid.json")
    for headers in (
        {},
        signed(body) | {"webhook-signature": ""},
        signed(body) | {"webhook-id": "msg_2"},
        signed(body, key=b"other"),
        signed(body + b" "),
        signed(body, at=NOW - timedelta(seconds=301)),
        signed(body, at=NOW + timedelta(seconds=301)),
    ):
        with pytest.raises(BadSignature):
            read(body, headers)
    # Also what cannot be read is turned away for its signature: nothing is parsed before.
    with pytest.raises(BadSignature):
        read(b"\xff{", {})


@pytest.mark.parametrize("name", ["webhook-checkout-paid.json", "webhook-charge-failed.json"])
def test_whatever_a_signed_webhook_holds_it_is_read_or_it_is_bad(name: str) -> None:
    good = recorded(name)
    bodies = [*mutated_bytes(good, 300), *mutated_json(good)]
    refused = 0
    for body in bodies:
        try:
            event = read(body)
        except BadCallback:
            refused += 1
        else:
            # What was let through can be written down, and an amount in it is one.
            assert isinstance(event.result.amount, Money)
            kept = event.provider_reference + event.counterparty
            if event.result.instrument is not None:
                kept += event.result.instrument.token + event.result.instrument.holder_name
            assert "\0" not in kept
            kept.encode()
    assert refused > len(bodies) / 2


def settled(index: bytes, *script) -> tuple[ADAPTER, Wire]:
    return adapter(answer(200, index), *script)


def test_a_settlement_file_is_fetched_where_the_processor_says() -> None:
    content = recorded("settlement.csv")
    cards, wire = settled(recorded("settlement.json"), answer(200, content))
    file = cards.fetch_settlement_file(DAY)
    assert [sent.path for sent in wire.sent] == [
        "/v1/settlements/2026-11-21",
        "https://cards.example/v1/files/2026-11-21.csv",
    ]
    assert (file.name, file.media_type, file.content) == ("cards-2026-11-21.csv", "text/csv", content)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/v1/files/2026-11-21.csv",
        "http://cards.example/v1/files/2026-11-21.csv",
        "https://cards.example:8443/v1/files/2026-11-21.csv",
        "https://cards.example@evil.example/",
        "https://evil.example\\@cards.example/",
        "https://cards.example.evil.example/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "//evil.example/",
        "/v1/files/2026-11-21.csv",
        "https://[::1/",
        "https://cards.example:x/",
    ],
)
def test_a_settlement_file_is_fetched_nowhere_else(url: str) -> None:
    cards, wire = settled(recorded("settlement.json", download_url=url))
    with pytest.raises(Refused):
        cards.fetch_settlement_file(DAY)
    assert len(wire.sent) == 1


@pytest.mark.parametrize("changed", [{"sha256": "0" * 64}, {"sha256": "abc"}, {"sha256": None}, {"download_url": 7}])
def test_a_settlement_file_that_is_not_the_announced_one_is_not_taken(changed: dict[str, object]) -> None:
    cards, _ = settled(recorded("settlement.json", **changed), answer(200, recorded("settlement.csv")))
    with pytest.raises(OutcomeUnknown):
        cards.fetch_settlement_file(DAY)


def test_while_there_is_no_settlement_it_is_not_done() -> None:
    with pytest.raises(NotDone):
        adapter(NOT_FOUND)[0].fetch_settlement_file(DAY)
