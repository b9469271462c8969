"""Files come in: strictly read, all or nothing, once, in bounded memory, and gone on with after a kill."""

import os
import tracemalloc
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from apps.core import files
from apps.core.constraints import sqlstate
from apps.core.csv_out import csv_line
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.reconciliation import services
from apps.reconciliation.errors import FileTooLarge, InvalidFile
from apps.reconciliation.models import FileState, ImportedFile, Line, MediaType
from apps.reconciliation.services import _read, _receive
from apps.reconciliation.sniffing import read_pieces
from apps.reconciliation.tests.books import (
    DAY,
    GATEWAY,
    HEADER,
    NOW,
    balance,
    books_are_right,
    camt_of,
    csv_of,
    line_states,
    listed,
    take_in,
)

pytestmark = pytest.mark.django_db
ROW = "r1,p1,COLLECT,10.00,0.10,9.90,USD,2026-11-20T10:00:00Z,Amina"
CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def csv_text(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *rows, ""]).encode()


def refusal(content: bytes) -> str:
    """Why a file is refused; nothing of it is kept."""
    before = set(files.list_keys(_receive.FOLDER))
    with pytest.raises(InvalidFile) as caught:
        services.receive_file(gateway_code=GATEWAY, day=DAY, content=[content], now=NOW)
    assert not ImportedFile.objects.exists()
    assert set(files.list_keys(_receive.FOLDER)) == before
    return caught.value.detail


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"PK\x03\x04 a spreadsheet", "neither a camt.053"),
        (b"%PDF-1.7", "neither a camt.053"),
        (b"to,amount,note\r\n1,2,3\r\n", "neither a camt.053"),
        (csv_text(ROW, header=HEADER.replace("fee,net", "net,fee")), "Line 1: the header must be"),
        (csv_text(ROW, header=HEADER + ",more"), "Line 1: the header must be"),
        (csv_text(ROW, ROW.replace("10.00", "1e1")), "Line 3: amount"),
        (csv_text(ROW.replace("10.00", "1_0")), "Line 2: amount"),
        (csv_text(ROW.replace("10.00", "-10.00")), "Line 2: amount"),
        (csv_text(ROW.replace("10.00", "١٠")), "Line 2: amount"),
        (csv_text(ROW.replace("10.00", "10.001")), "Line 2: amount"),
        (csv_text(ROW.replace("10.00", "0.00").replace("9.90", "0.10")), "Line 2: amount must be more"),
        (csv_text(ROW.replace("9.90", "9.80")), "Line 2: net is neither"),
        (csv_text(ROW.replace("USD", "XXX")), "Line 2: 'XXX' is not an ISO 4217"),
        (csv_text(ROW.replace("COLLECT", "collect")), "Line 2: type must be one of"),
        (csv_text(ROW.replace("T10:00:00Z", "T10:00:00")), "Line 2: executed_at"),
        (csv_text(ROW.replace("2026-11-20T10:00:00Z", "20/11/2026")), "Line 2: executed_at"),
        (csv_text(ROW.replace("r1,p1", " ,")), "Line 2: neither reference nor"),
        (csv_text(ROW.replace("r1", "r" * 101)), "Line 2: reference has more than 100"),
        (csv_text(ROW.replace("r1", "r\x1b[2J")), "Line 2: reference holds a control"),
        (csv_text(ROW.replace("r1", "r\0")), "Line 2: it holds a NUL"),
        (csv_text(ROW, ROW.replace("Amina", '"Amina')), "Line 3: a quote is not closed"),
        (csv_text(ROW, "r2,p2,COLLECT,10.00,0.1"), "Line 3: it has 5 fields and not 9"),
        (csv_text(ROW + "," * 9_000), "Line 2: it is longer than 8,192"),
        (
            csv_text(ROW) + b"r\xff2,p2,COLLECT,10.00,0.10,9.90,USD,2026-11-20T10:00:00Z,x\r\n",
            "Line 3: it is not UTF-8",
        ),
        # Statements.
        (b"<html></html>", "no statement of ISO 20022"),
        (f'<Document xmlns="{CAMT[:-2]}09"/>'.encode(), "no statement of ISO 20022"),
        (camt_of([listed(), listed()])[:-120], "it ends early"),
        (camt_of([listed()]).replace(b"</Ntry>", b"</Entry>"), "not well-formed XML"),
        (camt_of([listed(), listed(amount="1,00", net="1.00")]), "Entry 2: Amt"),
        (camt_of([listed(), listed()]).replace(b"CRDT", b"CREDIT", 1), "Entry 1: CdtDbtInd"),
        (camt_of([listed()]).replace(b"BOOK", b"MAYBE"), "Entry 1: Sts is none of"),
        (camt_of([listed()]).replace(b'Ccy="USD"', b'Ccy="US"'), "Entry 1: 'US' is not an ISO 4217"),
        (camt_of([listed()]).replace(b"DtTm>2", b"DtTm>9999-2"), "Entry 1: BookgDt"),
        (b'<?xml version="1.0" encoding="klingon"?><x/>', "an encoding nobody can read"),
        (
            b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><b>&b;</b>',
            "declares a document type",
        ),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "declares a document type"),
        (f'<Document xmlns="{CAMT}">'.encode() + b"<a>" * 60, "deeper than 40"),
        (f'<Document xmlns="{CAMT}"><a>'.encode() + b"x" * 1_200_000, "more than 1,048,576 bytes"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_the_reason(content: bytes, why: str) -> None:
    assert why in refusal(content)


def test_what_a_file_may_look_like() -> None:
    """With a byte order mark, LF, quotes, empty lines, upper-case names; decimals as statements write them."""
    header = HEADER.replace("reference", "Reference", 1)
    row = 'r1,p1,PAY_OUT,10.00,0.10,-10.10,USD,2026-11-20T13:00:00+03:00,"Otieno, ""A"""'
    (one,) = read_pieces([b"\xef\xbb\xbf", f"{header}\n\n{row}".encode()], MediaType.CSV)
    assert (one.number, one.counterparty, one.executed_at.isoformat()) == (
        3,
        'Otieno, "A"',
        "2026-11-20T10:00:00+00:00",
    )
    statement = camt_of([listed(amount="12.50")]).replace(b">12.50<", b">0012.50000<")
    statement = statement.replace(
        b"</BookgDt>", b"</BookgDt><Chrgs><TtlChrgsAndTaxAmt Ccy='USD'>0.20</TtlChrgsAndTaxAmt></Chrgs>"
    )
    (one,) = read_pieces([statement], MediaType.CAMT)
    assert (str(one.amount), str(one.fee), one.type) == ("12.50", "0.20", "CREDIT")
    pending = camt_of([listed(), listed()]).replace(b"BOOK", b"PDNG", 1)
    assert len(list(read_pieces([pending], MediaType.CAMT))) == 1, "what is not booked is not executed"


def test_an_entry_of_several_payments_lists_each_of_them() -> None:
    parts = b"".join(
        b"<TxDtls><Refs><EndToEndId>r%d</EndToEndId></Refs><Amt Ccy='USD'>%d.00</Amt></TxDtls>" % (one, one)
        for one in (1, 2, 3)
    )
    statement = camt_of([listed(amount="6.00")])
    begin, end = statement.index(b"<TxDtls>"), statement.index(b"</TxDtls>") + len(b"</TxDtls>")
    found = list(read_pieces([statement[:begin] + parts + statement[end:]], MediaType.CAMT))
    assert [(one.number, one.reference, str(one.amount)) for one in found] == [
        (1, "r1", "1.00"),
        (2, "r2", "2.00"),
        (3, "r3", "3.00"),
    ]


def test_the_same_file_is_taken_in_once() -> None:
    content = csv_of([listed()])
    first, was_known = services.receive_file(gateway_code=GATEWAY, day=DAY, content=[content], now=NOW)
    assert not was_known
    # In other pieces, under another name, of another day: the same bytes.
    pieces = [content[:7], content[7:]]
    again, was_known = services.receive_file(
        gateway_code=GATEWAY, day=DAY + timedelta(days=1), name="x", content=pieces, now=NOW
    )
    assert (again.id, was_known) == (first.id, True)
    services.read_file(file_id=first.id, read_clock=lambda: NOW)
    services.receive_file(gateway_code=GATEWAY, day=DAY, content=[content], now=NOW)
    assert (ImportedFile.objects.count(), Line.objects.count()) == (1, 1)
    assert list(files.list_keys(_receive.FOLDER)) == [], "what was read is not kept, and neither is what came again"


def test_lists_of_nothing_are_alike_and_each_counts() -> None:
    rows = [take_in(csv_of([]), gateway=code, day=DAY) for code in ("cards", "bills")]
    rows.append(take_in(csv_of([]), day=DAY + timedelta(days=1)))
    assert [row.state for row in rows] == ["READ"] * 3
    assert len({row.id for row in rows}) == 3
    assert take_in(csv_of([])).id == rows[0].id


def test_files_that_overlap_count_a_line_once() -> None:
    lines = [listed() for _ in range(4)]
    take_in(csv_of(lines[:3]))
    second = take_in(csv_of(lines[1:]), day=DAY + timedelta(days=1))
    assert (second.read_lines, second.repeated_lines) == (3, 2)
    assert sorted(line_states()) == ["NEW"] * 4 + ["REPEATED"] * 2
    # Another provider may call its own the same.
    assert take_in(csv_of(lines[:2]), gateway="bills").repeated_lines == 0


def test_card_numbers_are_masked_and_formulas_stay_text() -> None:
    take_in(
        csv_of(
            [
                listed(
                    reference="4242424242424242",
                    provider_reference='"=cmd|/c calc"',
                    counterparty="4242 4242 4242 4242",
                )
            ]
        )
    )
    line = Line.objects.get()
    assert "4242424242424242" not in line.reference and "4242 4242" not in line.counterparty
    assert line.reference.endswith("4242")
    assert csv_line([line.provider_reference]).startswith("'=cmd")


def test_a_name_for_people_holds_nothing_a_screen_would_act_on() -> None:
    take_in(csv_of([listed(counterparty="Am\u202eina\u2066 \x1b[31mOtieno" + "x" * 300)]))
    line = Line.objects.get()
    assert line.counterparty.startswith("Amina [31mOtieno") and len(line.counterparty) == 140


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_receive, "MAX_FILE_BYTES", 1_000)
    monkeypatch.setattr(_receive, "PIECE_BYTES", 100)
    with pytest.raises(FileTooLarge):
        services.receive_file(
            gateway_code=GATEWAY, day=DAY, content=iter([csv_of([]), b"x" * 600, b"x" * 600]), now=NOW
        )
    assert list(files.list_keys(_receive.FOLDER)) == []


def test_a_large_bad_file_fails_in_the_background_and_nothing_of_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_receive, "LOOKED_OVER_AT_ONCE", 0)
    content = csv_of([*(listed(fee="0.10") for _ in range(1_500)), listed(amount="1e3", net="10.00")])
    row = take_in(content)
    assert (row.state, row.read_lines, row.expected_lines) == ("FAILED", 0, None)
    assert row.failure.startswith("Line 1,502: amount")
    assert (Line.objects.count(), balance(f"provider_fees:{GATEWAY}")) == (0, 0)
    assert list(files.list_keys(_receive.FOLDER)) == []
    # Mended, it is taken in; and so would the same bytes be.
    assert take_in(content).state == "FAILED"
    assert ImportedFile.objects.count() == 2


class _Killed(BaseException):
    pass


def test_a_reader_that_is_killed_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed in the third batch, before and after it is committed, and in the last step."""
    monkeypatch.setattr(_read, "BATCH", 10)
    content = csv_of([listed(fee="0.10") for _ in range(35)])
    row, _ = services.receive_file(gateway_code=GATEWAY, day=DAY, content=[content], now=NOW)
    real = {name: getattr(_read, name) for name in ("_take", "_finish")}
    moments = [("_take", 3, False), ("_take", 1, True), ("_finish", 1, False)]
    for name, at, does_work in moments:
        calls = {"left": at}

        def dying(*args: Any, work: Any = real[name], calls: dict[str, int] = calls, does: bool = does_work) -> None:
            calls["left"] -= 1
            if calls["left"] == 0 and not does:
                raise _Killed
            work(*args)

        with monkeypatch.context() as patch:
            patch.setattr(_read, name, dying)
            if does_work:
                # Right after the commit: the next batch never begins.
                patch.setattr(_read, "islice", _islice_once())
            with pytest.raises(_Killed):
                services.read_file(file_id=row.id, read_clock=lambda: NOW)
        row.refresh_from_db()
        assert Line.objects.count() == row.read_lines
        assert balance(f"provider_fees:{GATEWAY}") == 0
    assert row.read_lines == 35
    assert services.resume_silent(read_clock=lambda: NOW) == 0, "somebody may be at it still"
    assert services.resume_silent(read_clock=lambda: NOW + timedelta(minutes=2)) == 1
    row.refresh_from_db()
    assert (row.state, Line.objects.count(), row.repeated_lines) == (FileState.READ, 35, 0)
    assert balance(f"provider_fees:{GATEWAY}") == balance("psp:cards:clearing") * -1 != 0
    assert services.read_file(file_id=row.id, read_clock=lambda: NOW) is False


def _islice_once() -> Any:
    """`islice` that takes one batch and dies at the second."""
    batches = {"taken": 0}

    def take(lines: Any, *bounds: Any) -> Any:
        if len(bounds) == 1:
            batches["taken"] += 1
            if batches["taken"] == 2:
                raise _Killed
        return islice(lines, *bounds)

    return take


@pytest.mark.django_db(transaction=True)
def test_four_who_read_at_once_read_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_read, "BATCH", 10)
    content = csv_of([listed(fee="0.10") for _ in range(60)])
    row, _ = services.receive_file(gateway_code=GATEWAY, day=DAY, content=[content], now=NOW)
    outcomes = run_together(4, lambda index: services.read_file(file_id=row.id, read_clock=lambda: NOW))
    assert not [one for one in outcomes if isinstance(one, BaseException)], outcomes
    services.read_file(file_id=row.id, read_clock=lambda: NOW)
    row.refresh_from_db()
    assert (row.state, Line.objects.count()) == (FileState.READ, 60)
    assert balance(f"provider_fees:{GATEWAY}") == -6
    assert books_are_right()


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_find_out_which_listed_it_first() -> None:
    lines = [listed(fee="0.10") for _ in range(50)]
    found = [
        services.receive_file(gateway_code=GATEWAY, day=DAY, content=[csv_of([*lines, listed()])], now=NOW)[0]
        for _ in range(4)
    ]
    outcomes = run_together(4, lambda at: services.read_file(file_id=found[at].id, read_clock=lambda: NOW))
    assert outcomes == [True] * 4
    assert sorted(line_states()) == ["NEW"] * 54 + ["REPEATED"] * 150
    assert balance(f"provider_fees:{GATEWAY}") == -5


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_fifty_thousand_lines_are_read_in_the_memory_of_a_few() -> None:
    """Received, looked over and written to the database; what a process holds is measured at each batch."""
    measured: list[int] = []

    def read_clock() -> datetime:
        measured.append(_resident_bytes())
        return NOW

    def pieces() -> Iterator[bytes]:
        yield f"{HEADER}\n".encode()
        for number in range(50_000):
            yield f"r{number},p{number},COLLECT,10.00,0.10,9.90,USD,2026-11-20T10:00:00Z,Amina Otieno\n".encode()

    row, _ = services.receive_file(gateway_code=GATEWAY, day=DAY, content=pieces(), now=NOW)
    assert row.size > 3_000_000
    assert services.read_file(file_id=row.id, read_clock=read_clock)
    row.refresh_from_db()
    assert (row.state, row.read_lines) == (FileState.READ, 50_000)
    assert balance(f"provider_fees:{GATEWAY}") == -5_000
    assert max(measured) - measured[2] < 16_000_000, "what is kept of each line would show"


def test_a_long_statement_is_read_in_the_memory_of_one_entry() -> None:
    head, _, rest = camt_of([listed()]).partition(b"<Ntry>")
    entry, _, foot = rest.partition(b"</Stmt>")

    def pieces() -> Iterator[bytes]:
        yield head
        for number in range(2_000):
            yield b"<Ntry>" + entry.replace(b"<AcctSvcrRef>", b"<AcctSvcrRef>%d" % number)
        yield b"</Stmt>" + foot

    tracemalloc.start()
    assert sum(1 for _ in read_pieces(pieces(), MediaType.CAMT)) == 2_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 500_000, peak


@pytest.mark.django_db(transaction=True)
def test_a_file_that_came_is_read_and_compared_by_the_queue() -> None:
    services.receive_file(gateway_code=GATEWAY, day=DAY, content=[csv_of([listed()])], now=NOW)
    ran = deliver_events()
    assert (ran["reconciliation.read"], ran["reconciliation.match"]) == (1, 1)
    assert line_states() == ["BROKEN"]


def test_pieces_nobody_names_are_swept_after_a_day() -> None:
    files.save(_receive.FOLDER, b"left by somebody who died")
    row, _ = services.receive_file(gateway_code=GATEWAY, day=DAY, content=[csv_of([listed()])], now=NOW)
    assert services.sweep_files(now=NOW + timedelta(hours=1)) == 0
    assert services.sweep_files(now=NOW + timedelta(days=3)) == 1
    assert [key for key, _ in files.list_keys(_receive.FOLDER)] == row.file_keys


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reconciliation_line SET amount = 1",
        "DELETE FROM reconciliation_line",
        "UPDATE reconciliation_importedfile SET digest = digest",
        "DELETE FROM reconciliation_importedfile",
        "UPDATE reconciliation_importedfile SET state = 'READING', ended_at = NULL",
        "UPDATE reconciliation_importedfile SET read_lines = 7",
    ],
)
def test_what_came_in_stays_as_it_came(statement: str) -> None:
    take_in(csv_of([listed()]))
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert sqlstate(caught.value) == "GP010"
