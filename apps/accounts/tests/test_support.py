"""What an operator does for a person: through services, with a reason, and never a secret (SECURITY 6)."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts import services
from apps.accounts.errors import SessionNotFound
from apps.accounts.models import Activity, DataExport, Device, NameChange, Pin, Session, User, WipeCommand
from apps.accounts.tests.factories import give_phone, give_pin, make_operator, make_person, tokens_of
from apps.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga(client: Client) -> Client:
    client.force_login(make_operator())
    return client


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def phone(amina: User) -> Device:
    return Device.objects.get(pk=give_phone(amina, tokens_of(amina).session_id).device_id)


@pytest.fixture
def asked(amina: User) -> NameChange:
    return NameChange.objects.create(user=amina, full_name="Amina Weber", asked_at=clock.now())


def address(row: Any, action: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{action}", args=[row.pk])


def act(client: Client, row: Any, action: str, reason: str = "Called us") -> Any:
    return client.post(address(row, action), {"_form_submitted": "True", "reason": reason})


def page_of(client: Client, row: Any) -> str:
    answer = client.get(address(row, "change"))
    assert answer.status_code == 200
    return answer.content.decode()


def offered(client: Client, row: Any) -> set[str]:
    """The actions the row's page offers."""
    page, base = page_of(client, row), address(row, "change").removesuffix("change/")
    names = {
        "lock-account", "unlock-account", "release", "start-pin-reset", "end-sessions",
        "lock-phone", "wipe-phone", "approve", "reject", "end",
    }  # fmt: skip
    return {name for name in names if f"{base}{name}/" in page}


def operator_with(client: Client, *codenames: str) -> User:
    """Farid, staff with these permissions and no more."""
    farid = make_person("farid", is_staff=True)
    farid.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(farid)
    return farid


def test_a_person_is_locked_from_their_page_and_asked_to_be_unlocked(olga: Client, amina: User) -> None:
    tokens_of(amina)
    assert offered(olga, amina) == {"lock-account", "end-sessions"}
    act(olga, amina, "lock_account")
    amina.refresh_from_db()
    assert amina.status == "LOCKED"
    assert not Session.objects.filter(revoked_at=None).exists()
    by = str(User.objects.get(is_superuser=True).pk)
    assert Activity.objects.get(action="accounts.locked").detail == {"reason": "Called us", "by": by}
    assert LogEntry.objects.get().change_message == "Locked. Called us"
    assert offered(olga, amina) == {"unlock-account"}
    act(olga, amina, "unlock_account")
    amina.refresh_from_db()
    assert amina.status == "LOCKED", "it is only asked for: apps/operations/tests/test_unlocking.py"
    assert Activity.objects.filter(action="approvals.requested", detail__action="accounts.unlock").count() == 1


@pytest.mark.parametrize("reason", ["", "   "])
def test_every_action_needs_a_reason(olga: Client, amina: User, phone: Device, asked: NameChange, reason: str) -> None:
    for row, action in ((amina, "lock_account"), (phone, "lock_phone"), (phone, "wipe_phone"), (asked, "approve")):
        assert act(olga, row, action, reason).status_code == 200
    assert (User.objects.get(pk=amina.pk).status, Device.objects.get().status) == ("ACTIVE", "ACTIVE")
    assert NameChange.objects.get().status == "PENDING"
    assert not LogEntry.objects.exists()


def test_a_dialog_that_is_only_opened_changes_nothing(olga: Client, amina: User, phone: Device) -> None:
    for row, action in ((amina, "lock_account"), (phone, "wipe_phone")):
        answer = olga.get(address(row, action))
        assert 'name="reason"' in answer.content.decode()
    assert not Activity.objects.filter(action__in=["accounts.locked", "accounts.wipe_requested"]).exists()


def test_a_phone_is_locked(olga: Client, amina: User, phone: Device) -> None:
    """SECURITY 11."""
    assert offered(olga, phone) == {"lock-phone", "wipe-phone"}
    act(olga, phone, "lock_phone", "Lost in a taxi")
    phone.refresh_from_db()
    assert (phone.status, phone.locked_reason) == ("LOCKED", "Lost in a taxi")
    assert not Session.objects.filter(revoked_at=None).exists()
    done = Activity.objects.get(action="accounts.device_locked")
    assert done.detail["by"] == str(User.objects.get(is_superuser=True).pk)
    assert offered(olga, phone) == {"wipe-phone"}


def test_a_wipe_is_followed_from_request_to_done(olga: Client, amina: User, phone: Device) -> None:
    act(olga, phone, "wipe_phone", "Stolen")
    order = WipeCommand.objects.get(device=phone)
    assert order.requested_by == User.objects.get(is_superuser=True).pk
    assert offered(olga, phone) == set()
    now = clock.now()
    for fields, word in (({}, "Requested"), ({"delivered_at": now}, "Delivered"), ({"done_at": now}, "Done")):
        WipeCommand.objects.update(**fields)
        for row in (phone, amina):
            assert f">{word}</span>" in page_of(olga, row)
    assert bytes(order.nonce).hex() not in page_of(olga, phone)
    assert "Olga Operator" in page_of(olga, phone)
    assert LogEntry.objects.get().change_message == "Wipe requested. Stolen"


def test_a_pin_reset_is_started_and_nothing_chosen(olga: Client, amina: User) -> None:
    """SECURITY 6 and 7."""
    assert "start-pin-reset" not in offered(olga, amina), "there is none yet"
    assert "Not set" in page_of(olga, amina)
    give_pin(amina)
    before = Pin.objects.get()
    assert "start-pin-reset" in offered(olga, amina)
    dialog = olga.get(address(amina, "start_pin_reset")).content.decode()
    assert 'name="pin"' not in dialog
    olga.post(address(amina, "start_pin_reset"), {"_form_submitted": "True", "reason": "Forgot it", "pin": "7391"})
    after = Pin.objects.get()
    assert (bytes(after.digest), bytes(after.salt), after.version) == (bytes(before.digest), bytes(before.salt), 1)
    assert after.reset_allowed_until is not None and after.reset_allowed_until > clock.now() + timedelta(hours=23)
    page = page_of(olga, amina)
    assert "may be reset until" in page
    assert Activity.objects.get(action="accounts.pin_reset_started").detail["reason"] == "Forgot it"


def test_a_locked_pin_says_so(olga: Client, amina: User) -> None:
    give_pin(amina)
    Pin.objects.update(locked_until=clock.now() + timedelta(minutes=10))
    assert ">Locked</span>" in page_of(olga, amina)


def test_money_of_somebody_who_lost_the_phone_is_asked_to_leave_again(olga: Client, amina: User) -> None:
    assert "release" not in offered(olga, amina)
    User.objects.filter(pk=amina.pk).update(secured_at=clock.now())
    assert "No money leaves" in page_of(olga, amina)
    act(olga, amina, "release")
    amina.refresh_from_db()
    assert amina.secured_at is not None, "it is only asked for: apps/operations/tests/test_unlocking.py"
    assert Activity.objects.filter(action="approvals.requested", detail__action="accounts.release").count() == 1


def test_sessions_are_ended_one_and_all(olga: Client, amina: User) -> None:
    first, second = (Session.objects.get(pk=tokens_of(amina).session_id) for _ in range(2))
    brians = Session.objects.get(pk=tokens_of(make_person("brian")).session_id)
    act(olga, first, "end", "Shared computer")
    first.refresh_from_db()
    assert first.revoked_reason == "operator"
    assert offered(olga, first) == set()
    assert Activity.objects.get(action="accounts.session_ended").detail["reason"] == "Shared computer"
    act(olga, amina, "end_sessions")
    second.refresh_from_db()
    assert second.revoked_at is not None
    brians.refresh_from_db()
    assert brians.revoked_at is None
    act(olga, amina, "end_sessions", "again")
    assert LogEntry.objects.filter(object_id=str(amina.pk)).count() == 1, "there was nothing left to end"


@pytest.mark.parametrize(
    ("action", "status", "name"), [("approve", "APPROVED", "Amina Weber"), ("reject", "REJECTED", "Amina Otieno")]
)
def test_a_name_is_decided_once(
    olga: Client, amina: User, asked: NameChange, action: str, status: str, name: str
) -> None:
    page = page_of(olga, asked)
    assert "Amina Weber" in page and "Amina Otieno" in page
    act(olga, asked, action, "Seen on the passport")
    asked.refresh_from_db()
    amina.refresh_from_db()
    assert (asked.status, asked.decision, amina.full_name) == (status, "Seen on the passport", name)
    assert offered(olga, asked) == set()
    act(olga, asked, "reject" if action == "approve" else "approve", "Changed my mind")
    asked.refresh_from_db()
    assert asked.status == status


def test_nobody_decides_about_their_own_name(olga: Client) -> None:
    me = User.objects.get(is_superuser=True)
    mine = NameChange.objects.create(user=me, full_name="Olga the Great", asked_at=clock.now())
    assert offered(olga, mine) == set()
    act(olga, mine, "approve")
    mine.refresh_from_db()
    assert mine.status == "PENDING"
    assert User.objects.get(pk=me.pk).full_name == "Olga Operator"


def test_an_auditor_sees_all_of_it_and_can_do_nothing(
    client: Client, amina: User, phone: Device, asked: NameChange
) -> None:
    """SECURITY 16."""
    give_pin(amina)
    session = Session.objects.get()
    export = DataExport.objects.create(user=amina, requested_at=clock.now())
    operator_with(client, *Permission.objects.filter(codename__startswith="view_").values_list("codename", flat=True))
    actions = {
        amina: ["lock_account", "unlock_account", "release", "start_pin_reset", "end_sessions"],
        phone: ["lock_phone", "wipe_phone"],
        asked: ["approve", "reject"],
        session: ["end"],
        export: [],
    }
    for row, names in actions.items():
        assert offered(client, row) == set(), row
        assert 'name="_save"' not in page_of(client, row)
        for name in names:
            assert act(client, row, name).status_code == 403, (row, name)
            assert client.get(address(row, name)).status_code == 403, (row, name)
        listing = reverse(f"admin:accounts_{row._meta.model_name}_changelist")
        for action in ("lock", "unlock", "delete_selected"):
            chosen = {"action": action, "_selected_action": [str(row.pk)], "reason": "x", "index": "0"}
            client.post(listing, chosen)
    assert User.objects.get(pk=amina.pk).status == "ACTIVE"
    assert Device.objects.get().status == "ACTIVE"
    assert NameChange.objects.get().status == "PENDING"
    assert Session.objects.get().revoked_at is None
    assert Pin.objects.get().reset_allowed_until is None


@pytest.mark.parametrize(
    ("permission", "model", "action"),
    [
        ("change_user", "user", "lock_account"),
        ("change_device", "device", "lock_phone"),
        ("change_namechange", "namechange", "approve"),
        ("change_session", "session", "end"),
    ],
)
def test_each_permission_opens_its_own_actions(
    client: Client, amina: User, phone: Device, asked: NameChange, permission: str, model: str, action: str
) -> None:
    operator_with(client, permission, f"view_{model}")
    rows = {"user": amina, "device": phone, "namechange": asked, "session": Session.objects.get()}
    actions = {"user": "lock_account", "device": "lock_phone", "namechange": "approve", "session": "end"}
    for name, row in rows.items():
        expected = 200 if name == model else 403
        assert act(client, row, actions[name]).status_code == expected, name


def test_a_person_page_shows_only_what_this_operator_may_see(client: Client, amina: User, phone: Device) -> None:
    operator_with(client, "view_user")
    page = page_of(client, amina)
    assert "Amina Otieno" in page
    assert str(phone.pk) not in page
    assert reverse("admin:accounts_session_changelist") not in page


@pytest.mark.parametrize("action", ["lock_account", "end_sessions", "start_pin_reset"])
def test_only_superusers_act_on_staff(client: Client, action: str) -> None:
    chief = make_operator()
    give_pin(chief)
    tokens_of(chief)
    operator_with(client, "change_user", "view_user")
    act(client, chief, action)
    client.post("/admin/accounts/user/", {"action": "lock", "_selected_action": [str(chief.pk)], "index": "0"})
    chief.refresh_from_db()
    assert chief.status == "ACTIVE"
    assert Session.objects.get().revoked_at is None
    assert Pin.objects.get().reset_allowed_until is None


def test_nobody_starts_a_reset_for_themselves(client: Client) -> None:
    """An operator is a customer too: what support lifts for others it does not lift for itself."""
    farid = operator_with(client, "change_user", "view_user")
    User.objects.filter(pk=farid.pk).update(is_superuser=True, secured_at=clock.now())
    give_pin(farid)
    act(client, farid, "start_pin_reset")
    act(client, farid, "release")
    assert Pin.objects.get().reset_allowed_until is None
    assert User.objects.get(pk=farid.pk).secured_at is not None
    assert not {"start-pin-reset", "release"} & offered(client, farid)


def test_no_form_gives_roles(olga: Client, amina: User) -> None:
    """Two people do, on a page of their own: apps/operations/tests/test_roles.py."""
    assert olga.post(address(amina, "change"), {"is_staff": "on", "is_superuser": "on"}).status_code == 403
    assert not User.objects.get(pk=amina.pk).is_staff
    assert not Activity.objects.filter(action="accounts.roles_changed").exists()


def test_what_belongs_to_nobody_is_not_found(olga: Client, amina: User) -> None:
    ghost = reverse("admin:accounts_user_lock_account", args=["01a1fbaf-af8c-759e-b362-d597f404dc48"])
    assert olga.post(ghost, {"_form_submitted": "True", "reason": "x"}).status_code == 404
    nonsense = reverse("admin:accounts_device_lock_phone", args=["not-an-id"])
    assert olga.post(nonsense, {"_form_submitted": "True", "reason": "x"}).status_code == 404


def test_phones_sessions_and_names_are_found_by_person(
    olga: Client, amina: User, phone: Device, asked: NameChange
) -> None:
    for model in ("device", "session", "namechange"):
        listing = reverse(f"admin:accounts_{model}_changelist")
        for term in (amina.msisdn, amina.email, amina.pk):
            assert "Amina Otieno" in olga.get(f"{listing}?{urlencode({'q': str(term)})}").content.decode(), (
                model,
                term,
            )
        assert "Amina Otieno" not in olga.get(listing, {"q": "+254712000002"}).content.decode()


def test_a_service_ends_only_what_is_good(amina: User) -> None:
    with pytest.raises(SessionNotFound):
        services.end_sessions_for(person_id=amina.pk, reason="x", by=amina.pk, now=clock.now())
