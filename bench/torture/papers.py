"""Everybody hands in their papers at once: pictures through four web workers, no file lost, memory bounded."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib.auth.hashers import make_password
from PIL import Image

from apps.accounts.models import User
from apps.accounts.services import open_session
from apps.core import clock, files
from apps.kyc import services as kyc
from apps.kyc.sandbox.provider import serve
from bench.torture._house import LOGS, Program, environment, free_port, rows, running, wait_until_ready, web_server
from bench.torture._row import Row
from dev.paths import make_folder
from dev.processes import PROC

WORKERS = 4
# Python and Django, 100 MB; two pictures decoded at a time, 130 MB each; and about 1 MB for each of the 256 connections
# that granian lets into a process at a time (its backlog shared among the workers). More people than that wait outside.
MOST_MEGABYTES = 620
# The last of a thousand waits for three thousand pictures.
PATIENCE_SECONDS = 1800
TOKEN = "a token of the torture"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who is logged in and has everything at hand."""

    number: int
    access: str


@dataclass(slots=True)
class Tally:
    """What the web workers answered."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    broken: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, seconds: float, what: str, body: bytes) -> None:
        with self.lock:
            self.statuses[status] += 1
            self.slowest = max(self.slowest, seconds)
            if status >= 400:
                self.broken.append(f"{what}: {status} {body[:160]!r}")


def _applicants(count: int) -> list[Applicant]:
    now, password = clock.now(), make_password("not used here")
    found = []
    for number in range(count):
        user = User.objects.create(
            msisdn=f"+2547{30000000 + number}", full_name=f"Applicant {_letters(number)}", password=password
        )
        found.append(Applicant(number, open_session(user=user, now=now).access))
    return found


def _letters(number: int) -> str:
    """A surname for each number: the names of people have no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}").capitalize()


def _pictures(scale: int) -> list[tuple[str, str, bytes]]:
    """What a phone sends: kind, type, bytes. Noise, which no format makes small."""
    found = []
    for kind, form, whole in (
        ("id_front", "JPEG", (3000, 2000)),
        ("id_back", "WEBP", (1600, 1000)),
        ("selfie", "JPEG", (2400, 3200)),
    ):
        size = (whole[0] // scale, whole[1] // scale)
        grain = Image.frombytes(
            "RGB", (size[0] // 8, size[1] // 8), Random(kind).randbytes(size[0] * size[1] // 64 * 3)
        )
        out = BytesIO()
        grain.resize(size).save(out, form, quality=80)
        found.append((kind, f"image/{form.lower()}", out.getvalue()))
    return found


class Phone:
    """One kept-alive connection of one applicant."""

    def __init__(self, port: int, applicant: Applicant, tally: Tally) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self._headers = {"Authorization": f"Bearer {applicant.access}"}
        self._tally = tally

    def ask(self, method: str, path: str, body: bytes, content_type: str = "application/json") -> bytes:
        """Raises OSError, HTTPException."""
        started = time.monotonic()
        self._connection.request(method, path, body, {**self._headers, "Content-Type": content_type})
        answer = self._connection.getresponse()
        text = answer.read()
        self._tally.note(answer.status, time.monotonic() - started, f"{method} {path[:30]}", text)
        return text

    def hand_in(self, number: int, pictures: list[tuple[str, str, bytes]]) -> None:
        """A draft, the details, three pictures, and off it goes. Raises what the line and the answers may raise."""
        begun = json.loads(self.ask("POST", "/api/v1/kyc/submissions", b'{"target_tier": "TIER_2"}'))
        path = f"/api/v1/kyc/submissions/{begun['id']}"
        details = {
            "name": f"Applicant {_letters(number)}",
            "birth_date": "1990-05-05",
            "address": "12 Moi Avenue, Nairobi",
            "document_type": "NATIONAL_ID",
            "document_country": "KE",
            "id_number": f"{number:07d}0",
        }
        self.ask("PATCH", path, json.dumps(details).encode())
        for kind, content_type, content in pictures:
            self.ask("PUT", f"{path}/documents/{kind}", content, content_type)
        self.ask("POST", f"{path}/submit", b"{}")

    def close(self) -> None:
        self._connection.close()


def _all_at_once(port: int, applicants: list[Applicant], scale: int) -> Tally:
    tally, pictures, at_once = Tally(), _pictures(scale), len(applicants)
    start = threading.Barrier(at_once)

    def phone(applicant: Applicant) -> None:
        start.wait(60)
        line = Phone(port, applicant, tally)
        try:
            line.hand_in(applicant.number, pictures)
        except (OSError, HTTPException, ValueError, KeyError) as error:
            tally.broken.append(f"{type(error).__name__}: {error}")
        finally:
            line.close()

    threads = [threading.Thread(target=phone, args=(one,), daemon=True) for one in applicants]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _descendants(pid: int) -> Iterator[int]:
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == pid:
                yield int(entry.name)
                yield from _descendants(int(entry.name))


def _workers_of(web: Program) -> list[int]:
    return sorted(_descendants(web.child.pid)) if web.child is not None else []


def _megabytes(pid: int, name: str) -> int:
    """What /proc says of a process: VmRSS is what it has in memory now, VmHWM the most it ever had."""
    for line in (PROC / str(pid) / "status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) // 1024
    return 0


@contextmanager
def _settings(**changes: object) -> Iterator[None]:
    kept = {name: getattr(settings, name) for name in changes}
    for name, value in changes.items():
        setattr(settings, name, value)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(settings, name, value)


def papers(*, people: int, scale: int = 1) -> Row:
    """So many people, all at the same moment; with `scale` their pictures are so many times smaller each way."""
    row = Row(f"{people} people hand in their papers at once")
    applicants = _applicants(people)
    port = free_port()
    with TemporaryDirectory(dir=make_folder(LOGS), prefix="papers-") as folder:
        env = environment(
            PRIVATE_FILES_DIR=folder, WEB_WORKERS=str(WORKERS), WEB_THREADS="4", LOG_LEVEL="ERROR", KYC_CHECK_URL=""
        )
        web = web_server(env, port)
        with running(web):
            wait_until_ready(port)
            row.progress(f"{people} people are logged in, the web workers are ready")
            workers = _workers_of(web)
            before = max(_megabytes(pid, "VmRSS") for pid in workers)
            started = time.monotonic()
            tally = _all_at_once(port, applicants, scale)
            seconds = time.monotonic() - started
            row.progress(f"all have handed in after {seconds:.0f} s")
            now = [_megabytes(pid, "VmRSS") for pid in workers]
            most = [_megabytes(pid, "VmHWM") for pid in workers]
            row.expect(_workers_of(web) == workers, "a web worker died and was replaced")
        row.facts |= {
            "answers": dict(sorted(tally.statuses.items())),
            "slowest": f"{tally.slowest:.1f} s",
            "pictures a second": f"{3 * people / seconds:.0f}",
            "web processes": len(workers),
            "MB each before, after, at most": f"{before}, {max(now)}, {max(most)}",
        }
        row.expect(not tally.broken, f"{len(tally.broken)} unexpected answers, the first: {tally.broken[:1]}")
        row.expect(max(most) <= MOST_MEGABYTES, f"a web worker had {max(most)} MB, more than {MOST_MEGABYTES}")
        with _settings(PRIVATE_FILES_DIR=folder):
            _count_files(row, people, Path(folder))
            _check_everybody(row, people)
    return row.done()


def _count_files(row: Row, people: int, folder: Path) -> None:
    """Each row has its file, complete and readable, and no file is nobody's."""
    named = [key for (key,) in rows("SELECT file_key FROM kyc_document")]
    kept = {key for key, _ in files.list_keys("kyc")}
    lost = set(named) - kept
    unreadable = 0
    for key in set(named) & kept:
        with Image.open(BytesIO(files.read(key))) as picture:
            unreadable += picture.format != "JPEG" or not picture.width
    row.facts |= {
        "pictures": len(named),
        "lost": len(lost),
        "unreadable": unreadable,
        "nobody's": len(kept) - len(named),
    }
    row.expect(len(named) == 3 * people, f"{len(named)} pictures of {3 * people}")
    row.expect(not lost and not unreadable, f"{len(lost)} files are lost, {unreadable} cannot be read")
    row.expect(kept <= set(named), f"{len(kept - set(named))} files are nobody's")
    ((submitted,),) = rows("SELECT count(*) FROM kyc_submission WHERE state = 'SUBMITTED'")
    row.expect(submitted == people, f"{submitted} of {people} are handed in")


def _check_everybody(row: Row, people: int) -> None:
    """Two workers ask the sandbox's provider about everybody; each is asked once and ends with a reviewer."""
    provider = serve(token=TOKEN)
    threading.Thread(target=provider.serve_forever, args=(0.05,), daemon=True).start()
    url = f"http://127.0.0.1:{provider.server_port}/checks"
    with _settings(KYC_CHECK_URL=url, KYC_CHECK_TOKEN=TOKEN):
        workers = [threading.Thread(target=_ask_all) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    asked = provider.desk.asked
    provider.shutdown()
    twice = sum(count > 1 for count in asked.values())
    states = dict(rows("SELECT state, count(*) FROM kyc_submission GROUP BY state"))
    row.facts |= {"asked the check": len(asked), "asked twice": twice}
    row.expect(len(asked) == people and not twice, f"{len(asked)} of {people} were asked about, {twice} of them twice")
    row.expect(states == {"IN_REVIEW": people}, f"in the end they are {states}")


def _ask_all() -> None:
    from django.db import connection

    try:
        while kyc.run_due_checks(now=clock.now(), limit=500, seconds=120):
            pass
    finally:
        connection.close()
