"""The reviewers' pages: what waits comes first, papers are opened for reviewers only, and each look is written down."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.kyc import services
from apps.kyc.models import Submission, WatchListEntry, WatchListHit
from apps.kyc.tests.papers import again, answered, approved, draft_of, in_review, reviewer, submitted

pytestmark = pytest.mark.django_db
LIST = "admin:kyc_submission_changelist"
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
def auditor() -> Client:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return enter(vera)


def page_of(row: Submission) -> str:
    return reverse("admin:kyc_submission_change", args=[row.id])


def picture(row: Submission, kind: str = "SELFIE") -> str:
    return reverse("admin:kyc_submission_document", args=[row.id, kind])


def act(client: Client, row: Any, action: str, **fields: Any) -> Any:
    model = row._meta.model_name
    return client.post(f"/admin/kyc/{model}/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def listed(client: Client, **query: str) -> list[Any]:
    return [row.pk for row in client.get(reverse(LIST, query=query)).context["cl"].result_list]


def test_what_waits_is_shown_the_oldest_first(site: Client, olga: User) -> None:
    first, second = in_review(make_person("amina")), in_review(make_person("brian"))
    done = approved(make_person("chidi"), olga)
    draft = draft_of(make_person("dalia"))
    assert listed(site) == [first.pk, second.pk]
    assert listed(site, state="APPROVED") == [done.pk]
    assert set(listed(site, state="all")) == {first.pk, second.pk, done.pk, draft.pk}
    assert listed(site, q=str(done.person.msisdn)) == [done.pk], "whoever searches means all of theirs"


def test_flags_are_seen_in_the_list(site: Client) -> None:
    services.add_watch_list_entry(name="Amina Otieno", source="UN", reason="r", now=clock.now())
    submitted(make_person("brian"), id_number="23456780")
    answered(submitted(make_person("amina"), name="Amina Quill Otieno"))
    text = site.get(reverse(LIST)).content.decode()
    assert "watch list" in text and "same number as somebody else" in text


def test_the_page_shows_everything_and_says_that_it_was_seen(site: Client, olga: User) -> None:
    row = in_review(make_person("amina"))
    text = site.get(page_of(row)).content.decode()
    for shown in ("Amina Wanjiku Otieno", "23456780", "12 Moi Avenue", "17 March 1994", picture(row, "ID_BACK")):
        assert shown in text
    seen = Activity.objects.get(action="kyc.details_seen")
    assert (seen.person_id, seen.subject) == (olga.id, str(row.id))


def test_a_picture_is_shown_to_a_reviewer_and_written_down(site: Client, olga: User) -> None:
    row = in_review(make_person("amina"))
    answer = site.get(picture(row))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff" and "attachment" in answer["Content-Disposition"]
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert Activity.objects.get(action="kyc.document_seen").detail["kind"] == "SELFIE"
    assert site.post(picture(row)).status_code == 405
    for wrong in (picture(row, "PASSPORT"), picture(row, "selfie"), picture(row).replace(str(row.id), str(uuid4()))):
        assert site.get(wrong).status_code == 404


def test_an_auditor_sees_that_there_is_something_and_nothing_in_it(auditor: Client) -> None:
    row = in_review(make_person("amina"))
    text = auditor.get(page_of(row)).content.decode()
    for secret in ("Wanjiku", "23456780", "Moi Avenue", "1994", "gp-documents"):
        assert secret not in text
    assert "Only reviewers see these." in text
    assert auditor.get(picture(row)).status_code == 403
    for action in ("take", "release", "approve", "reject"):
        assert act(auditor, row, action, reasons="other", note="x").status_code == 403
    assert not Activity.objects.filter(action__endswith="_seen").exists()
    assert again(row).reviewer is None


@pytest.mark.parametrize("who", ["nobody", "customer", "staff without rights"])
def test_nobody_else_comes_near(who: str) -> None:
    row = in_review(make_person("amina"))
    client = Client()
    if who == "customer":
        client = enter(row.person)
    if who == "staff without rights":
        client = enter(make_person("olga", is_staff=True))
    for address in (page_of(row), picture(row), reverse(LIST)):
        assert client.get(address).status_code in {302, 403}
    assert not Activity.objects.filter(action__endswith="_seen").exists()


def test_ones_own_is_somebody_elses_to_review(site: Client, olga: User) -> None:
    row = in_review(olga)
    text = site.get(page_of(row)).content.decode()
    assert "Nobody reviews their own" in text and "Wanjiku" not in text
    assert site.get(picture(row)).status_code == 403
    act(site, row, "take")
    assert again(row).reviewer is None


def test_a_submission_is_taken_and_approved(site: Client, olga: User) -> None:
    row = in_review(make_person("amina"))
    text = site.get(page_of(row)).content.decode()
    assert f"/{row.id}/take/" in text and f"/{row.id}/approve/" not in text
    answer = act(site, row, "take")
    assert answer["HX-Redirect"] == page_of(row)
    text = site.get(page_of(row)).content.decode()
    assert f"/{row.id}/take/" not in text and f"/{row.id}/approve/" in text and f"/{row.id}/release/" in text
    act(site, row, "approve")
    assert (again(row).state, again(row).reviewer_id) == ("APPROVED", olga.id)
    assert User.objects.get(pk=row.person_id).kyc_tier == "TIER_2"


def test_a_rejection_asks_why(site: Client) -> None:
    row = in_review(make_person("amina"))
    act(site, row, "take")
    for fields in ({}, {"reasons": ["because"]}, {"reasons": ["other"]}, {"reasons": ["other"], "note": "  "}):
        answer = act(site, row, "reject", **fields)
        assert "HX-Redirect" not in answer and again(row).state == "IN_REVIEW"
    act(site, row, "reject", reasons=["selfie_unreadable", "other"], note="Hold the card beside your face.")
    assert (again(row).state, again(row).reasons) == ("REJECTED", ["selfie_unreadable", "other"])
    assert "Hold the card" in site.get(page_of(row)).content.decode()


def test_looking_never_decides(site: Client) -> None:
    row = in_review(make_person("amina"))
    for action in ("take", "approve", "reject"):
        site.get(f"/admin/kyc/submission/{row.pk}/{action}/")
    assert again(row).reviewer is None and again(row).state == "IN_REVIEW"


def test_who_comes_too_late_is_told_so(site: Client) -> None:
    row, esther = in_review(make_person("amina")), reviewer("esther")
    act(site, row, "take")
    other = enter(esther)
    services.release(submission_id=row.id, by=again(row).reviewer_id, now=clock.now())  # type: ignore[arg-type]
    act(other, row, "take")
    act(other, row, "approve")
    act(site, row, "reject", reasons=["other"], note="x")
    text = site.get(page_of(row)).content.decode()
    assert "It is approved by Esther Wanjiru by now: nothing was changed." in text
    assert again(row).state == "APPROVED"


def test_the_same_number_leads_to_the_other_submission(site: Client) -> None:
    first = submitted(make_person("brian"), id_number="23456780")
    row = in_review(make_person("amina"))
    text = site.get(page_of(row)).content.decode()
    assert page_of(first) in text and "Brian Mwangi" in text


def test_an_entry_is_added_found_and_ended_and_its_number_is_nowhere(site: Client) -> None:
    fields = {"name": "Ámina OTIENO", "birth_date": "", "id_number": "2345 6780", "source": "UN", "reason": "test"}
    site.post(reverse("admin:kyc_watchlistentry_add"), fields)
    entry = WatchListEntry.objects.get()
    address = reverse("admin:kyc_watchlistentry_change", args=[entry.pk])
    assert "23456780" not in site.get(address).content.decode()
    found = site.get(reverse("admin:kyc_watchlistentry_changelist", query={"q": "otieno amina"}))
    assert [row.pk for row in found.context["cl"].result_list] == [entry.pk]
    assert answered(submitted(make_person("amina"))).watch_listed
    assert site.post(address, {**fields, "name": "Nobody"}).status_code == 403
    act(site, entry, "end", reason="withdrawn")
    assert WatchListEntry.objects.get().ended_at is not None
    done = Activity.objects.filter(action__in=["kyc.watch_list_extended", "kyc.watch_list_shortened"])
    assert done.count() == 2


@pytest.mark.parametrize("name", ["", "123", "<>"])
def test_an_entry_without_a_name_is_refused_in_the_form(site: Client, name: str) -> None:
    fields = {"name": name, "birth_date": "", "id_number": "", "source": "UN", "reason": "test"}
    assert site.post(reverse("admin:kyc_watchlistentry_add"), fields).status_code == 200
    assert not WatchListEntry.objects.exists()


def test_a_hit_is_decided_on_its_page(site: Client, olga: User) -> None:
    services.add_watch_list_entry(name="Amina Otieno", source="UN", reason="r", now=clock.now())
    in_review(make_person("amina"))
    hit = WatchListHit.objects.get()
    address = reverse("admin:kyc_watchlisthit_change", args=[hit.pk])
    assert f"/{hit.pk}/confirm/" in site.get(address).content.decode()
    act(site, hit, "confirm", reason="the same scar")
    assert User.objects.get(full_name="Amina Otieno").status == "LOCKED"
    assert f"/{hit.pk}/confirm/" not in site.get(address).content.decode()
    act(site, hit, "clear", reason="oh no")
    assert WatchListHit.objects.get().verdict == "CONFIRMED"
