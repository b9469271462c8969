"""SECURITY 28: what leaves as CSV is text and figures to every spreadsheet, never a formula."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.csv_out import csv_line, csv_response, harmless, in_pieces

DANGEROUS = [
    "=1+1",
    "+254712000001",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "﹦1",
    "﹢1",
    "﹫x",
]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\0", "\x0b ", "\t", "\r\n"])
def test_what_would_be_a_formula_is_text(before: str, text: str) -> None:
    [[cell]] = read(csv_line([before + text]))
    assert cell.startswith("'")


def test_a_tab_or_a_line_end_first_is_neutralised_whatever_follows() -> None:
    for text in ("\tx", "\rx", "\nx"):
        assert harmless(text) == "'" + text


def test_a_formula_behind_another_separator_is_text_too() -> None:
    """OWASP: where the comma is the decimal point, `;` begins a cell."""
    assert harmless("lunch;=HYPERLINK(1)") == "lunch;'=HYPERLINK(1)"
    assert harmless("a\t@b\nc\r\n-d") == "a\t'@b\nc\r\n'-d"
    assert harmless("a; ＝b;c") == "a;' ＝b;c"


@pytest.mark.parametrize("text", ["", "Amina", "a=b", "1-2", "me@example.org", "O'Brien", "2026-11-21", "'=1", "Ж=1"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_our_own_figures_stay_figures() -> None:
    line = csv_line([Decimal("-12.50"), -3, Decimal("0.0000"), Decimal("1E+3"), None, True, 0])
    assert line == "-12.50,-3,0.0000,1000,,true,0\r\n"


def test_a_figure_given_as_text_is_text() -> None:
    assert csv_line(["-12.50"]) == "'-12.50\r\n"


def test_what_is_no_figure_is_refused() -> None:
    with pytest.raises(TypeError):
        csv_line([1.5])
    for figure in ("NaN", "Infinity", "-Infinity"):
        with pytest.raises(ValueError, match="finite"):
            csv_line([Decimal(figure)])


def test_times_are_in_utc() -> None:
    at = datetime(2026, 3, 1, 12, 30, 5, 250_000, tzinfo=UTC)
    assert csv_line([at, date(2026, 3, 1)]) == "2026-03-01T12:30:05.250Z,2026-03-01\r\n"


def test_a_line_of_nothing_is_still_a_line() -> None:
    assert read(csv_line([""]) + csv_line([])) == [[""], [""]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=6))
def test_whatever_people_write_comes_back_in_its_cell(texts: list[str]) -> None:
    [cells] = read(csv_line(texts))
    assert cells == [harmless(text.replace("\0", "")) for text in texts]
    for cell, text in zip(cells, texts, strict=True):
        assert cell.replace("'", "") == text.replace("\0", "").replace("'", "")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_making_harmless_twice_changes_nothing_more(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)


def test_lines_leave_in_pieces_and_are_read_as_they_leave() -> None:
    read_so_far = []

    def lines():
        for number in range(100):
            read_so_far.append(number)
            yield csv_line([number, "x" * 100])

    pieces = in_pieces(lines(), 1_000)
    first = next(pieces)
    assert len(first) < 1_200
    assert len(read_so_far) < 12
    rest = b"".join(pieces)
    assert len(read((first + rest).decode())) == 100


def test_a_csv_answer_is_saved_and_kept_by_no_cache() -> None:
    response = csv_response(iter([csv_line(["a", "é"])]), 'état "1".csv')
    assert response.streaming
    assert b"".join(response) == "a,é\r\n".encode()
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
