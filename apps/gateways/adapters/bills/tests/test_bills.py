"""The biller aggregator: what it is sent, and what its answers and callbacks are read as."""

import hmac
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from apps.core.money import Money
from apps.gateways.adapters.bills import ADAPTER
from apps.gateways.base import (
    FAILURES,
    BadCallback,
    BadSignature,
    Bill,
    BillLookUp,
    CallbackEvent,
    Capability,
    Connection,
    Enquiry,
    NotDone,
    Outcome,
    OutcomeUnknown,
    PayBill,
    Refused,
)
from apps.gateways.tests.mutations import mutated_bytes, mutated_json
from apps.gateways.tests.wire import Wire, answer

RECORDED = Path(__file__).parent.parent / "recorded"
CONNECTION = Connection(
    code="bills",
    adapter="bills",
    base_url="https://bills.example",
    secrets={"api_key": "key", "signing_key": "signing"},
    callback_secrets=("new", "old"),
)
OPERATION = UUID("019aa5c2-7a10-7c11-9c3e-5b1f4d2e8a01")
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
TO_PAY = PayBill(OPERATION, Money.parse("64.20", "USD"), biller="water", account_number="40012345")
ASKED = Enquiry(OPERATION, Capability.PAY_BILL)
LOOKED_UP = BillLookUp(biller="water", account_number="40012345", currency="USD")


def recorded(name: str, **changed: object) -> bytes:
    """A recorded payload; `changed` is put over its fields."""
    body = (RECORDED / name).read_bytes()
    return json.dumps(json.loads(body) | changed).encode() if changed else body


def adapter(*script) -> tuple[ADAPTER, Wire]:
    wire = Wire(*script)
    return ADAPTER(CONNECTION, wire), wire


def signed(body: bytes, *, secret: str = "new", at: datetime = NOW) -> dict[str, str]:
    t = str(int(at.timestamp()))
    return {
        "x-bills-signature": f"t={t},v1={hmac.new(secret.encode(), t.encode() + b'.' + body, 'sha256').hexdigest()}"
    }


def read(body: bytes, headers: dict[str, str] | None = None) -> CallbackEvent:
    return adapter()[0].read_callback(signed(body) if headers is None else headers, body, now=NOW)


def test_a_payment_is_sent_once_and_signed() -> None:
    bills, wire = adapter(answer(201, recorded("paid.json")))
    bills.pay_bill(TO_PAY)
    [sent] = wire.sent
    assert (sent.method, sent.path, sent.is_safe_to_repeat) == ("POST", "/v1/payments", False)
    assert json.loads(sent.content or b"") == {
        "reference": str(OPERATION),
        "biller": "water",
        "account": "40012345",
        "amount": "64.20",
        "currency": "USD",
    }
    assert sent.headers["X-Api-Key"] == "key"
    assert sent.headers["X-Signature"] == hmac.new(b"signing", sent.content or b"", "sha256").hexdigest()
    assert sent.mask == ("40012345",)


def test_a_question_is_signed_over_nothing() -> None:
    bills, wire = adapter(answer(200, recorded("paid.json")))
    bills.enquire(ASKED)
    [sent] = wire.sent
    assert (sent.method, sent.path, sent.is_safe_to_repeat) == ("GET", f"/v1/payments/{OPERATION}", True)
    assert sent.headers["X-Signature"] == hmac.new(b"signing", b"", "sha256").hexdigest()


def test_amounts_have_the_decimals_of_their_currency() -> None:
    bills, wire = adapter(answer(201, recorded("paid.json", amount="640", currency="JPY")))
    result = bills.pay_bill(PayBill(OPERATION, Money.parse("640", "JPY"), "water", "40012345"))
    assert json.loads(wire.sent[0].content or b"")["amount"] == "640"
    assert result.amount == Money.parse("640", "JPY")


def test_a_paid_bill_has_succeeded() -> None:
    result = adapter(answer(201, recorded("paid.json")))[0].pay_bill(TO_PAY)
    assert (result.outcome, result.provider_reference) == (Outcome.SUCCEEDED, "bp_7Qm2xV")
    assert (result.amount, result.receipt_number) == (Money.parse("64.20", "USD"), "WTR-000918")
    assert (result.voucher, result.units, result.failure_code) == ("", "", "")


def test_a_prepaid_payment_brings_its_token() -> None:
    result = adapter(answer(200, recorded("paid-prepaid.json")))[0].enquire(ASKED)
    assert (result.voucher, result.units) == ("1234-5678-9012-3456-7890", "35.2 kWh")


def test_what_is_processed_is_pending() -> None:
    result = adapter(answer(201, recorded("processing.json")))[0].pay_bill(TO_PAY)
    assert (result.outcome, result.receipt_number) == (Outcome.PENDING, "")


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("account_closed", "provider_account_invalid"),
        ("amount_not_accepted", "provider_limit"),
        ("declined", "provider_declined"),
        ("something_new", "provider_declined"),
        (None, "provider_declined"),
    ],
)
def test_each_reason_of_a_failure_has_a_code(reason: str | None, code: str) -> None:
    result = adapter(answer(201, recorded("failed.json", reason=reason)))[0].pay_bill(TO_PAY)
    assert (result.outcome, result.failure_code) == (Outcome.FAILED, code)
    assert code in FAILURES


def test_a_bill_says_what_is_owed() -> None:
    bills, wire = adapter(answer(200, recorded("bill.json")))
    assert bills.look_up_bill(LOOKED_UP) == Bill(
        customer_name="Amina Njoroge",
        currency="USD",
        amount_due=Money.parse("64.20", "USD"),
        minimum=Money.parse("1.00", "USD"),
        maximum=Money.parse("64.20", "USD"),
        due_date=date(2026, 12, 5),
        allows_partial=True,
        is_prepaid=False,
    )
    assert json.loads(wire.sent[0].content or b"") == {"biller": "water", "account": "40012345", "currency": "USD"}


def test_a_prepaid_account_owes_nothing() -> None:
    bill = adapter(answer(200, recorded("bill-prepaid.json")))[0].look_up_bill(LOOKED_UP)
    assert (bill.amount_due, bill.due_date, bill.is_prepaid) == (None, None, True)


@pytest.mark.parametrize(
    ("error", "code"), [("unknown_account", "provider_account_invalid"), ("unknown_biller", "provider_unavailable")]
)
def test_an_account_nobody_knows_is_refused(error: str, code: str) -> None:
    body = recorded("bill-unknown.json", error=error)
    with pytest.raises(Refused) as refused:
        adapter(answer(404, body))[0].look_up_bill(LOOKED_UP)
    assert refused.value.failure_code == code
    with pytest.raises(Refused) as refused:
        adapter(answer(404, body))[0].pay_bill(TO_PAY)
    assert refused.value.failure_code == code
    assert code in FAILURES


def test_what_it_has_never_heard_of_is_not_found() -> None:
    assert adapter(answer(404, recorded("not-found.json")))[0].enquire(ASKED).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize("body", ["<html>Not Found</html>", "", "{}", "[]", '{"error": null}'])
def test_a_404_that_is_not_the_providers_own_says_nothing(body: str) -> None:
    for ask in (lambda bills: bills.enquire(ASKED), lambda bills: bills.pay_bill(TO_PAY)):
        with pytest.raises(OutcomeUnknown):
            ask(adapter(answer(404, body))[0])


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((status, NotDone) for status in (401, 403, 429)),
        *((status, OutcomeUnknown) for status in (302, 408, 409, 500, 502, 503, 504)),
        *((status, Refused) for status in (400, 422)),
    ],
)
def test_each_status_says_what_may_have_been_done(status: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        adapter(answer(status, b'{"error": "because"}'))[0].pay_bill(TO_PAY)


@pytest.mark.parametrize(
    ("body", "error"),
    [(b'{"error": "busy"}', NotDone), (b"<html>upstream timed out</html>", OutcomeUnknown), (b"", OutcomeUnknown)],
)
def test_a_503_that_is_not_the_providers_own_says_nothing(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        adapter(answer(503, body))[0].pay_bill(TO_PAY)


def test_without_its_secrets_nothing_is_sent() -> None:
    wire = Wire()
    unconfigured = ADAPTER(replace(CONNECTION, secrets={}), wire)
    with pytest.raises(NotDone):
        unconfigured.pay_bill(TO_PAY)
    with pytest.raises(NotDone):
        unconfigured.enquire(ASKED)
    assert wire.sent == []


@pytest.mark.parametrize("error", [NotDone("refused"), OutcomeUnknown("reset")])
def test_what_breaks_on_the_wire_is_handed_on(error: Exception) -> None:
    with pytest.raises(type(error)):
        adapter(error)[0].pay_bill(TO_PAY)


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "PAID"},
        {"status": "reversed"},
        {"status": None},
        {"status": True},
        {"amount": 64.2},
        {"amount": "6.42e1"},
        {"amount": "64.205"},
        {"currency": "usd"},
        {"currency": None},
        {"id": ""},
        {"id": "bp\0"},
        {"id": "b" * 101},
        {"token": ["1234"]},
        {"reference": str(OPERATION).upper()},
        {"reference": "019aa5c2-7a10-7c11-9c3e-5b1f4d2e8a02"},
        {"reference": None},
    ],
)
def test_an_answer_that_is_not_understood_is_never_a_success(changed: dict[str, object]) -> None:
    body = recorded("paid.json", **changed)
    with pytest.raises(OutcomeUnknown):
        adapter(answer(201, body))[0].pay_bill(TO_PAY)
    with pytest.raises(OutcomeUnknown):
        adapter(answer(200, body))[0].enquire(ASKED)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"paid"', b'{"status": "paid"', b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_object_is_never_a_success(body: bytes) -> None:
    with pytest.raises(OutcomeUnknown):
        adapter(answer(201, body))[0].pay_bill(TO_PAY)
    with pytest.raises(OutcomeUnknown):
        adapter(answer(200, body))[0].look_up_bill(LOOKED_UP)


@pytest.mark.parametrize(
    "changed",
    [
        {"currency": "KES"},
        {"amount_due": 64},
        {"amount_due": "-1"},
        {"due_date": "soon"},
        {"partial": "yes"},
        {"prepaid": None},
        {"customer_name": ""},
    ],
)
def test_a_bill_that_is_not_understood_is_not_shown(changed: dict[str, object]) -> None:
    with pytest.raises(OutcomeUnknown):
        adapter(answer(200, recorded("bill.json", **changed)))[0].look_up_bill(LOOKED_UP)


def test_a_callback_is_read() -> None:
    event = read(recorded("callback.json"))
    assert (event.event_id, event.operation_id, event.counterparty) == ("evt_5fJ0aA", OPERATION, "14123456789")
    assert (event.provider_reference, event.occurred_at) == ("bp_8Rn3yW", NOW)
    assert (event.result.outcome, event.result.amount) == (Outcome.SUCCEEDED, Money.parse("10.00", "USD"))
    assert event.result.voucher == "1234-5678-9012-3456-7890"


def test_a_callback_of_somebody_elses_operation_names_none_of_ours() -> None:
    whole = json.loads(recorded("callback.json"))
    whole["payment"]["reference"] = "INV-17"
    assert read(json.dumps(whole).encode()).operation_id is None


def test_a_callback_is_good_under_the_old_secret_while_it_rotates() -> None:
    body = recorded("callback.json")
    assert read(body, signed(body, secret="old")).event_id == "evt_5fJ0aA"


def test_a_callback_nobody_signed_is_not_read() -> None:
    body = recorded("callback.json")
    for headers in (
        {},
        {"x-bills-signature": ""},
        signed(body, secret="other"),
        signed(body + b" "),
        signed(body, at=datetime(2026, 11, 21, 9, 54, tzinfo=UTC)),
        signed(body, at=datetime(2026, 11, 21, 10, 6, tzinfo=UTC)),
    ):
        with pytest.raises(BadSignature):
            read(body, headers)
    # Also what cannot be read is turned away for its signature: nothing is parsed before.
    with pytest.raises(BadSignature):
        read(b"\xff{", {})


def test_whatever_a_signed_callback_holds_it_is_read_or_it_is_bad() -> None:
    good = recorded("callback.json")
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
            json.dumps([event.event_id, event.provider_reference, event.counterparty]).encode("ascii")
            assert "\0" not in event.event_id + event.provider_reference + event.counterparty + event.result.voucher
    assert refused > len(bodies) / 2


def test_more_fields_than_we_know_do_not_matter() -> None:
    whole = json.loads(recorded("callback.json"))
    whole["payment"]["loyalty"] = {"points": 3}
    assert read(json.dumps(whole | {"version": 2}).encode()).event_id == "evt_5fJ0aA"


def test_a_settlement_file_is_handed_on_as_it_came() -> None:
    bills, wire = adapter(answer(200, recorded("settlement.csv")))
    file = bills.fetch_settlement_file(date(2026, 11, 21))
    assert wire.sent[0].path == "/v1/settlements/2026-11-21"
    assert (file.name, file.media_type) == ("bills-2026-11-21.csv", "text/csv")
    assert file.content == recorded("settlement.csv")


def test_while_there_is_no_settlement_it_is_not_done() -> None:
    with pytest.raises(NotDone):
        adapter(answer(404, recorded("not-found.json")))[0].fetch_settlement_file(date(2026, 11, 21))
