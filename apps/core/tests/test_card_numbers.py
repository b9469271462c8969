"""What is taken for a card's number, and what is not (ISO/IEC 7812-1, Luhn)."""

import json
import time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from apps.core import logs
from apps.core.api.idempotency import read_key
from apps.core.api.parsing import StrictSerializer, TextField
from apps.core.card_numbers import find_card_number, mask_card_numbers, mask_in
from apps.core.errors import CardNumberRefused
from apps.core.ids import uuid7

# The card schemes' own test numbers.
VISA, MASTERCARD, MASTERCARD_2, AMEX = "4242424242424242", "5555555555554444", "2223003122003222", "378282246310005"
DINERS, DISCOVER, JCB, UNIONPAY, MAESTRO = (
    *("30569309025904", "6011111111111117", "3566002020360505", "6200000000000005", "6759649826438453"),
)
VISA_19 = "4000000000000000006"
CARDS = [VISA, MASTERCARD, MASTERCARD_2, AMEX, DINERS, DISCOVER, JCB, UNIONPAY, MAESTRO, VISA_19]


def check_digit(digits: str) -> str:
    """The digit that makes these a number (Luhn), worked out in another way than the code does."""
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))]
    return str(-sum(sum(map(int, str(value))) for value in doubled) % 10)


numbers = st.builds(
    lambda first, rest: first + rest + check_digit(first + rest),
    st.sampled_from("23456"),
    st.text("0123456789", min_size=12, max_size=17),
)


@pytest.mark.parametrize("card", CARDS)
def test_the_schemes_test_numbers_are_found_however_they_are_written(card: str) -> None:
    fours = [card[at : at + 4] for at in range(0, len(card), 4)]
    written = [card, " ".join(fours), "-".join(fours), "\u2013".join(fours), "\u00a0".join(fours), " ".join(card)]
    if len(card) == 15:
        written += [f"{card[:4]} {card[4:10]} {card[10:]}"]
    for text in written:
        for around in ("{}", "my card {}", "card{}", "{}, thanks", "({})", "x{}y", '{{"n": "{}"}}', "{}.", "{} 12/28"):
            said = around.format(text)
            assert find_card_number(said), said
            masked = mask_card_numbers(said)
            assert len(masked) == len(said)
            assert not find_card_number(masked)
            assert card[:-4] not in masked.replace(" ", "").replace("-", "")


@given(numbers)
@settings(max_examples=300, deadline=None)
def test_every_number_with_the_right_check_digit_is_found_and_no_other_one(number: str) -> None:
    assert find_card_number(number) or number.startswith("20")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not find_card_number(wrong)
    assert not find_card_number("1" + number[1:])
    assert not find_card_number(number + "0" * (20 - len(number)))
    assert not find_card_number("0" * (20 - len(number)) + number)


@pytest.mark.parametrize(
    "text",
    [
        "4242 4242 4242 4242 12 28 123",
        "4242 4242 4242 4242 2026",
        "call +254712345678 card 4242 4242 4242 4242",
        "+254712345678 4242424242424242",
        "+4242424242424242",
        "+4242 4242 4242 4242",
        "4242424242424242\n4000056655665556",
        "on 2026-11-21 4242424242424242",
        "01939f3c-1234-7abc-8def-0123456789ab 4242424242424242",
        "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
        "４２４２４２４２４２４２４２４２",
    ],
)
def test_what_stands_around_it_hides_none(text: str) -> None:
    assert find_card_number(text)
    assert not find_card_number(mask_card_numbers(text))


@pytest.mark.parametrize(
    "text",
    [
        *("", "4", "hello", "4242", "4242 4242 4242", "4242424242424241", "1424242424242424"),
        # Inside longer runs, hashes and ids.
        *("04242424242424242000", "42424242424242424242", "a4242424242424242", "4242424242424242f"),
        *("42424242-4242-4242-8242-424242424242", "deadbeef4242424242424242deadbeef12345678"),
        # Phone numbers, also those that read like one.
        *("+254712345678", "+49 1523 4567 8901 234", "+424242424242424", "0712 345 678 0722 345 678"),
        # Amounts, dates, times, and an electricity token.
        *("12.50", "424242424242424.12", "1 000 000 000 000 000", "100 200 300 400 500", "20261121103000"),
        *("2026-11-21 2026-11-22", "2026-11-21T10:30:00Z", "1234-5678-9012-3456-7890", "4242-4242-4242-4242-4242"),
        # Another separator is another thing: this could be a version, an address or a list.
        *("4242.4242.4242.4242", "4242,4242,4242,4242", "4242  4242  4242  4242"),
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert not find_card_number(text)
    assert mask_card_numbers(text) == text


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**80 - 1))
@settings(max_examples=500, deadline=None)
def test_no_id_is_taken_for_one(milliseconds: int, rest: int) -> None:
    value = UUID(int=(milliseconds << 80 | rest) & ~(0xF << 76) | 7 << 76)
    for text in (str(value), f"payment:{value}", f"{value}:{value}", str(value).upper(), f"/api/v1/x/{value}/y"):
        assert not find_card_number(text)


def test_no_id_made_of_digits_only_is_taken_for_one() -> None:
    for number in range(200):
        digits = f"{number:04d}"
        assert not find_card_number(f"4242{digits}-4242-{digits}-4242-4242{digits}4242")
    assert not any(find_card_number(str(uuid7())) for _ in range(2000))


@given(st.text("0123456789", min_size=7, max_size=15).filter(lambda digits: digits[0] != "0"))
@settings(max_examples=300, deadline=None)
def test_no_phone_number_is_taken_for_one(digits: str) -> None:
    grouped = " ".join(digits[at : at + 3] for at in range(0, len(digits), 3))
    for text in (f"+{digits}", f"+{grouped}", f"from +{digits} to +{digits}"):
        assert not find_card_number(text), text


@given(
    st.decimals(0, Decimal("999999999999999.9999"), places=4), st.text("23456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=10)
)
@settings(max_examples=300, deadline=None)
def test_no_amount_and_no_reference_of_ours_is_taken_for_one(amount: Decimal, reference: str) -> None:
    assert not find_card_number(f"{amount:.2f} USD")
    assert not find_card_number(reference[:10])


def test_plain_data_is_masked_all_through() -> None:
    found = mask_in({"a": [VISA, {"b": (int(VISA), None, True, 1.5)}], VISA: "c", "id": "x"})
    assert found == {
        "a": ["*" * 12 + "4242", {"b": ["*" * 12 + "4242", None, True, 1.5]}],
        "*" * 12 + "4242": "c",
        "id": "x",
    }


def test_a_log_line_holds_none() -> None:
    class Odd:
        def __str__(self) -> str:
            return f"odd {VISA}"

    line = logs._mask_card_numbers(None, "", {"event": f"no {VISA}", "odd": Odd(), "n": int(VISA), "_record": Odd()})
    assert VISA not in json.dumps({name: str(value) for name, value in line.items() if name != "_record"})
    assert isinstance(line["_record"], Odd)


def test_long_texts_take_no_longer_than_reading_them() -> None:
    """64 KiB of the worst that can be sent: the time grows with the length and not with its square."""
    for piece in ("4 ", "42", "4242424242424242a", "4242 ", "+", f"{VISA} ", "12345678-", "20261121103000 ", "٤ "):
        text = (piece * 70_000)[: 64 * 1024]
        began = time.process_time()
        find_card_number(text)
        mask_card_numbers(text)
        assert time.process_time() - began < 2, piece


# --- Where people write -----------------------------------------------------------------------------------------------


class _Inner(StrictSerializer):
    text = TextField(required=False)


class _Shape(StrictSerializer):
    text = TextField(required=False)
    mail = serializers.EmailField(required=False)
    texts = serializers.ListField(child=TextField(), required=False)
    inner = _Inner(required=False)
    number = serializers.IntegerField(required=False)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"text": VISA}, ["text"]),
        ({"text": "card 4242 4242 4242 4242"}, ["text"]),
        ({"mail": f"{VISA}@example.org"}, ["mail"]),
        ({"texts": ["a", VISA]}, ["texts"]),
        ({"inner": {"text": VISA}}, ["inner.text"]),
        ({"number": int(VISA)}, ["number"]),
        ({"unknown": VISA}, ["unknown"]),
        ({VISA: "x"}, [""]),
        ({"inner": {VISA: "x"}}, ["inner"]),
        ({"text": VISA, "mail": f"{VISA}@example.org"}, ["text", "mail"]),
        (VISA, [""]),
        ([VISA], [""]),
    ],
)
def test_a_body_with_one_is_refused_and_its_fields_are_named(body: Any, fields: list[str]) -> None:
    with pytest.raises(CardNumberRefused) as refused:
        _Shape(data=body).is_valid(raise_exception=True)
    assert refused.value.code == "card_number_refused"
    assert [one["field"] for one in refused.value.errors] == fields
    assert VISA not in str(refused.value.errors) + refused.value.detail


def test_a_body_without_one_is_read_as_before() -> None:
    body = {"text": str(uuid7()), "mail": "a@example.org", "texts": ["+254712345678"], "number": 5}
    shape = _Shape(data=body)
    assert shape.is_valid()
    with pytest.raises(ValidationError):
        _Shape(data={"nonsense": 1}).is_valid(raise_exception=True)


def test_an_idempotency_key_that_is_one_is_refused() -> None:
    """Keys are kept. One that an app makes is a UUID or random text, and never this."""
    for key, is_good in ((VISA, False), (f'"{VISA}"', False), (str(uuid7()), True), ("order-4711", True)):
        request = Request(APIRequestFactory().post("/", headers={"Idempotency-Key": key}))
        if is_good:
            read_key(request, {})
        else:
            with pytest.raises(CardNumberRefused):
                read_key(request, {})
