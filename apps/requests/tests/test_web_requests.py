"""Asking for money and answering on pages: the inbox, one request, and the payment that takes it with it."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.core import clock
from apps.requests import services
from apps.requests.models import PaymentRequest, RequestBlock
from apps.requests.tests.asking import asked, state_of
from apps.requests.web.answering import RequestPayView
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.pages import Browser, browser_of, draft_of, words_of
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db

REQUESTS = "/wallet/requests"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian", 20)


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def to_pay(web: Browser, row: PaymentRequest) -> str:
    """Where this request is confirmed."""
    begun = web.post(f"{REQUESTS}/{row.id}")
    assert begun.status_code == 303, words_of(begun)
    return str(begun["Location"])


def test_from_inbox_to_receipt(web: Browser, amina: User, brian: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.15"), active_from=clock.now())
    row = asked(brian, "amina", "24.50")
    page = words_of(web.get(REQUESTS))
    for said in ("Brian Mwangi", "dinner", "24.50 USD", "Waiting"):
        assert said in page
    assert "Brian Mwangi asks you" in words_of(web.get(f"{REQUESTS}/{row.id}"))
    address = to_pay(web, row)
    review = words_of(web.get(address))
    for said in ("Brian Mwangi", "0.15 USD", "24.65 USD", "Pay 24.50 USD"):
        assert said in review
    paid = web.confirm(address)
    payment = Transaction.objects.get()
    assert (paid.status_code, paid["Location"]) == (303, f"/wallet/activity/{payment.id}?new=1")
    row.refresh_from_db()
    assert (row.state, row.transaction_id) == ("PAID", payment.id)
    assert (available(amina), available(brian)) == (Decimal("75.35"), Decimal("44.50"))
    page = words_of(web.get(f"{REQUESTS}/{row.id}"))
    assert "Paid" in page
    assert "Show the payment" in page


def test_posted_twice_and_loaded_again_it_is_paid_once(web: Browser, amina: User, brian: User) -> None:
    address = to_pay(web, asked(brian, "amina", "10.00"))
    fields = web.confirmation(address)
    first, second = web.post(address, fields), web.post(address, fields)
    again = web.get(address)
    payment = Transaction.objects.get()
    assert first["Location"] == f"/wallet/activity/{payment.id}?new=1"
    for repeated in (second, again):
        assert (repeated.status_code, repeated["Location"]) == (303, f"/wallet/activity/{payment.id}?again=1")
    assert available(amina) == 90


def test_a_form_that_comes_again_while_the_first_is_just_paid_leads_to_the_payment(
    web: Browser, amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks for a payment before the first one commits, and at the request after it."""
    address = to_pay(web, asked(brian, "amina", "10.00"))
    fields = web.confirmation(address)
    web.post(address, fields)
    look, early = RequestPayView._paid, [None]
    monkeypatch.setattr(RequestPayView, "_paid", lambda view, draft: early.pop() if early else look(view, draft))
    paid = (303, f"/wallet/activity/{Transaction.objects.get().id}?again=1")
    posted = web.post(address, fields)
    assert (posted.status_code, posted["Location"]) == paid
    early.append(None)
    loaded = web.get(address)
    assert (loaded.status_code, loaded["Location"]) == paid
    assert available(amina) == 90


def test_two_drafts_of_one_request_pay_it_once(web: Browser, amina: User, brian: User) -> None:
    row = asked(brian, "amina", "10.00")
    first, second = to_pay(web, row), to_pay(web, row)
    fields = web.confirmation(second)
    assert web.confirm(first).status_code == 303
    refused = web.post(second, fields)
    assert refused.status_code == 409
    assert "was paid" in words_of(refused)
    assert available(amina) == 90
    assert web.post(f"{REQUESTS}/{row.id}").status_code == 409


def test_a_wrong_pin_moves_nothing(web: Browser, brian: User) -> None:
    row = asked(brian, "amina", "10.00")
    address = to_pay(web, row)
    with nothing_moves():
        assert web.confirm(address, pin="000000").status_code in (401, 403, 422)
    assert state_of(row) == "PENDING"


def test_without_enough_money_it_stays_and_can_be_paid_later(web: Browser, amina: User, brian: User) -> None:
    row = asked(brian, "amina", "500.00")
    address = to_pay(web, row)
    assert "There is not enough money in your wallet" in words_of(web.get(address))
    with nothing_moves():
        declined = web.confirm(address)
    assert declined.status_code == 303
    assert declined["Location"].startswith(f"{REQUESTS}/pay/")
    assert declined["Location"] != address
    assert state_of(row) == "PENDING"
    assert web.get(declined["Location"]).status_code == 200


def test_a_price_that_changes_meanwhile_is_shown_again(web: Browser, brian: User) -> None:
    address = to_pay(web, asked(brian, "amina", "10.00"))
    fields = web.confirmation(address)
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.15"), active_from=clock.now())
    with nothing_moves():
        changed = web.post(address, fields)
    assert changed.status_code == 409
    assert "The price has changed" in words_of(changed)


def test_a_draft_of_somebody_else_is_not_there(amina: User, brian: User) -> None:
    row = asked(brian, "amina", "10.00")
    address = to_pay(browser_of(amina), row)
    chidi = join("chidi", 50)
    with nothing_moves():
        assert browser_of(chidi).get(address).status_code == 404
        assert browser_of(chidi).post(address, {"pin": "1"}).status_code == 404
        # And a draft of one's own about somebody else's request.
        own = f"{REQUESTS}/pay/{draft_of(chidi, 'request', request_id=str(row.id))}"
        assert browser_of(chidi).get(own).status_code == 404
    assert state_of(row) == "PENDING"


def test_who_asked_does_not_pay_it(brian: User, amina: User) -> None:
    row = asked(brian, "amina", "10.00")
    assert browser_of(brian).post(f"{REQUESTS}/{row.id}").status_code == 404
    assert browser_of(brian).post(f"{REQUESTS}/{row.id}/decline").status_code == 404
    assert browser_of(amina).post(f"{REQUESTS}/{row.id}/cancel").status_code == 404
    assert browser_of(amina).post(f"{REQUESTS}/{row.id}/remind").status_code == 404
    assert state_of(row) == "PENDING"


@pytest.mark.parametrize("step", ["", "/decline", "/cancel", "/remind", "/block"])
def test_other_people_s_are_not_there(brian: User, amina: User, step: str) -> None:
    row = asked(brian, "amina", "10.00")
    chidi = browser_of(join("chidi"))
    for identity in (row.id, uuid4()):
        assert chidi.post(f"{REQUESTS}/{identity}{step}").status_code == 404
        if step in ("", "/block"):
            assert chidi.get(f"{REQUESTS}/{identity}{step}").status_code == 404
    assert state_of(row) == "PENDING"


def test_declining_is_said_and_cannot_be_repeated(web: Browser, brian: User) -> None:
    row = asked(brian, "amina", "10.00")
    for said in ("You have declined.", "The request was paid, declined, cancelled, or its time is over."):
        response = web.post(f"{REQUESTS}/{row.id}/decline")
        assert (response.status_code, response["Location"]) == (303, f"{REQUESTS}/{row.id}")
        assert said in words_of(web.get(response["Location"]))
    assert state_of(row) == "DECLINED"


def test_who_asked_reminds_once_a_day_and_takes_it_back(brian: User, amina: User) -> None:
    row, theirs = asked(brian, "amina", "10.00"), browser_of(brian)
    page = words_of(theirs.get(f"{REQUESTS}/{row.id}"))
    assert "You have asked Amina O." in page  # Not the whole name: to ask must not be a way to learn it.
    assert "Otieno" not in page
    theirs.post(f"{REQUESTS}/{row.id}/remind")
    page = words_of(theirs.get(f"{REQUESTS}/{row.id}"))
    assert "We have reminded them." in page
    assert "once a day" in page
    again = theirs.post(f"{REQUESTS}/{row.id}/remind")
    assert again.status_code == 303
    row.refresh_from_db()
    assert row.reminders == 1
    theirs.post(f"{REQUESTS}/{row.id}/cancel")
    assert state_of(row) == "CANCELLED"


def test_one_whose_time_is_over_cannot_be_paid(web: Browser, brian: User) -> None:
    row = asked(brian, "amina", "10.00", at=clock.now() - timedelta(days=8))
    page = words_of(web.get(f"{REQUESTS}/{row.id}"))
    assert "Expired" in page
    assert web.post(f"{REQUESTS}/{row.id}").status_code == 409


def test_blocking_hides_what_they_asked_and_can_be_undone(web: Browser, amina: User, brian: User) -> None:
    row = asked(brian, "amina", "10.00")
    address = f"{REQUESTS}/{row.id}/block"
    assert "They do not learn of it" in words_of(web.get(address))
    assert not RequestBlock.objects.exists()
    assert web.post(address)["Location"] == REQUESTS
    assert web.get(f"{REQUESTS}/{row.id}").status_code == 404
    assert "Brian" not in words_of(web.get(REQUESTS))
    assert state_of(row) == "PENDING"
    page = words_of(web.get(f"{REQUESTS}/blocked"))
    assert "Brian M." in page
    block = RequestBlock.objects.get()
    assert browser_of(brian).post(f"{REQUESTS}/blocked/{block.id}/end").status_code == 404
    assert web.post(f"{REQUESTS}/blocked/{block.id}/end").status_code == 303
    assert not RequestBlock.objects.exists()


def test_the_list_keeps_its_direction_and_its_pages(
    web: Browser, amina: User, brian: User, django_assert_max_num_queries: object
) -> None:
    rows = [asked(amina, "brian", "1.00") for _ in range(22)]
    services.decline_request(person_id=brian.id, request_id=rows[0].id, now=clock.now())
    assert web.get(REQUESTS).context["page"].rows == []
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        first = web.get(f"{REQUESTS}?direction=sent")
    assert len(first.context["page"].rows) == 20
    second = web.get(first.context["page"].older)
    assert [one.answer["id"] for one in second.context["page"].rows] == [str(rows[1].id), str(rows[0].id)]
    waiting = web.get(f"{REQUESTS}?direction=sent&state=PENDING&page_size=100")
    assert len(waiting.context["page"].rows) == 21


def test_a_form_of_another_site_is_refused(amina: User, brian: User) -> None:
    row = asked(brian, "amina", "10.00")
    strict = browser_of(amina, strict=True)
    for path in (f"{row.id}", f"{row.id}/decline", f"{row.id}/block", "new", f"blocked/{uuid4()}/end"):
        assert strict.post(f"{REQUESTS}/{path}").status_code == 403
    assert state_of(row) == "PENDING"


def test_strangers_are_asked_to_log_in(amina: User, brian: User) -> None:
    row = asked(brian, "amina", "10.00")
    for path in ("", "/new", f"/{row.id}", "/blocked"):
        assert Client().get(f"{REQUESTS}{path}")["Location"].startswith("/login")
