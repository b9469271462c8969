"""What an operator types: seal, verify_audit, export_audit_bundle."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from apps.accounts.tests.factories import make_person
from apps.audit import seal_format
from apps.audit.models import Seal
from apps.audit.tests.rows import make_records, unguarded
from apps.core.models import AuditRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("horizon")]


def run(name: str, *arguments: Any) -> tuple[int, list[str]]:
    """The command's exit code and the lines it printed."""
    output = StringIO()
    try:
        call_command(name, *map(str, arguments), stdout=output, stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code)), output.getvalue().splitlines()
    return 0, output.getvalue().splitlines()


def test_seal_says_what_it_did_and_copies_the_heads(settings: Any, tmp_path: Path) -> None:
    settings.SEALS_FILE = str(tmp_path / "heads.jsonl")
    make_records(1_200)
    assert run("seal") == (
        0,
        [
            "accounts.activity: 0 rows in 1 seals.",
            "core.audit: 1,200 rows in 2 seals.",
            "ledger.entries: 0 rows in 1 seals.",
            "ledger.postings: 0 rows in 1 seals.",
            "5 heads copied off this host.",
        ],
    )
    assert run("verify_audit", "--heads", settings.SEALS_FILE)[0] == 0


def test_verify_audit_names_what_it_finds_and_exits_with_1(tmp_path: Path) -> None:
    row = make_records(10)[4]
    run("seal")
    code, lines = run("verify_audit")
    assert code == 0 and lines[0].startswith("10 rows under 4 seals in ")
    assert lines[0].endswith(": everything is as it was sealed.")
    with unguarded():
        AuditRecord.objects.filter(pk=row.pk).update(why="another reason")
    code, lines = run("verify_audit")
    assert code == 1
    assert lines[0].startswith(f"core.audit: {row.pk}: changed since seal 1 of ")
    assert lines[1].endswith(": 1 findings.")
    assert run("verify_audit", "--chain", "ledger.entries")[0] == 0
    assert run("verify_audit", "--chain", "core.audit")[0] == 1
    assert run("verify_audit", "--since", "2999-01-01")[0] == 0
    heads = tmp_path / "heads"
    heads.write_text(json.dumps({**seal_format.as_json(Seal.objects.first()), "head": "00" * 32}) + "\n\n")  # type: ignore[arg-type]
    code, lines = run("verify_audit", "--chain", "ledger.entries", "--heads", heads)
    assert code == 0, "heads of other chains are not looked at"
    assert run("verify_audit", "--heads", heads)[0] == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--chain", "nothing"], "There is no such chain"),
        (["--heads", "/nowhere/at/all"], "cannot be read"),
        (["--since", "yesterday"], "is no date"),
        (["--since", "2026-13-01"], "is no date"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(arguments: list[str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        run("verify_audit", *arguments)


@pytest.mark.parametrize(
    "content", [b"no json", b"[]", b'{"chain": 1}', b"\xff\xfe", b'{"chain":"a","number":"x","head":1}']
)
def test_what_is_no_file_of_heads_is_refused(tmp_path: Path, content: bytes) -> None:
    heads = tmp_path / "heads"
    heads.write_bytes(content + b"\n")
    with pytest.raises(CommandError, match=r"no head of a seal|cannot be read"):
        run("verify_audit", "--heads", heads)


def test_exporting_a_bundle_leaves_a_record_of_who_and_why(tmp_path: Path) -> None:
    vera = make_person("amina")
    make_records(10)
    run("seal")
    file = tmp_path / "bundle.txt"
    code, lines = run(
        "export_audit_bundle", file, "--by", vera.msisdn, "--why", "Yearly audit", "--chain", "core.audit"
    )
    assert code == 0
    assert lines[0].startswith("10 rows under 1 seals, ")
    assert file.stat().st_mode & 0o077 == 0
    record = AuditRecord.objects.get(verb="EXPORTED")
    assert (record.actor_id, record.why, record.rows) == (vera.id, "Yearly audit", 10)
    assert record.what == "audit bundle of core.audit 1-1"
    with pytest.raises(CommandError, match="File exists"):
        run("export_audit_bundle", file, "--by", vera.msisdn, "--why", "Again")
    for arguments in (["--by", "+254799999999", "--why", "x"], ["--by", vera.msisdn, "--why", " "]):
        with pytest.raises(CommandError):
            run("export_audit_bundle", tmp_path / "other", *arguments)
    with pytest.raises(CommandError, match="no such seals"):
        run("export_audit_bundle", tmp_path / "other", "--by", vera.msisdn, "--why", "x", "--first", "99")
    assert not (tmp_path / "other").exists()
    assert AuditRecord.objects.filter(verb="EXPORTED").count() == 1
