"""The reviewers' pages: what waits comes first, papers are for reviewers, an approval is of what was looked at."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.core import clock
from apps.merchants import services
from apps.merchants.models import DocumentKind, Handover, Merchant, MerchantStatus, Role, Staff
from apps.merchants.tests.applying import again, applied, approve, put, reviewer
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
HX = {"HTTP_HX_REQUEST": "true"}


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def olga() -> User:
    return reviewer()


@pytest.fixture
def site(olga: User) -> Client:
    return enter(olga)


@pytest.fixture
def row() -> Merchant:
    return applied(join("brian"))


def staff_who_may(*codenames: str) -> User:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_") | Permission.objects.filter(codename__in=codenames)
    )
    return vera


def page_of(row: Merchant) -> str:
    return reverse("admin:merchants_merchant_change", args=[row.id])


def picture(row: Merchant, kind: str = "REGISTRATION") -> str:
    return reverse("admin:merchants_merchant_document", args=[row.id, kind])


def listed(client: Client, **query: str) -> list[Any]:
    address = reverse("admin:merchants_merchant_changelist", query=query)
    return [one.pk for one in client.get(address).context["cl"].result_list]


def dialog_of(client: Client, row: Merchant, action: str) -> str:
    answer = client.get(f"/admin/merchants/merchant/{row.pk}/{action}/", **HX)  # type: ignore[arg-type]
    return str(answer.content.decode())


def act(client: Client, row: Merchant, action: str, **fields: Any) -> Any:
    return client.post(f"/admin/merchants/merchant/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def seen_in(text: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', text)
    assert found, text
    return found[1]


def test_what_waits_is_shown_the_oldest_first(site: Client, olga: User, row: Merchant) -> None:
    second = applied(join("chidi"), name="Second")
    active = applied(join("amina"), name="Third")
    approve(active, olga)
    till = open_till(active)
    assert listed(site) == [row.pk, second.pk]
    assert listed(site, status="ACTIVE") == [active.pk]
    assert set(listed(site, status="all")) == {row.pk, second.pk, active.pk}
    for term in (till.code, till.code.lower(), active.owner.msisdn, str(active.pk), str(active.owner_id)):
        assert listed(site, q=term) == [active.pk], term
    assert listed(site, q="Mama") == []


def test_what_is_in_the_dialog_is_what_is_approved(site: Client, row: Merchant) -> None:
    assert "Business registration" in site.get(page_of(row)).content.decode()
    text = dialog_of(site, row, "approve")
    for shown in ("Mama Njeri&#x27;s Kitchen", "Njeri Foods Ltd", "5812 Restaurants", "Business registration"):
        assert shown in text, text
    assert "restricted_is_meant" not in text
    put(row, DocumentKind.REGISTRATION, "another one")
    act(site, row, "approve", seen=seen_in(text))
    assert again(row).status == MerchantStatus.APPLIED
    act(site, row, "approve")
    assert again(row).status == MerchantStatus.APPLIED, "nothing is approved without saying what"
    act(site, row, "approve", seen=seen_in(dialog_of(site, row, "approve")))
    assert again(row).status == MerchantStatus.ACTIVE
    assert LogEntry.objects.filter(object_id=str(row.pk)).count() == 1


def test_a_restricted_category_is_ticked(site: Client) -> None:
    row = applied(join("chidi"), category="7995")
    text = dialog_of(site, row, "approve")
    act(site, row, "approve", seen=seen_in(text))
    assert again(row).status == MerchantStatus.APPLIED
    act(site, row, "approve", seen=seen_in(text), restricted_is_meant="on")
    assert again(row).status == MerchantStatus.ACTIVE


def test_the_rest_of_its_life(site: Client, row: Merchant, olga: User) -> None:
    act(site, row, "reject", reason="The paper cannot be read.")
    assert again(row).status_reason == "The paper cannot be read."
    services.submit_again(person_id=row.owner_id, merchant_id=row.id, now=clock.now())
    approve(row, olga)
    for action, state in (
        ("suspend", "SUSPENDED"),
        ("resume", "ACTIVE"),
        ("suspend", "SUSPENDED"),
        ("close", "CLOSED"),
    ):
        act(site, row, action)
        assert again(row).status != state, "a reason is asked for"
        act(site, row, action, reason="because")
        assert again(row).status == state
    for action in ("suspend", "resume", "close", "reject"):
        act(site, row, action, reason="because")
    assert again(row).status == MerchantStatus.CLOSED


def test_a_paper_is_shown_to_a_reviewer_as_a_file_and_written_down(site: Client, row: Merchant, olga: User) -> None:
    assert picture(row) in site.get(page_of(row)).content.decode()
    answer = site.get(picture(row))
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200,
        "image/jpeg",
        "nosniff",
    )
    assert answer["Content-Disposition"].startswith("attachment")
    seen = Activity.objects.get(action="merchants.document_seen")
    assert (seen.person_id, seen.subject, seen.detail["kind"]) == (olga.id, str(row.id), "REGISTRATION")
    for address in (
        picture(row, "TAX"),
        picture(row, "x"),
        reverse("admin:merchants_merchant_document", args=["x", "TAX"]),
    ):
        assert site.get(address).status_code == 404
    assert site.post(picture(row)).status_code == 405


def test_who_only_looks_sees_no_papers_and_decides_nothing(row: Merchant) -> None:
    site = enter(staff_who_may())
    text = site.get(page_of(row)).content.decode()
    assert "Only reviewers see these." in text and picture(row) not in text
    assert site.get(picture(row)).status_code == 403
    for action in ("approve", "reject", "suspend", "resume", "close"):
        assert act(site, row, action, reason="r", seen="x").status_code == 403
    assert again(row).status == MerchantStatus.APPLIED


def test_who_may_review_need_not_be_a_superuser(row: Merchant) -> None:
    site = enter(staff_who_may("review_merchant"))
    assert site.get(picture(row)).status_code == 200
    act(site, row, "reject", reason="r")
    assert again(row).status == MerchantStatus.REJECTED


def test_nobody_reviews_where_they_work(site: Client, row: Merchant, olga: User) -> None:
    employ(row, olga)
    text = site.get(page_of(row)).content.decode()
    assert "Nobody reviews where they work" in text and picture(row) not in text
    assert site.get(picture(row)).status_code == 403
    act(site, row, "approve", seen=seen_in(dialog_of(site, row, "approve")))
    assert again(row).status == MerchantStatus.APPLIED


def test_every_list_and_page_answers_and_nobody_writes_there(site: Client, row: Merchant) -> None:
    shop = open_merchant(join("amina"), name="Amina's <b>shop</b>")
    till = open_till(shop, tip_mode="PERCENT", tip_value="2.50")
    job = employ(shop, join("chidi"), Role.MANAGER, cap=20, store=till.store)  # type: ignore[arg-type]
    offer = Handover.objects.create(
        merchant=shop, to=job, offered_by=shop.owner, offered_at=clock.now(), expires_at=clock.now()
    )
    things = {
        "merchant": shop,
        "store": till.store,
        "till": till,
        "staff": job,
        "document": row.documents.get(),
        "handover": offer,
    }
    for name, thing in things.items():
        text = site.get(reverse(f"admin:merchants_{name}_changelist")).content.decode()
        assert "<b>shop</b>" not in text
        page = reverse(f"admin:merchants_{name}_change", args=[thing.pk])
        answer = site.get(page)
        assert answer.status_code == 200 and "<b>shop</b>" not in answer.content.decode()
        assert site.post(page, {"name": "x"}).status_code == 403
        assert site.get(reverse(f"admin:merchants_{name}_add")).status_code == 403
    assert Staff.objects.get(pk=job.pk).role == Role.MANAGER
    assert [
        one.pk
        for one in site.get(reverse("admin:merchants_till_changelist", query={"q": till.code}))
        .context["cl"]
        .result_list
    ] == [till.pk]
