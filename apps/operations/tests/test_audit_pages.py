"""The audit trail, the seals and the verifications as operators see them."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.audit import row_cursor, services
from apps.audit.models import Seal, Verification
from apps.audit.tests.rows import HORIZON, make_records, seal, unguarded
from apps.core import clock
from apps.core.models import AuditRecord
from apps.core.services import record_deed, record_sight

pytestmark = pytest.mark.django_db
PAGE = "/admin/audit/verify/"


@pytest.fixture(autouse=True)
def sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_cursor, "horizon", lambda: HORIZON)


def staff(name: str, *codenames: str) -> Client:
    user = make_person(name)
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def vera() -> Client:
    """An auditor: sees, and changes nothing."""
    return staff("brian", "view_auditrecord", "view_seal", "view_verification", "view_user")


@pytest.fixture
def olga() -> Client:
    """Somebody who may also have things verified."""
    return staff("chidi", "view_seal", "view_verification", "add_verification")


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_the_page_says_how_far_each_chain_is_sealed(vera: Client) -> None:
    assert text(vera.get(PAGE)).count("Not sealed yet") == 4
    make_records(1_500)
    seal()
    page = text(vera.get(PAGE))
    assert "Not sealed yet" not in page and "Nobody seals" not in page
    assert "1,500" in page and "Audit trail of staff" in page
    assert bytes(Seal.objects.get(chain="core.audit", number=2).head).hex() in page
    assert "Verify now" not in page, "an auditor starts nothing"


def test_who_may_have_it_verified_and_sees_what_was_found(olga: Client, vera: Client) -> None:
    made = make_records(5)
    seal()
    with unguarded():
        AuditRecord.objects.filter(pk=made[0].pk).update(why="<b>other</b>")
    assert "Verify now" in text(olga.get(PAGE))
    assert olga.post(PAGE, {"kind": "AUDIT"}).status_code == 302
    assert "Waiting: 0 %" in text(olga.get(PAGE))
    assert "It is being verified already" in text(olga.post(PAGE, {"kind": "AUDIT"}, follow=True))
    services.run_verifications(read_clock=clock.now)
    page = text(vera.get(PAGE))
    assert "1 finding" in page and str(made[0].pk) in page and "changed since seal 1" in page
    row = Verification.objects.get()
    detail = text(vera.get(f"/admin/audit/verification/{row.pk}/change/"))
    assert "Differences found" in detail and str(made[0].pk) in detail
    assert "Differences found" in text(vera.get("/admin/audit/verification/"))


def test_who_may_not_is_refused(vera: Client, olga: Client) -> None:
    assert vera.post(PAGE, {"kind": "AUDIT"}).status_code == 403
    assert olga.post(PAGE, {"kind": "ALL"}).status_code == 400
    assert olga.post(PAGE).status_code == 400
    assert not Verification.objects.exists()
    nobody = staff("amina", "view_heartbeat")
    for path in (PAGE, "/admin/audit/verify_bundle.py", "/admin/audit/seal/", "/admin/audit/verification/"):
        assert nobody.get(path).status_code == 403, path
        assert Client().get(path).status_code == 302, path
    assert nobody.post(PAGE, {"kind": "AUDIT"}).status_code == 403


def test_the_script_is_handed_out_as_it_is(vera: Client) -> None:
    answer = vera.get("/admin/audit/verify_bundle.py")
    assert answer.content.startswith(b"#!/usr/bin/env python3")
    assert answer["Content-Disposition"] == 'attachment; filename="verify_bundle.py"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_seals_are_listed_and_shown_and_not_touched(vera: Client) -> None:
    make_records(1_200)
    seal()
    listed = text(vera.get("/admin/audit/seal/"))
    assert "core.audit 2" in listed and "Rows sealed" in listed
    assert "core.audit" not in text(vera.get("/admin/audit/seal/?chain=ledger.entries")).split("results")[-1]
    second = str(Seal.objects.get(chain="core.audit", number=2).pk)
    for term, is_found in (
        (second, True),
        ("core.audit 2", True),
        ("core.audit 9", False),
        ("core.audit " + "9" * 20, False),
    ):
        listed = text(vera.get("/admin/audit/seal/", {"q": term}))
        assert (f"/admin/audit/seal/{second}/change/" in listed) is is_found, term
    row = Seal.objects.get(chain="core.audit", number=1)
    page = text(vera.get(f"/admin/audit/seal/{row.pk}/change/"))
    assert bytes(row.signature).hex() in page and row.keys[0] in page and row.keys[30] not in page
    root = User.objects.get(pk=vera.session["_auth_user_id"])
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    for path in ("add/", f"{row.pk}/delete/"):
        assert vera.get(f"/admin/audit/seal/{path}").status_code == 403
    assert vera.post(f"/admin/audit/seal/{row.pk}/change/", {"chain": "x"}).status_code == 403


def test_the_trail_is_searched_by_person_row_and_request(vera: Client) -> None:
    amina, brian = make_person("amina"), User.objects.get(pk=vera.session["_auth_user_id"])
    now = clock.now()
    record_sight(actor_id=brian.pk, what="A person's page", subject_kind="accounts.user", subject_id=amina.pk, now=now)
    record_deed(actor_id=None, what="woke the console", now=now)
    trail = "/admin/core/auditrecord/"
    page = text(vera.get(trail))
    assert brian.full_name in page and "woke the console" in page and "The console" in page
    assert f'href="/admin/accounts/user/{amina.pk}/change/"' in page
    for term in (amina.msisdn, str(amina.pk), brian.msisdn, str(brian.pk)):
        found = text(vera.get(trail, {"q": term}))
        assert "A person&#x27;s page" in found and "woke the console" not in found, term
    assert "woke the console" in text(vera.get(trail, {"verb": "DID"}))
    assert "A person&#x27;s page" not in text(vera.get(trail, {"verb": "DID"}))
    for nonsense in ("\x00", "%", "nobody@nowhere.example", "a" * 500):
        assert vera.get(trail, {"q": nonsense}).status_code == 200


@pytest.mark.parametrize("path", [PAGE, "/admin/audit/seal/", "/admin/audit/verification/", "/admin/core/auditrecord/"])
def test_a_page_costs_the_same_however_much_there_is(
    vera: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    make_records(3_000)
    seal()
    vera.get(path)
    with django_assert_max_num_queries(25):
        assert vera.get(path).status_code == 200
