"""The queue: what does not agree, how old it is, and how two operators settle it."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from apps.core import clock
from apps.core.admin_acting import MakerCheckerAdmin, approving, by_maker, by_operator, dialog, rejecting, taking_back
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    FactsForm,
    QuickAdmin,
    ReasonForm,
    Section,
    badge,
    column,
    id_of,
    link,
    money_text,
    operator_of,
    show_exact,
)
from apps.gateways.admin._words import capability_text
from apps.reconciliation import selectors, services
from apps.reconciliation.admin._acting import ActingAdmin, GatewayFilter, approval_section, person_link
from apps.reconciliation.models import AgreedFee, Break, BreakState, Reason, Resolution

_TONES = {BreakState.OPEN: "warning", BreakState.RESOLVED: "success"}
_AGE_TONES = {"new": "info", "week": "warning", "month": "danger", "old": "danger"}
_ASKABLE = [(one.value, one.label) for one in (Resolution.SUSPENSE, Resolution.WRITE_OFF, Resolution.CLOSE)]


class QueueFilter(ChoiceFilter):
    """What waits for an operator now is what one sees who does not choose."""

    title = "queue"
    parameter_name = "queue"
    _HERE: ClassVar[str] = "here"
    choices_of_filter = (
        ("here", "To be looked at"),
        ("asked", "Waits for a second person"),
        ("noted", "Expected to mend itself"),
        ("open", "All that are open"),
        ("resolved", "Resolved"),
        ("all", "All"),
    )

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or self._HERE
        for value, label in self.choices_of_filter:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": value == chosen, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Whoever searches for something means all of it.
        value = self.value() or ("all" if request.GET.get("q") else self._HERE)
        is_open = Q(state=BreakState.OPEN)
        is_noted = Q(noted_until__gt=clock.now(), asked_resolution="")
        conditions = {
            "here": is_open & ~is_noted,
            "asked": is_open & ~Q(asked_resolution=""),
            "noted": is_open & is_noted,
            "open": is_open,
            "resolved": Q(state=BreakState.RESOLVED),
        }
        return queryset.filter(conditions[value]) if value in conditions else queryset


class ReasonFilter(ChoiceFilter):
    title = "reason"
    parameter_name = "reason"
    choices_of_filter = Reason.choices


class AgeFilter(ChoiceFilter):
    title = "open for"
    parameter_name = "age"
    choices_of_filter = [(name, words) for name, (words, _, _) in selectors.AGES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value not in selectors.AGES:
            return queryset
        return queryset.filter(selectors.is_of_age(value, now=clock.now()), state=BreakState.OPEN)


class ResolveForm(BaseDialogForm):  # type: ignore[misc]
    """What a second person is to decide about."""

    resolution = forms.ChoiceField(choices=_ASKABLE, widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = _row_of(self)
        if row is not None:
            resolution = cast(forms.ChoiceField, self.fields["resolution"])
            resolution.choices = [(one.value, one.label) for one in selectors.resolutions_of(row)]


class SettleForm(FactsForm):
    """What is booked when a second person agrees."""

    def facts(self) -> Sequence[tuple[str, object]]:
        row = _row_of(self)
        if row is None or not row.asked_resolution:
            return ()
        booked = selectors.corrections_of(row) if row.asked_resolution != Resolution.CLOSE else []
        amounts = [(money_text(one.amount, one.currency),) for one in booked]
        return (
            ("What", f"{row.get_reason_display()}, {row.gateway_code}"),
            ("Settled as", Resolution(row.asked_resolution).label),
            ("Booked", format_html_join(", ", "{}", amounts) if amounts else "Nothing: the books stay as they are"),
            ("Because", row.asked_reason),
            ("Asked by", person_link(row.asked_by_id)),
        )


def _row_of(form: BaseDialogForm) -> Break | None:
    identity = id_of(str(form.object_id))
    return Break.objects.filter(pk=identity).first() if identity else None


class NoteForm(BaseDialogForm):  # type: ignore[misc]
    """What is expected, and for how long."""

    note = forms.CharField(
        max_length=200, widget=UnfoldAdminTextInputWidget({"placeholder": "It will come with the next file"})
    )
    days = forms.IntegerField(min_value=1, max_value=30, initial=2, widget=UnfoldAdminIntegerFieldWidget)


@admin.register(Break)
class BreakAdmin(MakerCheckerAdmin, ActingAdmin):
    """Who may add these rows may ask how one is settled, who may change them may decide; nobody edits them."""

    list_display = (
        "reason_text",
        "gateway_code",
        "day",
        "ours",
        "theirs",
        "correction",
        "age",
        "labelled_state",
    )
    list_filter = (QueueFilter, ReasonFilter, AgeFilter, GatewayFilter)
    empty_title = "Nothing to look at"
    empty_text = "The providers' lists and our books agree, as far as files have come."
    id_columns = ("pk", "line_id", "operation_id", "transaction_id")
    search_help_text = "Id of a break, a line, an operation or a payment"
    fields = (
        "id",
        "reason_text",
        "detail",
        "gateway_code",
        "day",
        "state_badge",
        "age_badge",
        "ours",
        "theirs",
        "correction",
        "line_link",
        "operation_link",
        "payment_link",
        "noted",
        "asked",
        "resolution_text",
        "entry_link",
        "resolved_by",
        "approved_by",
        "opened_at",
        "resolved_at",
    )
    readonly_fields = fields
    actions_detail = ("resolve", "note", "approve", "reject", "withdraw")

    @column("what")
    def reason_text(self, row: Break) -> str:
        return row.get_reason_display()

    @column("clearing shows")
    def ours(self, row: Break) -> SafeString | str:
        return money_text(row.our_effect, row.our_currency) if row.our_currency else NOTHING

    @column("they say")
    def theirs(self, row: Break) -> SafeString | str:
        return money_text(row.their_effect, row.their_currency) if row.their_currency else NOTHING

    @column("to be booked")
    def correction(self, row: Break) -> SafeString | str:
        found = selectors.corrections_of(row)
        parts = [(money_text(one.amount, one.currency),) for one in found]
        return format_html_join(", ", "{}", parts) if parts else NOTHING

    @column("open for", label=_AGE_TONES)
    def age(self, row: Break) -> tuple[str, str]:
        name = selectors.age_of(row, now=clock.now())
        return name, selectors.AGES[name][0]

    @column("open for")
    def age_badge(self, row: Break) -> SafeString:
        name, words = self.age(row)
        return badge(words, _AGE_TONES[name])

    @column("state", label={**_TONES, "ASKED": "info", "NOTED": "info"})
    def labelled_state(self, row: Break) -> tuple[str, str]:
        if row.state == BreakState.OPEN and row.asked_resolution:
            return "ASKED", "To be approved"
        if row.state == BreakState.OPEN and row.noted_until and row.noted_until > clock.now():
            return "NOTED", "Expected to mend"
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Break) -> SafeString:
        return badge(row.get_state_display(), _TONES[BreakState(row.state)])

    @column("line")
    def line_link(self, row: Break) -> str:
        return link("reconciliation_line", row.line_id)

    @column("operation")
    def operation_link(self, row: Break) -> str:
        return link("gateways_operation", row.operation_id)

    @column("payment")
    def payment_link(self, row: Break) -> str:
        return link("transactions_transaction", row.transaction_id)

    @column("expected to mend")
    def noted(self, row: Break) -> str:
        return f"{row.note} (until {row.noted_until:%d %b %Y})" if row.noted_until else NOTHING

    @column("asked for")
    def asked(self, row: Break) -> SafeString | str:
        if not row.asked_resolution:
            return NOTHING
        return format_html("{}: {}", Resolution(row.asked_resolution).label, row.asked_reason)

    @column("settled")
    def resolution_text(self, row: Break) -> str:
        return row.get_resolution_display() or NOTHING

    @column("journal entry")
    def entry_link(self, row: Break) -> str:
        return link("ledger_journalentry", row.entry_id)

    @column("asked by")
    def resolved_by(self, row: Break) -> str:
        return person_link(row.resolved_by_id or row.asked_by_id)

    @column("approved by")
    def approved_by(self, row: Break) -> str:
        return person_link(row.approved_by_id)

    def get_sections(self, request: HttpRequest, row: Break) -> Iterable[Section]:
        yield approval_section(row.approval_id)
        words = (
            f"They are those of the account psp:{row.gateway_code}:clearing, where a debit is negative. Negative: they "
            "hold so much of ours. Positive: they have paid out so much for us. What is to be booked makes the one the "
            "other."
        )
        yield Section("How to read the figures", (), (), body=words)

    # What an operator can do.

    def useful_actions(self, request: HttpRequest, row: Break) -> set[str]:
        if row.state != BreakState.OPEN:
            return set()
        if row.asked_resolution:
            return self.useful_when_asked_by(request, row.asked_by_id)
        return {"note", "resolve"} if selectors.resolutions_of(row) else {"note"}

    @action(  # type: ignore[untyped-decorator]
        description="Settle",
        icon="balance",
        variant=ActionVariant.PRIMARY,
        permissions=["ask"],
        dialog=dialog(
            "Ask for this break to be settled",
            "A second operator decides. Clearing is then moved to what the provider says.",
            "Ask",
            ResolveForm,
        ),
    )
    def resolve(self, request: HttpRequest, form: ResolveForm, object_id: str) -> HttpResponse:
        given = form.cleaned_data

        def ask(row: Break) -> str:
            services.request_resolution(
                break_id=row.pk, resolution=given["resolution"], reason=given["reason"], **by_maker(request)
            )
            return "Asked for: somebody else has to approve it."

        return self.act(request, object_id, ask, note=f"Asked for {given['resolution']}: {given['reason']}")

    @action(  # type: ignore[untyped-decorator]
        description="Wait for it",
        icon="schedule",
        permissions=["ask"],
        dialog=dialog(
            "It is expected to mend itself",
            "It stays open and leaves the queue for so many days.",
            "Note",
            NoteForm,
        ),
    )
    def note(self, request: HttpRequest, form: NoteForm, object_id: str) -> HttpResponse:
        given = form.cleaned_data

        def do(row: Break) -> str:
            services.note_break(break_id=row.pk, note=given["note"], days=given["days"], **by_operator(request))
            return "Noted: it is out of the queue for a while."

        return self.act(request, object_id, do, note=f"Noted for {given['days']} days: {given['note']}")

    @approving("Settle this break", "It is done at once, and cannot be taken back.", SettleForm)
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def do(row: Break) -> str:
            services.approve_resolution(break_id=row.pk, **self.by_checker(request))
            return "Settled."

        return self.act(request, object_id, do, note="Approved.")

    @rejecting("Leave this break open", "Nothing is booked, and it can be asked for anew.")
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Break) -> str:
            services.reject_resolution(break_id=row.pk, reason=reason, **self.by_checker(request))
            return "Rejected: it stays open."

        return self.act(request, object_id, do, note=f"Rejected. {reason}")

    @taking_back("Take back what you have asked for", "Nothing is booked.")
    def withdraw(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Break) -> str:
            services.withdraw_resolution(break_id=row.pk, reason=reason, **by_maker(request))
            return "Taken back."

        return self.act(request, object_id, do, note=f"Taken back. {reason}")


class AgreedFeeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A fee with the decimals its currency has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_exact(self, self.instance.currency, ("flat",))


@admin.register(AgreedFee)
class AgreedFeeAdmin(QuickAdmin):
    """What providers may charge. A change counts for what is compared after it."""

    form = AgreedFeeForm
    list_display = ("gateway_code", "what_for", "currency", "flat_text", "percent_text")
    fields = ("gateway_code", "capability", "currency", "flat", "percent")
    ordering = ("gateway_code", "capability", "currency")
    search_fields = ()

    def get_readonly_fields(self, request: HttpRequest, obj: AgreedFee | None = None) -> Sequence[str]:
        return ("gateway_code", "capability", "currency") if obj else ()

    @column("for")
    def what_for(self, row: AgreedFee) -> str:
        return capability_text(row.capability)

    @column("for each operation")
    def flat_text(self, row: AgreedFee) -> SafeString | str:
        return money_text(row.flat, row.currency)

    @column("of the amount")
    def percent_text(self, row: AgreedFee) -> str:
        return f"{row.percent.normalize():f} %"

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: AgreedFee, form: Any, change: bool) -> None:
        row = services.set_agreed_fee(
            gateway_code=obj.gateway_code,
            capability=obj.capability,
            currency=obj.currency,
            flat=obj.flat,
            percent=obj.percent,
            by=operator_of(request),
            now=clock.now(),
        )
        obj.pk = row.pk
