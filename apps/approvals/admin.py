"""The operators' inbox: what waits for a second person, what each of us has asked for, and what was decided."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from apps.accounts.selectors import find_person
from apps.approvals import selectors, services
from apps.approvals.models import Approval
from apps.approvals.sections import TONES, diff_of, line_text, state_badge, state_text, value_text
from apps.core import clock
from apps.core.admin_acting import ActsByService, dialog
from apps.core.admin_asking import words_of
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    FactsForm,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    operator_of,
)
from apps.core.errors import DomainError
from apps.core.procedures import find_procedure, list_procedures

_SOON = {"day": timedelta(days=1), "three": timedelta(days=3)}
_SHOWN_LINES = 2


class BoxFilter(ChoiceFilter):
    """Whose turn it is."""

    title = "box"
    parameter_name = "box"
    choices_of_filter = [("mine", "Waits for me"), ("asked", "Asked by me"), ("waiting", "Waits for anybody")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Approval]) -> QuerySet[Approval]:
        match self.value():
            case "mine":
                actions = selectors.decidable_actions(request.user)
                waiting = queryset.filter(state=Approval.State.REQUESTED, action__in=actions)
                return waiting.exclude(maker_id=request.user.pk)
            case "asked":
                return queryset.filter(maker_id=request.user.pk)
            case "waiting":
                return queryset.filter(state=Approval.State.REQUESTED)
        return queryset


class ActionFilter(ChoiceFilter):
    title = "what"
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(one.action, one.title) for one in list_procedures()]


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = Approval.State.choices


class ExpiringFilter(ChoiceFilter):
    """What becomes void soon if nobody decides."""

    title = "expires"
    parameter_name = "expires"
    choices_of_filter = [("day", "Within a day"), ("three", "Within three days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Approval]) -> QuerySet[Approval]:
        within = _SOON.get(str(self.value()))
        if within is None:
            return queryset
        return queryset.filter(state=Approval.State.REQUESTED, expires_at__lt=clock.now() + within)


class RequestedFilter(RecentFilter):
    title = "asked"
    column = "requested_at"


class ApproveForm(FactsForm):
    """Says once more what is about to be done."""

    def facts(self) -> Sequence[tuple[str, object]]:
        identity = id_of(str(self.object_id))
        row = selectors.find_approval(identity) if identity else None
        if row is None:
            return ()
        lines = [(line["field"], line_text(line)) for line in row.changes]
        return [("What", row.summary), ("Why", row.why or NOTHING), ("Asked by", row.maker.full_name), *lines]


@admin.register(Approval)
class ApprovalAdmin(ActsByService, ReadOnlyAdmin):
    """Nobody edits what was asked for. Who may decide about the thing itself decides, and never about their own."""

    list_display = ("what", "diff_text", "why_text", "labelled_state", "maker_name", "requested_at", "expiry_text")
    list_filter = (BoxFilter, ActionFilter, StateFilter, ExpiringFilter, RequestedFilter)
    list_select_related = ("maker", "checker")
    search_help_text = "Id of an approval or of what it is about; number or e-mail address of who asked or decided"
    empty_title = "Nothing here"
    empty_text = "Whatever takes two people waits here until the second one has decided."
    _ASKED = (("title_text", "state_badge"), ("maker_link", "requested_at"), "why_whole")
    _WAITS = ("expires_text",)
    _DECIDED = (("checker_link", "decided_at"), "reason")
    _BINDS = ("subject_link", "digest_text", "id")
    fields = (*_ASKED, *_DECIDED, *_BINDS)
    readonly_fields = (
        *("title_text", "state_badge", "maker_link", "checker_link", "subject_link", "expires_text", "digest_text"),
        "why_whole",
    )
    actions = ("approve_chosen", "reject_chosen")
    actions_detail = ("approve", "reject", "take_back")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Approval]:
        rows: QuerySet[Approval] = super().get_queryset(request)
        return rows.filter(selectors.shown_to(request.user))

    # --- What is shown -------------------------------------------------------------------------------------------

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        is_waiting = obj is not None and obj.state == Approval.State.REQUESTED
        return (*self._ASKED, *(self._WAITS if is_waiting else self._DECIDED), *self._BINDS)

    @column("what")
    def what(self, row: Approval) -> str:
        return row.summary

    @column("why")
    def why_whole(self, row: Approval) -> str:
        return row.why or NOTHING

    @column("state", label=TONES)
    def labelled_state(self, row: Approval) -> tuple[str, str]:
        return row.state, state_text(row)

    @column("state")
    def state_badge(self, row: Approval) -> str:
        return state_badge(row)

    @column("what")
    def title_text(self, row: Approval) -> str:
        procedure = find_procedure(row.action)
        return f"{procedure.title if procedure else row.action}: {row.summary}"

    @column("what changes")
    def diff_text(self, row: Approval) -> str:
        lines = [f"{line['field']}: {line_text(line)}" for line in row.changes[:_SHOWN_LINES]]
        more = len(row.changes) - _SHOWN_LINES
        if more > 0:
            lines.append(f"and {more} more")
        if not lines:
            return NOTHING
        # One element: the cells of a phone's list put several beside each other.
        return format_html("<div>{}</div>", format_html_join("", "<div>{}</div>", [(line,) for line in lines]))

    @column("why")
    def why_text(self, row: Approval) -> str:
        return row.why if len(row.why) <= 80 else f"{row.why[:79]}…" if row.why else NOTHING

    @column("expires")
    def expiry_text(self, row: Approval) -> str:
        if row.state != Approval.State.REQUESTED or row.expires_at is None:
            return NOTHING
        left = row.expires_at - clock.now()
        if left < timedelta():
            return badge("Now", "danger")
        words = f"in {left.days} days" if left.days > 1 else f"in {int(left.total_seconds() // 3600)} hours"
        return badge(words, "warning") if left < _SOON["day"] else words

    @column("becomes void")
    def expires_text(self, row: Approval) -> str:
        return f"{moment_text(row.expires_at)}, unless somebody decides" if row.expires_at else "never by itself"

    @column("asked by")
    def maker_name(self, row: Approval) -> str:
        return str(row.maker.full_name)

    @column("asked by")
    def maker_link(self, row: Approval) -> str:
        return link("accounts_user", row.maker_id, row.maker.full_name)

    @column("decided by")
    def checker_link(self, row: Approval) -> str:
        return link("accounts_user", row.checker_id, row.checker.full_name if row.checker else None)

    @column("about")
    def subject_link(self, row: Approval) -> str:
        procedure = find_procedure(row.action)
        if procedure is None or procedure.page is None:
            return str(row.subject_id)
        return format_html('<a class="gp-link" href="{}">Its own page</a>', procedure.page(row))

    @column("binds (SHA-256)")
    def digest_text(self, row: Approval) -> str:
        # In groups, as people compare it, and so that a phone can break the line.
        return bytes(row.digest).hex(" ", 4)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(subject_id=identity)
        person = find_person(term)
        return Q(maker_id=person.id) | Q(checker_id=person.id) if person else Q(pk__in=[])

    def get_sections(self, request: HttpRequest, row: Approval) -> Iterable[Section]:
        yield Section("What changes", (), (), body=diff_of(row), empty="Its own page says what it is about.")
        exactly = [(name, value_text(value)) for name, value in sorted(row.payload.items())]
        if exactly:
            facts = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", exactly)
            yield Section(
                "What exactly is approved",
                (),
                (),
                body=format_html('<dl class="gp-diff">{}</dl>', facts),
                note="The SHA-256 binds this, and what the thing is now: if that changes, this becomes void.",
            )
        others = [other for other in selectors.list_of_subject(row.subject_id) if other.id != row.id]
        yield Section(
            title="Asked for about the same before or since",
            headers=("approval", "state", "asked by", "decided by", "decided"),
            rows=[
                (
                    link("approvals_approval", other.id, other.summary),
                    state_badge(other),
                    self.maker_name(other),
                    other.checker.full_name if other.checker else NOTHING,
                    moment_text(other.decided_at),
                )
                for other in others
            ],
        )

    # --- What can be done ----------------------------------------------------------------------------------------

    def has_decide_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether there is anything this operator may decide about; about which, the service looks up."""
        return bool(selectors.decidable_actions(request.user))

    def has_take_back_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether there is anything this operator may ask for."""
        return any(request.user.has_perm(one.ask) for one in list_procedures())

    def useful_actions(self, request: HttpRequest, row: Approval) -> set[str]:
        procedure = find_procedure(row.action)
        if row.state != Approval.State.REQUESTED or procedure is None:
            return set()
        if row.maker_id == request.user.pk:
            return {"take_back"} if procedure.is_change or procedure.withdraw else set()
        may = bool(procedure.decide) and request.user.has_perm(procedure.decide)
        return {"approve", "reject"} if may and not self._why_not(request, row) else set()

    def _why_not(self, request: HttpRequest, row: Approval) -> str:
        procedure = find_procedure(row.action)
        return selectors.why_not_decide(procedure, row, operator_of(request)) if procedure else ""

    def words_of(self, error: DomainError) -> str:
        return words_of(error)

    @action(  # type: ignore[untyped-decorator]
        description="Approve",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["decide"],
        dialog=dialog("Approve this", "It is done at once, exactly as it says here.", "Approve", ApproveForm),
    )
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def do(row: Approval) -> str:
            return services.decide_approve(approval_id=row.pk, checker_id=operator_of(request), now=clock.now())

        return self.act(request, object_id, do, note="Approved.")

    @action(  # type: ignore[untyped-decorator]
        description="Reject",
        icon="close",
        permissions=["decide"],
        dialog=dialog("Reject this", "Nothing is done. Whoever has asked sees why.", "Reject"),
    )
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        return self.act(request, object_id, self._rejecting(request, reason), note=f"Rejected. {reason}")

    @action(  # type: ignore[untyped-decorator]
        description="Take back",
        icon="undo",
        permissions=["take_back"],
        dialog=dialog("Take back what you have asked for", "Nothing is done. It can be asked for again.", "Take back"),
    )
    def take_back(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Approval) -> str:
            services.take_back(approval_id=row.pk, maker_id=operator_of(request), reason=reason, now=clock.now())
            return "Taken back."

        return self.act(request, object_id, do, note=f"Taken back. {reason}")

    def _rejecting(self, request: HttpRequest, reason: str) -> Callable[[Approval], str]:
        def do(row: Approval) -> str:
            services.decide_reject(approval_id=row.pk, checker_id=operator_of(request), reason=reason, now=clock.now())
            return "Rejected."

        return do

    # --- Many at once --------------------------------------------------------------------------------------------

    @admin.action(description="Approve", permissions=["decide"])
    def approve_chosen(self, request: HttpRequest, rows: QuerySet[Approval]) -> HttpResponse | None:
        if "confirmed" not in request.POST:
            return self._confirm(request, rows, "approve_chosen")
        for row in self._chosen(rows):
            self._decide_one(
                request,
                row,
                lambda row: services.decide_approve(
                    approval_id=row.pk, checker_id=operator_of(request), now=clock.now()
                ),
                note="Approved with others.",
            )
        return None

    @admin.action(description="Reject", permissions=["decide"])
    def reject_chosen(self, request: HttpRequest, rows: QuerySet[Approval]) -> HttpResponse | None:
        reason = request.POST.get("reason", "").strip()[:200]
        if "confirmed" not in request.POST or not reason:
            return self._confirm(request, rows, "reject_chosen")
        for row in self._chosen(rows):
            self._decide_one(request, row, self._rejecting(request, reason), note=f"Rejected with others. {reason}")
        return None

    def _chosen(self, rows: QuerySet[Approval]) -> list[Approval]:
        """In the order in which they were asked for: what came first is done first."""
        return list(rows.select_related("maker").order_by("pk"))

    def _decide_one(self, request: HttpRequest, row: Approval, deed: Callable[[Approval], str], *, note: str) -> None:
        """Each in a transaction of its own: one that is refused does not stop the others, and says why."""
        try:
            said = deed(row)
        except DomainError as error:
            self.message_user(request, f"{row.summary}: {words_of(error)}", messages.WARNING)
        else:
            self.log_change(request, row, note)
            self.message_user(request, f"{row.summary}: {said}", messages.SUCCESS)

    def _confirm(self, request: HttpRequest, rows: QuerySet[Approval], name: str) -> HttpResponse:
        """Asks once more, with all that is about to be decided and all that cannot be."""
        chosen = self._chosen(rows)
        possible = [row for row in chosen if "approve" in self.useful_actions(request, row)]
        verb = "Approve" if name == "approve_chosen" else "Reject"
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb} {len(possible)} of {len(chosen)} chosen" if chosen else verb,
            "opts": self.opts,
            "verb": verb,
            "action": name,
            "possible": [(row, diff_of(row)) for row in possible],
            "impossible": [(row, self._why_skipped(request, row)) for row in chosen if row not in possible],
            "asks_why": name == "reject_chosen",
            "lacks_why": name == "reject_chosen" and "confirmed" in request.POST,
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/approvals/decide_chosen.html", context)

    def _why_skipped(self, request: HttpRequest, row: Approval) -> str:
        if row.state != Approval.State.REQUESTED:
            return f"{row.get_state_display()} already."
        if row.maker_id == request.user.pk:
            return "You have asked for it yourself: somebody else decides."
        return self._why_not(request, row) or "You may not decide about this."
