"""The vault's books for auditors and operators. Nothing in them can be written here, by anybody."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from apps.core import clock
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    column,
    id_of,
    link,
    list_link,
    moment_text,
    money_text,
)
from apps.core.ids import earliest_id
from apps.ledger.models import (
    AccountKind,
    Checkpoint,
    JournalBatch,
    JournalEntry,
    LedgerAccount,
    Posting,
    Tally,
)
from apps.ledger.selectors import get_balances, get_entry
from apps.ledger.services._post import answer_id

STATEMENT_LINES = 50
CHECKPOINTS = 10


class KindFilter(ChoiceFilter):
    title = "kind"
    parameter_name = "kind"
    choices_of_filter = AccountKind.choices


class TallyFilter(ChoiceFilter):
    title = "tally"
    parameter_name = "tally"
    choices_of_filter = [(Tally.IMMEDIATE.value, "Immediate"), (Tally.DEFERRED.value, "Deferred")]


@admin.register(LedgerAccount)
class LedgerAccountAdmin(ReadOnlyAdmin):
    sensitive = "An account's statement"
    list_display = ("code", "kind", "exact_balance", "tally_text", "last_posted")
    list_filter = (KindFilter, TallyFilter)
    # Ids are computed from the codes and sort like dice; the codes are indexed.
    ordering = ("code", "currency")
    search_help_text = "How a code begins, or an id"
    fields = (
        "id",
        "code",
        "wallet",
        "kind",
        "currency",
        "exact_balance",
        "floor_text",
        "tally",
        "last_posted",
        "opened_at",
    )
    readonly_fields = ("exact_balance", "wallet", "floor_text", "last_posted")

    @column("balance")
    def exact_balance(self, account: LedgerAccount) -> str:
        if not hasattr(account, "exact"):
            self.complete_rows([account])
        return money_text(account.exact, account.currency)  # type: ignore[attr-defined]

    @column("floor")
    def floor_text(self, account: LedgerAccount) -> str:
        return money_text(account.floor, account.currency)

    @column("tally")
    def tally_text(self, account: LedgerAccount) -> str:
        return "immediate" if account.tally == Tally.IMMEDIATE else "deferred"

    @column("last posted at")
    def last_posted(self, account: LedgerAccount) -> str:
        # Posting to a deferred account leaves its row alone, so that row knows nothing of it.
        return moment_text(account.last_posted_at if account.tally == Tally.IMMEDIATE else None)

    @column("wallet")
    def wallet(self, account: LedgerAccount) -> str:
        owner, _, rest = account.code.partition(":")
        return link("wallets_wallet", id_of(rest.partition(":")[0]) if owner == "wallet" else None)

    def complete_rows(self, rows: Sequence[LedgerAccount]) -> None:
        balances = get_balances([row.id for row in rows])
        for row in rows:
            row.exact = balances[row.id].amount  # type: ignore[attr-defined]

    def matching(self, term: str) -> Q:
        identity = id_of(term)
        if identity is None:
            return Q(code__startswith=term)
        return Q(pk=identity) | Q(code__in=[f"wallet:{identity}:available", f"wallet:{identity}:held"])

    def get_sections(self, request: HttpRequest, row: LedgerAccount) -> Iterable[Section]:
        yield _statement(row, request.GET.get("before", ""))
        if row.tally == Tally.DEFERRED:
            checkpoints = Checkpoint.objects.filter(account_id=row.id).order_by("-taken_at")[:CHECKPOINTS]
            yield Section(
                title="Newest checkpoints",
                headers=("taken at", "balance"),
                rows=[(moment_text(each.taken_at), money_text(each.balance, row.currency)) for each in checkpoints],
                note="Its balance is the newest of these and the postings that came after it.",
                empty="None yet: its balance is the sum of all postings.",
            )


def _statement(account: LedgerAccount, before: str) -> Section:
    """The newest postings, or with `before` (a posting's number) the ones older than that."""
    postings = Posting.objects.filter(account_id=account.id).order_by("-number")
    if before.isdecimal() and len(before) < 19:
        postings = postings.filter(number__lt=int(before))
    lines = list(postings[:STATEMENT_LINES])
    more = None
    if len(lines) == STATEMENT_LINES:
        address = reverse("admin:ledger_ledgeraccount_change", args=[account.id], query={"before": lines[-1].number})
        more = ("Older postings", address)
    return Section(
        title="Statement",
        headers=("recorded at", "entry", "debit", "credit", "balance after"),
        rows=[
            (
                moment_text(line.recorded_at),
                link("ledger_journalentry", line.entry_id, f"…{str(line.entry_id)[-8:]}"),
                *_sides(line.amount, account.currency),
                money_text(line.balance_after, account.currency),
            )
            for line in lines
        ],
        note="The newest first, in the order of recording. Credits are positive in the ledger, debits negative.",
        empty="No postings.",
        more=more,
    )


def _sides(amount: Decimal, currency: str) -> tuple[str, str]:
    """An amount in the debit or in the credit column."""
    text = money_text(abs(amount), currency)
    return (text, "") if amount < 0 else ("", text)


class OriginFilter(ChoiceFilter):
    """Answers to other entries. Their ids are computed, so a list by age has no place for them: they get their own."""

    title = "what they are"
    parameter_name = "origin"
    choices_of_filter = [("reversals", "Reversals"), ("closings", "Captures and releases of holds")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "reversals":
                return queryset.filter(reverses__isnull=False)
            case "closings":
                return queryset.filter(closes__isnull=False)
        return queryset


class RecordedFilter(RecentFilter):
    column = "recorded_at"


@admin.register(JournalEntry)
class JournalEntryAdmin(ReadOnlyAdmin):
    sensitive = "A journal entry"
    list_display = ("identity", "kind", "moved", "legs", "effective_at", "recorded_at")
    list_filter = (OriginFilter, RecordedFilter)
    search_help_text = "Id of an entry or its payment"
    fields = ("id", "kind", "effective_at", "recorded_at", "reverses_link", "closes_link", "answers", "payment")
    readonly_fields = ("reverses_link", "closes_link", "answers", "payment")

    @column("entry")
    def identity(self, entry: JournalEntry) -> str:
        return f"…{str(entry.id)[-8:]}"

    @column("moved")
    def moved(self, entry: JournalEntry) -> str:
        """What was credited, in each currency."""
        totals: dict[str, Decimal] = {}
        for currency, amount in zip(entry.currencies, entry.amounts, strict=True):
            totals[currency] = totals.get(currency, Decimal(0)) + max(amount, Decimal(0))
        parts = [money_text(total, currency) for currency, total in totals.items()]
        return format_html(" + ".join(["{}"] * len(parts)), *parts)

    @column("legs")
    def legs(self, entry: JournalEntry) -> int:
        return len(entry.accounts)

    @column("reverses")
    def reverses_link(self, entry: JournalEntry) -> str:
        return link("ledger_journalentry", entry.reverses)

    @column("closes the hold")
    def closes_link(self, entry: JournalEntry) -> str:
        return link("ledger_journalentry", entry.closes)

    @column("answered by")
    def answers(self, entry: JournalEntry) -> str:
        answer = JournalEntry.objects.filter(pk=answer_id(entry.id)).first()
        return link("ledger_journalentry", answer.id, answer) if answer else NOTHING

    @column("payment")
    def payment(self, entry: JournalEntry) -> str:
        return list_link("transactions_transaction", "Look for its payment", q=entry.id)

    def get_queryset(self, request: HttpRequest) -> QuerySet[JournalEntry]:
        entries: QuerySet[JournalEntry] = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and match.url_name == "ledger_journalentry_changelist"
        if not is_list or request.GET.get("origin") or request.GET.get("q"):
            return entries
        # Nothing made by the clock has an id from tomorrow, and of the computed ids most lie beyond it.
        return entries.filter(pk__lt=earliest_id(clock.now() + timedelta(days=1)))

    def get_sections(self, request: HttpRequest, row: JournalEntry) -> Iterable[Section]:
        view = get_entry(row.id)
        legs = view.legs if view else ()
        yield Section(
            title="Legs",
            headers=("account", "debit", "credit"),
            rows=[
                (
                    link("ledger_ledgeraccount", leg.account_id, leg.code),
                    *_sides(leg.amount.amount, leg.amount.currency),
                )
                for leg in legs
            ],
            note="They sum to zero in every currency; the database refuses anything else.",
        )


@admin.register(JournalBatch)
class JournalBatchAdmin(ReadOnlyAdmin):
    list_display = ("identity", "entry_count", "replayed_count", "recorded_at")
    search_help_text = "Id of a batch"
    fields = ("id", "entry_count", "replayed_count", "recorded_at")
    readonly_fields = ("replayed_count",)

    @column("batch")
    def identity(self, batch: JournalBatch) -> str:
        return f"…{str(batch.id)[-8:]}"

    @column("posted before")
    def replayed_count(self, batch: JournalBatch) -> int:
        return len(batch.replayed)
