"""The operators' pages of reversals: one asks on the payment's page, another one decides, and nobody edits."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.transactions.models import Receivable, ReversalRequest, Transaction
from apps.transactions.tests.giving_back import Policy, ask_to_reverse, books_are_right, paid, reversal_of
from apps.transactions.tests.giving_back import reverse as reverse_payment
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


def staff(*codenames: str) -> tuple[User, Client]:
    """Somebody who may see everything, and do what these permissions allow."""
    person = UserFactory.create(is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_") | Permission.objects.filter(codename__in=codenames)
    )
    client = Client()
    client.force_login(person)
    return person, client


def act(client: Client, row: Any, action: str, **fields: Any) -> Any:
    page = f"/admin/transactions/{row._meta.model_name}/{row.pk}/{action}/"
    return client.post(page, {"_form_submitted": "on", **fields})


def page_of(client: Client, row: Any) -> str:
    answer = client.get(reverse(f"admin:transactions_{row._meta.model_name}_change", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_asks_and_another_one_approves(amina: User, brian: User) -> None:
    original = paid(amina)
    maker, asking = staff("add_reversalrequest", "change_reversalrequest")
    assert f"/{original.pk}/reverse/" in page_of(asking, original)
    act(asking, original, "reverse", policy="REFUSE", reason="sent by mistake")
    request = ReversalRequest.objects.get()
    assert (request.transaction_id, request.requested_by_id, request.reason) == (
        original.id,
        maker.id,
        "sent by mistake",
    )
    assert available(amina) == 90
    with nothing_moves():
        act(asking, request, "approve")
    assert "/approve/" not in page_of(asking, request), "who asked is not offered to decide"
    _, deciding = staff("change_reversalrequest")
    assert "/approve/" in page_of(deciding, request)
    act(deciding, request, "approve")
    request.refresh_from_db()
    assert (request.state, available(amina), available(brian)) == ("DONE", 100, 0)
    text = page_of(deciding, request)
    assert original.reference in text and maker.full_name in text
    assert "/approve/" not in text
    assert "Went back" in page_of(deciding, original)
    assert books_are_right()


def test_who_only_looks_decides_nothing(amina: User, brian: User) -> None:
    """SECURITY 16: auditors are refused every write."""
    original = paid(amina)
    request = ask_to_reverse(original, UserFactory.create(is_staff=True))
    _, auditor = staff()
    with nothing_moves():
        for row, action in ((original, "reverse"), (request, "approve"), (request, "reject"), (request, "withdraw")):
            answer = act(auditor, row, action, policy="REFUSE", reason="r")
            assert answer.status_code == 403, action
    request.refresh_from_db()
    assert request.state == "REQUESTED"
    for page in ("add", f"{request.pk}/delete"):
        assert auditor.get(f"/admin/transactions/reversalrequest/{page}/").status_code == 403


def test_rejected_and_taken_back(amina: User, brian: User) -> None:
    maker, asking = staff("add_reversalrequest")
    _, deciding = staff("change_reversalrequest")
    first = ask_to_reverse(paid(amina), maker)
    act(deciding, first, "reject", reason="no reason to")
    second = ask_to_reverse(paid(amina), maker)
    with nothing_moves():
        act(asking, second, "withdraw", reason="wrong one")
    assert list(ReversalRequest.objects.values_list("state", flat=True)) == ["REJECTED", "REJECTED"]
    assert "no reason to" in page_of(deciding, first)


def test_why_it_could_not_be_done_is_said(amina: User, brian: User) -> None:
    join("chidi")
    original = paid(amina)
    request = ask_to_reverse(original, UserFactory.create(is_staff=True))
    send(brian, "chidi", 10)
    _, deciding = staff("change_reversalrequest")
    with nothing_moves():
        act(deciding, request, "approve")
    text = page_of(deciding, request)
    assert "The payee has spent the money" in text


def test_what_is_owed_is_collected(amina: User, brian: User) -> None:
    join("chidi")
    original = paid(amina)
    send(brian, "chidi", 10)
    reverse_payment(original, Policy.RECEIVABLE)
    owed = Receivable.objects.get()
    pay_in(wallet_of(brian), 4)
    _, auditor = staff()
    with nothing_moves():
        assert act(auditor, owed, "collect").status_code == 403
    _, collecting = staff("change_receivable")
    act(collecting, owed, "collect")
    owed.refresh_from_db()
    assert owed.outstanding == 6
    collected = Transaction.objects.get(kind="COLLECTION")
    text = page_of(collecting, owed)
    assert collected.reference in text and "6.00 USD" in text
    assert "Owed since" in page_of(collecting, ReversalRequest.objects.get())


def test_lists_show_and_find_them(amina: User, brian: User) -> None:
    join("chidi")
    original = paid(amina)
    send(brian, "chidi", 10)
    request = reverse_payment(original, Policy.RECEIVABLE)
    _, site = staff()
    owed = Receivable.objects.get()
    for model, row, words in (
        ("reversalrequest", request, [str(request.id), str(original.id)]),
        ("receivable", owed, [str(owed.id), str(brian.id), str(original.id), brian.msisdn]),
    ):
        for word in ["", *words]:
            answer = site.get(reverse(f"admin:transactions_{model}_changelist", query={"q": word} if word else {}))
            assert [each.pk for each in answer.context["cl"].result_list] == [row.pk], (model, word)
    nobody = site.get(reverse("admin:transactions_receivable_changelist", query={"q": "nobody"}))
    assert not nobody.context["cl"].result_list
    settled = site.get(reverse("admin:transactions_receivable_changelist", query={"settled": "yes"}))
    assert not settled.context["cl"].result_list


def test_a_refund_is_not_offered_to_be_reversed(amina: User, brian: User) -> None:
    _, asking = staff("add_reversalrequest")
    original = paid(amina)
    reversal = reversal_of(reverse_payment(original))
    assert f"/{reversal.pk}/reverse/" not in page_of(asking, reversal)
