"""Codes and requests for cash, for the customer, the teller who asked and the agent's supervisors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from apps.accounts.models import Session
from apps.agents.cash_out_errors import CashCodeNotFound, CashRequestNotFound
from apps.agents.codes import title_of
from apps.agents.errors import OutletNotFound
from apps.agents.models import (
    AgentStatus,
    CashOutCode,
    CashOutRequest,
    CashOutState,
    Outlet,
    RequestMode,
    RequestState,
)
from apps.agents.selectors._staff import Member, works_for
from apps.kyc.models import Submission, SubmissionState
from apps.kyc.rules import normalise_number
from apps.kyc.sealed import number_index
from apps.transactions.models import Transaction
from apps.transactions.services import Side
from apps.wallets.selectors import find_wallet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Counter:
    """An outlet as customers read it."""

    id: UUID
    code: str
    name: str
    agent_name: str


def find_open_outlet(code: str) -> Outlet:
    """The outlet with these six digits, with its agent. Raises OutletNotFound for one that is not in service."""
    found = Outlet.objects.select_related("agent").filter(code=code, is_open=True, agent__status=AgentStatus.ACTIVE)
    if (outlet := found.first()) is None:
        raise OutletNotFound
    return outlet


def counters_of(outlet_ids: Iterable[UUID | None]) -> dict[UUID, Counter]:
    """These outlets by their ids. One statement, and none for none."""
    wanted = {identity for identity in outlet_ids if identity}
    if not wanted:
        return {}
    rows = Outlet.objects.filter(pk__in=wanted).values_list("id", "code", "name", "agent__name")
    return {row[0]: Counter(*row) for row in rows}


def side_of_outlet(outlet_id: UUID) -> Side:
    """The outlet as a side of a payment, whoever serves there. One statement."""
    agent, name, time_zone, owner_id, currency = Outlet.objects.values_list(
        "agent__name", "name", "time_zone", "agent__owner_id", "agent__currency"
    ).get(pk=outlet_id)
    return Side(
        outlet_id, title_of(agent, name), find_wallet(outlet_id, currency), time_zone=time_zone, owner_id=owner_id
    )


def payments_of(identities: Iterable[UUID | None]) -> dict[UUID, Transaction]:
    """These payments by their ids. One statement, and none for none."""
    wanted = {identity for identity in identities if identity}
    return Transaction.objects.in_bulk(wanted) if wanted else {}


def get_cash_code(*, customer_id: UUID, code_id: UUID) -> CashOutCode:
    """One of the customer's codes. Raises CashCodeNotFound, also for somebody else's."""
    row = CashOutCode.objects.filter(pk=code_id, customer_id=customer_id).first()
    if row is None:
        raise CashCodeNotFound
    return row


def find_code_of(transaction_id: UUID) -> CashOutCode | None:
    """The code for which a payment puts money aside, if it does."""
    return CashOutCode.objects.filter(transaction_id=transaction_id).first()


def find_redeemed(*, teller_id: UUID, key: str) -> Transaction | None:
    """The payment of the code that a teller has paid out under this key."""
    paid = CashOutCode.objects.filter(redeemed_by_id=teller_id, redeem_key=key).values("transaction_id")
    return Transaction.objects.filter(pk__in=paid).first()


def list_cash_codes(
    customer_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int
) -> list[CashOutCode]:
    """The customer's codes, newest first; with `after` the newer ones, nearest first."""
    return _page(CashOutCode.objects.filter(customer_id=customer_id), before, after, limit)


def readable_codes(rows: Iterable[CashOutCode], payments: Mapping[UUID, Transaction], *, session_id: UUID) -> set[UUID]:
    """Whose digits a session may read that has shown no PIN: of codes that were made in it, or on its registered phone.

    They are as good as the money. Whoever has no more than the password, on a phone of their own, reads none.
    """
    waiting = [row for row in rows if row.state == CashOutState.WAITING]
    own = {row.id for row in waiting if payments[row.transaction_id].session_id == session_id}
    if len(own) < len(waiting):
        phone = Session.objects.filter(pk=session_id).values_list("bound_device_id", flat=True).first()
        own |= {row.id for row in waiting if phone and payments[row.transaction_id].device_id == phone}
    return own


def get_asked(*, customer_id: UUID, request_id: UUID) -> CashOutRequest:
    """A request the customer can answer on their phone. Raises CashRequestNotFound, also for somebody else's."""
    found = CashOutRequest.objects.filter(pk=request_id, customer_id=customer_id, mode=RequestMode.PHONE)
    if (row := found.first()) is None:
        raise CashRequestNotFound
    return row


def list_asked(
    customer_id: UUID,
    *,
    state: str | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int,
) -> list[CashOutRequest]:
    """What a customer is, or was, asked to approve, newest first."""
    rows = CashOutRequest.objects.filter(customer_id=customer_id, mode=RequestMode.PHONE)
    return _page(rows.filter(state=state) if state else rows, before, after, limit)


def get_own_request(*, teller_id: UUID, request_id: UUID) -> CashOutRequest:
    """A request this person has made as a teller. Raises CashRequestNotFound, also when they work there no more."""
    row = CashOutRequest.objects.filter(pk=request_id, teller_id=teller_id).first()
    if row is None or not works_for(row.agent_id, teller_id):
        raise CashRequestNotFound
    return row


def get_request_of(member: Member, request_id: UUID) -> CashOutRequest:
    """A request without a phone at an outlet of this supervisor's. Raises CashRequestNotFound."""
    if (row := _of(member).filter(pk=request_id).first()) is None:
        raise CashRequestNotFound
    return row


def list_requests_of(
    member: Member,
    *,
    state: str | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int,
) -> list[CashOutRequest]:
    """Requests without a phone at the outlets of this supervisor's, newest first."""
    rows = _of(member)
    return _page(rows.filter(state=state) if state else rows, before, after, limit)


def is_known_by(person_id: UUID, *, kind: str, number: str, at: datetime) -> bool:
    """Whether the person was approved with a document of this kind and number that is valid still. Opens nothing."""
    valid = Q(valid_until=None) | Q(valid_until__gte=at.date())
    return Submission.objects.filter(
        valid,
        person_id=person_id,
        state=SubmissionState.APPROVED,
        document_type=kind,
        id_number_index=number_index(normalise_number(number)),
    ).exists()


def is_over(row: CashOutRequest, at: datetime) -> bool:
    """Whether nobody can answer it any more, also before the sweep has noticed."""
    return row.state != RequestState.OPEN or row.expires_at <= at


def _of(member: Member) -> QuerySet[CashOutRequest]:
    place = Q(outlet_id=member.outlet_id) if member.outlet_id else Q()
    return CashOutRequest.objects.filter(place, agent_id=member.agent_id, mode=RequestMode.DOCUMENT)


def _page(rows: QuerySet[Row], before: UUID | None, after: UUID | None, limit: int) -> list[Row]:
    if after is not None:
        return list(rows.filter(pk__gt=after).order_by("pk")[:limit])
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])
