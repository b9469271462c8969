"""Become another program, tied to the life of the parent and, as root, with fewer rights.

`dev.children` runs this file as a plain script. It arranges what can only be
arranged from inside the new process and then calls exec, so the process id
stays the one the parent knows. It is a script and not a `preexec_fn`, because
Python code that runs between fork and exec can deadlock in a process that has
threads.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE = 1
LINUX_CAPABILITY_VERSION_3 = 0x20080522


class _CapHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _CapData(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")


def drop_root(uid: int, gid: int, keep_file_access: bool) -> None:
    """Give up root for good, on request keeping only CAP_DAC_OVERRIDE across exec.

    Raises OSError when the kernel refuses.
    """
    libc = _libc()
    if keep_file_access:
        # Keeps the capabilities over the change of user, and makes access(2)
        # count them: PostgreSQL looks for its own programs with access(2), which
        # otherwise answers as if an ordinary user had none.
        _check(libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0), "prctl(PR_SET_SECUREBITS)")
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if keep_file_access:
        # A capability survives the exec of an ordinary program only when it is
        # ambient, and only an inheritable one can be made ambient.
        mask = 1 << CAP_DAC_OVERRIDE
        header = _CapHeader(LINUX_CAPABILITY_VERSION_3, 0)
        data = (_CapData * 2)(_CapData(mask, mask, mask), _CapData(0, 0, 0))
        _check(libc.capset(ctypes.byref(header), ctypes.byref(data)), "capset")
        raised = libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)
        _check(raised, "prctl(PR_CAP_AMBIENT_RAISE)")


def die_with_parent(parent: int, death_signal: int) -> None:
    """Ask the kernel to signal this process when its parent dies, however it dies."""
    if sys.platform != "linux":
        return
    _check(_libc().prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        # The parent was gone before the kernel knew of our wish.
        raise SystemExit(1)


def main(argv: list[str]) -> None:
    """Parse the arguments, arrange this process and exec the program after `--`."""
    parser = argparse.ArgumentParser(prog="launch.py")
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--death-signal", type=int, default=int(signal.SIGTERM))
    parser.add_argument("--uid", type=int)
    parser.add_argument("--gid", type=int)
    parser.add_argument("--keep-file-access", action="store_true")
    parser.add_argument("program", nargs="+")
    options = parser.parse_args(argv)
    try:
        if options.uid is not None:
            drop_root(options.uid, options.gid, options.keep_file_access)
        # After the change of user, which makes the kernel forget the death signal.
        die_with_parent(options.parent, options.death_signal)
        # A process started in the background by a shell inherits an ignored SIGINT.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execvp(options.program[0], options.program)
    except OSError as error:
        print(f"launch: cannot start {options.program[0]}: {error}", file=sys.stderr)
        raise SystemExit(126) from error


if __name__ == "__main__":
    main(sys.argv[1:])
