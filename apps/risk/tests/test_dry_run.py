"""A rule tried on the last days, in the background: it counts right, looks at a bounded share, and writes nothing."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.ids import earliest_id
from apps.core.tests.queue import deliver_events
from apps.risk import services
from apps.risk.errors import DryRunUnderWay
from apps.risk.models import Decision, DryRun, RuleVersion
from apps.risk.services import _dry_run
from apps.risk.tests.questions import AMINA, BRIAN, CHIDI, rule

pytestmark = pytest.mark.django_db
LARGE = {"metric": "AMOUNT", "threshold": Decimal(50), "currency": "USD", "result": "HOLD"}


@pytest.fixture
def grace() -> User:
    return make_person("grace", is_staff=True)


def decided(at: datetime, amount: str = "60.00", payer: UUID = AMINA, result: str = "ALLOW", **facts: Any) -> UUID:
    """A decision as a payment of then would have left it."""
    first = earliest_id(at).int
    # Whoever is made in the same millisecond comes after.
    identity = UUID(
        int=first + Decision.objects.filter(pk__gte=UUID(int=first), pk__lt=UUID(int=first + 10**6)).count()
    )
    whole = {"kind": "P2P", "currency": "USD", "amount": amount, "local_hour": 9, **facts}
    Decision.objects.create(
        id=identity, kind="P2P", result=result, payer_id=payer, payee_id=BRIAN, hits=[], facts=whole, decided_at=at
    )
    return identity


def run(by: User, days: int = 7, **changes: Any) -> DryRun:
    row = services.ask_dry_run(figures={**LARGE, **changes}, days=days, by=by.pk, now=clock.now())
    assert services.carry_out_dry_runs(now=clock.now()) == 1
    row.refresh_from_db()
    return row


def test_it_says_what_would_have_been_stopped_and_what_was(grace: User) -> None:
    now = clock.now()
    newest = decided(now - timedelta(hours=1), "70.00")
    decided(now - timedelta(days=2), "80.00", payer=CHIDI)
    decided(now - timedelta(days=2), "90.00", result="BLOCK")
    decided(now - timedelta(days=3), "65.00", currency="EUR")
    decided(now - timedelta(days=3), "20.00")
    decided(now - timedelta(days=8), "500.00")
    outcome = run(grace).outcome
    assert (outcome["looked_at"], outcome["of_about"], outcome["is_sample"]) == (5, 5, False)
    assert (outcome["hit"], outcome["already_stopped"], outcome["customers"]) == (3, 1, 2)
    assert outcome["stopped"] == [["USD", 2, "150.00"]] and outcome["already"] == [["USD", 1, "90.00"]]
    assert outcome["latest"][0]["id"] == str(newest)
    assert outcome["by_result"] == [["ALLOW", "HOLD", 2], ["BLOCK", "BLOCK", 1]]
    assert run(grace, days=30).outcome["hit"] == 4
    assert run(grace, days=1).outcome["hit"] == 1


def test_of_many_an_even_share_is_looked_at_and_said(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_dry_run, "MOST_LOOKED_AT", 20)
    monkeypatch.setattr(_dry_run, "_SLICES", 10)
    now = clock.now()
    for hour in range(100):
        decided(now - timedelta(minutes=30) - hour * timedelta(hours=24 * 10) / 100, "60.00" if hour < 50 else "10.00")
    outcome = run(grace, days=10).outcome
    assert (outcome["looked_at"], outcome["is_sample"]) == (20, True)
    assert 80 <= outcome["of_about"] <= 120
    assert 8 <= outcome["hit"] <= 12, "half of them are large, and so is half of the share"


def test_it_reads_ranges_of_the_primary_key_and_writes_its_own_row(
    grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_dry_run, "_BATCH", 4)
    now = clock.now()
    for minute in range(10):
        decided(now - timedelta(minutes=minute + 1))
    services.ask_dry_run(figures=LARGE, days=1, by=grace.pk, now=now)
    with CaptureQueriesContext(connection) as captured:
        services.carry_out_dry_runs(now=now)
    written = [each["sql"] for each in captured if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written and all(sql.lstrip().startswith('UPDATE "risk_dryrun"') or "risk_dryrun" in sql for sql in written)
    read = [each["sql"] for each in captured if 'FROM "risk_decision"' in each["sql"]]
    assert len(read) == 4 and all('"risk_decision"."id" >=' in sql and "LIMIT" in sql for sql in read)


def test_the_queue_runs_it(grace: User, django_capture_on_commit_callbacks: Any) -> None:
    decided(clock.now() - timedelta(hours=1))
    row = services.ask_dry_run(figures=LARGE, days=7, by=grace.pk, now=clock.now())
    with django_capture_on_commit_callbacks(execute=True):
        deliver_events()
    row.refresh_from_db()
    assert (row.state, row.percent, row.outcome["hit"]) == ("DONE", 100, 1)


def test_one_at_a_time_for_each(grace: User) -> None:
    services.ask_dry_run(figures=LARGE, days=7, by=grace.pk, now=clock.now())
    with pytest.raises(DryRunUnderWay):
        services.ask_dry_run(figures=LARGE, days=7, by=grace.pk, now=clock.now())
    services.ask_dry_run(figures=LARGE, days=7, by=make_person("esther").pk, now=clock.now())
    assert DryRun.objects.count() == 2


def test_a_worker_that_dies_is_replaced_and_after_three_it_is_given_up(
    grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = services.ask_dry_run(figures=LARGE, days=7, by=grace.pk, now=clock.now())
    now = clock.now()

    def die(run: DryRun) -> Any:
        raise DatabaseError("the connection is gone")

    with monkeypatch.context() as patched:
        patched.setattr(_dry_run, "_carry_out", die)
        for attempt in range(3):
            with pytest.raises(DatabaseError):
                services.carry_out_dry_runs(now=now + attempt * timedelta(minutes=3))
            assert services.carry_out_dry_runs(now=now + attempt * timedelta(minutes=3)) == 0, "it is somebody's"
    services.carry_out_dry_runs(now=now + timedelta(minutes=10))
    row.refresh_from_db()
    assert (row.state, "three times" in row.outcome["error"]) == ("FAILED", True)


def test_what_fails_says_so(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    decided(clock.now() - timedelta(hours=1), "no amount")
    row = run(grace)
    assert (row.state, row.outcome) == ("FAILED", {"error": "InvalidOperation"})


@pytest.mark.parametrize(
    ("field", "days", "changes"),
    [
        ("days", 0, {}),
        ("days", 91, {}),
        ("currency", 7, {"currency": ""}),
        ("threshold", 7, {"threshold": None}),
        ("threshold", 7, {"threshold": Decimal("NaN")}),
        ("metric", 7, {"metric": "FACE"}),
        ("result", 7, {"result": "SHOOT"}),
    ],
)
def test_what_makes_no_sense_is_refused(grace: User, field: str, days: int, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as caught:
        services.ask_dry_run(figures={**LARGE, **changes}, days=days, by=grace.pk, now=clock.now())
    assert [each["field"] for each in caught.value.errors] == [field]
    assert not DryRun.objects.exists()


def test_versions_are_never_changed() -> None:
    rule("AMOUNT", 5, currency="USD")
    rule("AMOUNT", 5, currency="USD")
    assert RuleVersion.objects.count() == 1, "saying the same again is no version"
    rule("AMOUNT", 6, currency="USD")
    assert list(RuleVersion.objects.order_by("number").values_list("figures__threshold", flat=True)) == ["5", "6"]
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE risk_ruleversion SET why = 'x'")
