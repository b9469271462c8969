"""The API's schema as the Dart generator needs it: the same contract, said so that Dart code can be made of it.

Each rule here stands for something the generator gets wrong otherwise, without
saying so: the code it writes then does not compile, or sends what nobody asked for.
"""

from __future__ import annotations

import copy
import json
import subprocess
from typing import Any

from dev.console import Trouble
from dev.environment import test_environment
from dev.paths import PYTHON, ROOT

# Describing the API asks no database; an address that leads nowhere keeps it so.
NO_DATABASE = "postgres://nobody@127.0.0.1:1/none"
COMPONENTS = "#/components/schemas/"
NULL = {"$ref": f"{COMPONENTS}NullEnum"}


def api_schema() -> dict[str, Any]:
    """The OpenAPI schema of this checkout, always under the settings of tests.

    Raises Trouble with Django's words when there is none.
    """
    command = [str(PYTHON), "manage.py", "spectacular", "--format", "openapi-json"]
    done = subprocess.run(
        command, cwd=ROOT, env=test_environment(NO_DATABASE), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Trouble(f"no schema of the API: {done.stderr.strip()}")
    schema: dict[str, Any] = json.loads(done.stdout)
    return schema


def for_dart(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema for the generator. Raises Trouble when two names of the schema would be one in Dart."""
    prepared: dict[str, Any] = _without_examples(copy.deepcopy(schema))
    for item in prepared["paths"].values():
        for operation in item.values():
            _send_bytes(operation)
    _rename(prepared, _public_names(prepared["components"]["schemas"]))
    _simplify(prepared)
    prepared["components"]["schemas"].pop("NullEnum", None)
    _refuse_clashes(prepared["components"]["schemas"])
    return prepared


def _without_examples(node: Any, *, names: bool = False) -> Any:
    """Drop examples, of which no code is made, and defaults, which are the server's to know and to change.

    With a default in the client an app would send it whenever its user said nothing. `names` tells that the
    keys of `node` are names of fields, which may be called `default` or `example` like any other.
    """
    if isinstance(node, list):
        return [_without_examples(value) for value in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_examples(value, names=key == "properties" and not names)
        for key, value in node.items()
        if names or key not in {"example", "examples", "default"}
    }


def _send_bytes(operation: dict[str, Any]) -> None:
    """A body of bytes is a Uint8List that has to be there.

    Of `format: binary` the generator makes a form's file, sent in chunks without a length, which Django reads as
    nothing. `byte` is given the type Uint8List (dev/dart_client.py).
    """
    body = operation.get("requestBody", {})
    for content in body.get("content", {}).values():
        if content["schema"].get("format") == "binary":
            content["schema"] = {"type": "string", "format": "byte"}
            body["required"] = True


def _public_names(schemas: dict[str, Any]) -> dict[str, str]:
    """New names for the components that begin with an underscore.

    The generator drops it, and one of `_Outlet` and `Outlet` would silently overwrite the other.
    """
    renamed = {}
    for name in schemas:
        if name.startswith("_"):
            public = name.lstrip("_")
            renamed[name] = f"Inner{public}" if public in schemas else public
    return renamed


def _rename(schema: dict[str, Any], names: dict[str, str]) -> None:
    schemas = schema["components"]["schemas"]
    for old, new in names.items():
        schemas[new] = schemas.pop(old)
    references = {f"{COMPONENTS}{old}": f"{COMPONENTS}{new}" for old, new in names.items()}
    for node in _nodes(schema):
        if node.get("$ref") in references:
            node["$ref"] = references[node["$ref"]]


def _simplify(schema: dict[str, Any]) -> None:
    """Say "this or null" and "this text or that text" the way the generator understands."""
    for node in _nodes(schema):
        choices = node.get("oneOf", [])
        if NULL in choices:
            # It would refer to a class that it never writes.
            del node["oneOf"]
            node |= {"allOf": [choice for choice in choices if choice != NULL], "nullable": True}
        elif choices and all(choice.get("type") == "string" for choice in choices):
            # It would want an object around the text.
            del node["oneOf"]
            node["type"] = "string"


def _nodes(node: Any) -> list[dict[str, Any]]:
    """Every object in the schema, from the outside in."""
    if isinstance(node, list):
        return [found for value in node for found in _nodes(value)]
    if not isinstance(node, dict):
        return []
    return [node] + [found for value in node.values() for found in _nodes(value)]


def _refuse_clashes(schemas: dict[str, Any]) -> None:
    """Classes lie in files whose names tell neither capitals nor underscores apart on every system."""
    taken: dict[str, str] = {}
    for name in schemas:
        key = name.replace("_", "").lower()
        if key in taken:
            raise Trouble(f"the schema's {taken[key]} and {name} would be one class in Dart: rename one of them")
        taken[key] = name
