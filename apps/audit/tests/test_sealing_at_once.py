"""Sealing while others write, while others seal, and when it is killed half-way."""

import threading
from typing import Any

import pytest
from django.db import Error as AnyDatabaseError
from django.db import connection, transaction

from apps.audit import row_cursor, seal_format, services
from apps.audit.models import Seal
from apps.audit.tests.rows import HORIZON, findings, make_records, run, seal
from apps.core import clock
from apps.core.audit_chain import AUDIT
from apps.core.models import AuditRecord
from apps.core.services import record_deed
from apps.core.tests.parallel import in_background, run_together

pytestmark = pytest.mark.django_db(transaction=True)


def sealed_keys() -> list[str]:
    blocks = Seal.objects.filter(chain=AUDIT.name).order_by("number")
    return [key for block in blocks for key in block.keys]


def test_nothing_is_missed_and_nothing_sealed_twice_while_many_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writers commit early and late, in another order than they began in; some take their rows back."""
    sealed_twice, over = threading.Event(), threading.Event()

    def write(index: int) -> None:
        for turn in range(25):
            if turn == 20:
                # Nobody is done before two runs are, however slow they are.
                assert sealed_twice.wait(60)
            with transaction.atomic():
                for _ in range(index % 3 + 1):
                    record_deed(actor_id=None, what=f"deed {index} {turn}", now=clock.now())
                if index % 2:
                    run("SELECT pg_sleep(%s)", [0.002 * index])
                if turn % 9 == 8:
                    transaction.set_rollback(True)

    def keep_sealing() -> int:
        runs = 0
        while not over.is_set():
            seal(AUDIT)
            runs += 1
            if runs == 2:
                sealed_twice.set()
        return runs

    sealing = in_background(keep_sealing)
    outcomes = run_together(5, write)
    over.set()
    assert outcomes == [None] * 5
    assert sealing.result(60) > 1
    # All writers are done, whatever other tests on this server hold open.
    monkeypatch.setattr(
        row_cursor, "horizon", lambda: run("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")[0][0]
    )
    seal(AUDIT)
    keys = sealed_keys()
    assert len(keys) == len(set(keys))
    assert set(keys) == {str(key) for key in AuditRecord.objects.values_list("pk", flat=True)}
    assert findings(AUDIT) == []


def test_two_who_seal_at_once_make_one_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    make_records(2_600)
    monkeypatch.setattr(row_cursor, "horizon", lambda: HORIZON)
    outcomes = run_together(3, lambda index: services.seal_chain(chain=AUDIT, now=clock.now()))
    assert not [outcome for outcome in outcomes if isinstance(outcome, BaseException)], outcomes
    assert sum(outcome.rows for outcome in outcomes) == 2_600
    blocks = Seal.objects.filter(chain=AUDIT.name).order_by("number")
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    assert len(set(sealed_keys())) == len(sealed_keys()) == 2_600
    assert findings(AUDIT) == []


@pytest.mark.parametrize("at_block", [1, 2, 3])
def test_a_run_that_is_killed_leaves_whole_blocks_and_the_next_goes_on(
    monkeypatch: pytest.MonkeyPatch, at_block: int
) -> None:
    make_records(2_500)
    monkeypatch.setattr(row_cursor, "horizon", lambda: HORIZON)
    sign, blocks = seal_format.sign, 0
    (pid,) = run("SELECT pg_backend_pid()")[0]

    def killed(head: bytes) -> Any:
        nonlocal blocks
        blocks += 1
        if blocks == at_block:
            in_background(lambda: run("SELECT pg_terminate_backend(%s, 5000)", [pid])).result(60)
        return sign(head)

    with monkeypatch.context() as patch, pytest.raises(AnyDatabaseError):
        patch.setattr(seal_format, "sign", killed)
        services.seal_chain(chain=AUDIT, now=clock.now())
    connection.close()
    assert Seal.objects.filter(chain=AUDIT.name).count() == at_block - 1
    before = sealed_keys()
    assert len(before) == (at_block - 1) * 1_000
    services.seal_chain(chain=AUDIT, now=clock.now())
    assert sealed_keys()[: len(before)] == before
    assert len(sealed_keys()) == 2_500
    assert findings(AUDIT) == []
