"""What a part of the page is made of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Literal, TypeVar

Tone = Literal["good", "plain", "warning", "bad", "unknown"]
Answer = TypeVar("Answer")
_WEIGHT: dict[Tone, int] = {"good": 0, "plain": 0, "unknown": 1, "warning": 2, "bad": 3}
# As people read it, beside the colour.
WORDS: dict[Tone, str] = {
    "good": "Good",
    "plain": "",
    "warning": "Look at this",
    "bad": "Needs you now",
    "unknown": "Not known",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing and how it does. `advice` is what to do about it, said where it is not good."""

    name: str
    value: str
    tone: Tone = "plain"
    detail: str = ""
    advice: str = ""

    @property
    def word(self) -> str:
        """Said beside the value, where there is something to say: most of what runs is good."""
        return "" if self.tone == "good" else WORDS[self.tone]


@dataclass(frozen=True, slots=True)
class Part:
    """One card of the page. `more` is a caption and an address; `folded` lines are shown when asked for."""

    key: str
    title: str
    says: str
    lines: Sequence[Line] = ()
    folded: Sequence[Line] = ()
    folded_title: str = ""
    more: Sequence[tuple[str, str]] = ()

    @property
    def tone(self) -> Tone:
        """That of its worst line."""
        return worst(line.tone for line in (*self.lines, *self.folded))

    @property
    def word(self) -> str:
        return WORDS[self.tone] or "Good"

    @property
    def advice(self) -> list[str]:
        """What there is to do, each once, the worst first."""
        lines = sorted((*self.lines, *self.folded), key=lambda line: -_WEIGHT[line.tone])
        return list(dict.fromkeys(line.advice for line in lines if line.advice and line.tone in {"warning", "bad"}))


@dataclass(frozen=True, slots=True)
class Health:
    """All parts, as of one moment."""

    parts: Sequence[Part]
    at: datetime

    @property
    def tone(self) -> Tone:
        return worst(part.tone for part in self.parts)

    @property
    def says(self) -> str:
        """The whole in one sentence."""
        bad = [part.key for part in self.parts if part.tone == "bad"]
        warned = [part.key for part in self.parts if part.tone == "warning"]
        unknown = [part.key for part in self.parts if part.tone == "unknown"]
        if bad:
            return f"Somebody is needed: {_listed(bad)}."
        if warned:
            return f"Running, but look at this: {_listed(warned)}."
        if unknown:
            return f"What can be read is well; not known: {_listed(unknown)}."
        return "Everything runs as it should."


def worst(tones: Iterable[Tone]) -> Tone:
    """The worst of these; good when there is none."""
    found: Tone = max(tones, key=_WEIGHT.__getitem__, default="good")
    return "good" if found == "plain" else found


def _listed(keys: Sequence[str]) -> str:
    return keys[0] if len(keys) == 1 else f"{', '.join(keys[:-1])} and {keys[-1]}"


def grade(value: float, *, warn: float, bad: float) -> Tone:
    """Good below `warn`, bad from `bad` on."""
    return "bad" if value >= bad else "warning" if value >= warn else "good"


def duration(length: timedelta | float) -> str:
    """A length of time in the unit people would use."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else length
    for unit, size in [("days", 86_400), ("hours", 3_600), ("minutes", 60)]:
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {unit}"
    if 0 < seconds < 1:
        return f"{seconds * 1000:,.0f} ms"
    return f"{max(seconds, 0):.0f} s"


def ago(at: datetime | None, now: datetime) -> str:
    return f"{duration(max(now - at, timedelta(0)))} ago" if at else "never"


def size(count: float) -> str:
    """Bytes as people say them."""
    for unit in ("bytes", "KB", "MB", "GB"):
        if count < 1024:
            return f"{count:,.0f} {unit}" if unit == "bytes" else f"{count:,.1f} {unit}"
        count /= 1024
    return f"{count:,.1f} TB"


def within(seconds: float, ask: Callable[[], Answer]) -> Answer:
    """What `ask` returns, if it does in time: a network disk that is away answers nobody, ever.

    Raises TimeoutError, and what `ask` raises.
    """
    answer: SimpleQueue[tuple[Answer | None, Exception | None]] = SimpleQueue()

    def run() -> None:
        try:
            answer.put((ask(), None))
        except Exception as error:
            answer.put((None, error))

    Thread(target=run, daemon=True, name="asks the system").start()
    try:
        found, error = answer.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return found  # type: ignore[return-value]
