"""SECURITY 2 [16.2.5]: canaries. Every secret a person or an operator types travels through the whole house, through
right and wrong answers and through an accident, and turns up nowhere: in no log, task argument, event, activity,
message, admin history, session, problem document or table.

`apps/accounts/tests/test_secrets_stay_secret.py` does the same for accounts alone.
"""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import structlog
from celery import current_app
from celery.app.task import Task
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import connection
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts import pins
from apps.accounts.models import User
from apps.accounts.selectors import get_code_text
from apps.accounts.tests.factories import CAST, Phone, code_sent_to, make_operator, sign_up_fields, wrong_code
from apps.accounts.tests.phones import register as register_phone
from apps.core import clock
from apps.core.models import OutboxEvent, RateBucket
from apps.core.tests.queue import relay, run_task
from apps.kyc.tests.papers import as_json, details, photo
from apps.notifications.models import SandboxMessage
from apps.notifications.services import send_due
from apps.transactions.tests.payments import fields
from apps.wallets.tests.factories import join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)

# Nothing that could stand somewhere by chance. A PIN of six digits could, so it is looked for as a word of its own.
PASSWORD, NEW_PASSWORD = "canary-password-Zq7", "canary-password-Xw9"
WRONG_PASSWORD, STAFF_PASSWORD = "canary-wrong-Lk3", "canary-staff-Vb5"
PIN, NEW_PIN, WRONG_PIN = "739184", "602915", "480537"
ID_NUMBER, ADDRESS, NONCE = "CNRY23456780", "Canary Lane 4711", "canary-typed-in-a-wrong-field"
AMINA = CAST["amina"][1]
# In the sandbox what is sent out can be read; there is no such table's row in production.
SANDBOX = {"notifications_sandboxmessage"}


class Ears:
    """Everything that is logged, at DEBUG, as it stands in production's lines."""

    def __init__(self) -> None:
        self.lines = io.StringIO()
        (form,) = {
            id(handler.formatter): handler.formatter
            for handler in logging.getLogger().handlers
            if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
        }.values()
        self.handler = logging.StreamHandler(self.lines)
        self.handler.setFormatter(form)

    @property
    def heard(self) -> str:
        return self.lines.getvalue()


@pytest.fixture
def ears() -> Iterator[Ears]:
    cache.clear()
    ears, root = Ears(), logging.getLogger()
    names = ["", "gopay", "django", "django.request", "django.server", "celery", "apps"]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(ears.handler)
    yield ears
    root.removeHandler(ears.handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)
    cache.clear()


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The arguments of every Celery task that is handed to the broker, as text."""
    given: list[str] = []

    def apply_async(self: Task, args: Any = None, kwargs: Any = None, **options: Any) -> None:
        given.append(f"{self.name} {args} {kwargs} {options}")

    monkeypatch.setattr(Task, "apply_async", apply_async)
    return given


class Talk:
    """One person's conversation with the API; keeps every answer."""

    def __init__(self) -> None:
        self.client: Any = APIClient()
        self.client.raise_request_exception = False
        self.phone: Phone | None = None
        self.answers: list[tuple[str, Any]] = []
        self.secrets: set[str] = set()

    def ask(self, method: str, path: str, body: Any = None, *, expect: int, kind: str = "application/json") -> Any:
        raw = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        url, headers = f"/api/v1/{path}", {}
        key = str(uuid4()) if path == "transfers" else None
        if key:
            headers["Idempotency-Key"] = key
        if self.phone and key:
            headers |= self.phone.sign(method, url, raw, key=key, at=self.phone.another_second())
        RateBucket.objects.all().delete()
        answer = self.client.generic(method, url, raw, kind, headers=headers)
        self.answers.append((f"{method} {path}", answer))
        assert answer.status_code == expect, (path, answer.content)
        return answer

    def log_in(self, pair: dict[str, Any]) -> None:
        self.secrets |= {pair["access"], pair["refresh"]}
        self.client.credentials(HTTP_AUTHORIZATION=f"Bearer {pair['access']}")

    def confirmed(self, method: str, path: str, body: dict[str, Any], *, expect: int, member: str = "step_up") -> Any:
        """The same in two steps, with a mistyped code between them."""
        challenge = self.ask(method, path, body, expect=403).json()["challenge_id"]
        code = get_code_text(UUID(challenge))
        assert code is not None
        wrong = wrong_code(code)
        self.secrets |= {code, wrong}
        self.ask(method, path, {**body, member: {"challenge_id": challenge, "code": wrong}}, expect=422)
        return self.ask(method, path, {**body, member: {"challenge_id": challenge, "code": code}}, expect=expect)


def sign_up(talk: Talk) -> None:
    talk.ask("POST", "auth/register", sign_up_fields("amina", password=PASSWORD, nickname=NONCE), expect=400)
    talk.ask("POST", "auth/register", sign_up_fields("amina", password=PASSWORD), expect=201)
    code = code_sent_to(AMINA)
    wrong = wrong_code(code)
    talk.secrets |= {code, wrong}
    talk.ask("POST", "auth/verify", {"msisdn": AMINA, "code": wrong}, expect=422)
    talk.log_in(talk.ask("POST", "auth/verify", {"msisdn": AMINA, "code": code}, expect=200).json())
    talk.ask("POST", "auth/login", {"identifier": AMINA, "password": WRONG_PASSWORD}, expect=401)
    # What belongs into one field is typed into another.
    talk.ask("POST", "auth/login", {"identifier": NONCE, "password": PASSWORD}, expect=401)


def choose_pin(talk: Talk) -> None:
    talk.ask("PUT", "me/pin", {"pin": PIN, "password": WRONG_PASSWORD}, expect=400)
    talk.ask("PUT", "me/pin", {"pin": f"{PIN}{PIN}", "password": PASSWORD}, expect=400)
    talk.ask("PUT", "me/pin", {"pin": PIN, "password": PASSWORD}, expect=204)


def register_a_phone(talk: Talk) -> None:
    talk.phone = Phone()
    answer = register_phone(talk.client, talk.phone)
    assert answer.status_code == 201, answer.content


def pay(talk: Talk) -> None:
    join("brian")
    pay_in(wallet_of(User.objects.get(msisdn=AMINA)), 100)
    talk.ask("POST", "transfers", fields("brian", "1.00", pin=WRONG_PIN), expect=403)
    talk.ask("POST", "transfers", fields("brian", "1e1", pin=PIN), expect=400)
    talk.ask("POST", "transfers", fields("brian", "1.00", pin=PIN), expect=201)
    talk.ask("POST", "transfers", fields("brian", "5000.00", pin=PIN), expect=422)


def change_and_reset_the_pin(talk: Talk) -> None:
    talk.confirmed("PUT", "me/pin", {"pin": NEW_PIN, "password": PASSWORD}, expect=204)
    reset = {"pin": PIN, "password": PASSWORD, "id_number": ID_NUMBER}
    talk.ask("POST", "me/pin/reset", {**reset, "password": WRONG_PASSWORD}, expect=400)
    talk.ask("POST", "me/pin/reset", reset, expect=422)


def show_papers(talk: Talk) -> None:
    draft = talk.ask("POST", "kyc/submissions", {"target_tier": "TIER_2"}, expect=201).json()["id"]
    papers = as_json(details("amina", id_number=ID_NUMBER, address=ADDRESS))
    papers.pop("document_expiry_date")
    talk.ask("PATCH", f"kyc/submissions/{draft}", {**papers, "document_country": NONCE}, expect=400)
    talk.ask("PATCH", f"kyc/submissions/{draft}", papers, expect=200)
    for side in ("id_front", "id_back", "selfie"):
        path = f"kyc/submissions/{draft}/documents/{side}"
        talk.ask("PUT", path, photo(side), expect=200, kind="image/jpeg")
    talk.ask("POST", f"kyc/submissions/{draft}/submit", expect=200)


def change_password_and_leave(talk: Talk) -> None:
    talk.ask("PUT", "me/password", {"current_password": WRONG_PASSWORD, "new_password": NEW_PASSWORD}, expect=400)
    talk.ask("PUT", "me/password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD}, expect=204)
    pair = talk.ask("POST", "auth/login", {"identifier": AMINA, "password": NEW_PASSWORD}, expect=200).json()
    talk.log_in(pair)
    renewed = talk.ask("POST", "auth/refresh", {"refresh": pair["refresh"]}, expect=200).json()
    talk.log_in(renewed)
    talk.ask("POST", "auth/refresh", {"refresh": pair["refresh"]}, expect=401)


def staff_log_in() -> None:
    """And an operator acts on the person, so that there is an admin history."""
    olga = make_operator()
    olga.set_password(STAFF_PASSWORD)
    olga.save()
    client, amina = Client(), User.objects.get(msisdn=AMINA)
    for typed in ((olga.msisdn, WRONG_PASSWORD), (STAFF_PASSWORD, STAFF_PASSWORD), (olga.msisdn, STAFF_PASSWORD)):
        answer = client.post("/admin/login/", {"username": typed[0], "password": typed[1], "next": "/admin/"})
        # A form shows again what was typed as a name, to who typed it.
        assert typed[0] == typed[1] or typed[1].encode() not in answer.content
    assert answer.status_code == 302
    client.post(f"/admin/accounts/user/{amina.pk}/change/", {"is_staff": "on", "password": STAFF_PASSWORD, "pin": PIN})
    client.post(
        f"/admin/accounts/user/{amina.pk}/lock-account/",
        {"reason": "asked", "_form_submitted": "True", "form_submitted": "True"},
        headers={"HX-Request": "true"},
    )


def _pattern(secrets: set[str]) -> str:
    """Any of them, as a word of its own where it has only digits, or as the bytes a database shows in hexadecimal."""
    parts = []
    for secret in sorted(secrets):
        if secret.isdigit():
            parts.append(rf"(^|[^0-9a-f.-]){secret}($|[^0-9a-f-])")
        else:
            parts.append(re.escape(secret).replace("\\-", "-"))
            parts.append(secret.encode().hex())
    return "|".join(parts)


def tables_holding(pattern: str) -> dict[str, list[str]]:
    """Every table with a row in which the pattern stands, and what it found there."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{name}" t WHERE t::text ~ %s LIMIT 3', [pattern])
            if rows := [row[0][:400] for row in cursor.fetchall()]:
                found[name] = rows
    return found


def around(pattern: str, text: str) -> list[str]:
    return [text[max(0, hit.start() - 120) : hit.end() + 40] for hit in re.finditer(pattern, text)][:5]


TYPED = {
    PASSWORD, NEW_PASSWORD, WRONG_PASSWORD, STAFF_PASSWORD, PIN, NEW_PIN, WRONG_PIN, ID_NUMBER, ADDRESS, NONCE,
}  # fmt: skip


def test_no_secret_is_logged_queued_stored_or_answered(ears: Ears, tasks: list[str], capfd: Any) -> None:
    talk = Talk()
    sign_up(talk)
    choose_pin(talk)
    register_a_phone(talk)
    pay(talk)
    change_and_reset_the_pin(talk)
    show_papers(talk)
    change_password_and_leave(talk)
    staff_log_in()
    payloads = "\n".join(str(row) for row in OutboxEvent.objects.values_list("topic", "payload"))
    current_app.loader.import_default_modules()
    while published := relay():
        for consumer, event_id in published:
            tasks.append(f"{consumer} {event_id}")
            run_task(consumer, event_id)
    send_due(now=clock.now())

    pattern = _pattern(TYPED | talk.secrets)
    output = capfd.readouterr()
    assert "log-in refused" in ears.heard and '"event": "request"' in ears.heard, "nothing was heard"
    assert "accounts.session_replayed" in payloads and "kyc.submitted" in payloads
    assert around(pattern, ears.heard + output.out + output.err) == []
    assert LogEntry.objects.filter(change_message__contains="asked").exists(), "nothing is in the admin history"
    assert SandboxMessage.objects.exists() and tasks
    assert around(pattern, "\n".join(tasks)) == []
    assert around(pattern, payloads) == []
    assert {table: rows for table, rows in tables_holding(pattern).items() if table not in SANDBOX} == {}
    own = _pattern(TYPED | {secret for secret in talk.secrets if secret.isdigit()})
    for what, answer in talk.answers:
        shown = answer.content.decode()
        # Her own papers are shown to her; their number never whole.
        assert around(own, shown.replace(json.dumps(ADDRESS), "")) == [], what


@pytest.mark.parametrize("where", ["pin", "password", "papers"])
def test_an_accident_tells_no_local_variable(
    ears: Ears, monkeypatch: pytest.MonkeyPatch, capfd: Any, where: str
) -> None:
    """Deep inside, with the secret in the frames above it. The log has the trace, the caller a bare document."""
    talk = Talk()
    sign_up(talk)
    choose_pin(talk)
    register_a_phone(talk)
    pay(talk)

    def fall(*values: Any, **named: Any) -> None:
        remembered = (values, named)
        raise ZeroDivisionError(f"of {len(remembered)} values")

    if where == "pin":
        monkeypatch.setattr(pins, "matches", fall)
        answer = talk.ask("POST", "transfers", fields("brian", "1.00", pin=WRONG_PIN), expect=500)
    elif where == "password":
        monkeypatch.setattr("apps.accounts.passwords.is_right", fall)
        answer = talk.ask("POST", "auth/login", {"identifier": AMINA, "password": WRONG_PASSWORD}, expect=500)
    else:
        monkeypatch.setattr("apps.kyc.services.update_draft", fall)
        papers = as_json(details("amina", id_number=ID_NUMBER, address=ADDRESS))
        answer = talk.ask("PATCH", f"kyc/submissions/{uuid4()}", papers, expect=500)
    output = capfd.readouterr()
    said = ears.heard + output.out + output.err
    assert "ZeroDivisionError" in said and "Traceback" in said, "the trace itself must be there"
    pattern = _pattern(TYPED | talk.secrets)
    assert around(pattern, said) == []
    assert around(pattern, answer.content.decode()) == []
    assert set(answer.json()) == {"type", "title", "status", "detail", "code", "request_id"}
    assert tables_holding(_pattern(TYPED | talk.secrets)).keys() <= SANDBOX


def test_what_somebody_logs_by_mistake_is_masked(ears: Ears) -> None:
    """The last net: a line of log with a secret under its own name."""
    log = structlog.get_logger("gopay.canary")
    log.warning("a mistake", pin=PIN, password=PASSWORD, code="123456", token=NONCE, authorization=f"Bearer {NONCE}")
    assert "a mistake" in ears.heard
    assert around(_pattern(TYPED | {"123456"}), ears.heard) == []


def test_the_net_catches() -> None:
    """So that the tests above do not hold because nothing is looked at."""
    pattern = _pattern({PIN, PASSWORD})
    for text in (f'{{"pin": "{PIN}"}}', f"x={PIN}", PASSWORD, rf"\x{PASSWORD.encode().hex()}"):
        assert around(pattern, text), text
    for text in (f"01a1fc76-{PIN[:4]}-7{PIN}bb", f"1{PIN}0"):
        assert not around(pattern, text), text
    make_operator(full_name=f"Olga {PASSWORD}")
    assert set(tables_holding(pattern)) == {"accounts_user"}
