"""A receipt says the truth about a payment as it is now: as a file for its sides, as a page for whoever has a link."""

import re
import zlib
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.core import caching, clock
from apps.core.models import AuditRecord
from apps.core.money import Money
from apps.ledger.services import reverse as reverse_entry
from apps.reports import services
from apps.reports.errors import ReceiptLinkNotFound
from apps.reports.models import ReceiptLink
from apps.reports.receipts import receipt_for
from apps.transactions.models import PaidBack, Transaction
from apps.transactions.services import credit_promotion, set_fee
from apps.transactions.tests.payments import body_of, fields, send, transfer
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian", 50)


@pytest.fixture
def paid(amina: User, brian: User) -> Transaction:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.25"), active_from=clock.now())
    answer = transfer(client_of(amina), fields("brian", "12.50", note="for the herons"))
    return Transaction.objects.get(pk=body_of(answer)["id"])


def url_of(row: Transaction, what: str) -> str:
    return f"/api/v1/transactions/{row.id}/{what}"


def share(user: User, row: Transaction) -> str:
    """A new link's path."""
    answer = client_of(user).post(url_of(row, "receipt-link"))
    assert answer.status_code == 201, answer.content
    return str(answer.json()["url"]).removeprefix("http://testserver")


def page_of(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# As a file.


def test_both_sides_get_it_as_pdf_and_nobody_else(amina: User, brian: User, paid: Transaction) -> None:
    for side in (amina, brian):
        for query in ("", "?format=pdf"):
            answer = client_of(side).get(url_of(paid, "receipt") + query)
            assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
            assert answer.content.startswith(b"%PDF-")
            assert answer["Content-Disposition"] == f'attachment; filename="gopay-receipt-{paid.reference}.pdf"'
            assert answer["Cache-Control"] == "private, no-store"
    assert client_of(join("chidi")).get(url_of(paid, "receipt")).status_code == 404
    assert client_of(amina).get(f"/api/v1/transactions/{uuid4()}/receipt").status_code == 404
    assert APIClient().get(url_of(paid, "receipt")).status_code == 401


@pytest.mark.parametrize("query", ["format=html", "format=", "lang=en"])
def test_it_is_a_pdf_or_nothing(query: str, amina: User, paid: Transaction) -> None:
    assert client_of(amina).get(url_of(paid, f"receipt?{query}")).status_code == 400


def test_each_file_is_written_down(amina: User, paid: Transaction) -> None:
    """SECURITY 28."""
    client_of(amina).get(url_of(paid, "receipt"))
    record = AuditRecord.objects.get()
    assert (record.actor_id, record.rows) == (amina.id, 1)
    assert str(paid.id) in record.what


def test_what_people_wrote_is_text_to_the_typesetter(amina: User, brian: User) -> None:
    note = '#panic("x") $x^2$ *a* \\ "} #read("/etc/passwd") \u202egpj.exe'
    answer = transfer(client_of(amina), fields("brian", "1.00", note=note))
    row = Transaction.objects.get(pk=body_of(answer)["id"])
    assert client_of(amina).get(url_of(row, "receipt")).content.startswith(b"%PDF-")


def test_the_payers_says_what_it_cost_and_the_payees_does_not(amina: User, brian: User, paid: Transaction) -> None:
    hers = receipt_for(paid, viewer_id=amina.id, is_public=False)
    assert (hers.fee, hers.total) == (Money.parse("0.25", "USD"), Money.parse("12.75", "USD"))
    theirs = receipt_for(paid, viewer_id=brian.id, is_public=False)
    assert (theirs.fee, theirs.total) == (None, None)
    assert (theirs.payer, theirs.payee, theirs.note) == ("Amina Otieno", "Brian Mwangi", "for the herons")


# What it says.


def test_a_payment_that_stands_is_paid(amina: User, paid: Transaction) -> None:
    receipt = receipt_for(paid, viewer_id=amina.id, is_public=False)
    assert (receipt.condition, receipt.tone, receipt.is_proof) == ("PAID", "good", True)


def test_a_declined_payment_is_declined_and_why_is_the_payers_to_know(amina: User, brian: User) -> None:
    row = send(amina, "brian", 1000).transaction
    receipt = receipt_for(row, viewer_id=amina.id, is_public=False)
    assert (receipt.condition, receipt.is_proof) == ("DECLINED", False)
    assert receipt.why
    assert not receipt_for(row, viewer_id=brian.id, is_public=False).why
    assert not receipt_for(row, viewer_id=amina.id, is_public=True).why


@pytest.mark.parametrize(("state", "condition"), [("HELD", "HELD"), ("RETURNED", "RETURNED")])
def test_a_payment_that_has_not_arrived_says_so(state: str, condition: str, amina: User, paid: Transaction) -> None:
    paid.state = state
    receipt = receipt_for(paid, viewer_id=amina.id, is_public=True)
    assert (receipt.condition, receipt.is_proof) == (condition, False)
    assert "not" in receipt.sentence


def test_a_reversed_payment_is_no_proof_of_one(amina: User, paid: Transaction) -> None:
    path = share(amina, paid)
    assert "badge-good" in page_of(path)
    reverse_entry(entry_id=paid.id, effective_at=clock.now())
    page = page_of(path)
    assert "Reversed" in page and "no proof of a payment" in page
    assert "badge-good" not in page and '<s><bdi class="money">12.50 USD</bdi></s>' in page


def give_back(row: Transaction, amount: str, *, counted: str | None = None, is_reversed: bool = False) -> None:
    """As a refund leaves it; `counted` may be more than has moved, when a dispute has reserved it."""
    if Decimal(amount):
        values = {field.attname: getattr(row, field.attname) for field in Transaction._meta.concrete_fields}
        values |= {
            "id": uuid4(), "reference": f"R{uuid4().hex[:8]}", "idempotency_key": str(uuid4()), "kind": "REFUND",
            "parent_id": row.id, "amount": Decimal(amount), "payer_id": row.payee_id, "payee_id": row.payer_id,
            "payer_wallet_id": row.payee_wallet_id, "payee_wallet_id": row.payer_wallet_id,
        }  # fmt: skip
        Transaction.objects.create(**values)
    PaidBack.objects.create(
        transaction_id=row.id, maximum=row.amount, total=Decimal(counted or amount), is_reversed=is_reversed
    )


@pytest.mark.parametrize(
    ("amount", "counted", "is_reversed", "condition"),
    [
        ("12.50", None, False, "REFUNDED"),
        ("5.00", None, False, "PARTLY_REFUNDED"),
        ("5.00", "7.00", False, "DISPUTED"),
        ("0", "7.00", False, "DISPUTED"),
        ("0", "0", False, "PAID"),
        ("12.50", None, True, "REVERSED"),
    ],
)
def test_what_went_back_is_said(
    amount: str, counted: str | None, is_reversed: bool, condition: str, amina: User, paid: Transaction
) -> None:
    give_back(paid, amount, counted=counted, is_reversed=is_reversed)
    receipt = receipt_for(paid, viewer_id=amina.id, is_public=True)
    assert receipt.condition == condition
    assert receipt.is_proof == (condition == "PAID")
    assert receipt.given_back == (Money.parse(f"{Decimal(amount):.2f}", "USD") if Decimal(amount) else None)


# As a page.


def test_the_page_shows_what_a_receipt_should_and_nothing_else(amina: User, brian: User, paid: Transaction) -> None:
    page = page_of(share(amina, paid))
    for shown in ("12.50 USD", "0.25 USD", "12.75 USD", "Amina O.", "Brian M.", paid.reference, "Transfer", "Paid"):
        assert shown in page, shown
    secrets = [str(paid.id), str(paid.payer_wallet_id), "Otieno", "Mwangi", paid.idempotency_key]
    for person in (amina, brian):
        secrets += [str(person.id), person.msisdn, person.msisdn[-6:], str(person.email)]
    for secret in secrets:
        assert secret not in page, secret


def test_the_fee_is_on_the_payers_link_only_and_a_note_on_its_authors(
    amina: User, brian: User, paid: Transaction
) -> None:
    assert "for the herons" in page_of(share(amina, paid))
    theirs = page_of(share(brian, paid))
    assert "for the herons" not in theirs
    assert "0.25" not in theirs and "12.75" not in theirs


def test_a_promotion_comes_from_us(amina: User) -> None:
    row = credit_promotion(
        person_id=amina.id, amount=Money.parse("5.00", "USD"), key="k", note="Welcome", at=clock.now()
    ).transaction
    assert "GoPay" in receipt_for(row, viewer_id=amina.id, is_public=True).payer
    assert "Welcome" not in page_of(share(amina, row))


def test_names_and_notes_are_no_markup(amina: User, brian: User) -> None:
    answer = transfer(client_of(amina), fields("brian", "1.00", note="<script>alert(1)</script>"))
    page = page_of(share(amina, Transaction.objects.get(pk=body_of(answer)["id"])))
    assert "&lt;script&gt;" in page and "<script" not in page


def test_the_address_is_a_secret_that_is_told_once_and_kept_hashed(amina: User, paid: Transaction) -> None:
    path = share(amina, paid)
    token = path.removeprefix("/r/")
    # 256 bits, in base64url.
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert path != share(amina, paid)
    with connection.cursor() as cursor:
        cursor.execute("SELECT l::text FROM reports_receiptlink l")
        rows = str(cursor.fetchall())
    assert token not in rows
    assert token not in str(list(Activity.objects.values_list("detail", "subject")))


@pytest.mark.parametrize("found", [True, False])
def test_the_page_is_kept_by_nobody_and_tells_nobody(found: bool, amina: User, paid: Transaction) -> None:
    answer: Any = Client().get(share(amina, paid) if found else "/r/nothing")
    assert answer.status_code == (200 if found else 404)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["X-Frame-Options"] == "DENY"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "unsafe" not in policy
    assert "http" not in policy
    assert not answer.cookies
    page = answer.content.decode()
    assert 'name="robots" content="noindex' in page
    assert "<script" not in page and "http://" not in page and "https://" not in page and "<form" not in page


def test_whoever_made_links_ends_them_all_together(amina: User, brian: User, paid: Transaction) -> None:
    mine, other, theirs = share(amina, paid), share(amina, paid), share(brian, paid)
    for _ in range(2):
        assert client_of(amina).delete(url_of(paid, "receipt-link")).status_code == 204
    assert [Client().get(path).status_code for path in (mine, other, theirs)] == [404, 404, 200]
    assert Activity.objects.filter(action="reports.receipt_links_revoked").count() == 1


def test_links_that_lead_nowhere_all_look_alike(amina: User, paid: Transaction) -> None:
    revoked = share(amina, paid)
    client_of(amina).delete(url_of(paid, "receipt-link"))
    expired = share(amina, paid)
    ReceiptLink.objects.filter(revoked_at=None).update(
        created_at=clock.now() - timedelta(days=91), expires_at=clock.now() - timedelta(seconds=1)
    )
    paths = [revoked, expired, "/r/" + "A" * 43, "/r/x", "/r/" + "A" * 500, "/r/%C3%A9", f"/r/{paid.reference}"]
    answers = [Client().get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer["Content-Security-Policy"] for answer in answers}) == 1


def test_it_lives_for_ninety_days(amina: User, paid: Transaction) -> None:
    now = clock.now()
    link = services.share_receipt(person_id=amina.id, transaction_id=paid.id, now=now)
    assert link.expires_at == now + timedelta(days=90)
    assert services.open_shared_receipt(token=link.token, now=link.expires_at - timedelta(seconds=1)).is_proof
    with pytest.raises(ReceiptLinkNotFound):
        services.open_shared_receipt(token=link.token, now=link.expires_at)


def test_the_links_of_a_closed_account_lead_nowhere(amina: User, paid: Transaction) -> None:
    path = share(amina, paid)
    User.objects.filter(pk=amina.pk).update(status="CLOSED", closed_at=clock.now())
    caching.forget(f"person:{amina.id}")
    assert Client().get(path).status_code == 404


def test_only_a_side_of_a_payment_makes_and_ends_links(paid: Transaction) -> None:
    client = client_of(join("chidi"))
    for answer in (client.post(url_of(paid, "receipt-link")), client.delete(url_of(paid, "receipt-link"))):
        assert (answer.status_code, body_of(answer)["code"]) == (404, "transaction_not_found")
    assert APIClient().post(url_of(paid, "receipt-link")).status_code == 401
    assert not ReceiptLink.objects.exists()


def test_only_reading_is_possible_at_the_page(amina: User, paid: Transaction) -> None:
    path = share(amina, paid)
    assert [getattr(Client(), verb)(path).status_code for verb in ("post", "put", "delete", "patch")] == 4 * [405]
    assert Client().head(path).status_code == 200


def test_dead_links_are_swept_after_a_while(amina: User, paid: Transaction) -> None:
    share(amina, paid)
    expires_at = ReceiptLink.objects.get().expires_at
    assert services.purge_dead_links(now=expires_at + timedelta(days=29)) == 0
    assert services.purge_dead_links(now=expires_at + timedelta(days=31)) == 1


def test_the_database_keeps_tokens_apart_and_lives_positive(amina: User, paid: Transaction) -> None:
    share(amina, paid)
    link = ReceiptLink.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptLink.objects.filter(pk=link.pk).update(expires_at=link.created_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptLink.objects.create(
            transaction_id=paid.id, person_id=amina.id, token_digest=link.token_digest,
            created_at=link.created_at, expires_at=link.expires_at,
        )  # fmt: skip


def test_a_pdf_has_text_that_can_be_searched(amina: User, paid: Transaction) -> None:
    """The pieces of a PDF are compressed; what is in them is text and not a picture."""
    content = client_of(amina).get(url_of(paid, "receipt")).content
    pieces = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    texts = []
    for piece in pieces:
        try:
            texts.append(zlib.decompress(piece))
        except zlib.error:
            continue
    assert any(b"BT" in text for text in texts)
