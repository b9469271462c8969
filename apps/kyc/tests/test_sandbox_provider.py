"""The provider to practise with stands on its own, and keeps to what providers keep to."""

import ast
from pathlib import Path

from apps.kyc.sandbox import provider as module
from apps.kyc.tests.providers import Provider

QUESTION = {"id": "one", "document": {"number": "23456780"}}


def ask(provider: Provider, number: str, key: str = "one") -> tuple[int, dict[str, object]]:
    headers = {"Authorization": f"Bearer {provider.token}", "Idempotency-Key": key}
    return provider.ask("POST", "/checks", {"id": key, "document": {"number": number}}, headers)


def test_it_is_made_of_the_standard_library_alone() -> None:
    import sys

    tree = ast.parse(Path(module.__file__).read_text())
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [name for name in names if name.split(".")[0] not in sys.stdlib_module_names]


def test_a_question_asked_again_gets_the_same_decision(one_provider: Provider) -> None:
    one_provider.forget()
    first = ask(one_provider, "23456780")
    assert first[1]["decision"] == "approve"
    assert ask(one_provider, "23456789") == first, "the key decides, and not what else is in it"
    assert ask(one_provider, "23456789", "two")[1]["decision"] == "reject"
    assert one_provider.asked == {"one": 2, "two": 1}


def test_it_refuses_who_it_does_not_know_and_what_it_does_not_understand(one_provider: Provider) -> None:
    one_provider.forget()
    assert one_provider.ask("POST", "/checks", QUESTION)[0] == 401
    assert one_provider.ask("POST", "/checks", QUESTION, {"Authorization": "Bearer x"})[0] == 401
    headers = {"Authorization": f"Bearer {one_provider.token}"}
    assert one_provider.ask("POST", "/checks", QUESTION, headers)[0] == 400
    assert one_provider.ask("POST", "/checks", ["x"], headers)[0] == 400
    assert one_provider.ask("POST", "/control", {"behaviours": ["dance"]})[0] == 400
    assert one_provider.ask("GET", "/nowhere")[0] == 404
    assert one_provider.asked == {}
