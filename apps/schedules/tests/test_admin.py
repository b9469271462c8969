"""The operators' pages of schedules: everything is shown, nothing can be changed, and lists read indexes."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator
from apps.core.tests.plans import plan_by_index
from apps.schedules.models import Schedule
from apps.schedules.tests.plans import again, arrange, pay, runs_of, utc
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Client:
    client = Client()
    client.force_login(make_operator())
    return client


@pytest.fixture
def amina() -> User:
    return join("amina", 15)


@pytest.fixture
def row(amina: User) -> Schedule:
    """Paid once, and then short of money."""
    row = arrange(amina, join("brian"), start="2028-01-31", note="rent", count=4)
    pay("2028-01-31 05:30"), pay("2028-02-29 05:30")
    return row


def page(site: Client, name: str, *args: object, **query: object) -> str:
    answer = site.get(reverse(f"admin:schedules_{name}", args=args, query=query))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_schedule_shows_its_runs_and_what_comes(site: Client, row: Schedule) -> None:
    text = page(site, "schedule_change", row.id)
    for shown in (
        "every month",
        "Africa/Nairobi",
        "rent",
        "Brian M.",
        "There is not enough money in the wallet.",
        "Paid",
    ):
        assert shown in text
    assert reverse("admin:transactions_transaction_change", args=[runs_of(row)[0].transaction_id]) in text
    assert "31 Mar 2028" in text


def test_a_run_leads_to_its_schedule_and_its_payment(site: Client, row: Schedule) -> None:
    run = runs_of(row)[1]
    text = page(site, "schedulerun_change", run.id)
    assert reverse("admin:schedules_schedule_change", args=[row.id]) in text
    assert "Tried again later" in text


def test_they_are_found_by_person_id_and_state(site: Client, row: Schedule, amina: User) -> None:
    short = str(row.id)[-8:]
    for query in ({"q": amina.msisdn}, {"q": str(row.id)}, {"state": "ACTIVE"}, {"since": "today"}):
        assert short in page(site, "schedule_changelist", **query)
    for query in ({"q": "+254712000002"}, {"state": "PAUSED"}):
        assert short not in page(site, "schedule_changelist", **query)
    run = runs_of(row)[0]
    for query in ({"q": str(row.id)}, {"q": str(run.transaction_id)}, {"state": "PAID"}):
        assert str(run.id)[-8:] in page(site, "schedulerun_changelist", **query)


def test_nobody_changes_anything_here(site: Client, row: Schedule) -> None:
    before = Schedule.objects.filter(pk=row.pk).values().get()
    for name, identity in (("schedule", row.id), ("schedulerun", runs_of(row)[0].id)):
        assert site.get(reverse(f"admin:schedules_{name}_add")).status_code == 403
        assert site.post(reverse(f"admin:schedules_{name}_change", args=[identity]), {"amount": "1"}).status_code == 403
        assert site.post(reverse(f"admin:schedules_{name}_delete", args=[identity]), {"post": "yes"}).status_code == 403
    assert Schedule.objects.filter(pk=row.pk).values().get() == before == Schedule.objects.values().get()
    assert again(row).state == "ACTIVE"


def test_what_is_due_and_what_is_ones_own_is_found_by_an_index(row: Schedule, amina: User) -> None:
    due = Schedule.objects.filter(state="ACTIVE", due_at__lte=utc("2028-05-01 00:00")).order_by("due_at", "pk")[:1]
    mine = Schedule.objects.filter(person_id=amina.id).order_by("-id")[:20]
    runs = row.runs.order_by("-id")[:20]
    for queryset, index in (
        (due, "schedules_due"),
        (mine, "schedules_of_person"),
        (runs, "schedules_runs_of_schedule"),
    ):
        statement, values = queryset.query.sql_with_params()
        assert f"using {index} on" in plan_by_index(statement, values), index
