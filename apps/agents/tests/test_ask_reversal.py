"""A cash-in to a wrong number: who may ask for it to be undone, until when, and what becomes of it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_person
from apps.agents.models import CommissionLine, Role, Shift
from apps.agents.tests.dealing import bring, fetch
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
from apps.core import clock
from apps.ledger import verification
from apps.transactions.models import ReversalRequest, Transaction
from apps.transactions.services import approve_reversal
from apps.transactions.tests.payments import body_of, nothing_moves, send
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
REASON = {"reason": "One digit was wrong"}


class Shop:
    """Imani has paid 40 into the wallet of Amina, who was not meant."""

    def __init__(self) -> None:
        self.agent = open_agent(make_person("hassan"))
        self.outlet = main_outlet(self.agent)
        give_float(self.outlet, 100)
        set_commission(percent=Decimal(1))
        self.teller = make_person("imani")
        self.staff = employ(self.agent, self.teller)
        open_shift(self.outlet, self.teller)
        self.amina = join("amina")
        self.paid = bring(self.teller, self.amina, "40.00")


@pytest.fixture
def shop() -> Shop:
    return Shop()


def ask(person: User, row: Transaction | str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
    dealing_id = row if isinstance(row, str) else row.id
    path = f"/api/v1/agent/dealings/{dealing_id}/reversal"
    answer = client_of(person).post(path, REASON if body is None else body, format="json")
    return answer.status_code, body_of(answer)


# The ledger's verification reads in a transaction of its own.
@pytest.mark.django_db(transaction=True)
def test_what_the_teller_asks_for_operators_decide(shop: Shop) -> None:
    with nothing_moves():
        status, body = ask(shop.teller, shop.paid)
    assert (status, body["state"], body["transaction_id"]) == (201, "REQUESTED", str(shop.paid.id))
    request = ReversalRequest.objects.get(pk=body["id"])
    assert (request.requested_by_id, request.policy) == (shop.teller.id, "REFUSE")
    approve_reversal(request_id=request.id, checker_id=make_person("olga").id, holds_role=True, now=clock.now())
    assert (available(shop.amina), float_of(shop.outlet)) == (0, 100)
    assert sum(CommissionLine.objects.values_list("amount", flat=True)) == 0
    # The cash is in the drawer until the teller writes down that they gave it back.
    assert Shift.objects.get().expected == 40
    assert list(verification.verify()) == []


def test_what_was_spent_since_stays_spent(shop: Shop) -> None:
    join("brian")
    send(shop.amina, "brian", "0.01")
    _, body = ask(shop.teller, shop.paid)
    with nothing_moves():
        done = approve_reversal(
            request_id=body["id"], checker_id=make_person("olga").id, holds_role=True, now=clock.now()
        )
    assert (done.state, done.refusal_code) == ("REFUSED", "payee_has_spent_it")


def test_it_is_asked_for_once(shop: Shop) -> None:
    assert ask(shop.teller, shop.paid)[0] == 201
    status, body = ask(shop.teller, shop.paid)
    assert (status, body["code"]) == (409, "reversal_requested")


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x" * 501}, {"reason": 5}, {**REASON, "policy": "X"}])
def test_what_is_not_understood_is_400(shop: Shop, body: dict[str, Any]) -> None:
    assert ask(shop.teller, shop.paid, body)[0] == 400
    assert not ReversalRequest.objects.exists()


def test_within_a_day(shop: Shop) -> None:
    later: datetime = shop.paid.created_at + timedelta(hours=24, seconds=1)
    with time_machine.travel(later, tick=False):
        status, body = ask(shop.teller, shop.paid)
    assert (status, body["code"]) == (409, "too_late_to_undo")
    with time_machine.travel(later - timedelta(seconds=1), tick=False):
        assert ask(shop.teller, shop.paid)[0] == 201


def test_who_supervises_there_may_ask_and_nobody_else_knows_of_it(shop: Shop) -> None:
    """SECURITY 17."""
    joseph, esther = make_person("joseph"), make_person("esther")
    colleague = employ(shop.agent, joseph)
    employ(shop.agent, esther, Role.MANAGER, outlet=open_outlet(shop.agent))
    rival = make_person("farid")
    open_agent(rival, name="Rival")
    for person in (joseph, esther, rival, shop.amina, make_person("chidi")):
        status, body = ask(person, shop.paid)
        assert (status, body["code"]) == (404, "dealing_not_found"), person.full_name
    assert ask(shop.teller, str(uuid4()))[0] == 404
    colleague.role = Role.MANAGER
    colleague.save()
    assert ask(joseph, shop.paid)[0] == 201


def test_a_teller_who_has_left_asks_for_nothing(shop: Shop) -> None:
    shop.staff.ended_at = clock.now()
    shop.staff.save()
    assert ask(shop.teller, shop.paid)[1]["code"] == "dealing_not_found"


def test_cash_that_was_handed_out_is_not_undone_at_the_desk(shop: Shop) -> None:
    fetched = fetch(shop.teller, shop.amina, "10.00")
    status, body = ask(shop.teller, fetched)
    assert (status, body["code"]) == (409, "not_reversible")
