"""What an API key looks like: `gpk_live_` or `gpk_test_`, then 256 random bits in base64url without padding."""

import hashlib
import re
import secrets

_KEY = re.compile(r"gpk_(?:live|test)_[A-Za-z0-9_-]{43}", re.ASCII)
_SHOWN = len("gpk_live_") + 4


def new_key(*, is_live: bool) -> str:
    """A key nobody has had. It is shown to its maker once and never kept."""
    return f"gpk_{'live' if is_live else 'test'}_{secrets.token_urlsafe(32)}"


def prefix_of(key: str) -> str:
    """What people tell keys apart by. It leaves more than 230 bits to guess."""
    return key[:_SHOWN]


def digest_of(key: str) -> bytes:
    """SHA-256, by which a key is found: whoever guesses at it learns nothing from how long that takes."""
    return hashlib.sha256(key.encode()).digest()


def looks_like_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None
