"""What is only added to is sealed: all of it, once, in order, whatever happens meanwhile."""

import hashlib
from datetime import timedelta

import pytest
from django.db import Error as AnyDatabaseError
from django.db import transaction

from apps.audit import row_cursor, seal_format, selectors, services
from apps.audit.errors import CounterWentBack
from apps.audit.models import Seal
from apps.audit.tests.rows import HORIZON, findings, make_records, run, seal, some_id
from apps.core import clock
from apps.core.audit_chain import AUDIT
from apps.core.chains import all_chains

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("horizon")]


def seals() -> list[Seal]:
    return list(Seal.objects.filter(chain=AUDIT.name).order_by("number"))


def test_every_column_of_every_sealed_table_is_in_its_line() -> None:
    for chain in all_chains():
        columns = run(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [chain.table],
        )
        assert {name for (name,) in columns} == set(chain.columns), chain.name
        assert chain.line.count("::text") >= len(chain.columns)
        for name in chain.columns:
            assert f"r.{name}" in chain.line


def test_which_tables_are_sealed() -> None:
    assert [chain.name for chain in all_chains()] == [
        "accounts.activity",
        "core.audit",
        "ledger.entries",
        "ledger.postings",
    ]


def test_rows_are_sealed_in_blocks_in_the_order_of_transaction_and_key() -> None:
    made = make_records(2_500)
    assert seal(AUDIT) == 2_500
    blocks = seals()
    assert [block.count for block in blocks] == [1_000, 1_000, 500]
    assert [block.total for block in blocks] == [1_000, 2_000, 2_500]
    expected = [str(row.id) for row in sorted(made, key=lambda row: (row.xact, str(row.id)))]
    assert [key for block in blocks for key in block.keys] == expected
    assert findings(AUDIT) == []
    assert seal(AUDIT) == 0, "and nothing twice"


def test_a_block_that_is_just_full_ends_the_run() -> None:
    make_records(2_000)
    assert seal(AUDIT) == 2_000
    assert [(block.count, block.until_key == "") for block in seals()] == [(1_000, False), (1_000, True)]


def test_a_leaf_is_the_digest_of_a_line_that_no_setting_of_the_session_changes() -> None:
    make_records(3)
    seal(AUDIT)
    run(
        "SET LOCAL timezone = 'Asia/Kathmandu'; SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL bytea_output = 'escape'"
    )
    with row_cursor.lines(AUDIT, (0, ""), (10**9, "")) as rows:
        lines = [line for _, _, line in rows]
    assert all(line.startswith("[") and "\n" not in line for line in lines)
    leaves = b"".join(hashlib.sha256(line.encode()).digest() for line in lines)
    assert bytes(seals()[0].leaves) == leaves


def test_an_idle_chain_gets_an_empty_seal_each_hour_and_no_other() -> None:
    now = clock.now()
    for minutes, expected in ((0, 1), (1, 1), (59, 1), (60, 2), (61, 2)):
        services.seal_chain(chain=AUDIT, now=now + timedelta(minutes=minutes))
        assert len(seals()) == expected, minutes
    assert [block.count for block in seals()] == [0, 0]
    assert findings(AUDIT) == []


def test_a_clock_that_was_set_back_makes_no_seal_older_than_the_one_before() -> None:
    now = clock.now()
    services.seal_chain(chain=AUDIT, now=now)
    make_records(1, first_xact=2_000_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_cursor, "horizon", lambda: 3_000_000)
        services.seal_chain(chain=AUDIT, now=now - timedelta(hours=5))
    assert [block.sealed_at for block in seals()] == [now, now]


def test_transactions_that_are_not_over_wait() -> None:
    make_records(3, per_xact=1, first_xact=HORIZON - 1)
    assert seal(AUDIT) == 1, "that of the transaction below the horizon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_cursor, "horizon", lambda: HORIZON + 1)
        assert seal(AUDIT) == 1
        patch.setattr(row_cursor, "horizon", lambda: HORIZON + 2)
        assert seal(AUDIT) == 1
    assert findings(AUDIT) == []


def test_a_restored_dump_whose_counter_began_anew_is_not_sealed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    seal(AUDIT)
    monkeypatch.setattr(row_cursor, "horizon", lambda: HORIZON - 1)
    with pytest.raises(CounterWentBack) as caught:
        services.seal_chain(chain=AUDIT, now=clock.now())
    assert "docs/operations.md#restoring" in (CounterWentBack.__doc__ or "")
    assert "restored" in caught.value.detail
    with pytest.raises(CounterWentBack):
        services.seal_all(now=clock.now())


def test_without_a_key_nothing_is_sealed(settings: object) -> None:
    from django.core.exceptions import ImproperlyConfigured

    settings.SEAL_KEYS = {}  # type: ignore[attr-defined]
    make_records(1)
    with pytest.raises(ImproperlyConfigured, match="SEAL_KEYS"):
        seal(AUDIT)
    assert not Seal.objects.exists()


def test_keys_change_and_old_seals_stay_good(settings: object) -> None:
    old = dict(settings.SEAL_KEYS)  # type: ignore[attr-defined]
    make_records(1)
    seal(AUDIT)
    settings.SEAL_KEYS = {"new": "bmV3IGtleSBmb3Igc2VhbHMsIDMyIGJ5dGVzIGxvbmc=", **old}  # type: ignore[attr-defined]
    services.seal_chain(chain=AUDIT, now=clock.now() + timedelta(hours=2))
    assert [block.kid for block in seals()] == ["test", "new"]
    assert findings(AUDIT) == []
    settings.SEAL_KEYS = {"new": settings.SEAL_KEYS["new"]}  # type: ignore[attr-defined]
    assert [(each.subject, each.detail) for each in findings(AUDIT)] == [
        ("seal 1", "signed with the key test, which SEAL_KEYS does not have")
    ]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_seal SET kid = 'x'", "DELETE FROM audit_seal", "TRUNCATE audit_seal"],
)
def test_seals_are_not_changed_and_not_deleted(statement: str) -> None:
    seal(AUDIT)
    with pytest.raises(AnyDatabaseError, match="append-only"), transaction.atomic():
        run(statement)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"number": 3}, "does not continue"),
        ({"previous": bytes(32)}, "does not continue"),
        ({"since_xact": 7}, "does not continue"),
        ({"total": 5}, "does not continue"),
        ({"until_xact": 3}, "not what a seal is"),
        ({"leaves": b"x"}, "not what a seal is"),
        ({"keys": ["a", "b"]}, "not what a seal is"),
        ({"signature": b""}, "not what a seal is"),
    ],
)
def test_what_does_not_continue_a_chain_is_refused(change: dict[str, object], why: str) -> None:
    seal(AUDIT)
    first = seals()[0]
    good = {
        "chain": first.chain,
        "number": 2,
        "count": 1,
        "total": 1,
        "since_xact": first.until_xact,
        "since_key": "",
        "until_xact": first.until_xact + 5,
        "until_key": "",
        "keys": [some_id()],
        "leaves": bytes(32),
        "previous": first.head,
        "head": bytes(32),
        "kid": "test",
        "signature": bytes(32),
        "sealed_at": clock.now(),
    }
    with pytest.raises(AnyDatabaseError, match=why), transaction.atomic():
        Seal.objects.create(**{**good, **change})
    Seal.objects.create(**good)


def test_what_is_written_about_the_chains(settings: object) -> None:
    now = clock.now()
    make_records(1_500)
    assert [state.is_late for state in selectors.get_chain_states(now)] == [True] * 4
    assert selectors.get_chain_states(now)[1].is_waiting
    services.seal_all(now=now)
    states = {state.name: state for state in selectors.get_chain_states(now + timedelta(minutes=5))}
    audit = states["core.audit"]
    assert (audit.seals, audit.rows, audit.is_waiting, audit.is_late) == (2, 1_500, False, False)
    assert audit.lag == timedelta(minutes=5)
    assert audit.head == bytes(seals()[-1].head).hex()
    assert selectors.get_chain_states(now + timedelta(hours=2))[0].is_late
    assert seal_format.is_signed(seals()[-1])
