"""`make dart-client`: the Dart package in clients/dart, generated from the API's schema.

Needs Java, which nothing else in GoPay does. Whether the package is that of the
present schema can be told without: it keeps the hashes of what it was made from
and of each file that was made.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from dev.bootstrap import environment
from dev.console import Trouble, run_main, say
from dev.dart_schema import api_schema, for_dart
from dev.paths import LOCAL, LOGS, ROOT, make_folder

FOLDER = ROOT / "clients" / "dart"
LOCK = ROOT / "requirements-client.txt"
WORK = LOCAL / "dart-client"
LOG = LOGS / "dart-client.log"
IGNORE = ".openapi-generator-ignore"
SOURCE = ".gopay-schema"
MANIFEST = ".gopay-files"
AGAIN = "run `make dart-client`"

OPTIONS = {
    "pubName": "gopay_client",
    "pubLibrary": "gopay_client",
    # The other one sends a date with a time of day, which the API refuses.
    "serializationLibrary": "built_value",
    # A payment in a state that this package does not know yet has to be read all the same.
    "enumUnknownDefaultCase": "true",
    "hideGenerationTimestamp": "true",
}
# dev/dart_schema.py says where `byte` stands.
TYPES = "ByteArray=Uint8List"


def sources(schema: dict[str, Any], ignore: bytes) -> dict[str, str]:
    """What the package is made from, by name: the generator, what it is told, and the prepared schema's hash."""
    found = re.search(r"^openapi-generator-cli==(\S+)", LOCK.read_text(), re.MULTILINE)
    told = json.dumps([OPTIONS, TYPES, ignore.decode()])
    return {
        "generator": f"openapi-generator-cli {found[1] if found else 'unknown'}",
        "options": hashlib.sha256(told.encode()).hexdigest(),
        "schema": hashlib.sha256(json.dumps(for_dart(schema)).encode()).hexdigest(),
    }


def drift(folder: Path, schema: dict[str, Any]) -> list[str]:
    """What keeps the package in `folder` from being exactly what would be generated now, a line each."""
    if not (folder / SOURCE).exists() or not (folder / MANIFEST).exists():
        return [f"clients/dart was not generated: {AGAIN}"]
    before = dict(line.split(" ", 1) for line in (folder / SOURCE).read_text().splitlines())
    now = sources(schema, (folder / IGNORE).read_bytes())
    changed = [name for name in now if before.get(name) != now[name]]
    wrong = [f"the {name} changed since clients/dart was made: {AGAIN}" for name in changed]
    listed = _manifest(folder)
    for name, digest in sorted(listed.items()):
        path = folder / name
        if not path.is_file():
            wrong.append(f"clients/dart/{name} is missing: {AGAIN}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(f"clients/dart/{name} was edited by hand: {AGAIN}, which writes it anew")
    for path in sorted((folder / "lib").rglob("*.dart")):
        name = path.relative_to(folder).as_posix()
        # Dart's own build step writes those beside the files they belong to; they are not committed.
        if name not in listed and not name.endswith(".g.dart"):
            wrong.append(f"clients/dart/{name} was not generated: remove it")
    return wrong


def drift_of_checkout() -> str:
    """For `make check`: what is wrong with clients/dart, or an empty text. Needs no Java and no database."""
    try:
        return "\n".join(drift(FOLDER, api_schema()))
    except Trouble as trouble:
        return str(trouble)


def _manifest(folder: Path) -> dict[str, str]:
    """The files that were generated and their hashes, in the form of sha256sum."""
    path = folder / MANIFEST
    lines = path.read_text().splitlines() if path.exists() else []
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def find_java() -> str:
    """The path of java. Raises Trouble where there is none."""
    java = shutil.which("java")
    if java is None:
        raise Trouble(
            "`make dart-client` needs Java 11 or newer and finds no `java` on the PATH "
            "(Debian, Ubuntu: apt install default-jre-headless); nothing else in GoPay needs it"
        )
    return java


def install_generator() -> Path:
    """The generator's jar, installed by hash and apart from .venv, where only this command looks for it.

    Raises Trouble when it cannot be installed.
    """
    key = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    target = WORK / f"generator-{key}"
    jar = target / "openapi_generator_cli" / "openapi-generator.jar"
    if jar.exists():
        return jar
    say("installing the generator ...")
    for old in WORK.glob("generator-*"):
        shutil.rmtree(old)
    unfinished = WORK / "generator-unfinished"
    command: list[str | Path] = [ROOT / ".venv" / "bin" / "uv", "pip", "install", "--quiet", "--no-deps"]
    command += ["--require-hashes", "--target", unfinished, "-r", LOCK]
    env: dict[str, str] = environment()  # type: ignore[no-untyped-call] # Old Pythons read it, which know no types.
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Trouble(f"cannot install the generator: {done.stderr.strip()}")
    unfinished.rename(target)
    return jar


def generate(java: str, jar: Path, schema: dict[str, Any]) -> dict[str, bytes]:
    """Run the generator; the files it wrote, by name. Raises Trouble when it fails."""
    given, out = WORK / "schema.json", WORK / "out"
    given.write_text(json.dumps(for_dart(schema)))
    shutil.rmtree(out, ignore_errors=True)
    # Its patterns are read from where the files are written.
    shutil.copy(FOLDER / IGNORE, make_folder(out))
    command: list[str | Path] = [java, "-jar", jar, "generate", "-g", "dart-dio", "-i", given, "-o", out]
    command += ["--type-mappings", TYPES]
    command += ["--additional-properties", ",".join(f"{name}={value}" for name, value in OPTIONS.items())]
    with make_folder(LOGS).joinpath(LOG.name).open("w") as log:
        code = subprocess.call(command, cwd=WORK, stdout=log, stderr=subprocess.STDOUT)
    if code != 0:
        last = (LOG.read_text(errors="replace").strip().splitlines() or [f"exit code {code}"])[-1]
        raise Trouble(f"the generator failed: {last.strip()} (all of it in {LOG})")
    paths = [path for path in sorted(out.rglob("*")) if path.is_file()]
    files = {path.relative_to(out).as_posix(): path for path in paths}
    # The generator's notes about itself, which MANIFEST and SOURCE stand for.
    kept = {name: path for name, path in files.items() if not name.startswith(".openapi-generator")}
    return {name: tidied(path.read_text()).encode() for name, path in kept.items()}


def tidied(text: str) -> str:
    """A generated file without blanks at the ends of lines, its comments not written for HTML."""
    lines = (line.rstrip() for line in text.splitlines())
    return "".join((html.unescape(line) if line.lstrip().startswith("///") else line) + "\n" for line in lines)


def write(folder: Path, files: dict[str, bytes], made_from: dict[str, str]) -> None:
    """Bring `folder` to `files`; what is ours there, like the README, stays. The hashes come last."""
    for name in _manifest(folder).keys() - files.keys():
        (folder / name).unlink(missing_ok=True)
        if (folder / name).parent.is_dir() and not any((folder / name).parent.iterdir()):
            (folder / name).parent.rmdir()
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    hashes = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())]
    (folder / MANIFEST).write_text("".join(hashes))
    (folder / SOURCE).write_text("".join(f"{name} {value}\n" for name, value in made_from.items()))


def main() -> None:
    """Generate the package anew. Raises Trouble when it cannot be."""
    java = find_java()
    make_folder(WORK)
    jar = install_generator()
    say("describing the API ...")
    schema = api_schema()
    say("generating ...")
    files = generate(java, jar, schema)
    write(FOLDER, files, sources(schema, (FOLDER / IGNORE).read_bytes()))
    lines = sum(content.count(b"\n") for content in files.values())
    say(f"{os.path.relpath(FOLDER, ROOT)}: {len(files)} files, {lines:,} lines; what the generator said is in {LOG}")


if __name__ == "__main__":
    run_main(main)
