"""Who signed a callback, and when (SECURITY 23): Standard Webhooks, plain HMAC, and HMAC with a timestamp."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from apps.gateways import signatures
from apps.gateways.base import BadSignature
from apps.gateways.signatures import (
    TOLERANCE,
    check_age,
    check_hmac,
    check_standard_webhook,
    check_timestamp,
    check_timestamped_hmac,
)

# Published with the specification's libraries (JavaScript, Python, Go, Java, Ruby; and Rust for the second).
VECTORS = [
    (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
        b'{"test": 2432232314}',
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ),
    (
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
        "1649367553",
        b'{"email":"test@example.com","username":"test_user"}',
        "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
    ),
]
SECRET, ID, TIMESTAMP, BODY, SIGNATURE = VECTORS[0]
# What the libraries' own tests put beside it.
OTHER = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="
NOW = datetime.fromtimestamp(int(TIMESTAMP), tz=UTC)
SECOND = timedelta(seconds=1)


def headers(**changed: str | None) -> dict[str, str]:
    given = {"id": ID, "timestamp": TIMESTAMP, "signature": SIGNATURE} | changed
    return {f"webhook-{name}": value for name, value in given.items() if value is not None}


def standard(body: bytes = BODY, secrets=(SECRET,), now: datetime = NOW, **changed: str | None) -> str:
    return check_standard_webhook(headers(**changed), body, secrets, now=now)


@pytest.mark.parametrize(("secret", "message_id", "timestamp", "body", "signature"), VECTORS)
def test_the_published_vectors_of_standard_webhooks_pass(secret, message_id, timestamp, body, signature) -> None:
    now = datetime.fromtimestamp(int(timestamp), tz=UTC)
    given = {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": signature}
    for written in (secret, secret.removeprefix("whsec_")):
        assert check_standard_webhook(given, body, [written], now=now) == message_id


@pytest.mark.parametrize("seconds", [0, 300, -300, 299])
def test_five_minutes_either_way_are_good(seconds: int) -> None:
    assert standard(now=NOW + seconds * SECOND) == ID


@pytest.mark.parametrize("seconds", [301, -301, 86400, -86400 * 400])
def test_more_than_five_minutes_either_way_are_not(seconds: int) -> None:
    with pytest.raises(BadSignature):
        standard(now=NOW + seconds * SECOND)


@pytest.mark.parametrize("name", ["id", "timestamp", "signature"])
@pytest.mark.parametrize("value", [None, "", " ", "hello", "v1", "v1,", "v1,g0hM9S", "v1,é", "\udcff", "²", "1.6e9"])
def test_a_missing_or_misshapen_header_is_refused(name: str, value: str | None) -> None:
    with pytest.raises(BadSignature):
        check_standard_webhook(headers(**{name: value}), BODY, [SECRET], now=NOW)


@pytest.mark.parametrize("timestamp", ["01614265330", "+1614265330", "1614265330.0", " 1614265330", "9" * 400])
def test_a_timestamp_written_otherwise_is_refused(timestamp: str) -> None:
    with pytest.raises(BadSignature):
        standard(timestamp=timestamp)


def test_a_signature_by_somebody_else_is_refused() -> None:
    for signature in (OTHER, SIGNATURE.replace("v1,", "v2,"), SIGNATURE[:-1], SIGNATURE + "=", SIGNATURE.upper()):
        with pytest.raises(BadSignature):
            standard(signature=signature)
    with pytest.raises(BadSignature):
        standard(secrets=[VECTORS[1][0]])
    with pytest.raises(BadSignature):
        standard(id="msg_other")
    with pytest.raises(BadSignature):
        standard(timestamp="1614265331")


def test_one_valid_signature_among_several_is_enough() -> None:
    assert standard(signature=f"{OTHER} v2,{OTHER[3:]} {SIGNATURE} {OTHER}") == ID
    assert standard(signature=f"v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw== nonsense, {SIGNATURE}") == ID


def test_secrets_rotate_with_overlap() -> None:
    assert standard(secrets=[VECTORS[1][0], SECRET]) == ID
    assert standard(secrets=[SECRET, VECTORS[1][0]]) == ID


def test_nobody_is_let_in_while_there_is_no_secret() -> None:
    nothing = base64.b64encode(hmac.digest(b"", f"{ID}.{TIMESTAMP}.".encode() + BODY, "sha256")).decode()
    for secrets in ([], [""]):
        with pytest.raises(BadSignature):
            standard(secrets=secrets, signature=f"v1,{nothing}")
        with pytest.raises(BadSignature):
            check_hmac(hmac.new(b"", b"x", "sha256").hexdigest(), b"x", secrets)
        signed = hmac.new(b"", TIMESTAMP.encode() + b".x", "sha256").hexdigest()
        with pytest.raises(BadSignature):
            check_timestamped_hmac(f"t={TIMESTAMP},v1={signed}", b"x", secrets, now=NOW)


@pytest.mark.parametrize("secret", ["whsec_", "whsec_***", "whsec_a"])
def test_a_secret_of_ours_that_is_none_is_our_mistake_and_no_bad_signature(secret: str) -> None:
    with pytest.raises(ValueError, match="Standard Webhooks"):
        standard(secrets=[secret])


def test_the_raw_bytes_are_what_was_signed() -> None:
    """The same JSON written otherwise is another message; bytes that are no text at all are signed like any others."""
    with pytest.raises(BadSignature):
        standard(body=b'{"test":2432232314}')
    for body in (b"\xff\xfe\x00", b""):
        message = f"{ID}.{TIMESTAMP}.".encode() + body
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        assert standard(body=body, signature="v1," + base64.b64encode(hmac.digest(key, message, "sha256")).decode())


def test_no_other_split_of_a_signed_message_is_good() -> None:
    """A body that begins like a timestamp does not let the message's parts be shifted."""
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    body = TIMESTAMP.encode() + b".hello"
    signed = base64.b64encode(hmac.digest(key, f"{ID}.{TIMESTAMP}.".encode() + body, "sha256")).decode()
    assert standard(body=body, signature=f"v1,{signed}") == ID
    with pytest.raises(BadSignature):
        standard(id=f"{ID}.{TIMESTAMP}", body=b"hello", signature=f"v1,{signed}")


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    real = hmac.compare_digest

    def watch(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return real(one, other)

    monkeypatch.setattr(signatures.hmac, "compare_digest", watch)
    standard(signature=f"{SIGNATURE} {OTHER}")
    check_hmac(hmac.new(b"s", b"x", "sha256").hexdigest(), b"x", ["s"])
    # Also the ones after the first that was good.
    assert len(compared) == 3


@pytest.mark.parametrize("encoding", ["hex", "base64"])
def test_a_plain_hmac_is_good_under_each_secret(encoding) -> None:
    digest = hmac.digest(b"old", b"\x00body", "sha256")
    given = digest.hex() if encoding == "hex" else base64.b64encode(digest).decode()
    check_hmac(given, b"\x00body", ["new", "old"], encoding=encoding)
    for signature, message, secrets in [
        (given, b"\x00body", ["new"]),
        (given, b"body", ["old"]),
        (given[:-2], b"\x00body", ["old"]),
        (given + "00", b"\x00body", ["old"]),
        ("é" * 64, b"\x00body", ["old"]),
        ("", b"\x00body", ["old"]),
        (None, b"\x00body", ["old"]),
    ]:
        with pytest.raises(BadSignature):
            check_hmac(signature, message, secrets, encoding=encoding)


def test_the_hmac_is_the_one_of_rfc_4231() -> None:
    check_hmac(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", b"what do ya want for nothing?", ["Jefe"]
    )


def timestamped(body: bytes, secret: str = "s", at: datetime = NOW) -> str:
    t = str(int(at.timestamp()))
    return f"t={t},v1={hmac.new(secret.encode(), t.encode() + b'.' + body, hashlib.sha256).hexdigest()}"


def test_a_timestamped_hmac_is_good_while_it_is_fresh() -> None:
    header = timestamped(b"body")
    for seconds in (-300, 0, 300):
        assert check_timestamped_hmac(header, b"body", ["s"], now=NOW + seconds * SECOND) == NOW
    for seconds in (-301, 301):
        with pytest.raises(BadSignature):
            check_timestamped_hmac(header, b"body", ["s"], now=NOW + seconds * SECOND)


def test_a_timestamped_hmac_may_carry_several_signatures() -> None:
    header = timestamped(b"body")
    t, v1 = header.split(",")
    old = timestamped(b"body", "old").split(",")[1]
    for written in (f"{t},{old},{v1}", f"{t},v0=abc,{v1},{old}", f"{v1}, {t}"):
        check_timestamped_hmac(written, b"body", ["s"], now=NOW)
    check_timestamped_hmac(f"{t},{old}", b"body", ["s", "old"], now=NOW)


def test_a_timestamped_hmac_that_is_none_is_refused() -> None:
    header = timestamped(b"body")
    t, v1 = header.split(",")
    later = timestamped(b"body", at=NOW + SECOND).split(",")[0]
    # Two times: the one that was signed and the one that is fresh must not be two.
    for written in (
        None,
        "",
        t,
        v1,
        v1.replace("v1", "v2"),
        f"{later},{v1}",
        f"{t},{later},{v1}",
        f"{t};{v1}",
        f"t=,{v1}",
    ):
        with pytest.raises(BadSignature):
            check_timestamped_hmac(written, b"body", ["s"], now=NOW)
    for body, secret in ((b"bodY", "s"), (b"body", "other"), (b"", "s")):
        with pytest.raises(BadSignature):
            check_timestamped_hmac(header, body, [secret], now=NOW)


def test_ages_and_timestamps() -> None:
    assert check_timestamp(TIMESTAMP, now=NOW) == NOW
    check_age(NOW - TOLERANCE, now=NOW)
    check_age(NOW + TOLERANCE, now=NOW)
    for at in (NOW - TOLERANCE - SECOND, NOW + TOLERANCE + SECOND):
        with pytest.raises(BadSignature):
            check_age(at, now=NOW)
    for text in (None, "", "-1", "١٦١٤٢٦٥٣٣٠", "0x1", "99999999999"):
        with pytest.raises(BadSignature):
            check_timestamp(text, now=NOW)
