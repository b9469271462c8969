"""How staff enter the operator's site."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from apps.accounts import passwords, selectors
from apps.accounts.identifiers import normalise_identifier
from apps.accounts.models import User


class StaffBackend(ModelBackend):
    """Number or e-mail address and password, for active staff only.

    Customers log in through the API; a cookie session of theirs would escape the list of their sessions.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        identifier = username if username is not None else kwargs.get(User.USERNAME_FIELD)
        if identifier is None or password is None:
            return None
        user = selectors.find_user_to_log_in(normalise_identifier(identifier))
        right = passwords.is_right(password, user.password if user else None)
        return user if user is not None and right and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.is_staff) and super().user_can_authenticate(user)
