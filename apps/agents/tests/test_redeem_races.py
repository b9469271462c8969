"""Many at once with one code, and what ends it at the same moment: exactly one of them has it."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator
from apps.agents import cash_codes, cash_out_rates, services
from apps.agents.cash_out_errors import CashCodeConflict, CashCodeUsed, CashCodeWrong
from apps.agents.models import CashOutCode, Dealing, Shift
from apps.agents.services import Redeemed
from apps.agents.tests.factories import float_of, set_commission
from apps.agents.tests.fetching import Shop, digits, fetch, made, make, open_shop, redeem, tellers, wrong
from apps.core import clock
from apps.core.ratelimit import Rate
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.transactions.errors import CashCodeExpired
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)
_WHERE_IT_COULD_STAND = [
    "core_outboxevent",
    "core_ratebucket",
    "accounts_activity",
    "agents_cashoutcode",
    "agents_dealing",
    "notifications_notification",
    "notifications_delivery",
    "transactions_transaction",
    "risk_decision",
    "ledger_entry",
]


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def amina() -> User:
    return join("amina", 200)


def test_of_sixty_four_redemptions_of_one_code_one_pays(shop: Shop, amina: User) -> None:
    people = [shop.teller, *tellers(shop, 7)]
    code = digits(made(amina))

    def eight(index: int) -> list[Any]:
        outcomes: list[Any] = []
        for number in range(8):
            try:
                outcomes.append(fetch(people[(index + number) % 8].id, amina, code))
            except Exception as error:
                outcomes.append(error)
        return outcomes

    outcomes = [one for some in run_together(8, eight) for one in some]
    paid = [one for one in outcomes if isinstance(one, Redeemed)]
    assert (len(outcomes), len(paid), {type(one) for one in outcomes}) == (64, 1, {Redeemed, CashCodeUsed})
    assert (available(amina), float_of(shop.outlet), Dealing.objects.count()) == (150, 550, 1)
    assert sorted(Shift.objects.values_list("expected", flat=True)) == [450, *[500] * 7]
    assert CashOutCode.objects.get().tries == 0
    assert list(verification.verify()) == []


def test_one_request_sixteen_times_at_once_pays_once_and_answers_alike(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    outcomes = run_together(16, lambda _: fetch(shop.teller.id, amina, code, key="one"))
    assert [type(one) for one in outcomes] == [Redeemed] * 16
    assert len({one.transaction.id for one in outcomes}) == 1
    assert [one.replayed for one in outcomes].count(False) == 1
    assert (available(amina), float_of(shop.outlet), CashOutCode.objects.get().tries) == (150, 550, 0)
    assert list(verification.verify()) == []


def test_one_key_for_two_codes_at_once_pays_one_of_them(shop: Shop, amina: User) -> None:
    codes = [digits(made(amina, "10")), digits(made(amina, "20"))]
    outcomes = run_together(
        2, lambda n: fetch(shop.teller.id, amina, codes[n], ["10", "20"][n], key="k", digest=bytes([n]) * 32)
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["IdempotencyKeyReused", "Redeemed"]
    assert Dealing.objects.count() == 1
    assert list(verification.verify()) == []


def test_of_two_hundred_wrong_codes_five_are_evaluated(
    shop: Shop, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SECURITY 1 and 4, for a code that is money."""
    monkeypatch.setattr(cash_out_rates, "WRONG_CODES_BY_TELLER", Rate("agents.wrong_codes.teller", 1000, 900))
    code = digits(made(amina))
    evaluated: list[str] = []
    matches = cash_codes.matches

    def counting(given: str, *rest: Any) -> bool:
        evaluated.append(given)
        return matches(given, *rest)

    monkeypatch.setattr(cash_codes, "matches", counting)

    def twenty(_: int) -> list[type]:
        outcomes = []
        for _ in range(20):
            with pytest.raises(CashCodeWrong) as caught:
                fetch(shop.teller.id, amina, wrong(code))
            outcomes.append(caught.type)
        return outcomes

    results = run_together(10, twenty)
    assert [one for some in results for one in some] == [CashCodeWrong] * 200
    assert len(evaluated) == 5
    assert (CashOutCode.objects.get().state, CashOutCode.objects.get().tries) == ("BLOCKED", 5)
    assert (available(amina), list(verification.verify())) == (200, [])


@pytest.mark.parametrize("round_", range(3))
def test_fetched_called_off_and_over_at_once_exactly_one_wins(shop: Shop, amina: User, round_: int) -> None:
    """The clock of the sweep is ahead of the teller's, so each of the three may have it."""
    now = clock.now()
    code = made(amina, at=now)
    assert code.row is not None
    code_id = code.row.id
    works = [
        lambda: fetch(shop.teller.id, amina, digits(code), at=now),
        lambda: services.cancel_cash_code(customer_id=amina.id, code_id=code_id, now=now),
        lambda: services.expire_cash_codes(now=now + timedelta(minutes=16)),
    ]
    outcomes = run_together(3, lambda n: works[(n + round_) % 3]())
    outcomes = [outcomes[(n - round_) % 3] for n in range(3)]
    fetched, called_off, ended = outcomes
    state = CashOutCode.objects.get().state
    assert isinstance(fetched, Redeemed | CashCodeExpired), fetched
    assert (state == "PAID") == isinstance(fetched, Redeemed)
    assert (state == "CANCELLED") != isinstance(called_off, CashCodeConflict)
    # A sweep leaves alone what somebody has locked.
    assert ended == (1 if state == "EXPIRED" else 0)
    paid = state == "PAID"
    assert (available(amina), float_of(shop.outlet)) == ((150, 550) if paid else (200, 500))
    assert Transaction.objects.get(kind="CASH_OUT").state == ("COMPLETED" if paid else "RETURNED")
    assert list(verification.verify()) == []


def test_the_digits_turn_up_nowhere(
    shop: Shop, amina: User, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """SECURITY 2: canaries."""
    caplog.set_level(logging.DEBUG)
    set_commission("CASH_OUT", percent=1)
    code, other = body_of(make(amina))["code"], body_of(make(amina, "20.00"))["code"]
    guess = wrong(code)
    redeem(shop.teller, amina, guess)
    redeem(shop.teller, amina, code, key="k")
    redeem(shop.teller, amina, code)
    site = Client()
    site.force_login(make_operator())
    pages = [site.get(reverse("admin:agents_cashoutcode_changelist")).content.decode()]
    pages += [
        site.get(reverse("admin:agents_cashoutcode_change", args=[row.id])).content.decode()
        for row in CashOutCode.objects.all()
    ]
    deliver_events()
    services.expire_cash_codes(now=clock.now() + timedelta(hours=1))
    deliver_events()
    with connection.cursor() as cursor:
        stored = []
        for table in _WHERE_IT_COULD_STAND:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            stored += [row[0] for row in cursor.fetchall()]
    written = capfd.readouterr()
    logged = [str(record.__dict__) for record in caplog.records]
    said = "\n".join([*pages, *stored, caplog.text, *logged, written.out, written.err])
    assert "agents.cash_handed_out" in said, "the net must have caught what happened"
    for secret in (code, other, guess):
        # Eight digits may stand by chance inside a longer number or an id; alone they must not.
        assert not re.search(rf"(?<![0-9a-f.-]){secret}(?![0-9a-f-])", said)
