"""Members of staff who log in as people do: by the pages, with an app that makes codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.test import Client
from django.urls import URLResolver

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD
from apps.core import clock
from apps.core.models import RateBucket
from apps.operations import services, totp
from apps.operations.models import StaffAuthenticator

LOG_IN, SECOND_STEP, ENROL, OWN = "/admin/login/", "/admin/login/code/", "/admin/login/enrol/", "/admin/second_factor/"


@dataclass(frozen=True)
class App:
    """An authenticator app somebody has set up, and the recovery codes they were shown."""

    secret: str
    recovery_codes: list[str]

    def code(self, steps: int = 1, now: datetime | None = None) -> str:
        """A code of the next step: the present one may have been used to set the app up."""
        return totp.code_at(self.secret, totp.counter_at(now or clock.now()) + steps)

    def wrong_code(self) -> str:
        """Six digits that no step nearby has."""
        near = {self.code(steps) for steps in range(-3, 4)}
        return next(code for code in ("000000", "111111", *map(str, range(222222, 222232))) if code not in near)


def enrol(user: User, now: datetime | None = None) -> App:
    """Sets an app up for somebody, by the services."""
    now = now or clock.now()
    begun = services.begin_enrolment(person_id=user.pk, now=now)
    code = totp.code_at(begun.secret, totp.counter_at(now))
    codes = services.complete_enrolment(person_id=user.pk, begun=begun.id, code=code, now=now)
    forget_tries()
    return App(begun.secret, codes)


def forget_tries() -> None:
    """As if a quarter of an hour had passed."""
    RateBucket.objects.all().delete()


def give_password(client: Client, user: User, password: str = PASSWORD, **more: Any) -> Any:
    """The first step."""
    return client.post(LOG_IN, {"username": user.msisdn, "password": password, "next": "/admin/"}, **more)


def log_in(client: Client, user: User, app: App) -> None:
    """Both steps."""
    assert give_password(client, user)["Location"] == SECOND_STEP
    # As if half a minute had passed since the code before.
    StaffAuthenticator.objects.filter(user=user).update(last_counter=0)
    answer = client.post(SECOND_STEP, {"code": app.code(0)})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == "/admin/"


def is_in(client: Client) -> bool:
    """Whether the next click still shows the operators' site."""
    return client.get("/admin/").status_code == 200


def secret_on(page: str) -> str:
    """The secret the enrolment page shows as text."""
    found = re.search(r'class="gp-secret"[^>]*>([A-Z2-7 ]+)<', page)
    assert found, page
    return found.group(1).replace(" ", "")


def codes_on(page: str) -> list[str]:
    """The recovery codes a page shows."""
    return re.findall(r"<li><code>([0-9A-Z-]{14})</code></li>", page)


def admin_routes() -> Iterator[str]:
    """Every route of the operators' site, as its URLconf writes it."""

    def walk(patterns: Any, prefix: str) -> Iterator[str]:
        for pattern in patterns:
            text = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, text)
            else:
                yield text

    yield from walk(admin.site.urls[0], "/admin/")
