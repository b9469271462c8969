"""API keys of merchants, for operators: which there are, what they may, when they were used; one can be revoked.

Nobody sees a key, and nobody makes one for a merchant.
"""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.accounts.selectors import find_person
from apps.checkout import keys, services
from apps.checkout.models import ApiKey, TrialRefund
from apps.core import clock
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    badge,
    column,
    id_of,
    link,
    money_text,
)

_TONES = {"good": "success", "expired": "info", "revoked": "warning"}
_WORDS = {"good": "Good", "expired": "Expired", "revoked": "Revoked"}


class ModeFilter(ChoiceFilter):
    title = "mode"
    parameter_name = "mode"
    column = "is_live"
    choices_of_filter = [("True", "Live"), ("False", "Test")]


class KeyStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = list(_WORDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> QuerySet[ApiKey]:
        over = Q(expires_at__lte=clock.now())
        conditions = {
            "good": Q(revoked_at=None) & ~over,
            "expired": Q(revoked_at=None) & over,
            "revoked": Q(revoked_at__isnull=False),
        }
        condition = conditions.get(self.value() or "")
        return queryset if condition is None else queryset.filter(condition)


def _state(row: ApiKey) -> str:
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at is not None and row.expires_at <= clock.now() else "good"


def _mode(is_live: bool) -> str:
    return badge("Live", "success") if is_live else badge("Test")


@admin.register(ApiKey)
class ApiKeyAdmin(ActsByService, ReadOnlyAdmin):
    list_display = ("begins", "labelled_state", "mode", "name", "of_merchant", "last_used_at", "created_at")
    list_select_related = ("merchant",)
    list_filter = (KeyStateFilter, ModeFilter, RecentFilter)
    search_help_text = "A key that was found; id of a key or a merchant; number, e-mail address or handle of an owner"
    fields = (
        ("id", "begins"),
        ("state_badge", "mode"),
        ("of_merchant", "name"),
        "may",
        ("maker", "created_at"),
        ("last_used_at", "expires_at"),
        ("revoked_at", "revoker"),
        "replaces",
    )
    readonly_fields = ("begins", "state_badge", "mode", "of_merchant", "may", "maker", "revoker", "replaces")
    actions_detail = ("revoke",)

    @column("key")
    def begins(self, row: ApiKey) -> str:
        return f"{row.prefix}…"

    @column("state", label={_WORDS[state]: tone for state, tone in _TONES.items()})
    def labelled_state(self, row: ApiKey) -> tuple[str, str]:
        return _WORDS[_state(row)], _WORDS[_state(row)]

    @column("state")
    def state_badge(self, row: ApiKey) -> str:
        return badge(_WORDS[_state(row)], _TONES[_state(row)])

    @column("mode")
    def mode(self, row: ApiKey) -> str:
        return _mode(row.is_live)

    @column("merchant")
    def of_merchant(self, row: ApiKey) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("may")
    def may(self, row: ApiKey) -> str:
        return ", ".join(row.scopes)

    @column("made by")
    def maker(self, row: ApiKey) -> str:
        return link("accounts_user", row.created_by_id, row.created_by.full_name)

    @column("revoked by")
    def revoker(self, row: ApiKey) -> str:
        return link("accounts_user", row.revoked_by_id, row.revoked_by.full_name) if row.revoked_by else NOTHING

    @column("replaces")
    def replaces(self, row: ApiKey) -> str:
        return link("checkout_apikey", row.rotated_from_id, row.rotated_from)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(merchant_id=identity)
        if keys.looks_like_key(term):
            # It was found somewhere, and is to be revoked.
            return Q(digest=keys.digest_of(term))
        person = find_person(term)
        return Q(merchant__owner_id=person.id) if person else Q(pk__in=[])

    def has_revoke_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; a permission of its own lets somebody end one."""
        return request.user.has_perm("checkout.revoke_apikey")

    def useful_actions(self, request: HttpRequest, row: ApiKey) -> set[str]:
        return {"revoke"} if row.revoked_at is None else set()

    @action(
        description="Revoke",
        icon="key_off",
        variant=ActionVariant.DANGER,
        permissions=["revoke"],
        dialog=dialog(
            "Revoke this API key",
            "The merchant's server is refused from now on, and it cannot be undone: its owner makes another one.",
            "Revoke",
        ),
    )
    def revoke(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: ApiKey) -> str:
            services.revoke_key_by_operator(key_id=row.pk, reason=reason, **by_operator(request))
            return "Revoked."

        return self.act(request, object_id, do, note=reason)


@admin.register(TrialRefund)
class TrialRefundAdmin(ReadOnlyAdmin):
    """What tests "gave back". No money is behind it."""

    list_display = ("identity", "how_much", "charge_link", "created_at")
    list_select_related = ("charge",)
    list_filter = (RecentFilter,)
    search_help_text = "Id of a test refund, a charge or a merchant"
    fields = ("id", "how_much", "charge_link", "reason", "idempotency_key", "created_at")
    readonly_fields = ("how_much", "charge_link")

    @column("test refund")
    def identity(self, row: TrialRefund) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("test charge")
    def charge_link(self, row: TrialRefund) -> str:
        return link("merchants_charge", row.charge_id, row.charge)

    @column("amount")
    def how_much(self, row: TrialRefund) -> str:
        return money_text(row.amount, row.charge.currency)

    def matching(self, term: str) -> Q:
        identity = id_of(term)
        return Q(pk=identity) | Q(charge_id=identity) | Q(merchant_id=identity) if identity else Q(pk__in=[])
