"""Everything about one merchant: what it takes, is settled and gives back, and how its servers are told."""

from collections.abc import Iterable
from functools import cached_property, partial
from uuid import UUID

from django.urls import reverse

from apps.checkout.models import ApiKey, EndpointStatus, WebhookEndpoint
from apps.core.admin_base import badge, moment_text, money_text, plain_money
from apps.disputes.models import Dispute
from apps.merchants.models import (
    Document,
    Merchant,
    RefundRequest,
    ReserveHold,
    Settlement,
    Staff,
    Store,
    Taking,
    TakingKind,
)
from apps.merchants.selectors import get_position
from apps.operations.overviews.page import Overview, OverviewPage, is_in_step
from apps.operations.overviews.parts import (
    SHOWN,
    Fact,
    Header,
    Item,
    Panel,
    Viewer,
    allowed,
    anchor,
    label_of,
    state_badge_of,
)
from apps.operations.overviews.person_sources import dispute_steps
from apps.operations.overviews.shared import approval_source, audit_source, few, newest, note_source
from apps.operations.overviews.timeline import Entry, Reach, Source, by_id, by_moment, step


class _Merchant:
    """What several parts of the page need, read once."""

    def __init__(self, row: Merchant, viewer: Viewer) -> None:
        self.row = row
        self.viewer = viewer

    @cached_property
    def staff(self) -> list[Staff]:
        return newest(Staff.objects.filter(merchant=self.row).select_related("person", "store"))

    @cached_property
    def keys(self) -> list[ApiKey]:
        return newest(ApiKey.objects.filter(merchant=self.row).defer("digest"))

    @cached_property
    def endpoints(self) -> list[WebhookEndpoint]:
        return newest(WebhookEndpoint.objects.filter(merchant=self.row).defer("secret", "previous_secret"))

    @cached_property
    def papers(self) -> list[Document]:
        return newest(Document.objects.filter(merchant=self.row))

    @cached_property
    def requests(self) -> list[RefundRequest]:
        return newest(RefundRequest.objects.filter(merchant=self.row))

    @cached_property
    def disputes(self) -> list[Dispute]:
        """Disputes are about people; of these, those about sales of the business."""
        rows = newest(Dispute.objects.filter(payee_id=self.row.owner_id).select_related("transaction"))
        return [row for row in rows if row.transaction.payee_id == self.row.id]


class MerchantPage(OverviewPage):
    """A merchant, for whoever may see merchants."""

    subject_kind = "merchants.merchant"
    sight = "Everything about a merchant"

    def find(self, identity: UUID) -> Merchant | None:
        return Merchant.objects.filter(pk=identity).select_related("owner").first()

    def compose(self, row: Merchant, viewer: Viewer) -> Overview:
        own = _Merchant(row, viewer)
        panels = allowed(
            viewer,
            [
                ("merchants_taking", lambda: _position(own)),
                ("merchants_settlement", lambda: _settlements(own)),
                ("merchants_reservehold", lambda: _reserve(own)),
                ("merchants_taking", lambda: _refunds(own)),
                ("disputes_dispute", lambda: _disputes(own)),
                ("merchants_store", lambda: _stores(own)),
                ("merchants_staff", lambda: _staff(own)),
                ("checkout_apikey", lambda: _keys(own)),
                ("checkout_webhookendpoint", lambda: _endpoints(own)),
            ],
        )
        return Overview(_header(own), panels, _sources(own), is_in_step(row.id, row.applied_at))


def _header(own: _Merchant) -> Header:
    row, viewer = own.row, own.viewer
    facts = [
        Fact("Legal name", row.legal_name),
        Fact("Owner", viewer.person(row.owner_id, row.owner.full_name)),
        Fact("Category", row.category),
        Fact("Where", ", ".join(part for part in (row.city, row.country) if part)),
        Fact("Settled", f"{label_of(row, 'period').lower()}, to {label_of(row, 'settle_to').lower()}"),
        Fact("Applied", moment_text(row.applied_at)),
        Fact("Next settlement", moment_text(row.settle_due_at)),
    ]
    if row.status_reason:
        facts.append(Fact("Its owner was told", row.status_reason))
    links = [("Act on it", reverse("admin:merchants_merchant_change", args=[row.pk]))]
    return Header(row.name, "Merchant", [state_badge_of(row, "status")], facts, links)


def _position(own: _Merchant) -> Panel:
    found, currency = get_position(own.row), own.row.currency
    return Panel(
        "Where its money is",
        [
            Item("Taken, not settled", value=money_text(found.takings, currency)),
            Item("Settled, not paid out", value=money_text(found.payable, currency)),
            Item("On its way to a bank", value=money_text(found.sending, currency)),
            Item("Kept back", value=money_text(found.reserve, currency)),
            Item("Taken last month", value=money_text(own.row.volume, currency)),
        ],
    )


def _settlements(own: _Merchant) -> Panel:
    rows = Settlement.objects.filter(merchant=own.row).order_by("-id")[:SHOWN]
    return Panel(
        "Settlements",
        [
            Item(
                own.viewer.link("merchants_settlement", row.id, plain_money(row.net, row.currency)),
                f"{row.sales:,} sales, {row.refunds:,} refunds, until {moment_text(row.until)}",
                state_badge_of(row),
            )
            for row in rows
        ],
        empty="Nothing was settled yet.",
        more=own.viewer.list_of("merchants_settlement", q=own.row.pk),
    )


def _reserve(own: _Merchant) -> Panel | None:
    rows = ReserveHold.objects.filter(merchant=own.row, released_by=None).order_by("due_at")[:SHOWN]
    items = [
        Item(
            own.viewer.link("merchants_reservehold", row.pk, f"Until {moment_text(row.due_at)}"),
            value=money_text(row.amount, own.row.currency),
        )
        for row in rows
    ]
    return Panel("Reserve", items) if items else None


def _refunds(own: _Merchant) -> Panel:
    rows = Taking.objects.filter(merchant_id=own.row.id, kind=TakingKind.REFUND).order_by("-at")[:SHOWN]
    return Panel(
        "Given back",
        [
            Item(
                anchor(reverse("admin:payment_life", args=[row.transaction_id]), moment_text(row.at))
                if own.viewer.may_view("transactions_transaction")
                else moment_text(row.at),
                value=money_text(row.gross, row.currency),
            )
            for row in rows
        ],
        empty="Nothing was given back.",
    )


def _disputes(own: _Merchant) -> Panel:
    return Panel(
        "Disputes",
        [
            Item(
                own.viewer.link("disputes_dispute", row.id, label_of(row, "reason")),
                f"{plain_money(row.amount, row.currency)}, {moment_text(row.opened_at)}",
                state_badge_of(row),
            )
            for row in own.disputes[:SHOWN]
        ],
        empty="None.",
    )


def _stores(own: _Merchant) -> Panel:
    rows = Store.objects.filter(merchant=own.row).order_by("name")[:SHOWN]
    return Panel(
        "Stores",
        [
            Item(
                own.viewer.link("merchants_store", row.id, row.name),
                row.city,
                badge("Open", "success") if row.is_open else badge("Closed"),
            )
            for row in rows
        ],
        empty="It has no store.",
        more=own.viewer.list_of("merchants_store", q=own.row.pk),
    )


def _staff(own: _Merchant) -> Panel:
    return Panel(
        "Staff",
        [
            Item(
                own.viewer.person(row.person_id, row.person.full_name),
                row.store.name if row.store else "all stores",
                badge(label_of(row, "role")),
            )
            for row in own.staff
            if row.ended_at is None
        ][:SHOWN],
        empty="Nobody works here.",
        more=own.viewer.list_of("merchants_staff", q=own.row.pk),
    )


def _keys(own: _Merchant) -> Panel:
    now = own.viewer.now
    items = []
    for row in own.keys[:SHOWN]:
        if row.revoked_at:
            mark = badge("Revoked", "warning")
        elif row.expires_at and row.expires_at <= now:
            mark = badge("Expired", "info")
        else:
            mark = badge("Good", "success")
        used = f"last used {moment_text(row.last_used_at)}" if row.last_used_at else "never used"
        what = own.viewer.link("checkout_apikey", row.id, row.name or row.prefix)
        items.append(Item(what, f"{'live' if row.is_live else 'test'}, {used}", mark))
    return Panel("API keys", items, empty="None was made.")


def _endpoints(own: _Merchant) -> Panel:
    """How well its servers can be told."""
    items = []
    for row in own.endpoints:
        if row.status == EndpointStatus.DELETED:
            continue
        if row.failures:
            health = f"{row.failures:,} failures in a row since {moment_text(row.failing_since)}"
        else:
            health = "answers" if row.status == EndpointStatus.ENABLED else row.status_reason or "told nothing"
        if row.resting_until and row.resting_until > own.viewer.now:
            health += f", rests until {moment_text(row.resting_until)}"
        mode = "live" if row.is_live else "test"
        items.append(
            Item(
                own.viewer.link("checkout_webhookendpoint", row.id, row.url),
                f"{mode}, {health}",
                badge("Fails", "danger") if row.failures else state_badge_of(row, "status"),
            )
        )
    return Panel("Webhooks", items[:SHOWN], empty="No server of its is told anything.")


def _sources(own: _Merchant) -> list[Source]:
    identity: UUID = own.row.pk
    return [
        Source(
            "takings", "Sales and refunds", "storefront", "merchants_taking", lambda reach: _takings(identity, reach)
        ),
        Source(
            "settled", "Settlements", "account_balance", "merchants_settlement", lambda reach: _settled(identity, reach)
        ),
        few("asked", "Refund requests", "undo", "merchants_refundrequest", lambda: own.requests, _request_steps),
        few("disputes", "Disputes", "gavel", "disputes_dispute", lambda: own.disputes, dispute_steps),
        few("staff", "Staff of it", "badge", "merchants_staff", lambda: own.staff, partial(_staff_steps, own.viewer)),
        few("keys", "Online", "key", "checkout_apikey", lambda: own.keys, _key_steps),
        few("hooks", "Online", "webhook", "checkout_webhookendpoint", lambda: own.endpoints, _endpoint_steps),
        few("papers", "Papers", "description", "merchants_document", lambda: own.papers, _paper_steps),
        few("itself", "Decisions", "storefront", "merchants_merchant", lambda: [own.row], _own_steps),
        approval_source([identity, *(row.id for row in own.requests)]),
        audit_source(identity),
        note_source(identity, "merchants.merchant"),
    ]


def _takings(merchant_id: UUID, reach: Reach) -> list[Entry]:
    rows = by_moment(Taking.objects.filter(merchant_id=merchant_id), reach, at="at", column="transaction_id")
    return [
        Entry(
            row.timeline_key,
            row.at,
            f"{row.get_kind_display()} of {plain_money(row.gross, row.currency)}",
            f"Net {plain_money(row.net, row.currency)}"
            + (f", tip {plain_money(row.tip, row.currency)}" if row.tip else "")
            + ("" if row.settlement_id or row.kind == TakingKind.REFUND else ", not settled yet"),
            href=reverse("admin:payment_life", args=[row.transaction_id]),
            by_id=row.staff_id,
        )
        for row in rows
    ]


def _settled(merchant_id: UUID, reach: Reach) -> list[Entry]:
    rows = by_id(Settlement.objects.filter(merchant_id=merchant_id), reach, at="made_at")
    return [
        Entry(
            row.timeline_key,
            row.made_at or row.until,
            f"Settlement of {plain_money(row.net, row.currency)}",
            f"{row.sales:,} sales{', ' if row.failure_code else ''}{row.failure_code}",
            mark=state_badge_of(row),
            href=reverse("admin:merchants_settlement_change", args=[row.id]),
        )
        for row in rows
    ]


def _request_steps(row: RefundRequest) -> Iterable[Entry | None]:
    page = reverse("admin:merchants_refundrequest_change", args=[row.id])
    what = f"refund of {plain_money(row.amount, row.currency)}"
    yield step(
        row.id, 0, row.requested_at, f"Asked for a {what}", detail=row.reason, href=page, by_id=row.requested_by_id
    )
    yield step(row.id, 1, row.decided_at, f"Decided: {what}", mark=state_badge_of(row), href=page)


def _staff_steps(viewer: Viewer, row: Staff) -> Iterable[Entry | None]:
    who, role = viewer.name(row.person.full_name), label_of(row, "role").lower()
    yield step(row.id, 0, row.added_at, f"{who} became {role}", by_id=row.added_by_id)
    yield step(row.id, 1, row.ended_at, f"{who} is no longer {role}")


def _key_steps(row: ApiKey) -> Iterable[Entry | None]:
    page = reverse("admin:checkout_apikey_change", args=[row.id])
    name = row.name or row.prefix
    yield step(row.id, 0, row.created_at, f"API key {name} made", href=page, by_id=row.created_by_id)
    yield step(row.id, 1, row.revoked_at, f"API key {name} revoked", href=page, by_id=row.revoked_by_id)


def _endpoint_steps(row: WebhookEndpoint) -> Iterable[Entry | None]:
    page = reverse("admin:checkout_webhookendpoint_change", args=[row.id])
    yield step(row.id, 0, row.created_at, "Webhook set up", detail=row.url, href=page, by_id=row.created_by_id)
    yield step(row.id, 1, row.failing_since, "Webhook begins to fail", detail=row.url, href=page)
    yield step(row.id, 2, row.ended_at, "Webhook ended", detail=row.status_reason or row.url, href=page)


def _paper_steps(row: Document) -> Iterable[Entry | None]:
    yield step(row.id, 0, row.uploaded_at, f"Handed in: {row.get_kind_display().lower()}", by_id=row.uploaded_by_id)


def _own_steps(row: Merchant) -> Iterable[Entry | None]:
    yield step(row.id, 0, row.applied_at, "Applied", by_id=row.owner_id)
    state = label_of(row, "status").lower()
    yield step(row.id, 1, row.decided_at, f"Decided: {state}", detail=row.status_reason, by_id=row.decided_by_id)
