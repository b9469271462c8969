"""What the XML bank answers is read right, and what it does not answer is never taken for a success."""

import base64
import hashlib
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring

from apps.core import clock
from apps.core.money import Money
from apps.gateways.adapters.xmlbank import ADAPTER
from apps.gateways.adapters.xmlbank.tests.recorded import OPERATION, PASSWORD, PAYOUT, bank, changed, recorded
from apps.gateways.base import (
    FAILURES,
    AccountToLink,
    Capability,
    Collect,
    Connection,
    Enquiry,
    GatewayError,
    NotDone,
    Outcome,
    OutcomeUnknown,
    Refused,
)
from apps.gateways.http import Answer
from apps.gateways.tests.mutations import mutated_bytes
from apps.gateways.tests.wire import Wire, answer

ENQUIRY = Enquiry(OPERATION, Capability.PAY_OUT)
ACCOUNT = AccountToLink("First Bank", "1234567890121234", "Amina Yusuf")
NS = {"soap": "http://schemas.xmlsoap.org/soap/envelope/", "bank": "urn:xmlbank:v1"}
EXECUTED = answer(200, recorded("submit_executed.xml"))
DUPLICATE = answer(500, changed("fault.xml", ("BUSY", "DUPLICATE")))


def fault(code: str) -> Answer:
    return answer(500, changed("fault.xml", ("BUSY", code)))


def test_a_payment_is_sent_as_the_protocol_says() -> None:
    adapter, wire = bank(EXECUTED)
    adapter.pay_out(replace(PAYOUT, description='For <Brian> & "co"\x00\x0b\ufffe' + "é" * 200))
    (sent,) = wire.sent
    assert (sent.method, sent.path, sent.content_type) == ("POST", "/service", "text/xml; charset=utf-8")
    assert not sent.is_safe_to_repeat
    assert sent.content is not None
    envelope = fromstring(sent.content)
    assert envelope.tag == "{http://schemas.xmlsoap.org/soap/envelope/}Envelope"
    security = envelope.find("soap:Header/bank:Security", NS)
    assert security is not None
    username, nonce, created, digest = (
        security.findtext(f"bank:{name}", "", NS) for name in ("Username", "Nonce", "Created", "PasswordDigest")
    )
    assert username == "gopay"
    assert abs((datetime.fromisoformat(created) - clock.now()).total_seconds()) < 60
    assert base64.b64decode(digest) == hashlib.sha256((nonce + created + PASSWORD).encode()).digest()
    assert PASSWORD.encode() not in sent.content
    payment = envelope.find("soap:Body/bank:SubmitPayment", NS)
    assert payment is not None
    fields = [(child.tag.removeprefix("{urn:xmlbank:v1}"), child.text) for child in payment]
    name, narrative = fields.pop()
    assert name == "Narrative"
    assert narrative is not None
    assert narrative.startswith('For <Brian> & "co" éééé')
    assert fields == [
        ("Reference", str(OPERATION)),
        ("Direction", "PAYOUT"),
        ("Account", "tok-9"),
        ("Amount", "12.50"),
        ("Currency", "USD"),
    ]


def test_no_nonce_is_used_twice() -> None:
    adapter, wire = bank(EXECUTED, EXECUTED)
    adapter.pay_out(PAYOUT)
    adapter.pay_out(PAYOUT)
    first, second = (fromstring(sent.content or b"").findtext(".//bank:Nonce", "", NS) for sent in wire.sent)
    assert first != second
    assert min(len(first), len(second)) >= 20


def test_amounts_are_written_with_the_currencys_decimals() -> None:
    for amount, currency, text in (("5", "USD", "5.00"), ("1500", "UGX", "1500"), ("1.5", "KWD", "1.500")):
        adapter, wire = bank(EXECUTED)
        adapter.pay_out(replace(PAYOUT, amount=Money(Decimal(amount), currency)))
        assert fromstring(wire.sent[0].content or b"").findtext(".//bank:Amount", "", NS) == text


def test_executed_is_success_accepted_is_pending_rejected_is_failure() -> None:
    outcomes = []
    for name in ("submit_executed.xml", "submit_accepted.xml", "submit_rejected.xml"):
        adapter, _ = bank(answer(200, recorded(name)))
        result = adapter.pay_out(PAYOUT)
        assert (result.provider_reference, result.amount) == ("XB0000017", None)
        outcomes.append((result.outcome, result.failure_code))
    assert outcomes == [
        (Outcome.SUCCEEDED, ""),
        (Outcome.PENDING, ""),
        (Outcome.FAILED, "provider_insufficient_funds"),
    ]


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("AM04", "provider_insufficient_funds"),
        ("AC04", "provider_account_invalid"),
        ("AC01", "provider_account_invalid"),
        ("AM14", "provider_limit"),
        ("MS03", "provider_declined"),
        ("ZZ99", "provider_declined"),
        ("", "provider_declined"),
    ],
)
def test_each_reason_is_one_of_the_failures_all_providers_share(reason: str, code: str) -> None:
    adapter, _ = bank(answer(200, changed("submit_rejected.xml", ("AM04", reason))))
    assert adapter.pay_out(PAYOUT).failure_code == code
    assert code in FAILURES


def test_a_collection_needs_an_account() -> None:
    adapter, wire = bank(EXECUTED)
    assert adapter.collect(Collect(OPERATION, PAYOUT.amount, "tok-9")).outcome is Outcome.SUCCEEDED
    assert b">COLLECT<" in (wire.sent[0].content or b"")
    adapter, wire = bank()
    with pytest.raises(Refused) as refusal:
        adapter.collect(Collect(OPERATION, PAYOUT.amount))
    assert (refusal.value.failure_code, wire.sent) == ("provider_account_invalid", [])


def test_without_credentials_nobody_is_asked() -> None:
    adapter = ADAPTER(Connection("xmlbank", "xmlbank", "http://bank.invalid", {"username": "gopay"}), Wire())
    for ask in (lambda: adapter.pay_out(PAYOUT), lambda: adapter.fetch_settlement_file(date(2026, 11, 20))):
        with pytest.raises(NotDone):
            ask()


@pytest.mark.parametrize(
    ("given", "error", "code"),
    [
        (fault("BUSY"), NotDone, None),
        (fault("AUTH"), NotDone, None),
        (fault("INVALID"), Refused, "provider_declined"),
        (fault("UNKNOWN_ACCOUNT"), Refused, "provider_account_invalid"),
        (fault("TEAPOT"), OutcomeUnknown, None),
        (fault(""), OutcomeUnknown, None),
        (fault("busy"), OutcomeUnknown, None),
        (answer(500, changed("fault.xml", ("<Code", "<Kode"), ("</Code", "</Kode"))), OutcomeUnknown, None),
        (answer(500, changed("fault.xml", ('xmlns="urn:xmlbank:v1"', 'xmlns="urn:xmlbank:v2"'))), OutcomeUnknown, None),
        (answer(500, changed("fault.xml", ("</Code>", '</Code><Code xmlns="urn:xmlbank:v1"/>'))), OutcomeUnknown, None),
        (answer(500), OutcomeUnknown, None),
        (answer(500, b"<html><body>Internal Server Error</body></html>"), OutcomeUnknown, None),
        # A fault that says 200, and a success that says 500, contradict themselves.
        (answer(200, recorded("fault.xml")), OutcomeUnknown, None),
        (answer(500, recorded("submit_executed.xml")), OutcomeUnknown, None),
        (answer(201, recorded("submit_executed.xml")), OutcomeUnknown, None),
        (answer(200), OutcomeUnknown, None),
        (answer(429), NotDone, None),
        # It says that it is busy by a fault: another 503 may be a proxy's that has lost its answer.
        (answer(503, b"<html>busy</html>"), OutcomeUnknown, None),
        (answer(503), OutcomeUnknown, None),
        (answer(401), NotDone, None),
        (answer(404, b"<html>no such page</html>"), OutcomeUnknown, None),
        (answer(502), OutcomeUnknown, None),
        (answer(307), OutcomeUnknown, None),
        (NotDone("ConnectError"), NotDone, None),
        (OutcomeUnknown("ReadTimeout"), OutcomeUnknown, None),
    ],
)  # fmt: skip
def test_what_is_no_payment_is_refused_not_done_or_unknown(
    given: Answer | GatewayError, error: type[GatewayError], code: str | None
) -> None:
    adapter, _ = bank(given)
    with pytest.raises(GatewayError) as caught:
        adapter.pay_out(PAYOUT)
    assert type(caught.value) is error
    assert code is None or caught.value.failure_code == code


def test_a_duplicate_is_asked_what_became_of_it() -> None:
    adapter, wire = bank(DUPLICATE, answer(200, recorded("query_executed.xml")))
    result = adapter.pay_out(PAYOUT)
    assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, Money(Decimal("12.50"), "USD"))
    assert b"QueryPayment" in (wire.sent[1].content or b"")


@pytest.mark.parametrize(
    "following",
    [
        answer(200, recorded("query_not_found.xml")),
        answer(503),
        fault("BUSY"),
        fault("INVALID"),
        fault("UNKNOWN_ACCOUNT"),
        DUPLICATE,
        NotDone("ConnectError"),
        OutcomeUnknown("ReadTimeout"),
    ],
)
def test_after_a_duplicate_nothing_but_an_outcome_is_certain(following: Answer | GatewayError) -> None:
    adapter, _ = bank(DUPLICATE, following)
    with pytest.raises(OutcomeUnknown):
        adapter.pay_out(PAYOUT)


BOMB = """<?xml version="1.0"?>
<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
"""
EXTERNAL = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00",
        b"EXECUTED",
        b"<a/>",
        b"<a>" * 9_000,
        b"<a>" * 9_000 + b"</a>" * 9_000,
        recorded("submit_executed.xml")[:-10],
        recorded("submit_executed.xml") + b" " * 70_000,
        recorded("submit_executed.xml").decode().encode("utf-16"),
        recorded("submit_executed.xml") + b"<more/>",
        # A document type is refused whatever is in it.
        changed("submit_executed.xml", (DECLARATION, BOMB), ("EXECUTED", "&c;")),
        changed("submit_executed.xml", (DECLARATION, EXTERNAL), ("XB0000017", "&file;")),
        changed("submit_executed.xml", (DECLARATION, "<!DOCTYPE html>")),
        changed("submit_executed.xml", (DECLARATION, '<!DOCTYPE x SYSTEM "http://127.0.0.1/evil.dtd">')),
        changed("submit_executed.xml", ("EXECUTED", "&undeclared;")),
        changed("submit_executed.xml", ("EXECUTED", "EXEC\x00UTED")),
        changed("submit_executed.xml", ("schemas.xmlsoap.org/soap/envelope/", "www.w3.org/2003/05/soap-envelope")),
        changed("submit_executed.xml", ("urn:xmlbank:v1", "urn:xmlbank:v2")),
        changed("submit_executed.xml", (' xmlns="urn:xmlbank:v1"', "")),
        changed("submit_executed.xml", ("SubmitPaymentResponse", "QueryPaymentResponse")),
        changed("submit_executed.xml", ("SubmitPaymentResponse", "SubmitPayment")),
        changed("submit_executed.xml", ("soap:Envelope", "soap:Parcel")),
        changed("submit_executed.xml", ("soap:Body", "soap:Header")),
        changed("submit_executed.xml", ("</soap:Body>", "</soap:Body><soap:Body/>")),
        changed("submit_executed.xml", ("</soap:Body>", '<x xmlns="urn:xmlbank:v1"/></soap:Body>')),
        changed("submit_executed.xml", ("EXECUTED", "executed")),
        changed("submit_executed.xml", ("EXECUTED", " EXECUTED ")),
        changed("submit_executed.xml", ("EXECUTED", "SETTLED")),
        changed("submit_executed.xml", ("EXECUTED", "")),
        changed("submit_executed.xml", ("EXECUTED", "EXECUTED<b/>")),
        changed("submit_executed.xml", ("<Status>EXECUTED</Status>", "")),
        changed("submit_executed.xml", ("<Status>EXECUTED</Status>", '<Status xmlns="">EXECUTED</Status>')),
        changed("submit_executed.xml", ("</Status>", "</Status><Status>REJECTED</Status>")),
        changed("submit_executed.xml", ("</Status>", "</Status><ReasonCode>AM04</ReasonCode>")),
        changed("submit_accepted.xml", ("<ReasonCode/>", "<ReasonCode>AM04</ReasonCode>")),
        changed("submit_executed.xml", ("<BankReference>XB0000017</BankReference>", "")),
        changed("submit_executed.xml", ("XB0000017", "XB&#10;17")),
        changed("submit_executed.xml", ("XB0000017", "X" * 101)),
    ],
)
def test_an_answer_that_cannot_be_read_is_unknown(body: bytes) -> None:
    adapter, _ = bank(answer(200, body))
    with pytest.raises(OutcomeUnknown):
        adapter.pay_out(PAYOUT)


def test_a_comment_within_a_text_does_not_cut_it_off() -> None:
    adapter, _ = bank(answer(200, changed("query_executed.xml", ("12.50", "1<!-- -->2.50"))))
    assert adapter.enquire(ENQUIRY).amount == Money(Decimal("12.50"), "USD")


def test_what_stands_there_besides_is_no_harm() -> None:
    more = '<Later>1</Later><Later>2</Later><Status xmlns="urn:another">REJECTED</Status><Deep><er/></Deep>'
    adapter, _ = bank(answer(200, changed("submit_executed.xml", ("</Status>", f"</Status>{more}"))))
    assert adapter.pay_out(PAYOUT).outcome is Outcome.SUCCEEDED


def test_a_mutated_answer_is_read_or_unknown() -> None:
    for wounded in mutated_bytes(recorded("query_executed.xml"), 600):
        adapter, _ = bank(answer(200, wounded))
        try:
            result = adapter.enquire(ENQUIRY)
        except OutcomeUnknown:
            continue
        assert result.outcome is Outcome.SUCCEEDED
        assert result.amount is not None


def test_an_enquiry_tells_what_became_of_it() -> None:
    adapter, wire = bank(answer(200, recorded("query_executed.xml")))
    result = adapter.enquire(ENQUIRY)
    assert (result.outcome, result.provider_reference) == (Outcome.SUCCEEDED, "XB0000017")
    assert result.amount == Money(Decimal("12.50"), "USD")
    assert f">{OPERATION}<".encode() in (wire.sent[0].content or b"")
    adapter, _ = bank(answer(200, recorded("query_not_found.xml")))
    assert adapter.enquire(ENQUIRY).outcome is Outcome.NOT_FOUND
    rejected = changed(
        "query_executed.xml", ("EXECUTED", "REJECTED"), ("<ReasonCode/>", "<ReasonCode>AC04</ReasonCode>")
    )
    adapter, _ = bank(answer(200, rejected))
    assert adapter.enquire(ENQUIRY).failure_code == "provider_account_invalid"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (fault("BUSY"), NotDone),
        (fault("AUTH"), NotDone),
        (fault("INVALID"), OutcomeUnknown),
        (fault("UNKNOWN_ACCOUNT"), OutcomeUnknown),
        (answer(404), OutcomeUnknown),
        (answer(200, changed("query_not_found.xml", ("false", ""))), OutcomeUnknown),
        (answer(200, changed("query_not_found.xml", ("false", "0"))), OutcomeUnknown),
        (answer(200, changed("query_not_found.xml", ("false", "true"))), OutcomeUnknown),
        (answer(200, changed("query_executed.xml", ("12.50", "12.505"))), OutcomeUnknown),
        (answer(200, changed("query_executed.xml", ("12.50", "12,50"))), OutcomeUnknown),
        (answer(200, changed("query_executed.xml", ("12.50", "１２.50"))), OutcomeUnknown),
        (answer(200, changed("query_executed.xml", ("12.50", ""))), OutcomeUnknown),
        (answer(200, changed("query_executed.xml", ("USD", "usd"))), OutcomeUnknown),
        (answer(200, recorded("submit_executed.xml")), OutcomeUnknown),
        (NotDone("ConnectError"), NotDone),
    ],
)
def test_an_enquiry_that_is_not_answered_decides_nothing(given: Answer | GatewayError, error: type) -> None:
    adapter, _ = bank(given)
    with pytest.raises(GatewayError) as caught:
        adapter.enquire(ENQUIRY)
    assert type(caught.value) is error


def test_an_account_is_exchanged_for_a_token() -> None:
    adapter, wire = bank(answer(200, recorded("account_valid.xml")))
    instrument = adapter.link_account(ACCOUNT)
    assert (instrument.token, instrument.kind, instrument.masked) == ("tok-9", "BANK_ACCOUNT", "•••• 1234")
    assert (instrument.holder_name, instrument.issuer) == ("Amina Yusuf", "First Bank")
    assert wire.sent[0].mask == (ACCOUNT.account_number,)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (answer(200, recorded("account_invalid.xml")), Refused),
        (fault("UNKNOWN_ACCOUNT"), Refused),
        (fault("INVALID"), Refused),
        (fault("BUSY"), NotDone),
        (fault("DUPLICATE"), OutcomeUnknown),
        (answer(200, changed("account_valid.xml", ("•••• 1234", ACCOUNT.account_number))), OutcomeUnknown),
        (answer(200, changed("account_valid.xml", ("tok-9", ""))), OutcomeUnknown),
        (answer(200, changed("account_valid.xml", ("Amina Yusuf", "Amina&#10;Yusuf"))), OutcomeUnknown),
        (answer(200, changed("account_valid.xml", ("true", "TRUE"))), OutcomeUnknown),
    ],
)
def test_an_account_that_is_not_linked_is_refused_or_not(given: Answer, error: type) -> None:
    adapter, _ = bank(given)
    with pytest.raises(GatewayError) as caught:
        adapter.link_account(ACCOUNT)
    assert type(caught.value) is error
    assert error is not Refused or caught.value.failure_code == "provider_account_invalid"


def test_the_statement_of_a_day_is_fetched_whole() -> None:
    adapter, wire = bank(answer(200, recorded("statement.xml")))
    file = adapter.fetch_settlement_file(date(2026, 11, 20))
    assert (file.name, file.media_type) == ("xmlbank-2026-11-20.camt.053.xml", "application/xml")
    assert file.content == recorded("statement.xml")
    (sent,) = wire.sent
    assert sent.path == "/statements/2026-11-20"
    assert base64.b64decode(sent.headers["Authorization"].removeprefix("Basic ")) == f"gopay:{PASSWORD}".encode()
    assert sent.longest > 16 * 1024 * 1024


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (answer(404), NotDone),
        (answer(401), NotDone),
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
