"""What operators do and see stands in the audit trail, superusers' deeds too, and not only in Django's history."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client, RequestFactory

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD, make_person
from apps.core.admin_base import QuickAdmin
from apps.core.models import AuditRecord
from apps.kyc.models import WatchListEntry
from apps.wallets.tests.factories import join, wallet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> User:
    user = make_person("brian")
    user.is_staff = user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def desk(root: User) -> Client:
    """A superuser at the operators' site."""
    client = Client(REMOTE_ADDR="192.0.2.9")
    client.force_login(root)
    return client


def records(**which: Any) -> list[AuditRecord]:
    return list(AuditRecord.objects.filter(**which).order_by("pk"))


def test_opening_a_persons_page_is_recorded_once_with_from_where(desk: Client, root: User) -> None:
    amina = join("amina", 5)
    answer = desk.get(f"/admin/accounts/user/{amina.pk}/change/")
    assert answer.status_code == 200
    (seen,) = records(verb="SAW")
    assert (seen.actor_id, seen.subject_kind, seen.subject_id) == (root.pk, "accounts.user", str(amina.pk))
    assert (seen.what, seen.ip, seen.channel) == ("A person's page", "192.0.2.9", "web")
    assert seen.request_id == answer["X-Request-ID"]
    desk.get(f"/admin/wallets/wallet/{wallet_of(amina).pk}/change/")
    assert [each.what for each in records(verb="SAW")] == ["A person's page", "A wallet's page"]


@pytest.mark.parametrize("method", ["OPTIONS", "PROPFIND"])
def test_no_method_shows_a_persons_page_to_somebody_who_is_not_written_down(desk: Client, method: str) -> None:
    """Django's pages of rows answer most methods as they answer GET, and OPTIONS asks for no CSRF token."""
    amina = join("amina", 5)
    answer = desk.generic(method, f"/admin/accounts/user/{amina.pk}/change/")
    shown = amina.msisdn.encode() in answer.content
    assert [each.what for each in records(verb="SAW")] == (["A person's page"] if shown else [])


def test_what_was_not_shown_was_not_seen(desk: Client, client: Client) -> None:
    amina = join("amina")
    assert desk.get("/admin/accounts/user/00000000-0000-7000-8000-000000000000/change/").status_code == 302
    assert desk.get("/admin/accounts/user/").status_code == 200
    assert desk.get("/admin/core/heartbeat/").status_code == 200
    client.get(f"/admin/accounts/user/{amina.pk}/change/")
    clerk = make_person("chidi")
    clerk.is_staff = True
    clerk.save()
    clerk.user_permissions.set(Permission.objects.filter(codename="view_heartbeat"))
    other = Client()
    other.force_login(clerk)
    assert other.get(f"/admin/accounts/user/{amina.pk}/change/").status_code == 403
    assert records() == []


# Whose rows name people or carry what they say; each says in words what is seen.
SENSITIVE = {
    "accounts.activity",
    "accounts.dataexport",
    "accounts.device",
    "accounts.namechange",
    "accounts.session",
    "accounts.user",
    "agents.agent",
    "agents.document",
    "billers.billlookup",
    "disputes.dispute",
    "funding.fundingsource",
    "gateways.callback",
    "gateways.message",
    "kyc.submission",
    "kyc.watchlisthit",
    "ledger.ledgeraccount",
    "merchants.document",
    "merchants.merchant",
    "notifications.delivery",
    "notifications.notification",
    "notifications.sandboxmessage",
    "risk.case",
    "transactions.transaction",
    "wallets.wallet",
}


def test_which_pages_are_sensitive() -> None:
    marked = {
        model._meta.label_lower
        for model, page in site._registry.items()
        if isinstance(page, QuickAdmin) and page.sensitive
    }
    assert marked >= SENSITIVE, SENSITIVE - marked


def test_what_a_superuser_adds_changes_and_deletes_is_recorded(desk: Client, root: User) -> None:
    page: Any = site._registry[User]
    request = RequestFactory().post("/")
    request.user = root
    page.log_addition(request, root, [{"added": {}}])
    page.log_change(request, root, [{"changed": {"fields": ["Staff status"]}}])
    page.log_change(request, root, "Locked. Seen with a stranger")
    page.log_deletions(request, User.objects.filter(pk=root.pk))
    page.log_many(request, [root], "Unlocked. A mistake")
    assert [(each.verb, each.what) for each in records()] == [
        ("DID", "added person"),
        ("DID", "changed person"),
        ("DID", "person: Locked. Seen with a stranger"),
        ("DID", "deleted person"),
        ("DID", "person: Unlocked. A mistake"),
    ]
    assert {(each.actor_id, each.subject_kind, each.subject_id) for each in records()} == {
        (root.pk, "accounts.user", str(root.pk))
    }
    assert records()[1].detail["changes"] == [{"changed": {"fields": ["Staff status"]}}]
    assert LogEntry.objects.count() == 5, "and Django's history has it as well"


WANTED = {"name": "Somebody Wanted", "source": "own list", "reason": "Seen twice", "birth_date": "", "id_number": ""}


def test_a_form_that_is_sent_is_recorded_and_one_with_mistakes_is_not(desk: Client, root: User) -> None:
    add = "/admin/kyc/watchlistentry/add/"
    assert desk.post(add, {**WANTED, "name": ""}).status_code == 200
    assert records() == []
    assert desk.post(add, WANTED).status_code == 302
    entry = WatchListEntry.objects.get()
    (added,) = records()
    assert (added.what, added.actor_id, added.subject_id) == ("added watch list entry", root.pk, str(entry.pk))
    assert added.ip == "192.0.2.9"


def test_what_no_page_records_leaves_at_least_that_it_was_sent(desk: Client, root: User) -> None:
    """Not each action of a page goes by its history; none passes the trail by."""
    desk.post("/admin/kyc/watchlistentry/add/", WANTED)
    entry = WatchListEntry.objects.get()
    path = f"/admin/kyc/watchlistentry/{entry.pk}/end/"
    answer = desk.post(path, {"_form_submitted": "True", "reason": "Somebody else"})
    assert "HX-Redirect" in answer.headers, answer.content
    entry.refresh_from_db()
    assert entry.ended_at
    sent = records()[-1]
    assert (sent.verb, sent.actor_id, sent.subject_id) == ("DID", root.pk, str(entry.pk))
    assert sent.what.startswith("sent ") and sent.detail == {"path": path}
    count = len(records())
    desk.get("/admin/kyc/watchlistentry/")
    assert len(records()) == count


def test_logging_in_and_out_is_recorded(root: User, client: Client) -> None:
    client.post("/admin/login/", {"username": root.msisdn, "password": PASSWORD, "next": "/admin/"})
    client.post("/admin/logout/")
    assert [(each.what, each.actor_id) for each in records()] == [("logged in", root.pk), ("logged out", root.pk)]
    assert records()[0].detail == {"second_factor": "none"}
    client.post("/admin/logout/")
    assert len(records()) == 2, "who is nobody leaves nothing"
