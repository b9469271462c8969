"""Whoever owns the database can change any row. The verifier names each one: SECURITY 29."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from apps.audit import seal_format, services, verification
from apps.audit.errors import HeadsUnreadable, SealsGone
from apps.audit.models import HeadCopy, Seal
from apps.audit.tests.rows import (
    HORIZON,
    SEALED,
    findings,
    make_everything,
    make_records,
    reseal,
    run,
    seal,
    some_id,
    unguarded,
)
from apps.core import clock
from apps.core.audit_chain import AUDIT
from apps.core.chains import Chain, all_chains
from apps.core.models import AuditRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("horizon")]


@pytest.fixture
def story() -> None:
    """Payments of two people and a day's records of staff, all of it sealed."""
    make_everything(60)
    assert seal() > 400
    assert findings() == []


def names_of(chain: Chain) -> list[str]:
    return [key for (key,) in run(f"SELECT {chain.key} FROM {chain.table} r ORDER BY random()")]


def columns_of(chain: Chain) -> dict[str, str]:
    """Each column with an expression of another value of its type."""
    return {
        "id": "gen_random_uuid()",
        "person_id": "gen_random_uuid()",
        "actor_id": "gen_random_uuid()",
        "account_id": "gen_random_uuid()",
        "entry_id": "gen_random_uuid()",
        "number": "number + 1000000",
        "amount": "amount + 0.0001",
        "balance_after": "coalesce(balance_after, 0) + 1",
        "amounts": "array_append(amounts, 0.0001)",
        "accounts": "array_append(accounts, gen_random_uuid())",
        "currencies": "array_append(currencies, 'EUR')",
        "xact": "xact + 1",
        "rows": "coalesce(rows, 0) + 1",
        "detail": "detail || '{\"x\": 1}'",
        "ip": "'192.0.2.77'",
        "reverses": "gen_random_uuid()",
        "closes": "gen_random_uuid()",
        **{name: f"{name} + interval '1 microsecond'" for name in ("at", "recorded_at", "effective_at")},
        **{
            name: f"left({name} || 'x', 200)"
            for name in ("what", "why", "subject", "subject_kind", "subject_id", "kind")
        },
        **{name: f"{name} || 'x'" for name in ("action", "channel", "request_id")},
        "verb": "CASE verb WHEN 'DID' THEN 'SAW' ELSE 'DID' END",
    }


def change(chain: Chain, key: str, chance: random.Random) -> set[str]:
    column = chance.choice([name for name in chain.columns if name != "xact"])
    run(f"UPDATE {chain.table} r SET {column} = {columns_of(chain)[column]} WHERE {chain.key} = %s", [key])
    return {key}


def delete(chain: Chain, key: str, chance: random.Random) -> set[str]:
    run(f"DELETE FROM {chain.table} r WHERE {chain.key} = %s", [key])
    return {key}


def move(chain: Chain, key: str, chance: random.Random) -> set[str]:
    """To another transaction: earlier, later, or one that is still to be sealed."""
    run(
        f"UPDATE {chain.table} r SET xact = %s WHERE {chain.key} = %s",
        [chance.choice([0, chance.randrange(1, 90), 2_000_000]), key],
    )
    return {key}


def swap(chain: Chain, key: str, chance: random.Random, other: str) -> set[str]:
    """The places of two rows."""
    places = dict(run(f"SELECT {chain.key}, xact FROM {chain.table} r WHERE {chain.key} IN (%s, %s)", [key, other]))
    for one, two in ((key, other), (other, key)):
        run(f"UPDATE {chain.table} r SET xact = %s WHERE {chain.key} = %s", [places[two], one])
    return {key, other} if places[key] != places[other] else set()


def test_each_of_200_rows_that_were_changed_deleted_or_reordered_is_named(story: None) -> None:
    seed = random.randrange(10**9)
    chance = random.Random(seed)
    pools = {chain.name: names_of(chain) for chain in all_chains()}
    touched: dict[str, set[str]] = {name: set() for name in pools}
    deeds: list[Callable[..., set[str]]] = [change, delete, move, swap]
    with unguarded():
        while sum(map(len, touched.values())) < 200:
            chain = chance.choice([chain for chain in all_chains() if len(pools[chain.name]) > 1])
            deed, key = chance.choice(deeds), pools[chain.name].pop()
            more = [pools[chain.name].pop()] if deed is swap else []
            before = dict(run(f"SELECT {chain.key}, xact FROM {chain.table} r WHERE {chain.key} = %s", [key]))
            named = deed(chain, key, chance, *more)
            after = dict(run(f"SELECT {chain.key}, xact FROM {chain.table} r WHERE {chain.key} = %s", [key]))
            # Moved to where it was: nothing was done.
            touched[chain.name] |= set() if deed is move and before == after else named
    found = findings()
    for chain in all_chains():
        named_rows = {each.subject for each in found if each.chain == chain.name}
        assert touched[chain.name] <= named_rows, (seed, chain.name, touched[chain.name] - named_rows)
        # What is named besides is a row whose name itself was changed.
        strangers = named_rows - touched[chain.name]
        new = {each.subject for each in found if each.chain == chain.name and "inserted" in each.detail}
        assert strangers <= new, (seed, strangers - new)


@pytest.mark.parametrize("chain", all_chains(), ids=lambda chain: chain.name)
def test_each_column_of_a_row_is_sealed(story: None, chain: Chain) -> None:
    keys = names_of(chain)
    for column in chain.columns:
        key = keys.pop()
        with unguarded():
            run(f"UPDATE {chain.table} r SET {column} = {columns_of(chain)[column]} WHERE {chain.key} = %s", [key])
        assert key in {each.subject for each in findings(chain)}, column


def details(*chains: Chain) -> list[tuple[str, str]]:
    return [(each.subject, each.detail) for each in findings(*chains)]


def one_of(made: list[AuditRecord], index: int) -> str:
    return str(made[index].id)


def test_what_is_said_of_each_deed() -> None:
    made = make_records(30)
    seal(AUDIT)
    at = f"{Seal.objects.get().sealed_at:%Y-%m-%d %H:%M:%S}"
    with unguarded():
        AuditRecord.objects.filter(pk=made[3].pk).update(what="nothing at all")
        AuditRecord.objects.filter(pk=made[5].pk).delete()
        AuditRecord.objects.filter(pk=made[7].pk).update(xact=1)
    backdated = make_records(1, first_xact=4)[0]
    assert sorted(details(AUDIT)) == sorted(
        {
            one_of(made, 3): f"changed since seal 1 of {at} UTC",
            one_of(made, 5): f"deleted: it was sealed by seal 1 of {at} UTC",
            one_of(made, 7): f"changed since seal 1 of {at} UTC",
            str(backdated.id): f"inserted: it is not in seal 1 of {at} UTC, which covers its transaction,"
            " with transaction 4",
        }.items()
    )


def test_rows_in_another_order_are_named() -> None:
    """Two rows of one block take each other's transaction: their lines differ, and so does their order."""
    made = make_records(10, per_xact=1)
    seal(AUDIT)
    with unguarded():
        AuditRecord.objects.filter(pk=made[2].pk).update(xact=made[6].xact)
        AuditRecord.objects.filter(pk=made[6].pk).update(xact=made[2].xact)
    assert {each.subject for each in findings(AUDIT)} == {one_of(made, 2), one_of(made, 6)}


def test_a_row_moved_into_the_block_of_another_seal_is_told_to_have_moved() -> None:
    made = make_records(2_500)
    seal(AUDIT)
    for index, xact in ((100, 600), (2_000, 5), (3, 2_000_000)):
        with unguarded():
            AuditRecord.objects.filter(pk=made[index].pk).update(xact=xact)
    said = dict(details(AUDIT))
    assert said.keys() == {one_of(made, index) for index in (100, 2_000, 3)}
    assert all(detail.startswith("moved: it was sealed by seal ") for detail in said.values())


def test_a_row_inserted_among_old_ones_stands_out_and_is_not_sealed_later() -> None:
    make_records(20)
    seal(AUDIT)
    backdated = make_records(1, first_xact=HORIZON - 1)[0]
    assert seal(AUDIT) == 0, "sealed are only rows behind the last seal"
    assert [each.subject for each in findings(AUDIT)] == [str(backdated.id)]


def test_swapping_the_contents_of_two_rows_names_both() -> None:
    made = make_records(20)
    seal(AUDIT)
    with unguarded():
        for one, two in ((made[1], made[2]), (made[2], made[1])):
            AuditRecord.objects.filter(pk=one.pk).update(what=two.what, detail=two.detail, recorded_at=two.recorded_at)
    assert {each.subject for each in findings(AUDIT)} == {one_of(made, 1), one_of(made, 2)}


def block_of(number: int) -> Any:
    return Seal.objects.filter(chain=AUDIT.name, number=number)


@pytest.fixture
def three() -> list[AuditRecord]:
    """Three seals."""
    made = make_records(2_500)
    seal(AUDIT)
    return made


def test_a_missing_seal_is_named_and_no_row_is_accused(three: list[AuditRecord]) -> None:
    with unguarded():
        block_of(2).delete()
    assert details(AUDIT) == [
        ("seal 2", "missing: somebody deleted it, or gave it another number"),
        ("1,000 rows", "were sealed, if at all, by what is missing before 3"),
    ]


def test_the_first_seal_can_be_missing_too(three: list[AuditRecord]) -> None:
    with unguarded():
        block_of(1).delete()
    assert [subject for subject, _ in details(AUDIT)] == ["seal 1", "1,000 rows"]


@pytest.mark.parametrize(
    "change",
    [
        {"kid": "other"},
        {"signature": bytes(32)},
        {"head": bytes(32)},
        {"total": 77},
        {"leaves": bytes(32_000)},
        {"until_key": ""},
        {"until_xact": 900_000},
        {"since_xact": 900_000},
        {"previous": bytes(32)},
        {"number": 9},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_seal_is_named(three: list[AuditRecord], change: dict[str, object]) -> None:
    with unguarded():
        block_of(2).update(**change)
    named = {subject for subject, _ in details(AUDIT)}
    assert named & {"seal 2", "seal 9"}, named


def test_seals_in_another_order_are_named(three: list[AuditRecord]) -> None:
    with unguarded():
        block_of(2).update(number=7)
        block_of(1).update(number=2)
        block_of(7).update(number=1)
    assert {"seal 1", "seal 2"} <= {subject for subject, _ in details(AUDIT)}


def test_who_changes_a_row_and_its_seal_needs_the_key(three: list[AuditRecord]) -> None:
    """All that can be computed is computed anew, up to the last head."""
    with unguarded():
        AuditRecord.objects.filter(pk=three[0].pk).update(what="nothing")
        first = block_of(1).get()
        index = first.keys.index(str(three[0].pk))
        (line,) = run(
            f"SELECT sha256(convert_to({AUDIT.line}, 'UTF8')) FROM {AUDIT.table} r WHERE id = %s", [three[0].pk]
        )
        leaves = bytearray(first.leaves)
        leaves[index * 32 : index * 32 + 32] = bytes(line[0])
        block_of(1).update(leaves=bytes(leaves))
    for number in (1, 2, 3):
        reseal(AUDIT.name, number)
        with unguarded():
            block_of(number + 1).update(previous=block_of(number).get().head)
    said = details(AUDIT)
    assert [subject for subject, _ in said] == ["seal 1", "seal 2", "seal 3"]
    assert all("forged" in detail and "signature" in detail for _, detail in said)


def test_seals_deleted_from_the_end_are_found_by_their_rows_and_by_heads_kept_elsewhere(
    three: list[AuditRecord],
) -> None:
    kept = [json.dumps(seal_format.as_json(each)) for each in Seal.objects.order_by("number")]
    assert list(verification.compare_heads(kept)) == []
    with unguarded():
        block_of(3).delete()
    assert [detail for _, detail in details(AUDIT)] == [
        "500 rows are older than an hour and not sealed, this one first"
    ]
    assert [str(each) for each in verification.compare_heads(kept)] == [
        "core.audit: seal 3: gone: its head was kept elsewhere"
    ]
    # Sealed anew, by somebody who even has the key, it is another seal.
    services.seal_chain(chain=AUDIT, now=clock.now())
    assert findings(AUDIT) == []
    assert [str(each) for each in verification.compare_heads(kept)] == [
        "core.audit: seal 3: another head than the one that was kept elsewhere"
    ]


def test_rows_of_an_hour_that_nobody_has_sealed_are_told() -> None:
    seal(AUDIT)
    made = make_records(5, first_xact=2_000_000)
    (only,) = findings(AUDIT)
    assert only.subject in {str(row.pk) for row in made}
    assert only.detail == "5 rows are older than an hour and not sealed, this one first"
    assert list(verification.verify([AUDIT], now=clock.now() - timedelta(hours=1, minutes=30))) == []


def test_what_was_sealed_before_can_be_passed_over() -> None:
    made = make_records(10)
    early = clock.now()
    services.seal_chain(chain=AUDIT, now=early)
    later = early + timedelta(days=1)
    make_records(10, first_xact=1_500_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("apps.audit.row_cursor.horizon", lambda: 1_800_000)
        services.seal_chain(chain=AUDIT, now=later)
    with unguarded():
        AuditRecord.objects.filter(pk=made[0].pk).update(what="nothing")
    assert len(findings(AUDIT)) == 1
    assert list(verification.verify([AUDIT], now=later, since=later)) == []


def test_how_far_it_is_is_told(three: list[AuditRecord]) -> None:
    told: list[tuple[int, int]] = []
    list(verification.verify([AUDIT], now=clock.now(), progress=lambda done, steps, what: told.append((done, steps))))
    assert told == sorted(told) and told[-1] == (2_500, 2_500)


def test_all_sealed_tables_refuse_to_be_changed_without_such_tricks() -> None:
    for table in SEALED:
        triggers = run("SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgtype & 24 <> 0", [table])
        assert triggers[0][0], table
    assert some_id() and connection.vendor == "postgresql"


def test_a_row_of_a_transaction_that_was_never_is_told_however_recent_it_says_it_is(
    three: list[AuditRecord],
) -> None:
    """Otherwise nobody would seal it, and whoever wrote it could change it for ever."""
    last = three[-1]
    with unguarded():
        AuditRecord.objects.create(what="x", verb="DID", recorded_at=clock.now() + timedelta(days=9), xact=10**15)
    (only,) = findings(AUDIT)
    assert "which PostgreSQL has not come to" in only.detail and only.subject != str(last.pk)


def test_what_was_sealed_and_copied_is_not_sealed_anew_for_who_deletes_the_seals(
    three: list[AuditRecord], settings: Any, tmp_path: Path
) -> None:
    """Without that whoever owns the database, and no key, would have us sign what they have made of the rows."""
    settings.SEALS_FILE = str(tmp_path / "heads.jsonl")
    assert services.copy_heads(now=clock.now()) == 3
    with unguarded():
        block_of(3).delete()
        AuditRecord.objects.filter(pk=three[-1].pk).update(what="nothing")
    with pytest.raises(SealsGone):
        services.seal_chain(chain=AUDIT, now=clock.now())
    assert ("seal 3", "gone: its head was copied off this host, and seal 2 is the last") in details(AUDIT)
    assert services.copy_heads(now=clock.now() + timedelta(minutes=1)) == 0
    assert "is not here any more" in HeadCopy.objects.get(chain=AUDIT.name).last_error


def test_a_file_of_heads_that_has_none_of_a_chain_does_not_pass_for_all_of_them(
    three: list[AuditRecord], settings: Any, tmp_path: Path
) -> None:
    settings.SEALS_FILE = str(tmp_path / "heads.jsonl")
    services.copy_heads(now=clock.now())
    assert [str(each) for each in verification.compare_heads([], chains=[AUDIT])] == [
        "core.audit: heads: were copied off this host, and none of them is among those that were kept"
    ]
    torn = '{"chain":"core.audit","num\n' + (tmp_path / "heads.jsonl").read_text()
    assert list(verification.compare_heads(torn.splitlines(), chains=[AUDIT])) == []
    with pytest.raises(HeadsUnreadable):
        list(verification.compare_heads([json.dumps({"chain": "core.audit", "number": 2**63, "head": "x"})]))
