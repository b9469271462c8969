"""A disbursement of many rows through its whole background path: rows a second, and what the processes hold in memory.

A process of its own checks the file and another one pays it, as a worker would, so that their peak memory is theirs
alone.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import connection

from apps.accounts.errors import StepUpRequired
from apps.accounts.models import User
from apps.accounts.selectors import get_code_text
from apps.accounts.services import Proof, StepUpAnswer, open_session
from apps.core import clock, sql
from apps.disbursements import services
from apps.disbursements.models import Cosigner, CosignerState, Disbursement, DisbursementState
from apps.ledger import verification
from apps.ledger.services import account_id
from apps.transactions import services as transactions
from apps.wallets.models import Wallet, available_code, held_code
from bench.books import CURRENCY, PIN, Member
from bench.measuring import Figure

LEAST_ROWS_A_SECOND = 2_000
# Beside what Django and this program need to start, nothing may grow with the file.
MOST_MEGABYTES = 256
_PIECE = 1024 * 1024
_CHILD = """
import json, sys, time
from pathlib import Path
import django
django.setup()
from uuid import UUID
from apps.core import clock
from apps.disbursements import services
started = time.perf_counter()
if not getattr(services, sys.argv[1])(disbursement_id=UUID(sys.argv[2]), read_clock=clock.now):
    raise SystemExit("it did not come to its end")
seconds = time.perf_counter() - started
# Not getrusage: what it says begins with what the parent held when it forked.
(peak,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(json.dumps([seconds, int(peak.split()[1]) / 1024]))
"""


def hire(count: int) -> list[User]:
    """So many people with an empty wallet each, in a few statements."""
    now = clock.now()
    people = User.objects.bulk_create(
        [
            User(msisdn=f"+25471{number:07d}", full_name=f"Worker {number}", password="not used here")
            for number in range(count)
        ],
        batch_size=2_000,
    )
    wallets = Wallet.objects.bulk_create(
        [Wallet(holder=person, currency=CURRENCY, opened_at=now) for person in people], batch_size=2_000
    )
    codes = [code for wallet in wallets for code in (available_code(wallet.id), held_code(wallet.id))]
    sql.fetch_all(
        "INSERT INTO ledger_account (id, code, kind, currency, floor, tally, balance, postings, last_posted_at,"
        " opened_at) SELECT new.*, 'LIABILITY', %s::text, 0, 'IMMEDIATE', 0, 0, %s::timestamptz, %s::timestamptz"
        " FROM unnest(%s::uuid[], %s::text[]) AS new",
        [CURRENCY, now, now, [account_id(code, CURRENCY) for code in codes], codes],
    )
    return people


def _uploaded(owner: Member, people: list[User]) -> Disbursement:
    lines = [
        "to,amount,note",
        *(f"{person.msisdn},{5 + number % 900 / 100:.2f},November" for number, person in enumerate(people)),
    ]
    content = "\r\n".join(lines).encode()
    row, _ = services.upload(
        owner_id=owner.id,
        currency=CURRENCY,
        file_name="salaries.csv",
        pieces=[content[start : start + _PIECE] for start in range(0, len(content), _PIECE)],
        file_digest=hashlib.sha256(content).digest(),
        key="bench",
        digest=hashlib.sha256(content).digest(),
        now=clock.now(),
    )
    return row


def _approve(cosigner: Member, disbursement_id: UUID) -> None:
    """With a PIN and a code, from no registered phone."""
    session_id = open_session(user=User.objects.get(pk=cosigner.id), now=clock.now()).session_id

    def ask(step_up: StepUpAnswer | None) -> None:
        services.approve(
            checker_id=cosigner.id,
            session_id=session_id,
            disbursement_id=disbursement_id,
            key="bench",
            digest=b"d" * 32,
            proof=Proof(PIN, step_up=step_up),
            now=clock.now(),
        )

    try:
        ask(None)
    except StepUpRequired as asked:
        challenge = UUID(asked.extra["challenge_id"])
        ask(StepUpAnswer(challenge, get_code_text(challenge) or ""))


def _in_a_process(task: str, disbursement_id: UUID) -> tuple[float, float]:
    """Seconds, and the peak of its memory in megabytes."""
    name = connection.settings_dict["NAME"]
    url = f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, task, str(disbursement_id)],
        env={**os.environ, "DATABASE_URL": url},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        check=True,
    )
    seconds, megabytes = json.loads(done.stdout.decode().splitlines()[-1])
    return seconds, megabytes


def measure(members: list[Member], *, rows: int) -> list[Figure]:
    """One member disburses to so many people out of a file, another one approves it."""
    owner, cosigner = members[:2]
    now = clock.now()
    transactions.set_fee(
        kind="DISBURSEMENT", currency=CURRENCY, percent=Decimal(1), tax_percent=Decimal(16), active_from=now
    )
    transactions.drop_tier_limit(tier="TIER_0", currency=CURRENCY)
    transactions.set_tier_limit(tier="TIER_0", currency=CURRENCY, maximum_balance=Decimal(900_000_000))
    Cosigner.objects.create(
        owner_id=owner.id, person_id=cosigner.id, state=CosignerState.ACTIVE, invited_at=now, accepted_at=now
    )
    row = _uploaded(owner, hire(rows))
    checking, checking_memory = _in_a_process("validate", row.id)
    started = time.perf_counter()
    services.submit(owner_id=owner.id, disbursement_id=row.id, accept_bad_rows=False, now=clock.now())
    quoting = time.perf_counter() - started
    _approve(cosigner, row.id)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    paying, paying_memory = _in_a_process("pay_out", row.id)
    row.refresh_from_db()
    if (row.state, row.paid_rows) != (DisbursementState.DONE, rows) or list(verification.verify()):
        raise SystemExit("not every row was paid, or the books are wrong")
    rate, memory = rows / paying, max(paying_memory, checking_memory)
    return [
        Figure(
            f"a disbursement of {rows:,} rows, paid in the background, with fee, tax and the payees' limits",
            f"{rate:,.0f} rows/s",
            f"checked at {rows / checking:,.0f} rows/s, quoted in {quoting:.1f} s",
            rate,
            f">= {LEAST_ROWS_A_SECOND}",
            rate >= LEAST_ROWS_A_SECOND,
        ),
        Figure(
            "the most memory its processes held",
            f"{memory:,.0f} MB",
            f"paying {paying_memory:,.0f} MB, checking {checking_memory:,.0f} MB",
            memory,
            f"<= {MOST_MEGABYTES}",
            memory <= MOST_MEGABYTES,
        ),
    ]
