"""What production refuses to start with, and what it does not show: SECURITY 30."""

import base64
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "GOPAY_ENV": "production",
    "SECRET_KEY": "q8Zr2LkXw5Tn7Yb3Vc9Md4Hs6Jf1Gp0aEiOuSdFgHjKlZxCvBnMq",
    "PIN_PEPPER": "Wm4Rt6Yp8Qs2Df5Gh7Jk9Lz1Xc3Vb0NnMmKk",
    "JWT_SIGNING_KEYS": "a1:Bn5Gt8Hy3Ju6Mk9Lo2Pz4Xs7Dc1Fv0RrTtYy",
    "FIELD_KEYS": "f1:WnF6p5Ew4kNUxiCAb3GzSTlpr0ny8JQ7qZyv1uHdgXM=",
    "BLIND_INDEX_KEY": "7Jt2RQ5fWkUuXyPq3cNnL0aVbEdHgMzSoTi9x8v1KrA=",
    "DEVICE_COMMAND_KEY": "c0X9mLr4ZtPq7sVwYy2BnKjHgFdSaQeTuRi5o8U3WzE=",
    "SEAL_KEYS": "s1:mN3xQ8rT5vY2zB7cF1hJ6kL9pS4wD0gA+uEiOoRtXyM=",
    "PRIVATE_FILES_DIR": "/var/lib/gopay/private",
    "DATABASE_URL": "postgres://gopay:secret@db.internal:5432/gopay",
    "BROKER_URL": "amqp://gopay:secret@mq.internal:5672//",
    "ALLOWED_HOSTS": "wallet.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "SMS_URL": "https://sms.example.org/messages",
}
OURS = {*PRODUCTION, "DEBUG", "GOPAY_SANDBOX", "METRICS_TOKEN", "TRUSTED_PROXIES", "GOPAY_PROCESS", "CACHE_URL"}
OURS |= {"STAFF_MFA", "STAFF_SESSION_HOURS", "STAFF_IDLE_MINUTES", "KYC_CHECK_URL", "BASE_CURRENCY"}
OURS |= {"WALLET_CURRENCIES", "GATEWAY_CONNECTIONS", "GOPAY_WEBHOOKS_TO_LOOPBACK"}
OURS |= {"WEB_IDLE_MINUTES", "WEB_SESSION_HOURS"}
OURS |= {"SEALS_FILE", "SEALS_URL", "SEALS_TOKEN", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT"}
WEAK = "a" * 50
REPEATED = PRODUCTION["SECRET_KEY"]
FIELD_KEY = PRODUCTION["FIELD_KEYS"].partition(":")[2]
OTHER_KEY = base64.b64encode(bytes(range(32))).decode()
# As a private key of P-256 is written; the largest number of 32 bytes is none.
PUSH_KEY = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
NO_PUSH_KEY = base64.urlsafe_b64encode(b"\xff" * 16 + bytes(range(16))).decode()
PUSH_TO = "mailto:push@wallet.example.org"
SHORT_KEY = base64.b64encode(bytes(range(31))).decode()
# Of the right length, as somebody types a key who has none.
DULL_KEY = base64.b64encode(b"0123456" * 4 + b"0123").decode()


def bank(**changes: Any) -> str:
    """GATEWAY_CONNECTIONS with one gateway in it, which production accepts unless something is changed."""
    secrets = ["Kd8Wm4Rt6Yp8Qs2Df5Gh7Jk9Lz1"]
    one = {"adapter": "jsonbank", "base_url": "https://bank.example", "callback_secrets": secrets, **changes}
    return json.dumps({"bank": one})


def load(monkeypatch: pytest.MonkeyPatch, **changes: str | None) -> dict[str, Any]:
    """The settings, read anew with production's environment and these changes; None takes a variable away."""
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    for name, value in {**PRODUCTION, **changes}.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "gopay" / "settings.py"))


def test_production_starts_with_everything_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch)
    assert settings["IS_PRODUCTION"]
    assert not settings["DEBUG"] and not settings["SANDBOX"] and not settings["DOCS_ARE_PUBLIC"]
    assert settings["SESSION_COOKIE_SECURE"] and settings["CSRF_COOKIE_SECURE"] and settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert settings["JWT_SIGNING_KEYS"] == {"a1": PRODUCTION["JWT_SIGNING_KEYS"].partition(":")[2]}


def test_production_starts_with_a_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, GATEWAY_CONNECTIONS=bank())["GATEWAY_CONNECTIONS"].keys() == {"bank"}
    assert load(monkeypatch, GATEWAY_CONNECTIONS="")["GATEWAY_CONNECTIONS"] == {}


def test_production_starts_with_pushes_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch)["VAPID_PRIVATE_KEY"] == ""
    for subject in (PUSH_TO, "https://wallet.example.org/about"):
        assert load(monkeypatch, VAPID_PRIVATE_KEY=PUSH_KEY, VAPID_SUBJECT=subject)["VAPID_SUBJECT"] == subject


def test_whoever_says_nothing_gets_production(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, GOPAY_ENV=None)["IS_PRODUCTION"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY must be at least 32 random characters"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be at least 32 random characters"),
        ({"SECRET_KEY": WEAK}, "SECRET_KEY must be at least 32 random characters"),
        ({"SECRET_KEY": "django-insecure-q8Zr2LkXw5Tn7Yb3Vc9Md4Hs6Jf1"}, "SECRET_KEY must be"),
        ({"PIN_PEPPER": None}, "PIN_PEPPER must be at least 32 random characters"),
        ({"PIN_PEPPER": WEAK}, "PIN_PEPPER must be at least 32 random characters"),
        ({"JWT_SIGNING_KEYS": None}, "JWT_SIGNING_KEYS must name at least one key"),
        ({"JWT_SIGNING_KEYS": f"a1:{WEAK}"}, "the secret of JWT_SIGNING_KEYS kid a1 must be"),
        ({"JWT_SIGNING_KEYS": f"a1:{REPEATED}x,a2:short"}, "the secret of JWT_SIGNING_KEYS kid a2 must be"),
        ({"PIN_PEPPER": REPEATED}, "must all differ"),
        ({"JWT_SIGNING_KEYS": f"a1:{REPEATED}"}, "must all differ"),
        ({"FIELD_KEYS": None}, "FIELD_KEYS must name at least one key"),
        ({"FIELD_KEYS": f"f1:{WEAK}"}, "FIELD_KEYS kid f1 must be base64 of 32 random bytes"),
        ({"FIELD_KEYS": f"{PRODUCTION['FIELD_KEYS']},f0:{SHORT_KEY}"}, "FIELD_KEYS kid f0 must be base64 of 32"),
        ({"FIELD_KEYS": f"{PRODUCTION['FIELD_KEYS']},f0:{DULL_KEY}"}, "FIELD_KEYS kid f0 must be base64 of 32"),
        ({"FIELD_KEYS": f"{'f' * 33}:{OTHER_KEY}"}, "a kid of FIELD_KEYS is at most 32 visible ASCII characters"),
        ({"FIELD_KEYS": f"f\n1:{OTHER_KEY}"}, "a kid of FIELD_KEYS is at most 32 visible ASCII characters"),
        ({"BLIND_INDEX_KEY": None}, "BLIND_INDEX_KEY must be base64 of 32 random bytes"),
        ({"BLIND_INDEX_KEY": SHORT_KEY}, "BLIND_INDEX_KEY must be base64 of 32 random bytes"),
        ({"BLIND_INDEX_KEY": REPEATED}, "BLIND_INDEX_KEY must be base64 of 32 random bytes"),
        ({"DEVICE_COMMAND_KEY": None}, "DEVICE_COMMAND_KEY must be base64 of 32 random bytes"),
        ({"DEVICE_COMMAND_KEY": DULL_KEY}, "DEVICE_COMMAND_KEY must be base64 of 32 random bytes"),
        ({"BLIND_INDEX_KEY": FIELD_KEY}, "FIELD_KEYS, BLIND_INDEX_KEY and DEVICE_COMMAND_KEY must all differ"),
        ({"DEVICE_COMMAND_KEY": FIELD_KEY}, "FIELD_KEYS, BLIND_INDEX_KEY and DEVICE_COMMAND_KEY must all differ"),
        ({"FIELD_KEYS": f"f1:{FIELD_KEY},f2:{FIELD_KEY}"}, "must all differ"),
        ({"SEAL_KEYS": None}, "SEAL_KEYS must name at least one key"),
        ({"SEAL_KEYS": f"s1:{SHORT_KEY}"}, "SEAL_KEYS kid s1 must be base64 of 32"),
        ({"SEAL_KEYS": f"s1:{DULL_KEY}"}, "SEAL_KEYS kid s1 must be base64 of 32"),
        ({"SEAL_KEYS": f"s 1:{OTHER_KEY}"}, "a kid of SEAL_KEYS is at most 32 letters"),
        ({"SEAL_KEYS": f"s1:{FIELD_KEY}"}, "SEAL_KEYS must differ from each other and from every other key"),
        ({"SEAL_KEYS": f"s1:{OTHER_KEY},s2:{OTHER_KEY}"}, "SEAL_KEYS must differ from each other"),
        ({"SEALS_URL": "http://keeper.example/heads", "SEALS_TOKEN": "x"}, "SEALS_URL must be an https address"),
        ({"SEALS_URL": "https://keeper.example/heads"}, "SEALS_TOKEN must be set where SEALS_URL is"),
        ({"PRIVATE_FILES_DIR": None}, "PRIVATE_FILES_DIR must name a folder"),
        ({"DEBUG": "on"}, "DEBUG must be off"),
        ({"GOPAY_SANDBOX": "1"}, "GOPAY_SANDBOX must be off"),
        ({"GOPAY_WEBHOOKS_TO_LOOPBACK": "1"}, "GOPAY_WEBHOOKS_TO_LOOPBACK must be off"),
        ({"STAFF_MFA": "off"}, "STAFF_MFA must be on"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "wallet.example.org,*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"DATABASE_URL": None}, "DATABASE_URL must be set"),
        ({"BROKER_URL": None}, "BROKER_URL must name a broker that outlives a process"),
        ({"BROKER_URL": "memory://"}, "BROKER_URL must name a broker that outlives a process"),
        ({"EMAIL_URL": None}, "EMAIL_URL must name a mail server"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL must name a mail server"),
        ({"SMS_URL": None}, "SMS_URL must name an SMS provider over https"),
        ({"SMS_URL": "http://sms.example.org"}, "SMS_URL must name an SMS provider over https"),
        ({"VAPID_PRIVATE_KEY": PUSH_KEY}, "VAPID_SUBJECT must be a mailto: or an https: address"),
        ({"VAPID_SUBJECT": PUSH_TO}, "VAPID_PRIVATE_KEY must be base64url of the 32 bytes"),
        ({"VAPID_PRIVATE_KEY": SHORT_KEY, "VAPID_SUBJECT": PUSH_TO}, "VAPID_PRIVATE_KEY must be base64url"),
        ({"VAPID_PRIVATE_KEY": NO_PUSH_KEY, "VAPID_SUBJECT": PUSH_TO}, "VAPID_PRIVATE_KEY must be base64url"),
        ({"VAPID_PRIVATE_KEY": "!", "VAPID_SUBJECT": PUSH_TO}, "VAPID_PRIVATE_KEY must be base64url"),
        ({"VAPID_PRIVATE_KEY": PUSH_KEY, "VAPID_SUBJECT": "push@wallet.example.org"}, "VAPID_SUBJECT must be"),
        ({"VAPID_PRIVATE_KEY": PUSH_KEY, "VAPID_SUBJECT": "mailto:root@localhost"}, "VAPID_SUBJECT must be"),
        ({"GATEWAY_CONNECTIONS": bank(base_url="http://bank.example")}, "GATEWAY_CONNECTIONS bank must be an https"),
        ({"GATEWAY_CONNECTIONS": bank(adapter="nobody")}, "the adapter of GATEWAY_CONNECTIONS bank does not exist"),
        ({"GATEWAY_CONNECTIONS": bank(adapter="../adapters/jsonbank")}, "GATEWAY_CONNECTIONS bank does not exist"),
        ({"GATEWAY_CONNECTIONS": bank(callback_secrets=["short"])}, "callback_secrets of GATEWAY_CONNECTIONS bank"),
        ({"GATEWAY_CONNECTIONS": bank(callback_secrets=[WEAK])}, "callback_secrets of GATEWAY_CONNECTIONS bank"),
        ({"GATEWAY_CONNECTIONS": bank(callback_secrets=[5])}, "callback_secrets of GATEWAY_CONNECTIONS bank"),
    ],
)
def test_production_refuses(monkeypatch: pytest.MonkeyPatch, changes: dict[str, str | None], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        load(monkeypatch, **changes)
    assert sentence in str(caught.value)
    for secret in (PRODUCTION["SECRET_KEY"], PRODUCTION["PIN_PEPPER"], FIELD_KEY, OTHER_KEY, SHORT_KEY, "secret@"):
        assert secret not in str(caught.value)


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        load(monkeypatch, SECRET_KEY=None, DEBUG="on", ALLOWED_HOSTS="*")
    assert str(caught.value).count(";") >= 2


@pytest.mark.parametrize(
    "changes",
    [
        {"GOPAY_ENV": "staging"},
        {"JWT_SIGNING_KEYS": "nocolon"},
        {"JWT_SIGNING_KEYS": f"a1:{REPEATED}x,a1:{REPEATED}y"},
        {"FIELD_KEYS": OTHER_KEY},
        {"FIELD_KEYS": f"f1:{FIELD_KEY},f1:{OTHER_KEY}"},
        {"DATABASE_URL": "sqlite:///db.sqlite3"},
        {"DATABASE_URL": "mysql://root@localhost/gopay"},
        {"GOPAY_ENV": "demo", "GOPAY_SANDBOX": "1"},
        {"GOPAY_ENV": "demo", "STAFF_MFA": "off"},
        {"GOPAY_ENV": "demo", "GOPAY_WEBHOOKS_TO_LOOPBACK": "1"},
        {"STAFF_SESSION_HOURS": "25"},
        {"STAFF_IDLE_MINUTES": "0"},
        {"WEB_IDLE_MINUTES": "0"},
        {"WEB_SESSION_HOURS": "1", "WEB_IDLE_MINUTES": "90"},
        {"STAFF_SESSION_HOURS": "1", "STAFF_IDLE_MINUTES": "90"},
        {"GOPAY_ENV": "demo", "GOPAY_SANDBOX": "1", "SMS_URL": "", "GATEWAY_CONNECTIONS": bank()},
        {"GATEWAY_CONNECTIONS": "{"},
        {"GATEWAY_CONNECTIONS": '["bank"]'},
        {"GATEWAY_CONNECTIONS": '{"bank": {"adapter": "jsonbank"}}'},
    ],
    ids=[
        "environment",
        "key without a name",
        "key twice",
        "field key without a name",
        "field key twice",
        "sqlite",
        "mysql",
        "sandbox beside a real provider",
        "no second factor outside the sandbox",
        "webhooks to loopback outside the sandbox",
        "a session longer than a day",
        "no idle time at all",
        "no idle time on the pages",
        "idle on the pages for longer than a visit lasts",
        "idle for longer than a session lasts",
        "sandbox beside a real bank",
        "connections that are no JSON",
        "connections that are a list",
        "a connection without an address",
    ],
)
def test_nonsense_is_refused_everywhere(monkeypatch: pytest.MonkeyPatch, changes: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured):
        load(monkeypatch, **changes)


def _in_production(*command: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env={**env, **PRODUCTION}, text=True, capture_output=True, check=False
    )


def test_djangos_own_check_for_deployment_is_clean() -> None:
    done = _in_production("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


LOOK_AROUND = """
import json, django
django.setup()
from django.test import Client
from django.urls import Resolver404, resolve
client = Client(headers={"Host": "wallet.example.org"})
seen = {}
for path in ("/api/schema/", "/api/docs/", "/api/redoc/", "/metrics", "/api/v1/wallets", "/livez"):
    answer = client.get(path, secure=True)
    seen[path] = [answer.status_code, answer.get("Location", ""), answer.get("Strict-Transport-Security", "")]
seen["plain http"] = [client.get("/api/v1/wallets").status_code]
seen["another host"] = [Client(headers={"Host": "evil.example"}).get("/api/v1/wallets", secure=True).status_code]
try:
    resolve("/sandbox/messages")
    seen["sandbox"] = True
except Resolver404:
    seen["sandbox"] = False
print(json.dumps(seen))
"""


def test_production_shows_no_schema_no_metrics_no_sandbox() -> None:
    done = _in_production("-c", LOOK_AROUND)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    for page in ("/api/schema/", "/api/docs/", "/api/redoc/"):
        status, location, _ = seen[page]
        assert status == 302 and location.startswith("/admin/login/"), (page, status, location)
    assert seen["/metrics"][0] == 404
    assert seen["/api/v1/wallets"][0] == 401
    assert seen["/livez"][0] == 200
    assert seen["/livez"][2].startswith("max-age=31536000")
    assert seen["plain http"] == [301]
    assert seen["another host"] == [400]
    assert seen["sandbox"] is False


def test_wallets_are_opened_in_the_base_currency_and_three_others(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch)["WALLET_CURRENCIES"] == ["USD", "EUR", "KES", "JPY"]
    assert load(monkeypatch, BASE_CURRENCY="KES", WALLET_CURRENCIES="")["WALLET_CURRENCIES"] == ["KES", "EUR", "JPY"]
    chosen = load(monkeypatch, BASE_CURRENCY="BDT", WALLET_CURRENCIES="BDT,USD")
    assert chosen["WALLET_CURRENCIES"] == ["BDT", "USD"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"WALLET_CURRENCIES": "USD,ABC"}, "take ISO 4217 codes, not ABC"),
        ({"WALLET_CURRENCIES": "USD,eur"}, "take ISO 4217 codes, not eur"),
        ({"BASE_CURRENCY": "US"}, "take ISO 4217 codes, not US"),
        ({"WALLET_CURRENCIES": "EUR,KES"}, "names BASE_CURRENCY and each currency once"),
        ({"WALLET_CURRENCIES": "USD,EUR,EUR"}, "names BASE_CURRENCY and each currency once"),
    ],
)
def test_currencies_that_make_no_sense_are_refused_everywhere(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str | None], sentence: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence):
        load(monkeypatch, **changes)
