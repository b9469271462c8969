"""The reviewers' queue, and whom we are warned of."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from apps.accounts.selectors import find_person
from apps.core import clock, files
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    operator_of,
    page_again,
)
from apps.core.admin_trail import note_sight
from apps.core.api.uploads import private_file_response
from apps.core.crypto import Undecipherable
from apps.core.errors import DomainError
from apps.kyc import names, rules, selectors, services
from apps.kyc.models import (
    SEALED,
    Check,
    DocumentKind,
    Submission,
    SubmissionState,
    WatchListEntry,
    WatchListHit,
)
from apps.kyc.reasons import MEANINGS, words_for

_TONES = {
    SubmissionState.DRAFT: "info",
    SubmissionState.SUBMITTED: "info",
    SubmissionState.IN_REVIEW: "warning",
    SubmissionState.APPROVED: "success",
    SubmissionState.REJECTED: "danger",
    SubmissionState.EXPIRED: "info",
}
_VERDICTS = {"": "warning", WatchListHit.Verdict.CLEARED: "success", WatchListHit.Verdict.CONFIRMED: "danger"}


class QueueFilter(ChoiceFilter):
    """What waits for a reviewer is what one sees who does not choose."""

    title = "state"
    parameter_name = "state"
    _EVERYTHING: ClassVar[str] = "all"
    choices_of_filter = [*SubmissionState.choices, (_EVERYTHING, "All")]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or SubmissionState.IN_REVIEW
        for value, label in self.choices_of_filter:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": value == chosen, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Whoever searches for somebody means all of theirs.
        value = self.value() or (self._EVERYTHING if request.GET.get("q") else SubmissionState.IN_REVIEW)
        return queryset if value == self._EVERYTHING else queryset.filter(state=value)


class RejectForm(BaseDialogForm):  # type: ignore[misc]
    """Why, for the person and for whoever asks later."""

    reasons = forms.MultipleChoiceField(
        choices=[(reason.value, meaning.text) for reason, meaning in MEANINGS.items()],
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        label="Reasons the person is told",
    )
    note = forms.CharField(
        required=False,
        max_length=400,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        label="In your own words, to the person",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "other" in cleaned.get("reasons", []) and not cleaned.get("note", "").strip():
            self.add_error("note", "Say in words what is not right.")
        return cleaned


@admin.register(Submission)
class SubmissionAdmin(ActsByService, ReadOnlyAdmin):
    """Papers of people. What is sealed is opened on the page of one submission, for reviewers, and written down."""

    sensitive = "A person's papers"
    list_display = ("holder", "labelled_state", "target", "flag_badges", "submitted_at", "taken")
    list_filter = (QueueFilter,)
    list_select_related = ("person", "reviewer")
    ordering = ("submitted_at", "pk")
    search_help_text = "Number, e-mail address or id"
    fields = (
        "id",
        "person_link",
        "state_badge",
        "target",
        "flag_badges",
        "document_type",
        "document_country",
        "document_expiry_date",
        "opened_at",
        "submitted_at",
        "taken",
        "decided_at",
        "valid_until",
        "why",
        "note",
    )
    readonly_fields = ("person_link", "state_badge", "target", "flag_badges", "taken", "why")
    actions_detail = ("take", "release", "approve", "reject")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        rows: QuerySet[Submission] = super().get_queryset(request)
        return rows.defer(*SEALED)

    @column("submission of")
    def holder(self, row: Submission) -> str:
        return str(row.person.full_name)

    @column("person")
    def person_link(self, row: Submission) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("state", label=_TONES)
    def labelled_state(self, row: Submission) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Submission) -> str:
        return badge(row.get_state_display(), _TONES[SubmissionState(row.state)])

    @column("asks for")
    def target(self, row: Submission) -> str:
        return f"{row.target_tier.replace('_', ' ').capitalize()}: {row.get_target_tier_display().lower()}"

    @column("look twice")
    def flag_badges(self, row: Submission) -> str:
        return format_html_join(" ", "{}", ((badge(flag, "warning"),) for flag in row.flags)) or NOTHING

    @column("reviewer")
    def taken(self, row: Submission) -> str:
        if row.reviewer is None:
            return NOTHING
        since = f", since {moment_text(row.taken_at)}" if row.state == SubmissionState.IN_REVIEW else ""
        return f"{row.reviewer.full_name}{since}"

    @column("not approved because")
    def why(self, row: Submission) -> str:
        return " ".join(words_for(row.reasons)) or NOTHING

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(person_id=identity)
        person = find_person(term)
        return Q(person_id=person.id) if person else Q(pk__in=[])

    def has_review_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; reviewers decide about them."""
        return request.user.has_perm("kyc.review_submission")

    # The page of one submission.

    def get_sections(self, request: HttpRequest, row: Submission) -> Iterable[Section]:
        if not self.has_review_permission(request):
            yield Section("Details and documents", (), (), empty="Only reviewers see these.")
        elif row.person_id == request.user.pk:
            yield Section("Details and documents", (), (), empty="Nobody reviews their own: somebody else does.")
        else:
            yield self._details(request, row)
            yield self._documents(row)
        yield self._check(row)
        yield self._same_number(row)
        yield self._hits(row)
        yield self._others(row)

    def _details(self, request: HttpRequest, row: Submission) -> Section:
        note = "Opened for you now, and written down that you saw it."
        headers = ("detail", "on the document")
        try:
            details = services.look_at_details(submission_id=row.id, by=operator_of(request), now=clock.now())
        except Undecipherable:
            return Section("Details", headers, (), empty="They cannot be opened: tell whoever keeps the keys.")
        born = details.birth_date
        age = f" ({rules.age_on(clock.now().date(), born)} years)" if born else ""
        rows = [
            ("Name", details.name or NOTHING),
            ("Name of the account", row.person.full_name),
            ("Date of birth", f"{born:%-d %B %Y}{age}" if born else NOTHING),
            ("Address", _lines(details.address or NOTHING)),
            ("Document number", details.id_number or NOTHING),
        ]
        return Section("Details", headers, rows, note=note)

    def _documents(self, row: Submission) -> Section:
        pictures = [
            (reverse("admin:kyc_submission_document", args=[row.id, document.kind]), document)
            for document in sorted(row.documents.all(), key=lambda one: DocumentKind.values.index(one.kind))
        ]
        figures = format_html_join(
            "",
            '<figure><img src="{}" alt="{}" width="{}" height="{}"><figcaption>{}, {}</figcaption></figure>',
            (
                (
                    address,
                    document.get_kind_display(),
                    document.width,
                    document.height,
                    document.get_kind_display(),
                    moment_text(document.uploaded_at),
                )
                for address, document in pictures
            ),
        )
        body = format_html('<div class="gp-documents">{}</div>', figures) if pictures else ""
        return Section("Documents", (), (), body=body, empty="None were sent.")

    def _check(self, row: Submission) -> Section:
        check = Check.objects.filter(pk=row.id).first()
        rows = []
        if check is not None:
            answer = check.outcome.capitalize() or check.get_state_display()
            why = " ".join(words_for(check.reasons)) or check.last_error or NOTHING
            rows = [(answer, why, check.attempts, moment_text(check.answered_at), check.reference or NOTHING)]
        headers = ("answer", "why", "times asked", "answered", "their reference")
        return Section("External check", headers, rows, empty="Not asked yet.")

    def _same_number(self, row: Submission) -> Section:
        rows = [
            (link("kyc_submission", other.id, str(other.id)[-8:]), _person(other), other.get_state_display())
            for other in selectors.list_same_number(row)
        ]
        note = "Found by a blind index: nothing was opened for it, and nobody was told."
        headers = ("submission", "person", "state")
        return Section("Same document number", headers, rows, note=note, empty="Nobody else has handed it in.")

    def _hits(self, row: Submission) -> Section:
        hits = WatchListHit.objects.filter(person_id=row.person_id).select_related("entry").order_by("-id")[:20]
        rows = [
            (
                link("kyc_watchlisthit", hit.id, hit.entry.name),
                hit.entry.source,
                hit.entry.reason,
                hit.get_ground_display(),
                hit.get_verdict_display() or "Open: approving clears it",
            )
            for hit in hits
        ]
        headers = ("entry", "list", "reason", "same", "verdict")
        return Section("Watch list", headers, rows, empty="It warns of nobody like this.")

    def _others(self, row: Submission) -> Section:
        others = Submission.objects.filter(person_id=row.person_id).exclude(pk=row.pk).order_by("-id")[:10]
        rows = [
            (
                link("kyc_submission", other.id, str(other.id)[-8:]),
                self.target(other),
                other.get_state_display(),
                moment_text(other.decided_at),
            )
            for other in others
        ]
        return Section("Other submissions of this person", ("submission", "asks for", "state", "decided"), rows)

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/documents/<str:kind>",
            self.admin_site.admin_view(require_safe(self.picture)),
            name="kyc_submission_document",
        )
        # Before Django's own, one of which takes any address.
        return [page, *super().get_urls()]

    def picture(self, request: HttpRequest, object_id: str, kind: str) -> HttpResponse:
        """One picture, for reviewers; each look is written down. The page shows it, a click elsewhere saves it."""
        identity = id_of(object_id)
        if not self.has_review_permission(request):
            raise PermissionDenied
        if identity is None or kind not in DocumentKind.values:
            raise Http404
        try:
            document = services.look_at_document(
                submission_id=identity, kind=kind, by=operator_of(request), now=clock.now()
            )
            content = files.read(document.file_key)
        except DomainError as error:
            if error.category == "forbidden":
                raise PermissionDenied from error
            raise Http404 from error
        note_sight(request, f"A person's paper: {kind.lower()}", Submission, identity)
        return private_file_response(content, document.content_type, f"{kind.lower()}.jpg")

    # What a reviewer can do.

    def useful_actions(self, request: HttpRequest, row: Submission) -> set[str]:
        if services.may_take(row, **by_operator(request)):
            return {"take"}
        return {"release", "approve", "reject"} if services.may_decide(row, by=operator_of(request)) else set()

    @action(
        description="Take",
        icon="back_hand",
        variant=ActionVariant.PRIMARY,
        permissions=["review"],
        dialog=dialog("Take this submission", "For an hour nobody else can decide about it.", "Take", None),
    )
    def take(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, services.take, "Taken: it is yours for an hour.")

    @action(
        description="Release",
        icon="undo",
        permissions=["review"],
        dialog=dialog("Release this submission", "It goes back to the queue.", "Release", None),
    )
    def release(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, services.release, "Released.")

    @action(
        description="Approve",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["review"],
        dialog=dialog(
            "Approve this submission",
            "The person's limits rise with it, and they are told. Open warnings are cleared.",
            "Approve",
            None,
        ),
    )
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, services.approve, "Approved.")

    @action(
        description="Reject",
        icon="close",
        variant=ActionVariant.DANGER,
        permissions=["review"],
        dialog=dialog(
            "Reject this submission",
            "The person is told why and can send what was wrong again.",
            "Reject",
            RejectForm,
        ),
    )
    def reject(self, request: HttpRequest, form: RejectForm, object_id: str) -> HttpResponse:
        reasons, note = form.cleaned_data["reasons"], form.cleaned_data["note"]
        return self._do(request, object_id, services.reject, "Rejected.", reasons=reasons, note=note)

    def _do(
        self, request: HttpRequest, object_id: str, service: Callable[..., None], done: str, **facts: Any
    ) -> HttpResponse:
        def do(row: Submission) -> str:
            service(submission_id=row.id, **by_operator(request), **facts)
            return done

        return self.act(request, object_id, do, note=done)


def _lines(text: str) -> SafeString:
    return format_html_join("", "{}<br>", ((line,) for line in text.splitlines()))


def _person(row: Submission) -> str:
    person = find_person(str(row.person_id))
    return link("accounts_user", row.person_id, person.full_name if person else None)


class WatchListForm(forms.ModelForm):  # type: ignore[type-arg]
    """An entry; its number is asked for and kept as an index only."""

    id_number = forms.CharField(
        label="Document number",
        required=False,
        max_length=40,
        widget=UnfoldAdminTextInputWidget,
        help_text="Found when somebody hands it in; it cannot be read here any more.",
    )

    class Meta:
        model = WatchListEntry
        fields = ("name", "birth_date", "source", "reason")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not names.key_of(name):
            raise forms.ValidationError("Nobody can be found by this: write the name in letters.")
        return name


class EndedFilter(ChoiceFilter):
    title = "state"
    parameter_name = "ended"
    choices_of_filter = [("no", "Warns"), ("yes", "Ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset if self.value() is None else queryset.filter(ended_at__isnull=self.value() == "no")


@admin.register(WatchListEntry)
class WatchListEntryAdmin(ActsByService):
    """Added, ended, never edited: what somebody was once measured by stays known."""

    form = WatchListForm
    sensitive = "An entry of the watch list"
    list_display = ("name", "birth_date", "source", "reason", "added_at", "ended_at")
    list_filter = (EndedFilter,)
    search_help_text = "Words of a name in any order, or an id"
    fields = ("name", "birth_date", "id_number", "source", "reason")
    actions_detail = ("end",)

    def get_fields(self, request: HttpRequest, obj: WatchListEntry | None = None) -> tuple[str, ...]:
        return self.fields if obj is None else ("id", "name", "birth_date", "source", "reason", "added_at", "ended_at")

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_end_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("kyc.change_watchlistentry")

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity)
        return Q(pk__in=selectors.find_entries_called(term))

    def save_model(self, request: HttpRequest, obj: WatchListEntry, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        entry = services.add_watch_list_entry(
            name=cleaned["name"],
            source=cleaned["source"],
            reason=cleaned["reason"],
            birth_date=cleaned["birth_date"],
            id_number=cleaned["id_number"],
            by=operator_of(request),
            now=clock.now(),
        )
        obj.pk, obj.added_at = entry.pk, entry.added_at

    @action(
        description="End",
        icon="block",
        permissions=["end"],
        dialog=dialog("End this entry", "It warns of nobody any more; open hits stay.", "End"),
    )
    def end(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        entry = self.row_or_404(request, object_id)
        services.end_watch_list_entry(entry_id=entry.pk, reason=form.cleaned_data["reason"], **by_operator(request))
        self.message_user(request, "Ended.", messages.SUCCESS)
        return page_again(request)

    def useful_actions(self, request: HttpRequest, row: WatchListEntry) -> set[str]:
        return {"end"} if row.ended_at is None else set()


class VerdictFilter(ChoiceFilter):
    title = "verdict"
    parameter_name = "verdict"
    choices_of_filter = [("open", "Open"), *WatchListHit.Verdict.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(verdict="" if value == "open" else value)


@admin.register(WatchListHit)
class WatchListHitAdmin(ActsByService, ReadOnlyAdmin):
    sensitive = "A hit on the watch list"
    list_display = ("holder", "entry", "ground", "labelled_verdict", "found_at", "decided_at")
    list_filter = (VerdictFilter,)
    list_select_related = ("person", "entry", "decided_by")
    fields = (
        "id",
        "person_link",
        "entry_link",
        "ground",
        "verdict_badge",
        "found_at",
        "decided_at",
        "decider",
        "note",
    )
    readonly_fields = ("person_link", "entry_link", "verdict_badge", "decider")
    id_columns = ("pk", "person_id")
    search_help_text = "Whole id of a hit or of a person"
    actions_detail = ("clear", "confirm")

    @column("hit of")
    def holder(self, hit: WatchListHit) -> str:
        return str(hit.person.full_name)

    @column("person")
    def person_link(self, hit: WatchListHit) -> str:
        return link("accounts_user", hit.person_id, hit.person.full_name)

    @column("entry")
    def entry_link(self, hit: WatchListHit) -> str:
        return link("kyc_watchlistentry", hit.entry_id, hit.entry)

    @column("verdict", label=_VERDICTS)
    def labelled_verdict(self, hit: WatchListHit) -> tuple[str, str]:
        return hit.verdict, hit.get_verdict_display() or "Open"

    @column("verdict")
    def verdict_badge(self, hit: WatchListHit) -> str:
        return badge(hit.get_verdict_display() or "Open", _VERDICTS[hit.verdict])

    @column("decided by")
    def decider(self, hit: WatchListHit) -> str:
        return link("accounts_user", hit.decided_by_id, hit.decided_by)

    def has_review_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("kyc.review_submission")

    @action(
        description="Somebody else",
        icon="person_check",
        permissions=["review"],
        dialog=dialog("This is somebody else", "The hit is cleared. The next submission is looked up anew.", "Clear"),
    )
    def clear(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._decide(request, form, object_id, is_same_person=False)

    @action(
        description="The same person",
        icon="person_alert",
        variant=ActionVariant.DANGER,
        permissions=["review"],
        dialog=dialog(
            "This is the person on the list",
            "The account is locked at once and all sessions end.",
            "Confirm and lock",
        ),
    )
    def confirm(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._decide(request, form, object_id, is_same_person=True)

    def _decide(self, request: HttpRequest, form: ReasonForm, object_id: str, *, is_same_person: bool) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(hit: WatchListHit) -> str:
            services.decide_hit(hit_id=hit.pk, is_same_person=is_same_person, note=reason, **by_operator(request))
            return "Decided."

        return self.act(request, object_id, do, note=reason)

    def useful_actions(self, request: HttpRequest, row: WatchListHit) -> set[str]:
        return set() if row.verdict else {"clear", "confirm"}
