"""A worked story: Amina pays her rent on the last of each month through the February of a leap year."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from apps.accounts import selectors as people
from apps.accounts import services as accounts
from apps.accounts.errors import StepUpRequired
from apps.accounts.services import Proof, StepUpAnswer
from apps.accounts.tests.factories import PIN, give_pin
from apps.core.money import Money
from apps.ledger import verification
from apps.notifications.models import Notification
from apps.schedules import selectors, services
from apps.schedules.models import Schedule
from apps.schedules.services import Plan
from apps.schedules.tests.plans import again, deliver_all, runs_of, utc
from apps.transactions.models import Transaction
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


def arranged(person_id: UUID, session_id: UUID, plan: Plan, *, now: datetime) -> Schedule:
    """As the API would do it in January 2028: asked for, confirmed with the code that was sent, made."""

    def ask(step_up: StepUpAnswer | None) -> Schedule:
        return services.make_schedule(
            person_id=person_id,
            session_id=session_id,
            to="+254712000002",
            amount=Money(Decimal(250), "USD"),
            plan=plan,
            note="rent",
            key="rent",
            digest=b"d" * 32,
            proof=Proof(PIN, step_up=step_up),
            now=now,
        ).schedule

    with pytest.raises(StepUpRequired) as refusal:
        ask(None)
    challenge = UUID(refusal.value.extra["challenge_id"])
    code = people.get_code_text(challenge)
    assert code is not None
    return ask(StepUpAnswer(challenge, code))


def test_a_monthly_schedule_over_a_leap_february() -> None:
    brian, amina = join("brian"), join("amina", 600)
    give_pin(amina)
    january = utc("2028-01-15 09:30")
    accounts.update_profile(person_id=amina.id, time_zone="Africa/Nairobi", now=january)
    session_id = accounts.open_session(user=amina, now=january).session_id
    plan = Plan("MONTHLY", date(2028, 1, 31), time(8, 30), count=5)
    rent = arranged(amina.id, session_id, plan, now=january)
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in selectors.list_upcoming(rent)] == [
        "2028-01-31 05:30", "2028-02-29 05:30", "2028-03-31 05:30", "2028-04-30 05:30", "2028-05-31 05:30"
    ]  # fmt: skip

    # Five months of sweeps, each hour where months end. On the last of March there is too little, until somebody pays.
    sweeps = 0
    moment = january
    while moment < utc("2028-06-15 00:00"):
        if moment == utc("2028-03-31 10:30"):
            pay_in(wallet_of(amina), 200)
        if moment == utc("2028-04-20 09:30"):
            # She moves to Tokyo; the rent stays due when it was agreed.
            accounts.update_profile(person_id=amina.id, time_zone="Asia/Tokyo", now=moment)
        sweeps += services.pay_due(now=moment)
        moment += timedelta(hours=1 if moment.day >= 28 or moment.day == 1 else 12)

    runs = runs_of(rent)
    assert [(f"{run.due_at:%m-%d %H:%M}", run.state, run.attempts) for run in runs] == [
        ("01-31 05:30", "PAID", 1),
        ("02-29 05:30", "PAID", 1),
        ("03-31 05:30", "PAID", 3),
        ("04-30 05:30", "SKIPPED", 4),
        ("05-31 05:30", "SKIPPED", 4),
    ]
    assert sweeps == sum(run.attempts for run in runs)
    assert (available(amina), available(brian)) == (50, 750)
    assert Transaction.objects.filter(state="COMPLETED").count() == 3
    assert Transaction.objects.filter(state="DECLINED", failure_code="insufficient_funds").count() == 10
    rent = again(rent)
    assert (rent.state, rent.runs_made, rent.ended_at) == ("FINISHED", 3, utc("2028-06-01 05:30"))
    deliver_all()
    topics = list(Notification.objects.filter(person_id=amina.id).values_list("topic", flat=True))
    assert (topics.count("schedule_made"), topics.count("payment_sent"), topics.count("schedule_skipped")) == (1, 3, 2)
    assert list(verification.verify()) == []
