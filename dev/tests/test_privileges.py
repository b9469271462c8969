"""Who runs PostgreSQL when root starts it."""

import os
from pathlib import Path

import pytest

from dev import privileges
from dev.console import Trouble


def test_finds_the_topmost_folder_that_another_user_cannot_pass(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o001 == 0 and folder.stat().st_uid == os.geteuid():
            folder.chmod(folder.stat().st_mode | 0o001)
    (tmp_path / "open" / "closed" / "inner").mkdir(parents=True)
    (tmp_path / "open" / "closed").chmod(0o700)
    assert privileges.first_closed_folder([tmp_path / "open"], uid=54321) is None
    inner = tmp_path / "open" / "closed" / "inner" / "not-made-yet"
    assert privileges.first_closed_folder([inner], uid=54321) == tmp_path / "open" / "closed"
    assert privileges.first_closed_folder([inner], uid=os.geteuid()) is None


def test_an_ordinary_user_stays_who_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert privileges.account_for([tmp_path]) is None


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (privileges.CAP_SETUID, "lacks CAP_SETUID"),
        (privileges.CAP_CHOWN, "lacks CAP_CHOWN"),
        (privileges.CAP_DAC_OVERRIDE, "who may not enter"),
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
