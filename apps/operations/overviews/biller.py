"""Everything about one biller: what was paid to it, what it was settled, and where word and books do not agree."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.urls import reverse

from apps.billers.models import Biller, BillerSettlement, BillPayment, Commission
from apps.core.admin_base import NOTHING, badge, date_text, moment_text, money_text, plain_money
from apps.gateways.models import Discrepancy, DiscrepancyState, Operation
from apps.operations.overviews.page import Overview, OverviewPage, is_in_step
from apps.operations.overviews.parts import (
    SHOWN,
    Fact,
    Header,
    Item,
    Panel,
    Viewer,
    allowed,
    label_of,
    state_badge_of,
)
from apps.operations.overviews.shared import approval_source, audit_source, few, newest, note_source, state_badge
from apps.operations.overviews.timeline import Entry, Reach, Source, by_id, step
from apps.transactions.admin._payments import TONES
from apps.transactions.models import State, Transaction

# The newest payments, which say how it goes at present. Counting all would read all.
LOOKED_AT = 200
COUNTED = 1_000


class _Biller:
    """What several parts of the page need, read once."""

    def __init__(self, row: Biller, viewer: Viewer) -> None:
        self.row = row
        self.viewer = viewer

    @cached_property
    def newest_payments(self) -> list[Transaction]:
        ids = BillPayment.objects.filter(biller=self.row).order_by("-transaction_id")
        found = list(ids.values_list("transaction_id", flat=True)[:LOOKED_AT])
        return list(Transaction.objects.filter(pk__in=found).order_by("-id")) if found else []

    @cached_property
    def settlements(self) -> list[BillerSettlement]:
        return newest(BillerSettlement.objects.filter(biller=self.row))

    @cached_property
    def prices(self) -> list[Commission]:
        return list(Commission.objects.filter(biller=self.row).order_by("-active_from")[:SHOWN])

    @cached_property
    def discrepancies(self) -> list[Discrepancy]:
        """Open ones about the newest payments."""
        ids = [row.id for row in self.newest_payments]
        operations = Operation.objects.filter(transaction_id__in=ids).values_list("id", flat=True) if ids else []
        rows = Discrepancy.objects.filter(
            operation_id__in=list(operations), operation_id__isnull=False, state=DiscrepancyState.OPEN
        )
        return list(rows.order_by("-id")[:SHOWN]) if ids else []


class BillerPage(OverviewPage):
    """A biller, for whoever may see billers."""

    subject_kind = "billers.biller"
    sight = "Everything about a biller"

    def find(self, identity: UUID) -> Biller | None:
        return Biller.objects.filter(pk=identity).select_related("category").first()

    def compose(self, row: Biller, viewer: Viewer) -> Overview:
        own = _Biller(row, viewer)
        panels = allowed(
            viewer,
            [
                ("billers_billpayment", lambda: _states(own)),
                ("billers_billersettlement", lambda: _settlements(own)),
                ("billers_commission", lambda: _prices(own)),
                ("gateways_discrepancy", lambda: _discrepancies(own)),
            ],
        )
        return Overview(_header(own), panels, _sources(own), is_in_step(row.id, row.created_at))


def _header(own: _Biller) -> Header:
    row = own.row
    low, high = plain_money(row.minimum, row.currency), plain_money(row.maximum, row.currency)
    facts = [
        Fact("Code", row.code),
        Fact("Category", row.category.name),
        Fact("Settled", f"{label_of(row, 'settlement_period').lower()}, {label_of(row, 'settled_by').lower()}"),
        Fact("One payment", f"{low} to {high}"),
        Fact("Paid out to", row.payout_account or NOTHING),
        Fact("With us since", moment_text(row.created_at)),
    ]
    badges = [badge("Active", "success") if row.is_active else badge("Off", "warning")]
    if row.is_prepaid:
        badges.append(badge("Prepaid", "info"))
    links = [("Change it", reverse("admin:billers_biller_change", args=[row.pk]))]
    if row.bound_to and own.viewer.may_view("gateways_gateway"):
        links.append((f"Gateway {row.bound_to}", reverse("admin:gateway_360", args=[row.bound_to])))
    return Header(row.name, "Biller", badges, facts, links)


def _states(own: _Biller) -> Panel:
    rows = own.newest_payments
    counts = Counter(row.state for row in rows)
    sums = {state: sum((row.amount for row in rows if row.state == state), Decimal(0)) for state in counts}
    unsettled = (
        BillPayment.objects.filter(biller=own.row, settlement_id=None, settled_by=own.row.settled_by)
        .values("pk")[: COUNTED + 1]
        .count()
    )
    return Panel(
        "Payments",
        [
            *(
                Item(
                    badge(State(state).label.partition(":")[0], TONES[State(state)]),
                    f"{count:,} payments",
                    money_text(sums[state], own.row.currency),
                )
                for state, count in counts.most_common()
            ),
            Item("In no settlement yet", value=f"{unsettled:,}" if unsettled <= COUNTED else f"{COUNTED:,}+"),
        ],
        note=f"Of the newest {LOOKED_AT}.",
    )


def _settlements(own: _Biller) -> Panel:
    return Panel(
        "Settlements",
        [
            Item(
                own.viewer.link("billers_billersettlement", row.id, plain_money(row.net, row.currency)),
                f"{row.payments:,} payments, until {date_text(row.period_end)}",
                state_badge_of(row),
            )
            for row in own.settlements[:SHOWN]
        ],
        empty="Nothing was settled yet.",
    )


def _prices(own: _Biller) -> Panel:
    return Panel(
        "Commission",
        [
            Item(
                own.viewer.link(
                    "billers_commission", row.id, f"{row.percent:f} % and {plain_money(row.flat, own.row.currency)}"
                ),
                f"from {moment_text(row.active_from)}",
                badge("To come", "info") if row.active_from > own.viewer.now else "",
            )
            for row in own.prices
        ],
        empty="It pays us none.",
    )


def _discrepancies(own: _Biller) -> Panel:
    return Panel(
        "Open discrepancies",
        [
            Item(
                own.viewer.link("gateways_discrepancy", row.id, row.get_kind_display()),
                f"{row.gateway_code}, since {moment_text(row.created_at)}",
                money_text(row.amount, row.currency) if row.amount is not None else "",
            )
            for row in own.discrepancies
        ],
        note="About its newest payments.",
        empty="What the provider says and what we hold agree.",
    )


def _sources(own: _Biller) -> list[Source]:
    identity: UUID = own.row.pk
    return [
        Source("bills", "Payments", "receipt", "billers_billpayment", lambda reach: _bills(identity, reach)),
        few(
            "settled",
            "Settlements",
            "account_balance",
            "billers_billersettlement",
            lambda: own.settlements,
            _settlement_steps,
        ),
        few("prices", "Commission", "percent", "billers_commission", lambda: own.prices, _price_steps),
        few("itself", "Decisions", "receipt_long", "billers_biller", lambda: [own.row], _own_steps),
        approval_source([identity, *(row.id for row in own.settlements)]),
        audit_source(identity),
        note_source(identity, "billers.biller"),
    ]


def _bills(biller_id: UUID, reach: Reach) -> list[Entry]:
    rows = by_id(
        BillPayment.objects.filter(biller_id=biller_id).defer("account_number"),
        reach,
        column="transaction_id",
        at="created_at",
    )
    paid = {row.id: row for row in Transaction.objects.filter(pk__in=[row.transaction_id for row in rows])}
    entries = []
    for row in rows:
        payment = paid.get(row.transaction_id)
        what = f"Bill of {plain_money(payment.amount, payment.currency)}" if payment else "Bill"
        entries.append(
            Entry(
                row.timeline_key,
                row.created_at,
                what,
                f"Account {row.masked}{', settled' if row.settlement_id else ''}",
                mark=state_badge(payment) if payment else "",
                href=reverse("admin:payment_life", args=[row.transaction_id]),
                by_id=row.person_id,
            )
        )
    return entries


def _settlement_steps(row: BillerSettlement) -> Iterable[Entry | None]:
    page = reverse("admin:billers_billersettlement_change", args=[row.id])
    what = plain_money(row.net, row.currency)
    yield step(row.id, 0, row.made_at, f"Settlement of {what} made", detail=f"{row.payments:,} payments", href=page)
    yield step(
        row.id, 1, row.decided_at, f"Settlement of {what}", detail=row.failure_code, mark=state_badge_of(row), href=page
    )


def _price_steps(row: Commission) -> Iterable[Entry | None]:
    page = reverse("admin:billers_commission_change", args=[row.id])
    yield step(row.id, 0, row.active_from, f"Commission of {row.percent:f} % holds", href=page)


def _own_steps(row: Biller) -> Iterable[Entry | None]:
    yield step(row.id, 0, row.created_at, "Taken up")
