"""SECURITY 17: agents see only their own customers' dealings, in list, search and file, and customers only masked."""

import csv
import io
import zipfile
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of, make_person
from apps.agents.models import Agent, Role
from apps.agents.tests.dealing import bring, fetch
from apps.agents.tests.factories import (
    employ,
    give_float,
    main_outlet,
    open_agent,
    open_outlet,
    open_shift,
    set_commission,
)
from apps.core import clock
from apps.core.models import AuditRecord
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
OWN = "/api/v1/agent/dealings"


class Town:
    """Hassan has an outlet and a market stand; Grace is another agent. Each has served somebody."""

    def __init__(self) -> None:
        set_commission(flat=1)
        self.amina, self.brian, self.chidi = (join(name, 100) for name in ("amina", "brian", "chidi"))
        self.hassan = open_agent(make_person("hassan"))
        self.market = open_outlet(self.hassan, name="=Market")
        self.grace = open_agent(make_person("grace"), name="Grace's")
        self.imani, self.joseph, self.farid = (make_person(name) for name in ("imani", "joseph", "farid"))
        for agent, outlet, teller in (
            (self.hassan, main_outlet(self.hassan), self.imani),
            (self.hassan, self.market, self.joseph),
            (self.grace, main_outlet(self.grace), self.farid),
        ):
            give_float(outlet, 500)
            employ(agent, teller, outlet=outlet)
            open_shift(outlet, teller, cash=100)
        self.by_imani = [bring(self.imani, self.amina, "10"), fetch(self.imani, self.brian, "20")]
        self.by_joseph = [bring(self.joseph, self.amina, "30")]
        self.by_farid = [bring(self.farid, self.chidi, "40"), bring(self.farid, self.amina, "50")]


@pytest.fixture
def town() -> Town:
    return Town()


def office(agent: Agent) -> str:
    return f"/api/v1/agents/{agent.id}/dealings"


def found(client: APIClient, path: str, **query: Any) -> list[str]:
    answer = client.get(path, query)
    assert answer.status_code == 200, body_of(answer)
    return [row["reference"] for row in body_of(answer)["results"]]


def references(*payments: Transaction) -> list[str]:
    """The newest first."""
    return [one.reference for one in sorted(payments, key=lambda one: one.id, reverse=True)]


def csv_of(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_sees_what_is_theirs(town: Town) -> None:
    owner, imani, farid = (client_of(one) for one in (town.hassan.owner, town.imani, town.farid))
    all_of_hassan = references(*town.by_imani, *town.by_joseph)
    assert found(owner, office(town.hassan)) == all_of_hassan
    assert found(imani, OWN) == references(*town.by_imani)
    assert found(farid, OWN) == references(*town.by_farid)
    # Neither their own, and what is others' as if it were not there.
    other = town.by_farid[1]
    for client, path in ((owner, office(town.hassan)), (imani, OWN)):
        assert client.get(f"{path}/{other.id}").status_code == 404
        assert found(client, path, q=other.reference) == []
    assert imani.get(f"{OWN}/{town.by_joseph[0].id}").status_code == 404
    assert owner.get(office(town.grace)).status_code == 404
    assert owner.get(f"{office(town.grace)}/{other.id}").status_code == 404
    refused = imani.get(office(town.hassan))
    assert (refused.status_code, body_of(refused)["code"]) == (403, "agent_role_required")
    assert client_of(town.amina).get(OWN).status_code == 404


def test_a_manager_of_one_outlet_sees_that_one(town: Town) -> None:
    esther = make_person("esther")
    employ(town.hassan, esther, Role.MANAGER, outlet=town.market)
    manager, path = client_of(esther), office(town.hassan)
    assert found(manager, path) == references(*town.by_joseph)
    assert found(manager, path, outlet=str(main_outlet(town.hassan).id)) == []
    assert found(manager, path, teller=str(town.imani.id)) == []
    assert found(manager, path, q=town.by_imani[0].reference) == []
    assert manager.get(f"{path}/{town.by_imani[0].id}").status_code == 404
    assert [row["reference"] for row in csv_of(manager.get(path, {"format": "csv"}))] == references(*town.by_joseph)


def test_a_super_agent_sees_none_of_the_customers_of_its_agents(town: Town) -> None:
    umoja = open_agent(make_person("esther"), name="Umoja", rank="SUPER")
    Agent.objects.filter(pk=town.hassan.pk).update(parent=umoja)
    client = client_of(umoja.owner)
    assert client.get(office(town.hassan)).status_code == 404
    assert client.get(f"{office(town.hassan)}/{town.by_imani[0].id}").status_code == 404
    assert found(client, office(umoja)) == found(client, OWN) == []
    assert found(client, office(umoja), customer=town.amina.msisdn) == []
    assert csv_of(client.get(office(umoja), {"format": "csv"})) == []


def test_customers_are_masked(town: Town) -> None:
    owner = client_of(town.hassan.owner)
    answer = owner.get(office(town.hassan))
    row = body_of(answer)["results"][-1]
    assert row["customer"] == {"name": "Amina O.", "number": "+254***001"}
    assert (row["teller"], row["outlet"], row["amount"], row["commission"]) == (
        *("Imani Njoroge", "Main"),
        *("10.00", "1.00"),
    )
    text = answer.content.decode()
    for customer in (town.amina, town.brian):
        for secret in (customer.msisdn, str(customer.id), customer.full_name, customer.email):
            assert secret not in text
    # What all earn by it is the office's to know.
    assert "commission" not in body_of(client_of(town.imani).get(OWN))["results"][0]


def test_a_number_finds_only_whom_the_agent_has_served(town: Town) -> None:
    owner, imani = client_of(town.hassan.owner), client_of(town.imani)
    known, unknown, nobody = town.amina.msisdn, town.chidi.msisdn, "+254712999999"
    assert found(owner, office(town.hassan), customer=known) == references(town.by_imani[0], *town.by_joseph)
    assert found(imani, OWN, q=known) == references(town.by_imani[0])
    # Whoever has a number and was never served is as unknown as who has none.
    for path, client, name in ((office(town.hassan), owner, "customer"), (OWN, imani, "q")):
        answers = [client.get(path, {name: number}) for number in (unknown, nobody)]
        assert [body_of(one)["results"] for one in answers] == [[], []]
    # A name, an address, a handle and an id find nobody at all.
    for term in ("Amina", "Amina Otieno", "amina@example.org", str(town.amina.id), "@amina", "001", "%", "\u202e"):
        assert found(imani, OWN, q=term) == []
        assert owner.get(office(town.hassan), {"customer": term}).status_code == 400


def test_filters_narrow_and_pages_follow(town: Town) -> None:
    owner, path = client_of(town.hassan.owner), office(town.hassan)
    middle = clock.now().isoformat()
    late = bring(town.joseph, town.brian, "5")
    everything = references(*town.by_imani, *town.by_joseph, late)
    assert found(owner, path, kind="CASH_OUT") == references(town.by_imani[1])
    assert found(owner, path, outlet=str(town.market.id)) == references(*town.by_joseph, late)
    assert found(owner, path, teller=str(town.imani.id)) == references(*town.by_imani)
    assert found(owner, path, **{"from": middle}) == [late.reference]
    assert found(owner, path, to=middle) == everything[1:]
    assert found(owner, path, q=late.reference.lower()) == [late.reference]
    seen, url = [], f"{path}?page_size=3"
    while url:
        body = body_of(owner.get(url))
        seen += [row["reference"] for row in body["results"]]
        last, url = body, body["next"]
    assert seen == everything
    back = body_of(owner.get(last["previous"]))
    assert [row["reference"] for row in back["results"]] == everything[:3]
    bad = (
        *("kind=cash_in", "from=yesterday", "from=0001-01-01T00:00:00Z", "to=9999-12-31T23:59:59Z", "outlet=main"),
        *("page_size=101", "cursor=x", "format=pdf", "format=csv&page_size=5", "customer=0712", "order=amount"),
    )
    for query in bad:
        assert owner.get(f"{path}?{query}").status_code == 400, query


def test_a_file_holds_the_same_rows_and_is_written_down(town: Town) -> None:
    """SECURITY 28."""
    owner, path = client_of(town.hassan.owner), office(town.hassan)
    rows = csv_of(owner.get(path, {"format": "csv"}))
    assert [row["reference"] for row in reversed(rows)] == references(*town.by_imani, *town.by_joseph)
    # What somebody has typed is no formula.
    assert {row["outlet"] for row in rows} == {"Main", "'=Market"}
    assert [row["amount"] for row in rows] == ["10.00", "20.00", "30.00"]
    assert (rows[0]["customer"], rows[0]["number"], rows[0]["commission"]) == ("Amina O.", "'+254***001", "1.00")
    record = AuditRecord.objects.get()
    assert (record.actor_id, record.rows, record.what) == (
        *(town.hassan.owner_id, 3),
        f"Dealings of agent {town.hassan.id}, CSV",
    )
    assert Activity.objects.get(action="agents.report_taken").person_id == town.hassan.owner_id
    few = csv_of(owner.get(path, {"format": "csv", "customer": town.amina.msisdn, "kind": "CASH_IN"}))
    assert [row["amount"] for row in few] == ["10.00", "30.00"]
    assert csv_of(owner.get(path, {"format": "csv", "customer": town.chidi.msisdn})) == []

    own = csv_of(client_of(town.imani).get(OWN, {"format": "csv"}))
    assert [row["amount"] for row in own] == ["10.00", "20.00"]
    assert "commission" not in own[0]
    answer: Any = owner.get(path, {"format": "xlsx"})
    sheet = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    text = "".join(sheet.read(name).decode() for name in sheet.namelist() if name.endswith(".xml"))
    assert "'=Market" in text and "<f>" not in text and town.amina.msisdn not in text
    assert AuditRecord.objects.count() == 5


def test_a_file_that_is_too_long_is_refused_before_it_is_made(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.agents.services._take_files.MOST_ROWS", 2)
    answer = client_of(town.hassan.owner).get(office(town.hassan), {"format": "csv"})
    assert (answer.status_code, body_of(answer)["code"]) == (422, "file_too_long")
    assert not AuditRecord.objects.exists()


def test_who_was_let_go_sees_nothing_of_it_any_more(town: Town) -> None:
    client = client_of(town.imani)
    town.hassan.staff.filter(person=town.imani).update(ended_at=clock.now())
    for path in (OWN, f"{OWN}/{town.by_imani[0].id}", f"{OWN}?format=csv", f"{OWN}?q={town.amina.msisdn}"):
        assert client.get(path).status_code == 404
    # At another agent they begin anew.
    employ(town.grace, town.imani)
    assert found(client, OWN) == found(client, OWN, q=town.amina.msisdn) == []
    assert client.get(f"{OWN}/{town.by_imani[0].id}").status_code == 404


def test_whoever_works_at_two_agents_sees_both_and_finds_whom_each_knows(town: Town) -> None:
    client = client_of(town.farid)
    employ(town.hassan, town.farid)
    assert found(client, OWN, q=town.amina.msisdn) == references(town.by_farid[1])
    assert found(client, OWN) == references(*town.by_farid)


def test_one_dealing_is_shown_to_its_own(town: Town) -> None:
    first = town.by_imani[0]
    mine = body_of(client_of(town.imani).get(f"{OWN}/{first.id}"))
    theirs = body_of(client_of(town.hassan.owner).get(f"{office(town.hassan)}/{first.id}"))
    assert mine["reference"] == theirs["reference"] == first.reference
    assert (theirs.pop("commission"), mine) == ("1.00", theirs)
    assert client_of(town.imani).get(f"{OWN}/{uuid4()}").status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_a_page_takes_few_statements_however_long_it_is(size: int, town: Town) -> None:
    """Session and log-in aside: the role, the dealings, their payments, outlets and people."""
    owner, imani = client_of(town.hassan.owner), client_of(town.imani)
    for client, path, most in ((owner, office(town.hassan), 5), (imani, OWN, 5)):
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path, {"page_size": str(size)}).status_code == 200
        assert len(captured) <= most, [query["sql"][:90] for query in captured]


def test_nobody_reads_it_without_a_token(town: Town) -> None:
    for path in (OWN, office(town.hassan), f"{OWN}/{town.by_imani[0].id}"):
        assert APIClient().get(path).status_code == 401
