"""What is over is deleted, what may still be needed is not."""

from datetime import timedelta

import pytest

from apps.accounts import services, tasks
from apps.accounts.models import OneTimeCode, RefreshToken, Session, SignUp
from apps.accounts.tests.factories import make_person, sign_up_fields, tokens_of
from apps.core import clock

pytestmark = pytest.mark.django_db


def test_abandoned_sign_ups_go_with_their_codes() -> None:
    now = clock.now()
    services.register(**sign_up_fields("amina"), now=now - timedelta(hours=25))
    services.register(**sign_up_fields("brian"), now=now - timedelta(hours=23))
    services.purge_expired(now=now)
    assert [row.full_name for row in SignUp.objects.all()] == ["Brian Mwangi"]
    assert OneTimeCode.objects.count() == 1


def test_a_used_refresh_token_stays_until_it_expires() -> None:
    """A replay must be noticed for as long as the token would pass."""
    pair = tokens_of(make_person("amina"))
    now = clock.now()
    services.refresh_session(refresh=pair.refresh, now=now)
    services.purge_expired(now=now + timedelta(days=29))
    assert RefreshToken.objects.count() == 2
    services.purge_expired(now=now + timedelta(days=31))
    assert RefreshToken.objects.count() == 0
    assert Session.objects.count() == 1


def test_the_task_purges() -> None:
    services.register(**sign_up_fields("amina"), now=clock.now() - timedelta(hours=25))
    tasks.purge_expired()
    assert not SignUp.objects.exists()
