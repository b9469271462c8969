"""What one may pay, and what is left of it."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from apps.accounts.web.base import WalletView
from apps.transactions import selectors
from apps.transactions.kinds import KINDS
from apps.transactions.selectors import LimitLeft

_TIERS = {"TIER_0": _("Number verified"), "TIER_1": _("Details given"), "TIER_2": _("Documents reviewed")}


class LimitsView(WalletView):
    """The limits in force, by currency, with how much of each is used."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = selectors.get_limits(person_id=self.me.id, now=self.now)
        currencies: dict[str, list[dict[str, Any]]] = {}
        for row in mine.rows:
            currencies.setdefault(row.currency, []).append(_shown(row))
        context = {
            "tier": _TIERS[mine.kyc_tier],
            "is_highest": mine.kyc_tier == max(_TIERS),
            "lowered_until": mine.lowered_until,
            "currencies": sorted(currencies.items()),
        }
        return self.render("transactions/limits.html", context)


def _shown(row: LimitLeft) -> dict[str, Any]:
    ceiling = row.ceiling
    return {
        "kind": KINDS[ceiling.kind].label if ceiling.kind else "",
        "currency": row.currency,
        "single": ceiling.single,
        "step_up_above": ceiling.step_up_above,
        "maximum_balance": ceiling.maximum_balance,
        "daily": _used(ceiling.daily, row.daily_left),
        "monthly": _used(ceiling.monthly, row.monthly_left),
        "count": _used(ceiling.daily_count, row.count_left),
    }


def _used(limit: Decimal | int | None, left: Decimal | int | None) -> dict[str, Any] | None:
    """A limit, what is left, and how many of a hundred parts are used."""
    if limit is None or left is None:
        return None
    return {"limit": limit, "left": left, "percent": int(100 * (limit - left) / limit) if limit else 100}
