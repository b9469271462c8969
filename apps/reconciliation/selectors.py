"""Reads of reconciliation: what waits for operators, how old it is, and the newest proofs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db.models import Count, Q, Sum

from apps.accounts.models import User
from apps.core.money import Money
from apps.reconciliation.models import Break, BreakState, CoverageProof, Line, Reason, Resolution, Source

# How long a break has been open, in days: the buckets of the queue, each up to and with its last day.
AGES: dict[str, tuple[str, int | None, int | None]] = {
    "new": ("0-1 days", None, 1),
    "week": ("2-7 days", 1, 7),
    "month": ("8-30 days", 7, 30),
    "old": ("over 30 days", 30, None),
}


def age_of(row: Break, *, now: datetime) -> str:
    """The bucket of an open break; of a resolved one how old it was then."""
    days = (row.resolved_at or now) - row.opened_at
    for name, (_, _, until) in AGES.items():
        if until is None or days < timedelta(days=until + 1):
            return name
    raise AssertionError("the last bucket has no end")


def is_of_age(name: str, *, now: datetime) -> Q:
    """Breaks that were opened so long ago."""
    _, after, until = AGES[name]
    condition = Q()
    if after is not None:
        condition &= Q(opened_at__lte=now - timedelta(days=after + 1))
    if until is not None:
        condition &= Q(opened_at__gt=now - timedelta(days=until + 1))
    return condition


def corrections_of(row: Break) -> list[Money]:
    """What clearing has to be moved by so that it shows what the provider says; nothing when it does."""
    if not row.our_currency or not row.their_currency:
        return []
    if row.our_currency == row.their_currency:
        found = [Money(row.their_effect - row.our_effect, row.their_currency)]
    else:
        found = [Money(-row.our_effect, row.our_currency), Money(row.their_effect, row.their_currency)]
    return [one for one in found if one]


def resolutions_of(row: Break) -> list[Resolution]:
    """In which ways this break may be settled. What is undecided here is decided by the provider's word, not by us."""
    if row.awaits_word:
        return []
    if row.reason == Reason.FEE or not corrections_of(row):
        return [Resolution.CLOSE]
    return [Resolution.SUSPENSE, Resolution.WRITE_OFF, Resolution.CLOSE]


def get_source_codes() -> list[str]:
    """The gateways whose files are reconciled; banks are not among them."""
    return list(Source.objects.exclude(code__startswith="bank:").order_by("code").values_list("code", flat=True))


def count_open_breaks(*, most: int) -> int:
    """How many breaks are open, counted no further than one beyond `most`."""
    return Break.objects.filter(state=BreakState.OPEN).values("pk")[: most + 1].count()


@dataclass(frozen=True, slots=True)
class Coverage:
    """The newest proof of each currency; `is_covered` when all of them say so."""

    proofs: list[CoverageProof]

    @property
    def is_covered(self) -> bool:
        return all(proof.is_covered for proof in self.proofs)


def get_coverage() -> Coverage:
    """The newest proofs, by currency; none before the first."""
    return Coverage(list(CoverageProof.objects.order_by("currency", "-id").distinct("currency")))


def list_watchers(*, limit: int = 200) -> list[UUID]:
    """Staff who are told when the money in the banks does not cover the e-money: who may see the proofs."""
    permission = Permission.objects.filter(content_type__app_label="reconciliation", codename="view_coverageproof")
    holds = Q(is_superuser=True) | Q(user_permissions__in=permission) | Q(groups__permissions__in=permission)
    people = User.objects.filter(holds, is_staff=True).distinct().order_by("id")[:limit]
    return [person.id for person in people if person.is_active]


@dataclass(frozen=True, slots=True)
class LineTotal:
    """What the lines of a file in one state and currency sum up to."""

    state: str
    currency: str
    lines: int
    amount: Decimal
    fees: Decimal


def list_line_totals(file_id: UUID) -> list[LineTotal]:
    """The lines of a file by state and currency."""
    rows = (
        Line.objects.filter(file_id=file_id)
        .values("state", "currency")
        .annotate(lines=Count("id"), amount=Sum("amount"), fees=Sum("fee"))
        .order_by("state", "currency")
    )
    return [LineTotal(row["state"], row["currency"], row["lines"], row["amount"], row["fees"]) for row in rows]


def find_break_of(line_id: UUID) -> Break | None:
    """What stands against a line, if anything does or did."""
    return Break.objects.filter(line_id=line_id).first()
