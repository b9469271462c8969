"""Whether the banks cover the e-money, day by day."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from apps.core.admin_base import ChoiceFilter, ReadOnlyAdmin, RecentFilter, Section, badge, column, money_text
from apps.reconciliation.models import CoverageProof
from apps.reconciliation.services import EMONEY, NOT_EMONEY

_VERDICTS = {"banks": "success", "yes": "warning", "no": "danger"}


class VerdictFilter(ChoiceFilter):
    title = "covered"
    parameter_name = "is_covered"
    choices_of_filter = (("True", "Covered"), ("False", "Not covered"))


class WhenFilter(RecentFilter):
    column = "taken_at"


@admin.register(CoverageProof)
class CoverageProofAdmin(ReadOnlyAdmin):
    """Proofs, the newest first; nobody writes or deletes one."""

    list_display = ("day", "issued_text", "trust_text", "receivable_text", "payable_text", "verdict", "taken_at")
    list_filter = (VerdictFilter, WhenFilter)
    search_help_text = "Id of a proof"
    fields = (
        "id",
        "day",
        "verdict_badge",
        "issued_text",
        "payable_text",
        "trust_text",
        "receivable_text",
        "missing_text",
        "kind",
        "taken_at",
    )
    readonly_fields = fields

    def _verdict(self, row: CoverageProof) -> tuple[str, str]:
        if row.is_covered_by_trust:
            return "banks", "Covered by the banks"
        return ("yes", "Covered with what providers hold") if row.is_covered else ("no", "Not covered")

    @column("e-money issued")
    def issued_text(self, row: CoverageProof) -> SafeString | str:
        return money_text(row.issued, row.currency)

    @column("in the banks")
    def trust_text(self, row: CoverageProof) -> SafeString | str:
        return money_text(row.trust, row.currency)

    @column("held by providers")
    def receivable_text(self, row: CoverageProof) -> SafeString | str:
        return money_text(row.receivable, row.currency)

    @column("owed to providers")
    def payable_text(self, row: CoverageProof) -> SafeString | str:
        return money_text(row.payable, row.currency)

    @column("missing")
    def missing_text(self, row: CoverageProof) -> SafeString | str:
        return money_text(row.missing, row.currency)

    @column("covered", label=_VERDICTS)
    def verdict(self, row: CoverageProof) -> tuple[str, str]:
        return self._verdict(row)

    @column("covered")
    def verdict_badge(self, row: CoverageProof) -> SafeString:
        name, words = self._verdict(row)
        return badge(words, _VERDICTS[name])

    @column("taken")
    def kind(self, row: CoverageProof) -> str:
        return "As the proof of the day" if row.is_daily else "Because somebody has asked"

    def get_sections(self, request: HttpRequest, row: CoverageProof) -> Iterable[Section]:
        parts: Sequence[tuple[str, str]] = sorted(row.parts.items())
        yield Section(
            "What the e-money consists of",
            ("accounts", "amount", "why it counts"),
            [
                (
                    f"{family}:…" if family != "suspense" else family,
                    money_text(Decimal(amount), row.currency),
                    EMONEY.get(family, "A kind of account nobody has listed: it counts until somebody has."),
                )
                for family, amount in parts
            ],
            note="Every LIABILITY counts, but for: "
            + " ".join(f"{family} ({why})" for family, why in NOT_EMONEY.items()),
        )
