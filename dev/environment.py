"""The environment variables GoPay's processes get from `make run`, `make test` and the rest."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Callable

from dev.console import Trouble
from dev.paths import LOCAL, make_folder

# Carried by every process `make run` starts, and by what those start: however a
# supervisor ended, the next one finds what it left behind by this mark.
MARK = "GOPAY_SUPERVISED_BY"

SECRETS = LOCAL / "env"


def _secret() -> str:
    return secrets.token_urlsafe(48)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _push_key() -> str:
    """A private key of P-256 is any number below the order of the curve, which begins with 32 ones."""
    raw = bytes([secrets.randbelow(255)]) + secrets.token_bytes(31)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _generated_secrets() -> dict[str, str]:
    """The demo's secrets, made on the first run and kept for the next ones.

    Raises Trouble when another user owns the file.
    """
    makers: dict[str, Callable[[], str]] = {
        "SECRET_KEY": _secret,
        "PIN_PEPPER": _secret,
        "JWT_SIGNING_KEYS": lambda: f"demo:{_secret()}",
        "FIELD_KEYS": lambda: f"demo:{_key()}",
        "BLIND_INDEX_KEY": _key,
        "DEVICE_COMMAND_KEY": _key,
        "SEAL_KEYS": lambda: f"demo:{_key()}",
        "VAPID_PRIVATE_KEY": _push_key,
    }
    make_folder(LOCAL)
    try:
        lines = SECRETS.read_text().splitlines() if SECRETS.exists() else []
        kept = dict(line.split("=", 1) for line in lines if "=" in line)
        if not kept.keys() >= makers.keys():
            # What was made before stays: it has sealed and signed things.
            kept = {name: kept.get(name) or make() for name, make in makers.items()}
            unfinished = SECRETS.with_suffix(".new")
            unfinished.unlink(missing_ok=True)
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.writelines(f"{name}={value}\n" for name, value in kept.items())
            unfinished.replace(SECRETS)
    except OSError as error:
        raise Trouble(
            f"cannot use {SECRETS} ({error.strerror}): "
            "use the user who first ran GoPay here, or remove .local as that user"
        ) from error
    return {name: kept[name] for name in makers}


def _common() -> dict[str, str]:
    env = dict(os.environ)
    # Without compiled files every start would compile Django anew.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PYTHONUNBUFFERED"] = "1"
    env["DJANGO_SETTINGS_MODULE"] = "gopay.settings"
    env.setdefault("BEAT_SCHEDULE_FILE", str(LOCAL / "celerybeat-schedule"))
    # Whitenoise warns of a missing folder; outside production nothing is collected into it.
    make_folder(LOCAL / "static")
    return env


def demo_environment(database_url: str, bind: str) -> dict[str, str]:
    """What `make run` gives to GoPay. What is already set in the shell wins.

    Raises Trouble when the generated secrets cannot be kept.
    """
    env = {
        "GOPAY_ENV": "demo",
        "GOPAY_SANDBOX": "1",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]" if bind.startswith("127.") else "*",
        "PROMOTION_SIGN_UP": "5.00",
        # Olga enters with the password the banner shows. Whoever enrols an authenticator is asked for it here too.
        "STAFF_MFA": "off",
        "VAPID_SUBJECT": "mailto:push@gopay.example",
        **_generated_secrets(),
        **_common(),
        "DATABASE_URL": database_url,
        MARK: str(LOCAL),
    }
    env.setdefault("PROMETHEUS_MULTIPROC_DIR", str(LOCAL / "metrics"))
    env.setdefault("PRIVATE_FILES_DIR", str(LOCAL / "private"))
    return env


def provider_secrets() -> dict[str, dict[str, object]]:
    """What GoPay and each provider of the sandbox know each other by; made anew for every run."""
    made: dict[str, dict[str, object]] = {
        "jsonbank": {"client_id": "gopay", "client_secret": _secret()},
        "xmlbank": {"username": "gopay", "password": _secret()},
        "cards": {"api_key": _secret()},
        "bills": {"api_key": _secret(), "signing_key": _secret()},
        "recharge": {"username": "gopay", "password": _secret()},
    }
    for code, own in made.items():
        # Standard Webhooks wants bytes in base64; the others take any text.
        own["callback_secrets"] = [f"whsec_{_key()}" if code == "cards" else _secret()]
    return made


def provider_environment(url: str, known_by: dict[str, dict[str, object]]) -> dict[str, str]:
    """What tells GoPay how to reach the sandbox's providers at `url`."""
    connections = {code: {"adapter": code, "base_url": f"{url}/{code}", **own} for code, own in known_by.items()}
    return {"GATEWAY_CONNECTIONS": json.dumps(connections), "SANDBOX_PROVIDER_URL": url}


def test_environment(database_url: str) -> dict[str, str]:
    """What tests, torture and benchmarks get: fixed secrets, nothing from a `.env` file."""
    return {
        **_common(),
        "GOPAY_ENV": "test",
        "GOPAY_SANDBOX": "1",
        "STAFF_MFA": "off",
        "DEBUG": "off",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "SECRET_KEY": "test-only-secret-key-0123456789-abcdefghijklmnop",
        "PIN_PEPPER": "test-only-pin-pepper-0123456789-abcdefghijklmn",
        "JWT_SIGNING_KEYS": "test:test-only-signing-key-0123456789-abcdefghij",
        "FIELD_KEYS": "test:" + base64.b64encode(b"test-only field key, thirty-two.").decode(),
        "BLIND_INDEX_KEY": base64.b64encode(b"test-only blind index, 32 bytes.").decode(),
        "DEVICE_COMMAND_KEY": base64.b64encode(b"test-only command key, 32 bytes.").decode(),
        "SEAL_KEYS": "test:" + base64.b64encode(b"test-only seal key, thirty-two!!").decode(),
        "SEALS_FILE": "",
        "SEALS_URL": "",
        "SEALS_TOKEN": "",
        "PRIVATE_FILES_DIR": str(LOCAL / "tmp" / "private"),
        "METRICS_TOKEN": "",
        "CACHE_URL": os.environ.get("GOPAY_TEST_CACHE_URL", "locmemcache://gopay"),
        "BROKER_URL": "memory://",
        "EMAIL_URL": "memorymail://",
        "SMS_URL": "",
        "SMS_TOKEN": "",
        "VAPID_PRIVATE_KEY": base64.urlsafe_b64encode(b"test-only push key, 32 bytes lon").decode().rstrip("="),
        "VAPID_SUBJECT": "mailto:push@gopay.example",
        "KYC_CHECK_URL": "",
        "KYC_CHECK_TOKEN": "",
        "GATEWAY_CONNECTIONS": "{}",
        "SANDBOX_PROVIDER_URL": "",
        "COUNTRY": "",
        "BASE_CURRENCY": "USD",
        "PROMOTION_SIGN_UP": "0",
        "LOG_LEVEL": "WARNING",
        "DATABASE_URL": database_url,
    }
