"""Cash-ins at the same moment, and cash-ins that break half way: float, limits and codes hold."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, code_sent_to, make_person
from apps.agents.models import Agent, Dealing, OutletDay, Shift
from apps.agents.services import set_cash_limit
from apps.agents.tests.at_the_desk import post_cash_in
from apps.agents.tests.factories import (
    employ,
    float_of,
    give_float,
    main_outlet,
    open_agent,
    open_outlet,
    open_shift,
    set_commission,
)
from apps.core.tests.parallel import run_together
from apps.ledger import verification
from apps.transactions.tests.payments import body_of, count, nothing_moves, number_of
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agent() -> Agent:
    agent = open_agent(make_person("hassan"))
    give_float(main_outlet(agent), 105)
    set_commission(percent=Decimal(1), teller_share=Decimal(50), agent_share=Decimal(50))
    return agent


def _teller(agent: Agent, name: str) -> User:
    teller = make_person(name)
    employ(agent, teller)
    open_shift(main_outlet(agent), teller)
    return teller


def test_32_cash_ins_of_two_tellers_never_overdraw_the_float(agent: Agent) -> None:
    clients = [client_of(_teller(agent, name)) for name in ("imani", "joseph")]
    amina, brian = join("amina"), join("brian")
    who = ("amina", "brian")
    answers = run_together(32, lambda n: post_cash_in(clients[n % 2], to=who[n // 2 % 2], amount="10.00"))
    assert Counter(body_of(one).get("code", "paid") for one in answers) == {"paid": 10, "insufficient_funds": 22}
    assert float_of(main_outlet(agent)) == 5
    assert available(amina) + available(brian) == 100
    assert (Dealing.objects.count(), OutletDay.objects.get().total, OutletDay.objects.get().commission) == (10, 100, 1)
    drawers = Shift.objects.values_list("expected", "cash_in", "dealings")
    assert sum(expected for expected, _, _ in drawers) == sum(cash for _, cash, _ in drawers) == 100
    # Each teller was told what their own dealing left, in the order in which they were paid.
    paid = [body_of(one) for one in answers if one.status_code == 201]
    assert sorted(Decimal(one["float_left"]) for one in paid) == [Decimal(n) for n in range(5, 105, 10)]
    for one in paid:
        dealing = Dealing.objects.get(pk=one["id"])
        assert (dealing.float_after, dealing.drawer_after) == (
            Decimal(one["float_left"]),
            Decimal(one["expected_cash"]),
        )
    assert list(verification.verify()) == []


def test_a_customer_stays_within_their_limit_at_two_outlets_at_once(agent: Agent) -> None:
    """SECURITY 19."""
    set_cash_limit(whose="CUSTOMER", tier="TIER_0", kind="CASH_IN", currency="USD", daily=Decimal("49.99"))
    other = open_outlet(agent)
    give_float(other, 100)
    imani, joseph = _teller(agent, "imani"), make_person("joseph")
    employ(agent, joseph)
    open_shift(other, joseph)
    amina = join("amina")
    clients = [client_of(imani), client_of(joseph)]
    answers = run_together(16, lambda n: post_cash_in(clients[n % 2], amount="10.00"))
    assert Counter(body_of(one).get("code", "paid") for one in answers) == {"paid": 4, "cash_limit_exceeded": 12}
    assert (available(amina), Dealing.objects.count()) == (40, 4)
    assert list(verification.verify()) == []


def test_one_key_and_one_code_pay_once_however_often_at_once(agent: Agent) -> None:
    Agent.objects.update(confirm_above=Decimal(20))
    client = client_of(_teller(agent, "imani"))
    amina = join("amina")
    challenge = body_of(post_cash_in(client, key="once", amount="30.00"))["challenge_id"]
    answer = {"challenge_id": challenge, "code": code_sent_to(number_of("amina"))}
    answers = run_together(4, lambda _: post_cash_in(client, key="once", amount="30.00", customer_step_up=answer))
    assert [one.status_code for one in answers] == [201] * 4
    assert len({body_of(one)["id"] for one in answers}) == 1
    assert {body_of(one)["float_left"] for one in answers} == {"75.00"}
    assert available(amina) == 30
    assert code_is_used(challenge)


def code_is_used(challenge: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT used_at IS NOT NULL FROM accounts_onetimecode WHERE id = %s", [challenge])
        return bool(cursor.fetchone()[0])


RECORDS = ("transactions_transaction", "agents_dealing", "agents_commissionline", "agents_outletday", "ledger_entry")


@contextmanager
def broken(table: str) -> Iterator[None]:
    """The table takes no rows, as if the process had died there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER disk_full AFTER INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION disk_full()"
        )
        yield
        cursor.execute("DROP FUNCTION disk_full CASCADE")


def test_what_breaks_half_way_leaves_nothing_and_burns_neither_key_nor_code(agent: Agent) -> None:
    Agent.objects.update(confirm_above=Decimal(20))
    client = client_of(_teller(agent, "imani"))
    client.raise_request_exception = False
    amina = join("amina")
    challenge = body_of(post_cash_in(client, key="once", amount="30.00"))["challenge_id"]
    answer = {"challenge_id": challenge, "code": code_sent_to(number_of("amina"))}
    tables = (*RECORDS, "core_outboxevent", "accounts_activity", "agents_customercash", "agents_acquaintance")
    before = {name: count(name) for name in tables}
    for table in (*RECORDS[1:], "core_outboxevent"):
        # The code's tries are counted; each of these would be one.
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_onetimecode SET attempts = 0")
        with nothing_moves(), broken(table):
            died = post_cash_in(client, key="once", amount="30.00", customer_step_up=answer)
        assert died.status_code in {500, 503}, table
        assert {name: count(name) for name in tables} == before, table
        assert (Shift.objects.get().expected, code_is_used(challenge)) == (0, False), table
    assert post_cash_in(client, key="once", amount="30.00", customer_step_up=answer).status_code == 201
    assert (available(amina), code_is_used(challenge)) == (30, True)
    assert list(verification.verify()) == []
