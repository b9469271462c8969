"""The environment variables GoPay's processes get from `make run`, `make test` and the rest."""

from __future__ import annotations

import os
import secrets

from dev.console import Trouble
from dev.paths import LOCAL, make_folder

# Carried by every process `make run` starts, and by what those start: however a
# supervisor ended, the next one finds what it left behind by this mark.
MARK = "GOPAY_SUPERVISED_BY"

SECRETS = LOCAL / "env"


def _generated_secrets() -> dict[str, str]:
    """The demo's secrets, made on the first run and kept for the next ones.

    Raises Trouble when another user owns the file.
    """
    names = {"SECRET_KEY": "", "PIN_PEPPER": "", "JWT_SIGNING_KEYS": "demo:"}
    make_folder(LOCAL)
    try:
        lines = SECRETS.read_text().splitlines() if SECRETS.exists() else []
        kept = dict(line.split("=", 1) for line in lines if "=" in line)
        if not kept.keys() >= names.keys():
            kept = {name: start + secrets.token_urlsafe(48) for name, start in names.items()}
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
    return {name: kept[name] for name in names}


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
        **_generated_secrets(),
        **_common(),
        "DATABASE_URL": database_url,
        MARK: str(LOCAL),
    }
    env.setdefault("PROMETHEUS_MULTIPROC_DIR", str(LOCAL / "metrics"))
    return env


def test_environment(database_url: str) -> dict[str, str]:
    """What tests, torture and benchmarks get: fixed secrets, nothing from a `.env` file."""
    return {
        **_common(),
        "GOPAY_ENV": "test",
        "GOPAY_SANDBOX": "1",
        "DEBUG": "off",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "SECRET_KEY": "test-only-secret-key-0123456789-abcdefghijklmnop",
        "PIN_PEPPER": "test-only-pin-pepper-0123456789-abcdefghijklmn",
        "JWT_SIGNING_KEYS": "test:test-only-signing-key-0123456789-abcdefghij",
        "METRICS_TOKEN": "",
        "CACHE_URL": os.environ.get("GOPAY_TEST_CACHE_URL", "locmemcache://gopay"),
        "BROKER_URL": "memory://",
        "EMAIL_URL": "memorymail://",
        "SMS_URL": "",
        "SMS_TOKEN": "",
        "BASE_CURRENCY": "USD",
        "PROMOTION_SIGN_UP": "0",
        "LOG_LEVEL": "WARNING",
        "DATABASE_URL": database_url,
    }
