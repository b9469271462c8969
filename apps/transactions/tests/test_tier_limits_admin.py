"""Limits of tiers are dropped from the operators' list as from their own pages."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.tests.factories import make_operator
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
    chosen = {"action": "delete_selected", "_selected_action": str(TierLimit.objects.get().pk), "post": "yes"}
    assert site.post(reverse("admin:transactions_tierlimit_changelist"), chosen).status_code == 302
    assert ceilings() == ()
