"""The demo as the stage of these tests: a few days of it, told through the services."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client

from apps.accounts.models import User
from apps.core import clock, services
from apps.core.tests.queue import deliver_events
from apps.operations import demo
from apps.operations.demo._cast import OPERATOR


@pytest.fixture
def story(db: Any) -> None:
    """Four days of the demo, with the newest payments told and the relay alive."""
    # What an earlier test left in it never came to be in this database.
    cache.clear()
    now = clock.now()
    demo.seed(now=now, days=4)
    deliver_events()
    services.record_heartbeat(name="relay", broker_ok=True, detail="", now=now - timedelta(seconds=1))


@pytest.fixture
def olga(story: None, client: Client) -> Client:
    """The operator, logged in."""
    client.force_login(User.objects.get(msisdn=OPERATOR.msisdn))
    return client


@pytest.fixture
def vera(story: None) -> Client:
    """An auditor: staff who may view everything and change nothing."""
    auditor = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    auditor.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client()
    client.force_login(auditor)
    return client
