"""A teller finds their own shifts in their data export, and nobody else's."""

from decimal import Decimal

import pytest

from apps.accounts.exports import contributions
from apps.accounts.tests.factories import make_person
from apps.agents.services import close_shift, move_cash, start_shift
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent
from apps.core import clock
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


def test_it_holds_what_they_counted_and_no_customer() -> None:
    (part,) = [one for one in contributions() if one.name == "agent_shifts"]
    agent, amina, imani = open_agent(make_person("hassan")), join("amina", 0), make_person("imani")
    give_float(main_outlet(agent), 500)
    employ(agent, imani)
    start_shift(person_id=imani.id, cash=Decimal(20), now=clock.now())
    bring(imani, amina, "60.00")
    move_cash(person_id=imani.id, direction="IN", amount=Decimal(5), reason="Change", key="a", now=clock.now())
    close_shift(person_id=imani.id, cash=Decimal(84), remark="A coin is missing.", now=clock.now())
    (row,) = part.rows(imani.id)
    assert (row["outlet"], row["cash_in"], row["counted_cash"], row["difference"], row["remark"]) == (
        *("Main", Decimal(60), Decimal(84), Decimal(-1)),
        "A coin is missing.",
    )
    assert [(one["direction"], one["amount"]) for one in row["movements"]] == [("IN", Decimal(5))]
    assert part.expected(imani.id) == 1
    assert "Amina" not in str(row) and str(amina.id) not in str(row)
    assert list(part.rows(agent.owner_id)) == list(part.rows(amina.id)) == []
