"""A file comes in: strictly read, once for each key, and nobody else sees it."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from rest_framework.exceptions import ParseError
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PhoneClient, client_of
from apps.core import clock, files
from apps.core.api import uploads
from apps.core.ratelimit import Rate
from apps.core.tests.parallel import run_together
from apps.disbursements import csv_in, rates, services
from apps.disbursements.models import Disbursement, DisbursementState
from apps.disbursements.services import _upload
from apps.disbursements.tests.salaries import DISBURSEMENTS, checked, csv_of, make_cosigner, upload, uploaded
from apps.transactions.tests.payments import body_of, number_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)
FILE = csv_of([(number_of("chidi"), "10.00", "salary")])


@pytest.fixture
def amina() -> User:
    amina = join("amina", 1_000)
    make_cosigner(amina, join("brian"))
    join("chidi")
    return amina


@pytest.fixture
def client(amina: User) -> PhoneClient:
    return client_of(amina)


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in body_of(answer).get("errors", [])]


def test_an_upload_waits_to_be_checked(client: PhoneClient, amina: User) -> None:
    answer = upload(client, FILE, file_name="november.csv")
    body = body_of(answer)
    assert (answer.status_code, body["state"], body["expected_rows"], body["percent"]) == (202, "UPLOADED", 1, 0)
    assert (body["file_name"], body["role"], body["fee"], body["total"]) == ("november.csv", "owner", None, None)
    row = Disbursement.objects.get(pk=body["id"])
    assert b"".join(files.read(key) for key in row.file_keys) == FILE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"to,amount,note\r\n", "empty_file"),
        (b"to,note\r\n+254712000001,10\r\n", "column_missing"),
        (b"to,amount,memo\r\n+254712000001,10,x\r\n", "unknown_column"),
        (b"to,amount,to\r\n", "column_twice"),
        (b"+254712000001,10.00\r\n", "unknown_column"),
        (b"to,amount\r\n+254712000001,10\0\r\n", "binary_file"),
        ("to,amount\n+254712000001,1\n".encode("utf-16"), "not_utf8"),
        (b'to,"amount\r\n1,2', "column_missing"),
        (b"\xff\xfe,amount\n", "not_utf8"),
    ],
)
def test_what_is_no_table_is_refused_at_once(client: PhoneClient, content: bytes, code: str) -> None:
    answer = upload(client, content)
    assert (answer.status_code, body_of(answer)["code"], codes(answer)) == (400, "invalid_file", [code])
    assert not Disbursement.objects.exists()
    assert list(files.list_keys("disbursement")) == []


def test_a_file_of_too_many_rows_is_refused(client: PhoneClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_in, "MAX_ROWS", 3)
    row = (number_of("chidi"), "1.00", "")
    assert codes(upload(client, csv_of([row] * 4))) == ["too_many_rows"]
    assert upload(client, csv_of([row] * 3)).status_code == 202


def test_a_file_over_the_cap_is_not_read(client: PhoneClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_CSV_BYTES", len(FILE))
    assert upload(client, FILE).status_code == 202
    answer = upload(client, FILE + b" ")
    assert (answer.status_code, body_of(answer)["code"]) == (400, "body_too_large")
    # Nor is one read on that announces nothing, as a body in chunks does.
    with pytest.raises(ParseError, match="too large"):
        uploads.CsvParser().parse(BytesIO(FILE + b" "), "text/csv")


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("text/csv", 202),
        ("text/csv; charset=utf-8", 202),
        ('text/csv; charset="UTF-8"; header=present', 202),
        ("text/csv; charset=iso-8859-1", 415),
        ("application/json", 415),
        ("multipart/form-data; boundary=x", 415),
        ("text/plain", 415),
    ],
)
def test_only_csv_in_utf8_is_taken(client: PhoneClient, content_type: str, status: int) -> None:
    answer = client.generic(
        "POST",
        f"{DISBURSEMENTS}?currency=USD",
        FILE,
        content_type=content_type,
        headers={"Idempotency-Key": "one"},
    )
    assert answer.status_code == status


@pytest.mark.parametrize("query", ["", "currency=usd", "currency=USD&wallet=1", "currency=USD&file_name=%07"])
def test_what_is_said_beside_the_file_is_read_strictly(client: PhoneClient, query: str) -> None:
    answer = client.generic(
        "POST", f"{DISBURSEMENTS}?{query}", FILE, content_type="text/csv", headers={"Idempotency-Key": "one"}
    )
    assert (answer.status_code, body_of(answer)["code"]) == (400, "invalid_input")


def test_a_key_is_needed_and_takes_one_file(client: PhoneClient) -> None:
    bare = client.generic("POST", f"{DISBURSEMENTS}?currency=USD", FILE, content_type="text/csv")
    assert (bare.status_code, body_of(bare)["code"]) == (400, "idempotency_key_required")
    first = upload(client, FILE, key="november")
    row = Disbursement.objects.get()
    assert services.validate(disbursement_id=row.id, read_clock=clock.now)
    again = upload(client, FILE, key="november")
    assert (again.status_code, body_of(again)) == (202, body_of(first))
    assert again.headers["Idempotent-Replayed"] == "true"
    for change in (
        upload(client, FILE + b"\r\n", key="november"),
        upload(client, FILE, key="november", currency="EUR"),
    ):
        assert (change.status_code, body_of(change)["code"]) == (422, "idempotency_key_reused")
    assert Disbursement.objects.count() == 1


def test_of_eight_uploads_with_one_key_one_is_taken(client: PhoneClient, amina: User) -> None:
    clients = [client_of(amina) for _ in range(8)]
    answers = run_together(8, lambda number: upload(clients[number], FILE, key="once"))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.content for answer in answers}) == 1
    row = Disbursement.objects.get()
    assert {key for key, _ in files.list_keys("disbursement")} == set(row.file_keys)


def test_without_a_cosigner_or_a_wallet_nothing_is_taken(client: PhoneClient) -> None:
    assert body_of(upload(client, FILE, currency="EUR"))["code"] == "currency_mismatch"
    answer = upload(client_of(User.objects.get(msisdn=number_of("chidi"))), FILE)
    assert (answer.status_code, body_of(answer)["code"]) == (422, "cosigner_needed")


def test_files_are_limited_in_a_day(client: PhoneClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file's report tells about numbers is not to be had in any quantity."""
    monkeypatch.setattr(rates, "UPLOADS", Rate("disbursements.uploads", 2, 86_400))
    statuses = [upload(client, FILE).status_code for _ in range(3)]
    assert statuses == [202, 202, 429]


def test_owner_and_cosigner_see_it_and_nobody_else(client: PhoneClient, amina: User, api: APIClient) -> None:
    row = checked(amina, FILE)
    path = f"{DISBURSEMENTS}/{row.id}"
    brian, chidi = (client_of(User.objects.get(msisdn=number_of(name))) for name in ("brian", "chidi"))
    assert body_of(client.get(path))["role"] == "owner"
    assert body_of(brian.get(path))["role"] == "cosigner"
    assert [one["id"] for one in body_of(brian.get(DISBURSEMENTS))["results"]] == [str(row.id)]
    assert body_of(chidi.get(DISBURSEMENTS))["results"] == []
    for part in ("", "/errors", "/errors?format=csv", "/results"):
        assert chidi.get(path + part).status_code == 404
        assert api.get(path + part).status_code == 401
    for part, fields in (("submit", {"accept_bad_rows": True}), ("reject", {"reason": "no"}), ("cancel", {})):
        assert chidi.post(f"{path}/{part}", fields, format="json").status_code == 404
    # A cosigner decides about it, and does not do the owner's part.
    assert brian.post(f"{path}/submit", {"accept_bad_rows": True}, format="json").status_code == 404
    assert brian.post(f"{path}/cancel", {}, format="json").status_code == 404


def test_the_list_goes_page_by_page(client: PhoneClient, amina: User) -> None:
    rows = [uploaded(amina, FILE) for _ in range(5)]
    ids = [str(row.id) for row in reversed(rows)]
    first = body_of(client.get(f"{DISBURSEMENTS}?page_size=2"))
    second = body_of(client.get(first["next"]))
    assert [one["id"] for one in first["results"] + second["results"]] == ids[:4]
    assert [one["id"] for one in body_of(client.get(second["previous"]))["results"]] == ids[:2]


@pytest.fixture
def orphans(amina: User) -> Iterator[tuple[Disbursement, str]]:
    """A file that a process kept that died before it wrote the row, beside one that waits to be read."""
    row = uploaded(amina, FILE)
    yield row, files.save("disbursement", b"nobody names me")


def test_files_that_no_row_names_are_swept_after_a_day(orphans: tuple[Disbursement, str]) -> None:
    row, key = orphans
    assert services.sweep_files(now=clock.now()) == 0
    assert services.sweep_files(now=clock.now() + _upload.UNNAMED_FILES_ARE_KEPT + timedelta(hours=1)) == 1
    with pytest.raises(files.FileMissing):
        files.read(key)
    assert services.validate(disbursement_id=row.id, read_clock=clock.now)
    row.refresh_from_db()
    assert row.state == DisbursementState.READY


def test_what_the_file_says_of_money_is_nothing_it_does(client: PhoneClient, amina: User) -> None:
    """SECURITY 15: columns of ours in a file or a body change nothing."""
    assert codes(upload(client, b"to,amount,state\n+254712000001,1,PAID\n")) == ["unknown_column"]
    row = checked(amina, FILE)
    answer = client.post(
        f"{DISBURSEMENTS}/{row.id}/submit", {"accept_bad_rows": True, "approver_id": str(amina.id)}, format="json"
    )
    assert answer.status_code == 400
    for wrong in ("true", 1, None):
        answer = client.post(f"{DISBURSEMENTS}/{row.id}/submit", {"accept_bad_rows": wrong}, format="json")
        assert answer.status_code == 400
