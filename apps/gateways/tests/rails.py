"""Rails whose every word a test says, without a wire: an adapter in this process, and somebody who follows."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest

from apps.core.money import Money
from apps.gateways import followers, registry
from apps.gateways.base import (
    AccountToLink,
    Adapter,
    Bill,
    BillLookUp,
    Capability,
    Collect,
    Enquiry,
    Instrument,
    NotDone,
    Outcome,
    OutcomeUnknown,
    PayBill,
    PayOut,
    Recharge,
    Result,
)
from apps.gateways.models import Gateway, Operation, OperationState, Route

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
DONE = Result(Outcome.SUCCEEDED, provider_reference="done-1")
PENDING = Result(Outcome.PENDING, provider_reference="slow-1")
NOT_FOUND = Result(Outcome.NOT_FOUND)
SILENCE = OutcomeUnknown("ReadTimeout")
NOBODY = NotDone("ConnectError")
BUSY = NotDone("HTTP 429")


class Killed(BaseException):
    """The process dies here: nobody catches it."""


Word = Result | Bill | Instrument | BaseException | Callable[[], Any]


class Rails:
    """What each gateway was asked, in order, and what it says next; a gateway with nothing left to say says DONE."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.words: dict[str, deque[Word]] = defaultdict(deque)

    def say(self, code: str, *words: Word) -> None:
        self.words[code].extend(words)

    def answer(self, adapter: Adapter, request: Any) -> Any:
        code = adapter.connection.code
        self.asked.append((code, request))
        word = self.words[code].popleft() if self.words[code] else DONE
        if callable(word) and not isinstance(word, type):
            word = word()
        # What says nothing about itself is a line that broke; a NotDone with a status was an answer.
        is_silence = word is SILENCE or word is NOBODY
        adapter.http.was_silent = is_silence
        if isinstance(word, BaseException):
            raise word
        return word

    @property
    def sent(self) -> list[str]:
        """Who was sent something, in order; enquiries are none."""
        return [code for code, request in self.asked if not isinstance(request, Enquiry)]

    @property
    def enquired(self) -> list[str]:
        return [code for code, request in self.asked if isinstance(request, Enquiry)]


class Follower:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, UUID, str]] = []
        self.credits = True

    def submitted_in_vain(self, operation: Operation, *, at: datetime) -> None:
        self.heard.append(("unknown", operation.id, ""))

    def succeeded(self, operation: Operation, *, at: datetime) -> Money | None:
        self.heard.append(("succeeded", operation.id, ""))
        return None

    def failed(self, operation: Operation, code: str, *, at: datetime) -> None:
        self.heard.append(("failed", operation.id, code))

    def succeeded_late(self, operation: Operation, *, at: datetime) -> Money:
        self.heard.append(("late", operation.id, ""))
        return -Money(operation.amount, operation.currency)

    @property
    def news(self) -> list[str]:
        return [what for what, _, _ in self.heard]


class _Rail(Adapter):
    """Says what the test says. Its capabilities are all of them."""

    name: ClassVar[str] = "once"
    title: ClassVar[str] = "Rail"
    capabilities: ClassVar[frozenset[Capability]] = frozenset(Capability)
    rails: ClassVar[Rails]

    def _say(self, request: Any) -> Any:
        return self.rails.answer(self, request)

    def collect(self, request: Collect) -> Result:
        return self._say(request)

    def pay_out(self, request: PayOut) -> Result:
        return self._say(request)

    def pay_bill(self, request: PayBill) -> Result:
        return self._say(request)

    def recharge(self, request: Recharge) -> Result:
        return self._say(request)

    def look_up_bill(self, request: BillLookUp) -> Bill:
        return self._say(request)

    def link_account(self, request: AccountToLink) -> Instrument:
        return self._say(request)

    def enquire(self, request: Enquiry) -> Result:
        return self._say(request)


class _Once(_Rail):
    """Does each id once."""

    is_idempotent = True


class _Records(_Rail):
    """Does whatever it is sent, and has recorded it a minute later."""

    recorded_within = timedelta(seconds=60)


class _Forgets(_Rail):
    """Does whatever it is sent, and nobody can say when it has recorded it."""


_CLASSES: dict[str, type[_Rail]] = {"once": _Once, "records": _Records, "forgets": _Forgets}


@pytest.fixture
def rails(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Rails:
    """An empty registry, to which `open_rail` adds."""
    said = Rails()
    monkeypatch.setattr(registry, "adapter_class", lambda name: _CLASSES[name])
    for each in _CLASSES.values():
        monkeypatch.setattr(each, "rails", said, raising=False)
    settings.GATEWAY_CONNECTIONS = {}
    return said


@pytest.fixture
def follower(monkeypatch: pytest.MonkeyPatch) -> Follower:
    """In place of the payments."""
    one = Follower()
    monkeypatch.setattr(followers, "_followers", [one])
    return one


def open_rail(code: str, *, adapter: str = "once", priority: int = 100, routes: bool = True, **caps: Any) -> Gateway:
    """A gateway with a route for everything in USD."""
    from django.conf import settings

    settings.GATEWAY_CONNECTIONS = {
        **settings.GATEWAY_CONNECTIONS,
        code: {"adapter": adapter, "base_url": "http://127.0.0.1:9", "callback_secrets": []},
    }
    gateway = Gateway.objects.create(code=code, title=code.title(), **caps)
    for capability in ("COLLECT", "PAY_OUT", "PAY_BILL", "RECHARGE", "LOOK_UP_BILL", "LINK_ACCOUNT") if routes else ():
        Route.objects.create(gateway=gateway, capability=capability, currency="USD", priority=priority)
    return gateway


def ask(amount: str = "10.00", **more: Any) -> Operation:
    """An operation of somebody's payment, ready to be sent at NOW."""
    given: dict[str, Any] = {
        "transaction_id": uuid4(),
        "person_id": uuid4(),
        "capability": "PAY_OUT",
        "amount": Decimal(amount),
        "currency": "USD",
        "terms": {"instrument": "acc_1", "shown": "•••• 1234"},
        "state": OperationState.READY,
        "due_at": NOW,
        "created_at": NOW,
        **more,
    }
    return Operation.objects.create(**given)


@contextmanager
def dying(monkeypatch: pytest.MonkeyPatch, target: str, *, after: bool = False) -> Iterator[None]:
    """The process dies when it calls `target` (or just after it has), and the test goes on as the next process."""
    module, _, name = target.rpartition(".")
    from importlib import import_module

    owner = import_module(module)
    real = getattr(owner, name)

    def die(*args: Any, **kwargs: Any) -> Any:
        if after:
            real(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(owner, name, die)
        yield
