"""A second person approves exactly what was submitted, and then the whole sum leaves the owner's wallet at once."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts import services as accounts
from apps.accounts.models import Activity, User
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PhoneClient, client_of, give_pin, plain_client_with, tokens_of
from apps.approvals.models import Approval
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.disbursements import services
from apps.disbursements.models import Disbursement, DisbursementRow, DisbursementState
from apps.disbursements.services import _approve
from apps.disbursements.tests.salaries import (
    DISBURSEMENTS,
    approve,
    ask_approval,
    checked,
    csv_of,
    make_cosigner,
    pay_each,
    submitted,
)
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import account_id
from apps.transactions.services import set_fee, set_tier_limit
from apps.transactions.tests.payments import body_of, nothing_moves, number_of
from apps.wallets.services import freeze_wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian(amina: User) -> User:
    brian = join("brian")
    make_cosigner(amina, brian)
    return brian


@pytest.fixture
def waiting(amina: User, brian: User) -> Disbursement:
    """Thirty to Chidi and twenty to Esther, waiting for Brian."""
    rows = [(number_of("chidi"), "30.00", "salary"), (number_of("esther"), "20.00", "salary")]
    join("chidi")
    join("esther")
    return submitted(amina, csv_of(rows))


def put_aside(row: Disbursement) -> Decimal:
    return get_balance(account_id(f"disbursement:{row.id}", row.currency)).amount


def state_of(row: Disbursement) -> str:
    row.refresh_from_db()
    return row.state


def refused(answer: Any, code: str, status: int) -> bool:
    assert (answer.status_code, body_of(answer)["code"]) == (status, code), answer.content
    return True


def test_the_sum_is_put_aside_and_the_answer_repeated(amina: User, brian: User, waiting: Disbursement) -> None:
    client = client_of(brian)
    first = ask_approval(client, waiting.id, key="yes")
    assert refused(first, "step_up_required", 403)
    about = OutboxEvent.objects.get(topic="accounts.step_up_asked").payload["about"]
    assert about == {"action": "disbursement", "amount": "50.00", "currency": "USD", "rows": 2, "owner": "Amina O."}
    done = ask_approval(client, waiting.id, key="yes", step_up=answer_to(first))
    assert (done.status_code, body_of(done)["state"]) == (200, "APPROVED")
    assert (available(amina), put_aside(waiting)) == (50, 50)
    assert services.pay_out(disbursement_id=waiting.id, read_clock=clock.now)
    again = ask_approval(client, waiting.id, key="yes")
    assert (again.status_code, body_of(again), again.headers["Idempotent-Replayed"]) == (200, body_of(done), "true")
    assert refused(ask_approval(client, waiting.id, key="no"), "disbursement_conflict", 409)
    row = Disbursement.objects.get()
    assert (row.approver_id, Approval.objects.get().checker_id) == (brian.id, brian.id)
    assert Activity.objects.filter(person_id=brian.id, action="disbursements.approved").count() == 1
    assert list(verification.verify()) == []


def test_whoever_makes_it_never_approves_it(amina: User, brian: User, waiting: Disbursement) -> None:
    """SECURITY 20: nor can the database be made to say that they did."""
    with nothing_moves():
        assert refused(ask_approval(client_of(amina), waiting.id), "own_approval", 403)
        reject = client_of(amina).post(f"{DISBURSEMENTS}/{waiting.id}/reject", {"reason": "no"}, format="json")
        assert refused(reject, "own_approval", 403)
    with pytest.raises(IntegrityError, match="maker_is_not_checker"), transaction.atomic():
        Disbursement.objects.filter(pk=waiting.id).update(
            state=DisbursementState.APPROVED, approver_id=amina.id, approved_at=clock.now()
        )
    with pytest.raises(IntegrityError, match="cosigner_is_another"), transaction.atomic():
        make_cosigner(amina, amina)
    assert state_of(waiting) == DisbursementState.SUBMITTED


def test_a_cosigner_who_is_none_any_more_approves_nothing(
    amina: User, brian: User, waiting: Disbursement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SECURITY 20: the checker must hold the role at the moment, also when it ends while they are at it."""
    client = client_of(brian)
    first = ask_approval(client, waiting.id, key="yes")
    require = _approve.require_state

    def and_be_removed(row: Disbursement, *states: str) -> None:
        monkeypatch.setattr(_approve, "require_state", require)
        (cosigner,) = amina_cosigners(amina)
        services.remove_cosigner(person_id=amina.id, cosigner_id=cosigner, now=clock.now())

    monkeypatch.setattr(_approve, "require_state", and_be_removed)
    with nothing_moves():
        assert refused(
            ask_approval(client, waiting.id, key="yes", step_up=answer_to(first)), "approval_not_allowed", 403
        )
        assert refused(ask_approval(client, waiting.id, key="yes"), "disbursement_not_found", 404)
    assert state_of(waiting) == DisbursementState.SUBMITTED


def amina_cosigners(amina: User) -> list[UUID]:
    from apps.disbursements.models import Cosigner

    return list(Cosigner.objects.filter(owner_id=amina.id).values_list("id", flat=True))


EDITS: dict[str, str] = {
    "another payee": "UPDATE disbursements_disbursementrow SET payee_id = gen_random_uuid() WHERE line = 2",
    "another amount": "UPDATE disbursements_disbursementrow SET amount = 31 WHERE line = 2",
    "another note": "UPDATE disbursements_disbursementrow SET note = 'bribe' WHERE line = 2",
    "a fee": "UPDATE disbursements_disbursementrow SET fee = 1 WHERE line = 2",
    "a row less": "UPDATE disbursements_disbursementrow SET state = 'FAILED', code = 'x' WHERE line = 2",
    "a row more": 'INSERT INTO disbursements_disbursementrow (disbursement_id, line, "to", payee_id, amount_text,'
    ' amount, note, fee, tax, state, code, reference) SELECT disbursement_id, 9, "to", payee_id, amount_text,'
    " amount, note, fee, tax, state, code, reference FROM disbursements_disbursementrow WHERE line = 2",
    "another total": "UPDATE disbursements_disbursement SET debit_total = 51",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_is_edited_meanwhile_is_not_approved(amina: User, brian: User, waiting: Disbursement, edit: str) -> None:
    """SECURITY 20: the database refuses the edit; made past its triggers, it voids the approval."""
    client = client_of(brian)
    first = ask_approval(client, waiting.id, key="yes")
    with connection.cursor() as cursor:
        if "FAILED" not in edit:
            with pytest.raises(Exception, match=r"fixed|rows come|not changed"), transaction.atomic():
                cursor.execute(edit)
        with transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(edit)
    with nothing_moves():
        assert refused(ask_approval(client, waiting.id, key="yes", step_up=answer_to(first)), "approval_voided", 409)
    assert (state_of(waiting), Approval.objects.get().state) == (DisbursementState.SUBMITTED, "VOIDED")
    # Its owner can only give it up.
    services.cancel(owner_id=amina.id, disbursement_id=waiting.id, now=clock.now())
    assert state_of(waiting) == DisbursementState.CANCELLED


def frozen(amina: User, brian: User) -> None:
    freeze_wallet(wallet_id=wallet_of(amina).id, reason="test", now=clock.now())


def locked(amina: User, brian: User) -> None:
    accounts.lock_person(person_id=amina.id, reason="test", by=None, now=clock.now())


def poorer(amina: User, brian: User) -> None:
    from apps.transactions.tests.payments import send

    send(amina, "chidi", "50.01")


def limited_by_day(amina: User, brian: User) -> None:
    set_tier_limit(tier="TIER_0", kind="DISBURSEMENT", currency="USD", daily=Decimal("49.99"))


def limited_by_month(amina: User, brian: User) -> None:
    set_tier_limit(tier="TIER_0", currency="USD", monthly=Decimal("49.99"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (frozen, "payer_not_active"),
        (locked, "payer_not_active"),
        (poorer, "insufficient_funds"),
        (limited_by_day, "daily_limit_exceeded"),
        (limited_by_month, "monthly_limit_exceeded"),
    ],
)
def test_what_cannot_be_paid_is_refused_and_nothing_changes(
    amina: User, brian: User, waiting: Disbursement, change: Callable[[User, User], None], code: str
) -> None:
    change(amina, brian)
    client = client_of(brian)
    first = ask_approval(client, waiting.id, key="yes")
    step_up = answer_to(first)
    with nothing_moves():
        assert refused(ask_approval(client, waiting.id, key="yes", step_up=step_up), code, 422)
    assert (state_of(waiting), Approval.objects.get().state) == (DisbursementState.SUBMITTED, "REQUESTED")
    assert list(verification.verify()) == []


def test_with_enough_money_later_the_same_request_goes_through(amina: User, brian: User, waiting: Disbursement) -> None:
    from apps.wallets.tests.factories import pay_in

    poorer(amina, brian)
    client = client_of(brian)
    step_up = answer_to(ask_approval(client, waiting.id, key="yes"))
    assert refused(ask_approval(client, waiting.id, key="yes", step_up=step_up), "insufficient_funds", 422)
    pay_in(wallet_of(amina), "0.01")
    assert ask_approval(client, waiting.id, key="yes", step_up=step_up).status_code == 200
    assert available(amina) == 0


def test_limits_count_the_whole_file_once_and_no_single_limit_holds(
    amina: User, brian: User, waiting: Disbursement
) -> None:
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(1), daily=Decimal(50), daily_count=1)
    assert approve(brian, waiting.id).status_code == 200
    body = body_of(client_of(amina).get("/api/v1/limits"))
    (limit,) = [row for row in body["results"] if row["currency"] == "USD"]
    assert (limit["daily"]["left"], limit["daily_count"]["left"]) == ("0.00", "0")


def test_pin_phone_and_code_are_all_asked_for(amina: User, brian: User, waiting: Disbursement) -> None:
    """SECURITY 3 and 12: an approval is as well guarded as the largest payment."""
    give_pin(brian)
    unregistered = plain_client_with(tokens_of(brian).access)
    with nothing_moves():
        assert refused(ask_approval(client_of(brian), waiting.id, pin="000000"), "wrong_pin", 403)
        assert refused(ask_approval(unregistered, waiting.id), "step_up_required", 403)  # type: ignore[arg-type]
        other = submitted(amina, pay_each([User.objects.get(msisdn=number_of("chidi"))]))
        client = client_of(brian)
        code = answer_to(ask_approval(client, other.id, key="yes"))
        assert refused(ask_approval(client, waiting.id, key="yes", step_up=code), "invalid_code", 422)
        assert refused(ask_approval(client, other.id, key="other", step_up=code), "invalid_code", 422)
        unsigned = client.post(
            f"{DISBURSEMENTS}/{waiting.id}/approve",
            {"pin": "739184"},
            format="json",
            headers={"Idempotency-Key": "k", "Signature": "", "Signature-Input": ""},
        )
        assert unsigned.status_code in (401, 403, 400)


def test_a_session_that_ended_meanwhile_approves_nothing(
    amina: User, brian: User, waiting: Disbursement, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(brian)
    first = ask_approval(client, waiting.id, key="yes")
    lock = _approve.lock_disbursement

    def and_log_out(disbursement_id: UUID) -> Disbursement:
        accounts.end_all_sessions(person_id=brian.id, reason="test", now=clock.now())
        return lock(disbursement_id)

    monkeypatch.setattr(_approve, "lock_disbursement", and_log_out)
    with nothing_moves():
        answer = ask_approval(client, waiting.id, key="yes", step_up=answer_to(first))
        assert refused(answer, "session_ended", 401)


def test_of_two_cosigners_at_once_one_approves(amina: User, brian: User, waiting: Disbursement) -> None:
    grace = join("grace")
    make_cosigner(amina, grace)
    clients = [client_of(brian), client_of(grace)]
    codes = [answer_to(ask_approval(client, waiting.id, key="yes")) for client in clients]
    answers = run_together(
        8, lambda number: ask_approval(clients[number % 2], waiting.id, key="yes", step_up=codes[number % 2])
    )
    statuses = sorted(answer.status_code for answer in answers)
    # Whoever won gets the same answer each time; whoever lost is told that it is decided.
    assert statuses[0] == 200
    assert set(statuses) <= {200, 409, 422, 403}
    assert (available(amina), put_aside(waiting)) == (50, 50)
    assert Approval.objects.get().state == "APPROVED"
    assert OutboxEvent.objects.filter(topic="disbursements.approved").count() == 1


@pytest.mark.parametrize("round_", range(4))
def test_of_a_cancellation_and_an_approval_one_wins(
    amina: User, brian: User, waiting: Disbursement, round_: int
) -> None:
    client = client_of(brian)
    code = answer_to(ask_approval(client, waiting.id, key="yes"))
    owner = client_of(amina)

    def one(number: int) -> int:
        if number == 0:
            return int(ask_approval(client, waiting.id, key="yes", step_up=code).status_code)
        return int(owner.post(f"{DISBURSEMENTS}/{waiting.id}/cancel", {}, format="json").status_code)

    outcome = tuple(run_together(2, one))
    assert outcome in {(200, 409), (409, 200)}
    approved = outcome[0] == 200
    assert state_of(waiting) == ("APPROVED" if approved else "CANCELLED")
    assert Approval.objects.get().state == ("APPROVED" if approved else "VOIDED")
    assert available(amina) == (50 if approved else 100)
    assert list(verification.verify()) == []


def test_what_is_rejected_pays_nothing(amina: User, brian: User, waiting: Disbursement) -> None:
    client = client_of(brian)
    path = f"{DISBURSEMENTS}/{waiting.id}"
    assert refused(client.post(f"{path}/reject", {"reason": "  "}, format="json"), "invalid_input", 400)
    with nothing_moves():
        answer = client.post(f"{path}/reject", {"reason": "Line 2 is not ours."}, format="json")
    assert (answer.status_code, body_of(answer)["state"]) == (200, "REJECTED")
    assert Approval.objects.get().reason == "Line 2 is not ours."
    assert refused(client.post(f"{path}/reject", {"reason": "again"}, format="json"), "disbursement_conflict", 409)
    assert refused(ask_approval(client, waiting.id), "disbursement_conflict", 409)
    assert refused(client_of(amina).post(f"{path}/cancel", {}, format="json"), "disbursement_conflict", 409)


def test_steps_are_not_skipped_or_repeated(amina: User, brian: User) -> None:
    """SECURITY 21: 409."""
    join("chidi")
    row = checked(amina, pay_each([User.objects.get(msisdn=number_of("chidi"))]))
    owner, cosigner = client_of(amina), client_of(brian)
    path = f"{DISBURSEMENTS}/{row.id}"
    assert refused(ask_approval(cosigner, row.id), "disbursement_conflict", 409)
    assert owner.post(f"{path}/submit", {"accept_bad_rows": False}, format="json").status_code == 200
    again = owner.post(f"{path}/submit", {"accept_bad_rows": False}, format="json")
    assert refused(again, "disbursement_conflict", 409)
    assert not services.pay_out(disbursement_id=row.id, read_clock=clock.now)
    assert approve(brian, row.id, client=cosigner).status_code == 200
    assert refused(owner.post(f"{path}/cancel", {}, format="json"), "disbursement_conflict", 409)


def test_the_quote_is_what_is_charged(amina: User, brian: User) -> None:
    """A price that changes after the quote changes nothing of it; one that changes before it is in it."""
    join("chidi")
    row = checked(amina, csv_of([(number_of("chidi"), "30.00", ""), (number_of("chidi"), "1.00", "")]))
    set_fee(kind="DISBURSEMENT", currency="USD", percent=Decimal(1), tax_percent=Decimal(16), active_from=clock.now())
    owner = client_of(amina)
    answer = body_of(owner.post(f"{DISBURSEMENTS}/{row.id}/submit", {"accept_bad_rows": False}, format="json"))
    assert (answer["amount"], answer["fee"], answer["tax"], answer["total"]) == ("31.00", "0.31", "0.05", "31.36")
    set_fee(kind="DISBURSEMENT", currency="USD", flat=Decimal(5), active_from=clock.now())
    assert approve(brian, row.id).status_code == 200
    assert available(amina) == Decimal("68.64")
    lines = DisbursementRow.objects.filter(disbursement_id=row.id).order_by("line")
    assert list(lines.values_list("fee", "tax")) == [(Decimal("0.30"), Decimal("0.05")), (Decimal("0.01"), Decimal(0))]


def test_bad_rows_need_the_owners_yes(amina: User, brian: User) -> None:
    join("chidi")
    row = checked(amina, csv_of([(number_of("chidi"), "30.00", ""), ("nobody", "1.00", "")]))
    owner = client_of(amina)
    path = f"{DISBURSEMENTS}/{row.id}/submit"
    answer = owner.post(path, {"accept_bad_rows": False}, format="json")
    assert refused(answer, "bad_rows_not_accepted", 422)
    assert body_of(answer)["bad_rows"] == 1
    answer = body_of(owner.post(path, {"accept_bad_rows": True}, format="json"))
    assert (answer["valid_rows"], answer["bad_rows"], answer["total"]) == (1, 1, "30.00")


def test_a_price_that_leaves_nothing_makes_a_row_bad_at_the_quote(amina: User, brian: User) -> None:
    join("chidi")
    row = checked(amina, csv_of([(number_of("chidi"), "3.00", ""), (number_of("chidi"), "1.00", "")]))
    set_fee(kind="DISBURSEMENT", currency="USD", flat=Decimal(2), bearer="PAYEE", active_from=clock.now())
    owner: PhoneClient = client_of(amina)
    path = f"{DISBURSEMENTS}/{row.id}/submit"
    assert refused(owner.post(path, {"accept_bad_rows": False}, format="json"), "bad_rows_not_accepted", 422)
    answer = body_of(owner.post(path, {"accept_bad_rows": True}, format="json"))
    assert (answer["valid_rows"], answer["bad_rows"], answer["total"]) == (1, 1, "3.00")
    assert (answer["fee_bearer"], answer["fee"]) == ("PAYEE", "2.00")
