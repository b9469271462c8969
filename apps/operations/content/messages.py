from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from apps.notifications import procedures, rendering, wording
from apps.notifications.models import TemplateVersion, VersionState, Way
from apps.notifications.samples import SAMPLES
from apps.operations.pages import SitePage

_MOST = 500


class MessagesPage(SitePage):
    """Every message GoPay sends, what it is about, and which of its texts operators have written."""

    template_name = "admin/operations/messages.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        term = request.GET.get("q", "").strip().lower()[:60]
        written: dict[str, list[TemplateVersion]] = {}
        rows = TemplateVersion.objects.filter(state__in=[VersionState.PUBLISHED, VersionState.DRAFT])
        for row in rows.only("name", "way", "language", "number", "state").order_by("-id")[:_MOST]:
            written.setdefault(row.name, []).append(row)
        everything = [self._line(name, written.get(name, [])) for name in wording.messages()]
        found = [line for line in everything if term in line["name"] or term in line["says"].lower()]
        only = request.GET.get("only", "")
        if only == "written":
            found = [line for line in found if line["in_use"] or line["drafts"]]
        return self.show(request, lines=found, term=term, only=only, total=len(everything))

    def _line(self, name: str, written: list[TemplateVersion]) -> dict[str, Any]:
        ways = rendering.ways_of(name)
        way = next(one for one in ("inbox", "email", "sms") if one in ways)
        text = rendering.render_file(name, way, SAMPLES[name], language="en", with_html=False)
        return {
            "name": name,
            "says": text.title or text.body,
            "ways": [Way(one).label for one in Way.values if one in ways],
            "in_use": [_called(row) for row in written if row.state == VersionState.PUBLISHED],
            "drafts": [row for row in written if row.state == VersionState.DRAFT],
        }


class MessagePage(SitePage):
    """One message: what it says now by each way and in each language, and whose words these are."""

    template_name = "admin/operations/message.html"

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        if name not in SAMPLES:
            raise Http404
        rows = TemplateVersion.objects.filter(name=name, state__in=[VersionState.PUBLISHED, VersionState.DRAFT])
        drafts: dict[tuple[str, str], list[TemplateVersion]] = {}
        for row in rows.filter(state=VersionState.DRAFT).order_by("-number")[:_MOST]:
            drafts.setdefault((row.way, row.language), []).append(row)
        ways = [Way(one) for one in Way.values if one in rendering.ways_of(name)]
        texts = [
            {"way": way, "languages": [self._text(name, way, language, drafts) for language in wording.LANGUAGES]}
            for way in ways
        ]
        may_write = request.user.has_perm("notifications.add_templateversion")
        return self.show(request, title=name, name=name, texts=texts, may_write=may_write)

    def _text(
        self, name: str, way: Way, language: str, drafts: dict[tuple[str, str], list[TemplateVersion]]
    ) -> dict[str, Any]:
        text, source = procedures.said_now(name, way, language)
        return {
            "language": language,
            "name": wording.LANGUAGES[language],
            "direction": "rtl" if language in wording.RIGHT_TO_LEFT else "ltr",
            "title": text.title,
            "body": text.body,
            "is_file": source == "file",
            "source": source,
            "drafts": drafts.get((way.value, language), []),
        }


def _called(row: TemplateVersion) -> str:
    return f"{row.get_way_display()}, {wording.LANGUAGES.get(row.language, row.language)}"
