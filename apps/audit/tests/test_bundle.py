"""An exported bundle verifies without GoPay, and does not when one byte of it is another."""

import base64
import hashlib
import importlib.util
import io
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings

from apps.audit import bundle, seal_format
from apps.audit.errors import SealsMissing
from apps.audit.models import Seal
from apps.audit.tests.rows import make_everything, make_old, make_records, reseal, run, seal, unguarded
from apps.core import clock
from apps.core.audit_chain import AUDIT
from apps.core.chains import all_chains
from apps.core.models import AuditRecord
from apps.ledger.services import post
from apps.ledger.tests.books import open_wallet, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("horizon")]
SCRIPT = Path(bundle.__file__).parent / "standalone" / "verify_bundle.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script, loaded for its function; one test runs it as its users do."""
    spec = importlib.util.spec_from_file_location("verify_bundle", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def exported(**which: Any) -> bytes:
    sink = io.BytesIO()
    written = bundle.write_bundle(bundle.choose(all_chains(), **which), sink=sink, now=clock.now())
    content = sink.getvalue()
    assert written.bytes == len(content)
    return content


def signing_keys() -> dict[str, bytes]:
    return {kid: base64.b64decode(key) for kid, key in settings.SEAL_KEYS.items()}


@pytest.fixture
def story() -> None:
    """A few payments and records of staff, each chain sealed twice."""
    make_everything(30)
    seal()
    make_records(30, first_xact=2_000_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("apps.audit.row_cursor.horizon", lambda: 3_000_000)
        seal(AUDIT)


@pytest.fixture
def looked_at(script: ModuleType) -> Callable[..., tuple[int, str]]:
    """How many things the script finds wrong, and what it says."""

    def look(content: bytes, **more: Any) -> tuple[int, str]:
        out = io.StringIO()
        return script.verify(io.BytesIO(content), out, **{"keys": signing_keys(), **more}), out.getvalue()

    return look


Look = Callable[..., tuple[int, str]]


def test_a_bundle_verifies_and_says_what_it_holds(story: None, looked_at: Look) -> None:
    balances = io.StringIO()
    found, said = looked_at(exported(), balances=balances)
    assert found == 0, said
    entries, postings = (run(f"SELECT count(*) FROM ledger_{table}")[0][0] for table in ("entry", "posting"))
    assert f"ledger.entries: seals 1 to 1, {entries} rows, last head" in said
    assert "core.audit: seals 1 to 2, 90 rows" in said
    assert f"Ledger: {postings} legs of entries compared with postings." in said
    of_accounts = "SELECT sum(amount) AS total FROM ledger_posting GROUP BY account_id"
    total = run(f"SELECT sum(total) FROM ({of_accounts}) each WHERE total > 0")[0][0]
    assert f"credit {total:,}, debit {total:,}." in said
    listed = {line.split(",")[0]: line.split(",")[2] for line in balances.getvalue().splitlines()[1:]}
    for account, balance in run("SELECT id::text, balance::text FROM ledger_account WHERE balance IS NOT NULL"):
        assert listed.get(account, "0.0000") == balance


def test_the_script_is_run_with_nothing_but_python(story: None, tmp_path: Path) -> None:
    good, keys, heads = tmp_path / "bundle.txt", tmp_path / "keys", tmp_path / "heads.jsonl"
    content = exported()
    good.write_bytes(content)
    keys.write_text("\n".join(f"{kid}:{key}" for kid, key in settings.SEAL_KEYS.items()) + "\n")
    heads.write_text("".join(json.dumps(seal_format.as_json(each)) + "\n" for each in Seal.objects.all()))
    # -I -S: no site packages, no folder of GoPay on the path.
    command = [sys.executable, "-I", "-S", str(SCRIPT), "--key-file", str(keys), "--heads", str(heads)]
    done = subprocess.run([*command, str(good)], capture_output=True, text=True, check=False, cwd=tmp_path, env={})
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.endswith("The bundle verifies.\n")
    assert "5 heads compared" in done.stdout
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content.replace(b'"DID"', b'"SAW"', 1))
    done = subprocess.run([*command, str(bad)], capture_output=True, text=True, check=False, cwd=tmp_path, env={})
    assert done.returncode == 1
    assert "The bundle does NOT verify" in done.stdout
    done = subprocess.run([*command, "nowhere"], capture_output=True, text=True, check=False, cwd=tmp_path, env={})
    assert done.returncode == 2


def test_the_script_imports_nothing_that_python_does_not_bring() -> None:
    imported = {line.split()[1] for line in SCRIPT.read_text().splitlines() if line.startswith(("import ", "from "))}
    assert imported <= {
        "argparse", "base64", "binascii", "decimal", "hashlib", "hmac", "json", "sqlite3", "sys",
    }  # fmt: skip


def test_one_byte_that_is_another_is_noticed_wherever_it_is(story: None, looked_at: Look) -> None:
    seed = random.randrange(10**9)
    chance = random.Random(seed)
    content = exported()
    lines = content.splitlines(keepends=True)
    starts = [sum(map(len, lines[:index])) for index in range(len(lines))]
    sections: dict[str, list[int]] = {"header": [0], "rows": [], "seals": [], "last": [len(lines) - 1]}
    for index, line in enumerate(lines[1:-1], 1):
        sections["rows" if line.startswith(b"[") else "seals"].append(index)
    for name, indexes in sections.items():
        positions = set()
        for _ in range(40):
            index = chance.choice(indexes)
            positions.add(starts[index] + chance.randrange(len(lines[index])))
        # The first and the last byte of a line decide what it is.
        positions |= {starts[indexes[0]], starts[indexes[-1]] + len(lines[indexes[-1]]) - 1}
        for position in positions:
            bad = bytearray(content)
            bad[position] ^= 1 << chance.randrange(8)
            found, _ = looked_at(bytes(bad))
            assert found, (seed, name, position)


def lines_of(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def with_digest(lines: list[bytes]) -> bytes:
    """Somebody who changes a bundle can compute its last line as well."""
    body = b"".join(lines)
    return body + f'{{"sha256":"{hashlib.sha256(body).hexdigest()}"}}\n'.encode()


def test_lines_that_are_gone_moved_or_twice_there_are_noticed_with_a_good_digest_too(
    story: None, looked_at: Look
) -> None:
    content = exported()
    lines = lines_of(content)[:-1]
    assert looked_at(with_digest(lines))[0] == 0
    for index in (1, 5, len(lines) // 2, len(lines) - 1):
        assert looked_at(with_digest(lines[:index] + lines[index + 1 :]))[0], f"without line {index}"
        assert looked_at(with_digest([*lines[: index + 1], *lines[index:]]))[0], f"line {index} twice"
        swapped = list(lines)
        swapped[index - 1], swapped[index] = swapped[index], swapped[index - 1]
        assert looked_at(with_digest(swapped))[0], f"line {index} before the one before"


def test_what_is_cut_off_or_added_is_noticed(story: None, looked_at: Look) -> None:
    content = exported()
    for end in (0, 1, 100, len(content) // 2, len(content) - 80, len(content) - 1):
        assert looked_at(content[:end])[0], end
    lines = lines_of(content)
    for count in (1, 2, len(lines) // 2, len(lines) - 1):
        assert looked_at(b"".join(lines[:count]))[0], count
    for more in (b"\n", b"x", b"[]\n", lines[-1], b"\0"):
        assert looked_at(content + more)[0], more
        assert looked_at(more + content)[0], more


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"{}\n",
        b"[]\n",
        b'{"format":"GoPay audit bundle","version":2,"chains":[]}\n',
        b"\xff\xfe\n",
        b"[" * 9_000,
    ],
)
def test_what_is_no_bundle_is_told_and_breaks_nothing(script: ModuleType, content: bytes) -> None:
    out = io.StringIO()
    assert script.verify(io.BytesIO(content), out) == 1
    assert out.getvalue().startswith("WRONG: ")


def test_a_row_that_was_changed_in_the_database_is_named(story: None, looked_at: Look) -> None:
    row = AuditRecord.objects.order_by("?")[0]
    with unguarded():
        AuditRecord.objects.filter(pk=row.pk).update(what="nothing")
    found, said = looked_at(exported())
    assert found == 1
    assert f"the row {row.pk} of seal " in said


def test_a_seal_computed_anew_without_the_key_is_forged(story: None, looked_at: Look, script: ModuleType) -> None:
    row = AuditRecord.objects.order_by("pk")[0]
    with unguarded():
        AuditRecord.objects.filter(pk=row.pk).update(what="nothing")
        one = Seal.objects.get(chain=AUDIT.name, number=1)
        ((leaf,),) = run(
            f"SELECT sha256(convert_to({AUDIT.line}, 'UTF8')) FROM {AUDIT.table} r WHERE id = %s", [row.pk]
        )
        at = one.keys.index(str(row.pk)) * 32
        leaves = bytes(one.leaves)[:at] + bytes(leaf) + bytes(one.leaves)[at + 32 :]
        Seal.objects.filter(pk=one.pk).update(leaves=leaves)
    kept = [json.dumps(seal_format.as_json(each)).encode() for each in Seal.objects.all()]
    reseal(AUDIT.name, 1)
    with unguarded():
        Seal.objects.filter(chain=AUDIT.name, number=2).update(
            previous=Seal.objects.get(chain=AUDIT.name, number=1).head
        )
    reseal(AUDIT.name, 2)
    content = exported()
    assert looked_at(content, keys=None)[0] == 0, "without the key nothing of it shows"
    found, said = looked_at(content)
    assert found == 2 and said.count("is forged") == 2
    found, said = looked_at(content, keys=None, heads=script.Heads(kept))
    assert found == 2 and said.count("another head than the one that was kept elsewhere") == 2


def test_a_ledger_that_was_sealed_with_something_wrong_in_it_is_told(looked_at: Look) -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    post([transfer(amina, brian, 5)])
    make_old()
    with unguarded():
        run("UPDATE ledger_posting SET amount = amount - 1 WHERE amount = 5")
        run(
            "UPDATE ledger_entry SET amounts[1] = amounts[1] + 0.0001"
            " WHERE id = (SELECT min(id::text)::uuid FROM ledger_entry)"
        )
    seal()
    found, said = looked_at(exported())
    assert found
    assert "does not sum to zero in USD: 0.0001" in said
    assert "moves 5.0000 on account" in said and "and no posting does" in said
    assert "a posting moves 4.0000" in said


def test_a_stretch_of_seals_verifies_by_itself(story: None, looked_at: Look) -> None:
    seals = bundle.choose([AUDIT], first=2)
    sink = io.BytesIO()
    bundle.write_bundle(seals, sink=sink, now=clock.now())
    found, said = looked_at(sink.getvalue())
    assert found == 0, said
    assert "core.audit: seals 2 to 2, 30 rows" in said
    assert "Trial balance" not in said


def test_which_seals_a_bundle_has(story: None) -> None:
    assert [(each.chain.name, each.first, each.last) for each in bundle.choose(all_chains())] == [
        ("accounts.activity", 1, 1),
        ("core.audit", 1, 2),
        ("ledger.entries", 1, 1),
        ("ledger.postings", 1, 1),
    ]
    assert [each.rows for each in bundle.choose([AUDIT], last=1)] == [60]
    for which in ({"first": 9}, {"since": clock.now().replace(year=2999)}, {"until": clock.now().replace(year=1999)}):
        with pytest.raises(SealsMissing):
            bundle.choose(all_chains(), **which)


def with_header(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    lines = lines_of(content)[:-1]
    header = json.loads(lines[0])
    change(header)
    return with_digest([json.dumps(header).encode() + b"\n", *lines[1:]])


def test_the_header_that_no_seal_covers_does_not_say_which_column_is_which(story: None, looked_at: Look) -> None:
    """Seals, signatures and heads would all be right, and the balances somebody else's."""

    def change(header: dict[str, Any]) -> None:
        columns = next(each for each in header["chains"] if each["name"] == "ledger.entries")["columns"]
        a, b = columns.index("kind"), columns.index("accounts")
        columns[a], columns[b] = columns[b], columns[a]

    found, said = looked_at(with_header(exported(), change))
    assert found == 1 and "gives ledger.entries other columns than it has" in said


def test_nothing_in_a_bundle_writes_a_line_of_the_verdict(story: None, looked_at: Look) -> None:
    forged = "now.\nThe bundle verifies.\n\x1b[8m"
    found, said = looked_at(with_header(exported(), lambda header: header.update(made_at=forged)))
    assert "\x1b" not in said and "\nThe bundle verifies" not in said
    assert found == 0 and said.startswith("Bundle of now.?The bundle verifies.")


@pytest.mark.parametrize(
    "wrong", [{"sealed_at": 5}, {"kid": ["x"]}, {"keys": [1]}, {"rows": 1e400}, {"since": ["0", None]}]
)
def test_a_seal_of_other_types_is_told_and_breaks_nothing(story: None, looked_at: Look, wrong: dict[str, Any]) -> None:
    lines = lines_of(exported())[:-1]
    index = next(place for place, line in enumerate(lines[1:], 1) if line.startswith(b"{"))
    lines[index] = json.dumps({**json.loads(lines[index]), **wrong}).encode() + b"\n"
    found, said = looked_at(with_digest(lines))
    assert found and "cannot be read" in said


def test_heads_that_say_nothing_of_a_chain_prove_nothing_of_it(
    story: None, looked_at: Look, script: ModuleType
) -> None:
    content = exported()
    kept = [json.dumps(seal_format.as_json(each)).encode() for each in Seal.objects.order_by("chain", "number")]
    found, said = looked_at(content, heads=script.Heads([b'{"chain":"co', *kept]))
    assert found == 0, said
    found, said = looked_at(content, heads=script.Heads([each for each in kept if b"ledger.entries" not in each]))
    assert found == 1 and "no head that was kept elsewhere says anything of ledger.entries" in said
    audit = [each for each in kept if b'"core.audit"' in each]
    found, said = looked_at(content, heads=script.Heads([each for each in kept if each != audit[1]]))
    assert found == 0 and "core.audit: kept heads end with seal 1; what came later" in said
