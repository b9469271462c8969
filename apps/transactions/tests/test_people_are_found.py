"""Whom somebody pays and how much they usually send are read from an index, however long the history is."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import TrustedPayee, User
from apps.accounts.tests.factories import CAST
from apps.core import clock
from apps.core.money import Money
from apps.transactions import people
from apps.transactions.people import Unusual, find_unusual, list_recent_people, list_trusted_people
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import give_wallet, join

# Somebody has paid 2,000 times and been paid as often, of 40,000 payments there are.
HEAVY, OTHERS = uuid4(), [uuid4() for _ in range(12)]
_FILL = """
INSERT INTO transactions_transaction (id, reference, kind, state, failure_code, initiator_id, idempotency_key,
    request_digest, payer_id, payee_id, payer_name, payee_name, amount, fee, currency, note, channel, request_id,
    created_at)
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n %% 4096), 3, '0')
        || '8' || substr(md5(n::text), 1, 15))::uuid,
       'R' || lpad(n::text, 9, '0'), 'P2P', 'COMPLETED', '', %(heavy)s, 'k' || n, 'd', payer, payee,
       'Payer Person', 'Payee Person', 5, 0, 'USD', '', 'api', '', at
  FROM (SELECT n, %(begin)s::timestamptz + n * interval '10 minutes' AS at,
               CASE WHEN n %% 20 = 0 THEN %(heavy)s::uuid ELSE (%(others)s::uuid[])[1 + n %% 12] END AS payer,
               CASE WHEN n %% 20 = 10 THEN %(heavy)s::uuid ELSE (%(others)s::uuid[])[1 + n / 13 %% 12] END AS payee
          FROM generate_series(1, 40000) n) rows
"""


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from nodes_of(inner)


def plan_of(statement: str, given: dict[str, Any]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement, given)
        (answer,) = cursor.fetchone()
    found = json.loads(answer) if isinstance(answer, str) else answer
    return dict(found[0]["Plan"])


@pytest.mark.django_db
class TestPlans:
    GIVEN: dict[str, Any] = {"me": HEAVY, "most": people._LOOKED_THROUGH}

    @pytest.fixture(autouse=True)
    def _filled(self) -> Iterator[None]:
        with transaction.atomic():
            with connection.cursor() as cursor:
                begin = datetime(2024, 1, 1, tzinfo=UTC)
                cursor.execute(_FILL, {"heavy": HEAVY, "others": OTHERS, "begin": begin})
                cursor.execute("ANALYZE transactions_transaction")
                cursor.execute("SET LOCAL random_page_cost = 1.1")
            yield
            transaction.set_rollback(True)

    @pytest.mark.parametrize(
        ("statement", "given"),
        [
            (people._RECENT, {"limit": 8}),
            (people._USUAL, {"currency": "USD", "of": 20, "least": 3, "payee": OTHERS[0]}),
        ],
    )
    def test_no_more_is_read_than_the_newest(self, statement: str, given: dict[str, Any]) -> None:
        plan = plan_of(statement, {**self.GIVEN, **given})
        scans = [node for node in nodes_of(plan) if node.get("Relation Name") == "transactions_transaction"]
        assert scans
        for node in scans:
            assert node["Node Type"] in ("Index Scan", "Index Only Scan")
            assert node["Index Name"] in ("transactions_by_payer", "transactions_by_payee")
            assert node["Actual Rows"] <= people._LOOKED_THROUGH
            assert not node.get("Rows Removed by Filter")


@pytest.mark.django_db
class TestPeople:
    @pytest.fixture
    def amina(self) -> User:
        return join("amina", 1000)

    def test_those_i_paid_and_who_paid_me_the_latest_first_and_once(self, amina: User) -> None:
        brian, esther, grace = join("brian", 50), join("esther", 50), join("grace", 50)
        for payer, payee in ((amina, "brian"), (esther, "amina"), (amina, "grace"), (amina, "brian")):
            send(payer, payee, 1)
        assert [one.id for one in list_recent_people(amina.id)] == [brian.id, grace.id, esther.id]
        assert [one.name for one in list_recent_people(amina.id, limit=1)] == ["Brian Mwangi"]
        assert [one.id for one in list_recent_people(esther.id)] == [amina.id]

    def test_nobody_i_did_not_pay(self, amina: User) -> None:
        join("brian")
        send(amina, "brian", 5000)  # Declined.
        send(amina, "+254712000077", 5, invite=True)  # Nobody yet.
        assert list_recent_people(amina.id) == []

    def test_one_statement_each(self, amina: User) -> None:
        for name in ("brian", "esther", "grace"):
            person = join(name)
            send(amina, name, 1)
            TrustedPayee.objects.create(user=amina, payee=person, added_at=clock.now())
        for read in (
            lambda: list_recent_people(amina.id),
            lambda: list_trusted_people(amina.id),
            lambda: find_unusual(person_id=amina.id, payee_id=None, amount=Money(Decimal(1), "USD")),
        ):
            with CaptureQueriesContext(connection) as asked:
                read()
            assert len(asked) <= 1

    def test_the_names_of_trusted_people_are_masked_unless_i_named_them(self, amina: User) -> None:
        for name, nickname in (("brian", ""), ("esther", "Sis")):
            TrustedPayee.objects.create(user=amina, payee=join(name), nickname=nickname, added_at=clock.now())
        assert [one.name for one in list_trusted_people(amina.id)] == ["Sis", "Brian M."]


@pytest.mark.django_db
class TestUnusual:
    @pytest.fixture
    def amina(self) -> User:
        join("brian")
        join("esther")
        return join("amina", 100_000)

    def unusual(self, amina: User, amount: str, payee: UUID | None = None, currency: str = "USD") -> Unusual | None:
        return find_unusual(person_id=amina.id, payee_id=payee, amount=Money(Decimal(amount), currency))

    def test_more_than_five_times_the_middle_of_the_last_twenty(self, amina: User) -> None:
        for amount in (1000, 1, 10, 10, 12):
            send(amina, "brian", amount)
        assert self.unusual(amina, "50.00") is None
        found = self.unusual(amina, "50.01")
        assert found == Unusual(usual=Money(Decimal(10), "USD"))
        # Older than the last twenty do not count.
        for _ in range(20):
            send(amina, "brian", 100)
        assert self.unusual(amina, "500") is None

    def test_two_payments_say_nothing_about_habits(self, amina: User) -> None:
        for _ in range(2):
            send(amina, "brian", 1)
        assert self.unusual(amina, "1000") is None

    def test_more_than_ten_times_the_last_to_the_same_person(self, amina: User) -> None:
        brian = User.objects.get(msisdn=CAST["brian"][1])
        send(amina, "brian", 2)
        assert self.unusual(amina, "20.00", brian.id) is None
        assert self.unusual(amina, "20.01", brian.id) == Unusual(last=Money(Decimal(2), "USD"))
        assert self.unusual(amina, "20.01") is None

    def test_another_currency_is_another_habit(self, amina: User) -> None:
        give_wallet(amina, 100, currency="EUR")
        for _ in range(3):
            send(amina, "brian", 1)
        assert self.unusual(amina, "100", currency="EUR") is None

    def test_what_was_declined_is_no_habit(self, amina: User) -> None:
        for _ in range(3):
            send(amina, "brian", 10_000_000)
        assert self.unusual(amina, "1") is None
