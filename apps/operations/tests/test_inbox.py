"""The operators' inbox: who sees what to decide, one by one and many at once, by the owners' own services."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.approvals.models import Approval
from apps.approvals.services import expire_due
from apps.approvals.tests.asking import another_operator, ask_for
from apps.approvals.tests.changing import Thing, ask_to_change, registered
from apps.core import clock
from apps.transactions.models import ReversalRequest
from apps.transactions.services import request_reversal, request_tier_limit
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
LIST = "admin:approvals_approval_changelist"


@pytest.fixture
def thing() -> Iterator[Thing]:
    made = Thing()
    with registered(made):
        yield made


@pytest.fixture
def olga() -> User:
    return make_person("olga", is_staff=True, is_superuser=True)


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def staff_with(name: str, *permissions: str) -> User:
    """Staff who may look at the inbox, and hold these permissions."""
    person = make_person(name, is_staff=True)
    codenames = {"view_approval", *permissions}
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return person


def listed(client: Client, **query: str) -> list[object]:
    return [row.pk for row in client.get(reverse(LIST, query=query)).context["cl"].result_list]


def page_of(client: Client, row: Approval) -> str:
    answer = client.get(reverse("admin:approvals_approval_change", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def act(client: Client, row: Approval, action: str, reason: str = "As agreed") -> Any:
    address = reverse(f"admin:approvals_approval_{action}", args=[row.pk])
    return client.post(address, {"_form_submitted": "True", "reason": reason})


def choose(client: Client, action: str, rows: list[Approval], **more: str) -> Any:
    return client.post(reverse(LIST), {"action": action, "_selected_action": [str(row.pk) for row in rows], **more})


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def offered(client: Client, row: Approval) -> set[str]:
    page = page_of(client, row)
    base = reverse("admin:approvals_approval_change", args=[row.pk]).removesuffix("change/")
    return {name for name in ("approve", "reject", "take_back") if f'"{base}{name}/' in page}


def test_each_finds_what_waits_for_them(thing: Thing, olga: User) -> None:
    grace = staff_with("grace", "change_paymentlimit")
    vera = staff_with("farid", "view_paymentlimit")
    elsewhere = ask_for(olga)
    approval = ask_to_change(olga, thing)
    assert listed(enter(grace), box="mine") == [approval.pk], "of other kinds she does not decide"
    assert listed(enter(olga), box="mine") == [], "nobody decides what they have asked for"
    assert listed(enter(olga), box="asked") == [approval.pk, elsewhere.pk]
    assert listed(enter(vera), box="mine") == []
    assert listed(enter(vera), box="waiting") == [approval.pk, elsewhere.pk]
    assert listed(enter(vera), action="tests.change") == [approval.pk]
    assert listed(enter(vera), expires="three") == []
    site = enter(grace).get("/admin/")
    groups = site.context["sidebar_navigation"]
    items = [item for group in groups for item in group["items"] if item["title"] == "Approvals"]
    assert [item.get("badge") for item in items] == ["1"]


def test_what_somebody_may_not_see_the_inbox_does_not_tell_them(olga: User) -> None:
    """An adjustment says what is in the wallet."""
    reversal = ask_for(olga, subject_kind="wallets.wallet")
    for permissions, sees in ((["view_submission"], False), (["view_wallet"], True)):
        person = staff_with(f"{'grace' if sees else 'farid'}", *permissions)
        assert (reversal.pk in listed(enter(person))) is sees
        answer = enter(person).get(reverse("admin:approvals_approval_change", args=[reversal.pk]))
        assert (answer.status_code == 200) is sees


def test_buttons_are_there_for_whoever_may_use_them(thing: Thing, olga: User) -> None:
    grace, vera = staff_with("grace", "change_paymentlimit"), staff_with("farid", "view_paymentlimit")
    approval = ask_to_change(olga, thing)
    assert offered(enter(olga), approval) == {"take_back"}
    assert offered(enter(grace), approval) == {"approve", "reject"}
    assert offered(enter(vera), approval) == set()
    for action in ("approve", "reject", "take_back"):
        assert act(enter(vera), approval, action).status_code == 403
    act(enter(olga), approval, "approve")
    assert (Approval.objects.get(pk=approval.pk).state, thing.done()) == ("REQUESTED", 0)
    choose(enter(vera), "approve_chosen", [approval], confirmed="1")
    assert thing.done() == 0


def test_a_page_says_what_changes_why_and_what_is_bound(thing: Thing, olga: User) -> None:
    approval = ask_to_change(olga, thing, why="The <b>old</b> one is too low")
    text = page_of(enter(olga), approval)
    assert "<del>10</del> <ins>20</ins>" in text
    assert "The &lt;b&gt;old&lt;/b&gt; one is too low" in text
    assert bytes(approval.digest).hex(" ", 4) in text and "unless somebody decides" in text
    dialog = enter(another_operator()).get(reverse("admin:approvals_approval_approve", args=[approval.pk]))
    assert "10 → 20" in dialog.content.decode()


def test_an_operator_approves_rejects_and_takes_back(thing: Thing, olga: User) -> None:
    grace = staff_with("grace", "change_paymentlimit")
    first = ask_to_change(olga, thing)
    assert act(enter(grace), first, "reject", "  ").status_code == 200, "it takes a reason"
    act(enter(grace), first, "reject", "too much")
    assert Approval.objects.get(pk=first.pk).reason == "too much"
    second = ask_to_change(olga, thing)
    act(enter(olga), second, "take_back")
    assert Approval.objects.get(pk=second.pk).state == "VOIDED"
    third = ask_to_change(olga, thing)
    act(enter(grace), third, "approve")
    assert (Approval.objects.get(pk=third.pk).state, thing.done()) == ("APPROVED", 1)
    assert LogEntry.objects.filter(object_id=str(third.pk), user=grace).count() == 1


def test_many_are_approved_at_once_and_each_says_what_became_of_it(thing: Thing, olga: User) -> None:
    """One that is refused does not stop the others: each is a transaction of its own."""
    grace = another_operator()
    limit: dict[str, Any] = {
        "kind": "P2P",
        "currency": "USD",
        "figures": {"single": None, "daily_count": 5},
        "now": clock.now(),
    }
    tiers = [request_tier_limit(tier=tier, why="w", maker_id=olga.id, **limit) for tier in ("TIER_0", "TIER_1")]
    mine = request_tier_limit(tier="TIER_2", why="w", maker_id=grace.id, **limit)
    refused = ask_to_change(olga, thing)
    elsewhere = ask_for(olga)
    thing.state["limit"] = "11"
    site, rows = enter(grace), [tiers[0], refused, mine, tiers[1], elsewhere]
    asked = choose(site, "approve_chosen", rows)
    text = asked.content.decode()
    assert asked.status_code == 200 and "Approve 3 of 5 chosen" in text
    assert "You have asked for it yourself" in text and "You may not decide about this." in text
    assert Approval.objects.filter(state="REQUESTED").count() == 5, "nothing is done before it is confirmed"
    answer = choose(site, "approve_chosen", rows, confirmed="1")
    words = said(answer)
    assert len(words) == 5
    assert [word.endswith("Approved and done.") for word in words].count(True) == 2, words
    assert any("has changed since it was asked for" in word for word in words)
    states = [Approval.objects.get(pk=row.pk).state for row in (tiers[0], tiers[1], refused, mine, elsewhere)]
    assert states == ["APPROVED", "APPROVED", "VOIDED", "REQUESTED", "REQUESTED"]
    assert thing.done() == 0


def test_many_are_rejected_for_one_reason(thing: Thing, olga: User) -> None:
    site, approval = enter(another_operator()), ask_to_change(olga, thing)
    assert "Say why" in choose(site, "reject_chosen", [approval], confirmed="1").content.decode()
    assert Approval.objects.get(pk=approval.pk).state == "REQUESTED"
    assert said(choose(site, "reject_chosen", [approval], confirmed="1", reason="not now")) == [
        f"{approval.summary}: Rejected."
    ]
    assert Approval.objects.get(pk=approval.pk).reason == "not now"


def test_a_reversal_is_decided_here_by_its_own_service(olga: User) -> None:
    amina, brian = join("amina", 50), join("brian")
    payment = send(amina, "brian", 20).transaction
    row = request_reversal(
        transaction_id=payment.id, policy="REFUSE", reason="Wrong Brian", maker_id=olga.id, now=clock.now()
    )
    approval = Approval.objects.get(subject_id=row.id)
    assert approval.why == "Wrong Brian" and approval.changes
    act(enter(another_operator()), approval, "approve")
    assert ReversalRequest.objects.get(pk=row.pk).state == "DONE"
    assert (available(amina), available(brian)) == (50, 0)


def test_what_expires_is_taken_back_for_its_owner_too(olga: User) -> None:
    """No reversal stays waiting for an approval that is void."""
    join("amina", 50), join("brian")
    send(User.objects.get(full_name="Amina Otieno"), "brian", 20)
    payment = send(User.objects.get(full_name="Amina Otieno"), "brian", 5).transaction
    row = request_reversal(
        transaction_id=payment.id, policy="REFUSE", reason="Wrong Brian", maker_id=olga.id, now=clock.now()
    )
    approval = Approval.objects.get(subject_id=row.id)
    assert expire_due(now=clock.now() + timedelta(days=8)) == 1
    approval.refresh_from_db()
    assert (approval.state, approval.reason) == ("VOIDED", "expired")
    assert ReversalRequest.objects.get(pk=row.pk).state == "REJECTED"
    assert ">Void: expired<" in page_of(enter(olga), approval)
    request_reversal(transaction_id=payment.id, policy="REFUSE", reason="Again", maker_id=olga.id, now=clock.now())


def test_the_list_costs_the_same_however_much_waits(olga: User) -> None:
    site = enter(another_operator())
    limit: dict[str, Any] = {
        "kind": "P2P",
        "figures": {"daily_count": 5},
        "maker_id": olga.id,
        "now": clock.now(),
        "why": "w",
    }

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert site.get(reverse(LIST, query={"box": "mine"})).status_code == 200
        return len(queries)

    request_tier_limit(tier="TIER_0", currency="USD", **limit)
    cost()
    one = cost()
    for currency in ("EUR", "KES", "GBP", "NGN"):
        request_tier_limit(tier="TIER_0", currency=currency, **limit)
    assert cost() == one <= 40
