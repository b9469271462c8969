"""What a provider wrote is read or it is an error; nothing is believed."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from apps.core.money import CURRENCIES, Money
from apps.gateways.reading import Fields

ID = "019aa5c2-7a10-7c11-9c3e-5b1f4d2e8a01"


class Bad(Exception):
    """The error the reader was made with."""


def of(value: object) -> Fields:
    return Fields({"it": value}, Bad)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'"a"', b"7", b"{", b"\xff", b"[" * 100_000, b'{"a": %s}' % (b"9" * 5000)]
)
def test_only_an_object_is_read(body: bytes) -> None:
    with pytest.raises(Bad):
        Fields.of_json(body, Bad)


@pytest.mark.parametrize("value", [None, "", " ", 7, True, [], {}, "a" * 101, "a\0", "a\nb", "\ud800", "a\x1b[31m"])
def test_what_is_no_text(value: object) -> None:
    with pytest.raises(Bad, match="it"):
        of(value).text("it")
    with pytest.raises(Bad):
        of(value).text("other")


def test_texts() -> None:
    assert of("Amína Ñ").text("it") == "Amína Ñ"
    assert [of(value).optional_text("it") for value in (None, "", "a")] == ["", "", "a"]
    assert of("x").optional_text("other") == ""
    with pytest.raises(Bad):
        of(7).optional_text("it")
    with pytest.raises(Bad):
        of("\0").optional_text("it")


def test_a_choice_is_never_guessed() -> None:
    assert of("paid").choice("it", {"paid": 1}) == 1
    for value in ("PAID", "paid ", "refunded", None, True, ["paid"], {"paid": 1}):
        with pytest.raises(Bad):
            of(value).choice("it", {"paid": 1})


def test_amounts_in_main_units() -> None:
    assert of("12.50").money("it", "USD") == Money(Decimal("12.50"), "USD")
    assert of("1250").money("it", "JPY") == Money(Decimal(1250), "JPY")
    assert of(None).optional_money("it", "USD") is None
    for value in (None, 12.5, 12, "1e3", "1_000", "-1.00", "12.505", "１２.50", "NaN", "9" * 16, True):
        with pytest.raises(Bad):
            of(value).money("it", "USD")
    for currency in ("usd", "XXX", ""):
        with pytest.raises(Bad):
            of("1").money("it", currency)
    with pytest.raises(Bad):
        of("12.50").money("it", "JPY")


def test_amounts_in_minor_units_have_the_currencys_decimals() -> None:
    for currency, units in CURRENCIES.items():
        assert of(1250).minor_money("it", currency) == Money(Decimal(1250).scaleb(-units), currency)
        largest = 10 ** (15 + units) - 1
        assert of(largest).minor_money("it", currency).amount * 10**units == largest
        with pytest.raises(Bad):
            of(largest + 1).minor_money("it", currency)
    for value in (None, 12.0, "1250", -1, True, 10**400, [1]):
        with pytest.raises(Bad):
            of(value).minor_money("it", "USD")
    with pytest.raises(Bad):
        of(1).minor_money("it", "XXX")


def test_an_id_we_could_not_have_given_is_none_of_ours() -> None:
    assert of(ID).our_id("it") == UUID(ID)
    for value in (ID.upper(), f"{{{ID}}}", f"urn:uuid:{ID}", ID.replace("-", ""), "INV-17"):
        assert of(value).our_id("it") is None
    for other in (None, 7, ""):
        with pytest.raises(Bad):
            of(other).our_id("it")


def test_times_and_dates() -> None:
    assert of("2026-11-21T10:00:00Z").time("it") == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert of("2026-11-21T13:00:00+03:00").time("it") == datetime(2026, 11, 21, 10, tzinfo=UTC)
    for value in (
        "2026-11-21T10:00:00",
        "2026-02-30T10:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "soon",
        1795255200,
        None,
    ):
        with pytest.raises(Bad):
            of(value).time("it")
    assert of("2026-12-05").optional_date("it") == date(2026, 12, 5)
    assert of(None).optional_date("it") is None
    for value in ("2026-02-30", "soon", 7):
        with pytest.raises(Bad):
            of(value).optional_date("it")


def test_flags_and_objects() -> None:
    assert of(True).flag("it") is True
    for value in ("true", 1, None):
        with pytest.raises(Bad):
            of(value).flag("it")
    assert of({"a": "b"}).object("it").text("a") == "b"
    assert of(None).optional_object("it") is None
    with pytest.raises(Bad):
        of("a").object("it")
    with pytest.raises(Bad):
        of(None).object("it")
    with pytest.raises(Bad):
        of([]).optional_object("it")


def test_forms_have_each_field_once() -> None:
    assert Fields.of_form(b"ref=R&msisdn=%2B254700000001", Bad).text("msisdn") == "+254700000001"
    assert Fields.of_form(b"a=&b=1", Bad).optional_text("a") == ""
    for body in (b"a", b"a=1&a=2", b"a=1&a=1", b"\xff=1", b"a=%ff", b"a=1&&b=2", b'{"a": 1}'):
        with pytest.raises(Bad):
            Fields.of_form(body, Bad)
