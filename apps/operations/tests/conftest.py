"""The demo as the stage of these tests: a few days of it, told through the services."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from apps.accounts.models import User
from apps.core import clock, services
from apps.core.tests.queue import deliver_events
from apps.operations import demo
from apps.operations.demo._cast import OPERATOR


def _tell() -> None:
    """Four days of the demo, with the newest payments told."""
    # What an earlier test left in it never came to be in this database.
    cache.clear()
    demo.seed(now=clock.now(), days=4)
    deliver_events()


def _beat() -> None:
    services.record_heartbeat(name="relay", broker_ok=True, detail="", now=clock.now() - timedelta(seconds=1))


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """The database forgets between tests; what was read from it must not be remembered either."""
    cache.clear()
    yield
    cache.clear()


@contextmanager
def _undone() -> Iterator[None]:
    """Whatever happens in here has not happened afterwards; it says of itself what a TestCase says of its own."""
    atomic = transaction.atomic()
    atomic._from_testcase = True  # type: ignore[attr-defined]
    with atomic:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _told(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Told once for all tests of a file: telling takes longer than most of them."""
    with django_db_blocker.unblock(), _undone():
        _tell()
        yield


@pytest.fixture
def story(_told: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, with the relay alive; what a test does to it is undone. Not for tests that ask for `db` as well."""
    cache.clear()
    with django_db_blocker.unblock(), _undone():
        _beat()
        yield
    cache.clear()


@pytest.fixture
def committed_story(transactional_db: None) -> None:
    """The same for other processes and threads to see."""
    _tell()
    _beat()


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
