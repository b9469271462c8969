"""Codes of an authenticator app: the vectors of RFC 4226 and RFC 6238, and which codes are accepted when."""

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from apps.operations import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOON = datetime(2026, 11, 21, 12, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("counter", "code"),
    list(
        enumerate(["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"])
    ),
)
def test_the_vectors_of_rfc_4226(counter: int, code: str) -> None:
    """Appendix D."""
    assert totp.code_at(SECRET, counter) == code


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_vectors_of_rfc_6238(seconds: int, code: str) -> None:
    """Appendix B, SHA-1, the last six of its eight digits."""
    assert totp.code_at(SECRET, totp.counter_at(datetime.fromtimestamp(seconds, UTC))) == code


@pytest.mark.parametrize("steps", [-2, -1, 0, 1, 2])
def test_a_clock_may_be_wrong_by_one_step(steps: int) -> None:
    code = totp.code_at(SECRET, totp.counter_at(NOON) + steps)
    expected = totp.counter_at(NOON) + steps if abs(steps) <= 1 else None
    assert totp.matching_counter(SECRET, code, now=NOON) == expected


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "12345a", "１２３４５６", "-12345", " 12345", "1e5000", "\x00" * 6]
)
def test_what_is_no_code_is_wrong(typed: str) -> None:
    assert totp.matching_counter(SECRET, typed, now=NOON) is None


def test_secrets_are_long_and_differ() -> None:
    made = {totp.new_secret() for _ in range(20)}
    assert len(made) == 20
    assert {len(base64.b32decode(secret)) for secret in made} == {20}


def test_the_address_says_what_apps_need() -> None:
    address = urlsplit(totp.address_of(SECRET, issuer="GoPay", account="olga+ops@example.org"))
    assert (address.scheme, address.netloc, unquote(address.path)) == ("otpauth", "totp", "/GoPay:olga+ops@example.org")
    assert parse_qs(address.query) == {
        "secret": [SECRET],
        "issuer": ["GoPay"],
        "algorithm": ["SHA1"],
        "digits": ["6"],
        "period": ["30"],
    }


def test_a_code_ages_out() -> None:
    code = totp.code_at(SECRET, totp.counter_at(NOON))
    assert totp.matching_counter(SECRET, code, now=NOON + timedelta(seconds=49)) is not None
    assert totp.matching_counter(SECRET, code, now=NOON + timedelta(seconds=50)) is None
