"""Letting somebody in again, or their money out, takes two operators: it is what a thief talks one into."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.procedures import ask_to_release, ask_to_unlock
from apps.accounts.services import lock_person
from apps.accounts.tests.factories import make_person
from apps.approvals.errors import AlreadyRequested, ApprovalDecided, ApprovalVoided, NotAllowed
from apps.approvals.models import Approval
from apps.approvals.services import decide_approve
from apps.approvals.tests.asking import another_operator, approve_what_waits
from apps.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga() -> User:
    return make_person("olga", is_staff=True, is_superuser=True)


@pytest.fixture
def amina() -> User:
    person = make_person("amina")
    lock_person(person_id=person.id, reason="Reported stolen", now=clock.now())
    return person


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def act(person: User, about: User, action: str, reason: str = "Came with her passport") -> Any:
    page = reverse(f"admin:accounts_user_{action}", args=[about.pk])
    return enter(person).post(page, {"_form_submitted": "True", "reason": reason})


def status_of(person: User) -> str:
    return User.objects.get(pk=person.pk).status


def test_a_locked_person_is_let_in_when_a_second_operator_approves(olga: User, amina: User) -> None:
    act(olga, amina, "unlock_account")
    assert status_of(amina) == "LOCKED"
    grace = another_operator()
    assert approve_what_waits(grace) == ["Approved and done."]
    assert status_of(amina) == "ACTIVE"
    done = Activity.objects.get(action="accounts.unlocked")
    assert done.detail == {"reason": "Came with her passport", "by": str(grace.pk)}


def test_money_leaves_again_under_lower_limits_when_a_second_operator_approves(olga: User) -> None:
    amina = make_person("amina", secured_at=clock.now())
    act(olga, amina, "release")
    assert User.objects.get(pk=amina.pk).secured_at is not None
    approve_what_waits()
    amina.refresh_from_db()
    assert amina.secured_at is None and amina.cautious_until is not None
    page = enter(olga).get(reverse("admin:accounts_user_change", args=[amina.pk])).content.decode()
    assert ">In force</span>" in page


def test_several_are_asked_for_in_the_list(olga: User, amina: User) -> None:
    brian = make_person("brian")
    chosen = {"action": "unlock", "_selected_action": [str(amina.pk), str(brian.pk)], "reason": "Checked"}
    enter(olga).post(reverse("admin:accounts_user_changelist"), chosen)
    assert (status_of(amina), Approval.objects.get().subject_id) == ("LOCKED", amina.pk)
    assert Approval.objects.get().why == "Checked"


def test_nobody_lets_themselves_in(olga: User) -> None:
    grace = make_person("grace", is_staff=True, is_superuser=True, secured_at=clock.now())
    with pytest.raises(NotAllowed):
        ask_to_release(person_id=grace.id, why="mine", maker_id=grace.id, now=clock.now())
    asked = ask_to_release(person_id=grace.id, why="hers", maker_id=olga.id, now=clock.now())
    with pytest.raises(NotAllowed):
        decide_approve(approval_id=asked.id, checker_id=grace.id, now=clock.now())


def test_staff_are_let_in_by_superusers(olga: User) -> None:
    """Otherwise the newest operator could let a colleague in whom the oldest has locked out."""
    farid = make_person("farid", is_staff=True, status="LOCKED")
    asked = ask_to_unlock(person_id=farid.id, why="w", maker_id=olga.id, now=clock.now())
    support = another_operator()
    User.objects.filter(pk=support.pk).update(is_superuser=False)
    support.user_permissions.add(Permission.objects.get(codename="change_user"))
    with pytest.raises(NotAllowed):
        decide_approve(approval_id=asked.id, checker_id=support.id, now=clock.now())
    approve_what_waits()
    assert status_of(farid) == "ACTIVE"


def test_whoever_was_locked_for_another_reason_meanwhile_stays_locked(olga: User, amina: User) -> None:
    """What the approval binds: her number was changed since, and it may be a thief's."""
    asked = ask_to_unlock(person_id=amina.id, why="w", maker_id=olga.id, now=clock.now())
    with pytest.raises(AlreadyRequested):
        ask_to_unlock(person_id=amina.id, why="w", maker_id=olga.id, now=clock.now())
    User.objects.filter(pk=amina.pk).update(msisdn="+254799000001")
    with pytest.raises(ApprovalVoided):
        decide_approve(approval_id=asked.id, checker_id=another_operator().id, now=clock.now())
    with pytest.raises(ApprovalDecided):
        decide_approve(approval_id=asked.id, checker_id=another_operator().id, now=clock.now())
    assert status_of(amina) == "LOCKED"
