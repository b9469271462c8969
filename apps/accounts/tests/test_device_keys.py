"""Which keys a phone may sign with, and the key our commands are signed with."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.test import override_settings

from apps.accounts import device_keys

P = 2**255 - 19
# Every point of low order, in each of its spellings (the list of libsodium's ge25519_has_small_order).
LOW_ORDER = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


def test_keys_that_phones_make_are_good() -> None:
    for _ in range(50):
        assert device_keys.is_good(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    # RFC 8032, section 7.1, test 1.
    assert device_keys.is_good(bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))


@pytest.mark.parametrize("sign", [0, 0x80])
@pytest.mark.parametrize("encoded", LOW_ORDER)
def test_a_key_of_low_order_is_refused(encoded: str, sign: int) -> None:
    """Under it one signature, which anybody can make, fits many messages."""
    raw = bytearray.fromhex(encoded)
    raw[31] |= sign
    assert not device_keys.is_good(bytes(raw))


def test_a_signature_under_a_key_of_low_order_would_fit() -> None:
    """The attack that is_good stands against works with the library as it is."""
    forged = bytes([1]) + bytes(31) + bytes(32)
    Ed25519PublicKey.from_public_bytes(bytes([1]) + bytes(31)).verify(forged, b"pay everything to me")


def test_what_is_no_point_of_the_curve_is_refused() -> None:
    """About half of all numbers are none, and a second spelling of a point is none either."""
    refused = sum(not device_keys.is_good(y.to_bytes(32, "little")) for y in range(2, 202))
    assert 60 < refused < 140
    for y in range(P, 2**255):
        assert not device_keys.is_good(y.to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_has_thirty_two_bytes(length: int) -> None:
    assert not device_keys.is_good(b"\x09" * length)


def test_a_command_is_signed_under_the_key_that_phones_are_told() -> None:
    command = {"id": "1", "action": "wipe", "nonce": "ä"}
    signature = base64.b64decode(device_keys.sign_command(command))
    key = Ed25519PublicKey.from_public_bytes(device_keys.command_public_key())
    key.verify(signature, b'{"action":"wipe","id":"1","nonce":"\\u00e4"}')
    with override_settings(DEVICE_COMMAND_KEY=base64.b64encode(b"another command key of 32 bytes!").decode()):
        assert device_keys.command_public_key() != key.public_bytes_raw()
