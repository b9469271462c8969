"""Everybody hears of every payment once, whichever process dies, and while the broker is away."""

import json
import random
import threading
import time
from collections import Counter
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from bench.books import Member
from bench.torture._house import (
    LOGS,
    Line,
    Program,
    check_books,
    environment,
    free_port,
    members,
    rows,
    running,
    wait_for,
    wait_until_ready,
    web_server,
)
from bench.torture._row import Row
from dev import services
from dev.paths import PYTHON, make_folder
from dev.rabbitmq import RabbitNode, unavailable_reason

PEOPLE = 12
CLIENTS = 4
PAUSE_SECONDS = 0.15
SLOWEST_SECONDS = 2.0
# A message that was lost is looked for after 20 s, then 40 s later; a delivery that failed waits 30 s.
SETTLE_SECONDS = 240


class Public:
    """People who pay at a steady pace over HTTP, and ask again with the same key until they are answered."""

    def __init__(self, cast: list[Member], port: int) -> None:
        self.cast, self.port = cast, port
        self.paid: list[UUID] = []
        self.declined: list[UUID] = []
        self.slowest: dict[str, float] = {}
        # What is going on at the moment: answers are timed under this name.
        self.scene = "quiet"
        self.surprises: list[str] = []
        self.asked_again = 0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._client, args=(n,), daemon=True) for n in range(CLIENTS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def _client(self, seed: int) -> None:
        choice, line = random.Random(seed), Line(self.port)
        while not self._stop.is_set():
            payer, payee = choice.sample(self.cast, 2)
            amount = "99999999.00" if choice.random() < 0.1 else f"{choice.randint(1, 99)}.50"
            self._pay(line, payer, payee, amount)
            self._stop.wait(PAUSE_SECONDS)
        line.close()

    def _pay(self, line: Line, payer: Member, payee: Member, amount: str) -> None:
        key = f"torture-{uuid4()}"
        for _ in range(600):
            scene, started = self.scene, time.monotonic()
            try:
                status, body, _ = line.transfer(payer, payee.msisdn, amount, key)
            except (OSError, HTTPException):
                # The web server was killed; a phone would ask again, too.
                self.asked_again += 1
                time.sleep(0.1)
                continue
            with self._lock:
                self.slowest[scene] = max(self.slowest.get(scene, 0.0), time.monotonic() - started)
                if status == 201:
                    self.paid.append(UUID(json.loads(body)["id"]))
                elif status == 422:
                    self.declined.append(UUID(json.loads(body)["transaction_id"]))
                else:
                    self.surprises.append(f"{status}: {body[:200]!r}")
            return
        self.surprises.append("a transfer was never answered")


def messages(*, outage_seconds: float, kills: int) -> Row:
    """Kills worker, relay and web `kills` times each, then the broker for `outage_seconds`, and counts messages."""
    row = Row(f"processes killed, broker away for {outage_seconds:.0f} s")
    reason = unavailable_reason()
    if reason:
        row.skipped = reason
        return row.done()
    cast = members(PEOPLE)
    port = free_port()
    with TemporaryDirectory(dir=make_folder(LOGS), prefix="rabbitmq-") as folder, RabbitNode(Path(folder)) as broker:
        env = environment(BROKER_URL=broker.url, CELERY_CONCURRENCY="2", LOG_LEVEL="ERROR")
        background = [Program(service.name, service.arguments, env) for service in services.background(env)]
        web = web_server(env, port)
        dying = Program("dying-relay", [str(PYTHON), "-m", "bench.torture._dying_relay", "3"], env)
        with running(web, *background):
            wait_until_ready(port)
            public = Public(cast, port)
            public.start()
            _let_them_die(row, public, web, background, dying, kills)
            _take_the_broker_away(row, public, broker, outage_seconds)
            worker = next(program for program in background if program.name == "worker")
            worker.kill()
            worker.start()
            time.sleep(2)
            public.stop()
            row.progress(f"{len(public.paid)} paid, {len(public.declined)} declined; waiting for their messages")
            payments = [*public.paid, *public.declined]
            everything = wait_for(lambda: _told(payments)[0] >= _expected(payments), SETTLE_SECONDS)
            row.progress("everything arrived" if everything else "something is missing")
            # Whatever is sent twice would be sent by now.
            time.sleep(2)
    _count(row, public)
    check_books(row)
    return row.done()


def _let_them_die(
    row: Row, public: Public, web: Program, background: list[Program], dying: Program, kills: int
) -> None:
    time.sleep(1.5)
    for number in range(kills):
        for program in [*background, web]:
            public.scene = f"{program.name} killed"
            program.kill()
            if program.name == "relay":
                # Its place is taken by one that dies between publishing and commit.
                time.sleep(1)
                dying.start()
                if dying.child is not None:
                    dying.child.wait(30)
                    row.expect(dying.child.returncode == -9, f"the dying relay ended with {dying.child.returncode}")
            program.start()
            time.sleep(0.7)
        row.progress(f"killed worker, relay, scheduler and web, {number + 1} of {kills}")
    wait_until_ready(public.port)
    public.scene = "quiet"
    time.sleep(1)


def _take_the_broker_away(row: Row, public: Public, broker: RabbitNode, seconds: float) -> None:
    before = len(public.paid)
    public.scene = "broker away"
    broker.kill()
    time.sleep(seconds)
    public.scene = "quiet"
    broker.start()
    answered = len(public.paid) - before
    slowest = public.slowest.get("broker away", 0.0)
    row.facts |= {"paid while the broker was away": answered, "slowest meanwhile": f"{slowest:.2f} s"}
    row.expect(answered > seconds, f"only {answered} transfers were answered while the broker was away")
    row.expect(slowest < SLOWEST_SECONDS, f"a transfer took {slowest:.2f} s while the broker was away")
    row.progress(f"broker back after {seconds:.0f} s; {answered} transfers meanwhile, the slowest {slowest:.2f} s")


_TOLD = """
SELECT (SELECT count(*) FROM notifications_notification WHERE subject_id = ANY(%(ids)s)),
       (SELECT count(*) FROM notifications_sandboxmessage m JOIN notifications_delivery d ON d.id = m.delivery_id
          JOIN notifications_notification n ON n.id = d.notification_id WHERE n.subject_id = ANY(%(ids)s))
"""
_TWICE = """
SELECT (SELECT count(*) FROM (SELECT FROM notifications_notification WHERE subject_id = ANY(%(ids)s)
                               GROUP BY subject_id, person_id HAVING count(*) > 1) AS inbox),
       (SELECT count(*) FROM (SELECT FROM notifications_sandboxmessage m
                                JOIN notifications_delivery d ON d.id = m.delivery_id
                                JOIN notifications_notification n ON n.id = d.notification_id
                               WHERE n.subject_id = ANY(%(ids)s)
                               GROUP BY n.subject_id, m.address, m.channel HAVING count(*) > 1) AS outside)
"""


def _expected(payments: list[UUID]) -> int:
    # Two sides, each with an e-mail address and a number.
    return 4 * len(payments)


def _told(payments: list[UUID]) -> tuple[int, int]:
    """How many messages went out, and how many inbox rows there are."""
    ((inbox, outside),) = rows(_TOLD, {"ids": payments})
    return outside, inbox


def _count(row: Row, public: Public) -> None:
    payments = [*public.paid, *public.declined]
    outside, inbox = _told(payments)
    ((inbox_twice, outside_twice),) = rows(_TWICE, {"ids": payments})
    lost = max(0, _expected(payments) - outside) + max(0, 2 * len(payments) - inbox)
    doubled = inbox_twice + outside_twice
    row.facts |= {
        "paid": len(public.paid),
        "declined": len(public.declined),
        "asked again": public.asked_again,
        "inbox rows": inbox,
        "e-mails and SMS": outside,
        "lost": lost,
        "doubled": doubled,
    }
    row.expect(lost == 0, f"{lost} notifications are lost")
    row.expect(doubled == 0, f"{doubled} notifications came twice")
    row.expect(not public.surprises, f"{len(public.surprises)} unexpected answers, the first: {public.surprises[:1]}")
    ((recorded,),) = rows("SELECT count(*) FROM transactions_transaction WHERE idempotency_key LIKE 'torture-%%'", [])
    row.expect(recorded == len(payments), f"{recorded} payments are recorded and {len(payments)} were answered")
    states = Counter(
        state for (state,) in rows("SELECT state FROM transactions_transaction WHERE id = ANY(%s)", [payments])
    )
    row.expect(
        states == {"COMPLETED": len(public.paid), "DECLINED": len(public.declined)}, f"the answers and {states} differ"
    )
