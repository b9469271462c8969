"""Linked accounts and cards, and automatic top-ups, for operators. Nobody sees a token; a top-up can be paused."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.accounts.selectors import find_person
from apps.core.admin_acting import ActsByService, by_operator, dialog
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
)
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
    sensitive = "A person's account or card"
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
class AutoTopUpAdmin(ActsByService, ReadOnlyAdmin):
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

    def useful_actions(self, request: HttpRequest, row: AutoTopUp) -> set[str]:
        return {"pause"} if row.state == TopUpState.ACTIVE else set()

    @action(
        description="Pause",
        icon="pause",
        variant=ActionVariant.DANGER,
        permissions=["pause"],
        dialog=dialog(
            "Pause this automatic top-up",
            "It fetches nothing more until its person sets it up again. They are told.",
            "Pause",
        ),
    )
    def pause(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: AutoTopUp) -> str:
            services.pause_by_operator(top_up_id=row.pk, reason=reason, **by_operator(request))
            return "Paused."

        return self.act(request, object_id, do, note=reason)
