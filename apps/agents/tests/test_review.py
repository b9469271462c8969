"""What operators decide about agents: only what they have seen, never their own, one of two."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.models import Activity, User
from apps.accounts.services import set_kyc_tier
from apps.agents import services
from apps.agents.codes import agent_code, outlet_code, teller_code
from apps.agents.errors import (
    AgentConflict,
    OwnAgent,
    OwnerNotVerified,
    RegistrationMissing,
    SuperAgentNotFound,
    TermsRefused,
)
from apps.agents.models import Agent, AgentStatus, DocumentKind, Outlet, Staff
from apps.agents.selectors import find_super_agent, get_float, seen_digest
from apps.agents.services import Terms, _review
from apps.agents.tests.applying import again, applied, approve, put, reviewer, super_agent
from apps.agents.tests.factories import employ, open_agent
from apps.core import clock
from apps.core.errors import DomainError, InvalidInput
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger.selectors import get_account_codes
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
DECISIONS = {
    "reject": services.reject_agent,
    "suspend": services.suspend_agent,
    "resume": services.resume_agent,
    "close": services.close_agent,
}


@pytest.fixture
def hassan() -> User:
    return join("hassan")


@pytest.fixture
def olga() -> User:
    return reviewer()


def decide(what: str, row: Agent, by: User, reason: str = "because of this") -> None:
    DECISIONS[what](agent_id=row.id, by=by.id, reason=reason, now=clock.now())


def take(what: str, row: Agent, by: User) -> None:
    if what == "approve":
        approve(row, by)
    else:
        decide(what, row, by)


def terms(**changes: Any) -> Terms:
    fields: dict[str, Any] = {
        "tier": "GOLD",
        "super_agent": "",
        "pays_out": "INSTANT",
        "withholding_percent": Decimal("5.5"),
        "confirm_above": Decimal(200),
        "serves_without_phone": True,
        "territory": "Mombasa and Kilifi",
    }
    return Terms(**{**fields, **changes})


def set_terms(row: Agent, by: User, **changes: Any) -> Agent:
    return services.set_terms(agent_id=row.id, terms=terms(**changes), reason="agreed", by=by.id, now=clock.now())


def test_an_approved_agent_has_a_main_outlet_with_float_and_its_accounts(hassan: User, olga: User) -> None:
    User.objects.filter(pk=hassan.id).update(time_zone="Africa/Kampala")
    row = applied(hassan)
    approve(row, olga)
    row = again(row)
    outlet, owner = Outlet.objects.get(agent=row), Staff.objects.get(agent=row)
    assert (row.status, row.decided_by_id) == (AgentStatus.ACTIVE, olga.id)
    assert (outlet.is_main, outlet.is_open, outlet.city, outlet.time_zone) == (True, True, "Mombasa", "Africa/Kampala")
    assert outlet.code.isdigit() and len(outlet.code) == 6
    codes = [agent_code(row.id), outlet_code(outlet.id), teller_code(owner.id)]
    found = get_account_codes([deferred_account_id(code, "USD") for code in codes])
    assert sorted(found.values()) == sorted(codes)
    assert get_float(outlet.id, "USD").amount == 0
    assert set(Activity.objects.filter(action__startswith="agents.approved").values_list("action", "person_id")) == {
        ("agents.approved", hassan.id), ("agents.approved_by_me", olga.id),
    }  # fmt: skip


def test_dying_before_the_end_of_an_approval_leaves_an_application(
    hassan: User, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = applied(hassan)

    def die(*args: Any, **kwargs: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit), transaction.atomic():
        patch.setattr(_review, "_tell", die)
        approve(row, olga)
    assert (again(row).status, Outlet.objects.filter(agent=row).exists()) == (AgentStatus.APPLIED, False)
    assert get_account_codes([deferred_account_id(agent_code(row.id), "USD")]) == {}
    assert not OutboxEvent.objects.filter(topic="agents.approved").exists()


def test_what_was_changed_after_the_reviewer_looked_is_not_approved(hassan: User, olga: User) -> None:
    row = applied(hassan)
    seen = seen_digest(row)
    put(row, DocumentKind.REGISTRATION, "another one")
    with pytest.raises(AgentConflict, match="Look again"):
        approve(row, olga, seen=seen)
    _, code = super_agent(join("farid"))
    for changes in ({"name": "The Bank"}, {"super_agent": code}):
        seen = seen_digest(again(row))
        services.change_agent(person_id=hassan.id, agent_id=row.id, changes=changes, now=clock.now())
        with pytest.raises(AgentConflict, match="Look again"):
            approve(row, olga, seen=seen)
    # Where it is found is not what was reviewed.
    seen = seen_digest(again(row))
    services.change_agent(person_id=hassan.id, agent_id=row.id, changes={"city": "Kisumu"}, now=clock.now())
    approve(row, olga, seen=seen)


def test_papers_and_a_verified_owner_are_needed(hassan: User, olga: User, settings: Any) -> None:
    row = applied(hassan, papers=False, verified=False)
    put(row, DocumentKind.TAX)
    with pytest.raises(RegistrationMissing):
        approve(row, olga)
    put(row)
    with pytest.raises(OwnerNotVerified):
        approve(row, olga)
    set_kyc_tier(person_id=hassan.id, tier="TIER_1", now=clock.now())
    settings.AGENT_KYC_TIER = "TIER_2"
    with pytest.raises(OwnerNotVerified):
        approve(row, olga)
    settings.AGENT_KYC_TIER = "TIER_1"
    approve(row, olga)


def test_the_operator_says_who_supplies_it(hassan: User, olga: User) -> None:
    above, code = super_agent(join("farid"))
    row = applied(hassan, super_agent=code)
    with pytest.raises(SuperAgentNotFound):
        approve(row, olga, super_agent="999999")
    approve(row, olga)
    assert again(row).parent_id is None, "the operator has confirmed nobody"
    second = applied(join("imani"))
    approve(second, olga, super_agent=code)
    assert again(second).parent_id == above.id
    third = applied(join("joseph"), rank="SUPER")
    approve(third, olga)
    assert find_super_agent(Outlet.objects.get(agent=third).code, currency="USD") == again(third)


# What may follow what: by whom is another test's.
FOLLOWS: dict[str, dict[str, str]] = {
    "APPLIED": {"approve": "ACTIVE", "reject": "REJECTED"},
    "REJECTED": {},
    "ACTIVE": {"suspend": "SUSPENDED", "close": "CLOSED"},
    "SUSPENDED": {"resume": "ACTIVE", "close": "CLOSED"},
    "CLOSED": {},
}


@pytest.mark.parametrize("state", FOLLOWS)
def test_states_follow_each_other(hassan: User, olga: User, state: str) -> None:
    for what in ("approve", *DECISIONS):
        with transaction.atomic():
            row = applied(hassan) if state == "APPLIED" else open_agent(hassan, status=state)
            if what in FOLLOWS[state]:
                take(what, row, olga)
                assert again(row).status == FOLLOWS[state][what]
            else:
                with pytest.raises(AgentConflict):
                    take(what, row, olga)
                assert again(row).status == state
            transaction.set_rollback(True)


def test_the_database_keeps_states_in_order_and_agents_for_ever(hassan: User) -> None:
    row = open_agent(hassan)
    Agent.objects.filter(pk=row.id).update(status="CLOSED")
    for changes in ({"status": "ACTIVE"}, {"status": "APPLIED"}, {"currency": "EUR"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Agent.objects.filter(pk=row.id).update(**changes)
    for rows in (Agent.objects.filter(pk=row.id), Outlet.objects.all(), Staff.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")


def test_a_reason_is_asked_for(hassan: User, olga: User) -> None:
    row = applied(hassan)
    for reason in ("", "  \n ", "x" * 501):
        with pytest.raises(InvalidInput):
            decide("reject", row, olga, reason)
    assert again(row).status == AgentStatus.APPLIED


def test_nobody_decides_about_their_own_or_lets_in_where_they_work(olga: User) -> None:
    own = applied(join("amina"))
    Agent.objects.filter(pk=own.id).update(owner=olga)
    for what in ("approve", "reject"):
        with pytest.raises(OwnAgent):
            approve(again(own), olga) if what == "approve" else decide(what, own, olga)
    with pytest.raises(DatabaseError), transaction.atomic():
        Agent.objects.filter(pk=own.id).update(status="ACTIVE", decided_by=olga)
    grace = reviewer("grace")
    row = applied(join("hassan"))
    job = employ(row, grace)
    services.end_employment(person_id=grace.id, agent_id=row.id, staff_id=job.id, now=clock.now())
    with pytest.raises(OwnAgent):
        approve(row, grace)
    with pytest.raises(OwnAgent):
        services.look_at_document(agent_id=row.id, kind="REGISTRATION", by=grace.id, now=clock.now())
    approve(row, olga)
    # Else nobody could stop an agent that names all operators its staff.
    decide("suspend", row, grace)
    for refused in (lambda: decide("resume", row, grace), lambda: set_terms(row, grace)):
        with pytest.raises(OwnAgent):
            refused()
    decide("resume", row, olga)


def test_who_works_for_a_super_agent_lets_nobody_in_below_it(olga: User) -> None:
    grace = reviewer("grace")
    above, code = super_agent(join("farid"))
    employ(above, grace)
    row = applied(join("hassan"))
    with pytest.raises(OwnAgent):
        approve(row, grace, super_agent=code)
    approve(row, olga, super_agent=code)
    with pytest.raises(OwnAgent):
        set_terms(row, grace, super_agent=code)


@AT_ONCE
def test_of_two_operators_at_once_one_decides(hassan: User, olga: User) -> None:
    row, grace = applied(hassan), reviewer("grace")

    def work(number: int) -> str:
        approve(row, olga) if number % 2 else decide("reject", row, grace)
        return "done"

    outcomes = run_together(6, work)
    assert outcomes.count("done") == 1
    assert all(isinstance(one, AgentConflict) for one in outcomes if one != "done"), outcomes
    assert OutboxEvent.objects.filter(topic__in=["agents.approved", "agents.rejected"]).count() == 1
    assert Outlet.objects.filter(agent=row).exists() is (again(row).status == AgentStatus.ACTIVE)


def test_terms_are_set_whole_and_written_down(hassan: User, olga: User) -> None:
    above, code = super_agent(join("farid"))
    row = open_agent(hassan)
    set_terms(row, olga, super_agent=code)
    row = again(row)
    assert (row.tier, row.parent_id, row.pays_out, row.withholding_percent, row.confirm_above) == (
        "GOLD", above.id, "INSTANT", Decimal("5.5"), Decimal(200),
    )  # fmt: skip
    assert (row.serves_without_phone, row.territory) == (True, "Mombasa and Kilifi")
    noted = Activity.objects.get(action="agents.terms_set")
    assert (noted.detail["before"]["tier"], noted.detail["after"]["super_agent"]) == ("STANDARD", code)
    # Who supplies it stays while it is suspended, unless somebody says otherwise.
    Agent.objects.filter(pk=above.id).update(status=AgentStatus.SUSPENDED)
    set_terms(row, olga, super_agent=code, confirm_above=None, serves_without_phone=False)
    assert again(row).confirm_above is None
    set_terms(row, olga)
    assert again(row).parent_id is None
    with pytest.raises(SuperAgentNotFound):
        set_terms(row, olga, super_agent=code)


NONSENSE: list[dict[str, Any]] = [
    {"tier": "PLATINUM"},
    {"pays_out": "NEVER"},
    {"withholding_percent": Decimal(100)},
    {"withholding_percent": Decimal(-1)},
    {"withholding_percent": Decimal("1.00001")},
    {"confirm_above": Decimal(-1)},
    {"confirm_above": Decimal("1.001")},
    {"territory": "x" * 121},
]


def test_terms_that_make_no_sense_are_refused(hassan: User, olga: User) -> None:
    row = open_agent(hassan)
    for changes in NONSENSE:
        with pytest.raises(TermsRefused):
            set_terms(row, olga, **changes)
    assert again(row).tier == "STANDARD"


def test_nobody_supplies_a_super_agent_or_has_terms_when_closed(hassan: User, olga: User) -> None:
    _, code = super_agent(join("farid"))
    other, _ = super_agent(hassan)
    with pytest.raises(AgentConflict):
        set_terms(other, olga, super_agent=code)
    with pytest.raises(OwnAgent):
        set_terms(other, hassan)
    decide("close", other, olga)
    with pytest.raises(TermsRefused):
        set_terms(other, olga)


@AT_ONCE
def test_everybody_hears_of_what_concerns_them_once(hassan: User, olga: User) -> None:
    farid = join("farid")
    _, code = super_agent(farid)
    row = applied(hassan, super_agent=code)
    decide("reject", row, olga, "The paper cannot be read.")
    services.submit_again(person_id=hassan.id, agent_id=row.id, now=clock.now() + timedelta(seconds=1))
    approve(row, olga, super_agent=code)
    for what in ("suspend", "resume", "close"):
        decide(what, row, olga)
    deliver_events()
    OutboxEvent.objects.update(due_at=clock.now())
    deliver_events()
    told = Notification.objects.filter(person_id=hassan.id, topic__startswith="agent_").order_by("id")
    assert sorted(told.values_list("topic", flat=True)) == [
        f"agent_{what}" for what in ("approved", "closed", "rejected", "resumed", "suspended")
    ]
    assert "The paper cannot be read." in told.get(topic="agent_rejected").body
    assert "Olga" not in " ".join(one.title + one.body for one in told)
    assert list(Notification.objects.filter(person_id=farid.id).values_list("topic", flat=True)) == [
        "agent_applied_below", "agent_applied_below",
    ]  # fmt: skip


def test_an_agent_that_is_not_there(olga: User) -> None:
    for service in DECISIONS.values():
        with pytest.raises(DomainError, match="no such agent"):
            service(agent_id=olga.id, by=olga.id, reason="r", now=clock.now())
