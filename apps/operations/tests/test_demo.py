"""`manage.py prepare_demo`: the demo is whole, told once, and balances."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.agents.models import CommissionPayout, Dealing, Shift
from apps.agents.verification import verify_commissions
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.queue import deliver_events
from apps.disputes.models import Dispute
from apps.ledger.selectors import get_trial_balance
from apps.ledger.verification import verify
from apps.merchants.models import Settlement, Taking
from apps.merchants.verification import verify_takings
from apps.operations import demo
from apps.operations.demo._cast import CAST, OPERATOR, STAFF, WRONG_NUMBER
from apps.operations.demo._plan import plan_payments
from apps.operations.demo._seed import TOLD
from apps.operations.demo._watch import plan_theft
from apps.requests.models import PaymentRequest
from apps.risk.models import Case, Decision
from apps.risk.selectors import hour_of
from apps.transactions.models import ReversalRequest, Transaction
from apps.wallets.models import Wallet


def prepare(folder: Path) -> str:
    output = StringIO()
    call_command("prepare_demo", folder=folder, stdout=output)
    return output.getvalue()


@pytest.mark.django_db(transaction=True)
def test_the_demo_is_whole_and_a_second_run_adds_nothing(tmp_path: Path) -> None:
    assert "Seeding the demo" in prepare(tmp_path)

    assert User.objects.count() == len(CAST) + 2 + len(STAFF), "two operators, and one of each role"
    assert Wallet.objects.filter(outlet_id=None).count() == len(CAST) + 1, "one of them has two"
    assert Wallet.objects.exclude(outlet_id=None).count() == 3, "floats"
    payments = Transaction.objects.filter(kind="P2P")
    assert payments.count() > 400
    oldest = payments.earliest("created_at").created_at
    assert timedelta(days=59) < clock.now() - oldest < timedelta(days=61)
    reasons = Counter(payments.filter(state="DECLINED").values_list("failure_code", flat=True))
    assert set(reasons) == {
        *("insufficient_funds", "payee_not_found", "self_transfer", "limit_exceeded"),
        "refused_by_rules",
    }
    held = Counter(payments.filter(state="HELD").values_list("held_for", flat=True))
    assert (reasons["refused_by_rules"], held) == (1, {"REVIEW": 1, "CLAIM": 1})
    assert (PaymentRequest.objects.count(), Dispute.objects.count()) == (3, 1)
    assert ReversalRequest.objects.get().state == "REQUESTED"
    assert Transaction.objects.get(kind="CONVERSION").state == "COMPLETED"
    case = Case.objects.get()
    assert (case.state, case.person.full_name) == ("IN_REVIEW", "Walter Mensah")
    assert Decision.objects.exclude(result="ALLOW").count() > 5, "the rules have something to show"
    assert 10 < reasons.total() < payments.count() / 8
    assert payments.filter(fee__gt=0).exists()
    assert not payments.filter(created_at__gt=clock.now()).exists()
    assert Wallet.objects.filter(status="FROZEN").count() == 1
    assert Counter(Settlement.objects.values_list("state", flat=True)) == {"PAID": 3}
    assert Taking.objects.filter(kind="SALE").count() == 13 and Taking.objects.get(kind="REFUND").drawn == 4

    assert Counter(Dealing.objects.values_list("kind", flat=True)) == {"CASH_IN": 5, "CASH_OUT": 4}
    assert sorted(Shift.objects.values_list("state", "difference")) == [("CLOSED", -1), ("OPEN", None)]
    assert set(CommissionPayout.objects.values_list("state", flat=True)) == {"PAID"}

    assert list(verify()) == []
    assert verify_takings() == []
    assert verify_commissions() == []
    for currency in {row.currency for row in get_trial_balance()}:
        assert sum(row.balance for row in get_trial_balance() if row.currency == currency) == 0
    assert OutboxEvent.objects.filter(settled_at=None).count() == TOLD, "the relay has little to do at the first start"

    before = (Transaction.objects.count(), OutboxEvent.objects.count(), User.objects.count())
    with CaptureQueriesContext(connection) as captured:
        assert prepare(tmp_path) == ""
    assert len(captured) < 12
    assert (Transaction.objects.count(), OutboxEvent.objects.count(), User.objects.count()) == before


def test_whenever_the_demo_is_made_the_thief_tries_twice_in_one_hour_of_the_clock() -> None:
    """The rules count by that hour: only so is the second attempt blocked, and the case opened after both."""
    midnight = clock.now().replace(hour=0, minute=0)
    for minute in range(24 * 60):
        now = midnight + timedelta(minutes=minute)
        first, second = (planned.at for planned in plan_theft(msisdn="+254712000017", now=now))
        assert hour_of(first) == hour_of(second) and first < second < now - timedelta(minutes=45), minute


@pytest.mark.django_db(transaction=True)
def test_the_logins_work_and_the_first_call_works_as_pasted(tmp_path: Path, live_server: Any) -> None:
    demo.seed(now=clock.now(), days=1)
    prepare(tmp_path)
    facts = json.loads((tmp_path / "demo.json").read_text())
    client = Client()
    for row in facts["logins"]:
        assert set(row) == {"who", "login", "password", "where"}
        if "API" in row["where"]:
            given = {"identifier": row["login"], "password": row["password"]}
            answer = client.post("/api/v1/auth/login", given, content_type="application/json")
            assert answer.status_code == 200, answer.content
            visitor = Client()
            assert visitor.post("/login", given).status_code == 303
            page = row["where"].partition(",")[0]
            assert visitor.get("/wallet/" if page == "/login" else page, follow=True).status_code == 200
        else:
            client.post(f"{row['where']}login/", {"username": row["login"], "password": row["password"]})
            assert client.get(row["where"]).status_code == 200

    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    script = facts["curl"].replace("http://127.0.0.1:8000", live_server.url)
    # The last line a second time, as somebody does who wants to see what a key is for.
    script += "\n" + script.splitlines()[-1]
    with messages_going_out():
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    payment = json.loads(first)
    assert (payment["state"], payment["amount"], payment["note"]) == ("COMPLETED", "5.00", "lunch")
    assert first == second, "asked twice, it moves once"


@contextmanager
def messages_going_out() -> Iterator[None]:
    """What relay and worker do, in a thread of this process."""
    over = threading.Event()

    def work() -> None:
        try:
            while not over.is_set():
                deliver_events()
                over.wait(0.2)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()


@pytest.mark.django_db(transaction=True)
def test_killed_half_way_it_starts_over(tmp_path: Path) -> None:
    # The run's server, and this worker's database on it.
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    env = {**os.environ, "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}"}
    env.pop("GOPAY_TEST_SUFFIX", None)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "prepare_demo", "--folder", str(tmp_path)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if "payment 251" in line:
                child.send_signal(signal.SIGKILL)
                break
    assert child.wait() == -signal.SIGKILL
    assert not (tmp_path / "demo.json").exists()

    assert "Seeding the demo" in prepare(tmp_path)
    assert User.objects.count() == len(CAST) + 2 + len(STAFF), "two operators, and one of each role"
    assert Transaction.objects.count() > 400
    assert list(verify()) == []


@pytest.mark.django_db
def test_production_refuses(tmp_path: Path, settings: Any) -> None:
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError):
        prepare(tmp_path)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_database_with_people_of_its_own_is_left_alone(tmp_path: Path) -> None:
    accounts.create_person(msisdn="+254712345678", full_name="Somebody Real", now=clock.now())
    assert "people of its own" in prepare(tmp_path)
    assert User.objects.count() == 1
    assert not (tmp_path / "demo.json").exists()


@pytest.mark.django_db
def test_a_currency_without_decimals(settings: Any) -> None:
    settings.BASE_CURRENCY = "JPY"
    demo.seed(now=clock.now(), days=3)
    assert Transaction.objects.filter(currency="JPY", state="COMPLETED").count() > 20
    assert not Transaction.objects.exclude(currency="JPY").exists()


def test_the_story_is_the_same_every_time() -> None:
    now = clock.now()
    payments = plan_payments(now=now)
    assert payments == plan_payments(now=now)
    assert payments == sorted(payments, key=lambda planned: planned.at)
    assert payments[-1].at < now
    assert {planned.payer for planned in payments} >= {"amina", "brian", "zuri"}


@pytest.mark.parametrize(
    "msisdn", [character.msisdn for character in (*CAST, OPERATOR, *(person for person, _ in STAFF))] + [WRONG_NUMBER]
)
def test_the_numbers_could_be_dialled(msisdn: str) -> None:
    assert phonenumbers.is_valid_number(phonenumbers.parse(msisdn))
