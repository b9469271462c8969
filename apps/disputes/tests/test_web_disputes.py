"""Disputes on pages: begun from a payment, answered by the other side, with pictures that only their side sees."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.accounts.tests.factories import PIN
from apps.accounts.tests.web import answered
from apps.core import clock
from apps.core.tests.pictures import photograph
from apps.disputes.models import Dispute, DisputeEvidence
from apps.disputes.tests.cases import Case, case, contested, for_payer, judge, opened
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db

DISPUTES = "/wallet/disputes"


@pytest.fixture
def found() -> Case:
    return case()


@pytest.fixture
def payer(found: Case) -> Browser:
    return browser_of(found.amina)


@pytest.fixture
def payee(found: Case) -> Browser:
    return browser_of(found.brian)


def complaint(**changes: Any) -> dict[str, Any]:
    return {"key_id": str(uuid4()), "reason": "NOT_RECEIVED", "statement": "They never came.", "amount": "", **changes}


def picture(name: str = "lorry.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photograph(), "image/jpeg")


def test_a_payment_is_disputed_once_however_often_it_is_posted(payer: Browser, found: Case) -> None:
    address = f"/wallet/activity/{found.payment.id}/dispute"
    page = payer.get(address)
    assert "Can be disputed 40.00 USD" in words_of(page)
    fields = complaint(key_id=page.context["form"]["key_id"].value(), amount="15.00")
    for _ in range(2):
        begun = payer.post(address, fields)
        row = Dispute.objects.get()
        assert (begun.status_code, begun["Location"]) == (303, f"{DISPUTES}/{row.id}")
    assert (row.amount, row.held_amount, row.statement) == (15, 15, "They never came.")
    assert available(found.brian) == 25
    said = words_of(payer.get(begun["Location"]))
    for words in ("You dispute a payment to Brian Mwangi", "15.00 USD", "They never came.", "Waits for the answer"):
        assert words in said
    assert payer.get(address).status_code == 200
    assert payer.post(address, complaint()).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        *[({"amount": text}, "amount") for text in ("0", "-1", "1e3", "1_000", "１２", "1.005")],
        ({"reason": "BORED"}, "reason"),
        ({"reason": ""}, "reason"),
        ({"statement": ""}, "statement"),
        ({"statement": "  \n "}, "statement"),
        ({"statement": "x" * 1001}, "statement"),
        ({"key_id": "x"}, "__all__"),
        ({"key_id": ""}, "__all__"),
        ({"amount": "40.01"}, "__all__"),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field(
    payer: Browser, found: Case, changes: dict[str, Any], field: str
) -> None:
    with nothing_moves():
        response = payer.post(f"/wallet/activity/{found.payment.id}/dispute", complaint(**changes))
    assert response.status_code in (400, 422)
    assert field in response.context["form"].errors
    assert not Dispute.objects.exists()


def test_only_who_paid_disputes_and_only_what_was_paid(payer: Browser, payee: Browser, found: Case) -> None:
    address = f"/wallet/activity/{found.payment.id}/dispute"
    assert payee.get(address).status_code == 409
    assert payee.post(address, complaint()).status_code == 409
    chidi = browser_of(join("chidi"))
    assert chidi.get(address).status_code == 404
    assert chidi.post(address, complaint()).status_code == 404
    declined = send(found.amina, "brian", 5000).transaction
    assert payer.get(f"/wallet/activity/{declined.id}/dispute").status_code == 409
    assert not Dispute.objects.exists()


def test_the_payee_contests_and_both_read_it(payer: Browser, payee: Browser, found: Case) -> None:
    row = opened(found)
    address = f"{DISPUTES}/{row.id}"
    page = words_of(payee.get(address))
    for said in ("Amina Otieno disputes a payment to you", "The money is mine", "Give it back"):
        assert said in page
    assert payee.post(f"{address}/contest", {"statement": ""}).status_code == 400
    assert payee.post(f"{address}/contest", {"statement": "They were delivered."})["Location"] == address
    row.refresh_from_db()
    assert (row.state, row.answer) == ("ANSWERED", "They were delivered.")
    for side in (payer, payee):
        page = words_of(side.get(address))
        assert "They were delivered." in page
        assert "Somebody of us looks at what both sides say." in page
    assert payee.post(f"{address}/contest", {"statement": "Another one."}).status_code in (409, 422)
    assert payee.get(f"{address}/contest").status_code == 303


def test_the_payee_gives_it_back_once_with_the_pin(payee: Browser, payer: Browser, found: Case) -> None:
    row = opened(found)
    address = f"{DISPUTES}/{row.id}/accept"
    page = payee.get(address)
    assert "Give back 40.00 USD" in words_of(page)
    fields = {"key": page.context["form"]["key"].value(), "statement": "Sorry.", "pin": PIN}
    with nothing_moves():
        assert payee.post(address, payee.sign({**fields, "pin": "000000"}, address)).status_code in (401, 403, 422)
        assert payee.post(address, payee.sign({**fields, "key": "web-x"}, address)).status_code == 422
    signed = payee.sign(fields, address)
    for _ in range(2):
        given = payee.post(address, signed)
        assert (given.status_code, given["Location"]) == (303, f"{DISPUTES}/{row.id}")
    row.refresh_from_db()
    assert (row.state, row.is_accepted) == ("DECIDED_FOR_PAYER", True)
    assert (available(found.amina), available(found.brian)) == (100, 0)
    page = words_of(payer.get(f"{DISPUTES}/{row.id}"))
    for said in ("The payee agreed, and gave the money back.", "40.00 USD went back.", "Sorry."):
        assert said in page


def test_without_a_device_a_code_confirms_it(found: Case) -> None:
    row = opened(found)
    web = browser_of(found.brian, registered=False)
    address = f"{DISPUTES}/{row.id}/accept"
    fields = {"key": web.get(address).context["form"]["key"].value(), "statement": "", "pin": PIN}
    with nothing_moves():
        asked = web.post(address, fields)
    assert asked.status_code == 403
    assert "we have sent a code" in words_of(asked)
    assert web.post(address, answered(fields, asked)).status_code == 303
    assert available(found.amina) == 100


def test_nobody_takes_the_other_sides_step(payer: Browser, payee: Browser, found: Case) -> None:
    row = opened(found)
    address = f"{DISPUTES}/{row.id}"
    with nothing_moves():
        for path in ("accept", "contest"):
            assert payer.get(f"{address}/{path}").status_code == 403
            assert payer.post(f"{address}/{path}", {"statement": "x"}).status_code == 403
        assert payee.get(f"{address}/withdraw").status_code == 403
        assert payee.post(f"{address}/withdraw").status_code == 403
    row.refresh_from_db()
    assert row.state == "OPEN"


def test_it_is_withdrawn_after_a_question(payer: Browser, found: Case) -> None:
    row = opened(found)
    address = f"{DISPUTES}/{row.id}"
    assert payer.get(f"{address}/withdraw").status_code == 200
    assert available(found.brian) == 0
    for _ in range(2):
        assert payer.post(f"{address}/withdraw")["Location"] == address
    assert available(found.brian) == 40
    assert "Withdrawn" in words_of(payer.get(address))


def test_a_decision_is_told_with_its_reason(payer: Browser, payee: Browser, found: Case) -> None:
    row = contested(opened(found))
    for_payer(row, judge())
    row.refresh_from_db()
    for side in (payer, payee):
        page = words_of(side.get(f"{DISPUTES}/{row.id}"))
        assert row.decision_reason in page
        assert "went back" in page
        assert "Withdraw the dispute" not in page


def test_without_an_answer_in_time_it_says_so(payer: Browser, found: Case) -> None:
    row = opened(found, now=clock.now() - timedelta(days=6))
    Dispute.objects.filter(pk=row.pk).update(state="UNDER_REVIEW")
    assert "There was no answer in time." in words_of(payer.get(f"{DISPUTES}/{row.id}"))


def test_pictures_are_added_and_only_ones_own_are_there(payer: Browser, payee: Browser, found: Case) -> None:
    row = opened(found)
    address = f"{DISPUTES}/{row.id}"
    added = payer.post(address, {"picture": picture(), "note": "The empty lorry"})
    assert (added.status_code, added["Location"]) == (303, address)
    evidence = DisputeEvidence.objects.get()
    assert "The empty lorry" in words_of(payer.get(address))
    assert "The empty lorry" not in words_of(payee.get(address))
    own = payer.get(f"{address}/pictures/{evidence.id}")
    assert (own.status_code, own["Content-Type"]) == (200, "image/jpeg")
    assert "attachment" in own["Content-Disposition"]
    assert payee.get(f"{address}/pictures/{evidence.id}").status_code == 404


@pytest.mark.parametrize(
    "file",
    [
        None,
        SimpleUploadedFile("a.jpg", b"", "image/jpeg"),
        SimpleUploadedFile("a.jpg", b"<svg onload='x'/>", "image/jpeg"),
        SimpleUploadedFile("a.jpg", b"x" * (8 * 1024 * 1024 + 1), "image/jpeg"),
    ],
    ids=["none", "empty", "no picture", "too large"],
)
def test_what_is_no_picture_is_refused(payer: Browser, found: Case, file: Any) -> None:
    row = opened(found)
    response = payer.post(f"{DISPUTES}/{row.id}", {"picture": file} if file else {})
    assert response.status_code == 400
    assert response.context["form"].errors
    assert not DisputeEvidence.objects.exists()


def test_after_five_there_is_no_form_for_another(payer: Browser, found: Case) -> None:
    row = opened(found)
    for _ in range(5):
        assert payer.post(f"{DISPUTES}/{row.id}", {"picture": picture()}).status_code == 303
    assert "Add this picture" not in words_of(payer.get(f"{DISPUTES}/{row.id}"))
    refused = payer.post(f"{DISPUTES}/{row.id}", {"picture": picture()})
    assert refused.status_code == 409
    # From another tab, whose form is not on the page any more: it is said all the same.
    assert "Each side can add 5 pictures." in words_of(refused)
    assert DisputeEvidence.objects.count() == 5


def test_other_people_s_are_not_there(found: Case) -> None:
    row, chidi = opened(found), browser_of(join("chidi"))
    for identity in (row.id, uuid4()):
        for path in ("", "/contest", "/accept", "/withdraw", f"/pictures/{uuid4()}"):
            assert chidi.get(f"{DISPUTES}/{identity}{path}").status_code == 404
        for path in ("/contest", "/accept", "/withdraw"):
            assert chidi.post(f"{DISPUTES}/{identity}{path}", {"statement": "x"}).status_code == 404
    assert chidi.get(DISPUTES).context["page"].rows == []


def test_the_list_costs_the_same_however_long(
    payer: Browser, found: Case, django_assert_max_num_queries: object
) -> None:
    for _ in range(4):
        payment = send(found.amina, "brian", 1).transaction
        opened(Case(found.amina, found.brian, payment))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page = payer.get(DISPUTES)
    assert [one.answer["amount"] for one in page.context["page"].rows] == ["1.00"] * 4
    assert Decimal(page.context["page"].rows[0].answer["held"]) == 1


def test_a_form_of_another_site_is_refused(found: Case) -> None:
    row = opened(found)
    strict = browser_of(found.brian, strict=True)
    for path in ("", "/contest", "/accept", "/withdraw"):
        assert strict.post(f"{DISPUTES}/{row.id}{path}", {"statement": "x"}).status_code == 403
    assert Client().get(f"{DISPUTES}/{row.id}")["Location"].startswith("/login")
