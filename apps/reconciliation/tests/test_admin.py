"""The operators' pages: files are uploaded, breaks settled and movements recorded by two people; auditors look."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.core import clock
from apps.gateways.models import Gateway
from apps.reconciliation import services
from apps.reconciliation.models import AgreedFee, Break, CoverageProof, ImportedFile, Line, Settlement, Source
from apps.reconciliation.tests.books import (
    DAY,
    GATEWAY,
    NOW,
    balance,
    camt_of,
    clearing,
    csv_of,
    deposited,
    listed,
    only_break,
    reconciled,
    staff,
    take_in,
    traces_of_each,
)
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/reconciliation/importedfile/upload/"
RECORD = "/admin/reconciliation/settlement/record/"


@pytest.fixture(autouse=True)
def _gateways() -> None:
    for code in (GATEWAY, "jsonbank"):
        Gateway.objects.create(code=code, title=code.capitalize())


def upload(client: Client, content: bytes, **changes: Any) -> Any:
    fields = {"source": GATEWAY, "bank": "", "day": DAY.isoformat(), **changes}
    return client.post(UPLOAD, {**fields, "file": SimpleUploadedFile("november.csv", content)})


def act(client: Client, row: Any, action: str, **fields: Any) -> Any:
    page = f"/admin/reconciliation/{row._meta.model_name}/{row.pk}/{action}/"
    return client.post(page, {"_form_submitted": "on", **fields})


def page_of(client: Client, row: Any) -> str:
    answer = client.get(reverse(f"admin:reconciliation_{row._meta.model_name}_change", args=[row.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def shown(client: Client, model: type[Any], **parameters: str) -> list[Any]:
    url = reverse(f"admin:reconciliation_{model._meta.model_name}_changelist", query=parameters)
    return list(client.get(url).context["cl"].result_list)


def test_an_operator_uploads_a_file_and_sees_what_is_in_it() -> None:
    person, client = staff("add_importedfile")
    answer = upload(client, csv_of([listed(fee="0.10"), listed()]))
    row = ImportedFile.objects.get()
    assert answer.url == reverse("admin:reconciliation_importedfile_change", args=[row.pk])
    assert (row.uploaded_by_id, row.name, row.day, row.state) == (person.id, "november.csv", DAY, "RECEIVED")
    page = client.get(answer.url)
    assert "0 of 2" in page.content.decode() and page.headers["Refresh"] == "5"
    services.read_file(file_id=row.id, read_clock=lambda: NOW)
    page = client.get(answer.url)
    assert "To be matched" in page.content.decode() and "Refresh" not in page.headers
    again = upload(client, csv_of([]) + b"", day=DAY.isoformat())
    assert again.status_code == 302
    known = upload(client, csv_of([]))
    assert known.url == again.url
    assert shown(client, ImportedFile, q=bytes(row.digest).hex()) == [row]
    assert shown(client, ImportedFile, source=GATEWAY, state="READ") == [row]


@pytest.mark.parametrize(
    ("content", "changes", "said"),
    [
        (csv_of([listed(amount="1e3", net="1")]), {}, "Line 2: amount"),
        (b"<html>", {}, "no statement of ISO 20022"),
        (b"hello", {}, "neither a camt.053"),
        (csv_of([]), {"day": "2999-01-01"}, "That day is not over."),
        (csv_of([]), {"day": "yesterday"}, "Enter a valid date."),
        (csv_of([]), {"source": "nobody"}, "Select a valid choice."),
        (csv_of([]), {"source": "bank"}, "Name the bank"),
        (csv_of([]), {"bank": "equity"}, "Name the bank"),
        (b"", {}, "file is empty"),
    ],
)
def test_what_is_wrong_is_said_in_the_form(content: bytes, changes: dict[str, str], said: str) -> None:
    _, client = staff("add_importedfile")
    answer = upload(client, content, **changes)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not ImportedFile.objects.exists()


def test_what_a_provider_wrote_is_shown_as_text() -> None:
    _, client = staff()
    reconciled(csv_of([listed(counterparty="<script>alert(1)</script>", provider_reference='"=1+1"')]))
    text = page_of(client, Line.objects.get())
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text


def test_one_asks_and_another_one_settles() -> None:
    maker, asking = staff("add_break", "change_break")
    _, deciding = staff("change_break")
    reconciled(csv_of([listed(amount="12.00")]))
    row = only_break()
    assert shown(asking, Break) == [row]
    assert "/resolve/" in page_of(asking, row) and "/resolve/" not in page_of(deciding, row)
    with nothing_moves():
        act(asking, row, "resolve", resolution="AGREES", reason="x")
        act(asking, row, "resolve", resolution="SUSPENSE", reason="")
        act(asking, row, "resolve", resolution="SUSPENSE", reason="their list is right")
        act(asking, row, "approve")
    row.refresh_from_db()
    assert (row.asked_resolution, row.asked_by_id) == ("SUSPENSE", maker.id)
    assert "/approve/" not in page_of(asking, row), "who asked is not offered to decide"
    assert shown(asking, Break, queue="asked") == [row]
    act(deciding, row, "approve")
    row.refresh_from_db()
    assert (row.state, clearing(), balance("suspense")) == ("RESOLVED", -12, 12)
    text = page_of(deciding, row)
    assert maker.full_name in text and "/approve/" not in text
    assert (shown(asking, Break), shown(asking, Break, queue="resolved")) == ([], [row])


def test_rejected_taken_back_and_waited_for() -> None:
    _, asking = staff("add_break")
    _, deciding = staff("change_break")
    reconciled(csv_of([listed()]))
    row = only_break()
    with nothing_moves():
        act(asking, row, "resolve", resolution="WRITE_OFF", reason="r")
        act(deciding, row, "reject", reason="look again")
        assert "look again" in page_of(asking, row)
        act(asking, row, "resolve", resolution="WRITE_OFF", reason="r")
        act(asking, row, "withdraw", reason="wrong one")
        act(asking, row, "note", note="it comes with the next file", days="3")
    row.refresh_from_db()
    assert (row.state, row.asked_resolution, row.note) == ("OPEN", "", "it comes with the next file")
    assert (shown(asking, Break), shown(asking, Break, queue="noted")) == ([], [row])


def test_the_queue_is_narrowed_by_reason_age_and_gateway() -> None:
    _, client = staff()
    now = clock.now()
    reconciled(csv_of([listed()]), now=now - timedelta(days=10))
    reconciled(csv_of([listed()]), gateway="jsonbank", now=now)
    old, new = Break.objects.order_by("opened_at")
    assert shown(client, Break, age="month") == [old]
    assert shown(client, Break, age="new") == [new]
    assert shown(client, Break, age="week") == shown(client, Break, age="old") == []
    assert shown(client, Break, gateway="jsonbank") == [new]
    assert shown(client, Break, reason="FEE") == []
    assert shown(client, Break, q=str(old.line_id)) == [old]


def test_a_bank_s_line_is_recorded_and_booked() -> None:
    amina: User = join("amina", 100)
    deposited(amina, "40.00")
    maker, recording = staff("add_settlement")
    _, deciding = staff("change_settlement")
    take_in(camt_of([listed(amount="40.00", provider_reference="EQ-7")]), bank="equity")
    line = Line.objects.get()
    answer = act(recording, line, "settle")
    address = f"{RECORD}?line={line.pk}"
    assert answer.url == address
    form = recording.get(address).context["form"]
    given = {**form.initial, "gateway_code": GATEWAY, "reason": "payout"}
    assert (given["bank"], given["amount"], given["kind"]) == ("equity", "40.00", "FROM_PROVIDER")
    with nothing_moves():
        recording.post(address, given)
        row = Settlement.objects.get()
        assert (row.requested_by_id, row.line_id) == (maker.id, line.id)
        assert act(recording, row, "approve").status_code == 403
        again = recording.post(address, {**given, "bank_reference": "another"})
        assert "was recorded before" in again.content.decode()
    act(deciding, row, "approve")
    assert (clearing(), balance("trust:equity")) == (0, Decimal(-140))
    line.refresh_from_db()
    assert line.state == "SETTLED"
    assert "EQ-7" in page_of(deciding, row)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": "1e3"}, "plain decimal"),
        ({"amount": "-5.00"}, "plain decimal"),
        ({"currency": "XXX"}, "not an ISO 4217"),
        ({"gateway_code": ""}, "Own capital has no gateway"),
        ({"kind": "CAPITAL_IN"}, "Own capital has no gateway"),
        ({"bank_reference": ""}, "This field is required."),
        ({"value_date": "soon"}, "Enter a valid date."),
    ],
)
def test_a_movement_that_makes_no_sense_is_not_recorded(changes: dict[str, str], said: str) -> None:
    _, client = staff("add_settlement")
    given = {
        "kind": "FROM_PROVIDER",
        "gateway_code": GATEWAY,
        "bank": "equity",
        "amount": "5.00",
        "currency": "USD",
        "bank_reference": "EQ-1",
        "value_date": DAY.isoformat(),
        "reason": "payout",
        **changes,
    }
    assert said in client.post(RECORD, given).content.decode()
    assert not Settlement.objects.exists()


def test_who_only_looks_writes_nothing() -> None:
    """SECURITY 16: auditors are refused every write."""
    _, auditor = staff()
    reconciled(csv_of([listed()]))
    take_in(camt_of([listed(type="PAY_OUT")]), bank="equity")
    row, line = only_break(), Line.objects.get(state="LISTED")
    with nothing_moves():
        for action in ("resolve", "note", "approve", "reject", "withdraw"):
            answer = act(auditor, row, action, resolution="SUSPENSE", reason="r", note="n", days="1")
            assert answer.status_code == 403, action
        assert act(auditor, line, "settle").status_code == 403
        assert upload(auditor, csv_of([])).status_code == 403
        for page in (UPLOAD, RECORD):
            assert (auditor.get(page).status_code, auditor.post(page, {}).status_code) == (403, 403)
    assert (ImportedFile.objects.count(), Settlement.objects.count()) == (2, 0)
    traces_of_each(join("amina", 100).id)
    for model in (ImportedFile, Line, Break, Settlement, CoverageProof, Source, AgreedFee):
        for found in shown(auditor, model):
            page_of(auditor, found)
        assert model.objects.exists(), model


def test_the_proof_says_what_it_consists_of() -> None:
    _, client = staff()
    amina = join("amina", 100)
    deposited(amina, "40.00")
    (proof,) = services.prove_coverage(is_daily=True, now=NOW)
    text = page_of(client, proof)
    assert "Covered with what providers hold" in text and "140.00 USD" in text
    assert "it is theirs until it has been captured" in text and "Owed to the tax office" in text
    assert shown(client, CoverageProof, is_covered="False") == []
    dashboard = client.get("/admin/").content.decode()
    assert "E-money in USD" in dashboard and "part of it with providers" in dashboard
    assert "Open breaks" in dashboard


def test_an_agreed_fee_is_remembered_with_who_agreed() -> None:
    _, client = staff("add_agreedfee", "change_agreedfee")
    fields = {"gateway_code": GATEWAY, "capability": "COLLECT", "currency": "USD", "flat": "0.10", "percent": "1.5"}
    assert client.post("/admin/reconciliation/agreedfee/add/", fields).status_code == 302
    row = AgreedFee.objects.get()
    client.post(
        f"/admin/reconciliation/agreedfee/{row.pk}/change/", {"flat": "0.20", "percent": "0", "currency": "EUR"}
    )
    row.refresh_from_db()
    assert (row.flat, row.percent, row.currency) == (Decimal("0.20"), 0, "USD")
