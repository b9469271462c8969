"""What comes of payments in the scene: one of everything Amina asks for, plans and disputes, and what staff do."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from apps.accounts.models import User
from apps.core import clock
from apps.core.money import Money
from apps.core.services import record_export
from apps.core.tests.pictures import photograph
from apps.core.tests.queue import deliver_events
from apps.disbursements.tests import salaries
from apps.disputes import services as disputes
from apps.requests.services import ask_for_money, block_requester
from apps.requests.splitting import Share
from apps.risk import services as risk
from apps.schedules.models import RunState, ScheduleRun
from apps.schedules.tests.plans import arrange
from apps.transactions import services as payments
from apps.transactions.models import Receivable
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import give_wallet, wallet_of

DIGEST = b"d" * 32


def make(amina: User, brian: User, people: dict[str, User]) -> dict[str, UUID]:
    """Makes all of it; returns the ids the routes give it."""
    return {
        **_asked(amina, brian, people),
        **_planned(amina, brian),
        **_disputed(amina, brian),
        **_disbursed(amina, brian),
        **_exchanged(amina),
    }


def _asked(amina: User, brian: User, people: dict[str, User]) -> dict[str, UUID]:
    now = clock.now()

    def ask(requester: User, payer: User, key: str) -> UUID:
        shares = [Share(str(payer.id), Money(Decimal(1), "USD"))]
        asked = ask_for_money(requester_id=requester.id, shares=shares, key=key, digest=DIGEST, at=now)
        return asked.requests[0].id

    block = block_requester(person_id=amina.id, requester=str(people["merchant"].id), now=now)
    return {"request_id": ask(brian, amina, "x"), "sent_id": ask(amina, brian, "y"), "block_id": block.id}


def _planned(amina: User, brian: User) -> dict[str, UUID]:
    row = arrange(amina, brian, start=(clock.now() + timedelta(days=2)).date().isoformat())
    ScheduleRun.objects.create(
        schedule=row,
        occurrence=1,
        due_at=clock.now(),
        state=RunState.SKIPPED,
        failure_code="insufficient_funds",
        created_at=clock.now(),
        decided_at=clock.now(),
    )
    return {"schedule_id": row.id}


def _disputed(amina: User, brian: User) -> dict[str, UUID]:
    now = clock.now()
    paid = send(amina, "brian", 2).transaction
    opened = disputes.open_dispute(
        payer_id=amina.id,
        transaction_id=paid.id,
        reason="NOT_RECEIVED",
        statement="Nothing came.",
        key="dispute",
        digest=DIGEST,
        now=now,
    ).dispute
    evidence = disputes.add_evidence(person_id=amina.id, dispute_id=opened.id, content=photograph(), note="", now=now)
    return {"dispute_id": opened.id, "evidence_id": evidence.id}


def _disbursed(amina: User, brian: User) -> dict[str, UUID]:
    cosigner = salaries.make_cosigner(amina, brian)
    row = salaries.checked(amina, salaries.csv_of([(brian.msisdn, "1.00", "salary"), ("+254700000000", "1.00", "")]))
    return {"disbursement_id": row.id, "cosigner_id": cosigner.id}


def _exchanged(amina: User) -> dict[str, UUID]:
    payments.set_rate(base="USD", quote="EUR", rate=Decimal("0.9"), active_from=clock.now())
    wallet = give_wallet(amina, currency="EUR")
    quote = payments.quote(person_id=amina.id, kind="P2P", amount=Money(Decimal(1), "USD"), at=clock.now())
    return {"euro_wallet_id": wallet.id, "quote_id": quote.id}


def staffs_things(amina: User, brian: User, checker: User) -> None:
    """A row of each kind the operators' site shows of payments and no person makes."""
    now = clock.now()
    record_export(actor_id=amina.id, what="A test", why="A test.", rows=1, now=now)
    waiting = send(amina, "+254711999888", 1, invite=True).transaction
    assert waiting.state == "HELD"
    paid = send(amina, "brian", 1).transaction
    payments.request_reversal(
        transaction_id=paid.id, policy="REFUSE", reason="A mistake.", maker_id=checker.id, now=now
    )
    Receivable.objects.create(
        person_id=brian.id,
        wallet_id=wallet_of(brian).id,
        transaction_id=paid.id,
        currency="USD",
        amount=Decimal(1),
        outstanding=Decimal(1),
        created_at=now,
    )
    risk.set_kind_policy(kind="P2P", on_failure="CLOSED", now=now)
    _held_by_rules(amina, brian, checker)


def _held_by_rules(amina: User, brian: User, reviewer: User) -> None:
    now = clock.now()
    risk.set_rule(
        code="large", title="Large", metric="AMOUNT", threshold=Decimal(5), currency="USD", result="HOLD", now=now
    )
    held = send(amina, "brian", 6).transaction
    deliver_events()
    case_id = risk.open_cases(transaction_id=held.id, now=now)
    assert case_id is not None
    risk.assign_case(case_id=case_id, to=reviewer.id, by=reviewer.id, holds_role=True, now=now)
    risk.set_rule(
        code="large", title="Large", metric="AMOUNT", threshold=Decimal(5000), currency="USD", result="HOLD", now=now
    )
