"""How agents cheat, and the rules that see it: each rule made by an operator, each dealing at a desk.

A dealing cannot wait until somebody has looked at it: what a rule would hold is refused, and somebody is alerted.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Device, Session, User
from apps.accounts.tests.factories import make_person
from apps.agents.models import Dealing, Outlet
from apps.agents.selectors import get_desk
from apps.agents.services import serving
from apps.agents.tests.factories import employ, float_of, give_float, main_outlet, open_agent, open_shift
from apps.agents.watch import facts_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.kyc.models import Submission
from apps.kyc.tests.papers import draft_of
from apps.risk import services as risk
from apps.risk.models import Alert, Case, Decision
from apps.transactions.models import Transaction
from apps.transactions.services import pay_cash_in, pay_cash_out
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
# A Saturday, at noon in Nairobi.
NOON = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def outlet() -> Outlet:
    """Hassan's outlet with float; Imani serves there."""
    agent = open_agent(make_person("hassan"))
    place = main_outlet(agent)
    give_float(place, 500)
    teller = make_person("imani")
    employ(agent, teller)
    open_shift(place, teller, cash=200)
    return place


@pytest.fixture
def imani(outlet: Outlet) -> User:
    return User.objects.get(full_name="Imani Njoroge")


def rule(metric: str, threshold: str | int | None = None, result: str = "HOLD", **changes: Any) -> None:
    risk.set_rule(
        code=metric.lower(),
        title=metric,
        metric=metric,
        threshold=None if threshold is None else Decimal(threshold),
        result=result,
        now=clock.now(),
        **changes,
    )


def bring(teller: User, customer: User, amount: str, *, at: datetime = NOON) -> Transaction:
    """Cash in, as the desk does it."""
    return _deal("CASH_IN", teller, customer, amount, at)


def fetch(teller: User, customer: User, amount: str, *, at: datetime = NOON) -> Transaction:
    """Cash out, with the customer's consent at once."""
    return _deal("CASH_OUT", teller, customer, amount, at)


def _deal(kind: str, teller: User, customer: User, amount: str, at: datetime) -> Transaction:
    desk, money = get_desk(teller.id), Money(Decimal(amount), "USD")
    attachment, refusal = serving(
        desk, kind=kind, customer_id=customer.id, customer_tier=customer.kyc_tier, amount=money, at=at
    )
    common: dict[str, Any] = {
        "session_id": None,
        "outlet": desk.side,
        "customer_id": customer.id,
        "amount": money,
        "key": str(uuid7()),
        "digest": b"x" * 32,
        "refusal": refusal,
        "attachments": (attachment,),
        "observed": facts_of(desk, customer.id, kind, money, at),
        "at": at,
    }
    if kind == "CASH_IN":
        return pay_cash_in(teller_id=teller.id, **common).transaction
    return pay_cash_out(initiator_id=customer.id, **common).transaction


def is_refused(row: Transaction) -> bool:
    """Refused by the rules, with an alert nobody is asked to release, and without a dealing."""
    if row.state == "COMPLETED":
        assert not Alert.objects.filter(pk=row.id).exists()
        return False
    assert (row.state, row.failure_code) == ("DECLINED", "refused_by_rules")
    assert Alert.objects.get(pk=row.id).result == "BLOCK"
    assert not Dealing.objects.filter(pk=row.id).exists()
    return True


def test_split_dealings_are_noticed(outlet: Outlet, imani: User) -> None:
    rule("SPLIT_WITH_AGENT", 2)
    amina, brian = join("amina", 0), join("brian", 0)
    assert [is_refused(bring(imani, amina, "10")) for _ in range(3)] == [False, False, True]
    assert is_refused(fetch(imani, amina, "5")), "both ways count"
    assert not is_refused(bring(imani, brian, "10"))
    assert not is_refused(bring(imani, amina, "10", at=NOON + timedelta(days=1)))
    assert (available(amina), float_of(outlet)) == (30, 460)


def test_split_amounts_are_noticed_at_all_outlets_of_an_agent(outlet: Outlet, imani: User) -> None:
    rule("SPLIT_TOTAL_WITH_AGENT", 100, currency="USD")
    amina = join("amina", 0)
    assert [is_refused(bring(imani, amina, amount)) for amount in ("60", "40", "0.01")] == [False, False, True]
    other = open_agent(make_person("esther"), name="Esther's Corner")
    give_float(main_outlet(other), 100)
    joseph = make_person("joseph")
    employ(other, joseph)
    open_shift(main_outlet(other), joseph)
    assert not is_refused(bring(joseph, amina, "60"))


def _share_a_phone(one: User, other: User) -> None:
    for number, person in enumerate((one, other)):
        Device.objects.create(
            user=person, client_id="b6c7f0", public_key=bytes([number + 1]) * 32, registered_at=clock.now()
        )


def _share_a_log_in(one: User, other: User) -> None:
    now = clock.now()
    for person in (one, other):
        Session.objects.create(
            user=person, device_id="b6c7f0", created_at=now, last_used_at=now, expires_at=now + timedelta(days=1)
        )


def _share_a_document(one: User, other: User) -> None:
    for person in (one, other):
        Submission.objects.filter(pk=draft_of(person, id_number="99887766").pk).update(opened_at=clock.now())


@pytest.mark.parametrize("share", [_share_a_phone, _share_a_log_in, _share_a_document])
def test_agents_do_not_deal_with_themselves_under_another_number(outlet: Outlet, imani: User, share: Any) -> None:
    """Whose phone or papers the teller has too earns the agent a commission for nothing."""
    rule("LINKED_TO_AGENT", result="BLOCK")
    amina, brian = join("amina", 0), join("brian", 0)
    assert not is_refused(bring(imani, amina, "10"))
    share(imani, amina)
    assert is_refused(bring(imani, amina, "10"))
    assert not is_refused(bring(imani, brian, "10"))


def test_what_one_app_calls_nothing_links_nobody(outlet: Outlet, imani: User) -> None:
    """A phone that was wiped has no name any more, and an app that names none has none."""
    rule("LINKED_TO_AGENT")
    amina, now = join("amina", 0), clock.now()
    for number, person in enumerate((imani, amina)):
        Device.objects.create(user=person, client_id="", public_key=bytes([number + 1]) * 32, registered_at=now)
        Session.objects.create(user=person, created_at=now, last_used_at=now, expires_at=now + timedelta(days=1))
        draft_of(person, id_number=f"9988776{number}")
    assert not is_refused(bring(imani, amina, "10"))


def test_who_has_left_the_agent_links_nobody_to_it(outlet: Outlet, imani: User) -> None:
    rule("LINKED_TO_AGENT")
    amina, joseph = join("amina", 0), make_person("joseph")
    staff = employ(outlet.agent, joseph)
    _share_a_phone(joseph, amina)
    assert is_refused(bring(imani, amina, "10"))
    staff.ended_at = clock.now()
    staff.save()
    assert not is_refused(bring(imani, amina, "10"))


def test_cash_that_is_fetched_as_soon_as_it_was_brought_is_noticed(outlet: Outlet, imani: User) -> None:
    """In and out at once moves nothing but commissions."""
    rule("MINUTES_SINCE_CASH_IN", 10)
    amina, brian = join("amina", 0), join("brian", 50)
    assert not is_refused(bring(imani, amina, "40"))
    soon, later = NOON + timedelta(minutes=9, seconds=59), NOON + timedelta(minutes=10)
    assert is_refused(fetch(imani, amina, "10", at=soon))
    assert not is_refused(bring(imani, amina, "10", at=soon)), "another cash-in is no cash-out"
    assert not is_refused(fetch(imani, brian, "10", at=soon))
    assert is_refused(fetch(imani, amina, "10", at=later)), "ten minutes after the first, none after the second"
    assert not is_refused(fetch(imani, amina, "10", at=soon + timedelta(minutes=10)))


def test_odd_hours_are_noticed(outlet: Outlet, imani: User) -> None:
    rule("OUTSIDE_HOURS")
    amina = join("amina", 0)
    assert not is_refused(bring(imani, amina, "10", at=NOON + timedelta(hours=12))), "without hours always open"
    outlet.opening_hours = {"sat": [["08:00", "18:00"]]}
    outlet.save()
    assert not is_refused(bring(imani, amina, "10"))
    assert is_refused(bring(imani, amina, "10", at=NOON + timedelta(hours=6)))
    assert is_refused(bring(imani, amina, "10", at=NOON + timedelta(days=1)))


def test_rules_that_only_note_let_it_pass(outlet: Outlet, imani: User) -> None:
    rule("SPLIT_WITH_AGENT", 0, result="ALLOW")
    row = bring(imani, join("amina", 0), "10")
    assert not is_refused(row)
    decision = Decision.objects.get(pk=row.id)
    assert [hit["rule"] for hit in decision.hits] == ["split_with_agent"]
    assert decision.facts["dealings_with_agent_today"] == 1


def test_an_alert_becomes_a_case(outlet: Outlet, imani: User) -> None:
    """About somebody, also where the payer is an outlet and no person."""
    rule("SPLIT_WITH_AGENT", 0)
    amina = join("amina", 20)
    for row in (bring(imani, amina, "10"), fetch(imani, amina, "10")):
        assert is_refused(row)
        case_id = risk.open_cases(transaction_id=row.id, now=clock.now())
        assert Case.objects.get(id=str(case_id)).person_id in (amina.id, outlet.agent.owner_id)
    assert (available(amina), float_of(outlet)) == (20, 500)


def test_a_rule_is_tried_on_past_dealings_and_says_nothing_of_other_payments(outlet: Outlet, imani: User) -> None:
    rule("AMOUNT", 400, currency="USD")
    amina = join("amina", 0)
    for _ in range(3):
        bring(imani, amina, "10")
    from apps.risk.models import Metric, Result
    from apps.risk.rules import RuleSpec
    from apps.transactions.tests.payments import send

    join("brian", 0)
    send(amina, "brian", 5)
    trial = risk.try_rule(RuleSpec("new", Metric.SPLIT_WITH_AGENT, Result.HOLD, threshold=Decimal(2)))
    assert (trial.looked_at, trial.hit, trial.unknown) == (4, 1, 1)


def test_the_facts_cost_one_statement(outlet: Outlet, imani: User) -> None:
    amina, desk = join("amina", 0), get_desk(imani.id)
    for at in (desk, None):
        with CaptureQueriesContext(connection) as captured:
            facts = facts_of(at, amina.id, "CASH_OUT", Money(Decimal("12.50"), "USD"), NOON)
        assert len(captured) == 1
    assert facts == {"seconds_since_cash_in": None}, "of a code nobody knows the desk yet"
    assert facts_of(desk, amina.id, "CASH_OUT", Money(Decimal("12.50"), "USD"), NOON) == {
        "dealings_with_agent_today": 1,
        "total_with_agent_today": "12.50",
        "is_linked_to_agent": False,
        "seconds_since_cash_in": None,
        "is_outside_hours": False,
    }


def test_rules_about_people_do_not_stop_a_busy_outlet(imani: User) -> None:
    """It pays and is paid by more people than any person; what is counted is its customers'."""
    rule("NEW_PAYEES_IN_DAY", 1)
    rule("PAYMENTS_IN_HOUR", 1)
    rule("PAYERS_OF_PAYEE_IN_DAY", 1)
    customers = [join(name) for name in ("amina", "brian", "chidi")]
    assert {bring(imani, customer, "5").state for customer in customers} == {"COMPLETED"}
    assert {fetch(imani, customer, "2").state for customer in customers} == {"COMPLETED"}
