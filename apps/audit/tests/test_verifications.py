"""Verifying in the background: one of a kind at a time, with how far it is, and an end whatever happens."""

from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.tests.factories import make_person
from apps.audit import services
from apps.audit.errors import AlreadyVerifying
from apps.audit.models import Verification
from apps.audit.services import _verify
from apps.audit.tests.rows import make_records, seal, unguarded
from apps.core import clock
from apps.core.audit_chain import AUDIT
from apps.core.models import AuditRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("horizon")]
KIND = Verification.Kind


def ask(kind: Verification.Kind = KIND.AUDIT, **more: Any) -> Verification:
    return services.ask_verification(kind=kind, by=None, now=clock.now(), **more)


def done() -> Verification:
    assert services.run_verifications(read_clock=clock.now) == 1
    return Verification.objects.order_by("-id")[0]


def test_what_is_as_it_was_sealed_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    make_records(30)
    seal()
    ask()
    row = done()
    assert (row.state, row.percent, row.found, row.findings) == ("DONE", 100, 0, [])
    assert row.summary == "30 rows under 4 seals"
    assert row.finished_at and row.started_at and row.started_at <= row.finished_at
    assert services.run_verifications(read_clock=clock.now) == 0


def test_findings_are_kept_up_to_a_bound_and_counted_beyond_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_records(30)
    seal()
    with unguarded():
        AuditRecord.objects.filter(pk__in=[row.pk for row in made]).update(channel="changed")
    monkeypatch.setattr(_verify, "KEPT", 7)
    ask()
    row = done()
    assert (row.state, row.found, len(row.findings)) == ("DONE", 30, 7)
    assert row.findings[0][0] == "core.audit"
    assert row.findings[0][2].startswith("changed since seal 1")


def test_of_one_kind_one_is_open_at_a_time_and_who_asked_is_recorded() -> None:
    amina = make_person("amina")
    row = services.ask_verification(kind=KIND.AUDIT, by=amina.id, now=clock.now())
    with pytest.raises(AlreadyVerifying):
        ask()
    ask(KIND.LEDGER)
    record = AuditRecord.objects.get(actor_id=amina.id)
    assert (record.verb, record.subject_id) == ("DID", str(row.id))
    assert record.what == "asked to verify: seals against rows"


def test_one_that_breaks_says_so_and_another_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ask()

    def broken(*arguments: Any, **named: Any) -> Any:
        raise OSError("the disk is full of secrets")

    monkeypatch.setattr("apps.audit.verification.verify", broken)
    row = done()
    assert (row.state, row.summary) == ("FAILED", "It stopped: OSError. The worker's log says why.")
    ask()


def test_one_whose_process_died_is_ended() -> None:
    row = ask()
    now = clock.now()
    Verification.objects.update(state="RUNNING", started_at=now, beat_at=now - timedelta(minutes=29))
    services.run_verifications(read_clock=lambda: now)
    row.refresh_from_db()
    assert row.state == "RUNNING"
    services.run_verifications(read_clock=lambda: now + timedelta(minutes=2))
    row.refresh_from_db()
    assert (row.state, row.summary) == ("FAILED", "Its process died. Start it again.")
    ask()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", list(KIND))
def test_how_far_it_is_can_be_read_while_it_runs(monkeypatch: pytest.MonkeyPatch, kind: Verification.Kind) -> None:
    """Over another connection: the verifier's own only reads."""
    make_records(10)
    seal(AUDIT)
    row, seen = ask(kind), []
    monkeypatch.setattr(_verify, "BEAT", timedelta())
    told = _verify._Progress.__call__

    def look(self: Any, *arguments: Any) -> None:
        told(self, *arguments)
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT percent, state FROM audit_verification WHERE id = %s", [row.pk])
            seen.append(cursor.fetchone())

    monkeypatch.setattr(_verify._Progress, "__call__", look)
    assert done().state == "DONE"
    assert seen and {state for _, state in seen} == {"RUNNING"}
    assert [percent for percent, _ in seen] == sorted(percent for percent, _ in seen)
