"""What stands around the pages of a till and of a merchant's portal, and who may open them.

What somebody is at the merchant is asked anew for each page (`require_role`), so a role that was taken away opens
nothing any more. A cashier has the till and not the portal.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.merchants import selectors
from apps.merchants.errors import RoleRequired
from apps.merchants.models import Merchant, MerchantStatus, Till
from apps.merchants.selectors import Member, Power, require_role

_UNDECIDED = (MerchantStatus.APPLIED, MerchantStatus.REJECTED)


class TillView(WalletView):
    """A page of the till whose id stands in the address."""

    part: ClassVar[str] = ""
    till: Till
    member: Member

    def enter(self, **kwargs: Any) -> None:
        self.enter_till(kwargs["till_id"])

    def enter_till(self, till_id: UUID) -> None:
        """Raises TillNotFound, MerchantNotFound, RoleRequired."""
        self.till = selectors.get_workplace(person_id=self.me.id, till_id=till_id)
        self.member = require_role(person_id=self.me.id, merchant_id=self.till.merchant_id, power=Power.TAKE_PAYMENTS)

    @property
    def merchant(self) -> Merchant:
        return self.till.merchant

    def frame(self) -> dict[str, Any]:
        if not hasattr(self, "member"):
            return super().frame()
        return {**super().frame(), **till_frame(self.till, self.member, part=self.part, now=self.now)}


def till_frame(till: Till, member: Member, *, part: str, now: datetime) -> dict[str, Any]:
    """What ui/desk.html and the templates of a till show around a page."""
    since = begin_of_day(now)
    entries = [
        ("desk", reverse("till-desk", args=[till.id]), "calculator", _("Keypad")),
        ("take", reverse("till-scan", args=[till.id]), "scan-line", _("Scan")),
        ("day", reverse("till-day", args=[till.id]), "receipt-text", _("Today")),
        ("tills", reverse("till"), "store", _("Tills")),
    ]
    if member.may(Power.REPORT):
        entries.append(("portal", reverse("merchant-portal", args=[till.merchant_id]), "chart-column", _("Portal")))
    return {
        "frame": "merchants/till/frame.html",
        "till": till,
        "merchant": till.merchant,
        "member": member,
        "may_refund": member.may(Power.REFUND),
        "since": since,
        "taken": selectors.sum_at_till(till.id, since),
        "desk_where": till.merchant.name,
        "desk_who": _("%(store)s, %(till)s") % {"store": till.store.name, "till": till.label},
        "desk_nav": _nav(entries, part),
    }


class PortalView(WalletView):
    """A page of the portal of the merchant whose id stands in the address."""

    part: ClassVar[str] = ""
    # What somebody must be allowed to open it; whoever may only take payments has the till.
    power: ClassVar[Power] = Power.REPORT
    # Whether it is about all stores, and so not for who works in one of them.
    is_of_all_stores: ClassVar[bool] = False
    merchant: Merchant
    member: Member

    def enter(self, **kwargs: Any) -> None:
        self.enter_portal(kwargs["merchant_id"])

    def enter_portal(self, merchant_id: UUID) -> None:
        """Raises MerchantNotFound, RoleRequired."""
        self.member = require_role(person_id=self.me.id, merchant_id=merchant_id, power=self.power)
        if self.is_of_all_stores and self.member.store_id is not None:
            raise RoleRequired("Your role is for one store only.")
        self.merchant = selectors.get_merchant(merchant_id)

    def enter_with(self, power: Power) -> None:
        """For a page of which only a part is for everybody who works there. Raises RoleRequired."""
        if not self.member.may(power):
            raise RoleRequired

    def frame(self) -> dict[str, Any]:
        if not hasattr(self, "merchant"):
            return super().frame()
        return {**super().frame(), **portal_frame(self.merchant, self.member, part=self.part)}


def portal_frame(merchant: Merchant, member: Member, *, part: str) -> dict[str, Any]:
    """What ui/desk.html and the templates of the portal show around a page."""
    return {
        "frame": "merchants/portal/frame.html",
        "merchant": merchant,
        "member": member,
        "currency": merchant.currency,
        "powers": {power.name.lower(): member.may(power) for power in Power},
        "is_undecided": merchant.status in _UNDECIDED,
        "desk_where": merchant.name,
        "desk_who": _("Merchant portal"),
        "desk_nav": _nav(_portal_entries(merchant, member), part),
    }


def _portal_entries(merchant: Merchant, member: Member) -> list[tuple[str, str, str, str]]:
    all_stores = member.store_id is None
    entries: list[tuple[str, str, str, str, bool]] = [
        ("home", "merchant-portal", "layout-grid", _("Overview"), True),
        ("sales", "merchant-portal-sales", "receipt-text", _("Sales"), member.may(Power.REPORT)),
        ("stores", "merchant-portal-stores", "store", _("Stores"), member.may(Power.RUN_STORES)),
        ("people", "merchant-portal-people", "users", _("Staff"), member.may(Power.EMPLOY)),
        (
            "settlements",
            "merchant-portal-settlements",
            "landmark",
            _("Settlements"),
            member.may(Power.REPORT) and all_stores,
        ),
        ("reports", "merchant-portal-reports", "chart-column", _("Reports"), member.may(Power.REPORT)),
        ("links", "merchant-links", "link", _("Links"), member.may(Power.ASK)),
        ("invoices", "merchant-invoices", "file-text", _("Invoices"), member.may(Power.ASK)),
        ("developers", "merchant-developers", "code", _("Developers"), member.may(Power.GOVERN)),
        ("profile", "merchant-portal-profile", "building-2", _("Business"), True),
    ]
    if merchant.status in _UNDECIDED:
        # Nothing can be sold yet.
        entries = [entry for entry in entries if entry[0] in ("home", "stores", "people", "profile")]
    found = [
        (name, address, icon, label)
        for name, route, icon, label, is_shown in entries
        if is_shown and (address := _page(route, merchant.id))
    ]
    if merchant.status == MerchantStatus.ACTIVE:
        found.append(("till", reverse("till"), "calculator", _("Till")))
    return found


def _page(route: str, merchant_id: UUID) -> str:
    """The address of a page of the portal; empty when nobody has built it, or the name is only the API's."""
    try:
        address = reverse(route, args=[merchant_id])
    except NoReverseMatch:
        return ""
    return address if address.startswith("/merchant/") else ""


def _nav(entries: list[tuple[str, str, str, str]], part: str) -> list[dict[str, Any]]:
    return [
        {"url": address, "icon": icon, "label": label, "current": name == part}
        for name, address, icon, label in entries
    ]


def begin_of_day(now: datetime) -> datetime:
    """When the day began by which takings and caps are counted: that of UTC, as settlements and reports have it."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
