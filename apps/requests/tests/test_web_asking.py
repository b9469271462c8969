"""Asking one person or several on pages, and splitting a bill: who is asked for how much, once."""

from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings

from apps.accounts.models import User
from apps.requests.models import PaymentRequest, RequestGroup
from apps.requests.tests.asking import pay
from apps.transactions.tests.pages import Browser, browser_of, draft_of, words_of
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import give_wallet, join

pytestmark = pytest.mark.django_db

NEW, SPLIT = "/wallet/requests/new", "/wallet/split"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian", 100)


@pytest.fixture
def chidi() -> User:
    return join("chidi", 100)


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def ask(**changes: Any) -> dict[str, Any]:
    return {"to_0": "+254712000002", "amount": "12.50", "currency": "USD", "note": "dinner", **changes}


def split(**changes: Any) -> dict[str, Any]:
    return ask(**{"to_1": "+2348031000003", "amount": "100.00", "how": "equally", "with_me": "on", **changes})


def to_review(web: Browser, address: str, fields: dict[str, Any]) -> str:
    response = web.post(address, fields)
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def amounts() -> list[Decimal]:
    return list(PaymentRequest.objects.order_by("id").values_list("amount", flat=True))


def test_one_person_is_asked_after_their_name_was_shown(web: Browser, brian: User) -> None:
    review = to_review(web, NEW, ask())
    page = words_of(web.get(review))
    for said in ("Brian M.", "12.50 USD", "dinner", "7 days" if settings.REQUEST_DAYS == 7 else "days"):
        assert said in page
    assert "Mwangi" not in page
    assert not PaymentRequest.objects.exists()
    asked = web.post(review)
    row = PaymentRequest.objects.get()
    assert (asked.status_code, asked["Location"]) == (303, f"/wallet/requests/{row.id}")
    assert (row.payer_id, row.amount, row.note) == (brian.id, Decimal("12.50"), "dinner")


def test_posted_twice_and_loaded_again_it_is_asked_once(web: Browser, brian: User, chidi: User) -> None:
    review = to_review(web, SPLIT, split())
    for response in (web.post(review), web.post(review), web.get(review)):
        group = RequestGroup.objects.get()
        assert (response.status_code, response["Location"]) == (303, f"/wallet/split/{group.id}")
    assert PaymentRequest.objects.count() == 2


def test_several_are_asked_for_the_same_each(web: Browser, amina: User, brian: User, chidi: User) -> None:
    send(amina, "brian", 1)
    review = to_review(web, NEW, ask(to_0="+2348031000003", person=[str(brian.id)]))
    assert web.post(review).status_code == 303
    assert amounts() == [Decimal("12.50"), Decimal("12.50")]
    assert RequestGroup.objects.get().total == 25


def test_a_bill_is_split_to_the_cent(web: Browser, brian: User, chidi: User) -> None:
    review = to_review(web, SPLIT, split())
    page = words_of(web.get(review))
    for said in ("100.00 USD", "33.34 USD", "33.33 USD", "Your own share"):
        assert said in page
    web.post(review)
    assert amounts() == [Decimal("33.34"), Decimal("33.33")]
    assert RequestGroup.objects.get().own_share == Decimal("33.33")


def test_without_me_the_others_bear_all_of_it(web: Browser, brian: User, chidi: User) -> None:
    fields = split()
    del fields["with_me"]
    web.post(to_review(web, SPLIT, fields))
    assert amounts() == [50, 50]
    assert RequestGroup.objects.get().own_share is None


def test_by_amounts_what_is_left_is_my_own(web: Browser, brian: User, chidi: User) -> None:
    review = to_review(web, SPLIT, split(how="amounts"))
    assert web.get(review).status_code == 200
    too_much = web.post(review, {"share_0": "60", "share_1": "40"})
    assert too_much.status_code == 400
    assert "The shares do not add up to the bill." in words_of(too_much)
    for wrong in ("", "0", "-1", "1e3", "1_000", "１２", "1.005"):
        assert web.post(review, {"share_0": wrong, "share_1": "40"}).status_code == 400
    assert not PaymentRequest.objects.exists()
    assert web.post(review, {"share_0": "50.50", "share_1": "20"}).status_code == 303
    assert amounts() == [Decimal("50.50"), 20]
    assert RequestGroup.objects.get().own_share == Decimal("29.50")


def test_by_amounts_without_me_they_have_to_add_up(web: Browser, brian: User, chidi: User) -> None:
    fields = split(how="amounts")
    del fields["with_me"]
    review = to_review(web, SPLIT, fields)
    assert web.post(review, {"share_0": "50", "share_1": "20"}).status_code == 400
    assert web.post(review, {"share_0": "70", "share_1": "30"}).status_code == 303
    assert RequestGroup.objects.get().own_share is None


def test_the_progress_says_who_has_paid(web: Browser, amina: User, brian: User, chidi: User) -> None:
    web.post(to_review(web, SPLIT, split()))
    group = RequestGroup.objects.get()
    pay(brian, PaymentRequest.objects.get(payer_id=brian.id))
    page = words_of(web.get(f"/wallet/split/{group.id}"))
    for said in ("33.34 USD", "66.67 USD", "1 of 2 people have paid", "Brian M.", "Paid", "Chidi O.", "Waiting"):
        assert said in page
    assert browser_of(brian).get(f"/wallet/split/{group.id}").status_code == 404


AMOUNTS = ["", "0", "-1", "1e3", "1_000", "１２", "12.505", "NaN", "1" * 20]


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("address", [NEW, SPLIT])
def test_what_is_no_amount_is_said_at_the_field(web: Browser, brian: User, address: str, amount: str) -> None:
    response = web.post(address, ask(amount=amount, how="equally"))
    assert response.status_code == 400
    assert response.context["form"].errors["amount"]
    assert "dinner" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"to_0": ""}, "Say who is to pay."),
        ({"to_0": "+254712000001"}, "You cannot ask yourself for money."),
        ({"to_1": "brian@example.org"}, "The same person stands in the request twice."),
        ({"to_0": "+254799999999"}, "Nobody"),
        ({"to_0": "0712"}, "Nobody"),
        ({"person": ["019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77"]}, "not one of the available choices"),
        ({"currency": "EUR"}, "not one of the available choices"),
    ],
)
def test_who_cannot_be_asked_is_said(web: Browser, brian: User, changes: dict[str, Any], said: str) -> None:
    response = web.post(NEW, ask(**changes))
    assert response.status_code in (400, 422)
    assert said in words_of(response)
    assert not PaymentRequest.objects.exists()


def test_a_bill_too_small_is_refused_before_anybody_is_asked(web: Browser, brian: User, chidi: User) -> None:
    response = web.post(SPLIT, split(amount="0.02"))
    assert response.status_code == 400
    assert "too small to be split" in words_of(response)


def test_another_line_comes_without_scripts_and_keeps_what_is_typed(web: Browser, brian: User) -> None:
    fields = split(more="1", note="keep me", how="amounts")
    del fields["with_me"]
    response = web.post(SPLIT, fields)
    assert response.status_code == 200
    form = response.context["form"]
    assert form.lines == ["to_0", "to_1", "to_2"]
    assert form["to_1"].value() == "+2348031000003"
    assert (form["note"].value(), form["how"].value(), form["with_me"].value()) == ("keep me", "amounts", False)
    assert not form.errors


def test_a_draft_of_somebody_else_is_not_there(amina: User, brian: User) -> None:
    content = {"people": [{"id": str(brian.id), "name": "B"}], "amount": "1.00", "currency": "USD", "note": ""}
    draft = draft_of(amina, "ask", how="each", with_me=False, **content)
    for response in (browser_of(brian).get(f"{NEW}/{draft}"), browser_of(brian).post(f"{NEW}/{draft}")):
        assert response.status_code == 404
    assert not PaymentRequest.objects.exists()


def test_only_currencies_i_have_are_offered(web: Browser, amina: User, brian: User) -> None:
    give_wallet(amina, 0, currency="KES")
    page = web.get(NEW)
    assert [code for code, _ in page.context["form"].fields["currency"].choices] == ["USD", "KES"]
    assert web.post(to_review(web, NEW, ask(currency="KES"))).status_code == 303
