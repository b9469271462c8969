from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from apps.accounts.selectors import find_person
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
    money_text,
    plain_money,
)
from apps.risk import selectors, services
from apps.risk.admin._decisions import alert_badge
from apps.risk.admin._words import names_of, payment_link, person_link, result_badge, rule_words
from apps.risk.models import Alert, Case, CaseNote, CaseState, Outcome

_TONES = {CaseState.OPEN: "warning", CaseState.IN_REVIEW: "info", CaseState.CLOSED: "success"}
_SHOWN = 50


class QueueFilter(ChoiceFilter):
    """What is not closed is what one sees who does not choose."""

    title = "state"
    parameter_name = "state"
    _EVERYTHING: ClassVar[str] = "all"
    _WORK: ClassVar[str] = "work"
    _MINE: ClassVar[str] = "mine"
    choices_of_filter = [(_WORK, "Not closed"), (_MINE, "Assigned to me"), *CaseState.choices, (_EVERYTHING, "All")]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or self._WORK
        for value, label in self.choices_of_filter:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": value == chosen, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Whoever searches for somebody means all of theirs.
        value = self.value() or (self._EVERYTHING if request.GET.get("q") else self._WORK)
        unclosed = queryset.filter(state__in=[CaseState.OPEN, CaseState.IN_REVIEW])
        if value == self._WORK:
            return unclosed
        if value == self._MINE:
            return unclosed.filter(assignee_id=request.user.pk)
        return queryset if value == self._EVERYTHING else queryset.filter(state=value)


class AssignForm(BaseDialogForm):  # type: ignore[misc]
    to = forms.ChoiceField(widget=UnfoldAdminSelectWidget, label="Who works on it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(each.pk), each.full_name) for each in selectors.list_reviewers()]
        self.fields["to"].initial = str(self.request.user.pk)


class NoteForm(BaseDialogForm):  # type: ignore[misc]
    text = forms.CharField(max_length=2_000, widget=UnfoldAdminTextareaWidget({"rows": 5}), label="Note")


class PaymentForm(ReasonForm):
    """Which of the case's held payments, and why."""

    payment = forms.ChoiceField(widget=UnfoldAdminSelectWidget, label="Held payment")
    field_order = ("payment", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case_id = id_of(str(self.object_id))
        alerts = selectors.list_undecided(case_id) if case_id else []
        names = names_of(alert.payee_id for alert in alerts)
        self.fields["payment"].choices = [(str(alert.pk), _called(alert, names)) for alert in alerts]


def _called(alert: Alert, names: dict[UUID, str]) -> str:
    to = f" to {names[alert.payee_id]}" if alert.payee_id in names else ""
    return f"{plain_money(alert.amount, alert.currency)}{to}, {moment_text(alert.raised_at)}"


class CloseForm(ReasonForm):
    outcome = forms.ChoiceField(choices=Outcome.choices, widget=UnfoldAdminSelectWidget)
    field_order = ("outcome", "reason")


@admin.register(Case)
class CaseAdmin(ActsByService, ReadOnlyAdmin):
    """What has to be looked into, the oldest first. Each step is a verb that asks what it has to know."""

    sensitive = "A case"
    list_display = ("about", "labelled_state", "alert_count", "waiting", "assigned", "opened_at", "last_alert_at")
    list_filter = (QueueFilter,)
    list_select_related = ("person", "assignee")
    ordering = ("pk",)
    id_columns = ("pk", "person_id")
    search_help_text = "Number or e-mail address of a person, or an id"
    fields = (
        *("id", "person_link", "state_badge", "opened_at", "last_alert_at", "assigned", "assigned_at"),
        *("outcome_text", "reason", "closed_at", "closer"),
    )
    readonly_fields = ("person_link", "state_badge", "assigned", "outcome_text", "closer")
    actions_detail = ("assign", "note", "release", "give_back", "close")

    def complete_rows(self, rows: Sequence[Any]) -> None:
        undecided = Count("id", filter=Q(result="HOLD", decision=""))
        counted = Alert.objects.filter(case_id__in=[row.pk for row in rows]).values("case_id")
        counts = {each["case_id"]: each for each in counted.annotate(all=Count("id"), undecided=undecided)}
        for row in rows:
            row.counts = counts.get(row.pk, {"all": 0, "undecided": 0})

    @column("case of")
    def about(self, row: Case) -> str:
        return str(row.person.full_name)

    @column("person")
    def person_link(self, row: Case) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("state", label=_TONES)
    def labelled_state(self, row: Case) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Case) -> str:
        return badge(row.get_state_display(), _TONES[CaseState(row.state)])

    @column("alerts")
    def alert_count(self, row: Any) -> int:
        return cast(int, row.counts["all"])

    @column("held payments that wait")
    def waiting(self, row: Any) -> int | str:
        return row.counts["undecided"] or NOTHING

    @column("assigned to")
    def assigned(self, row: Case) -> str:
        return str(row.assignee.full_name) if row.assignee else NOTHING

    @column("outcome")
    def outcome_text(self, row: Case) -> str:
        return row.get_outcome_display() or NOTHING

    @column("closed by")
    def closer(self, row: Case) -> str:
        return link("accounts_user", row.closed_by_id, row.closed_by.full_name if row.closed_by else None)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(person_id=identity)
        person = find_person(term)
        return Q(person_id=person.id) if person else Q(pk__in=[])

    def has_decide_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; reviewers decide about them."""
        return request.user.has_perm(selectors.DECIDE_CASES)

    # The page of one case.

    def get_sections(self, request: HttpRequest, row: Case) -> Iterable[Section]:
        yield self._alerts(row)
        yield self._notes(row)
        yield self._others(row)

    def _alerts(self, row: Case) -> Section:
        alerts = list(Alert.objects.filter(case_id=row.pk).select_related("decided_by").order_by("-id")[:_SHOWN])
        names = names_of(person for alert in alerts for person in (alert.payer_id, alert.payee_id))
        return Section(
            title="Payments",
            headers=("payment", "amount", "from", "to", "rules", "result", "decision", "decided by", "why", "facts"),
            rows=[
                (
                    payment_link(alert.pk),
                    money_text(alert.amount, alert.currency),
                    person_link(alert.payer_id, names),
                    person_link(alert.payee_id, names),
                    rule_words(alert.rules),
                    result_badge(alert.result),
                    alert_badge(alert),
                    alert.decided_by.full_name if alert.decided_by else NOTHING,
                    alert.reason or NOTHING,
                    link("risk_decision", alert.pk, "Facts"),
                )
                for alert in alerts
            ],
        )

    def _notes(self, row: Case) -> Section:
        notes = CaseNote.objects.filter(case_id=row.pk).select_related("author").order_by("-id")[:_SHOWN]
        return Section(
            title="Notes",
            headers=("at", "by", "note"),
            rows=[
                (
                    moment_text(note.written_at),
                    note.author.full_name,
                    format_html_join("", "{}<br>", ((line,) for line in note.text.splitlines())),
                )
                for note in notes
            ],
            empty="Nobody has written anything down.",
        )

    def _others(self, row: Case) -> Section:
        others = Case.objects.filter(person_id=row.person_id).exclude(pk=row.pk).order_by("-id")[:_SHOWN]
        return Section(
            title="Other cases of this person",
            headers=("case", "state", "outcome", "why", "closed"),
            rows=[
                (
                    link("risk_case", other.pk, moment_text(other.opened_at)),
                    self.state_badge(other),
                    self.outcome_text(other),
                    other.reason or NOTHING,
                    moment_text(other.closed_at),
                )
                for other in others
            ],
        )

    # What a reviewer can do.

    def useful_actions(self, request: HttpRequest, row: Case) -> set[str]:
        if row.person_id == request.user.pk:
            return set()
        useful = {"note"} if row.state == CaseState.CLOSED else {"assign", "note"}
        if row.state == CaseState.IN_REVIEW and row.assignee_id == request.user.pk:
            useful |= {"release", "give_back"} if selectors.list_undecided(row.pk) else {"close"}
        return useful

    @action(
        description="Assign",
        icon="person_add",
        variant=ActionVariant.PRIMARY,
        permissions=["decide"],
        dialog=dialog("Assign this case", "Only whom it is assigned to can decide about it.", "Assign", AssignForm),
    )
    def assign(self, request: HttpRequest, form: AssignForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, services.assign_case, "Assigned.", to=UUID(form.cleaned_data["to"]))

    @action(
        description="Note",
        icon="edit_note",
        permissions=["decide"],
        dialog=dialog("Write a note", "It stays as you write it.", "Write it down", NoteForm),
    )
    def note(self, request: HttpRequest, form: NoteForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, services.add_note, "Written down.", text=form.cleaned_data["text"])

    @action(
        description="Release a payment",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["decide"],
        dialog=dialog(
            "Release a payment to its payee",
            "It is paid in a moment, and both sides are told.",
            "Release",
            PaymentForm,
        ),
    )
    def release(self, request: HttpRequest, form: PaymentForm, object_id: str) -> HttpResponse:
        return self._do_payment(request, form, object_id, services.release_payment, "Released.")

    @action(
        description="Return a payment",
        icon="undo",
        variant=ActionVariant.DANGER,
        permissions=["decide"],
        dialog=dialog(
            "Return a payment to its payer",
            "The money goes back in a moment, and who sent it is told.",
            "Return",
            PaymentForm,
        ),
    )
    def give_back(self, request: HttpRequest, form: PaymentForm, object_id: str) -> HttpResponse:
        return self._do_payment(request, form, object_id, services.return_payment, "Returned.")

    @action(
        description="Close",
        icon="task_alt",
        variant=ActionVariant.PRIMARY,
        permissions=["decide"],
        dialog=dialog("Close this case", "The next alert about this person opens a new one.", "Close", CloseForm),
    )
    def close(self, request: HttpRequest, form: CloseForm, object_id: str) -> HttpResponse:
        outcome, reason = form.cleaned_data["outcome"], form.cleaned_data["reason"]
        return self._do(request, object_id, services.close_case, "Closed.", outcome=outcome, reason=reason)

    def _do_payment(
        self, request: HttpRequest, form: PaymentForm, object_id: str, deed: Callable[..., object], done: str
    ) -> HttpResponse:
        payment, reason = UUID(form.cleaned_data["payment"]), form.cleaned_data["reason"]
        return self._do(request, object_id, deed, done, transaction_id=payment, reason=reason)

    def _do(
        self, request: HttpRequest, object_id: str, service: Callable[..., object], done: str, **facts: Any
    ) -> HttpResponse:
        def do(row: Case) -> str:
            service(case_id=row.pk, holds_role=self.has_decide_permission(request), **by_operator(request), **facts)
            return done

        return self.act(request, object_id, do, note=done)
