"""The four ways in which every journey is gone; two of them in the suite, two where there is more time."""

from dataclasses import dataclass
from typing import Literal

import pytest


@dataclass(frozen=True)
class Way:
    """The window."""

    width: int
    height: int
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


WAYS = [
    pytest.param(Way(390, 844, "light")),
    pytest.param(Way(1280, 800, "dark")),
    pytest.param(Way(390, 844, "dark"), marks=pytest.mark.slow),
    pytest.param(Way(1280, 800, "light"), marks=pytest.mark.slow),
]
