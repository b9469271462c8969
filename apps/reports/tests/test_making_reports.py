"""A report is made once, whatever happens to who makes it; who may see it takes it until its time is over."""

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction

from apps.accounts.models import User
from apps.core import clock, files
from apps.core.ids import uuid7
from apps.core.models import AuditRecord
from apps.core.money import Money
from apps.core.tests.parallel import in_background, run_together
from apps.core.tests.queue import deliver_events
from apps.ledger.services import Entry, Leg, open_account, post
from apps.reports import parts, runs
from apps.reports.catalogue import REPORTS, Row
from apps.reports.errors import ReportNotFound, ReportNotPermitted, ReportNotReady, ReportOver
from apps.reports.models import ReportRun
from apps.reports.runs import _beats, _make
from apps.reports.tests.asked import allow, ask, content_of, make, staff, take
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.PRIVATE_FILES_DIR = tmp_path
    yield


@pytest.fixture
def grace() -> User:
    amina = join("amina", 100)
    join("brian")
    send(amina, "brian", "12.50", note='=HYPERLINK("http://evil")')
    send(amina, "brian", "7.50", note="@SUM(1)")
    return staff("grace", "transactions", "trial_balance")


def stored() -> set[str]:
    return {key for key, _ in files.list_keys(parts.FOLDER)}


def places() -> list[Path]:
    return list(Path(settings.PRIVATE_FILES_DIR).glob("reports-at-work/*"))


def test_asked_for_made_and_taken(grace: User) -> None:
    run = ask(grace)
    assert deliver_events()["reports.make_run"] == 1
    run.refresh_from_db()
    assert (run.state, run.rows, run.percent, run.attempts) == ("READY", 2, 100, 1)
    assert run.expires_at is not None and run.finished_at is not None
    assert run.expires_at - run.finished_at == timedelta(days=settings.REPORT_DAYS)
    taken = runs.take_report(person_id=grace.pk, run_id=run.pk, now=clock.now())
    record = AuditRecord.objects.get(verb="EXPORTED")
    assert (record.actor_id, record.why, record.rows) == (grace.pk, "The month's close", 2)
    assert record.what == f"Report {run.title}, CSV", "written down before the first byte"
    content = b"".join(taken.pieces)
    assert (
        (len(content), hashlib.sha256(content).hexdigest())
        == (run.file_bytes, run.sha256)
        == (
            taken.size,
            taken.sha256,
        )
    )
    head, *lines = content.decode().splitlines()
    assert head.startswith("row,reference,") and [line.split(",")[0] for line in lines] == ["line", "line", "total"]
    assert "'=HYPERLINK" in lines[0] and "'@SUM(1)" in lines[1] and ",12.50,0.00," in lines[0]
    assert "20.00,0.00,0.00,USD" in lines[2]
    assert places() == [] and len(stored()) == 2
    plain = b"".join(path.read_bytes() for path in Path(settings.PRIVATE_FILES_DIR).glob("report/*"))
    assert b"Amina" not in plain, "sealed"


def test_a_spreadsheet_holds_figures_as_figures_and_no_formula(grace: User) -> None:
    run = make(ask(grace, form="xlsx"))
    assert (run.state, places()) == ("READY", [])
    with zipfile.ZipFile(io.BytesIO(content_of(run))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        about = book.read("xl/worksheets/sheet2.xml").decode()
    assert "<f>" not in sheet and "&#39;=HYPERLINK" not in sheet and "'=HYPERLINK" in sheet
    assert "<v>12.5</v>" in sheet or "<v>12.50</v>" in sheet
    assert "The month's close" in about and "Grace Achieng" in about and str(run.pk) in about


def test_a_pdf_is_set_and_one_that_is_too_long_fails_and_says_so(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make(ask(grace, "trial_balance", "pdf", at="now", detail="accounts"))
    assert run.state == "READY" and content_of(run).startswith(b"%PDF")
    monkeypatch.setattr("apps.reports.writing._pdf.MAX_PDF_ROWS", 1)
    run = make(ask(grace, form="pdf"))
    assert run.state == "FAILED" and "spreadsheet or CSV" in run.failure
    assert len(stored()) == 2 and places() == []


def test_a_report_without_a_line_is_a_file_too(grace: User) -> None:
    for form in ("csv", "xlsx", "pdf"):
        run = make(ask(grace, form=form, period="yesterday"))
        assert (run.state, run.rows) == ("READY", 0), run.failure
        assert take(grace, run.pk)


def test_a_million_rows_go_on_on_the_next_sheet(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.reports.writing._xlsx.write_xlsx.__kwdefaults__", {"most_rows": 2})
    run = make(ask(grace, form="xlsx"))
    with zipfile.ZipFile(io.BytesIO(content_of(run))) as book:
        assert "Transactions 2" in book.read("xl/workbook.xml").decode()


def test_of_many_workers_one_makes_it(grace: User) -> None:
    run = ask(grace)
    answers = run_together(6, lambda _: runs.make_run(run_id=run.pk, read_clock=clock.now))
    assert sorted(answers) == [False] * 5 + [True]
    run.refresh_from_db()
    assert (run.state, run.attempts, len(stored())) == ("READY", 1, 2)


def slow(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """The first maker from now on stops after its first row until it is let go on."""
    begun, go_on = threading.Event(), threading.Event()
    rows = REPORTS["transactions"].rows

    def stopping(parameters: Any) -> Iterator[Row]:
        for row in rows(parameters):
            yield row
            if not begun.is_set():
                begun.set()
                assert go_on.wait(60)

    slowed = {**REPORTS, "transactions": replaced(REPORTS["transactions"], rows=stopping)}
    monkeypatch.setattr("apps.reports.access.REPORTS", slowed)
    monkeypatch.setattr(_beats, "EVERY_SECONDS", 0.05)
    return begun, go_on


def replaced(report: Any, **changes: Any) -> Any:
    return replace(report, **changes)


def test_a_dead_worker_s_report_is_taken_up_again_and_what_it_wrote_is_swept(
    grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = slow(monkeypatch)
    # Nobody hears of the first one any more, as if it were dead; it is only slow, and writes on later.
    monkeypatch.setattr(_beats.Beats, "beat", lambda self: None)
    run = ask(grace)
    first = in_background(lambda: runs.make_run(run_id=run.pk, read_clock=clock.now))
    assert begun.wait(60)
    assert runs.list_due_runs(now=clock.now()) == [], "it is being made"
    later = _make.SILENT_TOO_LONG + timedelta(seconds=1)
    assert runs.list_due_runs(now=clock.now() + later) == [run.pk]
    run = make(run, later=later)
    assert (run.state, run.attempts) == ("READY", 2)
    assert run.sha256 == hashlib.sha256(take(grace, run.pk)).hexdigest()
    go_on.set()
    assert first.result(60) is False
    run.refresh_from_db()
    assert (run.state, run.attempts, len(stored())) == ("READY", 2, 2), "the first one has taken its file away"

    # One that was killed takes nothing away: a day later it is swept, and the report is still whole.
    left = files.save(parts.FOLDER, b"half")
    folder = Path(settings.PRIVATE_FILES_DIR) / "reports-at-work" / f"{run.pk}-7"
    folder.mkdir(parents=True)
    assert runs.sweep_files(now=clock.now()) == 0
    assert runs.sweep_files(now=clock.now() + timedelta(days=2)) == 2
    assert left not in stored() and not folder.exists() and take(grace, run.pk)


def test_a_worker_that_dies_each_time_is_not_tried_for_ever(grace: User) -> None:
    run = ask(grace)
    ReportRun.objects.filter(pk=run.pk).update(
        state="RUNNING", attempts=_make.MAX_ATTEMPTS, alive_at=clock.now() - timedelta(hours=1)
    )
    run = make(run)
    assert run.state == "FAILED" and "died" in run.failure


def test_what_breaks_is_tried_again_and_then_given_up(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking(parameters: Any) -> Iterator[Row]:
        raise OSError("the disk is gone")
        yield ()

    broken = {**REPORTS, "transactions": replaced(REPORTS["transactions"], rows=breaking)}
    run = ask(grace)
    monkeypatch.setattr("apps.reports.access.REPORTS", broken)
    assert [make(run).state for _ in range(3)] == ["WAITING", "WAITING", "FAILED"]
    assert "disk" not in run.failure and stored() == set() and places() == []


def test_called_off_it_stops_and_leaves_nothing(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = slow(monkeypatch)
    run = ask(grace)
    maker = in_background(lambda: runs.make_run(run_id=run.pk, read_clock=clock.now))
    assert begun.wait(60)
    with pytest.raises(ReportNotFound):
        runs.call_off(person_id=staff("hassan", "transactions").pk, run_id=run.pk, now=clock.now())
    runs.call_off(person_id=grace.pk, run_id=run.pk, now=clock.now())
    go_on.set()
    assert maker.result(60) is False
    run.refresh_from_db()
    assert (run.state, stored(), places()) == ("CANCELLED", set(), [])
    with pytest.raises(ReportOver):
        runs.call_off(person_id=grace.pk, run_id=run.pk, now=clock.now())
    with pytest.raises(ReportNotReady):
        take(grace, run.pk)


def test_while_it_is_made_others_see_how_far_it_is(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = slow(monkeypatch)
    run = ask(grace)
    ReportRun.objects.filter(pk=run.pk).update(expected=4)
    maker = in_background(lambda: runs.make_run(run_id=run.pk, read_clock=clock.now))
    assert begun.wait(60)
    for _ in range(3_000):
        run.refresh_from_db()
        if run.rows:
            break
        threading.Event().wait(0.02)
    assert (run.state, run.rows, run.percent) == ("RUNNING", 1, 25)
    go_on.set()
    assert maker.result(60) is True


def test_what_is_paid_while_it_is_made_is_not_in_it(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = slow(monkeypatch)
    run = ask(grace)
    maker = in_background(lambda: runs.make_run(run_id=run.pk, read_clock=clock.now))
    assert begun.wait(60)
    send(User.objects.get(full_name="Amina Otieno"), "brian", "1")
    go_on.set()
    assert maker.result(60) is True
    run.refresh_from_db()
    assert run.rows == 2


def test_who_lost_the_role_neither_has_it_made_nor_takes_it(grace: User) -> None:
    ready, waiting = make(ask(grace)), ask(grace)
    grace.user_permissions.clear()
    assert (make(waiting).state, waiting.failure) == ("FAILED", "Your role does not let you make this report.")
    with pytest.raises(ReportNotPermitted):
        take(grace, ready.pk)
    assert not AuditRecord.objects.filter(verb="EXPORTED").exists()


def test_others_see_and_take_what_they_may_make_themselves(grace: User) -> None:
    run = make(ask(grace))
    hassan = staff("hassan", "trial_balance")
    assert runs.find_run(hassan, run.pk) is None
    with pytest.raises(ReportNotPermitted):
        take(hassan, run.pk)
    allow(hassan, "transactions")
    hassan = User.objects.get(pk=hassan.pk)
    assert runs.find_run(hassan, run.pk) == run and take(hassan, run.pk)


def test_after_its_time_the_file_is_deleted_and_the_row_says_so(grace: User, settings: Any) -> None:
    settings.REPORT_DAYS = 2
    run = make(ask(grace))
    assert runs.expire_runs(now=clock.now() + timedelta(days=1)) == 0
    assert runs.expire_runs(now=clock.now() + timedelta(days=3)) == 1
    run.refresh_from_db()
    assert (run.state, run.file_key, stored()) == ("EXPIRED", "", set())
    assert run.sha256 and run.rows == 2, "what it was is still known"
    with pytest.raises(ReportNotReady):
        take(grace, run.pk)


def test_a_part_that_was_changed_on_the_disk_is_not_handed_out(grace: User) -> None:
    run = make(ask(grace))
    (key,) = parts.parts_of(run.file_key)
    path = Path(settings.PRIVATE_FILES_DIR) / key
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(sealed)
    with pytest.raises(Exception, match="changed since"):
        take(grace, run.pk)


def wait_until_blocked_by(holder: int) -> None:
    with connection.cursor() as cursor:
        for _ in range(3_000):
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))", [holder])
            if cursor.fetchone()[0]:
                return
            threading.Event().wait(0.01)
    raise AssertionError("nobody waits for it")


def test_a_trial_balance_while_a_payment_waits_across_its_moment_sums_to_zero(grace: User) -> None:
    """The payment's entry and its first leg are recorded before the moment, its last leg waits and comes after it."""
    accounts = sorted(
        open_account(code=f"test:{name}", kind="LIABILITY", currency="USD", floor=Decimal(-100), at=clock.now())
        for name in "abc"
    )
    one = Money(Decimal(1), "USD")
    holding, let_go = threading.Event(), threading.Event()
    holders = []

    def pay(first: UUID, last: UUID) -> None:
        post([Entry(uuid7(), "DEPOSIT", [Leg(first, -one), Leg(last, one)], clock.now())])

    def hold_the_last() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            holders.extend(cursor.fetchone())
            pay(accounts[1], accounts[2])
            holding.set()
            assert let_go.wait(60)

    holder = in_background(hold_the_last)
    assert holding.wait(60)
    poster = in_background(lambda: pay(accounts[0], accounts[1]))
    wait_until_blocked_by(holders[0])
    moment = clock.now()
    threading.Event().wait(0.05)
    let_go.set()
    holder.result(60)
    poster.result(60)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.code, p.recorded_at < %s, p.amount FROM ledger_posting p JOIN ledger_account a"
            " ON a.id = p.account_id WHERE a.id = %s OR a.id = %s AND p.amount > 0",
            [moment, accounts[0], accounts[1]],
        )
        assert sorted(row[1:] for row in cursor.fetchall()) == [(False, 1), (True, -1)], "it lies between the legs"
    form = runs.bind(REPORTS["trial_balance"], {"at": "now", "detail": "accounts"}, now=moment)
    assert form.is_valid()
    with transaction.atomic():
        rows = list(REPORTS["trial_balance"].rows(form.cleaned_data))
    assert sum(row[4] for row in rows) == sum(row[5] for row in rows)  # type: ignore[misc]
    held = [row[5] - row[4] for row in rows if str(row[1]).startswith("test:")]  # type: ignore[operator]
    assert sorted(held) == [-1, 0, 1], "both payments are in it whole"
