"""Wallets for operators: whose they are, what is in them, and whether money may leave them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.accounts.selectors import find_person
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonActionForm,
    ReasonForm,
    Section,
    badge,
    column,
    id_of,
    link,
    list_link,
    money_text,
    page_again,
)
from apps.ledger.selectors import get_balances
from apps.wallets import services
from apps.wallets.models import Wallet, available_code, held_code

_LABELS = {Wallet.Status.ACTIVE: "success", Wallet.Status.FROZEN: "danger", Wallet.Status.CLOSED: "info"}


class StatusFilter(ChoiceFilter):
    title = "status"
    parameter_name = "status"
    choices_of_filter = [(status.value, status.label.partition(":")[0]) for status in Wallet.Status]


@admin.register(Wallet)
class WalletAdmin(ActsByService, ReadOnlyAdmin):
    sensitive = "A wallet's page"
    list_display = ("identity", "holder_link", "labelled_status", "available", "held", "opened_at")
    list_filter = (StatusFilter,)
    list_select_related = ("holder",)
    search_help_text = "Number, e-mail address or id"
    fields = ("id", "holder_link", "currency", "status_badge", "available", "held", "opened_at", "payments")
    readonly_fields = ("holder_link", "status_badge", "available", "held", "payments")
    action_form = ReasonActionForm
    actions = ("freeze_all", "unfreeze_all")
    actions_detail = ("freeze", "unfreeze")

    @column("wallet")
    def identity(self, wallet: Wallet) -> str:
        # The end of a UUIDv7 is its random part, which tells wallets apart; the beginning is their age.
        return f"{wallet.currency} …{str(wallet.id)[-8:]}"

    @column("holder")
    def holder_link(self, wallet: Wallet) -> str:
        if wallet.holder_id is None:
            return link("agents_outlet", wallet.outlet_id, self.outlet_called(wallet))
        return link("accounts_user", wallet.holder_id, wallet.holder)

    def outlet_called(self, wallet: Wallet) -> str:
        """Whose float it is. Here outlets have no names: they stand above."""
        return "Float of an outlet"

    @column("status", label=_LABELS)
    def labelled_status(self, wallet: Wallet) -> tuple[str, str]:
        return wallet.status, wallet.get_status_display().partition(":")[0]

    @column("status")
    def status_badge(self, wallet: Wallet) -> str:
        return badge(wallet.get_status_display(), _LABELS[Wallet.Status(wallet.status)])

    @column("available")
    def available(self, wallet: Wallet) -> str:
        return self._balance(wallet, wallet.available_account)

    @column("held")
    def held(self, wallet: Wallet) -> str:
        return self._balance(wallet, wallet.held_account)

    @column("payments")
    def payments(self, wallet: Wallet) -> str:
        return list_link("transactions_transaction", "Payments of the holder", q=wallet.holder_id or wallet.outlet_id)

    def _balance(self, wallet: Wallet, account_id: UUID) -> str:
        balances = getattr(wallet, "balances", None)
        if balances is None:
            self.complete_rows([wallet])
            balances = wallet.balances  # type: ignore[attr-defined]
        balance = balances.get(account_id)
        return money_text(None if balance is None else balance.amount, wallet.currency)

    def complete_rows(self, rows: Sequence[Wallet]) -> None:
        balances = get_balances([account for row in rows for account in (row.available_account, row.held_account)])
        for row in rows:
            row.balances = balances  # type: ignore[attr-defined]

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(holder_id=identity) | Q(outlet_id=identity)
        person = find_person(term)
        return Q(holder_id=person.id) if person else Q(pk__in=[])

    def get_sections(self, request: HttpRequest, row: Wallet) -> Iterable[Section]:
        yield Section(
            title="Ledger accounts",
            headers=("account", "balance"),
            rows=[
                (link("ledger_ledgeraccount", row.available_account, available_code(row.id)), self.available(row)),
                (link("ledger_ledgeraccount", row.held_account, held_code(row.id)), self.held(row)),
            ],
            note="Each shows its statement.",
        )

    def has_freeze_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; who may change wallets may freeze and unfreeze them."""
        return request.user.has_perm("wallets.change_wallet")

    @admin.action(description="Freeze: nothing leaves, money still arrives", permissions=["freeze"])
    def freeze_all(self, request: HttpRequest, chosen: QuerySet[Wallet]) -> None:
        self._change_all(request, chosen, services.freeze_wallet)

    @admin.action(description="Unfreeze", permissions=["freeze"])
    def unfreeze_all(self, request: HttpRequest, chosen: QuerySet[Wallet]) -> None:
        self._change_all(request, chosen, services.unfreeze_wallet)

    def _change_all(self, request: HttpRequest, chosen: QuerySet[Wallet], change: Callable[..., None]) -> None:
        reason = request.POST.get("reason", "").strip()[:200]
        if not reason:
            self.message_user(request, "Say why: nothing was changed.", messages.ERROR)
            return
        for wallet in chosen:
            self._change(request, wallet, change, reason)

    @action(
        description="Freeze",
        icon="lock",
        variant=ActionVariant.DANGER,
        permissions=["freeze"],
        dialog=dialog("Freeze this wallet", "Nothing leaves it any more; money still arrives.", "Freeze"),
    )
    def freeze(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._change_one(request, form, object_id, services.freeze_wallet)

    @action(
        description="Unfreeze",
        icon="lock_open",
        permissions=["freeze"],
        dialog=dialog("Unfreeze this wallet", "Money may leave it again.", "Unfreeze"),
    )
    def unfreeze(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._change_one(request, form, object_id, services.unfreeze_wallet)

    def _change_one(
        self, request: HttpRequest, form: ReasonForm, object_id: str, change: Callable[..., None]
    ) -> HttpResponse:
        self._change(request, self.row_or_404(request, object_id), change, form.cleaned_data["reason"])
        return page_again(request)

    def _change(self, request: HttpRequest, wallet: Wallet, change: Callable[..., None], reason: str) -> None:
        def do(row: Wallet) -> str:
            change(wallet_id=row.id, reason=reason, **by_operator(request))
            return "done."

        self.attempt(request, wallet, do, note=f"{change.__name__}: {reason}")

    def tell(self, request: HttpRequest, row: Any, text: str, level: int) -> None:
        super().tell(request, row, f"{self.identity(row)}: {text}", level)

    def useful_actions(self, request: HttpRequest, row: Wallet) -> set[str]:
        return {"ACTIVE": {"freeze"}, "FROZEN": {"unfreeze"}}.get(row.status, set())
