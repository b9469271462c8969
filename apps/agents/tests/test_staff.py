"""Who works for an agent: found as payees are, told, ranked, and free to go; what ends, ends at once."""

from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.agents import services
from apps.agents.codes import teller_code
from apps.agents.errors import AgentNotFound, ShiftNotOpen
from apps.agents.models import Agent, AgentStatus, Role, Staff
from apps.agents.selectors import get_desk
from apps.agents.services import _staff
from apps.agents.tests.applying import again, applied, ask, id_of, refusal
from apps.agents.tests.factories import employ, main_outlet, open_agent, open_outlet, open_shift
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger.selectors import get_account_codes
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.transactions.tests.payments import number_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
FORBIDDEN = (403, "agent_role_required")


@pytest.fixture
def shop() -> Agent:
    return open_agent(join("hassan"))


@pytest.fixture
def phone(shop: Agent) -> Any:
    return client_of(shop.owner)


@pytest.fixture
def chidi() -> User:
    return join("chidi")


def teller(**changes: Any) -> dict[str, Any]:
    return {"to": number_of("chidi"), "role": "TELLER", **changes}


def test_somebody_is_employed_with_an_account_and_listed(shop: Agent, phone: Any, chidi: User) -> None:
    answer = ask(phone, "post", f"/{shop.id}/staff", teller())
    assert answer.status_code == 201, answer.content
    assert {name: answer.json()[name] for name in ("name", "role", "outlet_id", "is_me")} == {
        "name": "Chidi O.", "role": "TELLER", "outlet_id": None, "is_me": False,
    }  # fmt: skip
    code = teller_code(id_of(answer))
    assert list(get_account_codes([deferred_account_id(code, "USD")]).values()) == [code]
    rows = ask(phone, "get", f"/{shop.id}/staff").json()["results"]
    assert [(one["role"], one["is_me"]) for one in rows] == [("TELLER", False), ("OWNER", True)]
    assert str(chidi.id) not in str(rows) and chidi.msisdn not in str(rows)
    assert [one["role"] for one in ask(client_of(chidi), "get", "").json()["results"]] == ["TELLER"]


NONSENSE: list[tuple[dict[str, Any], tuple[int, str]]] = [
    ({"role": "OWNER"}, (400, "role invalid_choice")),
    ({"role": "teller"}, (400, "role invalid_choice")),
    ({"to": "+254799999999"}, (404, "payee_not_found")),
    ({"to": ""}, (400, "to required")),
    ({"outlet_id": "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77"}, (404, "outlet_not_found")),
    ({"outlet_id": 7}, (400, "outlet_id invalid")),
    ({"person_id": "x"}, (400, "person_id unknown_field")),
]


def test_what_makes_no_sense_is_refused(shop: Agent, phone: Any, chidi: User) -> None:
    for changes, why in NONSENSE:
        assert refusal(ask(phone, "post", f"/{shop.id}/staff", teller(**changes))) == why, changes
    assert Staff.objects.count() == 1


def test_nobody_works_where_nothing_is_approved(chidi: User) -> None:
    amina = join("amina")
    row = applied(amina)
    assert refusal(ask(client_of(amina), "post", f"/{row.id}/staff", teller())) == (409, "agent_conflict")


def test_looking_for_people_is_counted_as_for_payees(shop: Agent, phone: Any) -> None:
    with time_machine.travel(clock.now(), tick=False):
        answers = [ask(phone, "post", f"/{shop.id}/staff", teller(to=f"+25479999{n:04d}")) for n in range(21)]
    assert [one.status_code for one in answers] == [404] * 20 + [429]


@AT_ONCE
def test_the_same_person_twice_at_once_is_employed_once(shop: Agent, chidi: User) -> None:
    def work(number: int) -> Staff:
        return services.employ(
            person_id=shop.owner_id, agent_id=shop.id, to=number_of("chidi"), role="TELLER", now=clock.now()
        )

    outcomes = run_together(6, work)
    assert sorted({type(one).__name__ for one in outcomes}) == ["EmployedAlready", "Staff"]
    assert Staff.objects.filter(person=chidi).count() == 1


def test_there_is_a_most(shop: Agent, phone: Any, chidi: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_staff, "MAX_STAFF", 1)
    assert refusal(ask(phone, "post", f"/{shop.id}/staff", teller())) == (409, "too_many_staff")


def test_managers_employ_tellers_and_only_the_owner_managers(shop: Agent, phone: Any, chidi: User) -> None:
    dalia, esther = join("dalia"), join("esther")
    row = id_of(ask(phone, "post", f"/{shop.id}/staff", teller(to=number_of("dalia"), role="MANAGER")))
    manager = client_of(dalia)
    job = id_of(ask(manager, "post", f"/{shop.id}/staff", teller()))
    assert (
        refusal(ask(manager, "post", f"/{shop.id}/staff", teller(to=number_of("esther"), role="MANAGER"))) == FORBIDDEN
    )
    assert refusal(ask(manager, "patch", f"/{shop.id}/staff/{job}", {"role": "MANAGER"})) == FORBIDDEN
    assert refusal(ask(manager, "patch", f"/{shop.id}/staff/{row}", {"outlet_id": None})) == (403, "own_role")
    owner = Staff.objects.get(agent=shop, role=Role.OWNER).id
    assert refusal(ask(manager, "patch", f"/{shop.id}/staff/{owner}", {"role": "TELLER"})) == (409, "owner_stays")
    assert refusal(ask(manager, "delete", f"/{shop.id}/staff/{owner}")) == (409, "owner_stays")
    other = employ(shop, esther, Role.MANAGER)
    for method, changes in (("patch", {"role": "TELLER"}), ("delete", None)):
        assert refusal(ask(manager, method, f"/{shop.id}/staff/{other.id}", changes)) == FORBIDDEN
    assert ask(phone, "patch", f"/{shop.id}/staff/{other.id}", {"role": "TELLER"}).json()["role"] == "TELLER"
    assert refusal(ask(phone, "patch", f"/{shop.id}/staff/{owner}", {"role": "TELLER"})) == (403, "own_role")
    worker = client_of(chidi)
    for method, path in (("get", "staff"), ("post", "staff"), ("patch", f"staff/{job}"), ("delete", f"staff/{row}")):
        body = (
            teller(to=number_of("esther")) if method == "post" else {"role": "MANAGER"} if method == "patch" else None
        )
        assert refusal(ask(worker, method, f"/{shop.id}/{path}", body)) == FORBIDDEN


def test_nobody_gives_what_they_do_not_have(shop: Agent, chidi: User) -> None:
    esther = join("esther")
    here, other = open_outlet(shop), open_outlet(shop, name="Harbour")
    there = main_outlet(open_agent(join("amina"), name="Other"))
    employ(shop, esther, Role.MANAGER, outlet=here)
    manager = client_of(esther)
    for changes, why in (
        ({}, FORBIDDEN),
        ({"outlet_id": str(other.id)}, FORBIDDEN),
        ({"outlet_id": str(there.id)}, (404, "outlet_not_found")),
    ):
        assert refusal(ask(manager, "post", f"/{shop.id}/staff", teller(**changes))) == why
    answer = ask(manager, "post", f"/{shop.id}/staff", teller(outlet_id=str(here.id)))
    assert answer.status_code == 201
    path = f"/{shop.id}/staff/{id_of(answer)}"
    assert refusal(ask(manager, "patch", path, {"outlet_id": None})) == FORBIDDEN
    farid = employ(shop, join("farid"), outlet=other)
    assert refusal(ask(manager, "delete", f"/{shop.id}/staff/{farid.id}")) == FORBIDDEN
    assert len(ask(manager, "get", f"/{shop.id}/staff").json()["results"]) == 2


def test_whoever_is_let_go_may_do_nothing_from_then_on_and_may_come_back(shop: Agent, phone: Any, chidi: User) -> None:
    row = employ(shop, chidi)
    open_shift(main_outlet(shop), chidi)
    client = client_of(chidi)
    assert ask(client, "get", f"/{shop.id}/outlets").status_code == 200
    assert get_desk(chidi.id).agent_id == shop.id
    assert ask(phone, "delete", f"/{shop.id}/staff/{row.id}").status_code == 204
    assert refusal(ask(client, "get", f"/{shop.id}/outlets")) == (404, "agent_not_found")
    with pytest.raises(AgentNotFound):
        get_desk(chidi.id)
    assert refusal(ask(phone, "delete", f"/{shop.id}/staff/{row.id}")) == (404, "staff_not_found")
    with pytest.raises(DatabaseError), transaction.atomic():
        Staff.objects.filter(pk=row.id).update(ended_at=None)
    assert ask(phone, "post", f"/{shop.id}/staff", teller()).status_code == 201
    assert Staff.objects.filter(person=chidi).count() == 2


def test_who_is_sent_elsewhere_serves_no_more_where_they_were(shop: Agent, phone: Any, chidi: User) -> None:
    market = open_outlet(shop)
    row = employ(shop, chidi)
    open_shift(main_outlet(shop), chidi)
    answer = ask(phone, "patch", f"/{shop.id}/staff/{row.id}", {"outlet_id": str(market.id)})
    assert (answer.status_code, answer.json()["outlet_id"]) == (200, str(market.id))
    with pytest.raises(ShiftNotOpen):
        get_desk(chidi.id)


def test_everybody_may_leave_but_the_owner(shop: Agent, phone: Any, chidi: User) -> None:
    row = employ(shop, chidi)
    Agent.objects.filter(pk=shop.id).update(status=AgentStatus.CLOSED)
    assert ask(client_of(chidi), "delete", f"/{shop.id}/staff/{row.id}").status_code == 204
    owner = Staff.objects.get(agent=shop, role=Role.OWNER).id
    assert refusal(ask(phone, "delete", f"/{shop.id}/staff/{owner}")) == (409, "owner_stays")
    assert refusal(ask(phone, "post", f"/{shop.id}/staff", teller())) == (409, "agent_conflict")


@AT_ONCE
def test_a_manager_who_is_let_go_at_the_same_moment_adds_nobody_afterwards(shop: Agent, chidi: User) -> None:
    dalia = join("dalia")
    row = employ(shop, dalia, Role.MANAGER)

    def work(number: int) -> Any:
        if number:
            return services.employ(
                person_id=dalia.id, agent_id=shop.id, to=number_of("chidi"), role="TELLER", now=clock.now()
            )
        return services.end_employment(person_id=shop.owner_id, agent_id=shop.id, staff_id=row.id, now=clock.now())

    outcomes = run_together(2, work)
    added = Staff.objects.filter(person=chidi).first()
    if isinstance(outcomes[1], Exception):
        assert type(outcomes[1]).__name__ == "AgentNotFound" and added is None
    else:
        assert added is not None and again(row).ended_at is not None


@AT_ONCE
def test_people_are_told_of_what_others_do(shop: Agent, phone: Any, chidi: User) -> None:
    dalia = join("dalia")
    market = open_outlet(shop)
    employ(shop, dalia, Role.MANAGER)
    job = id_of(ask(client_of(dalia), "post", f"/{shop.id}/staff", teller()))
    ask(phone, "patch", f"/{shop.id}/staff/{job}", {"outlet_id": str(market.id)})
    ask(client_of(chidi), "delete", f"/{shop.id}/staff/{job}")
    deliver_events()

    def told(person: User) -> list[str]:
        rows = Notification.objects.filter(person_id=person.id, topic__startswith="agent_staff")
        return sorted(rows.values_list("topic", flat=True))

    assert told(chidi) == ["agent_staff_added", "agent_staff_changed"]
    assert told(shop.owner) == ["agent_staff_added_owner", "agent_staff_ended_owner"]
    assert "Chidi O." in Notification.objects.get(topic="agent_staff_added_owner").body
