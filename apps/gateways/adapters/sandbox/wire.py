"""What a protocol is asked and answers, without a socket."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl

JSON = "application/json"


class Dropped(Exception):
    """No answer: the connection is closed instead."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """Ends a request with an answer of the protocol's own."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass(frozen=True)
class Asked:
    """One request. `path` is without the gateway's prefix; header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    # "http://127.0.0.1:8100", as the one who asks has written it.
    origin: str

    def parameter(self, name: str) -> str:
        return parse_qs(self.query).get(name, [""])[0]

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=100))

    def json(self) -> dict[str, Any]:
        """The body's object. Raises ValueError."""
        try:
            content = json.loads(self.body)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        if not isinstance(content, dict):
            raise ValueError("an object, please")
        # Half a character can be written in JSON and nowhere else.
        json.dumps(content, ensure_ascii=False).encode()
        return content


def as_json(status: int, content: object, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, json.dumps(content, ensure_ascii=False).encode(), JSON, headers or {})


def as_text(status: int, text: str, content_type: str = "text/plain; charset=utf-8") -> Answer:
    return Answer(status, text.encode(), content_type)
