"""Human references: ten characters somebody can read over the phone."""

import os

# Crockford's base 32: no I, L, O or U, so nothing is taken for something else. Thirty-two of them divide the
# 256 values of a byte evenly, so each is as likely as the next.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_BY_BYTE = bytes(ord(ALPHABET[value % len(ALPHABET)]) for value in range(256))


def new_reference() -> str:
    """A reference drawn at random from 32**10; the database keeps it unique."""
    return os.urandom(LENGTH).translate(_BY_BYTE).decode("ascii")
