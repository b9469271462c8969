"""The page on which operators limit cash: one asks, for whom the tier is, and it holds once another one approves."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator
from apps.agents.limits import get_ceiling
from apps.agents.models import CashLimit, Whose
from apps.approvals.models import Approval
from apps.approvals.tests.asking import approve_what_waits

pytestmark = pytest.mark.django_db
ADD = "admin:agents_cashlimit_add"
FIELDS = {
    "whose": "OUTLET",
    "tier": "GOLD",
    "kind": "CASH_IN",
    "currency": "usd",
    "single": "60.00",
    "daily_count": "9",
    "why": "Thefts in the outlets",
}


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ceiling(whose: Whose = Whose.OUTLET, tier: str = "GOLD") -> Decimal | None:
    return get_ceiling(whose=whose, tier=tier, kind="CASH_IN", currency="USD").single


def test_a_limit_is_set_changed_and_dropped_for_the_next_dealing() -> None:
    site = enter(make_operator())
    assert ceiling() is None
    assert site.post(reverse(ADD), FIELDS).status_code == 302
    assert ceiling() is None, "it is only asked for"
    approve_what_waits()
    row = CashLimit.objects.get()
    assert (ceiling(), row.daily_count, row.daily) == (60, 9, None)
    page = reverse("admin:agents_cashlimit_change", args=[row.pk])
    # Whom it is about is fixed.
    assert site.post(page, {"tier": "SILVER", "single": "70.00", "why": "Fewer thefts"}).status_code == 302
    assert ceiling() == 60
    approve_what_waits()
    assert (ceiling(), ceiling(tier="SILVER"), CashLimit.objects.get().daily_count) == (70, None, None)
    assert site.get(reverse("admin:agents_cashlimit_changelist")).status_code == 200
    assert site.post(reverse("admin:agents_cashlimit_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    given = {"_form_submitted": "True", "reason": "No thefts any more"}
    site.post(reverse("admin:agents_cashlimit_take_away", args=[row.pk]), given)
    assert ceiling() == 70
    approve_what_waits()
    assert ceiling() is None


def test_limits_dropped_from_the_list_hold_for_nobody_from_then_on() -> None:
    site = enter(make_operator())
    site.post(reverse(ADD), FIELDS)
    approve_what_waits()
    assert ceiling() == 60
    chosen = {"_selected_action": str(CashLimit.objects.get().pk), "reason": "No thefts any more"}
    listing = reverse("admin:agents_cashlimit_changelist")
    site.post(listing, {"action": "delete_selected", "post": "yes", **chosen})
    assert site.post(listing, {"action": "take_away_chosen", **chosen}).status_code == 302
    assert ceiling() == 60
    approve_what_waits()
    assert (CashLimit.objects.exists(), ceiling()) == (False, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"tier": "TIER_1"},
        {"whose": "CUSTOMER"},
        {"currency": "XXX"},
        {"single": "0.001"},
        {"single": "0"},
        {"single": "-1"},
        {"kind": "P2P"},
        {"daily_count": "0"},
    ],
)
def test_what_makes_no_sense_is_said_on_the_page(changes: dict[str, str]) -> None:
    answer = enter(make_operator()).post(reverse(ADD), {**FIELDS, **changes})
    assert answer.status_code == 200
    assert not CashLimit.objects.exists() and not Approval.objects.exists()


def test_only_who_prices_agents_sets_limits() -> None:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    site = enter(vera)
    assert site.get(reverse("admin:agents_cashlimit_changelist")).status_code == 200
    assert site.post(reverse(ADD), FIELDS).status_code == 403
    assert not CashLimit.objects.exists()
