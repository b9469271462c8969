"""The start page of the wallet."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.selectors import get_own_profile, get_person
from apps.accounts.web.base import WalletView
from apps.notifications import announcing
from apps.notifications.selectors import spoken_text
from apps.requests.selectors import list_requests
from apps.transactions import people, selectors
from apps.transactions.history import HistoryFilter, list_transactions
from apps.transactions.web.rows import payment_row
from apps.wallets.selectors import list_wallets

_RECENT_PAYMENTS, _RECENT_PEOPLE, _REQUESTS = 5, 8, 3


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person had better do, and where."""

    icon: str
    text: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class News:
    """An announcement in the person's language."""

    severity: str
    language: str
    title: str
    body: str


class HomeView(WalletView):
    """What one has, what one can do, whom one pays, what happened last."""

    tab = "home"

    def read_person(self) -> User:
        self.own = get_own_profile(self.me.id, now=self.now)
        return self.own.user

    def get(self, request: HttpRequest) -> HttpResponse:
        wallets = [one for one in list_wallets(self.me.id) if one.status != "CLOSED"]
        context = {
            "wallets": wallets,
            "people": people.list_recent_people(self.me.id, limit=_RECENT_PEOPLE),
            "payments": self._payments(),
            "requests": list_requests(self.me.id, direction="received", state="PENDING", limit=_REQUESTS),
            "news": self._news(),
            "pin_set": self.own.pin_set,
            "notices": _notices(self.person, pin_set=self.own.pin_set),
        }
        return self.render("portal/home.html", context)

    def _payments(self) -> list[dict[str, Any]]:
        rows = list_transactions(self.me.id, matching=HistoryFilter(), limit=_RECENT_PAYMENTS)
        operations = selectors.find_operations(rows)
        shares = selectors.find_shares([row for row in rows if selectors.is_only_drawn_on(row, self.me.id)])
        return [
            payment_row(row, viewer_id=self.me.id, operation=operations.get(row.id), share=shares.get(row.id))
            for row in rows
        ]

    def _news(self) -> list[News]:
        rows = announcing.list_for(get_person(self.me.id), place="web", now=self.now)
        return [News(row.severity, *spoken_text(row.texts, get_language() or "en")) for row in rows]


def _notices(person: User, *, pin_set: bool) -> list[Notice]:
    """What is missing before the person can pay, or pay much, the most pressing first."""
    found = []
    if not pin_set:
        text = _("You need a PIN before you can pay.")
        found.append(Notice("key-round", text, _("Set a PIN"), reverse("wallet-pin-new")))
    if person.kyc_tier == "TIER_0":
        text = _("Verify your identity, and you can send and keep more.")
        found.append(Notice("id-card", text, _("Verify"), reverse("wallet-identity")))
    return found
