"""Personal data sealed for the disk: a dump of the database, or a stolen backup, shows none of it.

AES-256-GCM (NIST SP 800-38D) under the first key of settings.FIELD_KEYS; every key of the ring opens. A sealed value
says what it is: one byte of version, one of the key id's length, the key id, 96 bits of random nonce, then the
ciphertext with its tag. Where it stands (table, column, row) is authenticated with it, so a ciphertext that somebody
moves to another row does not open there. Random nonces are safe for 2^32 values under one key; `manage.py
rotate_keys` comes long before.
"""

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_VERSION = b"\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16
# Also what a value's head can be at most: version, length, key id.
MAX_HEAD_BYTES = 2 + 255
_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]{0,62}", re.ASCII)

Sealed = bytes | bytearray | memoryview


class Undecipherable(Exception):
    """This was not sealed by a key we have, or not for this place, or it was changed since."""


@dataclass(frozen=True, slots=True)
class SealedTable:
    """Columns of a table that hold sealed values, and the UUID column that names the row."""

    table: str
    columns: tuple[str, ...]
    key: str


_registry: dict[str, SealedTable] = {}


def register_sealed(table: str, columns: Sequence[str], key: str = "id") -> None:
    """Tells `rotate_keys` of a table's sealed columns; called in the module that declares the model.

    `key` names the unique UUID column that is the `row` of `seal`. What is not there is NULL, never empty.
    """
    declared = SealedTable(table, tuple(columns), key)
    for name in (table, key, *columns):
        # The names become part of statements.
        if not _IDENTIFIER.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a table or a column")
    if not columns or _registry.setdefault(table, declared) != declared:
        raise ValueError(f"{table} has no sealed columns, or is registered with others")


def sealed_tables() -> list[SealedTable]:
    """All that was registered, in the order of the tables' names."""
    return sorted(_registry.values(), key=lambda declared: declared.table)


@lru_cache(maxsize=32)
def _raw_key(name: str, text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise ImproperlyConfigured(f"{name} must be base64 of 32 random bytes")
    return raw


@lru_cache(maxsize=32)
def _cipher(kid: str, text: str) -> AESGCM:
    return AESGCM(_raw_key(f"FIELD_KEYS kid {kid}", text))


def _head(kid: str) -> bytes:
    name = kid.encode()
    if not 1 <= len(name) <= 255:
        raise ImproperlyConfigured("a kid of FIELD_KEYS is at most 255 bytes long")
    return _VERSION + bytes([len(name)]) + name


def current_key() -> tuple[str, bytes]:
    """The key id that seals, and the bytes every value sealed under it begins with. Raises ImproperlyConfigured."""
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured("FIELD_KEYS must name at least one key (kid:base64 of 32 bytes)")
    kid = next(iter(settings.FIELD_KEYS))
    return kid, _head(kid)


def key_id_of(sealed: Sealed) -> str:
    """The id of the key it says it is sealed under; the head of a value is enough. Raises Undecipherable."""
    head = bytes(sealed[:MAX_HEAD_BYTES])
    if head[:1] != _VERSION or len(head) < 3 or not 1 <= head[1] <= len(head) - 2:
        raise Undecipherable("this is not a sealed value")
    try:
        return head[2 : 2 + head[1]].decode()
    except UnicodeDecodeError:
        raise Undecipherable("this is not a sealed value") from None


def _place(table: str, column: str, row: UUID) -> bytes:
    # No name holds a colon, so no two places read alike.
    return f"{table}:{column}:{row}".encode()


def seal_pieces(content: bytes, *, table: str, column: str, row: UUID) -> tuple[bytes, bytes]:
    """The head and the ciphertext of `seal_bytes`, which a file is written from without another copy."""
    kid, head = current_key()
    nonce = os.urandom(_NONCE_BYTES)
    cipher = _cipher(kid, settings.FIELD_KEYS[kid])
    return head + nonce, cipher.encrypt(nonce, content, _place(table, column, row))


def seal_bytes(content: bytes, *, table: str, column: str, row: UUID) -> bytes:
    """The content sealed for this place under the first key. Raises ImproperlyConfigured without a good key."""
    return b"".join(seal_pieces(content, table=table, column=column, row=row))


def unseal_bytes(sealed: Sealed, *, table: str, column: str, row: UUID) -> bytes:
    """What `seal_bytes` was given. Raises Undecipherable."""
    kid = key_id_of(sealed)
    if kid not in settings.FIELD_KEYS:
        raise Undecipherable("the key it was sealed under is not in FIELD_KEYS")
    view = memoryview(sealed)
    begin = len(_head(kid))
    nonce, ciphertext = bytes(view[begin : begin + _NONCE_BYTES]), view[begin + _NONCE_BYTES :]
    if len(ciphertext) < _TAG_BYTES:
        raise Undecipherable("this is not a sealed value")
    try:
        return _cipher(kid, settings.FIELD_KEYS[kid]).decrypt(nonce, ciphertext, _place(table, column, row))
    except InvalidTag:
        raise Undecipherable("it was sealed for another place or by another key, or was changed since") from None


def seal(text: str, *, table: str, column: str, row: UUID) -> bytes:
    """The text sealed for this place under the first key. Raises ImproperlyConfigured without a good key."""
    return seal_bytes(text.encode(), table=table, column=column, row=row)


def unseal(sealed: Sealed, *, table: str, column: str, row: UUID) -> str:
    """What `seal` was given. Raises Undecipherable."""
    return unseal_bytes(sealed, table=table, column=column, row=row).decode()


def blind_index(text: str, *, purpose: str) -> bytes:
    """32 bytes by which equal texts are found without opening any: HMAC-SHA-256 under settings.BLIND_INDEX_KEY.

    Each purpose has a key of its own, so equal texts of two purposes cannot be told. Spelling is the caller's matter:
    what shall be found together has to be written alike before. Raises ImproperlyConfigured without a good key.
    """
    key = _raw_key("BLIND_INDEX_KEY", settings.BLIND_INDEX_KEY)
    of_purpose = hmac.digest(key, purpose.encode(), hashlib.sha256)
    return hmac.digest(of_purpose, text.encode(), hashlib.sha256)
