"""What becomes of linked accounts and cards: removed, offered first, expired, gone with the account, sealed."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from apps.accounts.exports import contributions
from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.core import clock, events
from apps.core.crypto import Undecipherable
from apps.core.tests.parallel import in_background, other_transaction, wait_until_blocked
from apps.funding import services
from apps.funding.models import MAX_SOURCES, AutoTopUp, FundingSource
from apps.funding.sealed import open_token
from apps.funding.tests.sources import again, deliver_all, give_source, give_top_up, pay_in, pay_out, utc
from apps.gateways.base import Instrument, Outcome
from apps.notifications.models import Notification
from apps.transactions.errors import NotHeld
from apps.transactions.models import Transaction
from apps.transactions.services import release_held
from apps.transactions.tests.outside import deposit, operation_of, reviewed, say, submit
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def listed(user: User) -> list[dict[str, Any]]:
    return list(client_of(user).get("/api/v1/funding-sources").json()["results"])


def remove(user: User, source: FundingSource) -> int:
    return int(client_of(user).delete(f"/api/v1/funding-sources/{source.id}").status_code)


def test_a_removed_source_is_gone_with_its_token_and_its_person_told(amina: User) -> None:
    source = give_source(amina)
    assert remove(amina, source) == 204
    row = again(source)
    assert (row.state, row.token, row.token_index, listed(amina)) == ("REMOVED", None, None, [])
    assert remove(amina, source) == 404
    deliver_all()
    assert Notification.objects.filter(topic="funding_source_removed", person_id=amina.id).count() == 1


def test_somebody_elses_source_is_not_there(amina: User) -> None:
    source, brian = give_source(amina), join("brian", 100)
    phone = client_of(brian)
    assert remove(brian, source) == 404
    assert phone.post(f"/api/v1/funding-sources/{source.id}/default").status_code == 404
    with nothing_moves():
        assert pay_in(phone, "5.00", source.id).json()["code"] == "funding_source_not_found"
        assert pay_out(phone, "5.00", source.id).status_code == 404
    assert (listed(brian), again(source).state) == ([], "ACTIVE")


def test_one_is_offered_first(amina: User) -> None:
    first, second, third = give_source(amina), give_source(amina), give_source(amina)
    assert [row["is_default"] for row in listed(amina)] == [False, False, True]
    answer = client_of(amina).post(f"/api/v1/funding-sources/{second.id}/default")
    assert (answer.status_code, answer.json()["is_default"]) == (200, True)
    assert remove(amina, second) == 204
    assert [(again(row).is_default) for row in (first, second, third)] == [False, False, True]
    assert client_of(amina).post(f"/api/v1/funding-sources/{second.id}/default").status_code == 404


def test_a_card_expires_after_its_last_month_and_pauses_what_fetches_from_it(amina: User) -> None:
    card = give_source(amina, kind="CARD", expires_on=date(2027, 1, 1))
    later, account = give_source(amina, kind="CARD", expires_on=date(2027, 2, 1)), give_source(amina)
    top_up = give_top_up(amina, card)
    assert services.expire_sources(now=utc("2027-01-31 23:59")) == 0
    assert services.expire_sources(now=utc("2027-02-01 00:00")) == 1
    assert services.expire_sources(now=utc("2027-02-01 00:00")) == 0
    assert [again(row).state for row in (card, later, account)] == ["EXPIRED", "ACTIVE", "ACTIVE"]
    assert (again(card).token, again(top_up).state, again(top_up).paused_because) == (None, "PAUSED", "SOURCE")
    # It is still shown, and may be put away.
    assert len(listed(amina)) == 3
    assert remove(amina, card) == 204


def test_removing_pauses_what_fetches_from_it(amina: User) -> None:
    source = give_source(amina)
    top_up = give_top_up(amina, source)
    assert remove(amina, source) == 204
    assert (again(top_up).state, again(top_up).paused_because, again(top_up).due_at) == ("PAUSED", "SOURCE", None)
    deliver_all()
    assert Notification.objects.filter(topic="auto_top_up_paused", person_id=amina.id).count() == 1


@AT_ONCE
def test_a_payment_asked_for_while_the_source_is_removed_waits_and_is_refused(amina: User) -> None:
    source, phone = give_source(amina), client_of(amina)
    with other_transaction() as there:
        there(lambda: services.remove_source(person_id=amina.id, source_id=source.id, now=clock.now()))
        paying = in_background(lambda: pay_out(phone, "5.00", source.id))
        wait_until_blocked()
    assert paying.result(60).json()["code"] == "funding_source_not_found"
    assert (available(amina), Transaction.objects.count()) == (100, 0)


def test_a_request_that_was_answered_is_answered_again_after_its_source_is_removed(amina: User) -> None:
    source, phone = give_source(amina), client_of(amina)
    first = pay_out(phone, "5.00", source.id, key="k")
    assert first.status_code == 202
    remove(amina, source)
    second = pay_out(phone, "5.00", source.id, key="k")
    assert (second.status_code, second.json(), second.headers["Idempotent-Replayed"]) == (202, first.json(), "true")
    assert pay_out(phone, "5.00", source.id, key="l").status_code == 404
    assert available(amina) == 95


def test_a_withdrawal_under_review_is_not_sent_to_an_account_its_person_has_removed(amina: User) -> None:
    """They have seen that it is not theirs, say; whoever looks at the withdrawal would send it there all the same."""
    stolen, own = give_source(amina, token="acc_1"), give_source(amina, token="acc_2")
    there, here = reviewed(amina, instrument="acc_1"), reviewed(amina, instrument="acc_2")
    brians = reviewed(join("brian", 50), instrument="acc_1")
    assert available(amina) == 20
    assert remove(amina, stolen) == 204
    assert [(again(row).state, operation_of(row).state) for row in (there, here, brians)] == [
        ("RETURNED", "FAILED"),
        ("HELD", "WAITING"),
        ("HELD", "WAITING"),
    ]
    assert (again(there).failure_code, available(amina)) == ("account_removed", 60)
    deliver_all()
    told = Notification.objects.get(topic="payment_returned", person_id=amina.id)
    assert "not linked any more" in told.body
    with nothing_moves(), pytest.raises(NotHeld):
        release_held(transaction_id=there.id, at=clock.now())
    # To the one that is still theirs it goes, when it is let through.
    assert release_held(transaction_id=here.id, at=clock.now()).state == "PENDING"
    with nothing_moves():
        assert remove(amina, own) == 204
    assert (again(here).state, operation_of(here).state) == ("PENDING", "READY")


@AT_ONCE
def test_a_withdrawal_is_let_through_or_comes_back_when_its_account_is_removed_at_the_same_time(amina: User) -> None:
    source, row = give_source(amina, token="acc_1"), reviewed(amina, instrument="acc_1")
    with other_transaction() as there:
        there(lambda: release_held(transaction_id=row.id, at=clock.now()))
        removing = in_background(lambda: remove(amina, source))
        wait_until_blocked()
    assert removing.result(60) == 204
    assert (again(row).state, operation_of(row).state, available(amina)) == ("PENDING", "READY", 60)
    assert again(source).state == "REMOVED"


def test_closing_the_account_removes_all_and_ends_what_fetches(amina: User) -> None:
    sources = [give_source(amina), give_source(amina, kind="CARD")]
    top_up = give_top_up(amina, sources[0])
    for _ in range(2):
        happens("accounts.closed", amina)
    assert {(again(row).state, again(row).token) for row in sources} == {("REMOVED", None)}
    assert (again(top_up).state, again(top_up).due_at) == ("OFF", None)
    # Of its end the person is told once, and not of each part.
    assert not Notification.objects.filter(topic__in=["funding_source_removed", "auto_top_up_paused"]).exists()
    happens("accounts.erased", amina)
    assert {(again(row).masked, again(row).holder_name, again(row).issuer) for row in sources} == {("", "", "")}
    assert "1234" not in str(list(Activity.objects.filter(person_id=amina.id).values_list("detail", "subject")))


def happens(topic: str, person: User) -> None:
    """The event, and what follows from it."""
    with transaction.atomic():
        events.record(topic, {"person_id": str(person.id)})
    deliver_all()


def test_the_export_tells_what_was_linked_and_no_token(amina: User) -> None:
    source = give_source(amina, token="acc_secret")
    give_top_up(amina, source)
    removed = give_source(amina)
    services.remove_source(person_id=amina.id, source_id=removed.id, now=clock.now())
    rows = {
        one.name: list(one.rows(amina.id)) for one in contributions() if one.name in ("funding_sources", "auto_top_ups")
    }
    assert [row["state"] for row in rows["funding_sources"]] == ["ACTIVE", "REMOVED"]
    assert rows["auto_top_ups"][0]["threshold"] == "20.00"
    assert "acc_secret" not in str(rows)


@AT_ONCE
def test_a_token_opens_in_its_own_row_only_and_survives_new_keys(amina: User, settings: Any, tmp_path: Any) -> None:
    # Files that other tests left are sealed under keys of theirs.
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")
    one, other = give_source(amina, token="acc_one"), give_source(amina, token="acc_other")
    one.token, other.token = other.token, one.token
    with pytest.raises(Undecipherable):
        open_token(one)
    fresh = "a" * 43 + "="
    settings.FIELD_KEYS = {"next": fresh, **settings.FIELD_KEYS}
    call_command("rotate_keys")
    assert (open_token(again(one)), open_token(again(other))) == ("acc_one", "acc_other")
    assert bytes(again(one).token)[2:6] == b"next"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE funding_fundingsource SET gateway_code = 'x'",
        "UPDATE funding_fundingsource SET kind = 'CARD'",
        "UPDATE funding_fundingsource SET masked = 'other'",
        "UPDATE funding_fundingsource SET masked = ''",
        "UPDATE funding_fundingsource SET token_index = decode(repeat('00', 32), 'hex')",
        "UPDATE funding_fundingsource SET state = 'EXPIRED', token = NULL, token_index = NULL, ended_at = now()",
        "UPDATE funding_fundingsource SET state = 'REMOVED', ended_at = now(), is_default = false",
        "UPDATE funding_fundingsource SET token = NULL",
        "UPDATE funding_fundingsource SET linked_at = now()",
        "DELETE FROM funding_fundingsource",
        "TRUNCATE funding_fundingsource CASCADE",
    ],
)
def test_the_database_keeps_what_was_linked(amina: User, statement: str) -> None:
    give_source(amina)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_was_removed_is_not_linked_again(amina: User) -> None:
    source = give_source(amina)
    services.remove_source(person_id=amina.id, source_id=source.id, now=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE funding_fundingsource SET state = 'ACTIVE', ended_at = NULL, token = 'x',"
            " token_index = decode(repeat('00', 32), 'hex')"
        )


def test_the_same_token_twice_and_two_defaults_are_refused_by_the_database(amina: User) -> None:
    give_source(amina, token="acc_one")
    with pytest.raises(IntegrityError), transaction.atomic():
        give_source(amina, token="acc_one")
    give_source(join("brian"), token="acc_one")
    second = give_source(amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingSource.objects.filter(pk=second.pk).update(is_default=True)


def deposit_by_card(person: User, token: str) -> Transaction:
    """Paid on the provider's page by somebody who wanted the card to be kept."""
    row = deposit(person, "5", terms={"return_url": "gopay://x", "keep_instrument": True})
    submit(row, "cards")
    card = Instrument(token, "CARD", "•••• 4242", "Amina Otieno", "visa", date(2048, 4, 1))
    say(row, Outcome.SUCCEEDED, gateway="cards", instrument=card)
    return row


def keep_again(row: Transaction) -> FundingSource | None:
    with transaction.atomic():
        return services.keep_card(transaction_id=row.id, now=clock.now())


def test_the_card_of_a_deposit_is_kept_once_and_not_beyond_ten(amina: User) -> None:
    first = deposit_by_card(amina, "card_1")
    deliver_all()
    for _ in range(2):
        assert keep_again(first) is None
    assert FundingSource.objects.filter(transaction_id=first.id).count() == 1
    # The same card again, and one that was removed since: neither comes back by itself.
    deposit_by_card(amina, "card_1")
    deliver_all()
    card = FundingSource.objects.get(person=amina)
    services.remove_source(person_id=amina.id, source_id=card.id, now=clock.now())
    assert keep_again(first) is None
    for _ in range(MAX_SOURCES):
        give_source(amina)
    deposit_by_card(amina, "card_2")
    deliver_all()
    assert FundingSource.objects.filter(person=amina, state="ACTIVE").count() == MAX_SOURCES
    assert (available(amina), AutoTopUp.objects.count()) == (115, 0)
