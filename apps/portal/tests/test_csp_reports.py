"""What browsers kept out: counted, in the log by the kind of page, and nowhere with what a person asked for."""

import json
from typing import Any

import pytest
import time_machine
from django.test import Client
from prometheus_client import REGISTRY

from apps.core import clock
from apps.portal.web import csp_reports

pytestmark = pytest.mark.django_db
URL = "/csp-report"
TOKEN = "Qm5kX9secretTokenOfAReceipt"


def report(**changes: Any) -> bytes:
    body = {
        "document-uri": f"https://wallet.example/r/{TOKEN}?to=%2B254712000001",
        "referrer": "https://wallet.example/wallet/?q=rent",
        "effective-directive": "script-src-elem",
        "violated-directive": "script-src-elem",
        "original-policy": "default-src 'self'",
        "blocked-uri": "https://evil.example/x.js?who=amina",
        "source-file": "https://wallet.example/r/x",
        "line-number": 3,
        **changes,
    }
    return json.dumps({"csp-report": body}).encode()


def send(body: bytes, kind: str = "application/csp-report", **more: Any) -> Any:
    return Client(enforce_csrf_checks=True).post(URL, body, kind, **more)


def counted(directive: str) -> float:
    return REGISTRY.get_sample_value("gopay_csp_reports_total", {"directive": directive}) or 0.0


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [record.msg for record in caplog.records if isinstance(record.msg, dict) and record.name == "gopay.csp"]


def everything(caplog: pytest.LogCaptureFixture) -> str:
    return caplog.text + "".join(str(vars(record)) for record in caplog.records)


def test_a_report_is_counted_and_logged_without_the_person(caplog: pytest.LogCaptureFixture) -> None:
    before = counted("script-src-elem")
    assert send(report()).status_code == 204
    assert counted("script-src-elem") == before + 1
    (line,) = lines(caplog)
    assert (line["directive"], line["page"], line["blocked"]) == (
        "script-src-elem",
        "r/<str:token>",
        "https://evil.example",
    )
    said = everything(caplog)
    for private in (TOKEN, "254712000001", "rent", "amina", "x.js"):
        assert private not in said


def test_the_reporting_api(caplog: pytest.LogCaptureFixture) -> None:
    one = {
        "type": "csp-violation",
        "url": "https://wallet.example/livez",
        "body": {
            "documentURL": "https://wallet.example/livez?x=1",
            "effectiveDirective": "img-src",
            "blockedURL": "inline",
        },
    }
    before = counted("img-src")
    body = [one, {"type": "deprecation", "body": {}}, "nothing", *[one] * 20]
    assert send(json.dumps(body).encode(), "application/reports+json").status_code == 204
    assert counted("img-src") == before + csp_reports.MOST_REPORTS - 2
    assert {line["page"] for line in lines(caplog)} == {"livez"}


def test_nobody_makes_metrics_or_log_lines_of_their_own(caplog: pytest.LogCaptureFixture) -> None:
    before = counted("other")
    for value in ("x" * 5_000, "script-src\nfake", 7, None, ["img-src"], {"a": 1}):
        body = report(**{"effective-directive": value, "violated-directive": value, "blocked-uri": value})
        assert send(body).status_code == 204
    assert counted("other") + counted("script-src") >= before + 6
    said = everything(caplog)
    assert "xxxx" not in said and "fake" not in said


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (report(), "application/json", 415),
        (report(), "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b" ", "application/csp-report", 400),
        (b"{", "application/csp-report", 400),
        (b"7", "application/csp-report", 400),
        (b"{}", "application/csp-report", 400),
        (b'{"csp-report": []}', "application/csp-report", 400),
        (b"[" * 5_000, "application/reports+json", 400),
        (b"\xff\xfe", "application/csp-report", 400),
        (report(referrer="x" * csp_reports.MOST_BYTES), "application/csp-report", 413),
    ],
)
def test_what_is_no_report(body: bytes, kind: str, status: int) -> None:
    assert send(body, kind).status_code == status


def test_it_only_takes(client: Client) -> None:
    assert client.get(URL).status_code == 405


def test_too_many_of_one_address() -> None:
    with time_machine.travel(clock.now(), tick=False):
        for _ in range(csp_reports.BY_ADDRESS.count):
            assert send(report()).status_code == 204
        answer = send(report())
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert send(report(), REMOTE_ADDR="198.51.100.7").status_code == 204
