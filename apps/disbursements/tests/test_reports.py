"""What goes out: errors by line, results of each row; harmless in a spreadsheet, and each download written down."""

import csv
from uuid import UUID

import pytest

from apps.accounts.exports import contributions
from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.models import AuditRecord
from apps.disbursements.models import Disbursement
from apps.disbursements.tests.salaries import DISBURSEMENTS, approved, checked, csv_of, download, make_cosigner, pay
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import body_of, number_of
from apps.wallets.services import close_wallet
from apps.wallets.tests.factories import join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    amina = join("amina", 1_000)
    make_cosigner(amina, join("brian"))
    join("chidi")
    join("esther")
    return amina


@pytest.fixture
def row(amina: User) -> Disbursement:
    """Twenty-five bad rows between good ones."""
    rows = [(number_of("chidi"), "1.00", "ok") if number % 2 else ("=cmd()", "@SUM(A1)", "+1") for number in range(50)]
    return checked(amina, csv_of(rows))


def test_errors_are_paged_by_line(amina: User, row: Disbursement) -> None:
    client = client_of(amina)
    path = f"{DISBURSEMENTS}/{row.id}/errors"
    first = body_of(client.get(f"{path}?page_size=10"))
    assert first["results"][0] == {
        "line": 2,
        "severity": "error",
        "code": "invalid_amount",
        "detail": 'An amount is a plain decimal string, for example "12.50".',
        "state": "BAD",
        "to": "=cmd()",
        "amount": "@SUM(A1)",
    }
    seen, page = [], first
    while True:
        seen += [error["line"] for error in page["results"]]
        if page["next"] is None:
            break
        page = body_of(client.get(page["next"]))
    # Every bad row, and Chidi's second to last rows as warnings.
    assert seen == [2, *range(4, 52)]
    back = body_of(client.get(page["previous"]))
    assert [error["line"] for error in back["results"]] == seen[30:40]
    warned = [error for error in first["results"] if error["severity"] == "warning"]
    assert {error["code"] for error in warned} == {"duplicate_payee"}
    for wrong in ("cursor=abc", "page_size=0", "format=xml", "line=1"):
        assert client.get(f"{path}?{wrong}").status_code == 400


def test_what_a_spreadsheet_would_run_is_text(amina: User, row: Disbursement) -> None:
    """SECURITY 28, in both files."""
    client = client_of(amina)
    for what in ("errors?format=csv", "results"):
        lines = list(csv.reader(download(client, f"{DISBURSEMENTS}/{row.id}/{what}")))
        cells = [cell for line in lines[1:] for cell in line]
        assert "'=cmd()" in cells
        assert "'@SUM(A1)" in cells
        # A number in E.164 begins with a plus too.
        assert "'" + number_of("chidi") in cells
        assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]


def test_every_download_is_written_down(amina: User, row: Disbursement) -> None:
    brian = User.objects.get(msisdn=number_of("brian"))
    download(client_of(amina), f"{DISBURSEMENTS}/{row.id}/results")
    download(client_of(brian), f"{DISBURSEMENTS}/{row.id}/errors?format=csv")
    found = AuditRecord.objects.order_by("id").values_list("actor_id", "what", "why", "rows")
    assert list(found) == [
        (amina.id, f"disbursement {row.id} results", "asked by its owner", 50),
        (brian.id, f"disbursement {row.id} errors", "asked by a cosigner", 49),
    ]


def test_results_say_what_became_of_each_row(amina: User) -> None:
    brian, esther = User.objects.get(msisdn=number_of("brian")), User.objects.get(msisdn=number_of("esther"))
    rows = [(number_of("chidi"), "10.00", "a, b"), (number_of("esther"), "5.5", ""), ("nobody", "1.00", "")]
    row = approved(amina, brian, csv_of([("+254712000002", "1.00", ""), *[(a, b, f'"{c}"') for a, b, c in rows]]))
    close_wallet(wallet_id=wallet_of(esther).id, reason="test", now=clock.now())
    pay(row)
    header, *lines = list(csv.reader(download(client_of(amina), f"{DISBURSEMENTS}/{row.id}/results")))
    found = [dict(zip(header, line, strict=True)) for line in lines]
    assert [(line["line"], line["state"], line["code"], line["amount"], line["fee"]) for line in found] == [
        ("2", "PAID", "", "1.00", "0.00"),
        ("3", "PAID", "", "10.00", "0.00"),
        ("4", "FAILED", "payee_not_active", "5.50", "0.00"),
        ("5", "BAD", "invalid_payee", "1.00", ""),
    ]
    assert (found[1]["note"], found[2]["reference"], found[2]["detail"]) == (
        "a, b",
        "",
        "The payee cannot receive money now.",
    )
    payment = Transaction.objects.get(pk=UUID(found[1]["transaction_id"]))
    assert payment.reference == found[1]["reference"]


def test_a_persons_data_has_their_files_in_it(amina: User, row: Disbursement) -> None:
    parts = {part.name: list(part.rows(amina.id)) for part in contributions() if part.name.startswith("disbursement")}
    assert [found["id"] for found in parts["disbursements"]] == [row.id]
    assert [found["role"] for found in parts["disbursement_cosigners"]] == ["owner"]
