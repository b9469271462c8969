"""Naming a person by number, address or id, from a cache that every change empties."""

from typing import Any

import pytest

from apps.accounts import selectors, services
from apps.accounts.errors import PersonNotFound
from apps.accounts.identifiers import (
    is_clean_name,
    masked_name,
    normalise_email,
    normalise_handle,
    normalise_identifier,
    normalise_msisdn,
)
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.ids import uuid7


@pytest.mark.django_db
def test_number_address_in_any_case_and_id_name_the_same_person() -> None:
    chidi = make_person("chidi", handle="chidi")
    expected = selectors.Person(
        chidi.id, "+2348031000003", "chidi@example.org", "Chidi Okafor", "ACTIVE", "en", "TIER_0", "chidi"
    )
    names = ["+2348031000003", "chidi@example.org", "CHIDI@Example.ORG", "@chidi", " @Chidi ", str(chidi.id)]
    for identifier in [*names, chidi.id.hex]:
        assert selectors.find_person(identifier) == expected
    assert selectors.get_person(chidi.id) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "identifier", ["", "chidi", "@", "@chidi", "+", "+254712999999", "2348031000003", "a" * 300, "x@y.example"]
)
def test_who_is_not_there_is_not_found(identifier: str) -> None:
    make_person("chidi")
    assert selectors.find_person(identifier) is None


@pytest.mark.django_db
def test_an_address_nobody_has_proven_leads_to_nobody() -> None:
    """Anybody can type anybody's address when they register; money for its owner must not reach them."""
    amina = make_person("amina", email_verified_at=None)
    assert selectors.find_person("amina@example.org") is None
    found = selectors.find_person(amina.msisdn)
    assert found is not None and found.email == "amina@example.org"
    assert selectors.find_user_to_log_in("amina@example.org") == amina


@pytest.mark.django_db
def test_a_handle_is_no_name_to_log_in_with() -> None:
    make_person("amina", handle="amina_o")
    assert selectors.find_user_to_log_in("@amina_o") is None


@pytest.mark.django_db
def test_an_unknown_id_is_not_found() -> None:
    with pytest.raises(PersonNotFound):
        selectors.get_person(uuid7())
    with pytest.raises(PersonNotFound):
        selectors.get_profile(uuid7())


@pytest.mark.django_db
def test_the_second_look_asks_no_database(django_assert_num_queries: Any) -> None:
    amina = make_person("amina")
    with django_assert_num_queries(1):
        selectors.find_person(amina.msisdn)
    with django_assert_num_queries(0):
        selectors.find_person(amina.msisdn)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["id", "msisdn", "email", "handle"])
def test_a_change_is_seen_at_once_under_every_name(name: str) -> None:
    amina = make_person("amina", handle="amina_o")
    identifier = f"@{amina.handle}" if name == "handle" else str(getattr(amina, name))
    assert selectors.find_person(identifier) is not None
    services.update_profile(person_id=amina.id, full_name="Amina Weber", now=clock.now())
    found = selectors.find_person(identifier)
    assert found is not None and found.full_name == "Amina Weber"
    services.lock_person(person_id=amina.id, reason="test", now=clock.now())
    found = selectors.find_person(identifier)
    assert found is not None and not found.is_active
    services.close_person(person_id=amina.id, reason="test", now=clock.now())
    found = selectors.find_person(identifier)
    if name == "handle":
        assert found is None, "it ends with the account"
    else:
        assert found is not None and found.status == "CLOSED"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+254712345678", "+254712345678"),
        ("+254 712-345 678", "+254712345678"),
        ("+2547123", None),
        ("0712345678", None),
        ("254712345678", None),
        ("+\uff12\uff15\uff14712345678", None),
        ("tel:+254712345678", None),
    ],
)
def test_numbers_are_read_as_e164(text: str, expected: str | None) -> None:
    assert normalise_msisdn(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" A.B+c@Example.ORG ", "a.b+c@example.org"),
        ("a@b", None),
        ("a b@example.org", None),
        ("a@exa_mple.org", None),
        ("a@@example.org", None),
        ("a@example.org\n", "a@example.org"),
        ("\u212aelvin@example.org", None),
    ],
)
def test_addresses_are_read_in_lower_case_and_ascii(text: str, expected: str | None) -> None:
    assert normalise_email(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Amina_O", "amina_o"),
        ("amina", "amina"),
        ("@@amina", None),
        ("@am", None),
        ("@1amina", None),
        ("@_amina", None),
        ("@amina-o", None),
        ("@amina.o", None),
        ("@" + "a" * 31, None),
        ("@amin\u0430", None),
        ("@\uff41mina", None),
        ("@", None),
        ("", None),
    ],
)
def test_handles_are_read_in_lower_case_and_ascii(text: str, expected: str | None) -> None:
    assert normalise_handle(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Amina Otieno", "Amina O."),
        ("Mei Lin Santos", "Mei S."),
        ("Pel\u00e9", "Pe\u2026"),
        ("Madonna", "Mad\u2026"),
        ("Maximiliane", "Max\u2026"),
        ("Li", "L\u2026"),
        ("O", "O\u2026"),
        ("\u738b\u5c0f\u660e", "\u738b\u2026"),
        ("\u062f\u0627\u0644\u064a\u0627 \u062d\u0633\u0646", "\u062f\u0627\u0644\u064a\u0627 \u062d."),
        # An accent and a vowel that are characters of their own stay with their letter.
        ("Brian E\u0301tienne", "Brian E\u0301."),
        ("\u0930\u093e\u092e \u0915\u0943\u0937\u094d\u0923", "\u0930\u093e\u092e \u0915\u0943."),
        ("", "\u2026"),
    ],
)
def test_a_masked_name_is_known_by_who_knows_it(name: str, expected: str) -> None:
    assert masked_name(name) == expected


def test_an_identifier_is_one_of_four_things() -> None:
    an_id = uuid7()
    assert normalise_identifier(f" {an_id} ") == str(an_id)
    assert normalise_identifier("A@Example.org") == "a@example.org"
    assert normalise_identifier("+254 712345678") == "+254712345678"
    assert normalise_identifier(" @Amina ") == "@amina"
    assert normalise_identifier("amina") is None


def test_a_name_holds_nothing_hidden() -> None:
    assert is_clean_name("علی‌زاده")
    for bad in ["", "...", "Amina\x00", "Amina\u202e", "\ufeffAmina", "Amina\u2066"]:
        assert not is_clean_name(bad)
