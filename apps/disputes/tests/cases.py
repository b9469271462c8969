"""Disputes of the recurring cast, on every step of their way: Amina has paid Brian."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of, make_person
from apps.core import clock
from apps.core.tests.pictures import photograph
from apps.disputes import services
from apps.disputes.models import Dispute
from apps.ledger.selectors import get_balance
from apps.transactions.models import PaidBack, Transaction
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join, wallet_of

DIGEST = b"d" * 32


@dataclass(frozen=True, slots=True)
class Case:
    """Amina has paid Brian 40, and had 100 before."""

    amina: User
    brian: User
    payment: Transaction


def case(*, paid: str = "40", spent: str | int = 0) -> Case:
    """`spent` is what Brian has sent on to Chidi since."""
    amina, brian = join("amina", 100), join("brian")
    payment = send(amina, "brian", paid).transaction
    if Decimal(spent):
        join("chidi")
        assert send(brian, "chidi", spent).transaction.state == "COMPLETED"
    return Case(amina, brian, payment)


def opened(found: Case, amount: str | None = None, *, key: str | None = None, now: datetime | None = None) -> Dispute:
    return services.open_dispute(
        payer_id=found.amina.id,
        transaction_id=found.payment.id,
        reason="NOT_RECEIVED",
        statement="The chairs never came.",
        amount=Decimal(amount) if amount else None,
        key=key or str(uuid4()),
        digest=DIGEST,
        now=now or clock.now(),
    ).dispute


def contested(dispute: Dispute) -> Dispute:
    return services.contest(
        payee_id=dispute.payee_id,
        dispute_id=dispute.id,
        statement="They were delivered on Friday.",
        key=str(uuid4()),
        digest=DIGEST,
        now=clock.now(),
    )[0]


def waiting(found: Case, amount: str | None = None) -> Dispute:
    """A dispute that waits for an operator."""
    return contested(opened(found, amount))


def judge(name: str = "olga") -> User:
    """An operator who may decide."""
    return make_person(name, is_staff=True, is_superuser=True)


def for_payer(dispute: Dispute, by: User, amount: str | None = None) -> Dispute:
    return services.decide_for_payer(
        dispute_id=dispute.id,
        amount=Decimal(amount) if amount else None,
        reason="No proof of delivery.",
        by=by.id,
        now=clock.now(),
    )


def for_payee(dispute: Dispute, by: User) -> Dispute:
    return services.decide_for_payee(dispute_id=dispute.id, reason="It was delivered.", by=by.id, now=clock.now())


def again(dispute: Dispute) -> Dispute:
    return Dispute.objects.select_related("transaction").get(pk=dispute.pk)


def held(user: User) -> Decimal:
    """What is put aside of theirs, as the ledger has it."""
    return get_balance(wallet_of(user).held_account).amount


def kept_back(payment: Transaction) -> Decimal:
    """What counts as given back of a payment, refunds included."""
    found = PaidBack.objects.filter(pk=payment.id).first()
    return found.total if found else Decimal(0)


def later(**duration: float) -> datetime:
    return clock.now() + timedelta(**duration)


# Over HTTP.


def post(client: APIClient, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> Response:
    """POST below /api/v1/, with this key or a new one."""
    return client.post(f"/api/v1/{path}", body or {}, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def fields(**changes: Any) -> dict[str, Any]:
    return {"reason": "NOT_RECEIVED", "statement": "The chairs never came.", **changes}


def ask(found: Case, body: dict[str, Any] | None = None, *, key: str | None = None) -> Response:
    """Amina opens a dispute with her phone."""
    client = client_of(found.amina)
    return post(client, f"transactions/{found.payment.id}/dispute", fields() if body is None else body, key=key)


def acceptance(**changes: Any) -> dict[str, Any]:
    return {"accept": True, "pin": PIN, **changes}


def show(client: APIClient, dispute: Dispute, content: bytes | None = None, *, kind: str = "image/jpeg") -> Response:
    """Sends a picture."""
    content = photograph() if content is None else content
    path = f"/api/v1/disputes/{dispute.id}/evidence?note=the+door"
    return client.generic("POST", path, content, kind)  # type: ignore[arg-type] # Django takes bytes too.
