"""An employer, a cosigner and people to pay, and each step of a disbursement in a line."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from rest_framework.response import Response

from apps.accounts.models import User
from apps.accounts.tests.confirming import stepped_up
from apps.accounts.tests.factories import PIN, PhoneClient, client_of
from apps.core import clock, sql
from apps.disbursements import services
from apps.disbursements.models import Cosigner, CosignerState, Disbursement, DisbursementRow
from apps.ledger.services import account_id
from apps.wallets.models import Wallet, available_code, held_code

DISBURSEMENTS = "/api/v1/disbursements"
COSIGNERS = "/api/v1/disbursement-cosigners"
HEADER = "to,amount,note"


def make_crowd(count: int, *, first: int = 0, currency: str = "USD") -> list[User]:
    """So many people with an empty wallet each, written at once: thousands take a second."""
    now = clock.now()
    people = User.objects.bulk_create(
        [
            User(msisdn=f"+25471{first + number:07d}", full_name=f"Worker {first + number}", password="!")
            for number in range(count)
        ],
        batch_size=2_000,
    )
    wallets = Wallet.objects.bulk_create(
        [Wallet(holder=person, currency=currency, opened_at=now) for person in people], batch_size=2_000
    )
    codes = [code for wallet in wallets for code in (available_code(wallet.id), held_code(wallet.id))]
    sql.fetch_all(
        "INSERT INTO ledger_account (id, code, kind, currency, floor, tally, balance, postings, last_posted_at,"
        " opened_at) SELECT new.*, 'LIABILITY', %s::text, 0, 'IMMEDIATE', 0, 0, %s::timestamptz, %s::timestamptz"
        " FROM unnest(%s::uuid[], %s::text[]) AS new",
        [currency, now, now, [account_id(code, currency) for code in codes], codes],
    )
    return people


def make_cosigner(owner: User, person: User) -> Cosigner:
    """Somebody who has accepted to approve for the owner."""
    now = clock.now()
    return Cosigner.objects.create(
        owner_id=owner.id, person_id=person.id, state=CosignerState.ACTIVE, invited_at=now, accepted_at=now
    )


def csv_of(rows: Iterable[Sequence[object]], header: str = HEADER) -> bytes:
    """A file with these rows."""
    return "".join(f"{line}\r\n" for line in [header, *(",".join(map(str, row)) for row in rows)]).encode()


def pay_each(people: Iterable[User], amount: str = "10.00") -> bytes:
    """A file that pays each of them the same."""
    return csv_of((person.msisdn, amount, "salary") for person in people)


def upload(
    client: PhoneClient, content: bytes, *, key: str | None = None, currency: str = "USD", **query: str
) -> Response:
    """POST /disbursements with this key, or a new one."""
    parameters = "&".join(f"{name}={value}" for name, value in {"currency": currency, **query}.items())
    return client.generic(
        "POST",
        f"{DISBURSEMENTS}?{parameters}",
        content,
        content_type="text/csv",
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def uploaded(owner: User, content: bytes, *, currency: str = "USD", piece: int = 1 << 20) -> Disbursement:
    """The same without HTTP."""
    row, _ = services.upload(
        owner_id=owner.id,
        currency=currency,
        file_name="salaries.csv",
        pieces=[content[start : start + piece] for start in range(0, len(content), piece)],
        file_digest=hashlib.sha256(content).digest(),
        key=str(uuid4()),
        digest=b"d" * 32,
        now=clock.now(),
    )
    return row


def checked(owner: User, content: bytes, **options: Any) -> Disbursement:
    """Uploaded, and checked row by row."""
    row = uploaded(owner, content, **options)
    assert services.validate(disbursement_id=row.id, read_clock=clock.now)
    row.refresh_from_db()
    return row


def submitted(owner: User, content: bytes, *, accept_bad_rows: bool = True) -> Disbursement:
    """Checked, quoted and waiting for a second person."""
    row = checked(owner, content)
    return services.submit(owner_id=owner.id, disbursement_id=row.id, accept_bad_rows=accept_bad_rows, now=clock.now())


def ask_approval(client: PhoneClient, disbursement_id: UUID, *, key: str | None = None, **fields: Any) -> Response:
    """POST /disbursements/{id}/approve as a cosigner does; without a code it is asked for."""
    return client.post(
        f"{DISBURSEMENTS}/{disbursement_id}/approve",
        {"pin": PIN, **fields},
        format="json",
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def approve(
    cosigner: User, disbursement_id: UUID, *, client: PhoneClient | None = None, key: str | None = None
) -> Response:
    """The same with the code that was sent."""
    client = client or client_of(cosigner)
    key = key or str(uuid4())
    answer: Response = stepped_up(lambda **fields: ask_approval(client, disbursement_id, key=key, **fields))
    return answer


def approved(owner: User, cosigner: User, content: bytes) -> Disbursement:
    """Everything up to the moment in which paying begins."""
    row = submitted(owner, content)
    answer = approve(cosigner, row.id)
    assert answer.status_code == 200, answer.content
    row.refresh_from_db()
    return row


def pay(row: Disbursement, **options: Any) -> Disbursement:
    """Pays it to its end."""
    assert services.pay_out(disbursement_id=row.id, read_clock=clock.now, **options)
    row.refresh_from_db()
    return row


def resume() -> int:
    """What the sweep does when somebody has been silent for two minutes."""
    return services.resume_silent(read_clock=lambda: clock.now() + timedelta(minutes=2))


def download(client: PhoneClient, path: str) -> list[str]:
    """The lines of a CSV file that is streamed."""
    answer: Any = client.get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode().splitlines()


def codes_of(row: Disbursement) -> dict[int, str]:
    """The code of each line that has one."""
    rows = DisbursementRow.objects.filter(disbursement_id=row.id).exclude(code="").order_by("line")
    return dict(rows.values_list("line", "code"))


def states_of(row: Disbursement) -> dict[int, str]:
    """The state of each line."""
    rows = DisbursementRow.objects.filter(disbursement_id=row.id).order_by("line")
    return dict(rows.values_list("line", "state"))


# Where a child dies: `call` is a function of a module, and it dies before or after the so manieth call of it.
_CHILD = """
import json, os, sys
import django
django.setup()
from django.db import connection
connection.settings_dict.update(json.loads(os.environ["DISBURSEMENTS_TEST_DATABASE"]))
from importlib import import_module
from uuid import UUID
from apps.core import clock
from apps.disbursements import services
task, disbursement_id, module, call, calls, when = sys.argv[1:]
place = import_module(module)
whole, left = getattr(place, call), int(calls)
def dying(*args, **kwargs):
    global left
    left -= 1
    if not left and when == "before":
        os.kill(os.getpid(), 9)
    answer = whole(*args, **kwargs)
    if not left:
        os.kill(os.getpid(), 9)
    return answer
setattr(place, call, dying)
getattr(services, task)(disbursement_id=UUID(disbursement_id), read_clock=clock.now)
"""


def die_while(task: str, row: Disbursement, *, module: str, call: str, calls: int, when: str = "after") -> None:
    """A child process works on it and is killed (SIGKILL) before or after it has called something so often."""
    database = {name: connection.settings_dict[name] for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, task, str(row.id), module, call, str(calls), when],
        env={
            **os.environ,
            "DISBURSEMENTS_TEST_DATABASE": json.dumps(database),
            "PRIVATE_FILES_DIR": settings.PRIVATE_FILES_DIR,
        },
        cwd=settings.BASE_DIR,
        timeout=120,
        check=False,
    )
    assert child.returncode == -signal.SIGKILL, f"it ended with {child.returncode} before it could be killed"
