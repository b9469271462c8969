"""The operators' pages of sources and automatic top-ups: masked, read-only, and a top-up is paused with a reason."""

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator
from apps.core.ids import uuid7
from apps.funding import services
from apps.funding.errors import AutoTopUpConflict, AutoTopUpNotFound
from apps.funding.models import AutoTopUp, FundingSource
from apps.funding.tests.sources import again, give_source, give_top_up, utc
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
SECRET = "acc_that_nobody_sees"


@pytest.fixture
def site() -> Client:
    client = Client()
    client.force_login(make_operator())
    return client


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def source(amina: User) -> FundingSource:
    return give_source(amina, token=SECRET)


@pytest.fixture
def top_up(amina: User, source: FundingSource) -> AutoTopUp:
    return give_top_up(amina, source)


def page(site: Client, name: str, *args: object, **query: object) -> str:
    answer = site.get(reverse(f"admin:funding_{name}", args=args, query=query))
    assert answer.status_code == 200
    return answer.content.decode()


def pause(site: Client, row: AutoTopUp, reason: str = "A stolen card.") -> int:
    address = reverse("admin:funding_autotopup_pause", args=[row.id])
    return site.post(address, {"reason": reason, "_form_submitted": "on"}).status_code


def test_a_source_is_shown_masked_and_its_token_is_not_even_read(
    site: Client, source: FundingSource, top_up: AutoTopUp
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        text = page(site, "fundingsource_change", source.id)
        listed = page(site, "fundingsource_changelist")
        page(site, "autotopup_change", top_up.id)
    assert "Umoja Bank •••• 1234" in text and "Umoja Bank •••• 1234" in listed
    assert reverse("admin:funding_autotopup_change", args=[top_up.id]) in text
    assert SECRET not in text + listed
    assert not [query["sql"] for query in queries.captured_queries if '."token"' in query["sql"]]


def test_people_are_found_by_who_they_are(site: Client, amina: User, source: FundingSource, top_up: AutoTopUp) -> None:
    give_top_up(join("brian", 10))
    for term in (amina.msisdn, str(amina.email), str(amina.id)):
        assert f"…{str(source.id)[-8:]}" in page(site, "fundingsource_changelist", q=term)
        found = page(site, "autotopup_changelist", q=term)
        assert f"…{str(top_up.id)[-8:]}" in found and "Brian" not in found
    assert f"…{str(top_up.id)[-8:]}" in page(site, "autotopup_changelist", q=top_up.id)
    assert "Amina" not in page(site, "autotopup_changelist", state="PAUSED")


def test_an_operator_pauses_a_top_up_and_says_why(site: Client, amina: User, top_up: AutoTopUp) -> None:
    assert "Pause" in page(site, "autotopup_change", top_up.id)
    assert pause(site, top_up) == 200
    assert (again(top_up).state, again(top_up).paused_because) == ("PAUSED", "OPERATOR")
    assert LogEntry.objects.get(object_id=str(top_up.id)).change_message == "A stolen card."
    written = Activity.objects.get(person_id=amina.id, action="funding.top_up_paused")
    assert (written.detail["why"], written.detail["reason"]) == ("A stolen card.", "operator")
    assert pause(site, top_up) in (200, 403)
    assert LogEntry.objects.filter(object_id=str(top_up.id)).count() == 1


def test_without_a_reason_nothing_is_paused(site: Client, top_up: AutoTopUp) -> None:
    pause(site, top_up, reason="")
    assert again(top_up).state == "ACTIVE"


def test_what_is_not_active_or_not_there_is_not_paused(amina: User, top_up: AutoTopUp) -> None:
    services.stop_auto_top_up(person_id=amina.id, currency="USD", now=utc("2028-01-01 00:00"))
    with pytest.raises(AutoTopUpConflict):
        services.pause_by_operator(top_up_id=top_up.id, reason="r", by=amina.id, now=utc("2028-01-01 00:00"))
    with pytest.raises(AutoTopUpNotFound):
        services.pause_by_operator(top_up_id=uuid7(), reason="r", by=amina.id, now=utc("2028-01-01 00:00"))


def test_rows_are_read_only_for_superusers_too(site: Client, source: FundingSource, top_up: AutoTopUp) -> None:
    for name, row in (("fundingsource", source), ("autotopup", top_up)):
        for what in ("change", "delete"):
            address = reverse(f"admin:funding_{name}_{what}", args=[row.id])
            assert site.post(address, {"state": "OFF", "threshold": "1", "post": "yes"}).status_code == 403
        assert site.get(reverse(f"admin:funding_{name}_add")).status_code == 403
    assert (again(top_up).threshold, again(source).state) == (Decimal(20), "ACTIVE")
