"""What the codes of tills and charges say, byte for byte, and how a scanned text is told apart."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core import clock, emvco
from apps.core.card_numbers import find_card_number
from apps.core.emvco import InvalidCode, Language, Tip
from apps.core.money import CURRENCIES
from apps.core.tests.test_emvco import PUBLISHED
from apps.merchants import codes
from apps.merchants.models import Charge, Merchant, Source, Till, TipMode

# None of these is saved: a code is made of what stands in the rows alone.


def a_merchant(**changes: Any) -> Merchant:
    fields = {"name": "Mama Njeri's Kitchen", "category": "5812", "country": "KE", "city": "Nairobi", "currency": "USD"}
    return Merchant(**{**fields, **changes})


def a_till(**changes: Any) -> Till:
    return Till(**{"code": "7KQ2M9XWBD", "label": "Till 1", **changes})


def a_charge(**changes: Any) -> Charge:
    fields = {
        "source": Source.TILL,
        "code": "x9-Wd_0aQ3kLmN5pRsTuVw",
        "amount": Decimal("12.5000"),
        "currency": "USD",
        "expires_at": clock.now() + timedelta(minutes=10),
    }
    return Charge(**{**fields, **changes})


def test_a_tills_code_says_whose_it_is_and_no_amount() -> None:
    text = codes.till_text(a_till(), a_merchant())

    assert text[:-4] == (
        "00020101021126270009org.gopay01107KQ2M9XWBD5802KE520458126007Nairobi53038405920Mama Njeri's Kitchen"
        "62100706Till 16304"
    )
    payload = emvco.parse(text)
    assert (payload.is_dynamic, payload.amount, payload.tip, payload.language) == (False, None, None, None)
    assert payload.additional.terminal_label == "Till 1"
    assert codes.read(text) == codes.Scanned("till", "7KQ2M9XWBD", payload)


def test_a_charges_code_says_its_amount_and_is_for_once() -> None:
    text = codes.charge_text(a_charge(), a_merchant(), a_till())

    payload = emvco.parse(text)
    assert (payload.is_dynamic, payload.amount, payload.currency) == (True, Decimal("12.50"), "USD")
    assert "540512.50" in text
    assert payload.additional.reference == "x9-Wd_0aQ3kLmN5pRsTuVw"
    assert payload.additional.terminal_label == "Till 1"
    assert codes.read(text) == codes.Scanned("charge", "x9-Wd_0aQ3kLmN5pRsTuVw", payload)


@pytest.mark.parametrize(
    ("currency", "amount", "written"),
    [("JPY", "1500.0000", "1500"), ("KWD", "1.2500", "1.250"), ("USD", "9999999999.99", "9999999999.99")],
)
def test_an_amount_has_the_decimals_of_its_currency(currency: str, amount: str, written: str) -> None:
    charge = a_charge(amount=Decimal(amount), currency=currency)

    text = codes.charge_text(charge, a_merchant(currency=currency))

    assert f"54{len(written):02d}{written}" in text


def test_an_amount_that_is_too_long_for_a_code_is_left_to_us_to_tell() -> None:
    text = codes.charge_text(a_charge(amount=Decimal("10000000000.00")), a_merchant())

    assert emvco.parse(text).amount is None


@pytest.mark.parametrize(
    ("mode", "value", "tip"),
    [
        (TipMode.NONE, None, None),
        (TipMode.PROMPT, None, Tip("prompt")),
        (TipMode.FIXED, Decimal("0.5000"), Tip("fixed", Decimal("0.50"))),
        (TipMode.PERCENT, Decimal("2.5000"), Tip("percent", Decimal("2.5"))),
        (TipMode.PERCENT, Decimal("10.0000"), Tip("percent", Decimal(10))),
        (TipMode.PERCENT, Decimal(20), Tip("percent", Decimal(20))),
        (TipMode.PERCENT, Decimal("99.9900"), Tip("percent", Decimal("99.99"))),
        (TipMode.PERCENT, Decimal("0.0100"), Tip("percent", Decimal("0.01"))),
    ],
)
def test_tips_and_convenience_fees_are_in_both_codes(mode: str, value: Decimal | None, tip: Tip | None) -> None:
    till = a_till(tip_mode=mode, tip_value=value)
    charge = a_charge(tip_mode=mode, tip_value=value)

    assert emvco.parse(codes.till_text(till, a_merchant())).tip == tip
    assert emvco.parse(codes.charge_text(charge, a_merchant())).tip == tip


@pytest.mark.parametrize(
    ("name", "plain", "language"),
    [
        ("Café Zoë", "Cafe Zoe", Language("en", "Café Zoë")),
        ("最佳运输", "Merchant", Language("en", "最佳运输")),
        ("مطعم ABC", "ABC", Language("en", "مطعم ABC")),
        ("The Savannah Hardware and Paint Company", "The Savannah Hardware and", None),
    ],
)
def test_a_name_in_another_script_stands_beside_its_plain_letters(
    name: str, plain: str, language: Language | None
) -> None:
    payload = emvco.parse(codes.till_text(a_till(), a_merchant(name=name, city="Zürich-Oerlikon Nord")))

    assert (payload.name, payload.language) == (plain, language)
    assert payload.city == "Zurich-Oerlikon"


def test_a_label_in_another_script_is_left_out() -> None:
    assert emvco.parse(codes.till_text(a_till(label="櫃檯"), a_merchant())).additional.terminal_label is None


@pytest.mark.parametrize("text", PUBLISHED.values(), ids=PUBLISHED)
def test_a_code_of_somebody_elses_is_foreign(text: str) -> None:
    scanned = codes.read(text)

    assert (scanned.kind, scanned.code, scanned.payload.text()) == ("foreign", "", text)


def _with_account(parts: list[tuple[str, str]]) -> str:
    ours = ("26", emvco.template(parts))
    return emvco.build([ours, ("52", "5812"), ("53", "840"), ("58", "KE"), ("59", "Mama"), ("60", "Nairobi")])


@pytest.mark.parametrize(
    "parts",
    [
        [("00", "org.gopay")],
        [("00", "org.gopay"), ("01", "7KQ2M9XWBD"), ("02", "x9")],
        [("00", "org.gopay"), ("04", "7KQ2M9XWBD")],
        [("00", "org.gopay.fake"), ("01", "7KQ2M9XWBD")],
    ],
    ids=["nothing", "two things", "something else", "of somebody else"],
)
def test_a_code_that_names_no_one_thing_of_ours_is_foreign(parts: list[tuple[str, str]]) -> None:
    assert codes.read(_with_account(parts)).kind == "foreign"


def test_our_name_is_ours_in_capitals_too() -> None:
    """It is a domain's name, and those are compared so."""
    assert codes.read(_with_account([("00", "ORG.GOPAY"), ("01", "7KQ2M9XWBD")])).kind == "till"


def test_what_is_no_code_is_said_to_be_none() -> None:
    with pytest.raises(InvalidCode):
        codes.read("https://example.org")


def test_a_code_is_as_issued_while_money_and_merchant_are_the_same() -> None:
    issued = emvco.parse(codes.charge_text(a_charge(), a_merchant()))

    def is_same(charge: Charge | None = None, **merchant: Any) -> bool:
        text = codes.charge_text(charge or a_charge(), a_merchant(**merchant))
        return codes.is_as_issued(emvco.parse(text), issued)

    assert is_same()
    assert is_same(city="Mombasa", category="5999")
    assert is_same(a_charge(tip_mode=TipMode.PROMPT))
    assert not is_same(name="Mama Njoki's Kitchen")
    assert not is_same(currency="KES")
    assert not is_same(country="TZ")
    assert not is_same(a_charge(amount=Decimal("1.25")))
    assert not codes.is_as_issued(emvco.parse(codes.till_text(a_till(), a_merchant())), issued)


@settings(max_examples=150, deadline=None)
@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    label=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=25),
    city=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    currency=st.sampled_from(sorted(CURRENCIES)),
    cents=st.integers(1, 10**15 - 1),
)
def test_whatever_a_merchant_is_called_its_codes_can_be_read(
    name: str, label: str, city: str, currency: str, cents: int
) -> None:
    merchant = a_merchant(name=name, city=city, currency=currency)
    till = a_till(label=label)
    charge = a_charge(amount=Decimal(cents).scaleb(-CURRENCIES[currency]), currency=currency)

    assert codes.read(codes.till_text(till, merchant)).code == till.code
    assert codes.read(codes.charge_text(charge, merchant, till)).code == charge.code


def test_no_code_looks_like_a_cards_number() -> None:
    """In the order of their ids the objects' digits would run on into one another and be one, for one code in ten."""
    chance = random.Random(7)
    tips = [(TipMode.NONE, None), (TipMode.PROMPT, None), (TipMode.FIXED, Decimal(25)), (TipMode.PERCENT, Decimal(5))]
    for currency, units in sorted(CURRENCIES.items())[::3]:
        merchant = a_merchant(currency=currency)
        for digits in range(1, 14):
            mode, value = chance.choice(tips)
            amount = Decimal(chance.randrange(1, 10**digits)).scaleb(-units)
            charge = a_charge(currency=currency, amount=amount, tip_mode=mode, tip_value=value)
            text = codes.charge_text(charge, merchant, a_till())
            assert not find_card_number(text), text
            code = "".join(chance.choices("23456789", k=10))
            text = codes.till_text(a_till(code=code, tip_mode=mode, tip_value=value), merchant)
            assert not find_card_number(text), text
