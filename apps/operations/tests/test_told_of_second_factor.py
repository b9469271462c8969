"""A member of staff hears on their other channels what happens to their second factor (OWASP ASVS 7.5.1)."""

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.notifications.models import Delivery, Notification
from apps.operations import services
from apps.operations.tests.staff import enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga() -> User:
    return make_operator()


def told(olga: User) -> list[str]:
    deliver_events()
    return list(Notification.objects.filter(person_id=olga.pk).order_by("id").values_list("title", flat=True))


def test_each_change_is_told(olga: User) -> None:
    app = enrol(olga)
    assert told(olga) == ["Your second factor was set up"]
    services.check_second_factor(person_id=olga.pk, given=app.recovery_codes[0], now=clock.now())
    assert told(olga)[1:] == ["A recovery code was used"]
    services.reset_second_factor(person_id=olga.pk, reason="Lost", now=clock.now())
    assert told(olga)[2:] == ["Your second factor was reset"]
    sent = Delivery.objects.filter(person_id=olga.pk)
    assert sorted(sent.values_list("channel", flat=True)) == ["EMAIL"] * 3 + ["SMS"] * 3
    for delivery in sent:
        for secret in (app.secret, *app.recovery_codes):
            assert secret not in str(delivery.context)
