import pytest
from rest_framework.test import APIClient


@pytest.fixture
def api() -> APIClient:
    """Somebody who has not logged in."""
    return APIClient()


@pytest.fixture
def argon2_runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows by one with every argon2 computation, whether it hashes or verifies."""
    from argon2 import low_level
    from django.contrib.auth.hashers import Argon2PasswordHasher

    runs: list[str] = []
    hash_secret, verify = low_level.hash_secret, Argon2PasswordHasher.verify

    def counted_hash(*args: object, **kwargs: object) -> bytes:
        runs.append("hash")
        return hash_secret(*args, **kwargs)  # type: ignore[arg-type]

    def counted_verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        runs.append("verify")
        return verify(self, password, encoded)

    monkeypatch.setattr(low_level, "hash_secret", counted_hash)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted_verify)
    return runs
