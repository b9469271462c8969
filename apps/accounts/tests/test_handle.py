"""@handles: plain, unique, never one that poses as somebody, changed seldom and given to nobody else for a while."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from apps.accounts import rates, selectors, services
from apps.accounts.errors import HandleTaken
from apps.accounts.handles import is_reserved
from apps.accounts.models import HANDLE_PATTERN, Activity, ReleasedHandle, User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.models import RateBucket
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked

pytestmark = pytest.mark.django_db
ME = "/api/v1/me/handle"


@pytest.fixture
def amina() -> User:
    return make_person("amina")


def put(user: User, handle: Any) -> Any:
    RateBucket.objects.all().delete()
    return client_of(user).put(ME, {"handle": handle}, format="json")


def later(**time: int) -> Any:
    return time_machine.travel(clock.now() + timedelta(**time), tick=True)


@pytest.mark.parametrize("written", ["amina_o", "@amina_o", "Amina_O", " @AMINA_O "])
def test_one_is_found_by_it_however_it_is_written(amina: User, written: str) -> None:
    answer = put(amina, written)
    assert (answer.status_code, answer.json()["handle"]) == (200, "amina_o")
    for name in ("@amina_o", "@AMINA_O"):
        found = selectors.find_person(name)
        assert found is not None and found.id == amina.id
    assert selectors.find_person("amina_o") is None, "without its @ it names nobody"


NO_HANDLES = [
    *["", "@", "ab", "a" * 31, "1amina", "_amina", "amina-o", "amina.o", "amina o", "amin\u0430", "\uff41mina"],
    *["@@amina", None, 7, ["amina"]],
]


@pytest.mark.parametrize("handle", NO_HANDLES)
def test_what_is_no_handle_is_refused(amina: User, handle: Any) -> None:
    answer = put(amina, handle)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "handle")
    assert User.objects.get().handle is None


POSING = [
    *["admin", "gopay", "support", "bank", "Admin", "g0pay", "go_pay", "gopay_help", "gopay2", "supp0rt", "b4nk"],
    *["adm1n", "admln", "offic1al_bank", "support_team", "helpdesk24", "cust0mer_care"],
]


@pytest.mark.parametrize("handle", POSING)
def test_nobody_poses_as_us_or_as_a_bank(amina: User, handle: str) -> None:
    answer = put(amina, handle)
    assert (answer.status_code, answer.json()["code"]) == (409, "handle_taken")
    assert User.objects.get().handle is None


@pytest.mark.parametrize("handle", ["amina", "banker", "agentia", "adminah", "paybill_fan", "testarossa", "robot99"])
def test_other_names_are_free(handle: str) -> None:
    assert not is_reserved(handle)


def test_the_pattern_of_the_column_and_of_what_is_read_are_one() -> None:
    from apps.accounts import identifiers

    assert f"^{identifiers._HANDLE.pattern}$" == HANDLE_PATTERN


def test_a_handle_has_one_owner(amina: User) -> None:
    assert put(amina, "sunny").status_code == 200
    answer = put(make_person("brian"), "Sunny")
    assert (answer.status_code, answer.json()["code"]) == (409, "handle_taken")


def test_the_same_handle_again_changes_nothing(amina: User) -> None:
    put(amina, "sunny")
    assert put(amina, "@SUNNY").status_code == 200
    assert Activity.objects.filter(action="accounts.handle_changed").count() == 1


def test_it_changes_once_in_thirty_days(amina: User) -> None:
    put(amina, "sunny")
    refused = put(amina, "rainy")
    assert (refused.status_code, refused.json()["code"]) == (422, "handle_changed_recently")
    assert 29 * 86400 < int(refused["Retry-After"]) <= 30 * 86400
    # Nor by giving it up first.
    assert client_of(amina).delete(ME).status_code == 204
    assert put(amina, "rainy").json()["code"] == "handle_changed_recently"
    with later(days=30, seconds=5):
        assert put(amina, "rainy").json()["handle"] == "rainy"


def test_what_one_gave_up_nobody_else_gets_for_ninety_days(amina: User) -> None:
    """Money that is meant for one must not reach another by the same name."""
    brian = make_person("brian")
    put(amina, "sunny")
    assert client_of(amina).delete(ME).status_code == 204
    assert selectors.find_person("@sunny") is None
    assert put(brian, "sunny").json()["code"] == "handle_taken"
    assert User.objects.get(pk=brian.pk).handle is None
    with later(days=89):
        assert put(brian, "sunny").json()["code"] == "handle_taken"
    with later(days=90, seconds=5):
        assert put(brian, "sunny").status_code == 200
        found = selectors.find_person("@sunny")
        assert found is not None and found.id == brian.id
    assert not ReleasedHandle.objects.exists()


def test_who_gave_it_up_may_have_it_back(amina: User) -> None:
    put(amina, "sunny")
    client_of(amina).delete(ME)
    with later(days=31):
        assert put(amina, "sunny").status_code == 200
    assert not ReleasedHandle.objects.exists()


def test_one_that_was_changed_rests_too(amina: User) -> None:
    put(amina, "sunny")
    with later(days=31):
        put(amina, "rainy")
        assert selectors.find_person("@sunny") is None
        assert put(make_person("brian"), "sunny").json()["code"] == "handle_taken"


def test_the_handle_of_a_closed_account_rests_too(amina: User) -> None:
    put(amina, "sunny")
    services.close_person(person_id=amina.id, reason="test", now=clock.now())
    assert User.objects.get(pk=amina.pk).handle is None
    assert put(make_person("brian"), "sunny").json()["code"] == "handle_taken"


def test_who_has_none_has_none_to_give_up(amina: User) -> None:
    assert client_of(amina).delete(ME).status_code == 204
    assert not Activity.objects.exists()


def test_while_a_phone_is_lost_it_stays(amina: User) -> None:
    put(amina, "sunny")
    User.objects.update(secured_at=clock.now())
    assert client_of(amina).delete(ME).json()["code"] == "account_secured"
    assert selectors.find_person("@sunny") is not None


def test_the_purge_forgets_what_is_free_again(amina: User) -> None:
    put(amina, "sunny")
    client_of(amina).delete(ME)
    services.purge_expired(now=clock.now() + timedelta(days=89))
    assert ReleasedHandle.objects.exists()
    services.purge_expired(now=clock.now() + timedelta(days=91))
    assert not ReleasedHandle.objects.exists()


def test_nobody_tries_out_many(amina: User) -> None:
    client = client_of(amina)
    statuses = [
        client.put(ME, {"handle": "admin"}, format="json").status_code for _ in range(rates.HANDLE_BY_PERSON.count + 1)
    ]
    assert statuses == [409] * rates.HANDLE_BY_PERSON.count + [429]


@pytest.mark.django_db(transaction=True)
def test_of_people_who_want_one_handle_at_once_one_gets_it() -> None:
    people = [make_person(name) for name in ("amina", "brian", "chidi", "dalia")]
    outcomes = run_together(
        4, lambda index: services.set_handle(person_id=people[index].id, handle="sunny", now=clock.now())
    )
    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, HandleTaken) for outcome in outcomes) == 3
    assert User.objects.get(handle="sunny") == people[outcomes.index(None)]


@pytest.mark.django_db(transaction=True)
def test_what_is_given_up_at_this_very_moment_rests_too(amina: User) -> None:
    """Whoever waits for the unique name must see that it was released, and not only that it is free."""
    brian = make_person("brian")
    services.set_handle(person_id=amina.id, handle="sunny", now=clock.now())
    with other_transaction() as there:
        there(lambda: services.remove_handle(person_id=amina.id, now=clock.now()))
        wants = in_background(lambda: services.set_handle(person_id=brian.id, handle="sunny", now=clock.now()))
        wait_until_blocked()
    assert isinstance(wants.exception(30), HandleTaken)
    assert User.objects.get(pk=brian.pk).handle is None
