"""Linking a bank account: one's own, with a code, known to the bank, and its number is nowhere afterwards."""

from typing import Any

import pytest
from django.db import connection

from apps.accounts import services as accounts
from apps.accounts.models import OneTimeCode, User
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import client_of
from apps.core.tests.parallel import run_together
from apps.funding.holders import is_own
from apps.funding.models import MAX_SOURCES, FundingSource
from apps.funding.sealed import open_token
from apps.funding.services import _link
from apps.funding.tests.sources import account, deliver_all, give_source, link, post
from apps.gateways.base import Instrument
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.notifications.models import Notification
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
NUMBER = "0987650123456"


@pytest.fixture
def amina(provider: Provider) -> User:
    open_gateways("jsonbank", "xmlbank")
    return join("amina", 10)


def everywhere() -> str:
    """All text of all tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


@AT_ONCE
def test_an_account_is_linked_with_a_code_and_its_person_told(amina: User) -> None:
    client = client_of(amina)
    first = post(client, "funding-sources", account())
    assert (first.status_code, first.json()["code"], FundingSource.objects.count()) == (403, "step_up_required", 0)
    answer = post(client, "funding-sources", {**account(), "step_up": answer_to(first)})
    assert answer.status_code == 201
    body = answer.json()
    assert {name: body[name] for name in ("kind", "state", "holder_name", "is_default", "expires")} == {
        "kind": "BANK_ACCOUNT",
        "state": "ACTIVE",
        "holder_name": "Amina Otieno",
        "is_default": True,
        "expires": None,
    }
    assert body["masked"].endswith("6789") and "012345" not in str(body)
    assert client.get("/api/v1/funding-sources").json()["results"] == [body]
    deliver_all()
    told = Notification.objects.get(person_id=amina.id, topic="funding_source_linked")
    assert sorted(told.deliveries.values_list("channel", flat=True)) == ["EMAIL", "SMS"]
    actions = [one["action"] for one in client.get("/api/v1/me/activity").json()["results"]]
    assert "funding.source_linked" in actions


@AT_ONCE
def test_the_number_and_the_token_are_in_no_table_and_no_log(
    amina: User, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert link(client_of(amina), account(account_number=NUMBER)).status_code == 201
    deliver_all()
    token = open_token(FundingSource.objects.get())
    assert token.startswith("acc_")
    said = everywhere() + capfd.readouterr().out + capfd.readouterr().err + caplog.text
    for secret in (NUMBER, NUMBER[:-4], token, NUMBER.encode().hex(), token.encode().hex()):
        assert secret not in said


@pytest.mark.parametrize("changes", [{"bank": "Other Bank"}, {"account_number": "1123456789"}, {"currency": "EUR"}])
def test_the_code_is_good_for_this_account_only(amina: User, changes: dict[str, Any]) -> None:
    client = client_of(amina)
    first = post(client, "funding-sources", account())
    answer = post(client, "funding-sources", {**account(**changes), "step_up": answer_to(first)})
    assert (answer.status_code, answer.json()["code"], FundingSource.objects.count()) == (422, "invalid_code", 0)


def test_a_wrong_pin_and_a_used_code_link_nothing(amina: User) -> None:
    client = client_of(amina)
    assert post(client, "funding-sources", account(pin="000000")).json()["code"] == "wrong_pin"
    first = post(client, "funding-sources", account())
    confirmed = {**account(), "step_up": answer_to(first)}
    assert post(client, "funding-sources", confirmed).status_code == 201
    assert post(client, "funding-sources", confirmed).json()["code"] == "invalid_code"
    assert FundingSource.objects.count() == 1


@pytest.mark.parametrize("name", ["Brian Mwangi", "Otieno", "Amina Mwangi Wanjiru", "A. O."])
def test_somebody_elses_account_is_refused_before_any_code_is_sent(amina: User, name: str) -> None:
    answer = post(client_of(amina), "funding-sources", account(holder_name=name))
    assert (answer.status_code, answer.json()["code"]) == (422, "holder_differs")
    assert not OneTimeCode.objects.filter(person_id=amina.id).exists()


@pytest.mark.parametrize(
    "held, own, expected",
    [
        ("OTIENO AMINA", "Amina Otieno", True),
        ("Amina Wanjiru Otieno", "Amina Otieno", True),
        ("Aminá Otiéno", "Amina Otieno", True),
        ("Amina Otienno", "Amina Otieno", True),
        ("Amina", "Amina Otieno", False),
        ("Madonna", "Madonna", True),
        ("", "Amina Otieno", False),
        ("Brian Otieno", "Amina Otieno", False),
    ],
)
def test_whose_account_it_is(held: str, own: str, expected: bool) -> None:
    assert is_own(held, own) is expected


@pytest.mark.parametrize("number", ["0000123456", "9999123456"])
def test_what_the_bank_does_not_know_is_refused_and_the_code_stays_good(amina: User, number: str) -> None:
    client = client_of(amina)
    fields = account(account_number=number)
    first = post(client, "funding-sources", fields)
    confirmed = {**fields, "step_up": answer_to(first)}
    answer = post(client, "funding-sources", confirmed)
    assert (answer.status_code, answer.json()["code"]) == (422, "provider_account_invalid")
    assert FundingSource.objects.count() == 0
    assert OneTimeCode.objects.get(person_id=amina.id).used_at is None


def test_a_bank_that_is_away_is_503_and_the_code_stays_good(amina: User, provider: Provider) -> None:
    client = client_of(amina)
    first = post(client, "funding-sources", account())
    provider.behave(down=True)
    confirmed = {**account(), "step_up": answer_to(first)}
    answer = post(client, "funding-sources", confirmed)
    assert (answer.status_code, answer.json()["code"]) == (503, "provider_unavailable")
    provider.behave(down=False)
    assert post(client, "funding-sources", confirmed).status_code == 201


def test_the_same_account_is_linked_once(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bank that gives the same token again, which ours may or may not."""
    source = give_source(amina, token="acc_same", gateway_code="jsonbank")
    found = Instrument("acc_same", "BANK_ACCOUNT", "•••• 6789", "Amina Otieno Brian Mwangi", "Umoja Bank")
    monkeypatch.setattr(_link.gateways, "link_account", lambda **given: (found, "jsonbank"))
    answer = link(client_of(amina))
    assert (answer.status_code, answer.json()["id"]) == (200, str(source.id))
    # An account two people share is each one's own.
    assert link(client_of(join("brian")), account(holder_name="Brian Mwangi")).status_code == 201


def test_an_account_the_bank_has_in_another_name_is_refused(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Instrument("acc_1", "BANK_ACCOUNT", "•••• 6789", "Brian Mwangi", "Umoja Bank")
    monkeypatch.setattr(_link.gateways, "link_account", lambda **given: (found, "jsonbank"))
    assert link(client_of(amina)).json()["code"] == "holder_differs"
    assert FundingSource.objects.count() == 0


@AT_ONCE
def test_no_more_than_ten_however_many_ask_at_once(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(MAX_SOURCES - 1):
        give_source(amina)
    client = client_of(amina)
    tries = []
    for number in range(4):
        fields = account(account_number=f"012345678{number}")
        tries.append({**fields, "step_up": answer_to(post(client, "funding-sources", fields))})

    def linked(**given: Any) -> tuple[Instrument, str]:
        return Instrument(given["account_number"], "BANK_ACCOUNT", "•••• 1", "Amina Otieno"), "jsonbank"

    monkeypatch.setattr(_link.gateways, "link_account", linked)
    answers = run_together(4, lambda index: post(client, "funding-sources", tries[index]))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"too_many_sources"}
    assert FundingSource.objects.filter(person=amina, state="ACTIVE").count() == MAX_SOURCES


class Killed(BaseException):
    """What no `except Exception` catches, like the end of a process."""


@AT_ONCE
@pytest.mark.parametrize("step", ["use_authority", "add_source"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_half_way_nothing_is_linked_and_the_code_is_still_good(
    amina: User, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    client = client_of(amina)
    confirmed = {**account(), "step_up": answer_to(post(client, "funding-sources", account()))}
    place = accounts if step == "use_authority" else _link
    real = getattr(place, step)

    def dies(*args: Any, **kwargs: Any) -> Any:
        if when == "after":
            real(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(place, step, dies)
        with pytest.raises(Killed):
            post(client, "funding-sources", confirmed)
    assert FundingSource.objects.count() == 0
    assert post(client, "funding-sources", confirmed).status_code == 201


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"account_number": "12"}, "account_number"),
        ({"account_number": "1" * 40}, "account_number"),
        ({"account_number": "12;34567"}, "account_number"),
        ({"account_number": 123456}, "account_number"),
        ({"account_number": "١٢٣٤٥٦٧٨"}, "account_number"),
        ({"bank": ""}, "bank"),
        ({"bank": "x" * 61}, "bank"),
        ({"holder_name": "x" * 121}, "holder_name"),
        ({"currency": "usd"}, "currency"),
        ({"pin": ...}, "pin"),
        ({"iban": "1"}, "iban"),
    ],
)
def test_bad_input(amina: User, changes: dict[str, Any], field: str) -> None:
    answer = post(client_of(amina), "funding-sources", account(**changes))
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("field", ["account_number", "bank", "holder_name"])
def test_a_card_s_number_is_refused_wherever_it_stands(amina: User, field: str) -> None:
    answer = post(client_of(amina), "funding-sources", account(**{field: "4242 4242 4242 4242"}))
    assert (answer.status_code, answer.json()["code"]) == (400, "card_number_refused")
    assert "4242424242424242" not in everywhere()
