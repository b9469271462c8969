"""The XML bank's callbacks: signed over raw bytes, dated in five minutes, under any of our secrets, read strictly."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from apps.core.money import Money
from apps.gateways.adapters.xmlbank import ADAPTER
from apps.gateways.adapters.xmlbank.tests.recorded import NOW, OPERATION, SECRET, changed, connection, recorded, signed
from apps.gateways.base import BadCallback, BadSignature, CallbackEvent, Outcome
from apps.gateways.tests.mutations import mutated_bytes

BODY = recorded("notification.xml")


def read(
    body: bytes, headers: dict[str, str] | None = None, *, secrets: tuple[str, ...] = (SECRET,), now: datetime = NOW
) -> CallbackEvent:
    adapter = ADAPTER(connection(secrets), None)
    return adapter.read_callback(signed(body) if headers is None else headers, body, now=now)


def test_a_recorded_callback_is_read() -> None:
    # Its signature was made by openssl.
    event = read(BODY, {"x-signature": recorded("notification.signature").decode().strip()})
    assert (event.event_id, event.operation_id, event.provider_reference) == ("N-0001", OPERATION, "XB0000017")
    assert (event.counterparty, event.occurred_at) == ("tok-9", None)
    assert event.result.outcome is Outcome.SUCCEEDED
    assert event.result.amount == Money(Decimal("12.50"), "USD")


def test_a_rejection_says_why() -> None:
    event = read(
        changed("notification.xml", ("EXECUTED", "REJECTED"), ("<ReasonCode/>", "<ReasonCode>AM14</ReasonCode>"))
    )
    assert (event.result.outcome, event.result.failure_code) == (Outcome.FAILED, "provider_limit")
    assert read(changed("notification.xml", ("EXECUTED", "ACCEPTED"))).result.outcome is Outcome.PENDING
    without = changed("notification.xml", ("EXECUTED", "REJECTED"), ("<ReasonCode/>", ""))
    assert read(without).result.failure_code == "provider_declined"


def test_any_of_our_secrets_will_do_and_an_empty_one_never_does() -> None:
    headers = signed(BODY, secret="the old one")
    assert read(BODY, headers, secrets=("the new one", "the old one")).event_id == "N-0001"
    assert read(BODY, headers, secrets=("the old one", "the new one")).event_id == "N-0001"
    for secrets in ((), ("the new one",), ("",), ("", "the new one")):
        for secret in ("the old one", ""):
            with pytest.raises(BadSignature):
                read(BODY, signed(BODY, secret=secret), secrets=secrets)


@pytest.mark.parametrize(("seconds", "is_good"), [(300, True), (-300, True), (301, False), (-301, False)])
def test_it_is_good_for_five_minutes_either_way(seconds: int, is_good: bool) -> None:
    if is_good:
        assert read(BODY, now=NOW + timedelta(seconds=seconds)).event_id == "N-0001"
    else:
        with pytest.raises(BadSignature):
            read(BODY, now=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-signature": ""},
        {"x-signature": "é" * 44},
        {"x-signature": "\ud800"},
        {"x-signature": signed(BODY)["x-signature"][:-1]},
        {"x-signature": signed(BODY)["x-signature"] + "="},
        {"x-signature": " " + signed(BODY)["x-signature"]},
        {"x-signature": signed(BODY)["x-signature"].lower()},
        signed(BODY, secret="somebody else's"),
        # Each byte counts, also a blank.
        signed(BODY + b"\n"),
    ],
)
def test_what_the_bank_has_not_signed_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        read(BODY, headers)


def test_the_signature_is_checked_before_a_byte_is_read() -> None:
    for body in (b"", b"<", b"\xff", b"<a>" * 9_000, b"<!DOCTYPE x>" + BODY):
        with pytest.raises(BadSignature):
            read(body, signed(BODY))
        with pytest.raises(BadCallback):
            read(body)


def test_another_elements_presence_is_no_harm() -> None:
    more = '</Account><Fee>1.00</Fee><Amount xmlns="urn:another">1000.00</Amount>'
    assert read(changed("notification.xml", ("</Account>", more))).result.amount == Money(Decimal("12.50"), "USD")


def test_a_reference_we_cannot_have_given_is_none_of_ours() -> None:
    for reference in ("salary-11", OPERATION.hex, str(OPERATION).upper(), f"{{{OPERATION}}}"):
        assert read(changed("notification.xml", (str(OPERATION), reference))).operation_id is None


BOMB = '<!DOCTYPE b [<!ENTITY a "9"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "body",
    [
        BOMB.encode() + changed("notification.xml", ("12.50", "&b;")),
        b'<!DOCTYPE b [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + changed("notification.xml", ("tok-9", "&f;")),
        changed("notification.xml", ("urn:xmlbank:v1", "urn:xmlbank:v2")),
        changed("notification.xml", (' xmlns="urn:xmlbank:v1"', "")),
        changed("notification.xml", ("PaymentNotification", "PaymentNotice")),
        changed("notification.xml", (' Id="N-0001"', "")),
        changed("notification.xml", ("N-0001", "")),
        changed("notification.xml", ("N-0001", "N&#10;1")),
        changed("notification.xml", ("N-0001", "N" * 201)),
        changed("notification.xml", ("EXECUTED", "SETTLED")),
        changed("notification.xml", ("EXECUTED", "EXECUTED ")),
        changed("notification.xml", ("<ReasonCode/>", "<ReasonCode>AM04</ReasonCode>")),
        changed("notification.xml", ("<ReasonCode/>", "<Status>REJECTED</Status>")),
        changed("notification.xml", ("</Account>", "</Account><Amount>1250.00</Amount>")),
        changed("notification.xml", ("12.50", "12.505")),
        changed("notification.xml", ("12.50", "1e3")),
        changed("notification.xml", ("12.50", "-12.50")),
        changed("notification.xml", ("12.50", "１２.50")),
        changed("notification.xml", ("12.50", "12<b/>.50")),
        changed("notification.xml", ("12.50", "9" * 5000)),
        changed("notification.xml", ("USD", "XXX")),
        changed("notification.xml", ("<Currency>USD</Currency>", "")),
        changed("notification.xml", ("<Account>tok-9</Account>", "")),
        changed("notification.xml", ("tok-9", "tok&#9;9")),
        changed("notification.xml", ("2026-11-20T09:30:00Z", "2026-11-20T09:30:00")),
        changed("notification.xml", ("2026-11-20T09:30:00Z", "2026-11-31T09:30:00Z")),
        changed("notification.xml", ("2026-11-20T09:30:00Z", "0000-00-00T00:00:00Z")),
        changed("notification.xml", ("2026-11-20T09:30:00Z", "1795167000")),
        changed("notification.xml", ("</Account>", "</Account><x>" + "y" * 70_000 + "</x>")),
        BODY[:-30],
        BODY.decode().encode("utf-16"),
        b'<?xml version="1.0" encoding="rot13"?>' + BODY[:-1],
        BODY + BODY,
    ],
)
def test_what_is_signed_and_cannot_be_read_is_a_bad_callback(body: bytes) -> None:
    with pytest.raises(BadCallback):
        read(body)


def _without_each_element() -> list[bytes]:
    """The notification without each of its elements, with each empty, twice, and with another's text."""
    bodies = []
    for name, text in re.findall(rb"<(\w+)>([^<]*)</\w+>", BODY):
        whole = b"<%s>%s</%s>" % (name, text, name)
        others = (whole.replace(text, b"\xc2\xa0"), whole.replace(text, b"9" * 400))
        bodies += [BODY.replace(whole, instead) for instead in (b"", b"<%s/>" % name, whole * 2, *others)]
    return bodies


def test_a_mutated_callback_raises_nothing_else() -> None:
    read_well = 0
    for body in (*_without_each_element(), *mutated_bytes(BODY, 800)):
        if body != BODY:
            with pytest.raises(BadSignature):
                read(body, signed(BODY))
        try:
            event = read(body)
        except (BadCallback, BadSignature):
            continue
        read_well += 1
        assert 0 < len(event.event_id) <= 200
        assert event.event_id.isprintable()
        assert event.result.amount is not None
        assert event.result.outcome is Outcome.SUCCEEDED
    assert read_well > 0
