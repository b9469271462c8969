"""Reminding of what falls due: some days before, once for each due date, by a fresh look at what is owed."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.billers import services
from apps.billers.models import BillReminder, SavedBill
from apps.billers.tests.bills import API, OWES_44_71, biller, look_up_and_pay, make_billers, send
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.gateways.models import Message
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.notifications.models import Delivery, Notification
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _billers(provider: Provider) -> None:
    open_gateways("bills")
    make_billers()


def kept(person: User, code: str = "water", number: str = OWES_44_71, **more: Any) -> SavedBill:
    return services.save_bill(person_id=person.id, biller=code, account_number=number, now=clock.now(), **more)


def told(person: User) -> list[str]:
    return list(Notification.objects.filter(person_id=person.id, topic="bill_due").values_list("title", flat=True))


def in_the_morning(row: SavedBill, days: int) -> datetime:
    """Eleven in the morning in UTC (all reminders of a day are out by then), so many days before it is due."""
    row.refresh_from_db()
    assert row.due_date is not None
    return datetime.combine(row.due_date - timedelta(days=days), time(11), ZoneInfo("UTC"))


def test_it_is_looked_up_at_once_and_its_person_reminded_some_days_before() -> None:
    amina = join("amina")
    row = kept(amina, nickname="home", days_before=3)
    assert services.remind_of_due_bills(now=clock.now()) == 0
    early = in_the_morning(row, 4)
    assert (row.amount_due, row.failures, row.claimed_until) == (Decimal("44.71"), 0, None)
    # It is not asked about again before it is time.
    assert row.look_up_at is not None and early < row.look_up_at <= in_the_morning(row, 3)
    assert services.remind_of_due_bills(now=early) == 0 and told(amina) == []
    assert services.remind_of_due_bills(now=in_the_morning(row, 3)) == 1
    (title,) = told(amina)
    assert "44.71 USD to Maji Water Works is due on" in title
    assert set(Delivery.objects.filter(template="bill_due").values_list("channel", flat=True)) == {"EMAIL", "SMS"}
    # The same due date, whenever it is asked about again: nobody is told twice.
    for days in (2, 1, 0, -1, -8):
        SavedBill.objects.update(look_up_at=clock.now())
        assert services.remind_of_due_bills(now=in_the_morning(row, days)) == 0
    assert len(told(amina)) == 1


def test_who_switched_messages_off_finds_it_in_the_inbox_only() -> None:
    amina = join("amina")
    client_of(amina).patch(f"{API}/notifications/preferences", {"sms": False, "email": False}, format="json")
    row = kept(amina)
    services.remind_of_due_bills(now=clock.now())
    services.remind_of_due_bills(now=in_the_morning(row, 3))
    assert len(told(amina)) == 1 and not Delivery.objects.filter(template="bill_due").exists()


def test_of_eight_sweeps_at_once_one_reminds() -> None:
    amina, brian = join("amina"), join("brian")
    rows = [kept(amina), kept(amina, "tv"), kept(brian)]
    services.remind_of_due_bills(now=clock.now())
    now = in_the_morning(rows[0], 3)
    assert sum(run_together(8, lambda _: services.remind_of_due_bills(now=now))) == 3
    assert (len(told(amina)), len(told(brian)), BillReminder.objects.count()) == (2, 1, 3)
    # Each was asked about once more, and not by each sweep.
    assert Message.objects.filter(path__endswith="/v1/lookup").count() == 6


def test_a_sweep_that_died_with_what_it_claimed_is_followed_by_another() -> None:
    amina = join("amina")
    row = kept(amina)
    services.remind_of_due_bills(now=clock.now())
    now = in_the_morning(row, 3)
    SavedBill.objects.update(claimed_until=now + timedelta(minutes=10))
    assert services.remind_of_due_bills(now=now) == 0
    assert services.remind_of_due_bills(now=now + timedelta(minutes=10)) == 1


def test_what_was_paid_meanwhile_is_reminded_of_no_more() -> None:
    amina = join("amina", 100)
    row = kept(amina)
    services.remind_of_due_bills(now=clock.now())
    waits_until = SavedBill.objects.get().look_up_at
    send(look_up_and_pay(client_of(amina), "44.71"))
    # It is looked up again soon after it was paid, and owes nothing then.
    soon = SavedBill.objects.get().look_up_at
    assert soon is not None and waits_until is not None and soon < waits_until
    now = in_the_morning(row, 3)
    assert services.remind_of_due_bills(now=now) == 0 and told(amina) == []
    again = SavedBill.objects.get()
    assert (again.amount_due, again.due_date) == (0, None)


def test_while_the_provider_is_away_nobody_is_told_and_it_is_asked_less_and_less(provider: Provider) -> None:
    amina, brian = join("amina"), join("brian")
    mine, theirs = kept(amina), kept(brian)
    services.remind_of_due_bills(now=clock.now())
    provider.behave(down=True)
    now = in_the_morning(mine, 3)
    asked = Message.objects.count()
    assert services.remind_of_due_bills(now=now) == 0
    rows = list(SavedBill.objects.order_by("id"))
    assert [row.failures for row in rows] == [1, 1] and all(row.claimed_until is None for row in rows)
    # The first one's silence is enough: of the same biller no other is asked about in this round.
    assert Message.objects.count() - asked <= 3
    first_wait = max(row.look_up_at for row in rows if row.look_up_at) - now
    assert timedelta(minutes=30) <= first_wait <= timedelta(hours=1)
    now += timedelta(hours=1)
    services.remind_of_due_bills(now=now)
    assert [row.failures for row in SavedBill.objects.all()] == [2, 2]
    provider.behave(down=False)
    assert services.remind_of_due_bills(now=now + timedelta(hours=6)) == 2
    assert (len(told(amina)), len(told(brian))) == (1, 1)
    assert theirs.person_id == brian.id and SavedBill.objects.filter(failures=0).count() == 2


def test_a_few_are_asked_about_in_a_round() -> None:
    for name in ("amina", "brian", "chidi"):
        kept(join(name))
    services.remind_of_due_bills(now=clock.now(), limit=2)
    assert SavedBill.objects.filter(looked_up_at__isnull=False).count() == 2


def test_what_nobody_wants_to_be_reminded_of_is_not_asked_about() -> None:
    kept(join("amina"), reminders=False)
    kept(join("brian"), "power-prepaid", "620144710")
    amina = User.objects.get(full_name="Amina Otieno")
    services.set_active(biller_id=biller("water").id, is_active=False, reason="r", by=amina.id, now=clock.now())
    assert services.remind_of_due_bills(now=clock.now()) == 0
    prepaid = SavedBill.objects.get(reminders=True)
    # A prepaid account owes nothing; it is asked about again in a week.
    assert (prepaid.amount_due, prepaid.due_date) == (None, None)
    assert prepaid.look_up_at is not None and prepaid.look_up_at > clock.now() + timedelta(days=6)
    assert Message.objects.filter(path__endswith="/v1/lookup").count() == 1
