"""What only two people may do, and how it is done once the second one has agreed.

Each app registers its own procedures when it starts (its AppConfig.ready). `apps.approvals` keeps what was asked for,
shows it in the operators' inbox, and decides through here; apps that stand below it ask through `ask`, which it
answers for. So this knows the shape of a request and nothing of where it is kept.

There are two ways:

- A change that is written down nowhere else: its `state` says what the subject is now, its `apply` does it. The
  approval itself is the request (`ask`, `approvals.services.request_change`).
- What has a row of its own, such as a reversal: `approve`, `reject` and `withdraw` call the services of its owner.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol
from uuid import UUID, uuid5

from apps.core.money import round_to_currency

_NAMES = UUID("0197b3a0-4c1e-7d2a-9b61-5a1f0c3d8e77")


class Change(NamedTuple):
    """One line of what changes, in words people read: money as its currency writes it, a choice by its label."""

    field: str
    before: str
    after: str


class Asked(Protocol):
    """What a procedure is given of a request: the approval that somebody has asked for."""

    id: UUID
    action: str
    subject_id: UUID
    summary: str
    why: str
    payload: Any
    maker_id: UUID


class Decide(Protocol):
    """Approves and does what was asked for; raises a DomainError when it cannot.

    Returns in words what became of it, when that is not simply that it was done.
    """

    def __call__(self, approval: Any, *, checker_id: UUID, holds_role: bool, now: datetime) -> str: ...


class Reject(Protocol):
    """Decides against it."""

    def __call__(self, approval: Any, *, checker_id: UUID, holds_role: bool, reason: str, now: datetime) -> Any: ...


class Withdraw(Protocol):
    """Takes it back, for its maker or because its time is up."""

    def __call__(self, approval: Any, *, reason: str, now: datetime) -> Any: ...


class Apply(Protocol):
    """Does what was approved, inside the deciding transaction."""

    def __call__(self, approval: Any, *, by: UUID, now: datetime) -> None: ...


def _nobody(approval: Any) -> Sequence[UUID]:
    return ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """One thing that takes two people. `action` is `app.verb`, `title` says it to people ("Reverse a payment").

    `ask` and `decide` are permissions (`app.codename`) of whoever asks and of whoever decides; an empty `decide` is
    decided elsewhere than in the inbox. A change has `state` and `apply`; `state` locks what it reads, because it is
    called again inside the deciding transaction, and raises a DomainError when the subject is gone. Everything else has
    `approve`, `reject` and `withdraw`. `page` is where the subject can be seen. `concerns` names people who must not
    decide because it is about them; `refuses` says in words why this person may not decide, or nothing. What does not
    `expire` waits for ever.
    """

    action: str
    title: str
    ask: str
    decide: str
    state: Callable[[UUID, Mapping[str, Any]], Mapping[str, Any]] | None = None
    apply: Apply | None = None
    approve: Decide | None = None
    reject: Reject | None = None
    withdraw: Withdraw | None = None
    page: Callable[[Any], str] | None = None
    concerns: Callable[[Any], Sequence[UUID]] = _nobody
    refuses: Callable[[Any, UUID], str] | None = None
    expires: bool = True

    @property
    def is_change(self) -> bool:
        """Whether the approval itself is the request."""
        return self.apply is not None


class Asking(Protocol):
    """Keeps a request and returns its approval. See `approvals.services.request_change`."""

    def __call__(
        self,
        *,
        action: str,
        subject_kind: str,
        subject_id: UUID,
        summary: str,
        why: str,
        changes: Sequence[Change],
        payload: Mapping[str, Any],
        maker_id: UUID,
        now: datetime,
    ) -> Any: ...


_procedures: dict[str, Procedure] = {}
_kept_by: list[Asking] = []


def register(procedure: Procedure) -> None:
    """Adds a procedure, or replaces the one of the same action."""
    if procedure.is_change == (procedure.approve is not None) and procedure.decide:
        raise ValueError(f"{procedure.action} either applies a change or has services of its owner")
    _procedures[procedure.action] = procedure


def find_procedure(action: str) -> Procedure | None:
    """The procedure of this action, or None."""
    return _procedures.get(action)


def list_procedures() -> list[Procedure]:
    """All of them, by their titles."""
    return sorted(_procedures.values(), key=lambda one: one.title)


def keep(asking: Asking) -> None:
    """Registers who keeps what is asked for; there is one."""
    _kept_by[:] = [asking]


def ask(
    *,
    action: str,
    subject_kind: str,
    subject_id: UUID,
    summary: str,
    why: str,
    changes: Sequence[Change],
    payload: Mapping[str, Any],
    maker_id: UUID,
    now: datetime,
) -> Any:
    """Asks for a change, from wherever approvals cannot be imported. Raises what request_change raises."""
    return _kept_by[0](
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        summary=summary,
        why=why,
        changes=changes,
        payload=payload,
        maker_id=maker_id,
        now=now,
    )


def subject_of(*key: str) -> UUID:
    """The id of what has none of its own, such as a limit that is not there yet: always the same for the same key."""
    return uuid5(_NAMES, "|".join(key))


def figure_text(name: str, value: Decimal, currency: str) -> str:
    """A figure for people: a percent where its name says so, otherwise an amount as its currency writes it."""
    if "percent" in name or "share" in name:
        return f"{plain(value)} %"
    if not currency:
        return str(plain(value))
    exact = round_to_currency(value, currency)
    return f"{exact if exact == value else value:,f} {currency}"


def figures_of(row: Any, names: Iterable[str]) -> dict[str, Any] | None:
    """A row's figures by their names; None when there is no row."""
    return None if row is None else {name: getattr(row, name) for name in names}


def decimals_of(figures: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The figures as they were before JSON kept them: what was an amount or a percent is one again."""
    return {name: Decimal(value) if isinstance(value := figures.get(name), str) else value for name in names}


def plain(value: Any) -> Any:
    """As JSON keeps it and gives it back: amounts and moments are text. Raises TypeError for what has no one form."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no place in what is asked for")


def changes_between(
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    words: Mapping[str, str],
    *,
    currency: str = "",
    nothing: str = "none",
) -> list[Change]:
    """What differs between two sets of figures, under the names `words` gives them; what is not there is `nothing`.

    Decimals are amounts in `currency`, if there is one, and percents where a name says so.
    """

    def said(figures: Mapping[str, Any] | None, name: str) -> str:
        value = None if figures is None else figures.get(name)
        if value is None or value == "":
            return nothing
        return figure_text(name, value, currency) if isinstance(value, Decimal) else str(plain(value))

    lines = [Change(title, said(before, name), said(after, name)) for name, title in words.items()]
    return [line for line in lines if line.before != line.after]
