"""Heads of seals leave this host: once each, in order, again when it failed."""

import http.server
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest

from apps.audit import selectors, services, verification
from apps.audit.models import HeadCopy, Seal
from apps.audit.tests.rows import make_records, seal
from apps.core import clock
from apps.core.audit_chain import AUDIT
from apps.core.tests.servers import LocalServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("horizon")]


@pytest.fixture
def file(settings: Any, tmp_path: Path) -> Path:
    settings.SEALS_FILE = str(tmp_path / "heads.jsonl")
    return tmp_path / "heads.jsonl"


def numbers(lines: list[str]) -> list[tuple[str, int]]:
    return [(read["chain"], read["number"]) for read in map(json.loads, lines)]


def test_each_head_is_a_line_of_the_file_once(file: Path) -> None:
    make_records(2_100)
    seal()
    now = clock.now()
    assert services.copy_heads(now=now) == 6
    assert services.copy_heads(now=now + timedelta(minutes=1)) == 0
    lines = file.read_text().splitlines()
    assert [pair for pair in numbers(lines) if pair[0] == AUDIT.name] == [(AUDIT.name, number) for number in (1, 2, 3)]
    first = Seal.objects.get(chain=AUDIT.name, number=1)
    kept = next(read for read in map(json.loads, lines) if read["chain"] == AUDIT.name)
    assert kept["head"] == bytes(first.head).hex() and kept["signature"] == bytes(first.signature).hex()
    assert list(verification.compare_heads(lines)) == []
    assert file.stat().st_mode & 0o007 == 0, "not for everybody to read"


def test_a_line_somebody_died_in_the_middle_of_is_not_gone_on_with(file: Path) -> None:
    seal(AUDIT)
    file.write_text('{"chain": "core.aud')
    services.copy_heads(now=clock.now())
    lines = file.read_text().splitlines()
    assert lines[0] == '{"chain": "core.aud'
    assert numbers(lines[1:]) == [(AUDIT.name, 1)]


def test_a_file_that_cannot_be_written_is_tried_again_and_keeps_nothing_from_being_sealed(
    settings: Any, tmp_path: Path
) -> None:
    settings.SEALS_FILE = str(tmp_path / "away" / "heads.jsonl")
    seal(AUDIT)
    now = clock.now()
    assert services.copy_heads(now=now) == 0
    row = HeadCopy.objects.get(chain=AUDIT.name)
    assert (row.number, row.attempts, row.due_at) == (0, 1, now + timedelta(minutes=1))
    assert row.last_error.startswith("FileNotFoundError")
    copies = selectors.get_chain_states(now)[1].copies
    assert [(copy.place, copy.number) for copy in copies] == [("File", 0)] and copies[0].last_error
    assert services.copy_heads(now=now + timedelta(seconds=30)) == 0, "not due yet"
    services.copy_heads(now=now + timedelta(minutes=1))
    row.refresh_from_db()
    assert row.due_at == now + timedelta(minutes=3), "later and later"
    (tmp_path / "away").mkdir()
    assert services.copy_heads(now=now + timedelta(minutes=3)) == 1
    row.refresh_from_db()
    assert (row.number, row.attempts, row.last_error) == (1, 0, "")


class _Keeper(http.server.BaseHTTPRequestHandler):
    """Whoever keeps heads for us: answers with what it is told to."""

    status: ClassVar[int] = 204
    got: ClassVar[list[tuple[dict[str, str], Any]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).got.append((dict(self.headers), json.loads(body)))
        self.send_response(type(self).status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: Any) -> None:
        """Not on standard error."""


@pytest.fixture
def keeper(settings: Any) -> Iterator[type[_Keeper]]:
    server = LocalServer(_Keeper)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.SEALS_URL = f"http://127.0.0.1:{server.server_port}/heads"
    settings.SEALS_TOKEN = "a-token-of-the-keeper"
    _Keeper.got, _Keeper.status = [], 204
    yield _Keeper
    server.shutdown()
    server.server_close()


def test_heads_are_posted_in_order_with_a_token_and_a_key(keeper: type[_Keeper]) -> None:
    make_records(1_500)
    seal(AUDIT)
    services.copy_heads(now=clock.now())
    ((headers, body),) = keeper.got
    assert headers["Authorization"] == "Bearer a-token-of-the-keeper"
    assert headers["Idempotency-Key"] == "core.audit:1-2"
    assert [each["number"] for each in body["heads"]] == [1, 2]
    assert list(verification.compare_heads(json.dumps(each) for each in body["heads"])) == []


@pytest.mark.parametrize("status", [302, 400, 401, 500, 503])
def test_what_was_not_taken_is_sent_again_in_the_same_words(keeper: type[_Keeper], status: int) -> None:
    seal(AUDIT)
    now = clock.now()
    keeper.status = status
    assert services.copy_heads(now=now) == 0
    assert HeadCopy.objects.get(chain=AUDIT.name).last_error == f"NotTaken: HTTP {status}"
    keeper.status = 200
    assert services.copy_heads(now=now + timedelta(minutes=2)) == 1
    assert [body for _, body in keeper.got] == [keeper.got[0][1]] * 2
    assert "a-token" not in str(list(HeadCopy.objects.values()))


def test_a_keeper_that_is_away_keeps_the_file_from_nothing(settings: Any, file: Path) -> None:
    settings.SEALS_URL, settings.SEALS_TOKEN = "http://127.0.0.1:9/heads", "x"
    seal(AUDIT)
    assert services.copy_heads(now=clock.now()) == 1
    assert len(file.read_text().splitlines()) == 1
    assert HeadCopy.objects.get(place="URL", chain=AUDIT.name).last_error == "NotTaken: ConnectError"
