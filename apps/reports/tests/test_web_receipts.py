"""The receipt of one's own payment on pages: as a file, and as a link that can be ended."""

import re

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.core.models import AuditRecord
from apps.reports.models import ReceiptLink
from apps.transactions.models import Transaction
from apps.transactions.tests.outside import deposit
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def payment(amina: User) -> Transaction:
    join("brian")
    return send(amina, "brian", "12.50", note="lunch").transaction


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def test_it_is_saved_as_a_file_and_written_down(web: Browser, payment: Transaction) -> None:
    address = f"/wallet/activity/{payment.id}/receipt"
    before = AuditRecord.objects.count()
    assert web.get(address).status_code == 200
    assert AuditRecord.objects.count() == before
    saved = web.post(address)
    assert (saved.status_code, saved["Content-Type"]) == (200, "application/pdf")
    assert saved.content.startswith(b"%PDF")
    assert payment.reference in saved["Content-Disposition"]
    assert AuditRecord.objects.count() == before + 1


def test_it_names_who_is_no_person_of_ours(web: Browser, amina: User) -> None:
    """A bank, or a number that nobody has registered with yet; where nobody is named it is us."""
    added = deposit(amina, 20)
    invited = send(amina, "+254712000077", 5, invite=True).transaction
    assert added.payer_name
    for row, other in ((added, f"From {added.payer_name} To"), (invited, "To +254712000077 When")):
        page = words_of(web.get(f"/wallet/activity/{row.id}/receipt"))
        assert other in page
        assert "To GoPay" not in page and "From GoPay" not in page


def test_a_link_is_told_once_and_can_be_ended(web: Browser, payment: Transaction) -> None:
    address = f"/wallet/activity/{payment.id}/receipt/link"
    assert "Make a link" in words_of(web.get(address))
    assert not ReceiptLink.objects.exists()  # To look makes none.
    made = web.post(address)
    assert made.status_code == 200
    assert made["Cache-Control"] == "no-store"
    link = re.search(r"http://testserver(/r/[\w-]+)", made.content.decode())
    assert link
    assert "12.50" in words_of(Client().get(link[1]))
    again = words_of(web.get(address))
    assert link[1] not in again
    assert "End the link to this receipt" in again
    web.post(address)
    assert "End all 2 links to this receipt" in words_of(web.get(address))
    ended = web.post(f"{address}/end")
    assert (ended.status_code, ended["Location"]) == (303, address)
    assert Client().get(link[1]).status_code == 404
    assert web.get(f"{address}/end").status_code == 405


def test_other_people_s_are_not_there(payment: Transaction) -> None:
    chidi = browser_of(join("chidi"))
    for path in ("receipt", "receipt/link"):
        assert chidi.get(f"/wallet/activity/{payment.id}/{path}").status_code == 404
        assert chidi.post(f"/wallet/activity/{payment.id}/{path}").status_code == 404
    assert chidi.post(f"/wallet/activity/{payment.id}/receipt/link/end").status_code == 404
    assert not ReceiptLink.objects.exists()


def test_a_form_of_another_site_is_refused(amina: User, payment: Transaction) -> None:
    strict = browser_of(amina, strict=True)
    for path in ("receipt", "receipt/link", "receipt/link/end"):
        assert strict.post(f"/wallet/activity/{payment.id}/{path}").status_code == 403
    assert not ReceiptLink.objects.exists()
