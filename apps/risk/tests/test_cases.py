"""Alerts make cases, people work on them, and a held payment is decided about once, by somebody else."""

from typing import Any
from uuid import UUID

import pytest
from celery import current_app
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_person
from apps.core import clock, events
from apps.core.constraints import sqlstate
from apps.core.errors import DomainError, InvalidInput
from apps.core.events import consumers_of
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.queue import run_task
from apps.risk import services
from apps.risk.errors import AlertDecided, AlertNotFound, CaseConflict, CaseNotFound, NotAllowed, OwnCase
from apps.risk.models import Alert, Case, CaseNote, Rule
from apps.risk.selectors import list_reviewers, may_decide
from apps.risk.tests.questions import ask, rule, write

pytestmark = pytest.mark.django_db


def reviewer(name: str = "olga") -> User:
    """Somebody who may decide about cases."""
    person = make_person(name, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="risk"))
    return person


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def brian() -> User:
    return make_person("brian")


@pytest.fixture
def olga() -> User:
    return reviewer()


def alert(payer: User, payee: User, result: str = "HOLD") -> UUID:
    """A payment the rules held or blocked, and nobody has heard of yet."""
    if not Rule.objects.filter(code=result.lower()).exists():
        kind = {"HOLD": "P2P", "BLOCK": "BILL_PAYMENT"}[result]
        rule("AMOUNT", 0, result, code=result.lower(), currency="USD", kind=kind)
    kind = Rule.objects.get(code=result.lower()).kind
    return write(services.assess(ask(payer=payer.id, payee=payee.id, kind=kind)))


def opened(payer: User, payee: User, result: str = "HOLD") -> tuple[UUID, UUID]:
    """The same with its case: the case's id and the payment's."""
    payment = alert(payer, payee, result)
    case_id = services.open_cases(transaction_id=payment, now=clock.now())
    assert case_id is not None
    return case_id, payment


def assign(case_id: UUID, to: User, by: User | None = None, *, holds_role: bool = True) -> None:
    services.assign_case(case_id=case_id, to=to.id, by=(by or to).id, holds_role=holds_role, now=clock.now())


def decide(verb: str, case_id: UUID, payment: UUID, by: User, **changes: Any) -> None:
    facts = {"reason": "known to us", "holds_role": True, **changes}
    getattr(services, f"{verb}_payment")(case_id=case_id, transaction_id=payment, by=by.id, now=clock.now(), **facts)


def close(case_id: UUID, by: User, **changes: Any) -> None:
    facts = {"outcome": "FRAUD", "reason": "seen", "holds_role": True, **changes}
    services.close_case(case_id=case_id, by=by.id, now=clock.now(), **facts)


def test_alerts_of_a_person_join_their_open_case(amina: User, brian: User, olga: User) -> None:
    first, one = opened(amina, brian)
    second, two = opened(amina, olga, "BLOCK")
    others, _ = opened(brian, amina)
    assert first == second != others
    assert set(Alert.objects.filter(case_id=first).values_list("id", flat=True)) == {one, two}
    assert Case.objects.get(pk=first).person_id == amina.id
    assert services.open_cases(transaction_id=one, now=clock.now()) == first
    assert Case.objects.count() == 2


def test_a_payment_nobody_was_alerted_of_opens_none() -> None:
    assert services.open_cases(transaction_id=uuid7(), now=clock.now()) is None
    assert not Case.objects.exists()


@pytest.mark.parametrize("topic", ["transactions.held", "transactions.declined"])
def test_the_payments_event_opens_the_case_once(amina: User, brian: User, topic: str) -> None:
    payment = alert(amina, brian)
    other = uuid7()
    with transaction.atomic():
        for identity in (payment, other, payment):
            events.record(topic, {"transaction_id": str(identity)})
    deliver_events_of_risk(topic)
    assert Alert.objects.get().case_id == Case.objects.get().id


def test_the_event_of_a_return_ends_the_wait(amina: User, brian: User) -> None:
    payment = alert(amina, brian)
    with transaction.atomic():
        events.record("transactions.returned", {"transaction_id": str(payment)})
    deliver_events_of_risk("transactions.returned")
    assert Alert.objects.get().decision == "OVERTAKEN"


def deliver_events_of_risk(topic: str) -> None:
    """Runs risk's own consumers only: there is no payment here that others could tell of."""
    current_app.loader.import_default_modules()
    consumers = consumers_of(topic)
    for row in OutboxEvent.objects.filter(topic=topic):
        for name in consumers:
            if name.startswith("risk."):
                run_task(name, row.id)
                run_task(name, row.id)


@pytest.mark.django_db(transaction=True)
def test_twenty_alerts_at_once_make_one_case(amina: User, brian: User) -> None:
    payments = [alert(amina, brian) for _ in range(20)]
    cases = run_together(20, lambda n: services.open_cases(transaction_id=payments[n], now=clock.now()))
    assert len(set(cases)) == 1
    assert Alert.objects.filter(case_id=cases[0]).count() == 20


def test_a_case_from_its_alert_to_its_end(amina: User, brian: User, olga: User) -> None:
    case_id, payment = opened(amina, brian)
    assign(case_id, olga)
    services.add_note(case_id=case_id, text=" Called her. ", by=olga.id, holds_role=True, now=clock.now())
    decide("release", case_id, payment, olga)
    close(case_id, olga, outcome="LEGITIMATE")
    case, row = Case.objects.get(), Alert.objects.get()
    assert (case.state, case.outcome, case.assignee_id, case.closed_by_id) == ("CLOSED", "LEGITIMATE", olga.id, olga.id)
    assert (row.decision, row.decided_by_id, row.reason) == ("RELEASED", olga.id, "known to us")
    assert CaseNote.objects.get().text == "Called her."
    event = OutboxEvent.objects.get(topic="risk.case_released")
    assert event.payload == {"transaction_id": str(payment), "case_id": str(case_id), "by": str(olga.id)}
    assert list(Activity.objects.order_by("id").values_list("action", flat=True)) == [
        *("risk.case_assigned", "risk.case_noted", "risk.case_released", "risk.case_closed"),
    ]
    # What comes after that is another matter.
    assert opened(amina, brian)[0] != case_id


def test_a_held_payment_is_returned(amina: User, brian: User, olga: User) -> None:
    case_id, payment = opened(amina, brian)
    assign(case_id, olga)
    decide("return", case_id, payment, olga)
    assert OutboxEvent.objects.filter(topic="risk.case_returned").count() == 1
    assert Alert.objects.get().decision == "RETURNED"


def test_it_is_not_closed_while_a_held_payment_is_undecided(amina: User, brian: User, olga: User) -> None:
    case_id, one = opened(amina, brian)
    _, two = opened(amina, brian)
    opened(amina, brian, "BLOCK")
    assign(case_id, olga)
    with pytest.raises(CaseConflict, match="undecided"):
        close(case_id, olga)
    decide("release", case_id, one, olga)
    with pytest.raises(CaseConflict, match="undecided"):
        close(case_id, olga)
    decide("return", case_id, two, olga)
    close(case_id, olga)
    with pytest.raises(CaseConflict, match="closed"):
        close(case_id, olga)


def refused(verb: Any, error: type[DomainError]) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in (Case, Alert, CaseNote)]
    with pytest.raises(error):
        verb()
    assert [list(model.objects.order_by("pk").values()) for model in (Case, Alert, CaseNote)] == before


def test_an_alert_is_decided_once(amina: User, brian: User, olga: User) -> None:
    case_id, payment = opened(amina, brian)
    assign(case_id, olga)
    decide("return", case_id, payment, olga)
    for verb in ("release", "return"):
        refused(lambda verb=verb: decide(verb, case_id, payment, olga), AlertDecided)
    assert OutboxEvent.objects.filter(topic__startswith="risk.case_").count() == 1


def test_what_was_blocked_or_is_another_cases_cannot_be_decided(amina: User, brian: User, olga: User) -> None:
    case_id, blocked = opened(amina, brian, "BLOCK")
    _, others = opened(brian, amina)
    assign(case_id, olga)
    for payment in (blocked, others, uuid7()):
        refused(lambda payment=payment: decide("release", case_id, payment, olga), AlertNotFound)
    close(case_id, olga)


def test_only_whom_it_is_assigned_to_decides(amina: User, brian: User, olga: User) -> None:
    case_id, payment = opened(amina, brian)
    esther = reviewer("esther")
    refused(lambda: decide("release", case_id, payment, olga), CaseConflict)
    assign(case_id, esther, olga)
    refused(lambda: decide("release", case_id, payment, olga), CaseConflict)
    refused(lambda: close(case_id, olga), CaseConflict)
    assign(case_id, olga)
    decide("release", case_id, payment, olga)


def test_who_does_not_hold_the_role_does_nothing(amina: User, brian: User, olga: User) -> None:
    case_id, payment = opened(amina, brian)
    chidi = make_person("chidi", is_staff=True)
    refused(lambda: assign(case_id, olga, holds_role=False), NotAllowed)
    refused(lambda: assign(case_id, chidi, olga), InvalidInput)
    refused(lambda: assign(case_id, brian, olga), InvalidInput)
    assign(case_id, olga)
    refused(lambda: decide("release", case_id, payment, olga, holds_role=False), NotAllowed)
    refused(lambda: close(case_id, olga, holds_role=False), NotAllowed)
    refused(
        lambda: services.add_note(case_id=case_id, text="x", by=olga.id, holds_role=False, now=clock.now()), NotAllowed
    )
    assert may_decide(olga.id) and not may_decide(chidi.id) and not may_decide(uuid7())
    assert [person.id for person in list_reviewers()] == [olga.id]


@pytest.mark.parametrize("side", ["payer", "payee"])
def test_nobody_decides_about_their_own_money(amina: User, olga: User, side: str) -> None:
    payer, payee = (olga, amina) if side == "payer" else (amina, olga)
    case_id, payment = opened(payer, payee)
    esther = reviewer("esther")
    if side == "payer":
        refused(lambda: assign(case_id, olga, esther), OwnCase)
        refused(lambda: assign(case_id, esther, olga), OwnCase)
        refused(lambda: decide("release", case_id, payment, olga), OwnCase)
        refused(
            lambda: services.add_note(case_id=case_id, text="x", by=olga.id, holds_role=True, now=clock.now()), OwnCase
        )
    else:
        assign(case_id, olga)
        refused(lambda: decide("release", case_id, payment, olga), OwnCase)
    # The database says so too, whoever asks.
    Case.objects.filter(pk=case_id).update(state="IN_REVIEW", assignee=esther, assigned_at=clock.now())
    with pytest.raises(DatabaseError, match="risk_alert_of_somebody_else"), transaction.atomic():
        Alert.objects.update(decision="RELEASED", decided_by=olga, decided_at=clock.now(), reason="mine")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_asked_for(amina: User, brian: User, olga: User, reason: str) -> None:
    case_id, payment = opened(amina, brian)
    assign(case_id, olga)
    refused(lambda: decide("release", case_id, payment, olga, reason=reason), InvalidInput)
    refused(lambda: decide("return", case_id, payment, olga, reason=reason), InvalidInput)
    refused(lambda: close(case_id, olga, reason=reason), InvalidInput)
    refused(lambda: close(case_id, olga, outcome="MAYBE"), InvalidInput)
    refused(
        lambda: services.add_note(case_id=case_id, text=reason, by=olga.id, holds_role=True, now=clock.now()),
        InvalidInput,
    )


def test_a_case_that_is_not_there(olga: User) -> None:
    refused(lambda: assign(uuid7(), olga), CaseNotFound)
    refused(lambda: decide("release", uuid7(), uuid7(), olga), CaseNotFound)
    refused(lambda: close(uuid7(), olga), CaseNotFound)


@pytest.mark.django_db(transaction=True)
def test_of_many_decisions_at_once_one_wins(amina: User, brian: User, olga: User) -> None:
    case_id, payment = opened(amina, brian)
    assign(case_id, olga)
    outcomes = run_together(16, lambda n: decide(("release", "return")[n % 2], case_id, payment, olga))
    assert outcomes.count(None) == 1
    assert all(isinstance(each, AlertDecided) for each in outcomes if each is not None)
    assert OutboxEvent.objects.filter(topic__startswith="risk.case_").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_the_one_it_was_taken_from_comes_second(amina: User, brian: User, olga: User) -> None:
    case_id, payment = opened(amina, brian)
    esther = reviewer("esther")
    assign(case_id, olga)
    with other_transaction() as there:
        there(lambda: assign(case_id, esther))
        late = in_background(lambda: decide("release", case_id, payment, olga))
        wait_until_blocked()
    assert isinstance(late.exception(30), CaseConflict)
    decide("return", case_id, payment, esther)
    assert Alert.objects.get().decided_by_id == esther.id


@pytest.mark.django_db(transaction=True)
def test_an_alert_that_comes_while_a_case_is_closed_gets_a_new_one(amina: User, brian: User, olga: User) -> None:
    case_id, _ = opened(amina, brian, "BLOCK")
    assign(case_id, olga)
    payment = alert(amina, brian)
    with other_transaction() as there:
        there(lambda: close(case_id, olga))
        joining = in_background(lambda: services.open_cases(transaction_id=payment, now=clock.now()))
        wait_until_blocked()
    new = joining.result(60)
    assert new not in (None, case_id)
    assert set(Case.objects.values_list("id", "state")) == {(case_id, "CLOSED"), (new, "OPEN")}


@pytest.mark.django_db(transaction=True)
def test_a_case_that_an_alert_joins_meanwhile_is_not_closed(amina: User, brian: User, olga: User) -> None:
    case_id, _ = opened(amina, brian, "BLOCK")
    assign(case_id, olga)
    payment = alert(amina, brian)
    with other_transaction() as there:
        assert there(lambda: services.open_cases(transaction_id=payment, now=clock.now())) == case_id
        closing = in_background(lambda: close(case_id, olga))
        wait_until_blocked()
    assert isinstance(closing.exception(30), CaseConflict)
    assert Case.objects.get().state == "IN_REVIEW"


def test_a_payment_that_went_back_by_itself_waits_for_nobody(amina: User, brian: User, olga: User) -> None:
    payment = alert(amina, brian)
    # Even when that is heard of before it was heard of that it is held.
    for _ in range(2):
        services.note_return(transaction_id=payment, now=clock.now())
    row = Alert.objects.get()
    assert (row.decision, row.decided_by_id) == ("OVERTAKEN", None)
    assert row.case_id is not None
    assign(row.case_id, olga)
    refused(lambda: decide("release", row.case_id, payment, olga), AlertDecided)  # type: ignore[arg-type]
    close(row.case_id, olga)
    services.note_return(transaction_id=uuid7(), now=clock.now())


def test_what_a_reviewer_returned_stays_theirs(amina: User, brian: User, olga: User) -> None:
    case_id, payment = opened(amina, brian)
    assign(case_id, olga)
    decide("return", case_id, payment, olga)
    services.note_return(transaction_id=payment, now=clock.now())
    assert Alert.objects.get().decision == "RETURNED"


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ("DELETE FROM risk_casenote", "GP010"),
        ("UPDATE risk_casenote SET text = 'else'", "GP010"),
        ("DELETE FROM risk_case", "GP010"),
        ("UPDATE risk_case SET person_id = assignee_id", "GP010"),
        ("UPDATE risk_case SET state = 'OPEN', assignee_id = NULL, assigned_at = NULL", "GP022"),
        (
            (
                "UPDATE risk_case SET state = 'CLOSED', outcome = 'FRAUD', reason = 'x', closed_at = now(),"
                " closed_by_id = assignee_id"
            ),
            "GP022",
        ),
        ("UPDATE risk_alert SET case_id = NULL", "GP022"),
        (
            (
                "INSERT INTO risk_case (id, person_id, state, opened_at, last_alert_at, outcome, reason) SELECT"
                " gen_random_uuid(), assignee_id, 'IN_REVIEW', now(), now(), '', '' FROM risk_case"
            ),
            "GP022",
        ),
    ],
)
def test_the_database_keeps_the_order_too(amina: User, brian: User, olga: User, statement: str, state: str) -> None:
    case_id, _ = opened(amina, brian)
    assign(case_id, olga)
    services.add_note(case_id=case_id, text="x", by=olga.id, holds_role=True, now=clock.now())
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert sqlstate(error.value) == state
