"""The wire an adapter is given in the tests of its recorded payloads: it answers what it was told to, and remembers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.gateways.base import GatewayError
from apps.gateways.http import Answer


@dataclass(frozen=True)
class Sent:
    """What an adapter has sent."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, str] | None = None
    content: bytes | None = None
    content_type: str = ""
    is_safe_to_repeat: bool = False
    mask: tuple[str, ...] = ()
    longest: int = 0


Script = Answer | GatewayError | Callable[[Sent], Answer]


class Wire:
    """Takes the place of apps.gateways.http.Http: the n-th request gets the n-th answer, or raises it."""

    timeout = 30.0

    def __init__(self, *script: Script) -> None:
        self.script = list(script)
        self.sent: list[Sent] = []

    def send(self, method: str, path: str, **request: Any) -> Answer:
        sent = Sent(method, path, **request)
        self.sent.append(sent)
        assert self.script, f"nobody expected {method} {path}"
        following = self.script.pop(0)
        if isinstance(following, GatewayError):
            raise following
        return following(sent) if callable(following) else following


def answer(status: int, body: bytes | str = b"", **headers: str) -> Answer:
    """An answer with these header names in lower case, "_" for "-"."""
    raw = body.encode() if isinstance(body, str) else body
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw)
