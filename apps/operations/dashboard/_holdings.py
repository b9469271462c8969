"""Whose money we hold, and what stands against it."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.http import HttpRequest
from django.urls import reverse

from apps.agents.models import FloatAlert
from apps.core import caching
from apps.core.admin_base import moment_text, money_text, plain_money
from apps.ledger.selectors import get_balances
from apps.operations.dashboard._parts import (
    GREEN,
    GREY,
    Chart,
    Group,
    Series,
    Tile,
    change_of,
    chart_data,
    chart_options,
    counted,
    duration,
    list_of,
    short_money,
)
from apps.operations.dashboard._range import Range
from apps.operations.selectors import COUNTED
from apps.reconciliation.models import CoverageProof
from apps.reconciliation.selectors import get_coverage
from apps.reports.figures import get_figures
from apps.transactions.kinds import MERCHANT_PAYMENT
from apps.transactions.models import State
from apps.wallets.models import Wallet

# It is taken every day.
_PROOF_IS_OLD = timedelta(hours=26)
_PROOFS_SHOWN = 92
_BARS = 31
# Adding up every outlet's float is for all who look within these seconds.
_FLOAT_IS_KEPT = 30


def holdings(request: HttpRequest, span: Range) -> Group:
    """A handful of statements: newest proofs, and the accounts of outlets by their ids."""
    sees = request.user.has_perm
    tiles: list[Tile] = []
    charts: list[Chart] = []
    proofs = get_coverage().proofs if sees("reconciliation.view_coverageproof") or sees("merchants.view_taking") else []
    if sees("reconciliation.view_coverageproof"):
        tiles += [_coverage(proof, span.now) for proof in proofs]
        charts.append(_history(span))
    if sees("agents.view_outlet"):
        tiles.append(_float(span))
    if sees("agents.view_floatalert"):
        tiles.append(_low_float())
    if sees("merchants.view_taking"):
        tiles += _takings(span, next((proof for proof in proofs if proof.currency == span.currency), None))
    return Group("Money we hold for others", tiles, charts)


def _coverage(proof: CoverageProof, now: datetime) -> Tile:
    """Whether the banks cover the e-money of one currency, by its newest proof."""
    is_old = now - proof.taken_at > _PROOF_IS_OLD
    issued = plain_money(proof.issued, proof.currency)
    if not proof.is_covered:
        value, detail = "Not covered", f"{plain_money(proof.missing, proof.currency)} are missing"
    elif proof.is_covered_by_trust:
        value, detail = "Covered", f"{issued}, all of it in the banks"
    else:
        value, detail = "Covered", f"{issued}, part of it with providers"
    detail += f"; {plain_money(proof.trust, proof.currency)} in the banks"
    detail += f"; not proven for {duration((now - proof.taken_at).total_seconds())}" if is_old else ""
    return Tile(
        f"E-money in {proof.currency}",
        value,
        detail,
        reverse("admin:reconciliation_coverageproof_change", args=[proof.pk]),
        "bad" if is_old or not proof.is_covered else "good",
    )


def _history(span: Range) -> Chart:
    """The daily proofs of the range's currency, up to its last day."""
    proofs = list(
        CoverageProof.objects.filter(currency=span.currency, is_daily=True, day__lte=span.last)
        .order_by("-day")
        .only("day", "currency", "issued", "trust", "receivable", "is_covered")[
            : min(max(span.days, 30), _PROOFS_SHOWN)
        ]
    )[::-1]
    labels = [f"{proof.day.day} {proof.day:%b}" for proof in proofs]
    gaps = sum(not proof.is_covered for proof in proofs)
    return Chart(
        title=f"E-money against the banks, {span.currency}",
        summary=(f"{gaps} of {len(proofs)} daily proofs show a gap." if gaps else "Covered in every daily proof.")
        if proofs
        else "No daily proof yet.",
        headers=("day", "e-money", "in the banks", "with providers"),
        rows=[
            (
                label,
                money_text(proof.issued, proof.currency),
                money_text(proof.trust, proof.currency),
                money_text(proof.receivable, proof.currency),
            )
            for label, proof in zip(labels, proofs, strict=True)
        ],
        data=chart_data(
            labels,
            [
                Series("In the banks", GREY, [proof.trust for proof in proofs]),
                Series("E-money", GREEN, [proof.issued for proof in proofs]),
            ],
        ),
        options=chart_options(legend=True),
        # A line of a few points is none.
        form="line" if len(proofs) > _BARS else "bar",
    )


def _float(span: Range) -> Tile:
    currency = span.currency

    def load() -> tuple[int, Decimal]:
        wallets = Wallet.objects.filter(outlet_id__isnull=False, currency=currency)
        accounts = [wallet.available_account for wallet in wallets.only("id", "currency")]
        balances = get_balances(accounts)
        return len(accounts), sum((balance.amount for balance in balances.values()), Decimal(0))

    count, total = caching.remember(f"operations:float:{currency}", load, seconds=_FLOAT_IS_KEPT)
    return Tile("Agents' float", short_money(total, currency), f"At {count:,} outlets", list_of("agents_outlet"))


def _low_float() -> Tile:
    count = FloatAlert.objects.filter(ended_at=None).values("pk")[: COUNTED + 1].count()
    return Tile(
        "Outlets low on float",
        counted(count),
        "Below their limit, or likely to run out today" if count else "Every outlet has enough",
        list_of("agents_floatalert", over="no"),
        "bad" if count else "good",
    )


def _takings(span: Range, proof: CoverageProof | None) -> list[Tile]:
    kind = MERCHANT_PAYMENT.code
    shown, compared, previous = (
        figures.of(kinds=[kind], outcomes=[State.COMPLETED.value], currency=span.currency)
        for figures in get_figures("payments", span.shown, span.compared, span.previous)
    )
    narrowed = {"kind": kind, "state": State.COMPLETED.value, "currency": span.currency, **span.link}
    tiles = [
        Tile(
            "Merchants' takings",
            short_money(shown.amount, span.currency),
            f"{shown.count:,} sales",
            list_of("transactions_transaction", **narrowed),
            change=change_of(compared.amount, previous.amount, span),
        )
    ]
    if proof is not None:
        owed = Decimal(proof.parts.get("merchant", 0))
        tiles.append(
            Tile(
                "Not settled with merchants",
                short_money(owed, span.currency),
                f"Takings, payables and reserves as of {moment_text(proof.taken_at)}",
                list_of("merchants_settlement"),
            )
        )
    return tiles
