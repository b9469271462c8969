"""Roles are given by two people and taken by one, and either counts at once."""

from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client

from apps.accounts.models import Activity, Session, User
from apps.accounts.tests.factories import make_operator, make_person, tokens_of
from apps.approvals.errors import AlreadyRequested, NotAllowed, OwnApproval
from apps.approvals.models import Approval
from apps.approvals.services import decide_approve
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.operations import roles
from apps.operations.errors import (
    NoSuchRole,
    NotByOneself,
    NotForSuperusers,
    RoleHeldAlready,
    RoleIsDeclared,
    RoleNotHeld,
)
from apps.operations.roles import ADMIN, AUDITOR, ROLES, list_differences, sync_roles
from apps.operations.tests.staff import is_in

pytestmark = pytest.mark.django_db


def with_role(name: str, role: str) -> User:
    """One of the cast, with a role."""
    person = make_person(name, is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    return person


@pytest.fixture
def dalia() -> User:
    return with_role("dalia", "Admin")


@pytest.fixture
def grace() -> User:
    return with_role("grace", "Admin")


def ask(maker: User, person: User, role: str = "Support", why: str = "Joins the desk") -> Approval:
    asked: Approval = roles.ask_for_role(person_id=person.pk, role=role, why=why, maker_id=maker.pk, now=clock.now())
    return asked


def approve(approval: Approval, checker: User) -> None:
    decide_approve(approval_id=approval.pk, checker_id=checker.pk, now=clock.now())


def held(person: User) -> list[str]:
    return roles.roles_of(User.objects.get(pk=person.pk))


def in_browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def member_page(person: User | UUID) -> str:
    return f"/admin/staff/{person.pk if isinstance(person, User) else person}/"


# --- Giving ---------------------------------------------------------------------------------------------------------


def test_a_role_is_given_once_a_second_person_agrees(dalia: User, grace: User) -> None:
    amina = make_person("amina")
    approval = ask(dalia, amina)
    assert held(amina) == [], "nothing is given by asking"
    assert approval.changes == [{"field": "Roles", "before": "none", "after": "Support"}]
    approve(approval, grace)
    after = User.objects.get(pk=amina.pk)
    assert (roles.roles_of(after), after.is_staff, after.is_superuser) == (["Support"], True, False)
    assert after.has_perm("accounts.view_user") and not after.has_perm("agents.approve_float")
    detail = Activity.objects.get(action="accounts.roles_changed").detail
    assert (detail["before"], detail["after"], detail["reason"]) == ([], ["Support"], "Joins the desk")
    assert (detail["by"], detail["asked_by"]) == (str(grace.pk), str(dalia.pk))


def test_nobody_gives_themselves_a_role(dalia: User, grace: User) -> None:
    with pytest.raises(NotAllowed):
        ask(dalia, dalia, "Finance")
    about_grace = ask(dalia, grace, "Finance")
    with pytest.raises(NotAllowed):
        approve(about_grace, grace)
    with pytest.raises(OwnApproval):
        approve(about_grace, dalia)
    assert held(dalia) == held(grace) == ["Admin"]


@pytest.mark.parametrize("role", [role.name for role in ROLES if role is not ADMIN])
def test_only_admins_ask_and_decide(role: str, dalia: User) -> None:
    other, amina = with_role("hassan", role), make_person("amina")
    with pytest.raises(NotAllowed):
        ask(other, amina)
    with pytest.raises(NotAllowed):
        approve(ask(dalia, amina), other)
    assert held(amina) == []


def test_whoever_lost_the_role_meanwhile_decides_nothing(dalia: User, grace: User) -> None:
    """SECURITY 20: the checker must still hold it."""
    approval = ask(dalia, make_person("amina"))
    grace.groups.clear()
    with pytest.raises(NotAllowed):
        approve(approval, grace)


def test_what_was_asked_for_is_void_when_the_roles_changed_meanwhile(dalia: User, grace: User) -> None:
    amina = make_person("amina")
    approval = ask(dalia, amina)
    roles.give_role(person_id=amina.pk, role="Risk", reason="test", now=clock.now())
    with pytest.raises(Exception, match="has changed since"):
        approve(approval, grace)
    assert held(amina) == ["Risk"]


def test_what_makes_no_sense_is_refused(dalia: User) -> None:
    amina = make_person("amina")
    with pytest.raises(NoSuchRole):
        ask(dalia, amina, "Emperor")
    with pytest.raises(NoSuchRole):
        ask(dalia, amina, roles.SUPERUSER)
    with pytest.raises(RoleHeldAlready):
        ask(dalia, with_role("brian", "KYC"), "KYC")
    for nothing in ("", "  "):
        with pytest.raises(InvalidInput):
            ask(dalia, amina, why=nothing)
    ask(dalia, amina)
    with pytest.raises(AlreadyRequested):
        ask(dalia, amina, "KYC")


# --- Taking ---------------------------------------------------------------------------------------------------------


def test_a_role_is_taken_at_once_and_its_sessions_end(dalia: User) -> None:
    """SECURITY 10: at the operators' site and in the app."""
    brian = with_role("brian", "Support")
    browser, other = in_browser(brian), in_browser(dalia)
    tokens_of(brian)
    assert is_in(browser)
    roles.take_role(person_id=brian.pk, role="Support", reason="Leaves", by=dalia.pk, now=clock.now())
    after = User.objects.get(pk=brian.pk)
    assert (roles.roles_of(after), after.is_staff) == ([], False)
    assert not Session.objects.filter(user_id=brian.pk, revoked_at=None).exists()
    roles.give_role(person_id=brian.pk, role="Support", reason="Comes back", now=clock.now())
    assert not is_in(browser), "a session that is over stays over"
    assert is_in(other), "nobody else's"


def test_one_of_two_roles_leaves_the_other(dalia: User) -> None:
    brian = with_role("brian", "Support")
    brian.groups.add(Group.objects.get(name="KYC"))
    roles.take_role(person_id=brian.pk, role="KYC", reason="Too much", by=dalia.pk, now=clock.now())
    assert (held(brian), User.objects.get(pk=brian.pk).is_staff) == (["Support"], True)
    with pytest.raises(RoleNotHeld):
        roles.take_role(person_id=brian.pk, role="KYC", reason="Again", by=dalia.pk, now=clock.now())


def test_nobody_takes_their_own_and_only_superusers_take_from_superusers(dalia: User) -> None:
    olga = make_operator()
    with pytest.raises(NotByOneself):
        roles.take_role(person_id=dalia.pk, role="Admin", reason="x", by=dalia.pk, now=clock.now())
    with pytest.raises(NotForSuperusers):
        roles.take_all_roles(person_id=olga.pk, reason="x", by=dalia.pk, now=clock.now())
    osman = make_person("hassan", is_staff=True, is_superuser=True)
    roles.take_all_roles(person_id=olga.pk, reason="Stolen laptop", by=osman.pk, now=clock.now())
    after = User.objects.get(pk=olga.pk)
    assert (after.is_superuser, after.is_staff) == (False, False)


def test_a_superuser_takes_only_that_from_another_one(dalia: User) -> None:
    olga = make_operator()
    osman = make_person("hassan", is_staff=True, is_superuser=True)
    osman.groups.add(Group.objects.get(name="Support"))
    roles.take_role(person_id=osman.pk, role=roles.SUPERUSER, reason="Not needed", by=olga.pk, now=clock.now())
    after = User.objects.get(pk=osman.pk)
    assert (after.is_superuser, after.is_staff, held(after)) == (False, True, ["Support"])


def test_a_role_that_is_deleted_is_taken_from_each_with_all_that_follows(dalia: User) -> None:
    own = Group.objects.create(name="Night shift")
    brian = with_role("brian", "Night shift")
    tokens_of(brian)
    site = in_browser(make_operator())
    answer = site.post(f"/admin/auth/group/{own.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 302 and not Group.objects.filter(pk=own.pk).exists()
    after = User.objects.get(pk=brian.pk)
    assert (after.is_staff, held(after)) == (False, [])
    assert not Session.objects.filter(user=brian, revoked_at=None).exists()
    assert Activity.objects.filter(person_id=brian.pk, action="accounts.roles_changed").exists()


def test_nobody_deletes_a_role_of_their_own(dalia: User) -> None:
    own = Group.objects.create(name="Night shift")
    olga = make_operator()
    olga.groups.add(own)
    in_browser(olga).post(f"/admin/auth/group/{own.pk}/delete/", {"post": "yes"})
    assert Group.objects.filter(pk=own.pk).exists() and held(olga) == [roles.SUPERUSER, "Night shift"]


# --- The first ones -------------------------------------------------------------------------------------------------


def test_whoever_runs_the_server_gives_the_first_roles() -> None:
    amina = make_person("amina")
    for role in ("Admin", roles.SUPERUSER):
        call_command("give_role", amina.msisdn, role, "--reason", "The first one")
    after = User.objects.get(pk=amina.pk)
    assert (roles.roles_of(after), after.is_staff) == ([roles.SUPERUSER, "Admin"], True)
    for who, role in ((amina.msisdn, "Admin"), (amina.msisdn, "Emperor"), ("+254799999999", "Admin")):
        with pytest.raises(CommandError):
            call_command("give_role", who, role, "--reason", "x")


def test_roles_are_put_right_after_each_migrate() -> None:
    support = Group.objects.get(name="Support")
    support.permissions.add(Permission.objects.get(codename="approve_float"))
    support.permissions.remove(Permission.objects.get(codename="view_transaction"))
    own = Group.objects.create(name="Night shift")
    own.permissions.add(Permission.objects.get(codename="view_transaction"))
    assert [one.role for one in list_differences()] == ["Support"]
    call_command("migrate", verbosity=0, interactive=False)
    assert list_differences() == sync_roles() == []
    assert own.permissions.count() == 1, "own ones are left alone"


# --- Roles of one's own making --------------------------------------------------------------------------------------


def test_an_own_role_gives_more_once_a_second_person_agrees_and_less_at_once(dalia: User, grace: User) -> None:
    own = Group.objects.create(name="Night shift")
    payments, wallets = (Permission.objects.get(codename=f"view_{each}") for each in ("transaction", "wallet"))
    brian = with_role("brian", "Night shift")
    given: dict[str, Any] = {
        "group_id": own.pk,
        "permissions": [payments.pk, wallets.pk],
        "why": "Nights",
        "now": clock.now(),
    }
    approval = roles.ask_for_permissions(maker_id=dalia.pk, **given)
    assert not own.permissions.exists()
    approve(approval, grace)
    assert User.objects.get(pk=brian.pk).has_perm("wallets.view_wallet")
    roles.take_permissions(group_id=own.pk, permissions=[wallets.pk], by=dalia.pk, now=clock.now())
    assert not User.objects.get(pk=brian.pk).has_perm("wallets.view_wallet")
    for refused in (Group.objects.get(name="Support").pk, 10**6):
        with pytest.raises((RoleIsDeclared, NoSuchRole)):
            roles.ask_for_permissions(maker_id=dalia.pk, **{**given, "group_id": refused})


def test_whoever_has_an_own_role_does_not_decide_what_it_gives(dalia: User, grace: User) -> None:
    own = Group.objects.create(name="Night shift")
    grace.groups.add(own)
    what: dict[str, Any] = {
        "group_id": own.pk,
        "permissions": [Permission.objects.get(codename="view_wallet").pk],
        "why": "x",
    }
    with pytest.raises(NotAllowed):
        roles.ask_for_permissions(maker_id=grace.pk, now=clock.now(), **what)
    with pytest.raises(NotAllowed):
        approve(roles.ask_for_permissions(maker_id=dalia.pk, now=clock.now(), **what), grace)


def test_the_form_of_an_own_role_only_asks(dalia: User) -> None:
    browser = in_browser(dalia)
    wallet = Permission.objects.get(codename="view_wallet")
    secret = Permission.objects.get(codename="change_staffauthenticator")
    form = {"name": "Night shift", "gives": [wallet.pk], "why": ""}
    assert "Say why" in browser.post("/admin/auth/group/add/", form).content.decode()
    assert browser.post("/admin/auth/group/add/", {**form, "gives": [secret.pk], "why": "x"}).status_code == 200
    browser.post("/admin/auth/group/add/", {**form, "why": "For the night"})
    own = Group.objects.get(name="Night shift")
    assert not own.permissions.exists()
    assert Approval.objects.get(action=roles.EXTEND_ROLE).maker_id == dalia.pk
    own.permissions.add(wallet)
    browser.post(f"/admin/auth/group/{own.pk}/change/", {"name": "Night shift", "gives": [], "why": ""})
    assert not own.permissions.exists(), "taking needs nobody else"
    assert browser.post("/admin/auth/group/add/", {**form, "name": "Auditor", "why": "x"}).status_code == 200


def test_declared_roles_are_fixed_for_superusers_too() -> None:
    browser, auditor = in_browser(make_operator()), Group.objects.get(name=AUDITOR.name)
    page = browser.get(f"/admin/auth/group/{auditor.pk}/change/")
    assert "what it gives is fixed" in page.content.decode()
    for address in ("change", "delete"):
        assert (
            browser.post(f"/admin/auth/group/{auditor.pk}/{address}/", {"name": "X", "post": "yes"}).status_code == 403
        )
    assert list_differences() == []


# --- The pages ------------------------------------------------------------------------------------------------------


def test_roles_are_asked_for_and_taken_on_somebodys_page(dalia: User, grace: User) -> None:
    amina, browser = make_person("amina"), in_browser(dalia)
    browser.post(member_page(amina), {"do": "give", "role": "Support", "why": "Joins"})
    approve(Approval.objects.get(action=roles.CHANGE_ROLES), grace)
    page = browser.get(member_page(amina)).content.decode()
    assert "Support" in page and "Joins" in page
    browser.post(member_page(amina), {"do": "take", "role": "*", "reason": "Leaves"})
    assert held(amina) == []


def test_the_pages_refuse_who_only_sees(dalia: User) -> None:
    amina, browser = make_person("amina"), in_browser(with_role("hassan", AUDITOR.name))
    page = browser.get(member_page(dalia)).content.decode()
    assert "give-form" not in page and "take-form" not in page
    for body in ({"do": "give", "role": "Support", "why": "x"}, {"do": "take", "role": "Admin", "reason": "x"}, {}):
        assert browser.post(member_page(dalia), body).status_code == 403
    assert not Approval.objects.exists() and held(amina) == []
    assert in_browser(with_role("imani", "Support")).get(member_page(dalia)).status_code == 403


def test_nobody_changes_their_own_on_the_page(dalia: User) -> None:
    browser = in_browser(dalia)
    assert "Nobody changes their own roles" in browser.get(member_page(dalia)).content.decode()
    browser.post(member_page(dalia), {"do": "give", "role": "Finance", "why": "x"})
    browser.post(member_page(dalia), {"do": "take", "role": "*", "reason": "x"})
    assert held(dalia) == ["Admin"] and not Approval.objects.exists()


def test_the_page_of_a_person_edits_nothing(dalia: User) -> None:
    """SECURITY 15: the operator's form is a door like any other, for superusers as well."""
    browser, amina = in_browser(make_operator()), make_person("amina")
    answer = browser.post(f"/admin/accounts/user/{amina.pk}/change/", {"is_staff": "on", "is_superuser": "on"})
    after = User.objects.get(pk=amina.pk)
    assert (answer.status_code, after.is_staff, after.is_superuser) == (403, False, False)


def test_the_matrix_says_who_may_what(dalia: User, django_assert_max_num_queries: Any) -> None:
    browser = in_browser(dalia)
    with django_assert_max_num_queries(25):
        page = browser.get("/admin/roles/").content.decode()
    assert all(role.purpose in page for role in ROLES)
    one = browser.get("/admin/roles/?role=Support").content.decode()
    assert "transactions.add_reversalrequest" in one and "agents.approve_float" not in one
    assert browser.get("/admin/roles/?role=Emperor").status_code == 404


def test_the_matrix_is_taken_as_csv_for_a_reason(dalia: User) -> None:
    browser = in_browser(dalia)
    assert browser.post("/admin/roles/", {"reason": ""}).status_code == 200
    answer: Any = browser.post("/admin/roles/", {"reason": "Yearly review"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0] == "group,area," + ",".join(role.name for role in ROLES)
    assert any(line.startswith("Agents,Float of agents,") and "asks, decides" in line for line in lines)
    from apps.core.models import AuditRecord

    record = AuditRecord.objects.get(verb="EXPORTED")
    assert (record.actor_id, record.why, record.rows) == (dalia.pk, "Yearly review", len(lines) - 1)
    assert in_browser(with_role("hassan", "Support")).post("/admin/roles/", {"reason": "x"}).status_code == 403


def test_staff_are_listed_and_found(dalia: User, django_assert_max_num_queries: Any) -> None:
    amina, browser = make_person("amina"), in_browser(dalia)
    with_role("hassan", "Support")
    with django_assert_max_num_queries(25):
        page = browser.get("/admin/staff/").content.decode()
    assert dalia.full_name in page and amina.full_name not in page
    narrowed = browser.get("/admin/staff/?role=Support").content.decode()
    assert member_page(dalia) not in narrowed
    assert browser.get(f"/admin/staff/?q={amina.msisdn.replace('+', '%2B')}")["Location"] == member_page(amina)
    assert "Nobody is called so" in browser.get("/admin/staff/?q=nobody").content.decode()
