"""Amina with one of everything the platform keeps of a person, and everybody else who might ask for it.

It is built once for a module, in a transaction that is never committed; each request then runs in a savepoint of its
own and finds everything as it was.
"""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts import services as accounts
from apps.accounts.models import Device, NameChange, Session, TrustedPayee, User, WipeCommand
from apps.accounts.tests.factories import Phone, PhoneClient, client_of, give_phone, make_operator, make_person
from apps.core import clock
from apps.core import services as core
from apps.core.ids import uuid7
from apps.core.models import RateBucket
from apps.core.money import Money
from apps.core.tests.queue import deliver_events
from apps.kyc.models import WatchListHit
from apps.kyc.services import add_watch_list_entry
from apps.kyc.tests.papers import draft_of, photo
from apps.ledger.services import Entry, Leg, open_account, post
from apps.merchants.models import Charge
from apps.notifications.models import Channel, Notification, Outage
from apps.notifications.services import send_due
from apps.operations import services as operations
from apps.operations import totp
from apps.transactions.services import set_fee, set_limit, set_tier_limit
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join, wallet_of
from gopay.tests import scene_of_agents, scene_of_merchants, scene_of_operators, scene_of_payments, scene_outside


def _auditor() -> User:
    """Staff who may view every model and change none."""
    vera = make_person("dalia", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return vera


def _plain(name: str) -> Callable[[], User]:
    return lambda: make_person(name)


# Who asks. The owner is Amina, whose shop and whose agency the manager and the cashier work for, in the agency as
# manager and teller; the merchant and the agent have businesses of their own, and the super-agent's stands above
# Amina's agency.
OWNER = "owner"
ROLES: dict[str, Callable[[], User]] = {
    "other": lambda: join("chidi"),
    "agent": _plain("esther"),
    "merchant": lambda: join("farid"),
    "manager": _plain("hassan"),
    "cashier": _plain("imani"),
    "super": _plain("khadija"),
    "auditor": _auditor,
    "operator": make_operator,
}


@dataclass
class Scene:
    """What there is, by the names the routes give it, and who asks."""

    amina: User
    people: dict[str, User]
    clients: dict[str, APIClient]
    # The sessions of all but the anonymous.
    cookies: dict[str, str]
    ids: dict[str, UUID]
    phones: dict[str, Phone]
    # What Amina's lost phone was told, as it has to say it back.
    order: dict[str, str]
    secrets: list[str]
    # What only those know who work for her business, and the code of what it asks for.
    trade_secrets: list[str]
    charge_code: str

    def secrets_from(self, role: str) -> list[str]:
        """What an answer to this role must not name."""
        if role == OWNER:
            return []
        return self.secrets if role in scene_of_merchants.INSIDERS else self.secrets + self.trade_secrets

    def browser(self, role: str) -> Client:
        """A browser of theirs, logged in at the operators' site as far as a session can bring them."""
        client = Client()
        if role in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[role]
        return client

    def browsers(self) -> dict[str, Client]:
        """Everybody's."""
        return {role: self.browser(role) for role in self.clients}


def _her_things(amina: User) -> None:
    """What needs no id, for there is one of it: a photo, a handle, a contact, a name that waits."""
    now = clock.now()
    accounts.set_photo(person_id=amina.id, content=photo("amina"), now=now)
    accounts.set_handle(person_id=amina.id, handle="amina_o", now=now)
    accounts.set_emergency_contact(
        person_id=amina.id, name="Zainab Canary", msisdn="+254712999888", relation="sister", now=now
    )
    NameChange.objects.create(user=amina, full_name="Amina Canary", asked_at=now)


def _export(amina: User) -> UUID:
    export = accounts.ask_for_export(person_id=amina.id, now=clock.now())
    assert accounts.make_export(export_id=export.id, read_clock=clock.now)
    return export.id


def _wipe(amina: User, phone: Phone) -> dict[str, str]:
    """The order to forget everything, which the phone has fetched."""
    order = accounts.request_wipe(person_id=amina.id, device_id=phone.device_id, now=clock.now())
    WipeCommand.objects.update(delivered_at=clock.now())
    return {"id": str(order.id), "nonce": base64.b64encode(order.nonce).decode()}


def _batch(amina: User) -> None:
    """Two entries that arrive together."""
    wallet, at = wallet_of(amina), clock.now()
    trust = open_account(code="trust:equity", kind="ASSET", currency=wallet.currency, floor=None, at=at)
    money = Money(Decimal(1), wallet.currency)
    legs = [Leg(trust, -money), Leg(wallet.available_account, money)]
    post([Entry(uuid7(), "DEPOSIT", legs, at) for _ in range(2)])


def _staffs_things(amina: User, people: dict[str, User]) -> None:
    """A row of each kind the operators' site shows and no person makes."""
    now = clock.now()
    entry = add_watch_list_entry(name="Zed Watched", source="test", reason="A test.", now=now)
    WatchListHit.objects.create(entry=entry, person=amina, ground="NAME", found_at=now)
    Outage.objects.create(channel=Channel.EMAIL, failures=1, began_at=now)
    AccessAttempt.objects.create(username="+254700000000", failures_since_start=1, get_data="", post_data="")
    core.record_heartbeat(name="relay", broker_ok=True, detail="", now=now)
    Group.objects.create(name="Reviewers")
    set_fee(kind="P2P", currency="KES", active_from=now)
    set_limit(kind="P2P", currency="KES")
    set_tier_limit(tier="TIER_0", currency="KES", single=None)
    enrolled = make_person("grace", is_staff=True)
    begun = operations.begin_enrolment(person_id=enrolled.pk, now=now)
    code = totp.code_at(begun.secret, totp.counter_at(now))
    operations.complete_enrolment(person_id=enrolled.pk, begun=begun.id, code=code, now=now)


def _log_in(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def build() -> Scene:
    """Makes everything, by the services wherever there is one. Needs a database and a folder for private files."""
    amina, brian = join("amina", 100), join("brian")
    people = {role: make() for role, make in ROLES.items()}
    # Her first session is the one she asks with.
    clients: dict[str, APIClient] = {"anonymous": APIClient(), OWNER: client_of(amina)}
    clients |= {role: client_of(user) for role, user in people.items()}
    client_of(amina)
    session = Session.objects.filter(user=amina).order_by("-id")[0]
    paid = send(amina, "brian", 5).transaction
    send(amina, "brian", 500)
    _batch(amina)
    _her_things(amina)
    phones = {"device_id": give_phone(amina), "locked": give_phone(amina), "lost": give_phone(amina)}
    accounts.lock_device(person_id=amina.id, device_id=phones["locked"].device_id, reason="asked", now=clock.now())
    order = _wipe(amina, phones["lost"])
    trusted = TrustedPayee.objects.create(user=amina, payee=brian, nickname="Landlord", added_at=clock.now())
    export_id = _export(amina)
    draft = draft_of(amina, "TIER_2")
    _staffs_things(amina, people)
    of_payments = scene_of_payments.make(amina, brian, people)
    outside = scene_outside.make(amina, people["operator"])
    scene_of_payments.staffs_things(amina, brian, people["operator"])
    of_merchants = scene_of_merchants.make(amina, people, people["operator"])
    of_agents = scene_of_agents.make(amina, brian, people, people["operator"])
    of_operators = scene_of_operators.operators_things(people["operator"], people["auditor"])
    deliver_events()
    clients |= scene_of_merchants.clients(of_merchants["merchant_id"])
    send_due(now=clock.now())
    RateBucket.objects.all().delete()
    notification = Notification.objects.filter(person_id=amina.id, read_at=None).latest("id")
    ids = {
        "owner_id": amina.id,
        "session_id": session.id,
        "wallet_id": wallet_of(amina).id,
        "transaction_id": paid.id,
        "submission_id": draft.id,
        "trusted_id": trusted.id,
        "export_id": export_id,
        "device_id": phones["device_id"].device_id,
        "notification_id": notification.id,
        **of_payments,
        **outside,
        "code_id": of_merchants.pop("code_id"),
    }
    secrets = [amina.msisdn, str(amina.id), paid.reference, *map(str, ids.values())]
    secrets += [str(device) for device in Device.objects.filter(user=amina).values_list("id", flat=True)]
    cookies = {role: _log_in(user) for role, user in {OWNER: amina, **people}.items()}
    trade_secrets = [str(of_merchants[name]) for name in scene_of_merchants.TRADE_SECRETS]
    trade_secrets += [str(of_agents[name]) for name in scene_of_agents.AGENTS_SECRETS]
    code = Charge.objects.get(pk=of_merchants["charge_id"]).code
    return Scene(
        amina,
        people,
        clients,
        cookies,
        ids | of_merchants | of_agents | of_operators,
        phones,
        order,
        secrets,
        trade_secrets,
        code,
    )


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in here has not happened afterwards; nested in another of its kind it is a savepoint.

    It says of itself what Django's TestCase says of its own, so that code which must not run in a transaction runs.
    """
    atomic = transaction.atomic()
    atomic._from_testcase = True  # type: ignore[attr-defined]
    cache.clear()
    with atomic:
        yield
        transaction.set_rollback(True)
    cache.clear()


# What pg_stat_xact_user_tables says, without the sums over all indexes that take it most of its time.
_WRITTEN = """
SELECT relname, written FROM pg_class, LATERAL (
    SELECT pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
           + pg_stat_get_xact_tuples_deleted(oid)) AS counted (written)
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND written > 0
"""


def writes() -> dict[str, int]:
    """How many rows of which table this transaction has written so far, by whatever way."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        return dict(cursor.fetchall())


@contextmanager
def written(into: set[str]) -> Iterator[None]:
    """Adds to `into` the names of the tables that are written meanwhile."""
    before = writes()
    yield
    after = writes()
    into |= {table for table, count in after.items() if count != before.get(table, 0)}


def sign(phone: Phone, method: str, path: str, body: bytes) -> dict[str, str]:
    """The headers of a request without an Idempotency-Key, signed by this phone."""
    return phone.sign(method, path, body, at=phone.another_second())


def phone_of(client: APIClient) -> Phone | None:
    """The phone a client is on."""
    return client.phone if isinstance(client, PhoneClient) else None
