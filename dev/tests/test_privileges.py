"""Who runs PostgreSQL when root starts it."""

import os
from pathlib import Path

import pytest

from dev import privileges
from dev.console import Trouble
from dev.launch import CAP_DAC_OVERRIDE


def test_finds_the_topmost_folder_that_another_user_cannot_pass(tmp_path: Path) -> None:
    (tmp_path / "closed" / "inner").mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    not_made_yet = tmp_path / "closed" / "inner" / "postgres"
    # The tests may themselves run below a closed folder.
    expected = next(step for step in reversed(not_made_yet.parents) if not step.stat().st_mode & 0o001)
    assert privileges.first_closed_folder([not_made_yet], uid=54321) == expected
    assert privileges.first_closed_folder([not_made_yet], uid=(tmp_path / "closed").stat().st_uid) is None
    assert privileges.first_closed_folder([Path("/usr/bin")], uid=54321) is None


def test_an_ordinary_user_stays_who_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert privileges.account_for([tmp_path]) is None


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (privileges.CAP_SETUID, "lacks CAP_SETUID"),
        (privileges.CAP_CHOWN, "lacks CAP_CHOWN"),
        (CAP_DAC_OVERRIDE, "who may not enter"),
        (privileges.CAP_SETPCAP, "who may not enter"),
    ],
)
def test_a_root_without_the_rights_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: int, message: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(privileges, "_held_capabilities", lambda: ~(1 << missing))
    tmp_path.chmod(0o700)
    with pytest.raises(Trouble, match=message) as caught:
        privileges.account_for([tmp_path / "postgres"])
    assert "DATABASE_URL" in str(caught.value)
    assert "\n" not in str(caught.value)
