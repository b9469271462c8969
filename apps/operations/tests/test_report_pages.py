"""The pages of reports: what an operator sees is what they may make, and a file leaves only with a reason."""

import base64
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator
from apps.core import clock
from apps.core.models import AuditRecord
from apps.reports import parts, runs
from apps.reports.catalogue import REPORTS
from apps.reports.models import ReportRun, ReportSchedule
from apps.reports.tests.asked import TODAY, ask, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    settings.PRIVATE_FILES_DIR = tmp_path


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def grace() -> User:
    return staff("grace", "fees", "transactions")


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ready(run: ReportRun, content: bytes = b"row,what\r\n") -> ReportRun:
    """As if a worker had made it."""
    out = parts.SealedParts()
    out.write(content)
    key = out.list_parts()
    now = clock.now()
    ReportRun.objects.filter(pk=run.pk).update(
        state="READY",
        file_key=key,
        file_bytes=out.size,
        sha256=out.sha256,
        rows=1,
        finished_at=now,
        expires_at=now + timedelta(days=30),
    )
    run.refresh_from_db()
    return run


def test_the_catalogue_has_what_an_operator_may_make_and_nothing_else(olga: User, grace: User) -> None:
    page = client_of(olga).get("/admin/reports/").content.decode()
    for report in REPORTS.values():
        assert f"/admin/reports/make/{report.code}/" in page
    page = client_of(grace).get("/admin/reports/").content.decode()
    assert page.count('class="gp-report-card"') == 4 and "/make/fees/" in page and "/make/balances/" not in page
    assert client_of(grace).get("/admin/reports/make/balances/").status_code == 404
    assert client_of(grace).post("/admin/reports/make/balances/", {"at": "now"}).status_code == 404
    hassan = staff("hassan")
    assert client_of(hassan).get("/admin/reports/").status_code == 403
    hassan.user_permissions.add(Permission.objects.get(codename="add_auditrecord"))
    assert "No reports for your role" in client_of(hassan).get("/admin/reports/").content.decode()


@pytest.mark.parametrize("code", REPORTS)
def test_each_report_has_a_form(olga: User, code: str) -> None:
    client = client_of(olga)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(f"/admin/reports/make/{code}/")
    assert page.status_code == 200 and len(captured) <= 12
    content = page.content.decode()
    assert REPORTS[code].says in content.replace("&#x27;", "'") and ("5000 rows" in content.replace(",", "")) == (
        code != "audit_bundle"
    )


def test_asking_leads_to_how_far_it_is(grace: User) -> None:
    client = client_of(grace)
    wrong = client.post("/admin/reports/make/fees/", {"period": "dates", "first": "2026-13-01", "format": "csv"})
    assert wrong.status_code == 200 and "This must be a date" in wrong.content.decode()
    assert "This field is required" in wrong.content.decode(), "the reason"
    answer = client.post("/admin/reports/make/fees/", {**TODAY, "format": "xlsx", "why": "close"})
    run = ReportRun.objects.get()
    assert answer["Location"] == f"/admin/reports/runs/{run.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "report_run.js" in page and '<progress class="gp-report-bar"' in page and "Call it off" in page
    found = client.get(f"{answer['Location']}progress/").json()
    assert found == {"state": "WAITING", "percent": 0, "rows": 0, "words": "Waiting for its turn.", "is_over": False}
    assert "Called off" in client.post(answer["Location"], follow=True).content.decode()
    assert client.get(f"{answer['Location']}progress/").json()["is_over"] is True


def test_a_file_leaves_with_a_reason_a_record_and_its_checksum(grace: User) -> None:
    run, client = ready(ask(grace, "fees")), client_of(grace)
    page = client.get(f"/admin/reports/runs/{run.pk}/").content.decode()
    assert run.sha256 in page and "Download CSV" in page and 'value="The month&#x27;s close"' in page
    address = f"/admin/reports/runs/{run.pk}/file/"
    assert client.get(address).status_code == 405, "nothing that looks ahead takes it"
    assert "Say why" in client.post(address, {"why": " "}, follow=True).content.decode()
    assert not AuditRecord.objects.filter(verb="EXPORTED").exists()
    answer = client.post(address, {"why": "for the board"})
    record = AuditRecord.objects.get(verb="EXPORTED")
    assert (record.why, record.actor_id, record.rows) == ("for the board", grace.pk, 1)
    content: bytes = b"".join(answer)  # type: ignore[arg-type]
    digest = hashlib.sha256(content)
    assert digest.hexdigest() == run.sha256
    assert answer["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert answer["Content-Length"] == str(len(content)) and answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]


def test_somebody_else_s_report_is_there_only_for_who_may_make_it(olga: User, grace: User) -> None:
    run = ready(ask(grace, "fees"))
    hassan = staff("hassan", "transactions")
    for person, status in ((olga, 200), (grace, 200), (hassan, 404)):
        client = client_of(person)
        assert client.get(f"/admin/reports/runs/{run.pk}/").status_code == status
        assert client.get(f"/admin/reports/runs/{run.pk}/progress/").status_code == status
        taken = client.post(f"/admin/reports/runs/{run.pk}/file/", {"why": "x"})
        assert taken.status_code == status
    assert "Call it off" not in client_of(olga).get(f"/admin/reports/runs/{run.pk}/").content.decode()
    grace.user_permissions.clear()
    assert client_of(grace).post(f"/admin/reports/runs/{run.pk}/file/", {"why": "x"}).status_code == 403


def test_the_list_shows_each_what_is_theirs_and_leads_to_its_page(olga: User, grace: User) -> None:
    run = ready(ask(grace, "fees"))
    for person in (grace, staff("hassan", "transactions")):
        person.user_permissions.add(Permission.objects.get(codename="view_reportrun"))
    client = client_of(grace)
    for address in ("/admin/reports/reportrun/", "/admin/reports/", f"/admin/reports/runs/{run.pk}/"):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address)
        assert run.title in page.content.decode() and len(captured) <= 16
    hassan = User.objects.get(full_name="Hassan Ali")
    assert run.title not in client_of(hassan).get("/admin/reports/reportrun/").content.decode()
    address = f"/admin/reports/reportrun/{run.pk}/change/"
    assert client_of(olga).get(address)["Location"] == f"/admin/reports/runs/{run.pk}/"
    assert client_of(hassan).get(address).status_code == 404
    assert client_of(olga).get("/admin/reports/reportrun/nothing/change/").status_code == 404


def test_a_failed_report_says_why_and_offers_the_other_formats(grace: User) -> None:
    run = ask(grace, "transactions", "pdf")
    ReportRun.objects.filter(pk=run.pk).update(
        state="FAILED", failure="A PDF holds 5,000 rows.", finished_at=clock.now()
    )
    page = client_of(grace).get(f"/admin/reports/runs/{run.pk}/").content.decode()
    assert "A PDF holds 5,000 rows." in page and "as XLSX or CSV" in page
    assert "/admin/reports/make/transactions/?period=this_month" in page
    again = client_of(grace).get("/admin/reports/make/transactions/?period=this_month&why=close&format=x")
    assert 'value="close"' in again.content.decode()


def arranged(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Fees each morning",
        "every": "DAILY",
        "first_day": f"{clock.now() + timedelta(days=1):%Y-%m-%d}",
        "hour": "6",
        "time_zone": "Africa/Nairobi",
        "format": "xlsx",
        "why": "close",
        "period": "yesterday",
        "recipients": "",
        **changes,
    }


def test_arranging_pausing_and_ending(grace: User) -> None:
    address = "/admin/reports/arrange/fees/"
    assert client_of(grace).get(address).status_code == 403, "an auditor takes reports, and arranges nothing"
    for codename in ("add_reportschedule", "view_reportschedule"):
        grace.user_permissions.add(Permission.objects.get(codename=codename))
    client = client_of(grace)
    hassan = staff("hassan", "transactions")
    assert client.get(address).status_code == 200
    for wrong, words in (
        ({"period": "dates", "first": "2026-01-01", "last": "2026-01-02"}, "Select a valid choice"),
        ({"recipients": "+254799999999"}, "Nobody of the staff"),
        ({"recipients": hassan.msisdn}, "may not make this report"),
        ({"time_zone": "Mars/Olympus"}, "no time zone"),
        ({"first_day": "2020-01-01"}, "today or a day of the coming year"),
        ({"first_day": ""}, "Say which day"),
        ({"hour": "24"}, "Select a valid choice"),
        ({"every": "HOURLY"}, "Select a valid choice"),
        ({"name": ""}, "This field is required"),
    ):
        answer = client.post(address, arranged(**wrong))
        assert answer.status_code == 200 and words in answer.content.decode(), wrong
    assert not ReportSchedule.objects.exists()

    answer = client.post(address, arranged(recipients=f"{make_operator().email}\n"))
    schedule = ReportSchedule.objects.get()
    assert answer["Location"] == f"/admin/reports/arranged/{schedule.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "Olga Operator" in page and "Next:" in page
    assert schedule.name in client.get("/admin/reports/arranged/").content.decode()
    client.post(answer["Location"], {"deed": "pause"})
    schedule.refresh_from_db()
    assert schedule.next_at is None and "Resume" in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], {"deed": "resume"})
    schedule.refresh_from_db()
    assert schedule.next_at is not None and schedule.next_at > clock.now()
    other = client_of(User.objects.get(full_name="Olga Operator"))
    other.post(answer["Location"], {"deed": "end"})
    assert ReportSchedule.objects.exists(), "it is its owner's"
    assert client_of(hassan).get(answer["Location"]).status_code == 403
    assert client.post(answer["Location"], {"deed": "end"})["Location"] == "/admin/reports/arranged/"
    assert not ReportSchedule.objects.exists()


def test_settings_say_how_long_a_report_is_kept() -> None:
    assert settings.REPORT_DAYS == 30 and runs.list_due_runs(now=clock.now()) == []
