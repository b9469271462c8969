"""How a provider misbehaves: by the last two decimals of an amount, and by what the control endpoint was told."""

import hashlib
import threading
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import Any

from apps.gateways.adapters.sandbox.money import magic

# What the last two decimals of an amount mean, when a reference comes for the first time.
MAGIC = {
    1: "declined",
    2: "answers after four seconds",
    3: "answers 500, nothing was done",
    4: "does it, then answers 500",
    5: "does it, then drops the connection",
    6: "calls back five times",
    7: "calls back only after 30 seconds",
    8: "a forged callback comes first",
    9: "a callback with a wrong amount comes first",
    10: "pending, then declined",
    11: "pending, then done, and never calls back",
    12: "drops the connection, nothing was done",
    13: "pending, done after ten seconds, calls back",
    14: "pending for ever",
}
DECLINE_REASONS = ("declined", "insufficient_funds", "account_closed", "limit")
# How long a payment is pending that a magic amount leaves so, if the amount says nothing else.
PENDING_SECONDS = 2.0


@dataclass(frozen=True)
class Behaviour:
    """What the control endpoint sets. Numbers from 0 to 1 are how likely something is, for each request."""

    drop_before: float = 0.0
    drop_after: float = 0.0
    error_before: float = 0.0
    error_after: float = 0.0
    busy: float = 0.0
    unsure: float = 0.0
    slow: float = 0.0
    slow_seconds: float = 1.0
    enquiry_error: float = 0.0
    decline: float = 0.0
    decline_reason: str = "declined"
    pending: float = 0.0
    pending_seconds: float = PENDING_SECONDS
    announce_pending: bool = False
    callbacks: int = 1
    shuffle: bool = False
    forge: float = 0.0
    wrong_amount: float = 0.0
    callback_delay_seconds: float = 0.0
    visible_after_seconds: float = 0.0
    down: bool = False
    seed: int = 1
    deliver: str = "push"


LIKELY = frozenset(
    [
        "drop_before",
        "drop_after",
        "error_before",
        "error_after",
        "busy",
        "unsure",
        "slow",
        "enquiry_error",
        "decline",
        "pending",
        "forge",
        "wrong_amount",
    ]
)
SECONDS = frozenset(["slow_seconds", "pending_seconds", "callback_delay_seconds", "visible_after_seconds"])


def _checked(name: str, value: Any) -> Any:
    """The value, when it is one this field may have. Raises ValueError with a sentence."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if name in LIKELY:
        if not number or not 0 <= value <= 1:
            raise ValueError(f"{name} is a number from 0 to 1")
    elif name in SECONDS:
        if not number or not 0 <= value <= 10**8:
            raise ValueError(f"{name} is a number of seconds")
    elif name == "callbacks":
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
            raise ValueError("callbacks is a number from 0 to 100")
    elif name == "seed":
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError("seed is a whole number")
    elif name == "deliver":
        if value not in {"push", "manual"}:
            raise ValueError('deliver is "push" or "manual"')
    elif name == "decline_reason":
        if value not in DECLINE_REASONS:
            raise ValueError(f"decline_reason is one of {', '.join(DECLINE_REASONS)}")
    elif not isinstance(value, bool):
        raise ValueError(f"{name} is true or false")
    return value


@dataclass(frozen=True)
class Plan:
    """What is to happen to one request, and to what follows from it."""

    drop_before: bool = False
    error_before: bool = False
    busy: bool = False
    unsure: bool = False
    drop_after: bool = False
    error_after: bool = False
    slow_seconds: float = 0.0
    # Why it is declined; empty: it is not.
    decline: str = ""
    is_pending: bool = False
    # None with is_pending: for ever.
    pending_seconds: float | None = None
    announce_pending: bool = False
    callbacks: int = 1
    callback_delay_seconds: float = 0.0
    forge: bool = False
    wrong_amount: bool = False
    is_silent: bool = False
    visible_after_seconds: float = 0.0


class Manners:
    """The behaviours in force: one for all gateways, and what single ones do differently."""

    def __init__(self, deliver: str) -> None:
        self._lock = threading.Lock()
        self._deliver = deliver
        self.reset()

    def reset(self) -> None:
        with self._lock:
            self._all = Behaviour(deliver=self._deliver)
            self._only: dict[str, dict[str, Any]] = {}

    def of(self, gateway: str = "") -> Behaviour:
        with self._lock:
            own = self._only.get(gateway)
            return replace(self._all, **own) if own else self._all

    def change(self, given: dict[str, Any], gateway: str = "") -> Behaviour:
        """Given fields change, others stay; with a gateway only for it. Raises ValueError."""
        known = {one.name for one in fields(Behaviour)}
        for name, value in given.items():
            if name not in known:
                raise ValueError(f"there is no {name}; there are {', '.join(sorted(known))}")
            _checked(name, value)
        if gateway and "deliver" in given:
            raise ValueError("deliver is the same for all gateways")
        with self._lock:
            if gateway:
                self._only[gateway] = {**self._only.get(gateway, {}), **given}
            else:
                self._all = replace(self._all, **given)
                for own in self._only.values():
                    for name in given:
                        own.pop(name, None)
        return self.of(gateway)

    def as_dict(self) -> dict[str, Any]:
        with self._lock:
            return {**asdict(self._all), "gateways": {code: dict(own) for code, own in self._only.items() if own}}

    def plan(self, gateway: str, reference: str, amount: Decimal, attempt: int) -> Plan:
        """The same reference under the same seed always fares the same, in whatever order requests come."""
        told = self.of(gateway)

        def falls(what: str, likely: float) -> bool:
            if not 0 < likely < 1:
                return likely >= 1
            text = f"{told.seed}:{gateway}:{reference}:{attempt}:{what}".encode()
            return int.from_bytes(hashlib.sha256(text).digest()[:6], "big") / 2**48 < likely

        # A magic amount is one bad turn; asked again, the provider behaves.
        number = magic(amount) if attempt == 1 else 0
        declines = number in {1, 10} or falls("decline", told.decline)
        is_pending = number in {10, 11, 13, 14} or falls("pending", told.pending)
        seconds: float | None = told.pending_seconds
        if number in {10, 11}:
            seconds = PENDING_SECONDS
        elif number == 13:
            seconds = 10.0
        elif number == 14:
            seconds = None
        return Plan(
            drop_before=number == 12 or falls("drop_before", told.drop_before),
            error_before=number == 3 or falls("error_before", told.error_before),
            busy=falls("busy", told.busy),
            unsure=falls("unsure", told.unsure),
            drop_after=number == 5 or falls("drop_after", told.drop_after),
            error_after=number == 4 or falls("error_after", told.error_after),
            slow_seconds=4.0 if number == 2 else told.slow_seconds if falls("slow", told.slow) else 0.0,
            decline=told.decline_reason if declines else "",
            is_pending=is_pending,
            pending_seconds=seconds,
            announce_pending=told.announce_pending,
            callbacks=5 if number == 6 else told.callbacks,
            callback_delay_seconds=30.0 if number == 7 else told.callback_delay_seconds,
            forge=number == 8 or falls("forge", told.forge),
            wrong_amount=number == 9 or falls("wrong_amount", told.wrong_amount),
            is_silent=number == 11,
            visible_after_seconds=told.visible_after_seconds,
        )
