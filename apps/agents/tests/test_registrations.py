"""A teller registers a customer, who confirms it, and chooses every secret alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import is_password_usable
from rest_framework.test import APIClient

from apps.accounts.models import Activity, Pin, Session, SignUp, User
from apps.accounts.tests.factories import client_of, code_sent_to, make_person, wrong_code
from apps.agents import services
from apps.agents.models import Agent, Registration, Shift
from apps.agents.registration_errors import RegistrationConflict
from apps.agents.tests.factories import employ, open_shift
from apps.agents.tests.registering import (
    CHOSEN,
    DESK,
    NUMBER,
    confirm,
    customer_of,
    open_counter,
    register,
    sign_up,
    start,
)
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.notifications.models import Notification
from apps.wallets.models import Wallet

pytestmark = pytest.mark.django_db


def test_a_customer_is_registered_by_the_code_they_read_to_the_teller() -> None:
    counter = open_counter()
    started = start(counter)
    assert started.status_code == 201
    assert {**started.json(), "id": None} == {"id": None, "msisdn": NUMBER, "state": "STARTED", "expires_in": 600}
    asked = OutboxEvent.objects.get(topic="accounts.step_up_asked").payload["about"]
    assert asked == {"action": "registration", "place": "Hassan's Shop"}

    done = confirm(counter, started.json()["id"], code_sent_to(NUMBER))
    assert done.status_code == 200
    row = Registration.objects.get()
    customer = customer_of(row)
    assert (row.state, row.agent_id, row.outlet_id, row.teller_id) == (
        *("REGISTERED", counter.agent.id, counter.outlet.id, counter.teller.id),
    )
    assert row.registered_at is not None and row.lapses_at - row.registered_at == timedelta(days=90)
    assert (customer.msisdn, customer.full_name, customer.kyc_tier) == (NUMBER, "Zawadi Kamau", "TIER_0")
    assert Wallet.objects.get(holder=customer).currency == "USD"
    assert done.json()["customer"] == {"name": "Zawadi K.", "msisdn": "+254***099"}
    assert OutboxEvent.objects.get(topic="agents.registered").payload == {"registration_id": str(row.id)}
    mine = Activity.objects.filter(person_id=counter.teller.id).order_by("id").values_list("action", "subject")
    assert list(mine) == [
        ("agents.registration_started", str(row.id)),
        ("agents.registered", str(row.id)),
    ]


def test_nobody_at_the_desk_chooses_or_learns_a_secret() -> None:
    """ASVS 6.4.6: no password, no PIN, no session; whatever the teller sends besides is refused."""
    counter = open_counter()
    for name in ("password", "pin", "device", "kyc_tier"):
        assert start(counter, **{name: "three brown herons"}).status_code == 400
    started = start(counter)
    code = code_sent_to(NUMBER)
    tried = APIClient().post("/api/v1/auth/verify", {"msisdn": NUMBER, "code": code}, format="json")
    assert (tried.status_code, tried.json()["code"]) == (422, "invalid_code")
    done = confirm(counter, started.json()["id"], code)
    assert set(done.json()) == {
        *("id", "state", "outlet_id", "customer", "started_at", "registered_at", "lapses_at", "decided_at"),
    }
    customer = User.objects.get(msisdn=NUMBER)
    assert not is_password_usable(customer.password)
    assert not Session.objects.filter(user=customer).exists()
    assert not Pin.objects.filter(user=customer).exists()


def test_the_customer_chooses_a_password_and_a_pin_on_their_own_phone() -> None:
    row = register(open_counter())
    tokens = sign_up()
    assert tokens.status_code == 200, tokens.content
    own = APIClient()
    own.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.json()['access']}")
    me = own.get("/api/v1/me").json()
    assert (me["id"], me["full_name"], me["pin_set"]) == (str(row.customer_id), "Zawadi Kamau", False)
    assert customer_of(row).check_password(CHOSEN)
    assert User.objects.filter(msisdn=NUMBER).count() == Wallet.objects.filter(holder=row.customer_id).count() == 1


def test_a_number_that_is_registered_gets_the_same_answer_and_its_owner_is_told() -> None:
    counter = open_counter()
    amina = make_person("amina")
    known, unknown = start(counter, msisdn=amina.msisdn), start(counter)
    assert (known.status_code, set(known.json())) == (unknown.status_code, set(unknown.json()))
    assert OutboxEvent.objects.get(topic="accounts.sign_up_repeated").payload == {"person_id": str(amina.id)}
    assert Registration.objects.filter(state="STARTED").count() == SignUp.objects.count() == 2
    # No code completes it, whatever the teller tries.
    refused = confirm(counter, known.json()["id"], "123456")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_code")
    shown = counter.client.get(DESK).json()["results"]
    assert [(one["state"], one["customer"]) for one in shown] == [("STARTED", None)] * 2


def test_a_wrong_code_is_counted_and_five_kill_it() -> None:
    counter = open_counter()
    started = start(counter).json()["id"]
    right = code_sent_to(NUMBER)
    for _ in range(5):
        assert confirm(counter, started, wrong_code(right)).json()["code"] == "invalid_code"
    assert confirm(counter, started, right).status_code == 422
    assert not User.objects.filter(msisdn=NUMBER).exists()
    assert Registration.objects.get().state == "STARTED"


def test_the_code_of_one_registration_is_worth_nothing_for_another() -> None:
    """Two agents type the same number: the customer reads each its own code, and one of them wins."""
    hassan, esther = open_counter(), open_counter("esther", "joseph", name="Esther's Corner")
    first = start(hassan).json()["id"]
    first_code = code_sent_to(NUMBER)
    second = start(esther).json()["id"]
    assert confirm(esther, second, first_code).status_code == 422
    assert confirm(hassan, first, first_code).status_code == 200
    assert Registration.objects.get(pk=second).customer_id is None
    assert confirm(esther, second, first_code).status_code == 422


def test_a_teller_of_another_agent_finds_no_registration() -> None:
    """SECURITY 17."""
    hassan, esther = open_counter(), open_counter("esther", "joseph", name="Esther's Corner")
    started = start(hassan).json()["id"]
    code = code_sent_to(NUMBER)
    foreign = confirm(esther, started, code)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "registration_not_found")
    assert esther.client.get(DESK).json()["results"] == []
    office = client_of(esther.agent.owner)
    assert office.get(f"/api/v1/agents/{hassan.agent.id}/registrations").status_code == 404
    assert office.get(f"/api/v1/agents/{esther.agent.id}/registrations").json()["results"] == []
    assert confirm(hassan, started, code).status_code == 200


def test_another_teller_of_the_agent_may_confirm_it() -> None:
    counter = open_counter()
    joseph = make_person("joseph")
    employ(counter.agent, joseph)
    open_shift(counter.outlet, joseph)
    started = start(counter).json()["id"]
    answer = client_of(joseph).post(f"{DESK}/{started}/confirm", {"code": code_sent_to(NUMBER)}, format="json")
    assert answer.status_code == 200
    assert Registration.objects.get().teller_id == counter.teller.id, "who began it has earned it"


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [("nobody", 404, "agent_not_found"), ("closed", 409, "shift_not_open"), ("suspended", 422, "agent_not_active")],
)
def test_only_a_desk_that_serves_registers(who: str, status: int, code: str) -> None:
    counter = open_counter()
    begun = start(counter).json()["id"]
    client = counter.client
    if who == "nobody":
        client = client_of(make_person("amina"))
    elif who == "closed":
        Shift.objects.update(state="CLOSED", closed_at=clock.now(), counted_cash=50, difference=0)
    else:
        Agent.objects.update(status="SUSPENDED")
    for path, body in (
        (DESK, {"msisdn": "+254712000098", "full_name": "A B"}),
        (f"{DESK}/{begun}/confirm", {"code": "1" * 6}),
    ):
        answer = client.post(path, body, format="json")
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [{"msisdn": "0712000099"}, {"msisdn": None}, {"full_name": ""}, {"full_name": "x" * 200}, {"email": "no address"}],
)
def test_bad_input_registers_nobody(change: dict[str, Any]) -> None:
    counter = open_counter()
    assert start(counter, **change).status_code == 400
    assert not Registration.objects.exists() and not SignUp.objects.exists()


def test_a_customer_is_registered_once() -> None:
    counter = open_counter()
    row = register(counter)
    again = confirm(counter, row.id, "123456")
    assert (again.status_code, again.json()["code"]) == (409, "registration_conflict")
    assert User.objects.filter(msisdn=NUMBER).count() == 1


def test_messages_to_one_number_are_limited() -> None:
    counter = open_counter()
    answers = [start(counter).status_code for _ in range(6)]
    assert answers == [201] * 5 + [429]


def test_the_office_sees_all_of_them_and_an_outlets_manager_their_own() -> None:
    counter = open_counter()
    row = register(counter)
    owner = client_of(counter.agent.owner)
    page = owner.get(f"/api/v1/agents/{counter.agent.id}/registrations").json()
    assert page["results"] == [
        {
            "id": str(row.id),
            "state": "REGISTERED",
            "outlet_id": str(counter.outlet.id),
            "customer": {"name": "Zawadi K.", "msisdn": "+254***099"},
            **{name: page["results"][0][name] for name in ("started_at", "registered_at", "lapses_at")},
            "decided_at": None,
            "teller_id": str(counter.teller.id),
            "earned": None,
            "currency": None,
        }
    ]
    refused = counter.client.get(f"/api/v1/agents/{counter.agent.id}/registrations")
    assert (refused.status_code, refused.json()["code"]) == (403, "agent_role_required")


def test_the_list_is_paged_newest_first() -> None:
    counter = open_counter()
    ids = [start(counter, msisdn=f"+2547120009{n:02d}").json()["id"] for n in range(3)]
    page = counter.client.get(f"{DESK}?page_size=2").json()
    assert [one["id"] for one in page["results"]] == [ids[2], ids[1]]
    assert [one["id"] for one in counter.client.get(page["next"]).json()["results"]] == [ids[0]]


def test_when_the_process_dies_half_way_the_code_is_still_good(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = open_counter()
    started = start(counter).json()["id"]
    code = code_sent_to(NUMBER)
    from apps.agents.services import _register

    def die(*_: Any, **__: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(_register.events, "record", die)
        with pytest.raises(RuntimeError):
            services.confirm_registration(
                teller_id=counter.teller.id, registration_id=started, code=code, now=clock.now()
            )
    assert not User.objects.filter(msisdn=NUMBER).exists() and not Wallet.objects.filter(holder__msisdn=NUMBER).exists()
    assert confirm(counter, started, code).status_code == 200


def test_the_customer_is_told_who_has_opened_a_wallet_for_them() -> None:
    row = register(open_counter())
    event = OutboxEvent.objects.get(topic="agents.registered")
    for _ in range(2):
        services.tell_registered(registration_id=row.id, cause=event.id, now=clock.now())
    told = Notification.objects.get(person_id=customer_of(row).id, topic="registered_at_agent")
    assert "Hassan's Shop opened a GoPay wallet for you" in told.body


@pytest.mark.django_db(transaction=True)
def test_of_four_confirmations_at_once_one_makes_the_customer() -> None:
    counter = open_counter()
    started = start(counter).json()["id"]
    code, now = code_sent_to(NUMBER), clock.now()
    done = run_together(
        4,
        lambda _: services.confirm_registration(
            teller_id=counter.teller.id, registration_id=started, code=code, now=now
        ),
    )
    assert sorted(type(one).__name__ for one in done).count("SeenRegistration") == 1
    assert all(type(one).__name__ in ("SeenRegistration", "RegistrationConflict", "InvalidCode") for one in done)
    assert User.objects.filter(msisdn=NUMBER).count() == 1
    with pytest.raises(RegistrationConflict):
        services.confirm_registration(teller_id=counter.teller.id, registration_id=started, code=code, now=now)
