"""Everything one request set off, found by its id; and logs that are searched by it."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import AuditRecord
from apps.gateways.models import Message
from apps.operations.overviews.trace import MOST
from apps.operations.tests.overviews import (
    MOST_STATEMENTS,
    look,
    operator,
    operator_once,
    reads_without_index,
    staff_with,
    statements_of,
)
from apps.transactions.models import Transaction
from apps.transactions.tests.outside import operation_of, submit, withdraw
from apps.transactions.tests.payments import fields, transfer
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


def trace(request_id: str) -> str:
    return f"/admin/traces/{quote(request_id, safe='')}/"


def wire(request_id: str, **more: object) -> Message:
    facts = {"gateway_code": "testbank", "direction": "OUT", "method": "POST", "path": "/payouts", "status": 200}
    return Message.objects.create(id=uuid7(), request_id=request_id, created_at=clock.now(), **{**facts, **more})


def test_a_request_is_shown_with_all_it_set_off() -> None:
    amina, _ = join("amina", 100), join("brian")
    answer = transfer(client_of(amina), fields(amount="10.00"))
    request_id = answer["X-Request-ID"]
    wire(request_id)
    olga = operator()
    words = look(olga, trace(request_id))
    payment = Transaction.objects.get()
    for part in (
        request_id,
        "Completed Transactions, by the app",
        f"Transfer 10.00 USD to Brian Mwangi Completed {payment.reference}",
        "Event transactions.completed",
        "We asked: POST /payouts 200",
        "Amina Otieno",
    ):
        assert part in words, part
    statements = statements_of(olga, trace(request_id))
    assert len(statements) <= MOST_STATEMENTS
    assert reads_without_index(statements) == []


def test_what_staff_did_is_traced_as_well() -> None:
    amina, olga = make_person("amina"), operator()
    request_id = olga.get(f"/admin/people/{amina.id}/")["X-Request-ID"]
    words = look(olga, trace(request_id))
    assert f"Saw: Everything about a person accounts.user {amina.id} Staff, by Olga Operator" in words


@pytest.mark.parametrize(
    "request_id",
    [
        "no-such-request",
        "x" * 1000,
        "'; DROP TABLE x; --",
        '"><script>alert(1)</script>',
        "نص\u202e",
        "a/b/c",
        "a\x00b",
        "😀",
    ],
)
def test_an_id_of_nothing_is_a_clean_page(request_id: str) -> None:
    page = operator().get(trace(request_id))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Nothing known" in text
    assert "<script>alert" not in text


def test_whoever_looks_at_what_a_request_set_off_is_written_down() -> None:
    """It names people and what they paid, as their own pages do."""
    amina, _ = join("amina", 100), join("brian")
    request_id = transfer(client_of(amina), fields(amount="10.00"))["X-Request-ID"]
    olga = operator()
    look(olga, trace(request_id))
    look(olga, trace("no-such-request"))
    seen = AuditRecord.objects.get(verb="SAW")
    assert (seen.what, seen.subject_kind, seen.subject_id) == ("What a request set off", "core.request", request_id)


def test_each_part_is_for_who_may_see_it() -> None:
    amina, _ = join("amina", 100), join("brian")
    request_id = transfer(client_of(amina), fields(amount="10.00"))["X-Request-ID"]
    wire(request_id)
    words = look(staff_with("accounts.view_activity"), trace(request_id))
    assert "by the app" in words
    for part in ("10.00", "POST", "Event", "Otieno"):
        assert part not in words, part
    assert staff_with("accounts.view_user").get(trace(request_id)).status_code == 403


def test_a_job_with_one_id_for_all_it_does_is_cut() -> None:
    amina = make_person("amina")
    Activity.objects.bulk_create(
        Activity(person_id=amina.id, action="tests.did", channel="queue", request_id="nightly-job", at=clock.now())
        for _ in range(MOST + 5)
    )
    assert f"more than {MOST} things" in look(operator(), trace("nightly-job"))


def shown(path: str, **query: str) -> str:
    return operator_once().get(path, query).content.decode()


def test_activity_is_found_by_request_person_payment_and_action() -> None:
    amina, brian = join("amina", 100), join("brian")
    request_id = transfer(client_of(amina), fields(amount="10.00"))["X-Request-ID"]
    payment = Transaction.objects.get()
    Activity.objects.create(person_id=brian.id, action="tests.waved", channel="api", at=clock.now())
    path = "/admin/accounts/activity/"
    for term in (request_id, str(payment.id), amina.msisdn, f"{amina.msisdn} transactions.completed".split(" ", 1)[1]):
        page = shown(path, q=term)
        assert str(payment.id) in page and "tests.waved</a>" not in page, term
    assert "tests.waved</a>" in shown(path, q=f"{brian.id} tests.waved")
    assert "tests.waved</a>" not in shown(path, q=f"{amina.id} tests.waved")
    assert f'href="{trace(request_id)}"' in shown(path, q=request_id)
    for odd in ("'", "\u202e", str(uuid4()), "x" * 1000):
        assert "tests.waved</a>" not in shown(path, q=odd)


def test_messages_are_found_by_payment_and_person() -> None:
    amina = join("amina", 100)
    payment = withdraw(amina, "40.00")
    submit(payment)
    wire("", operation_id=operation_of(payment).id, path="/hers")
    wire("somebody-elses", path="/others")
    path = "/admin/gateways/message/"
    for term in (str(payment.id), str(operation_of(payment).id), amina.msisdn, str(amina.id)):
        page = shown(path, q=term)
        assert "/hers" in page and "/others" not in page, term
    assert "/others" in shown(path, q="somebody-elses")
