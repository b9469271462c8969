"""A spreadsheet that leaves the house: text is text, figures are exact, and nothing is guessed."""

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from apps.core.xlsx_out import write_xlsx, xlsx_response


def sheet_of(*rows: tuple[Any, ...], currency: str = "USD") -> str:
    with zipfile.ZipFile(write_xlsx(rows, title="A sheet", widths=(10,), currency=currency)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "http://example.org", "{=1}"])
def test_what_would_be_a_formula_or_a_link_is_text(text: str) -> None:
    sheet = sheet_of(("what",), (text,))
    assert "<f>" not in sheet and "hyperlink" not in sheet and 't="inlineStr"' in sheet


def test_figures_are_written_digit_by_digit() -> None:
    sheet = sheet_of(("a", "b", "c"), (Decimal("99999999999.99"), Decimal("-0.10"), 7))
    assert "<v>99999999999.99</v>" in sheet and "<v>-0.10</v>" in sheet and "<v>7</v>" in sheet


def test_moments_are_those_of_utc_and_nothing_is_empty() -> None:
    sheet = sheet_of(("at", "note"), (datetime(2026, 11, 21, 12, tzinfo=UTC), None))
    assert "<v>46347.5</v>" in sheet and 'r="B2"' not in sheet


@pytest.mark.parametrize("value", [1.5, True, object(), [1]])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        write_xlsx([("a",), (value,)], title="A", widths=(), currency="USD")


def test_it_is_saved_and_not_opened() -> None:
    answer = xlsx_response(io.BytesIO(b"PK"), 'a "name".xlsx')
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
