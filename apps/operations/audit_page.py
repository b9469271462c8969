"""Has seals and ledger verified, and shows what was found; hands out the script that verifies bundles elsewhere."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from apps.audit import selectors, services
from apps.audit import standalone as standalone_folder
from apps.audit.errors import AlreadyVerifying
from apps.audit.models import Verification
from apps.core import clock
from apps.core.admin_base import operator_of
from apps.operations.pages import SitePage

SHOWN = 10
SCRIPT = Path(standalone_folder.__file__).parent / "verify_bundle.py"
_WORDS = {
    Verification.Kind.AUDIT: (
        "Seals against rows",
        (
            "Compares every sealed row with its seal, and every seal with the one before: names each row that was"
            " changed, deleted, moved or inserted."
        ),
        "manage.py verify_audit",
    ),
    Verification.Kind.LEDGER: (
        "Ledger against itself",
        "Recomputes every balance from the postings and checks each entry against its rules.",
        "manage.py verify_ledger",
    ),
}


class VerifyPage(SitePage):
    """What was verified, and the buttons that have it verified now."""

    template_name = "admin/operations/verify_audit.html"
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        rows = selectors.list_verifications(SHOWN)
        return self.show(
            request,
            chains=selectors.get_chain_states(now),
            kinds=[_kind(kind, rows) for kind in Verification.Kind],
            rows=[(row, _tone(row), _state(row)) for row in rows],
            may_start=request.user.has_perm("audit.add_verification"),
            refresh_seconds=2 if any(row.state in Verification.OPEN for row in rows) else 15,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("audit.add_verification"):
            return HttpResponse(status=403)
        wanted = request.POST.get("kind", "")
        if wanted not in Verification.Kind.values:
            return HttpResponse(status=400)
        try:
            services.ask_verification(kind=Verification.Kind(wanted), by=operator_of(request), now=clock.now())
        except AlreadyVerifying as error:
            messages.warning(request, error.detail)
        else:
            messages.success(request, "It begins within some seconds. You may leave this page.")
        return HttpResponseRedirect(reverse("admin:verify_audit"))


def _kind(kind: Verification.Kind, rows: Any) -> dict[str, Any]:
    title, words, command = _WORDS[kind]
    mine = [row for row in rows if row.kind == kind]
    open_row = next((row for row in mine if row.state in Verification.OPEN), None)
    last = next((row for row in mine if row.state == Verification.State.DONE), None)
    return {
        "code": kind.value,
        "title": title,
        "words": words,
        "command": command,
        "open": open_row,
        "last": last,
        "last_tone": _tone(last) if last else "",
        "last_state": _state(last) if last else "",
    }


def _tone(row: Verification) -> str:
    if row.state == Verification.State.DONE:
        return "danger" if row.found else "success"
    return "danger" if row.state == Verification.State.FAILED else "info"


def _state(row: Verification) -> str:
    if row.state != Verification.State.DONE:
        return str(row.get_state_display())
    if not row.found:
        return "Nothing found"
    return "1 finding" if row.found == 1 else f"{row.found:,} findings"


class ScriptPage(SitePage):
    """The script, for whoever has a bundle and no GoPay."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        headers = {
            "Content-Disposition": 'attachment; filename="verify_bundle.py"',
            "X-Content-Type-Options": "nosniff",
        }
        return HttpResponse(SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8", headers=headers)
