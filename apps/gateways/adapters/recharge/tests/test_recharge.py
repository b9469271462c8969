"""The recharge aggregator: what it is sent, and what its answers and callbacks are read as."""

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

import pytest

from apps.core.money import Money
from apps.gateways.adapters.recharge import ADAPTER
from apps.gateways.base import (
    FAILURES,
    BadCallback,
    BadSignature,
    CallbackEvent,
    Capability,
    Connection,
    Enquiry,
    GatewayError,
    NotDone,
    Outcome,
    OutcomeUnknown,
    Recharge,
    RechargeOperator,
    RechargeProduct,
    Refused,
)
from apps.gateways.http import Answer
from apps.gateways.tests.mutations import mutated_bytes, mutated_json
from apps.gateways.tests.wire import Script, Wire, answer

RECORDED = Path(__file__).parent.parent / "recorded"
CONNECTION = Connection(
    code="recharge",
    adapter="recharge",
    base_url="https://recharge.example",
    secrets={"username": "gopay", "password": "secret"},
    callback_secrets=("new", "old"),
)
OPERATION = UUID("019aa5c2-7a10-7c11-9c3e-5b1f4d2e8a01")
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
USD_5 = Money.parse("5.00", "USD")
TOP_UP = Recharge(OPERATION, USD_5, operator="savanna", msisdn="+254700000101")
ASKED = Enquiry(OPERATION, Capability.RECHARGE)


def recorded(name: str, **changed: object) -> bytes:
    """A recorded payload; `changed` is put over its fields."""
    body = (RECORDED / name).read_bytes()
    return json.dumps(json.loads(body) | changed).encode() if changed else body


def adapter(*script: Script) -> tuple[ADAPTER, Wire]:
    wire = Wire(*script)
    return ADAPTER(CONNECTION, wire), wire


def form(*, secret: str = "new", at: datetime = NOW, **changed: str | None) -> bytes:
    """The recorded callback with other fields (None: without it), signed by the protocol's text."""
    whole = dict(parse_qsl(recorded("callback.txt").decode())) | {"ts": str(int(at.timestamp()))} | changed
    if "sig" not in changed:
        signed = ("ref", "txn", "code", "amount", "currency", "msisdn", "ts")
        message = "|".join(str(whole[name] or "") for name in signed)
        whole["sig"] = hmac.new(secret.encode(), message.encode(), "sha256").hexdigest()
    return urlencode({name: value for name, value in whole.items() if value is not None}).encode()


def read(body: bytes, *, secrets: tuple[str, ...] = ("new", "old")) -> CallbackEvent:
    return ADAPTER(replace(CONNECTION, callback_secrets=secrets), None).read_callback({}, body, now=NOW)


def test_a_top_up_is_sent_once() -> None:
    aggregator, wire = adapter(answer(200, recorded("done.json")), answer(200, recorded("done.json")))
    aggregator.recharge(TOP_UP)
    aggregator.recharge(replace(TOP_UP, product="data-1g", amount=Money.parse("500", "UGX")))
    first, second = wire.sent
    assert (first.method, first.path, first.is_safe_to_repeat) == ("POST", "/v2/topups", False)
    assert first.headers["Authorization"] == "Basic " + base64.b64encode(b"gopay:secret").decode()
    assert first.json == {
        "ref": str(OPERATION),
        "operator": "savanna",
        "msisdn": "+254700000101",
        "product": None,
        "amount": "5.00",
        "currency": "USD",
    }
    assert first.mask == ("+254700000101",)
    assert (second.json["product"], second.json["amount"], second.json["currency"]) == ("data-1g", "500", "UGX")


def test_what_is_promised_is_no_more_than_what_the_provider_promises() -> None:
    assert not ADAPTER.is_idempotent
    assert ADAPTER.recorded_within == timedelta(seconds=60)


def test_a_top_up_that_was_done_has_succeeded() -> None:
    for ask in (lambda aggregator: aggregator.recharge(TOP_UP), lambda aggregator: aggregator.enquire(ASKED)):
        result = ask(adapter(answer(200, recorded("done.json")))[0])
        assert (result.outcome, result.provider_reference, result.amount) == (Outcome.SUCCEEDED, "rc_4Kd8pQ", USD_5)
        assert (result.receipt_number, result.failure_code) == ("000912837465", "")


def test_a_top_up_in_progress_is_pending() -> None:
    result = adapter(answer(200, recorded("pending.json")))[0].recharge(TOP_UP)
    assert (result.outcome, result.receipt_number) == (Outcome.PENDING, "")


@pytest.mark.parametrize(
    ("code", "failure"),
    [("14", "provider_account_invalid"), ("51", "provider_unavailable"), ("57", "provider_declined")],
)
def test_each_code_of_a_failure_has_one_of_ours(code: str, failure: str) -> None:
    result = adapter(answer(200, recorded("declined.json", code=code)))[0].recharge(TOP_UP)
    assert (result.outcome, result.failure_code) == (Outcome.FAILED, failure)
    assert failure in FAILURES


def test_a_system_error_is_unknown_to_them_and_to_us() -> None:
    for ask in (lambda aggregator: aggregator.recharge(TOP_UP), lambda aggregator: aggregator.enquire(ASKED)):
        with pytest.raises(OutcomeUnknown):
            ask(adapter(answer(200, recorded("system-error.json")))[0])


def test_what_it_has_never_heard_of_is_not_found() -> None:
    aggregator, wire = adapter(answer(404, recorded("not-found.json")))
    assert aggregator.enquire(ASKED).outcome is Outcome.NOT_FOUND
    [sent] = wire.sent
    assert (sent.method, sent.path, sent.is_safe_to_repeat) == ("GET", f"/v2/topups/{OPERATION}", True)


@pytest.mark.parametrize("body", ["<html>Not Found</html>", "", "{}", "[]", '{"code": null}', '{"code": "57"}'])
def test_a_404_that_is_not_the_providers_own_says_nothing(body: str) -> None:
    with pytest.raises(OutcomeUnknown):
        adapter(answer(404, body))[0].enquire(ASKED)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        *((answer(status), NotDone) for status in (401, 403, 429)),
        (answer(503, b'{"error": "busy"}'), NotDone),
        (answer(503, b"<html>upstream timed out</html>"), OutcomeUnknown),
        *((answer(status), OutcomeUnknown) for status in (302, 408, 500, 502, 503, 504)),
        *((answer(status, b'{"code": "30"}'), Refused) for status in (400, 404, 422)),
        *((answer(status, b"<html>a proxy's page</html>"), OutcomeUnknown) for status in (400, 404, 413)),
        (NotDone("ConnectError"), NotDone),
        (OutcomeUnknown("ReadTimeout"), OutcomeUnknown),
    ],
)
def test_each_status_says_what_may_have_been_done(given: Answer | GatewayError, error: type[GatewayError]) -> None:
    with pytest.raises(GatewayError) as caught:
        adapter(given)[0].recharge(TOP_UP)
    assert type(caught.value) is error


def test_an_enquiry_is_never_refused() -> None:
    for status in (400, 405, 410, 422):
        with pytest.raises(OutcomeUnknown):
            adapter(answer(status, b'{"code": "30"}'))[0].enquire(ASKED)


def test_without_its_secrets_nothing_is_sent() -> None:
    wire = Wire()
    unconfigured = ADAPTER(replace(CONNECTION, secrets={"username": "gopay"}), wire)
    for ask in (lambda: unconfigured.recharge(TOP_UP), lambda: unconfigured.enquire(ASKED), unconfigured.get_balance):
        with pytest.raises(NotDone):
            ask()
    assert wire.sent == []


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "0"},
        {"code": "00 "},
        {"code": 0},
        {"code": "25"},
        {"code": "99"},
        {"code": None},
        {"amount": 5},
        {"amount": "5e0"},
        {"amount": "5.005"},
        {"amount": None},
        {"currency": "usd"},
        {"currency": None},
        {"txn": ""},
        {"txn": "rc\0"},
        {"txn": "r" * 101},
        {"serial": 912837465},
        {"ref": str(OPERATION).upper()},
        {"ref": "019aa5c2-7a10-7c11-9c3e-5b1f4d2e8a02"},
        {"ref": None},
    ],
)
def test_an_answer_that_is_not_understood_is_never_a_success(changed: dict[str, object]) -> None:
    body = recorded("done.json", **changed)
    with pytest.raises(OutcomeUnknown):
        adapter(answer(200, body))[0].recharge(TOP_UP)
    with pytest.raises(OutcomeUnknown):
        adapter(answer(200, body))[0].enquire(ASKED)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b'"00"', b'{"code": "00"', b"\xff", b"[" * 100_000, b'{"code":"00","code":"57"}']
)
def test_an_answer_that_is_no_object_is_never_a_success(body: bytes) -> None:
    asks: list[Callable[[ADAPTER], object]] = [
        lambda aggregator: aggregator.recharge(TOP_UP),
        lambda aggregator: aggregator.list_operators(),
        lambda aggregator: aggregator.get_balance(),
    ]
    for ask in asks:
        with pytest.raises(OutcomeUnknown):
            ask(adapter(answer(200, body))[0])


def test_a_mutated_answer_is_read_or_unknown() -> None:
    good = recorded("done.json")
    for body in (*mutated_bytes(good, 300), *mutated_json(good)):
        try:
            result = adapter(answer(200, body))[0].recharge(TOP_UP)
        except OutcomeUnknown:
            continue
        assert result.outcome is not Outcome.SUCCEEDED or b'"00"' in body
        assert isinstance(result.amount, Money)


def test_operators_are_listed_with_the_beginnings_of_their_numbers() -> None:
    aggregator, wire = adapter(answer(200, recorded("operators.json")))
    assert aggregator.list_operators() == [
        RechargeOperator("savanna", "Savanna Mobile", "KE", ("+25470", "+25471")),
        RechargeOperator("coastline", "Coastline", "TZ", ()),
    ]
    assert (wire.sent[0].path, wire.sent[0].is_safe_to_repeat) == ("/v2/operators", True)


def test_products_have_a_price_or_bounds() -> None:
    aggregator, wire = adapter(answer(200, recorded("products.json")))
    airtime, bundle = aggregator.list_products("savanna & co")
    assert airtime == RechargeProduct(
        code="airtime",
        name="Airtime",
        kind="airtime",
        amount=None,
        minimum=Money.parse("1.00", "USD"),
        maximum=Money.parse("100.00", "USD"),
        validity_days=None,
    )
    assert bundle == RechargeProduct("data-1g", "1 GB for 7 days", "data", USD_5, None, None, 7)
    assert wire.sent[0].path == "/v2/products?operator=savanna+%26+co"


def test_what_is_left_there_is_told_for_each_currency() -> None:
    aggregator, _ = adapter(answer(200, recorded("balance.json")))
    assert aggregator.get_balance() == [Money.parse("1840.50", "USD"), Money.parse("0.00", "KES")]


@pytest.mark.parametrize(
    "operator",
    [
        {"prefixes": None},
        {"prefixes": "+25470"},
        {"prefixes": [25470]},
        {"prefixes": [""]},
        {"prefixes": ["+"]},
        {"prefixes": ["25470"]},
        {"prefixes": ["+0"]},
        {"prefixes": ["+２５"]},
        {"country": "Kenya"},
        {"country": "ke"},
        {"name": ""},
        {"code": None},
    ],
)
def test_an_operator_that_is_not_understood_is_not_shown(operator: dict[str, object]) -> None:
    good = {"code": "savanna", "name": "Savanna", "country": "KE", "prefixes": ["+25470"]}
    with pytest.raises(OutcomeUnknown):
        adapter(answer(200, json.dumps({"operators": [good, good | operator]})))[0].list_operators()


@pytest.mark.parametrize(
    "product",
    [
        {"kind": "gift card"},
        {"currency": "XXX"},
        {"currency": None},
        {"amount": 5},
        {"amount": "5.005"},
        {"minimum": "-1.00"},
        {"validity_days": "7"},
        {"validity_days": -1},
        {"validity_days": 10**9},
        {"validity_days": True},
        {"validity_days": 1.5},
    ],
)
def test_a_product_that_is_not_understood_is_not_sold(product: dict[str, object]) -> None:
    good = json.loads(recorded("products.json"))["products"][0]
    with pytest.raises(OutcomeUnknown):
        adapter(answer(200, json.dumps({"products": [good | product]})))[0].list_products("savanna")


@pytest.mark.parametrize("balances", [None, [], "5.00", {"USD": 5}, {"USD": None}, {"dollars": "5.00"}])
def test_a_balance_that_is_not_understood_is_none(balances: object) -> None:
    with pytest.raises(OutcomeUnknown):
        adapter(answer(200, json.dumps({"balances": balances})))[0].get_balance()


def test_an_operator_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused):
        adapter(answer(404, b'{"code": "30"}'))[0].list_products("nobody")
    with pytest.raises(OutcomeUnknown):
        adapter(answer(404, b"<html>"))[0].list_products("nobody")


def test_a_callback_is_read() -> None:
    # Its signature was made by openssl.
    event = read(recorded("callback.txt"))
    assert (event.event_id, event.operation_id, event.counterparty) == ("rc_4Kd8pQ:00", OPERATION, "+254700000101")
    assert (event.provider_reference, event.occurred_at) == ("rc_4Kd8pQ", None)
    assert (event.result.outcome, event.result.amount) == (Outcome.SUCCEEDED, USD_5)


def test_told_again_it_is_the_same_event_and_told_otherwise_another() -> None:
    again = read(form(at=NOW + timedelta(seconds=200)))
    assert again.event_id == read(form()).event_id
    declined = read(form(code="57"))
    assert (declined.event_id, declined.result.failure_code) == ("rc_4Kd8pQ:57", "provider_declined")


def test_a_callback_of_somebody_elses_operation_names_none_of_ours() -> None:
    assert read(form(ref="INV-17")).operation_id is None


def test_any_of_our_secrets_will_do_and_an_empty_one_never_does() -> None:
    assert read(form(secret="old")).event_id == "rc_4Kd8pQ:00"
    for secrets in ((), ("",), ("new",)):
        with pytest.raises(BadSignature):
            read(form(secret="old"), secrets=secrets)
    with pytest.raises(BadSignature):
        read(form(secret=""), secrets=("",))


@pytest.mark.parametrize(("seconds", "is_good"), [(300, True), (-300, True), (301, False), (-301, False)])
def test_it_is_good_for_five_minutes_either_way(seconds: int, is_good: bool) -> None:
    body = form(at=NOW + timedelta(seconds=seconds))
    if is_good:
        assert read(body).event_id == "rc_4Kd8pQ:00"
    else:
        with pytest.raises(BadSignature):
            read(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"{}",
        b"sig",
        recorded("callback.txt").replace(b"amount=5.00", b"amount=50.00"),
        recorded("callback.txt").replace(b"code=00", b"code=57"),
        recorded("callback.txt").replace(b"254700000101", b"254700000102"),
        recorded("callback.txt") + b"&amount=50.00",
        recorded("callback.txt")[:-1],
        form(secret="somebody else's"),
        form(sig=""),
        form(sig=None),
        form(sig="\u00e9" * 64),
        form(ts="now"),
        form(ts=None),
        form(txn=None),
        form(msisdn=None),
        form(amount="\n"),
        # Signed alike: "rc|00" and "" would be "rc" and "00".
        form(txn="rc_4Kd8pQ|00"),
        form(ref="a|b"),
    ],
)
def test_what_the_aggregator_has_not_signed_is_refused(body: bytes) -> None:
    with pytest.raises(BadSignature):
        read(body)


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "96"},
        {"code": "99"},
        {"code": "0"},
        {"amount": "5.005"},
        {"amount": "5e0"},
        {"amount": "-5.00"},
        {"amount": "５.00"},
        {"amount": "9" * 50},
        {"currency": "usd"},
        {"currency": "XXX"},
    ],
)
def test_what_is_signed_and_cannot_be_read_is_a_bad_callback(changed: dict[str, Any]) -> None:
    with pytest.raises(BadCallback):
        read(form(**changed))


def test_more_fields_than_we_know_do_not_matter() -> None:
    assert read(recorded("callback.txt") + b"&campaign=x%7Cy").event_id == "rc_4Kd8pQ:00"


def test_whatever_a_callback_holds_nothing_else_is_raised() -> None:
    good = recorded("callback.txt")
    for body in mutated_bytes(good, 300):
        try:
            assert read(body) == read(good)
        except BadSignature:
            continue
    # The same with fields that are wrong and signed.
    names, strangers = dict(parse_qsl(good.decode())), ("", " ", "\0", "x" * 500, "NaN", "1_000", "🙂", "é", "00", "|")
    refused = 0
    for name in names:
        for stranger in strangers:
            changed: dict[str, Any] = {name: stranger}
            try:
                event = read(form(**changed))
            except (BadSignature, BadCallback):
                refused += 1
            else:
                assert "\0" not in event.event_id + event.provider_reference + event.counterparty
    assert refused > 50


def test_a_settlement_file_is_handed_on_as_it_came() -> None:
    aggregator, wire = adapter(answer(200, recorded("settlement.csv")))
    file = aggregator.fetch_settlement_file(date(2026, 11, 21))
    assert (wire.sent[0].path, wire.sent[0].longest > 8_000_000) == ("/v2/settlements/2026-11-21", True)
    assert (file.name, file.media_type) == ("recharge-2026-11-21.csv", "text/csv")
    assert file.content == recorded("settlement.csv")


def test_while_there_is_no_settlement_it_is_not_done() -> None:
    with pytest.raises(NotDone):
        adapter(answer(404, recorded("not-found.json")))[0].fetch_settlement_file(date(2026, 11, 21))
