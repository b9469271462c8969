"""The Dart package is that of the present API, nobody has edited it, and its code holds together.

No Dart SDK looks at it here, so these tests read the code for what a compiler would say first.
"""

import copy
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from dev import dart_client
from dev.console import Trouble
from dev.dart_client import FOLDER, drift, sources, tidied, write
from dev.dart_schema import api_schema, for_dart
from dev.paths import ROOT

# Describing the API takes seconds, so one process does it for all tests.
pytestmark = pytest.mark.xdist_group("dart-client")

PACKAGE = re.compile(r"^(?:import|export) 'package:gopay_client/(.+)';$", re.MULTILINE)
CLASS = re.compile(r"^(?:abstract )?class ([A-Za-z]\w*)", re.MULTILINE)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return api_schema()


@pytest.fixture(scope="module")
def code() -> dict[str, str]:
    """The package's Dart files, by their path in lib."""
    lib = FOLDER / "lib"
    paths = [path for path in lib.rglob("*.dart") if not path.name.endswith(".g.dart")]
    return {path.relative_to(lib).as_posix(): path.read_text() for path in paths}


@pytest.fixture
def small() -> dict[str, Any]:
    """A schema with one of everything that has to be adapted."""
    string = {"type": "string", "example": "a", "default": "b"}
    picture = {"schema": {"type": "string", "format": "binary"}}
    return {
        "paths": {
            "/photo": {
                "put": {
                    "requestBody": {"content": {"image/jpeg": picture}},
                    "responses": {"200": {"content": {"image/jpeg": picture}}},
                }
            },
        },
        "components": {
            "schemas": {
                "Outlet": {"properties": {"default": string, "hours": {"$ref": "#/components/schemas/_Hours"}}},
                "_Outlet": {"properties": {"name": string}},
                "_Hours": {"properties": {"outlet": {"$ref": "#/components/schemas/_Outlet"}}},
                "Reason": {
                    "properties": {
                        "why": {
                            "nullable": True,
                            "oneOf": [{"$ref": "#/components/schemas/Why"}, {"$ref": "#/components/schemas/NullEnum"}],
                        },
                        "site": {"oneOf": [{"type": "string", "format": "uri"}, {"type": "string", "maxLength": 0}]},
                    }
                },
                "Why": {"enum": ["ONE"]},
                "NullEnum": {"enum": [None]},
            }
        },
    }


@pytest.fixture
def package(tmp_path: Path, small: dict[str, Any]) -> Path:
    """A package that was made from `small`."""
    shutil.copy(FOLDER / dart_client.IGNORE, tmp_path)
    (tmp_path / "README.md").write_text("ours\n")
    files = {"lib/a.dart": b"class A {}\n", "lib/model/b.dart": b"class B {}\n"}
    write(tmp_path, files, sources(small, (tmp_path / dart_client.IGNORE).read_bytes()))
    return tmp_path


def test_a_package_of_the_present_schema_has_not_drifted(package: Path, small: dict[str, Any]) -> None:
    assert drift(package, small) == []


def test_a_changed_schema_is_noticed(package: Path, small: dict[str, Any]) -> None:
    small["paths"]["/photo"]["delete"] = {"responses": {"204": {}}}
    assert drift(package, small) == ["the schema changed since clients/dart was made: run `make dart-client`"]


def test_an_example_that_changes_makes_no_other_package(package: Path, small: dict[str, Any]) -> None:
    small["components"]["schemas"]["_Outlet"]["properties"]["name"]["example"] = "Corner shop"
    assert drift(package, small) == []


def test_another_generator_or_other_options_are_noticed(
    package: Path, small: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lock = tmp_path_factory.mktemp("lock") / "requirements-client.txt"
    lock.write_text("openapi-generator-cli==8.0.0 \\\n")
    monkeypatch.setattr(dart_client, "LOCK", lock)
    monkeypatch.setattr(dart_client, "OPTIONS", {**dart_client.OPTIONS, "pubName": "wallet"})
    said = drift(package, small)
    assert [line.split(" changed")[0] for line in said] == ["the generator", "the options"]


def test_a_generated_file_that_was_edited_is_noticed(package: Path, small: dict[str, Any]) -> None:
    (package / "lib" / "a.dart").write_text("class A { int x = 1; }\n")
    (said,) = drift(package, small)
    assert "lib/a.dart was edited by hand" in said


def test_a_generated_file_that_is_gone_or_was_added_is_noticed(package: Path, small: dict[str, Any]) -> None:
    (package / "lib" / "a.dart").unlink()
    (package / "lib" / "c.dart").write_text("class C {}\n")
    missing, added = drift(package, small)
    assert "lib/a.dart is missing" in missing
    assert "lib/c.dart was not generated" in added


def test_what_dart_builds_and_what_is_ours_is_no_drift(package: Path, small: dict[str, Any]) -> None:
    (package / "lib" / "a.g.dart").write_text("part of 'a.dart';\n")
    (package / "README.md").write_text("better\n")
    assert drift(package, small) == []


def test_a_folder_that_was_never_generated_says_so(tmp_path: Path, small: dict[str, Any]) -> None:
    assert drift(tmp_path, small) == ["clients/dart was not generated: run `make dart-client`"]


def test_generating_again_removes_what_is_no_longer_made_and_keeps_what_is_ours(package: Path) -> None:
    write(package, {"lib/a.dart": b"class A {}\n"}, {"schema": "another"})
    assert not (package / "lib" / "model").exists()
    assert (package / "lib" / "a.dart").exists()
    assert (package / "README.md").read_text() == "ours\n"


def test_the_generator_is_given_what_it_understands(small: dict[str, Any]) -> None:
    before = copy.deepcopy(small)
    prepared = for_dart(small)
    assert small == before
    schemas = prepared["components"]["schemas"]
    assert set(schemas) == {"Outlet", "InnerOutlet", "Hours", "Reason", "Why"}
    assert schemas["Outlet"]["properties"] == {
        "default": {"type": "string"},
        "hours": {"$ref": "#/components/schemas/Hours"},
    }
    assert schemas["Hours"]["properties"]["outlet"] == {"$ref": "#/components/schemas/InnerOutlet"}
    assert schemas["Reason"]["properties"] == {
        "why": {"nullable": True, "allOf": [{"$ref": "#/components/schemas/Why"}]},
        "site": {"type": "string"},
    }
    put = prepared["paths"]["/photo"]["put"]
    assert put["requestBody"] == {
        "content": {"image/jpeg": {"schema": {"type": "string", "format": "byte"}}},
        "required": True,
    }
    assert put["responses"]["200"]["content"]["image/jpeg"]["schema"]["format"] == "binary"


def test_two_names_that_would_be_one_file_are_refused(small: dict[str, Any]) -> None:
    small["components"]["schemas"]["OutLet"] = {"properties": {}}
    with pytest.raises(Trouble, match=r"Outlet and OutLet would be one class"):
        for_dart(small)


def test_what_is_missing_is_said_where_there_is_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Trouble, match="Java 11 or newer"):
        dart_client.main()


def test_comments_are_not_written_for_html_and_code_is_left_alone() -> None:
    assert tidied("/// a &#x60;b&#x60; \nfinal c = '&lt;';  \n") == "/// a `b`\nfinal c = '&lt;';\n"


def test_each_operation_has_its_method(schema: dict[str, Any], code: dict[str, str]) -> None:
    """`send_money` of the schema is `sendMoney` here."""
    methods = set()
    for path, text in code.items():
        if path.startswith("src/api/"):
            methods |= set(re.findall(r"^  Future<Response<.+>> (\w+)\(\{", text, re.MULTILINE))
    operations = {
        re.sub(r"_(\w)", lambda found: found[1].upper(), operation["operationId"])
        for item in schema["paths"].values()
        for operation in item.values()
    }
    assert methods == operations


def test_each_component_has_its_class(schema: dict[str, Any], code: dict[str, str]) -> None:
    classes = {name.removeprefix("Model") for text in code.values() for name in CLASS.findall(text)}
    assert set(for_dart(schema)["components"]["schemas"]) <= classes


def test_no_class_is_declared_twice(code: dict[str, str]) -> None:
    declared = [name for text in code.values() for name in CLASS.findall(text)]
    assert len(declared) == len(set(declared))


def test_whatever_is_imported_or_named_as_a_type_exists(code: dict[str, str]) -> None:
    home = {name: path for path, text in code.items() for name in CLASS.findall(text)}
    for path, text in code.items():
        imported = set(PACKAGE.findall(text))
        assert imported <= code.keys(), path
        for name in re.findall(r"FullType(?:\.nullable)?\(([A-Z]\w+)", text) if path.startswith("src/model/") else []:
            if name in home:
                assert home[name] == path or home[name] in imported, (path, name)
            else:
                assert name in {"String", "int", "num", "double", "bool", "DateTime", "BuiltList", "BuiltMap"}, path


def test_the_package_says_that_nobody_compiled_it_and_how_it_is_used() -> None:
    text = " ".join((FOLDER / "README.md").read_text().split())
    for said in ("not compiled", "build_runner", "baseUrl", "setBearerAuth('bearer'", "idempotencyKey", "problem+json"):
        assert said in text
    for method in set(re.findall(r"client\.(get\w+Api)\(\)", text)):
        assert f" {method}() {{" in (FOLDER / "lib" / "src" / "api.dart").read_text()


def test_nothing_in_it_is_of_one_machine_or_left_to_do() -> None:
    generated = [FOLDER / line.split("  ", 1)[1] for line in (FOLDER / dart_client.MANIFEST).read_text().splitlines()]
    ours = [path for path in FOLDER.iterdir() if path.is_file()]
    for path in [*generated, *ours]:
        text = path.read_text()
        for unwanted in (str(ROOT), "/tmp/", "TODO"):
            assert unwanted not in text, path
