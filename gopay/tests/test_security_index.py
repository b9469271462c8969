"""docs/security.md names a test for each promise: these exist, and what must be held is not only planned."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
INDEX = ROOT / "docs" / "security.md"
ROW = re.compile(r"\| (\d+) \| (.+?) \| (.+) \|")
NAME = re.compile(r"`([\w/]+\.py)::(\w+|\*)`")
ALL = range(1, 41)
# What has to be held by tests from here on, and may never be planned again.
MUST_BE_HELD = {*ALL}


def rows() -> dict[int, tuple[str, str]]:
    """For each number what must hold, and what holds it."""
    found = [ROW.fullmatch(line) for line in INDEX.read_text().splitlines()]
    return {int(row[1]): (row[2], row[3]) for row in found if row}


@lru_cache
def names_of_tests(file: str) -> frozenset[str]:
    """The names of a file's tests, without importing it."""
    tree = ast.parse((ROOT / file).read_text())
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


def test_each_number_has_one_row_in_order() -> None:
    numbers = [int(row[1]) for line in INDEX.read_text().splitlines() if (row := ROW.fullmatch(line))]
    assert numbers == list(ALL)


@pytest.mark.parametrize("number", ALL)
def test_what_a_row_names_is_there(number: int) -> None:
    what, held_by = rows()[number]
    assert what.strip()
    named = NAME.findall(held_by)
    assert held_by.count("`") == 2 * len(named), f"row {number} names something that is not `file::name`"
    for file, name in named:
        assert (ROOT / file).is_file(), f"row {number} names {file}, which is not there"
        assert names_of_tests(file), f"row {number} names {file}, which has no tests"
        assert name == "*" or name in names_of_tests(file), f"row {number} names {name}, which is not in {file}"


@pytest.mark.parametrize("number", ALL)
def test_what_must_be_held_is_not_only_planned(number: int) -> None:
    _, held_by = rows()[number]
    if held_by.startswith("planned: "):
        assert number not in MUST_BE_HELD
    else:
        assert NAME.search(held_by), f"row {number} names no test and does not say what is missing"
