"""The people who turn up in tests: always the same, so that a story can be followed from app to app."""

import base64
import threading
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import factory
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth.hashers import make_password
from rest_framework.test import APIClient

from apps.accounts import pins, selectors, services, signatures, tokens
from apps.accounts.models import PIN_SALT_BYTES, Device, OneTimeCode, Pin, Session, User
from apps.core import clock
from apps.core.ids import uuid7

PASSWORD = "three brown herons"
PIN = "739184"

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
    "hassan": ("Hassan Ali", "+254712000021", "hassan@example.org"),
    "imani": ("Imani Njoroge", "+254712000022", "imani@example.org"),
    "joseph": ("Joseph Kariuki", "+254712000023", "joseph@example.org"),
    "khadija": ("Khadija Said", "+254712000025", "khadija@example.org"),
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
    # Whoever has an address has proven it.
    email_verified_at = factory.LazyAttribute(lambda user: clock.now() if user.email else None)
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


class Phone:
    """A phone with a key of its own: what it sends is signed as apps/accounts/signatures.py reads it."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.device_id = uuid7()
        self._signed_at: set[int] = set()
        self._lock = threading.Lock()

    def another_second(self) -> datetime:
        """The latest second in which it has not signed yet, so that asking again is not the very same signature."""
        with self._lock:
            second = int(clock.now().timestamp())
            while second in self._signed_at:
                second -= 1
            self._signed_at.add(second)
        return datetime.fromtimestamp(second, UTC)

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def sign(
        self, method: str, path: str, body: bytes, *, key: str | None = None, at: datetime | None = None
    ) -> dict[str, str]:
        """The three headers of a signed request. `key` is its Idempotency-Key, `at` the phone's clock."""
        digest = signatures.content_digest(body)
        created = int((at or clock.now()).timestamp())
        parameters = signatures.parameters(created=created, device_id=self.device_id, with_key=key is not None)
        base = signatures.signature_base(
            method=method, path=path, content_digest=digest, idempotency_key=key, parameters=parameters
        )
        signature = base64.b64encode(self.key.sign(base)).decode()
        return {
            "Content-Digest": digest,
            "Signature-Input": f"gopay={parameters}",
            "Signature": f"gopay=:{signature}:",
        }


class PhoneClient(APIClient):
    """An API client that signs what it sends with an Idempotency-Key, as the app on a registered phone does."""

    phone: Phone | None = None

    def generic(self, method: str, path: Any, data: Any = "", *args: Any, **extra: Any) -> Any:  # type: ignore[override]
        headers = dict(extra.pop("headers", None) or {})
        key = headers.get("Idempotency-Key")
        if self.phone and key is not None and "Signature" not in headers:
            body = data if isinstance(data, bytes) else str(data).encode()
            headers |= self.phone.sign(method, path, body, key=key, at=self.phone.another_second())
        return super().generic(method, path, data, *args, headers=headers, **extra)


def give_pin(user: User, pin: str = PIN) -> None:
    """Sets their PIN."""
    salt, digest = _digest_of(pin)
    Pin.objects.update_or_create(user=user, defaults={"salt": salt, "digest": digest, "set_at": clock.now()})


@lru_cache
def _digest_of(pin: str) -> tuple[bytes, bytes]:
    salt = b"s" * PIN_SALT_BYTES
    return salt, pins.digest(pin, salt)


def give_phone(user: User, session_id: UUID | None = None) -> Phone:
    """Registers a phone of theirs and binds the session to it, if one is given."""
    phone = Phone()
    Device.objects.create(
        id=phone.device_id,
        user=user,
        client_id=str(phone.device_id)[-12:],
        name="Phone",
        platform="android",
        public_key=phone.public_key,
        registered_at=clock.now(),
    )
    if session_id is not None:
        Session.objects.filter(pk=session_id).update(bound_device_id=phone.device_id)
    return phone


def client_of(user: User) -> PhoneClient:
    """An API client that is logged in as them on a registered phone; they have a PIN."""
    return client_with(tokens_of(user).access)


def client_with(access: str) -> PhoneClient:
    """An API client that sends this access token, from a registered phone."""
    client = PhoneClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    client.phone = _phone_of(tokens.read(access, "access").session_id)
    return client


_phones: dict[UUID, Phone] = {}
_phones_lock = threading.Lock()


def _phone_of(session_id: UUID) -> Phone:
    """The phone this session is on, registered when it is asked for the first time."""
    with _phones_lock:
        if session_id not in _phones:
            session = Session.objects.select_related("user").get(pk=session_id)
            if not Pin.objects.filter(user=session.user).exists():
                give_pin(session.user)
            _phones[session_id] = give_phone(session.user, session_id)
        return _phones[session_id]


def plain_client_with(access: str) -> APIClient:
    """An API client that sends this access token, from nowhere we know."""
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
