"""Texts that operators have put in place of files: written here, looked at as people will read them, asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import (
    UnfoldAdminTextInputWidget,
)

from apps.core.admin_acting import ActsByService, by_maker, by_operator, dialog
from apps.core.admin_base import ChoiceFilter, QuickAdmin, ReasonForm, Section, badge, column, id_of, link, moment_text
from apps.core.admin_diffs import text_diff
from apps.core.errors import InvalidInput
from apps.notifications import procedures, rendering, selectors, services, wording
from apps.notifications.admin._writing import FIELDS, TextForm, preview_body, previews_of
from apps.notifications.models import TemplateVersion, VersionState, Way
from apps.notifications.samples import SAMPLES

TONES = {VersionState.DRAFT: "warning", VersionState.PUBLISHED: "success", VersionState.RETIRED: "info"}


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = VersionState.choices


class WayFilter(ChoiceFilter):
    title = "goes by"
    parameter_name = "way"
    choices_of_filter = Way.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(way=value) if value else queryset


class LanguageFilter(ChoiceFilter):
    title = "language"
    parameter_name = "language"
    choices_of_filter = list(wording.LANGUAGES.items())


class WhyForm(BaseDialogForm):  # type: ignore[misc]
    """Why it should be put to use; what was written with it, unless said otherwise."""

    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)


@admin.register(TemplateVersion)
class TemplateVersionAdmin(ActsByService, QuickAdmin):
    """Every text that was ever written, newest first. One is added and looked at; none is changed or deleted."""

    form = TextForm
    list_display = ("called", "labelled_way", "language", "number", "labelled_state", "writer", "written_at", "why")
    list_filter = (StateFilter, WayFilter, LanguageFilter)
    list_select_related = ("author",)
    search_help_text = "Name of a message (such as payment_sent), or the id of a text"
    empty_title = "All messages say what their files say"
    empty_text = "Write a text for a message, and have a colleague put it to use."
    add_fieldsets = ((None, {"fields": ("name", "way", "language", "subject", "body", "why")}),)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("called", "labelled_way", "language_name", "number", "state_badge", "why"),
                    *("writer_link", "written_at", "publisher_link", "published_at"),
                    *("retirer_link", "retired_at", "retired_why", "subject_text", "body_text"),
                )
            },
        ),
    )
    readonly_fields = (
        *("called", "labelled_way", "language_name", "state_badge", "writer_link", "publisher_link", "retirer_link"),
        *("subject_text", "body_text"),
    )
    actions_detail = ("ask", "write_on", "restore", "retire")

    class Media:
        js = ("operations/content.js",)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        # What has not happened, or is not there, takes no room.
        absent = {
            "retirer_link": obj.retired_at is None,
            "retired_at": obj.retired_at is None,
            "retired_why": obj.retired_at is None,
            "publisher_link": obj.published_at is None,
            "published_at": obj.published_at is None,
            "subject_text": not obj.subject,
        }
        fields = [name for name in self.fieldsets[0][1]["fields"] if not absent.get(name)]
        return ((None, {"fields": fields}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return () if obj is None else self.readonly_fields

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity)
        # Names are short and the table is small: whoever remembers a part of one finds it.
        return Q(name__in=[name for name in wording.messages() if term.lower() in name])

    # Columns.

    @column("message")
    def called(self, row: TemplateVersion) -> str:
        return row.name

    @column("goes by")
    def labelled_way(self, row: TemplateVersion) -> str:
        return row.get_way_display()

    @column("language")
    def language_name(self, row: TemplateVersion) -> str:
        return wording.LANGUAGES.get(row.language, row.language)

    @column("state", label=TONES)
    def labelled_state(self, row: TemplateVersion) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: TemplateVersion) -> str:
        return badge(row.get_state_display(), TONES[VersionState(row.state)])

    @column("written by")
    def writer(self, row: TemplateVersion) -> str:
        return str(row.author.full_name)

    @column("written by")
    def writer_link(self, row: TemplateVersion) -> str:
        return link("accounts_user", row.author_id, row.author.full_name)

    @column("put to use by")
    def publisher_link(self, row: TemplateVersion) -> str:
        return link("accounts_user", row.publisher_id, row.publisher.full_name if row.publisher else None)

    @column("retired by")
    def retirer_link(self, row: TemplateVersion) -> str:
        return link("accounts_user", row.retired_by_id, row.retired_by.full_name if row.retired_by else None)

    @column("subject, as written")
    def subject_text(self, row: TemplateVersion) -> str:
        return row.subject or "-"

    @column("text, as written")
    def body_text(self, row: TemplateVersion) -> str:
        return row.body

    # Writing.

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What is in use, or what the file says, so that nobody begins with nothing."""
        given = request.GET
        name = given.get("name", "")
        way = given.get("way", Way.SMS.value)
        language = given.get("language", "en")
        begun: dict[str, Any] = {"name": name, "way": way, "language": language}
        if name in SAMPLES and way in Way.values:
            words = selectors.find_words(name, way, language)
            subject, body = (words.subject, words.body) if words else wording.starting_text(name, way)
            begun |= {"subject": subject, "body": body}
        older = id_of(given.get("from", ""))
        row = TemplateVersion.objects.filter(pk=older).first() if older else None
        if row is not None:
            begun = {field: getattr(row, field) for field in FIELDS}
        return begun

    def save_model(self, request: HttpRequest, obj: TemplateVersion, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        facts = {name: cleaned[name] for name in (*FIELDS, "why")}
        row = services.write_text(**facts, **by_operator(request))
        for field in TemplateVersion._meta.concrete_fields:
            setattr(obj, field.attname, getattr(row, field.attname))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """To the page where it is looked at, and asked for."""
        self.message_user(request, "Kept as a draft. Look at it, then ask for it to be put to use.")
        return HttpResponseRedirect(reverse("admin:notifications_templateversion_change", args=[obj.pk]))

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "preview/",
            self.admin_site.admin_view(require_POST(self.preview)),
            name="notifications_templateversion_preview",
        )
        return [page, *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What has been typed so far, as people would read it; nothing is kept."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        given = {name: request.POST.get(name, "") for name in FIELDS}
        if given["name"] not in SAMPLES or given["way"] not in rendering.ways_of(given["name"]):
            raise Http404
        if given["language"] not in wording.LANGUAGES:
            raise Http404
        errors: list[str] = []
        words: selectors.Words | None = None
        try:
            subject, body = wording.check(**given)
            words = selectors.Words(0, subject, body)
        except InvalidInput as error:
            errors = [one["detail"] for one in error.errors]
        values = wording.values_of(given["name"], given["way"])
        sample = SAMPLES[given["name"]]
        context = {
            "cards": previews_of(given["name"], given["way"], given["language"], words),
            "errors": errors,
            "values": [(name, sample.get(name), name in values.needed) for name in sorted(values.allowed)],
        }
        return render(request, "admin/notifications/_live.html", context)

    # The page of one text.

    def get_sections(self, request: HttpRequest, row: TemplateVersion) -> Iterable[Section]:
        words = selectors.Words(row.number, row.subject, row.body)
        title = f"This one: version {row.number}"
        is_in_use = row.state == VersionState.PUBLISHED
        cards = previews_of(row.name, row.way, row.language, None if is_in_use else words, title=title)
        yield Section("As people read it", (), (), note="Filled with made-up values.", body=preview_body(cards))
        texts = selectors.list_texts(row.name, row.way, row.language)
        before = next((one for one in texts if one.number < row.number), None)
        subject, body = (before.subject, before.body) if before else wording.starting_text(row.name, row.way)
        against = f"version {before.number}" if before else "the file"
        yield Section(
            f"What changed since {against}",
            (),
            (),
            body=text_diff(f"{subject}\n\n{body}".strip(), f"{row.subject}\n\n{row.body}".strip()),
        )
        yield Section(
            "History",
            ("version", "state", "written by", "written", "put to use by", "put to use", "retired", "why"),
            [
                (
                    link("notifications_templateversion", one.pk, one.number),
                    badge(one.get_state_display(), TONES[VersionState(one.state)]),
                    one.author.full_name,
                    moment_text(one.written_at),
                    one.publisher.full_name if one.publisher else "-",
                    moment_text(one.published_at),
                    moment_text(one.retired_at),
                    one.why,
                )
                for one in texts
            ],
            more=("All texts of this message", reverse("admin:message_text", args=[row.name])),
        )

    # What an operator can do.

    def has_ask_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may write may ask."""
        return request.user.has_perm("notifications.add_templateversion")

    def has_retire_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """One who may decide takes a text away without asking: what is left is the file."""
        return request.user.has_perm("notifications.change_templateversion")

    def useful_actions(self, request: HttpRequest, row: TemplateVersion) -> set[str]:
        if row.state == VersionState.DRAFT:
            return {"ask", "write-on", "retire"}
        return {"write-on", "retire"} if row.state == VersionState.PUBLISHED else {"restore", "write-on"}

    @action(
        description="Ask to put it to use",
        url_path="ask",
        icon="how_to_reg",
        variant=ActionVariant.PRIMARY,
        permissions=["ask"],
        dialog=dialog(
            "Ask to put this text to use", "A colleague decides; until then nothing changes.", "Ask", WhyForm
        ),
    )
    def ask(self, request: HttpRequest, form: WhyForm, object_id: str) -> HttpResponse:
        def do(row: TemplateVersion) -> str:
            procedures.ask_to_publish_text(version_id=row.pk, why=form.cleaned_data["reason"], **by_maker(request))
            return "Asked for. It waits in the approvals for a colleague."

        return self.act(request, object_id, do, note="Asked to put it to use.")

    @action(description="Write on from here", url_path="write-on", icon="edit", permissions=["ask"])
    def write_on(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:notifications_templateversion_add", query={"from": object_id}))

    @action(
        description="Restore as a draft",
        url_path="restore",
        icon="history",
        permissions=["ask"],
        dialog=dialog("Restore this text", "It becomes a new draft; a colleague puts it to use.", "Restore"),
    )
    def restore(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        def do(row: TemplateVersion) -> str:
            new = services.restore_text(version_id=row.pk, why=form.cleaned_data["reason"], **by_operator(request))
            return f"Version {new.number} is a draft with these words."

        return self.act(request, object_id, do, note="Restored as a draft.")

    @action(
        description="Retire",
        url_path="retire",
        icon="block",
        variant=ActionVariant.DANGER,
        permissions=["retire"],
        dialog=dialog(
            "Retire this text", "If it is in use, the file's text is used from the next message on.", "Retire"
        ),
    )
    def retire(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        def do(row: TemplateVersion) -> str:
            services.retire_text(version_id=row.pk, why=form.cleaned_data["reason"], **by_operator(request))
            return "Retired."

        return self.act(request, object_id, do, note="Retired.")
