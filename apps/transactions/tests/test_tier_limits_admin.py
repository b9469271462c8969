"""Limits of tiers change by two operators: asked for on the page or in the list, in force once approved."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.tests.factories import make_operator
from apps.approvals.tests.asking import approve_what_waits
from apps.transactions.limits import Ceiling, get_ceilings
from apps.transactions.models import TierLimit
from apps.transactions.services import set_tier_limit

pytestmark = pytest.mark.django_db


def ceilings() -> tuple[Ceiling, ...]:
    return get_ceilings(tier="TIER_0", kind="P2P", currency="USD", is_cautious=False)


def test_limits_dropped_from_the_list_hold_for_nobody_from_then_on() -> None:
    """Payments read them from a cache, which has to hear of it."""
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(5))
    assert len(ceilings()) == 1
    site = Client()
    site.force_login(make_operator())
    chosen = {"_selected_action": str(TierLimit.objects.get().pk), "reason": "Nobody is held to it"}
    listing = reverse("admin:transactions_tierlimit_changelist")
    site.post(listing, {"action": "delete_selected", "post": "yes", **chosen})
    assert site.post(listing, {"action": "take_away_chosen", **chosen}).status_code == 302
    assert len(ceilings()) == 1, "it is only asked for"
    assert approve_what_waits() == ["Approved and done."]
    assert ceilings() == ()
