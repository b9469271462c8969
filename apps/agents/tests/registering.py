"""Registering customers over HTTP: the desk with its teller, and the customer on a phone of their own."""

from dataclasses import dataclass
from typing import Any

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PhoneClient, client_of, code_sent_to, make_person
from apps.agents.models import Agent, Outlet, Registration, Staff
from apps.agents.tests.factories import employ, main_outlet, open_agent, open_shift

DESK = "/api/v1/agent/registrations"
NUMBER = "+254712000099"
CHOSEN = "nine quiet otters"


@dataclass
class Counter:
    """An agent's outlet with a teller who has a shift open."""

    agent: Agent
    outlet: Outlet
    teller: User
    staff: Staff
    client: PhoneClient


def open_counter(owner: str = "hassan", teller: str = "imani", **fields: Any) -> Counter:
    """A counter that serves."""
    agent = open_agent(make_person(owner), name=fields.pop("name", "Hassan's Shop"), **fields)
    outlet = main_outlet(agent)
    person = make_person(teller)
    staff = employ(agent, person)
    open_shift(outlet, person, cash=50)
    return Counter(agent, outlet, person, staff, client_of(person))


def start(counter: Counter, **changes: Any) -> Any:
    body = {"msisdn": NUMBER, "full_name": "Zawadi Kamau", **changes}
    return counter.client.post(DESK, body, format="json")


def confirm(counter: Counter, registration_id: Any, code: str) -> Any:
    return counter.client.post(f"{DESK}/{registration_id}/confirm", {"code": code}, format="json")


def register(counter: Counter, msisdn: str = NUMBER) -> Registration:
    """A customer who has confirmed their number."""
    started = start(counter, msisdn=msisdn)
    assert started.status_code == 201, started.content
    confirmed = confirm(counter, started.json()["id"], code_sent_to(msisdn))
    assert confirmed.status_code == 200, confirmed.content
    return Registration.objects.get(pk=started.json()["id"])


def customer_of(row: Registration) -> User:
    assert row.customer_id is not None
    return User.objects.get(pk=row.customer_id)


def sign_up(msisdn: str = NUMBER, password: str = CHOSEN) -> Any:
    """The customer, on a phone of their own: the answer to the code."""
    phone = APIClient()
    body = {"msisdn": msisdn, "full_name": "Z. Kamau", "password": password}
    assert phone.post("/api/v1/auth/register", body, format="json").status_code == 201
    return phone.post("/api/v1/auth/verify", {"msisdn": msisdn, "code": code_sent_to(msisdn)}, format="json")
