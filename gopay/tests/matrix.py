"""Rows of the route matrix: which status each role gets of a route of the API."""

from dataclasses import dataclass, field
from typing import Any

from gopay.tests.scene import OWNER
from gopay.tests.scene_of_merchants import KEYS


@dataclass(frozen=True)
class Row:
    """Which status each gets. `but` names the roles that get another one than the rest of the others.

    Where the answer is `step_up_required`, the code that was sent is answered, so that `owner` is what comes of it.
    A body that is not known before the scene is built is a function of it.
    """

    anonymous: int
    owner: int
    others: int
    body: Any = field(default_factory=dict)
    photograph: bytes = b""
    # The phone of Amina's whose id stands in the address, if it is not the usual one.
    device: str = "device_id"
    # Whether it has an Idempotency-Key, beside what has an amount and a PIN and so always has one.
    keyed: bool = False
    # A body that is no JSON, with its type.
    raw: tuple[bytes, str] | None = None
    # Whether the request is signed: by the phone one is on, or by Amina's phone that is gone.
    signed: str = ""
    but: dict[str, int] = field(default_factory=dict)
    # Which things of the scene stand in the address, where they have another name there.
    using: dict[str, str] = field(default_factory=dict)
    # Which things of the scene, that a role is told of nowhere else, it is told of here.
    tells: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def status(self, role: str) -> int:
        named = {"anonymous": self.anonymous, OWNER: self.owner, **self.but}
        # A key opens the server API and is nobody anywhere else.
        return named.get(role, self.anonymous if role in KEYS else self.others)


def everybody(status: int, body: Any = None) -> Row:
    """Before anybody has logged in: the same answer for all."""
    return Row(status, status, status, body or {})


def own(status: int, body: Any = None, **more: Any) -> Row:
    """What everybody has who is logged in. Being staff adds nothing to it."""
    return Row(401, status, status, body or {}, **more)


def hers(status: int, body: Any = None, **more: Any) -> Row:
    """A thing of Amina's: for everybody else, staff included, there is no such thing."""
    return Row(401, status, 404, body or {}, **more)
