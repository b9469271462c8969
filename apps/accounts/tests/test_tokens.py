"""Tokens that are not ours, not for this, or no longer good: SECURITY 9 and 13."""

import base64
import hmac
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
import time_machine
from django.conf import settings
from django.test import override_settings

from apps.accounts import tokens
from apps.accounts.errors import InvalidToken
from apps.accounts.tests.factories import make_person, plain_client_with, tokens_of
from apps.core import clock
from apps.core.ids import uuid7

pytestmark = pytest.mark.django_db


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def _parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})


def _first_key() -> tuple[str, str]:
    return next(iter(settings.JWT_SIGNING_KEYS.items()))


def _signed(claims: dict[str, Any], *, headers: dict[str, Any] | None = None, key: str | None = None) -> str:
    kid, secret = _first_key()
    return jwt.encode(claims, key or secret, algorithm="HS256", headers={"kid": kid} | (headers or {}))


def _unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return f"{_encoded(json.dumps(header).encode())}.{_encoded(json.dumps(claims).encode())}."


def _confused(alg: str, claims: dict[str, Any], digest: str = "sha256") -> str:
    """A signature made with our secret, under a header that names an algorithm which is not ours."""
    kid, secret = _first_key()
    signed = _unsigned({"alg": alg, "kid": kid}, claims).rstrip(".")
    return f"{signed}.{_encoded(hmac.digest(secret.encode(), signed.encode(), digest))}"


def attacks() -> list[Any]:
    """Each takes a good access token's claims (and pair) and makes a bad token of them."""
    kid = "kid"
    return [
        pytest.param(lambda c, p: _unsigned({"alg": "none", kid: _first_key()[0]}, c), id="alg none"),
        pytest.param(lambda c, p: _unsigned({"alg": "None", kid: _first_key()[0]}, c), id="alg None"),
        pytest.param(lambda c, p: _unsigned({"alg": "HS256", kid: _first_key()[0]}, c), id="no signature"),
        pytest.param(lambda c, p: _confused("RS256", c), id="RS256"),
        pytest.param(lambda c, p: _confused("none", c), id="alg none with a signature"),
        pytest.param(lambda c, p: _confused("HS512", c, "sha512"), id="HS512"),
        pytest.param(lambda c, p: _signed(c, headers={kid: "foreign"}), id="foreign kid"),
        pytest.param(lambda c, p: _signed(c, headers={kid: "../../dev/null"}), id="kid is a path"),
        pytest.param(lambda c, p: _unsigned({"alg": "HS256", kid: ["k1"]}, c) + "c2ln", id="kid is a list"),
        pytest.param(lambda c, p: _unsigned({"alg": "HS256", kid: None}, c) + "c2ln", id="kid is null"),
        pytest.param(lambda c, p: jwt.encode(c, _first_key()[1], algorithm="HS256"), id="no kid"),
        pytest.param(lambda c, p: _signed(c, key="another secret of at least 32 bytes"), id="foreign secret"),
        pytest.param(lambda c, p: _signed(c, key=settings.SECRET_KEY), id="Django's own secret"),
        pytest.param(lambda c, p: p.refresh, id="refresh as access"),
        pytest.param(lambda c, p: _signed(c | {"aud": "another-api"}), id="wrong aud"),
        pytest.param(lambda c, p: _signed({k: v for k, v in c.items() if k != "aud"}), id="no aud"),
        pytest.param(lambda c, p: _signed(c | {"iss": "somebody"}), id="wrong iss"),
        pytest.param(lambda c, p: _signed({k: v for k, v in c.items() if k != "iss"}), id="no iss"),
        pytest.param(lambda c, p: _signed(c | {"exp": c["iat"] - 1}), id="expired"),
        pytest.param(lambda c, p: _signed({k: v for k, v in c.items() if k != "exp"}), id="never expires"),
        pytest.param(lambda c, p: _signed(c | {"iat": c["iat"] + 3600}), id="from the future"),
        pytest.param(lambda c, p: _signed(c | {"typ": "other"}), id="other kind"),
        pytest.param(lambda c, p: _signed({k: v for k, v in c.items() if k != "typ"}), id="no kind"),
        pytest.param(lambda c, p: _signed(c | {"sid": str(uuid7())}), id="unknown session"),
        pytest.param(lambda c, p: _signed(c | {"sid": "1"}), id="session is no id"),
        pytest.param(lambda c, p: _signed(c | {"sub": str(uuid7())}), id="somebody else's session"),
        pytest.param(lambda c, p: _signed(c | {"sub": 7}), id="sub is a number"),
        pytest.param(lambda c, p: _signed({k: v for k, v in c.items() if k != "jti"}), id="no jti"),
        pytest.param(lambda c, p: p.access[:-2] + ("AA" if p.access[-2:] != "AA" else "BB"), id="bent signature"),
        pytest.param(lambda c, p: p.access + "." + p.access, id="two tokens"),
        pytest.param(lambda c, p: "", id="empty"),
        pytest.param(lambda c, p: "...", id="dots"),
        pytest.param(lambda c, p: "ä.ö.ü", id="not ASCII"),
        pytest.param(lambda c, p: _encoded(b"[" * 1400) + ".e30.e30", id="deep header"),
        pytest.param(lambda c, p: "a" * 100_000, id="long"),
    ]


@pytest.mark.parametrize("attack", attacks())
def test_a_bad_token_is_refused(attack: Any) -> None:
    """SECURITY 9: 401 for each, and never an error of ours."""
    pair = tokens_of(make_person("amina"))
    assert plain_client_with(pair.access).get("/api/v1/me").status_code == 200
    token = attack(_parts(pair.access)[1], pair)

    answer = plain_client_with(token.encode().decode("latin-1")).get("/api/v1/me")

    assert answer.status_code == 401
    assert answer.json()["code"] == "invalid_token"
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("attack", attacks())
def test_a_bad_token_refreshes_nothing(api: Any, attack: Any) -> None:
    """SECURITY 9: the refresh door refuses the same, and an access token too."""
    pair = tokens_of(make_person("amina"))
    token = attack(_parts(pair.refresh)[1], pair)
    if token in {pair.refresh, ""} or len(token) > 4096:
        token = pair.access
    answer = api.post("/api/v1/auth/refresh", {"refresh": token}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


@pytest.mark.parametrize("header", ["", "Bearer", "Token abc", "Basic YTpi", "abc"])
def test_without_a_bearer_token_nobody_is_anybody(api: Any, header: str) -> None:
    answer = api.get("/api/v1/me", HTTP_AUTHORIZATION=header)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_the_forgers_tools_work() -> None:
    """The attacks must fail for what is wrong with them, not for being badly made."""
    pair = tokens_of(make_person("amina"))
    claims = _parts(pair.access)[1]
    for token in (_signed(claims), _confused("HS256", claims)):
        assert plain_client_with(token).get("/api/v1/me").status_code == 200


def test_an_access_token_lives_fifteen_minutes() -> None:
    pair = tokens_of(make_person("amina"))
    with time_machine.travel(clock.now() + timedelta(minutes=14, seconds=58), tick=False):
        assert plain_client_with(pair.access).get("/api/v1/me").status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=15, seconds=1), tick=False):
        assert plain_client_with(pair.access).get("/api/v1/me").status_code == 401


def test_tokens_say_no_more_than_they_must() -> None:
    pair = tokens_of(make_person("amina"))
    header, claims = _parts(pair.access)
    assert header == {"alg": "HS256", "typ": "JWT", "kid": _first_key()[0]}
    assert set(claims) == {"typ", "sub", "sid", "jti", "iat", "exp", "aud", "iss"}
    assert claims["exp"] - claims["iat"] == 900
    assert pair.access not in repr(pair) and pair.refresh not in repr(pair)


OLD, NEW = {"old": "o" * 10 + "0123456789abcdefghijklmnopqrst"}, {"new": "n" * 10 + "0123456789abcdefghijklmnopqrst"}


def test_keys_rotate_with_overlap(api: Any) -> None:
    """SECURITY 13: the new key signs at once, the old one verifies until it is dropped."""
    amina = make_person("amina")
    with override_settings(JWT_SIGNING_KEYS=OLD):
        before = tokens_of(amina)
    with override_settings(JWT_SIGNING_KEYS=NEW | OLD):
        after = tokens_of(amina)
        assert _parts(after.access)[0]["kid"] == "new"
        for pair in (before, after):
            assert plain_client_with(pair.access).get("/api/v1/me").status_code == 200
        answer = api.post("/api/v1/auth/refresh", {"refresh": before.refresh}, format="json")
        assert _parts(answer.json()["refresh"])[0]["kid"] == "new"
    with override_settings(JWT_SIGNING_KEYS=NEW):
        assert plain_client_with(before.access).get("/api/v1/me").status_code == 401
        assert plain_client_with(after.access).get("/api/v1/me").status_code == 200


def test_the_secret_of_one_kid_does_not_sign_for_another() -> None:
    with override_settings(JWT_SIGNING_KEYS=NEW | OLD):
        claims = _parts(tokens_of(make_person("amina")).access)[1]
        forged = jwt.encode(claims, OLD["old"], algorithm="HS256", headers={"kid": "new"})
        with pytest.raises(InvalidToken):
            tokens.read(forged, "access")
