"""Linked accounts and cards, and automatic top-ups, for operators. Nobody sees a token; a top-up can be paused."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.accounts.selectors import find_person
from apps.core import clock
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    money_text,
    operator_of,
    page_again,
)
from apps.core.errors import DomainError
from apps.funding import services
from apps.funding.models import SEALED, AutoTopUp, FundingSource, SourceKind, SourceState, TopUpState

_TONES = {SourceState.ACTIVE: "success", SourceState.REMOVED: "info", SourceState.EXPIRED: "warning"}
_TOP_UP_TONES = {TopUpState.ACTIVE: "success", TopUpState.PAUSED: "warning", TopUpState.OFF: "info"}


class SourceStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = SourceState.choices


class KindFilter(ChoiceFilter):
    title = "kind"
    parameter_name = "kind"
    choices_of_filter = SourceKind.choices


class TopUpStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = TopUpState.choices


class LinkedFilter(RecentFilter):
    column = "linked_at"


def _of_person(term: str) -> Q:
    """Rows of whoever is meant, or the row with this id."""
    person = find_person(term)
    condition = Q(person_id=person.id) if person else Q(pk__in=[])
    if identity := id_of(term):
        condition |= Q(pk=identity)
    return condition


@admin.register(FundingSource)
class FundingSourceAdmin(ReadOnlyAdmin):
    list_display = ("identity", "labelled_state", "kind", "known_by", "holder", "gateway_code", "linked_at", "ended_at")
    list_select_related = ("person",)
    list_filter = (SourceStateFilter, KindFilter, LinkedFilter)
    search_help_text = "Number, e-mail address, handle or id of a person; id of an account or card"
    fields = (
        ("id", "kind"),
        ("known_by", "holder_name"),
        ("state_badge", "is_default"),
        ("holder", "gateway_code"),
        ("linked_at", "ended_at"),
        ("expires_on", "kept_with"),
    )
    readonly_fields = ("state_badge", "known_by", "holder", "kept_with")

    def get_queryset(self, request: HttpRequest) -> QuerySet[FundingSource]:
        rows: QuerySet[FundingSource] = super().get_queryset(request)
        return rows.defer(*SEALED, "token_index")

    @column("source")
    def identity(self, row: FundingSource) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("state", label=_TONES)
    def labelled_state(self, row: FundingSource) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: FundingSource) -> str:
        return badge(row.get_state_display(), _TONES[SourceState(row.state)])

    @column("account or card")
    def known_by(self, row: FundingSource) -> str:
        return row.label

    @column("person")
    def holder(self, row: FundingSource) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("kept with the deposit")
    def kept_with(self, row: FundingSource) -> str:
        return link("transactions_transaction", row.transaction_id)

    def matching(self, term: str) -> Q:
        return _of_person(term)

    def get_sections(self, request: HttpRequest, row: FundingSource) -> Iterable[Section]:
        top_ups = AutoTopUp.objects.filter(source_id=row.id).order_by("currency")
        yield Section(
            "Automatic top-ups",
            ("currency", "state", "below", "fetches"),
            [
                (
                    link("funding_autotopup", each.id, each.currency),
                    badge(each.get_state_display(), _TOP_UP_TONES[TopUpState(each.state)]),
                    money_text(each.threshold, each.currency),
                    money_text(each.amount, each.currency),
                )
                for each in top_ups
            ],
            empty="Nothing is fetched from it by itself.",
        )


@admin.register(AutoTopUp)
class AutoTopUpAdmin(ReadOnlyAdmin):
    list_display = (
        "identity", "labelled_state", "holder", "below", "fetches", "at_most", "fetched", "last_run_at", "created_at",
    )  # fmt: skip
    list_select_related = ("person",)
    list_filter = (TopUpStateFilter, RecentFilter)
    search_help_text = "Number, e-mail address, handle or id of a person; id of a top-up"
    fields = (
        ("id", "holder"),
        ("state_badge", "paused_because"),
        ("below", "fetches"),
        ("source_link", "device"),
        ("at_most", "month"),
        ("fetched", "runs"),
        ("failures_in_a_row", "last_run_at"),
        ("not_before", "due_at"),
        ("created_at", "confirmed_at"),
        "under_way",
    )
    readonly_fields = (
        "state_badge", "holder", "below", "fetches", "at_most", "source_link", "device", "fetched", "under_way",
    )  # fmt: skip
    actions_detail = ("pause",)

    @column("top-up")
    def identity(self, row: AutoTopUp) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("state", label=_TOP_UP_TONES)
    def labelled_state(self, row: AutoTopUp) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: AutoTopUp) -> str:
        return badge(row.get_state_display(), _TOP_UP_TONES[TopUpState(row.state)])

    @column("person")
    def holder(self, row: AutoTopUp) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("below")
    def below(self, row: AutoTopUp) -> str:
        return money_text(row.threshold, row.currency)

    @column("fetches")
    def fetches(self, row: AutoTopUp) -> str:
        return money_text(row.amount, row.currency)

    @column("at most a month")
    def at_most(self, row: AutoTopUp) -> str:
        return money_text(row.monthly_cap, row.currency)

    @column("fetched in the month")
    def fetched(self, row: AutoTopUp) -> str:
        return money_text(row.month_total, row.currency)

    @column("from")
    def source_link(self, row: AutoTopUp) -> str:
        source = FundingSource.objects.defer(*SEALED, "token_index").get(pk=row.source_id)
        return link("funding_fundingsource", source.id, source.label)

    @column("set up on")
    def device(self, row: AutoTopUp) -> str:
        return link("accounts_device", row.device_id)

    @column("deposit under way")
    def under_way(self, row: AutoTopUp) -> str:
        return link("transactions_transaction", row.transaction_id) if row.transaction_id else NOTHING

    def matching(self, term: str) -> Q:
        return _of_person(term)

    def has_pause_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; who may change them by their permission may pause one."""
        return request.user.has_perm("funding.change_autotopup")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, str(object_id))
        is_active = row is not None and row.state == TopUpState.ACTIVE
        return super().get_actions_detail(request, object_id) if is_active else []

    @action(
        description="Pause",
        icon="pause",
        variant=ActionVariant.DANGER,
        permissions=["pause"],
        dialog={
            "title": "Pause this automatic top-up",
            "description": "It fetches nothing more until its person sets it up again. They are told.",
            "form_class": ReasonForm,
            "form_submit_text": "Pause",
        },
    )
    def pause(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        reason = form.cleaned_data["reason"]
        try:
            services.pause_by_operator(top_up_id=row.pk, reason=reason, by=operator_of(request), now=clock.now())
        except DomainError as error:
            self.message_user(request, error.detail, messages.WARNING)
        else:
            self.log_change(request, row, reason)
            self.message_user(request, "Paused.", messages.SUCCESS)
        return page_again(request)
