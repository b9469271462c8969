"""Passwords: how they are hashed, compared without telling who exists, and judged."""

import secrets
from functools import lru_cache

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, is_password_usable, make_password
from django.contrib.auth.password_validation import (
    UserAttributeSimilarityValidator,
    get_default_password_validators,
    validate_password,
)
from django.core.exceptions import ValidationError

from apps.accounts.models import User
from apps.core.errors import InvalidInput

MAX_PASSWORD_LENGTH = 256
# Django's own looks at fields that other user models have; of ours it knows the e-mail address only.
_UNLIKE_ITS_OWNER = UserAttributeSimilarityValidator(("msisdn", "full_name"))


class Argon2idHasher(Argon2PasswordHasher):
    """argon2id with OWASP's parameters (19 MiB, two passes, one lane).

    Django's own ask for 100 MiB and eight threads a log-in: sixteen at once would take 1.6 GB.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


@lru_cache(maxsize=1)
def _decoy() -> str:
    return make_password(secrets.token_urlsafe(32))


def is_right(password: str, encoded: str | None) -> bool:
    """Whether the password is the hashed one. Costs one argon2id run, whether or not there is a hash."""
    if encoded is None or not is_password_usable(encoded):
        check_password(password, _decoy())
        return False
    return check_password(password, encoded)


def wrong_password(field: str = "password") -> InvalidInput:
    """The refusal of a body whose password is not the person's."""
    return InvalidInput(
        "The request has invalid fields.",
        errors=[{"field": field, "code": "wrong_password", "detail": "This is not your password."}],
    )


def require_strong(password: str, *, field: str, msisdn: str, full_name: str, email: str | None) -> None:
    """Raises InvalidInput on `field` for a password that is short, common, or like its owner."""
    validators = [*get_default_password_validators(), _UNLIKE_ITS_OWNER]
    try:
        validate_password(password, User(msisdn=msisdn, full_name=full_name, email=email), validators)
    except ValidationError as error:
        raise InvalidInput(
            "The request has invalid fields.",
            errors=[
                {"field": field, "code": str(inner.code or "invalid"), "detail": " ".join(inner.messages)}
                for inner in error.error_list
            ],
        ) from None
