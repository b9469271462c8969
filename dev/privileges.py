"""Whom PostgreSQL runs as. It refuses to run as root, so root has to become somebody else.

An ordinary user runs it as themselves. Root runs it as `nobody`, in one of two
ways. When `nobody` can reach the programs and the data, a plain change of user
is enough. A checkout made with `cd $(mktemp -d) && git clone` lies below a
folder that only root may enter, and then the new process keeps the capability
CAP_DAC_OVERRIDE, which lets it pass closed folders. Docker leaves that
capability, and CAP_SETPCAP to arrange it, in its default set. The neater ways do not work there: a user
namespace and a bind mount both need rights that a default container lacks.
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from dev.children import Account
from dev.console import Trouble
from dev.launch import CAP_DAC_OVERRIDE

CAP_CHOWN, CAP_SETGID, CAP_SETUID, CAP_SETPCAP = 0, 6, 7, 8


def _held_capabilities() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapEff:"):
            return int(line.split()[1], 16)
    return 0


def first_closed_folder(paths: list[Path], uid: int) -> Path | None:
    """The topmost file or folder on the way to `paths` that user `uid` cannot pass."""
    for path in paths:
        for step in [*reversed(path.parents), path]:
            if not step.exists():
                break
            status = step.stat()
            # Files must be readable too; folders only have to be passed.
            needed = 0o001 if step.is_dir() else 0o004
            if status.st_uid == uid:
                needed <<= 6
            if status.st_mode & needed != needed:
                return step
    return None


def account_for(paths: list[Path]) -> Account | None:
    """The user for a server that has to reach `paths`, or None for the present user.

    Raises Trouble when this is root and no way down from root works here.
    """
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError as error:
        raise Trouble(
            "PostgreSQL will not run as root and this system has no user 'nobody': "
            "run make as an ordinary user, or set DATABASE_URL"
        ) from error
    held = _held_capabilities()
    for bit, name in ((CAP_SETUID, "SETUID"), (CAP_SETGID, "SETGID"), (CAP_CHOWN, "CHOWN")):
        if not held >> bit & 1:
            raise Trouble(
                f"PostgreSQL will not run as root and this root lacks CAP_{name} to become "
                "'nobody': run make as an ordinary user, or set DATABASE_URL"
            )
    closed = first_closed_folder(paths, entry.pw_uid)
    if closed is not None and not (held >> CAP_DAC_OVERRIDE & 1 and held >> CAP_SETPCAP & 1):
        raise Trouble(
            f"PostgreSQL has to run as 'nobody', who may not enter {closed}: "
            f"try `chmod o+x {closed}`, run make as an ordinary user, or set DATABASE_URL"
        )
    return Account(
        name=entry.pw_name,
        uid=entry.pw_uid,
        gid=entry.pw_gid,
        keep_file_access=closed is not None,
    )
