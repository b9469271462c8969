"""Announcements: written, looked at as a phone shows them, asked for, and ended at once when they should not be."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.core import clock
from apps.core.admin_acting import ActsByService, by_maker, by_operator, dialog
from apps.core.admin_base import ChoiceFilter, QuickAdmin, ReasonForm, Section, badge, column, link, moment_text
from apps.core.admin_diffs import figures_diff
from apps.core.errors import InvalidInput
from apps.notifications import procedures, services
from apps.notifications.admin._announcing import TEXT_FIELDS, WHERE, WritingForm, phones, texts_of
from apps.notifications.admin._texts import WhyForm
from apps.notifications.admin._writing import take_over
from apps.notifications.models import Announcement, AnnouncementState, AnnouncementVersion, Audience, Severity
from apps.notifications.services import LONGEST_BODY
from apps.notifications.wording import LANGUAGES

_TONES: dict[str, str] = {
    AnnouncementState.DRAFT.value: "warning",
    AnnouncementState.PUBLISHED.value: "success",
    AnnouncementState.ENDED.value: "info",
    "NOW": "success",
    "OVER": "info",
}


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = AnnouncementState.choices


@admin.register(Announcement)
class AnnouncementAdmin(ActsByService, QuickAdmin):
    """What everybody, or everybody of a kind, sees for a while. A draft is edited; what is published only ends."""

    form = WritingForm
    list_display = ("titled", "labelled_state", "audience_text", "severity_text", "starts_at", "ends_at", "writer")
    list_filter = (StateFilter,)
    list_select_related = ("author",)
    search_fields = ()
    empty_title = "Nothing has been announced"
    empty_text = "Write the first announcement; a colleague publishes it."
    fieldsets = (
        *((name, {"fields": (f"title_{code}", f"body_{code}")}) for code, name in LANGUAGES.items()),
        ("For whom, and how", {"fields": ("severity", "audience", "country", ("in_app", "on_web"), "to_inbox")}),
        ("When (UTC)", {"fields": ("starts_at", "ends_at")}),
        (None, {"fields": ("why",)}),
    )
    shown_fieldsets = (
        (
            None,
            {
                "fields": (
                    *("state_badge", "audience_text", "country", "severity_text", "places", "starts_at", "ends_at"),
                    *("writer_link", "written_at", "publisher_link", "published_at", "in_inboxes"),
                    *("ender_link", "ended_at", "ended_why"),
                )
            },
        ),
    )
    _SHOWN = (
        *("state_badge", "audience_text", "severity_text", "places", "writer_link", "publisher_link"),
        *("in_inboxes", "ender_link"),
    )
    actions_detail = ("ask", "end")

    class Media:
        js = ("operations/content.js",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may write may write a draft anew."""
        is_draft = obj is None or obj.state == AnnouncementState.DRAFT
        return is_draft and request.user.has_perm("notifications.add_announcement")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("notifications.view_announcement") or self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def _is_written(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or self.has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if self._is_written(request, obj):
            return self.fieldsets
        # What has not happened takes no room.
        absent = {
            "country": not obj.country,
            "publisher_link": obj.published_at is None,
            "published_at": obj.published_at is None,
            "in_inboxes": not obj.to_inbox,
            "ender_link": obj.ended_at is None,
            "ended_at": obj.ended_at is None,
            "ended_why": obj.ended_at is None,
        }
        fields = [name for name in self.shown_fieldsets[0][1]["fields"] if not absent.get(name)]
        return ((None, {"fields": fields}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return () if self._is_written(request, obj) else self._SHOWN

    # Columns.

    @column("title")
    def titled(self, row: Announcement) -> str:
        return str(row)

    @column("state", label=_TONES)
    def labelled_state(self, row: Announcement) -> tuple[str, str]:
        return _stage_of(row)

    @column("state")
    def state_badge(self, row: Announcement) -> str:
        stage, words = _stage_of(row)
        return badge(words, _TONES[stage])

    @column("for")
    def audience_text(self, row: Announcement) -> str:
        return row.get_audience_display() + (f", {row.country}" if row.country else "")

    @column("severity")
    def severity_text(self, row: Announcement) -> str:
        return row.get_severity_display()

    @column("shown")
    def places(self, row: Announcement) -> str:
        named = (("in the app", row.in_app), ("on the web", row.on_web), ("in inboxes", row.to_inbox))
        return ", ".join(name for name, is_shown in named if is_shown)

    @column("written by")
    def writer(self, row: Announcement) -> str:
        return str(row.author.full_name)

    @column("written by")
    def writer_link(self, row: Announcement) -> str:
        return link("accounts_user", row.author_id, row.author.full_name)

    @column("published by")
    def publisher_link(self, row: Announcement) -> str:
        return link("accounts_user", row.publisher_id, row.publisher.full_name if row.publisher else None)

    @column("ended by")
    def ender_link(self, row: Announcement) -> str:
        return link("accounts_user", row.ended_by_id, row.ended_by.full_name if row.ended_by else None)

    @column("in inboxes")
    def in_inboxes(self, row: Announcement) -> str:
        if not row.to_inbox:
            return "-"
        return f"{row.inbox_count:,}" + ("" if row.inbox_done_at else " so far")

    # Writing.

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"audience": Audience.EVERYBODY, "severity": Severity.NOTICE, "in_app": True, "on_web": True}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The service says what is wrong with what was written; the form shows it beside the fields."""
        # The fields of the texts are the form's own, and the page that only shows has none.
        if not self._is_written(request, obj):
            return super().get_form(request, obj, change, **{**kwargs, "form": forms.ModelForm, "fields": ()})
        kwargs["fields"] = WHERE
        base = super().get_form(request, obj, change, **kwargs)
        operator = by_operator(request)

        class Written(base):  # type: ignore[misc, valid-type]
            def clean(self) -> dict[str, Any]:
                cleaned: dict[str, Any] = super().clean() or self.cleaned_data
                if not self.errors:
                    try:
                        services.check_announcement(**_written(cleaned), now=operator["now"])
                    except InvalidInput as error:
                        take_over(self, error)
                return cleaned

        return Written

    def save_model(self, request: HttpRequest, obj: Announcement, form: Any, change: bool) -> None:
        written = _written(form.cleaned_data)
        row = services.write_announcement(**written, announcement_id=obj.pk if change else None, **by_operator(request))
        obj.pk, obj.texts, obj.version, obj.state = row.pk, row.texts, row.version, row.state

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._to_page(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._to_page(request, obj)

    def _to_page(self, request: HttpRequest, obj: Announcement) -> HttpResponse:
        self.message_user(request, f"Version {obj.version} is kept as a draft. Look at it, then ask for it.")
        return HttpResponseRedirect(reverse("admin:notifications_announcement_change", args=[obj.pk]))

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "preview/",
            self.admin_site.admin_view(require_POST(self.preview)),
            name="notifications_announcement_preview",
        )
        return [page, *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What has been typed so far, as phones would show it; nothing is kept."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        given = {name: request.POST.get(name, "")[:LONGEST_BODY] for name in TEXT_FIELDS}
        context = {"shown": phones(texts_of(given), request.POST.get("severity", ""))}
        return render(request, "admin/notifications/_live_phones.html", context)

    # The page of one announcement.

    def get_sections(self, request: HttpRequest, row: Announcement) -> Iterable[Section]:
        if not self._is_written(request, row):
            yield Section("As phones show it", (), (), body=phones(row.texts, row.severity))
        versions = list(
            AnnouncementVersion.objects.filter(announcement_id=row.pk).select_related("author").order_by("-number")[:20]
        )
        before: list[dict[str, Any]] = [_flat(each.content) for each in versions[1:]]
        yield Section(
            "History",
            ("version", "written by", "written", "why", "what changed"),
            [
                (
                    each.number,
                    each.author.full_name,
                    moment_text(each.written_at),
                    each.why,
                    figures_diff(before[place], _flat(each.content)) if place < len(before) else "As it began",
                )
                for place, each in enumerate(versions)
            ],
        )

    # What an operator can do.

    def has_ask_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may write may ask."""
        return request.user.has_perm("notifications.add_announcement")

    def has_end_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """What should not be there goes at once: whoever writes or decides takes it away alone."""
        return request.user.has_perm("notifications.change_announcement") or self.has_ask_permission(request)

    def useful_actions(self, request: HttpRequest, row: Announcement) -> set[str]:
        if row.state == AnnouncementState.DRAFT:
            return {"ask", "end"}
        return {"end"} if row.state == AnnouncementState.PUBLISHED and row.ends_at > clock.now() else set()

    @action(
        description="Ask to publish",
        url_path="ask",
        icon="campaign",
        variant=ActionVariant.PRIMARY,
        permissions=["ask"],
        dialog=dialog("Ask to publish this", "A colleague decides; until then nobody sees it.", "Ask", WhyForm),
    )
    def ask(self, request: HttpRequest, form: WhyForm, object_id: str) -> HttpResponse:
        def do(row: Announcement) -> str:
            procedures.ask_to_publish_announcement(
                announcement_id=UUID(str(row.pk)), why=form.cleaned_data["reason"], **by_maker(request)
            )
            return "Asked for. It waits in the approvals for a colleague."

        return self.act(request, object_id, do, note="Asked to publish it.")

    @action(
        description="End it now",
        url_path="end",
        icon="block",
        variant=ActionVariant.DANGER,
        permissions=["end"],
        dialog=dialog("End this announcement", "It goes from apps and web within a minute; inboxes keep it.", "End it"),
    )
    def end(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        def do(row: Announcement) -> str:
            services.end_announcement(announcement_id=row.pk, why=form.cleaned_data["reason"], **by_operator(request))
            return "Ended."

        return self.act(request, object_id, do, note="Ended.")


def _written(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the service takes."""
    return {**{name: cleaned[name] for name in WHERE}, "texts": texts_of(cleaned), "why": cleaned["why"]}


def _stage_of(row: Announcement) -> tuple[str, str]:
    """Its state, and of a published one whether it is seen yet, or any more."""
    if row.state != AnnouncementState.PUBLISHED:
        return row.state, row.get_state_display()
    now = clock.now()
    if row.ends_at <= now:
        return "OVER", "Over"
    return ("NOW", "Seen now") if row.starts_at <= now else (row.state, "Published, yet to begin")


def _flat(content: dict[str, Any]) -> dict[str, Any]:
    """A version's content by the names people know its parts by."""
    flat: dict[str, Any] = {}
    for language, text in content.get("texts", {}).items():
        name = LANGUAGES.get(language, language)
        flat |= {f"{name}, title": text.get("title", ""), f"{name}, text": text.get("body", "")}
    for field in WHERE:
        value = content.get(field)
        moment = parse_datetime(value) if field.endswith("_at") and isinstance(value, str) else None
        flat[str(getattr(Announcement._meta.get_field(field), "verbose_name", field))] = (
            moment_text(moment) if moment else value
        )
    return flat
