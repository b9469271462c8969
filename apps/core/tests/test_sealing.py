"""Personal values sealed for their place: SECURITY 27."""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from apps.core import crypto
from apps.core.crypto import Undecipherable, blind_index, key_id_of, seal, seal_bytes, unseal, unseal_bytes

AMINA, BRIAN = uuid4(), uuid4()
NAME = "Amina Otieno"


def place(row: UUID = AMINA, table: str = "people", column: str = "name") -> dict[str, Any]:
    return {"table": table, "column": column, "row": row}


def new_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


@pytest.fixture
def ring(settings: Any) -> Callable[..., None]:
    """Sets the ring to these key ids, each with a key of its own that stays the same."""
    keys: dict[str, str] = {}

    def hold(*kids: str) -> None:
        settings.FIELD_KEYS = {kid: keys.setdefault(kid, new_key()) for kid in kids}

    return hold


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens_again(text: str) -> None:
    sealed = seal(text, **place())
    assert isinstance(sealed, bytes)
    assert unseal(sealed, **place()) == text
    assert unseal(memoryview(sealed), **place()) == text


@given(st.binary())
def test_bytes_open_again(content: bytes) -> None:
    assert unseal_bytes(seal_bytes(content, **place()), **place()) == content


def test_nothing_of_the_text_shows_and_no_two_seals_are_alike() -> None:
    """SECURITY 27: what a dump shows is ciphertext, and equal values do not look equal."""
    first, second = seal(NAME, **place()), seal(NAME, **place())
    assert first != second
    assert b"Amina" not in first and b"Otieno" not in first
    # Version, length and id of the key, nonce, tag: nothing else is added.
    assert len(first) == len(NAME) + 1 + 1 + len(b"test") + 12 + 16


def test_a_sealed_value_says_its_version_and_key() -> None:
    sealed = seal(NAME, **place())
    assert sealed[:6] == b"\x01\x04test"
    assert sealed.startswith(crypto.current_key()[1])
    assert key_id_of(sealed) == key_id_of(sealed[:10]) == "test"


@pytest.mark.parametrize(
    "other",
    [place(BRIAN), place(table="payees"), place(column="nickname"), place(table="people:name", column="")],
    ids=["row", "table", "column", "shifted"],
)
def test_a_ciphertext_moved_elsewhere_does_not_open(other: dict[str, Any]) -> None:
    """SECURITY 27: swapping two rows' ciphertext fails to decrypt."""
    sealed = seal(NAME, **place())
    with pytest.raises(Undecipherable):
        unseal(sealed, **other)
    assert unseal(sealed, **place()) == NAME


def test_a_changed_byte_anywhere_does_not_open() -> None:
    sealed = seal(NAME, **place())
    for index in range(len(sealed)):
        changed = bytearray(sealed)
        changed[index] ^= 1
        with pytest.raises(Undecipherable):
            unseal(changed, **place())


def test_a_shortened_or_lengthened_value_does_not_open() -> None:
    sealed = seal(NAME, **place())
    for piece in [sealed[:length] for length in range(len(sealed))] + [sealed + b"\0"]:
        with pytest.raises(Undecipherable):
            unseal(piece, **place())


@given(st.binary(max_size=80))
def test_garbage_does_not_open(garbage: bytes) -> None:
    with pytest.raises(Undecipherable):
        unseal(garbage, **place())
    with pytest.raises(Undecipherable):
        unseal(b"\x01\x04test" + garbage, **place())


@pytest.mark.parametrize(
    "head", [b"", b"\x01", b"\x01\x00", b"\x01\x05test", b"\x02\x04test", b"\x01\x02\xff\xfe", b"x"]
)
def test_what_names_no_key_is_refused(head: bytes) -> None:
    with pytest.raises(Undecipherable):
        key_id_of(head)


def test_the_first_key_seals_and_all_open(ring: Callable[..., None]) -> None:
    ring("old")
    old = seal(NAME, **place())
    ring("new", "old")
    new = seal(NAME, **place())
    assert (key_id_of(old), key_id_of(new)) == ("old", "new")
    assert unseal(old, **place()) == unseal(new, **place()) == NAME
    # A process that has not heard of the change yet, but holds the key.
    ring("old", "new")
    assert unseal(new, **place()) == NAME


def test_without_its_key_a_value_does_not_open(ring: Callable[..., None]) -> None:
    ring("old")
    sealed = seal(NAME, **place())
    ring("new")
    with pytest.raises(Undecipherable, match="not in FIELD_KEYS"):
        unseal(sealed, **place())


def test_another_key_under_the_same_id_does_not_open(settings: Any) -> None:
    settings.FIELD_KEYS = {"k": new_key()}
    sealed = seal(NAME, **place())
    settings.FIELD_KEYS = {"k": new_key()}
    with pytest.raises(Undecipherable):
        unseal(sealed, **place())


@pytest.mark.parametrize(
    "keys",
    [{}, {"k": ""}, {"k": "short"}, {"k": base64.b64encode(b"x" * 31).decode()}, {"k" * 256: new_key()}],
    ids=["none", "empty", "no base64", "31 bytes", "long id"],
)
def test_nothing_is_sealed_without_a_good_key(settings: Any, keys: dict[str, str]) -> None:
    settings.FIELD_KEYS = keys
    with pytest.raises(ImproperlyConfigured) as caught:
        seal(NAME, **place())
    assert not any(key and key in str(caught.value) for key in keys.values())


def test_no_message_carries_what_was_sealed() -> None:
    sealed = seal(NAME, **place())
    with pytest.raises(Undecipherable) as caught:
        unseal(sealed, **place(BRIAN))
    assert NAME not in str(caught.value) and sealed.hex() not in str(caught.value)
    # The library's own error would carry nothing either, but a chain of tracebacks is read by many.
    assert caught.value.__suppress_context__


def test_equal_texts_have_equal_indexes_for_one_purpose_only() -> None:
    index = blind_index("12345678", purpose="kyc.id_number")
    assert len(index) == 32
    assert index == blind_index("12345678", purpose="kyc.id_number")
    assert index != blind_index("12345679", purpose="kyc.id_number")
    assert index != blind_index("12345678", purpose="kyc.tax_number")
    # Where the purpose ends and the text begins is no matter of where the words are cut.
    assert blind_index("bc", purpose="a") != blind_index("c", purpose="ab")


def test_an_index_is_keyed(settings: Any) -> None:
    """Document numbers are few: without the key a dump would be searched through in minutes."""
    index = blind_index("12345678", purpose="kyc.id_number")
    key = base64.b64decode(settings.BLIND_INDEX_KEY)
    of_purpose = hmac.digest(key, b"kyc.id_number", hashlib.sha256)
    assert index == hmac.digest(of_purpose, b"12345678", hashlib.sha256)
    settings.BLIND_INDEX_KEY = new_key()
    assert blind_index("12345678", purpose="kyc.id_number") != index
    settings.BLIND_INDEX_KEY = ""
    with pytest.raises(ImproperlyConfigured):
        blind_index("12345678", purpose="kyc.id_number")


def test_an_index_does_not_change_when_keys_are_rotated(ring: Callable[..., None]) -> None:
    ring("old")
    before = blind_index("12345678", purpose="kyc.id_number")
    ring("new", "old")
    assert blind_index("12345678", purpose="kyc.id_number") == before


@pytest.mark.parametrize(
    ("table", "columns", "key"),
    [
        ("people; drop", ["name"], "id"),
        ("people", ['na"me'], "id"),
        ("people", ["name"], "id)"),
        ("people", [], "id"),
        ("", ["name"], "id"),
    ],
)
def test_only_names_can_be_registered(
    monkeypatch: pytest.MonkeyPatch, table: str, columns: list[str], key: str
) -> None:
    monkeypatch.setattr(crypto, "_registry", {})
    with pytest.raises(ValueError):
        crypto.register_sealed(table, columns, key)
    assert crypto.sealed_tables() == []


def test_a_table_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crypto, "_registry", {})
    crypto.register_sealed("people", ["name"])
    crypto.register_sealed("people", ["name"])
    with pytest.raises(ValueError):
        crypto.register_sealed("people", ["name", "number"])
    assert [declared.columns for declared in crypto.sealed_tables()] == [("name",)]
