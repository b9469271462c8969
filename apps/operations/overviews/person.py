"""Everything about one person."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.accounts.admin import _labels
from apps.accounts.admin._labels import beside
from apps.accounts.models import Device, Pin, Session, User
from apps.agents.models import Staff as AgentStaff
from apps.core.admin_base import NOTHING, badge, date_text, moment_text, money_text, plain_money
from apps.disputes.models import Dispute
from apps.disputes.models import State as DisputeState
from apps.funding.models import FundingSource
from apps.kyc.models import SEALED, Submission
from apps.merchants.models import Staff as MerchantStaff
from apps.operations.overviews import person_sources
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
    used_percent,
)
from apps.operations.overviews.shared import newest, state_badge
from apps.risk.models import Case
from apps.transactions.kinds import KINDS
from apps.transactions.models import Receivable, State, Transaction
from apps.transactions.selectors import LimitLeft, get_limits_of
from apps.wallets.models import Wallet
from apps.wallets.selectors import list_wallets

_WALLETS = {"ACTIVE": "success", "FROZEN": "danger", "CLOSED": "info"}
_WAITING = (State.HELD.value, State.PENDING.value, State.UNKNOWN.value)
_OPEN_DISPUTES = (DisputeState.OPEN.value, DisputeState.ANSWERED.value, DisputeState.UNDER_REVIEW.value)


class Belongings:
    """What there is little of and what both a panel and the timeline show, read once."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def devices(self) -> list[Device]:
        return newest(Device.objects.defer("public_key").select_related("wipe").filter(user=self.user))

    @cached_property
    def sessions(self) -> list[Session]:
        return newest(Session.objects.filter(user=self.user))

    @cached_property
    def submissions(self) -> list[Submission]:
        return newest(Submission.objects.defer(*SEALED).filter(person=self.user).prefetch_related("documents"))

    @cached_property
    def cases(self) -> list[Case]:
        return newest(Case.objects.filter(person=self.user))

    @cached_property
    def disputes(self) -> list[Dispute]:
        opened = newest(Dispute.objects.filter(payer=self.user).select_related("transaction"))
        against = newest(Dispute.objects.filter(payee=self.user).select_related("transaction"))
        return sorted(opened + against, key=lambda row: row.id, reverse=True)


class PersonPage(OverviewPage):
    """A person, for whoever may see people."""

    subject_kind = "accounts.user"
    sight = "Everything about a person"

    def find(self, identity: UUID) -> User | None:
        return (
            User.objects.filter(pk=identity).select_related("pin").defer("pin__salt", "pin__digest", "password").first()
        )

    def compose(self, row: User, viewer: Viewer) -> Overview:
        own = Belongings(row)
        panels = allowed(
            viewer,
            [
                ("wallets_wallet", lambda: _wallets(row, viewer)),
                ("transactions_tierlimit", lambda: _limits(row, viewer)),
                ("transactions_transaction", lambda: _waiting(row, viewer)),
                ("risk_case", lambda: _cases(own, viewer)),
                ("disputes_dispute", lambda: _disputes(own, viewer)),
                ("kyc_submission", lambda: _papers(own, viewer)),
                ("accounts_device", lambda: _devices(own, viewer)),
                ("accounts_session", lambda: _sessions(own, viewer)),
                ("funding_fundingsource", lambda: _sources(row, viewer)),
                ("merchants_staff", lambda: _businesses(row, viewer)),
                ("agents_staff", lambda: _agents(row, viewer)),
            ],
        )
        return Overview(
            header(row, viewer), panels, person_sources.list_sources(own), is_in_step(row.id, row.joined_at)
        )


def header(user: User, viewer: Viewer) -> Header:
    """Who somebody is, and what stands in their way."""
    pin: Pin | None = getattr(user, "pin", None)
    badges = [
        badge(user.get_status_display(), _labels.STATUS[User.Status(user.status)]),
        badge(user.get_kyc_tier_display(), _labels.TIER[user.kyc_tier]),  # type: ignore[index]
    ]
    if user.secured_at:
        badges.append(badge("Secured: no money leaves", "danger"))
    if pin and pin.locked_until and pin.locked_until > viewer.now:
        badges.append(badge("PIN locked", "danger"))
    if user.cautious_until and user.cautious_until > viewer.now:
        badges.append(badge("Lower limits", "warning"))
    if user.is_staff:
        badges.append(badge("Staff", "info"))
    email = f"{user.email}{'' if user.email_verified_at else ' (not confirmed)'}" if user.email else NOTHING
    facts = [
        Fact("Phone number", user.msisdn),
        Fact("E-mail address", email),
        Fact("Handle", f"@{user.handle}" if user.handle else NOTHING),
        Fact("With us since", moment_text(user.joined_at)),
        Fact("PIN", _labels.pin_text(pin, viewer.now)),
    ]
    if user.secured_at:
        facts.append(Fact("Phone reported lost", moment_text(user.secured_at)))
    if user.cautious_until and user.cautious_until > viewer.now:
        facts.append(Fact("Lower limits until", moment_text(user.cautious_until)))
    does = "Act: lock, unlock, release, PIN reset" if viewer.may("accounts.change_user") else "Their own page"
    links = [(does, reverse("admin:accounts_user_change", args=[user.pk]))]
    if viewer.may_view("transactions_transaction"):
        links.append(("Payments", reverse("admin:transactions_transaction_changelist", query={"q": str(user.pk)})))
    return Header(user.full_name, "Person", badges, facts, links)


def _wallets(user: User, viewer: Viewer) -> Panel:
    return Panel(
        "Wallets",
        [
            Item(
                viewer.link("wallets_wallet", view.id, view.currency),
                beside(
                    badge(Wallet.Status(view.status).label, _WALLETS[view.status]),
                    f"{plain_money(view.held.amount, view.currency)} put aside" if view.held.amount else "",
                ),
                money_text(view.available.amount, view.currency),
            )
            for view in list_wallets(user.pk)
        ],
        empty="No wallet was opened.",
    )


def _limits(user: User, viewer: Viewer) -> Panel:
    found = get_limits_of(user, now=viewer.now)
    lowered = f"; lowered until {moment_text(found.lowered_until)}" if found.lowered_until else ""
    return Panel(
        "Limits used",
        [item for row in found.rows for item in _used(row)][: 2 * SHOWN],
        empty="None hold for this tier.",
        note=f"{user.get_kyc_tier_display()}{lowered}",
    )


def _used(row: LimitLeft) -> list[Item]:
    kind = str(KINDS[row.ceiling.kind].label) if row.ceiling.kind in KINDS else "All kinds"
    items = []
    for name, limit, left in (
        ("today", row.ceiling.daily, row.daily_left),
        ("this month", row.ceiling.monthly, row.monthly_left),
    ):
        if limit is not None and left is not None:
            text = f"{plain_money(limit - left, row.currency)} of {plain_money(limit, row.currency)}"
            items.append(Item(f"{kind} {name}", text, percent=used_percent(limit - left, limit)))
    if row.ceiling.daily_count is not None and row.count_left is not None:
        done = row.ceiling.daily_count - row.count_left
        text = f"{done} of {row.ceiling.daily_count} payments"
        items.append(Item(f"{kind} today", text, percent=used_percent(done, row.ceiling.daily_count)))
    if row.ceiling.single is not None:
        items.append(Item(f"{kind}, one payment", "at most", money_text(row.ceiling.single, row.currency)))
    return items


def _waiting(user: User, viewer: Viewer) -> Panel:
    """Payments that are not decided, and what is owed to us."""
    held = Transaction.objects.filter(payer_id=user.pk, state__in=_WAITING).order_by("-id")[:SHOWN]
    owed = Receivable.objects.filter(person_id=user.pk, outstanding__gt=0)[:SHOWN]
    return Panel(
        "Not decided yet",
        [
            *(
                Item(
                    anchor(reverse("admin:payment_life", args=[row.id]), row.reference),
                    f"{plain_money(row.amount, row.currency)}{' to ' if row.payee_name else ''}{row.payee_name}",
                    state_badge(row),
                )
                for row in held
            ),
            *(
                Item(
                    viewer.link("transactions_receivable", row.id, "Owed to us"),
                    f"since {moment_text(row.created_at)}",
                    money_text(row.outstanding, row.currency),
                )
                for row in owed
            ),
        ],
        empty="No payment is held or under way, and nothing is owed.",
    )


def _cases(own: Belongings, viewer: Viewer) -> Panel:
    return Panel(
        "Risk cases",
        [
            Item(
                viewer.link("risk_case", row.id, f"Case of {date_text(row.opened_at)}"),
                row.reason or f"last alert {moment_text(row.last_alert_at)}",
                state_badge_of(row),
            )
            for row in own.cases[:SHOWN]
        ],
        empty="Nothing about this person was looked into.",
    )


def _disputes(own: Belongings, viewer: Viewer) -> Panel | None:
    rows = [row for row in own.disputes if row.state in _OPEN_DISPUTES] or own.disputes[:3]
    return Panel(
        "Disputes",
        [
            Item(
                viewer.link("disputes_dispute", row.id, label_of(row, "reason")),
                f"{plain_money(row.amount, row.currency)}, opened by {_opener(row, own)}",
                state_badge_of(row),
            )
            for row in rows[:SHOWN]
        ],
        empty="None.",
    )


def _opener(row: Dispute, own: Belongings) -> str:
    return "them" if row.payer_id == own.user.pk else "the other side"


def _papers(own: Belongings, viewer: Viewer) -> Panel:
    return Panel(
        "Identity",
        [
            Item(
                viewer.link("kyc_submission", row.id, f"For {row.get_target_tier_display().lower()}"),
                "; ".join(
                    [
                        date_text(row.submitted_at or row.opened_at),
                        *(document.get_kind_display().lower() for document in row.documents.all()),
                        *(["on the watch list"] if row.watch_listed else []),
                    ]
                ),
                state_badge_of(row),
            )
            for row in own.submissions[:SHOWN]
        ],
        empty="No papers were handed in.",
    )


def _devices(own: Belongings, viewer: Viewer) -> Panel:
    return Panel(
        "Phones",
        [
            Item(
                viewer.link("accounts_device", row.id, row.name or row.platform or "A phone"),
                f"since {moment_text(row.registered_at)}",
                state_badge_of(row, "status"),
            )
            for row in own.devices[:SHOWN]
        ],
        empty="No phone was registered.",
        more=viewer.list_of("accounts_device", q=own.user.pk),
    )


def _sessions(own: Belongings, viewer: Viewer) -> Panel:
    good = [row for row in own.sessions if not row.revoked_at and row.expires_at > viewer.now]
    return Panel(
        "Logged in",
        [
            Item(
                viewer.link("accounts_session", row.id, row.device_name or row.platform or "Unknown device"),
                f"{row.ip or 'no address'}, last used {moment_text(row.last_used_at)}",
                badge("Good", "success"),
            )
            for row in good[:SHOWN]
        ],
        empty="Nowhere.",
        more=viewer.list_of("accounts_session", q=own.user.pk),
    )


def _sources(user: User, viewer: Viewer) -> Panel:
    rows = FundingSource.objects.filter(person=user).order_by("-id")[:SHOWN]
    return Panel(
        "Bank accounts and cards",
        [
            Item(
                viewer.link("funding_fundingsource", row.id, row.masked),
                f"{row.issuer or row.gateway_code}, {label_of(row, 'kind').lower()}",
                state_badge_of(row),
            )
            for row in rows
        ],
        empty="None is linked.",
    )


def _businesses(user: User, viewer: Viewer) -> Panel | None:
    rows = MerchantStaff.objects.filter(person=user, ended_at=None).select_related("merchant")[:SHOWN]
    return _roles("Merchants", "merchant", [(row, row.merchant) for row in rows], viewer)


def _agents(user: User, viewer: Viewer) -> Panel | None:
    rows = AgentStaff.objects.filter(person=user, ended_at=None).select_related("agent")[:SHOWN]
    return _roles("Agents", "agent", [(row, row.agent) for row in rows], viewer)


def _roles(title: str, what: str, rows: list[tuple[Any, Any]], viewer: Viewer) -> Panel | None:
    """Where somebody works now; most people work nowhere."""
    may = viewer.may_view(f"{what}s_{what}")
    items = [
        Item(
            anchor(reverse(f"admin:{what}_360", args=[business.pk]) if may else "", business.name),
            f"since {date_text(row.added_at)}",
            badge(label_of(row, "role")),
        )
        for row, business in rows
    ]
    return Panel(title, items) if items else None
