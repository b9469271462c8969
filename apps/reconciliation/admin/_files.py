"""Settlement files: uploaded or fetched, how far they are read, what was found in them; and where they come from."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from unfold.decorators import action
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core import clock
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    list_link,
    money_text,
    operator_of,
)
from apps.core.errors import DomainError
from apps.gateways.models import Gateway
from apps.reconciliation import selectors, services
from apps.reconciliation.admin._acting import ActingAdmin, SourceFilter, person_link, put_errors
from apps.reconciliation.models import TO_READ, FileState, ImportedFile, LineState, Source

_TONES = {
    FileState.RECEIVED: "info",
    FileState.READING: "warning",
    FileState.READ: "success",
    FileState.FAILED: "danger",
}


class UploadForm(forms.Form):
    """A file, and whose list of which day it is."""

    source = forms.ChoiceField(label="From", widget=UnfoldAdminSelectWidget)
    bank = forms.SlugField(
        required=False,
        max_length=32,
        widget=UnfoldAdminTextInputWidget,
        help_text="Of a bank's statement: the bank, as in trust:BANK. Nothing for a provider's file.",
    )
    day = forms.DateField(
        widget=UnfoldAdminTextInputWidget({"placeholder": "2026-11-20"}), help_text="Whose operations it lists (UTC)."
    )
    file = forms.FileField(
        widget=UnfoldAdminFileFieldWidget,
        help_text="CSV, or a statement in camt.053. Card numbers in it are masked, and the file is not kept.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gateways = list(Gateway.objects.order_by("code").values_list("code", "title"))
        source = self.fields["source"]
        if isinstance(source, forms.ChoiceField):
            source.choices = [*gateways, ("bank", "A bank that keeps the customers' money")]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > clock.now().date():
            raise forms.ValidationError("That day is not over.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("source") == "bank") != bool(cleaned.get("bank")):
            self.add_error("bank", "Name the bank of a bank's statement, and none for a provider's file.")
        return cleaned


class FileStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = FileState.choices


class FileSourceFilter(SourceFilter):
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        bank = value.removeprefix("bank:")
        return queryset.filter(gateway_code=value) if bank == value else queryset.filter(bank=bank)


@admin.register(ImportedFile)
class ImportedFileAdmin(ActingAdmin):
    """What came in. Who may add these rows may upload."""

    list_display = ("whose", "day", "labelled_state", "progress", "repeated_lines", "name", "created_at")
    list_filter = (FileStateFilter, FileSourceFilter, RecentFilter)
    empty_text = "They are fetched from the providers when a day is over; what comes otherwise is uploaded."
    search_help_text = "Id of a file, or its SHA-256"
    fields = (
        "id",
        "whose",
        "day",
        "state_badge",
        "failure",
        "progress",
        "repeated_lines",
        "name",
        "media_type",
        "size_text",
        "digest_text",
        "uploaded_by",
        "created_at",
        "ended_at",
    )
    readonly_fields = fields
    actions_list = ("upload",)

    @column("from")
    def whose(self, row: ImportedFile) -> str:
        return row.source

    @column("state", label=_TONES)
    def labelled_state(self, row: ImportedFile) -> tuple[str, str]:
        return row.state, FileState(row.state).name.capitalize()

    @column("state")
    def state_badge(self, row: ImportedFile) -> SafeString:
        return badge(row.get_state_display(), _TONES[FileState(row.state)])

    @column("lines")
    def progress(self, row: ImportedFile) -> str:
        if row.state in TO_READ:
            of = f"{row.expected_lines:,}" if row.expected_lines is not None else "as many as there are"
            return f"{row.read_lines:,} of {of}"
        return f"{row.read_lines:,}"

    @column("size")
    def size_text(self, row: ImportedFile) -> str:
        return f"{row.size:,} bytes"

    @column("SHA-256 of the file")
    def digest_text(self, row: ImportedFile) -> str:
        return bytes(row.digest).hex(" ", 4)

    @column("uploaded by")
    def uploaded_by(self, row: ImportedFile) -> str:
        return person_link(row.uploaded_by_id) if row.uploaded_by_id else "Fetched from the provider"

    def matching(self, term: str) -> Q:
        digest = term.replace(" ", "").lower()
        if len(digest) == 64 and all(one in "0123456789abcdef" for one in digest):
            return Q(digest=bytes.fromhex(digest))
        return super().matching(term)

    def get_sections(self, request: HttpRequest, row: ImportedFile) -> Iterable[Section]:
        yield Section(
            "What it lists",
            ("state", "currency", "lines", "amount", "fees"),
            [
                (
                    LineState(found.state).label,
                    found.currency,
                    f"{found.lines:,}",
                    money_text(found.amount, found.currency),
                    money_text(found.fees, found.currency),
                )
                for found in selectors.list_line_totals(row.id)
            ],
            empty="Nothing yet." if row.state in TO_READ else "Nothing.",
            more=("All lines", reverse("admin:reconciliation_line_changelist", query={"q": str(row.id)})),
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        answer = super().render_change_form(request, context, *args, **kwargs)
        row = kwargs.get("obj")
        if row is not None and row.state in TO_READ:
            # So that one sees how far it is.
            answer.headers["Refresh"] = "5"
        return answer

    # Uploading.

    def has_upload_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("reconciliation.add_importedfile")

    @action(description="Upload a file", icon="upload_file", permissions=["upload"])  # type: ignore[untyped-decorator]
    def upload(self, request: HttpRequest) -> HttpResponse:
        """Takes a file in, or says which of its lines cannot be read and why; then nothing of it is kept."""
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                row, was_known = services.receive_file(
                    gateway_code="" if given["bank"] else given["source"],
                    bank=given["bank"],
                    day=given["day"],
                    name=given["file"].name,
                    content=given["file"].chunks(),
                    by=operator_of(request),
                    now=clock.now(),
                )
            except DomainError as error:
                put_errors(form, error)
            else:
                said = "The same file was taken in before." if was_known else "It came in, and is read now."
                self.message_user(request, said, messages.WARNING if was_known else messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:reconciliation_importedfile_change", args=[row.pk]))
        return self.form_page(
            request,
            form,
            title="Upload a settlement file",
            heading="What did they send?",
            text="It is read in the background and compared with our books. The same file counts once.",
            submit_text="Upload",
            back=reverse("admin:reconciliation_importedfile_changelist"),
        )


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Who sends files, and whether they do."""

    list_display = ("code", "last_day", "asked_at", "error", "files_link")
    fields = ("code", "last_day", "asked_at", "error", "created_at")
    readonly_fields = fields
    ordering = ("code",)
    search_fields = ()

    @column("why the last one did not come")
    def error(self, row: Source) -> str:
        return row.last_error or NOTHING

    @column("files")
    def files_link(self, row: Source) -> str:
        return list_link("reconciliation_importedfile", "Its files", source=row.code)
