"""Dealings, what was earned by them and what was paid of it are written once, whoever writes to the database."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts.tests.factories import make_person
from apps.agents import services
from apps.agents.models import CommissionBand, CommissionLine, CommissionPayout
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, open_shift, set_commission
from apps.core import clock
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story() -> None:
    """Imani has served Amina twice, and was paid for the first; there is a rule with a band."""
    rule = set_commission(percent=Decimal(1), teller_share=Decimal(100), agent_share=Decimal(0), band_count=1)
    CommissionBand.objects.create(rule=rule, from_amount=50, percent=Decimal(1))
    agent, imani, amina = open_agent(make_person("hassan"), pays_out="INSTANT"), join("imani"), join("amina")
    give_float(main_outlet(agent), 500)
    employ(agent, imani)
    open_shift(main_outlet(agent), imani)
    bring(imani, amina, "100")
    services.pay_commissions_due(now=clock.now() + timedelta(seconds=1))
    bring(imani, amina, "200")
    with connection.cursor() as cursor:
        # What is still to be checked keeps tables from being emptied, too.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert (CommissionPayout.objects.get().state, CommissionLine.objects.filter(payout_id=None).count()) == ("PAID", 1)


@pytest.mark.parametrize("table", ["dealing", "commissionline", "commissionrule", "commissionband"])
def test_nothing_of_it_is_edited_or_deleted(table: str) -> None:
    column = "percent" if table in ("commissionrule", "commissionband") else "amount"
    for statement in (
        f"UPDATE agents_{table} SET {column} = {column} + 1",
        f"DELETE FROM agents_{table}",
        f"TRUNCATE agents_{table} CASCADE",
    ):
        refused = pytest.raises(DatabaseError, match="what an agent did is fixed")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "agents_commissionline SET payout_id = gen_random_uuid() WHERE payout_id IS NOT NULL",
        "agents_commissionline SET payout_id = NULL WHERE payout_id IS NOT NULL",
        "agents_commissionpayout SET state = 'FAILED', failure_code = 'x', paid_at = NULL, transaction_id = NULL",
        "agents_commissionpayout SET gross = gross + 1, net = net + 1",
    ],
)
def test_what_was_paid_is_paid_for_good(change: str) -> None:
    refused = pytest.raises(DatabaseError, match=r"paid out once|payout is fixed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {change}")
