"""Being known better on the pages: begun, filled in, photographed, handed in, and told what has become of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.accounts.tests.web import sign_in
from apps.core import clock
from apps.kyc.models import Document, DocumentKind, Submission, SubmissionState
from apps.kyc.tests import papers

pytestmark = pytest.mark.django_db
PAGE = "/wallet/me/identity"
ABOUT = {"name": "Amina Otieno", "birth_date": "1994-03-17", "address": "12 Moi Avenue\nNairobi"}


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def web(client: Client, amina: User) -> Client:
    sign_in(client, amina)
    return client


def begun(web: Client, tier: str = "TIER_2") -> str:
    """The address of a draft that was begun just now."""
    response = web.post(PAGE, {"target_tier": tier})
    assert response.status_code == 303
    return str(response["Location"])


def picture(content: bytes, name: str = "front.jpg") -> dict[str, Any]:
    return {"picture": SimpleUploadedFile(name, content, content_type="image/jpeg")}


def test_from_nothing_to_handed_in(web: Client, amina: User) -> None:
    page = web.get(PAGE)
    assert b"Number verified" in page.content
    draft = begun(web)
    assert web.get(PAGE)["Location"] == draft
    assert web.post(f"{draft}/about", ABOUT).status_code == 303
    document = {
        "document_type": "NATIONAL_ID",
        "document_country": "KE",
        "id_number": "2345 5678",
        "document_expiry_date": "",
    }
    assert web.post(f"{draft}/document", document).status_code == 303
    for kind in ("id_front", "id_back", "selfie"):
        assert web.post(f"{draft}/pictures/{kind}", picture(papers.photo(kind))).status_code == 303
    page = web.get(draft)
    assert b"Everything is there" in page.content
    # The number is shown masked, and never put back into the form.
    assert "•••••678".encode() in page.content
    assert b"23455678" not in page.content
    assert web.post(f"{draft}/submit")["Location"] == PAGE
    row = Submission.objects.get(person=amina)
    assert row.state == SubmissionState.SUBMITTED
    assert b"Being checked" in web.get(PAGE).content
    assert Document.objects.filter(submission=row).count() == 3


def test_a_picture_is_given_back_as_an_attachment(web: Client, amina: User) -> None:
    row = papers.draft_of(amina, "TIER_2")
    papers.put(row, DocumentKind.ID_FRONT)
    response = web.get(f"{PAGE}/{row.id}/pictures/id_front")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"].startswith(("no-store", "private"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "X", "first and a last name"),
        ("birth_date", "2020-01-01", "at least"),
        ("birth_date", "17.3.1994", "valid date"),
        ("birth_date", "", "required"),
        ("address", "x", "full address"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_not_written(
    web: Client, amina: User, field: str, value: str, said: str
) -> None:
    draft = begun(web, "TIER_1")
    response = web.post(f"{draft}/about", {**ABOUT, field: value})
    assert response.status_code == 400
    assert said in " ".join(response.context["about_form"].errors[field])
    # What else was typed stands there still.
    other = "name" if field != "name" else "address"
    assert ABOUT[other].splitlines()[0] in response.content.decode()
    assert Submission.objects.get(person=amina).name is None


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 a zip", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff" + b"x" * 100]
)
def test_what_is_no_photograph_is_refused_and_nothing_kept(web: Client, amina: User, content: bytes) -> None:
    draft = begun(web)
    response = web.post(f"{draft}/pictures/selfie", picture(content))
    assert response.status_code == 400
    assert not Document.objects.filter(submission__person=amina).exists()


def test_what_is_incomplete_cannot_be_handed_in(web: Client, amina: User) -> None:
    draft = begun(web)
    response = web.post(f"{draft}/submit")
    assert response.status_code == 422
    assert Submission.objects.get(person=amina).state == SubmissionState.DRAFT


def test_what_is_handed_in_cannot_be_changed(web: Client, amina: User) -> None:
    row = papers.submitted(amina)
    assert web.get(f"{PAGE}/{row.id}")["Location"] == PAGE
    assert web.post(f"{PAGE}/{row.id}/about", ABOUT).status_code in (303, 409)
    assert web.post(f"{PAGE}/{row.id}/pictures/selfie", picture(papers.photo())).status_code == 409
    assert not Document.objects.filter(submission=row, uploaded_at__gt=clock.now() + timedelta(0)).exists()


@pytest.mark.parametrize("end", ["", "/about", "/document", "/pictures/selfie", "/submit"])
def test_somebody_else_s_is_not_there(web: Client, end: str) -> None:
    row = papers.draft_of(make_person("brian"), "TIER_2")
    address = f"{PAGE}/{row.id}{end}"
    fields = {"/about": ABOUT, "/pictures/selfie": picture(papers.photo())}.get(end, {"document_type": "PASSPORT"})
    response = web.get(address) if end == "" else web.post(address, {**fields, "document_country": "KE"})
    assert response.status_code == 404
    assert web.get(f"{PAGE}/{row.id}/pictures/selfie").status_code == 404
    assert web.get(f"{PAGE}/{uuid4()}").status_code == 404


def test_why_it_was_not_approved_is_said(web: Client, amina: User) -> None:
    from apps.kyc.reasons import Reason
    from apps.kyc.services import reject, take

    row = papers.in_review(amina)
    reviewer = make_person("grace", is_staff=True, is_superuser=True)
    take(submission_id=row.id, by=reviewer.id, now=clock.now())
    reject(submission_id=row.id, by=reviewer.id, reasons=[Reason.SELFIE_UNREADABLE], note="Too dark.", now=clock.now())
    page = web.get(PAGE).content.decode()
    assert "Not approved" in page
    assert "Too dark." in page
