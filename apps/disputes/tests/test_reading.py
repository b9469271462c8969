"""What both sides see of their disputes: in the list, one by one, in their data export; and in their inbox."""

from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.exports import contributions
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.disputes import services
from apps.disputes.tests.cases import (
    Case,
    acceptance,
    case,
    contested,
    for_payee,
    for_payer,
    judge,
    later,
    opened,
    post,
    show,
    waiting,
)  # fmt: skip
from apps.notifications.models import Notification
from apps.transactions.tests.payments import body_of, send
from apps.wallets.tests.factories import join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def found() -> Case:
    return case()


def several(found: Case, count: int) -> list[str]:
    ids = []
    for _ in range(count):
        payment = send(found.amina, "brian", 1).transaction
        ids.append(str(opened(Case(found.amina, found.brian, payment)).id))
    return ids


def test_both_sides_read_both_statements_and_nobody_else_anything(found: Case) -> None:
    dispute = waiting(found)
    for person, side in ((found.amina, "payer"), (found.brian, "payee")):
        body = body_of(client_of(person).get(f"/api/v1/disputes/{dispute.id}"))
        assert (body["side"], body["statement"], body["answer"]) == (
            side, "The chairs never came.", "They were delivered on Friday.",
        )  # fmt: skip
    chidi = client_of(join("chidi"))
    for identity in (dispute.id, uuid4()):
        answer = chidi.get(f"/api/v1/disputes/{identity}")
        assert (answer.status_code, body_of(answer)["code"]) == (404, "dispute_not_found")
    assert body_of(chidi.get("/api/v1/disputes")) == {"results": [], "next": None, "previous": None}
    chidi.credentials()
    assert chidi.get("/api/v1/disputes").status_code == chidi.get(f"/api/v1/disputes/{dispute.id}").status_code == 401


def test_the_list_is_paged_both_ways_newest_first(found: Case) -> None:
    ids = several(found, 5)[::-1]
    for person in (found.amina, found.brian):
        client = client_of(person)
        first = body_of(client.get("/api/v1/disputes?page_size=2"))
        second = body_of(client.get(first["next"]))
        third = body_of(client.get(second["next"]))
        listed = [row["id"] for page in (first, second, third) for row in page["results"]]
        assert listed == ids and third["next"] is None
        assert body_of(client.get(second["previous"]))["results"] == first["results"]


def test_the_list_holds_what_one_pays_and_what_one_is_paid(found: Case) -> None:
    back = send(found.brian, "amina", 3).transaction
    mine, theirs = opened(found), opened(Case(found.brian, found.amina, back))
    rows = body_of(client_of(found.amina).get("/api/v1/disputes"))["results"]
    assert [(row["id"], row["side"]) for row in rows] == [(str(theirs.id), "payee"), (str(mine.id), "payer")]


def test_the_list_is_narrowed_by_state(found: Case) -> None:
    several(found, 2)
    dispute = waiting(found)
    client = client_of(found.amina)
    rows = body_of(client.get("/api/v1/disputes?state=ANSWERED"))["results"]
    assert [row["id"] for row in rows] == [str(dispute.id)]
    assert body_of(client.get("/api/v1/disputes?state=WITHDRAWN"))["results"] == []


@pytest.mark.parametrize("query", ["state=open", "state=", "status=OPEN", "page_size=0", "cursor=x", "page_size=101"])
def test_a_list_asked_for_wrongly_is_refused(found: Case, query: str) -> None:
    assert client_of(found.amina).get(f"/api/v1/disputes?{query}").status_code == 400


def test_a_page_costs_the_same_however_many_there_are(found: Case, django_assert_num_queries: Any) -> None:
    several(found, 4)
    client = client_of(found.amina)
    client.get("/api/v1/disputes")
    with django_assert_num_queries(3):
        client.get("/api/v1/disputes")


def test_the_data_export_has_what_its_person_sees(found: Case) -> None:
    dispute = opened(found)
    show(client_of(found.amina), dispute)
    show(client_of(found.brian), dispute)
    contested(dispute)
    for_payer(dispute, judge(), "10")
    (part,) = [one for one in contributions() if one.name == "disputes"]
    for person, side in ((found.amina, "payer"), (found.brian, "payee")):
        (row,) = part.rows(person.id)
        assert part.expected(person.id) == 1
        assert (row["side"], row["state"], row["amount"], row["paid_back"]) == (
            side, "DECIDED_FOR_PAYER", "40.00", "10.00",
        )  # fmt: skip
        assert (row["statement"], row["answer"]) == ("The chairs never came.", "They were delivered on Friday.")
        assert [picture["note"] for picture in row["pictures"]] == ["the door"], "their own only"
        assert "decided_by" not in row
    assert list(part.rows(join("chidi").id)) == []


# In their inbox.


def told(person: Any) -> list[tuple[str, str]]:
    deliver_events()
    rows = Notification.objects.filter(person_id=person.id, topic__startswith="dispute").order_by("id")
    return [(row.topic, row.body) for row in rows]


def topics(found: Case) -> tuple[list[str], list[str]]:
    return [topic for topic, _ in told(found.amina)], [topic for topic, _ in told(found.brian)]


def test_both_are_told_at_each_step(found: Case) -> None:
    dispute = opened(found)
    assert topics(found) == (["dispute_opened"], ["dispute_received"])
    contested(dispute)
    assert topics(found) == (["dispute_opened", "dispute_contested"], ["dispute_received", "dispute_answer_kept"])
    for_payee(dispute, judge())
    amina, brian = told(found.amina), told(found.brian)
    assert (amina[-1][0], brian[-1][0]) == ("dispute_refused", "dispute_kept")
    for _, body in (amina[-1], brian[-1]):
        assert "It was delivered." in body and found.payment.reference in body
    deliver_events()
    assert len(told(found.amina)) == 3


def test_both_are_told_what_came_back_and_what_did_not() -> None:
    found = case(spent=30)
    dispute = waiting(found)
    pay_in(wallet_of(found.brian), 5)
    for_payer(dispute, judge())
    (*_, (topic, body)), (*_, (other, words)) = told(found.amina), told(found.brian)
    assert (topic, other) == ("dispute_paid_back", "dispute_given_back")
    for text in (body, words):
        assert "15.00 USD" in text and "25.00 USD" in text and "No proof of delivery." in text
    refunds = Notification.objects.filter(topic__startswith="refund").values_list("person_id", "topic")
    assert set(refunds) == {(found.amina.id, "refund_received"), (found.brian.id, "refund_sent")}


def test_both_are_told_that_nobody_answered_and_that_it_was_withdrawn(found: Case) -> None:
    dispute = opened(found, now=later(days=-6))
    services.move_overdue(now=clock.now())
    services.withdraw(payer_id=found.amina.id, dispute_id=dispute.id, now=clock.now())
    assert topics(found) == (
        ["dispute_opened", "dispute_unanswered", "dispute_withdrawn"],
        ["dispute_received", "dispute_unanswered", "dispute_withdrawn"],
    )


def test_both_are_told_that_the_payee_gave_in(found: Case) -> None:
    dispute = opened(found)
    post(client_of(found.brian), f"disputes/{dispute.id}/answer", acceptance())
    assert topics(found) == (["dispute_opened", "dispute_paid_back"], ["dispute_received", "dispute_given_back"])


def test_no_words_of_one_side_reach_the_other_in_our_name(found: Case) -> None:
    contested(opened(found))
    texts = [body for person in (found.amina, found.brian) for _, body in told(person)]
    assert texts and not any("chairs" in text or "Friday" in text for text in texts)
