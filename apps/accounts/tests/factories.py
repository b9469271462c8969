"""The people who turn up in tests: always the same, so that a story can be followed from app to app."""

from functools import lru_cache
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from rest_framework.test import APIClient

from apps.accounts import selectors, services
from apps.accounts.models import OneTimeCode, User
from apps.core import clock

PASSWORD = "three brown herons"

# Name, number, e-mail address. Dalia has no address, Chidi's is written with capitals.
CAST = {
    "amina": ("Amina Otieno", "+254712000001", "amina@example.org"),
    "brian": ("Brian Mwangi", "+254712000002", "brian@example.org"),
    "chidi": ("Chidi Okafor", "+2348031000003", "Chidi@Example.org"),
    "dalia": ("Dalia Hassan", "+201001000004", None),
    "esther": ("Esther Wanjiru", "+254712000005", "esther@example.org"),
    "farid": ("Farid Rahman", "+8801712000006", "farid@example.org"),
    "grace": ("Grace Achieng", "+254712000007", "grace@example.org"),
    "olga": ("Olga Operator", "+254712000008", "olga@example.org"),
}


@lru_cache
def _hashed(password: str) -> str:
    return make_password(password)


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person whose number is verified and whose password is PASSWORD, hashed once for the whole run."""

    class Meta:
        model = User

    msisdn = factory.Sequence(lambda n: f"+254713{n:06d}")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    email = None
    password = factory.LazyFunction(lambda: _hashed(PASSWORD))


def make_person(name: str, **changes: Any) -> User:
    """Somebody of the CAST, joined."""
    full_name, msisdn, email = CAST[name]
    fields = {"full_name": full_name, "msisdn": msisdn, "email": email.lower() if email else None, **changes}
    return UserFactory.create(**fields)


def make_operator(**changes: Any) -> User:
    """Olga, who may do everything in the operator's site."""
    return make_person("olga", is_staff=True, is_superuser=True, **changes)


def tokens_of(user: User) -> services.TokenPair:
    """The tokens of a new session of theirs."""
    return services.open_session(user=user, now=clock.now())


def client_of(user: User) -> APIClient:
    """An API client that is logged in as them."""
    return client_with(tokens_of(user).access)


def client_with(access: str) -> APIClient:
    """An API client that sends this access token."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return client


def sign_up_fields(name: str, **changes: Any) -> dict[str, Any]:
    """What somebody of the CAST types to register."""
    full_name, msisdn, email = CAST[name]
    return {"msisdn": msisdn, "email": email, "full_name": full_name, "password": PASSWORD, **changes}


def code_sent_to(msisdn: str) -> str:
    """The digits of the newest code for this number."""
    code = OneTimeCode.objects.filter(address=msisdn, used_at=None).latest("id")
    text = selectors.get_code_text(code.id)
    assert text is not None
    return text


def wrong_code(right: str) -> str:
    """Six digits that are not the code."""
    return f"{(int(right) + 1) % 10**6:06d}"
