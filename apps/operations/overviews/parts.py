"""What the pages consist of: a header, panels of short lists, and who is looking."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.accounts.identifiers import masked_name
from apps.accounts.models import User
from apps.core.admin_base import NOTHING, badge

Text = SafeString | str
# As many rows as a panel shows; the rest is one click further.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Fact:
    """A title and what there is to say."""

    title: str
    value: object


@dataclass(frozen=True, slots=True)
class Header:
    """Who or what the page is about. `links` lead to the pages where something is done about it."""

    title: str
    kind: str
    badges: Sequence[Text] = ()
    facts: Sequence[Fact] = ()
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a panel: what it is, what else there is to say, and the figure or state at its end.

    `percent` draws a bar below it: how much of something is used.
    """

    what: Text
    detail: Text = ""
    value: Text = ""
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A short list under a title. `more` is a caption and the address of the rest."""

    title: str
    items: Sequence[Item]
    empty: str = "Nothing here."
    note: str = ""
    more: tuple[str, str] | None = None


def used_percent(used: Decimal | int, limit: Decimal | int) -> int:
    """How much of a limit is used, in whole percent, between 0 and 100; something is never shown as nothing."""
    if limit <= 0:
        return 100
    percent = int(100 * used / limit)
    return min(max(percent, 1 if used > 0 else 0), 100)


class Viewer:
    """Who looks at the page, and what they may see of it."""

    def __init__(self, request: HttpRequest, now: datetime) -> None:
        self.request = request
        self.now = now
        self.id: UUID = request.user.pk  # type: ignore[assignment]

    def may(self, permission: str) -> bool:
        """By Django's permission: `app.codename`."""
        return bool(self.request.user.has_perm(permission))

    def may_view(self, model: str) -> bool:
        """The same for seeing rows of `app_model`."""
        app, _, name = model.partition("_")
        return self.may(f"{app}.view_{name}")

    def link(self, page: str, identity: object, text: object) -> Text:
        """A link to a row's own page, for whoever may open it; for others only its words."""
        if not identity:
            return NOTHING
        return anchor(address(page, identity), text) if self.may_view(page) else f"{text}"

    def person(self, person_id: UUID | None, name: str, *, nobody: str = NOTHING) -> Text:
        """Somebody the page names: with their page behind it, or masked for whoever may not see people."""
        if person_id is None:
            return name or nobody
        if not self.may("accounts.view_user"):
            return masked_name(name) if name else "Somebody"
        return anchor(reverse("admin:person_360", args=[person_id]), name or person_id)

    def name(self, name: str) -> str:
        """The same as words only."""
        return name if self.may("accounts.view_user") else masked_name(name)

    def list_of(self, page: str, caption: str = "All of them", **parameters: object) -> tuple[str, str] | None:
        """Where the rest of a panel's rows can be seen."""
        if not self.may_view(page):
            return None
        query = {name: str(value) for name, value in parameters.items()}
        return caption, reverse(f"admin:{page}_changelist", query=query)


def address(page: str, identity: object) -> str:
    """Where a row's own page is; `page` is `app_model`. Empty when that model has none."""
    try:
        return reverse(f"admin:{page}_change", args=[identity])
    except NoReverseMatch:
        return ""


def anchor(href: str, text: object) -> SafeString:
    """A link, its words escaped."""
    return format_html('<a class="gp-link" href="{}">{}</a>', href, text) if href else format_html("{}", text)


def request_link(request_id: str) -> SafeString:
    """To everything one request set off."""
    return anchor(reverse("admin:request_trace", args=[request_id]), request_id)


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of some people, in one statement, and in none for none."""
    wanted = {person for person in people if person is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}


def allowed(viewer: Viewer, panels: Iterable[tuple[str, Callable[[], Panel | None]]]) -> list[Panel]:
    """The panels whose model (`app_model`) this operator may see, each asked for only then; None is left out."""
    made = [make() for model, make in panels if viewer.may_view(model)]
    return [panel for panel in made if panel is not None]


def words_of(code: str) -> str:
    """`accounts.device_locked` in words: `Device locked`."""
    return code.rpartition(".")[2].replace("_", " ").capitalize()


_TONES = {
    **dict.fromkeys(
        ("ACTIVE", "APPROVED", "COMPLETED", "DELIVERED", "DONE", "ENABLED", "PAID", "READ", "READY", "SUCCEEDED"),
        "success",
    ),
    **dict.fromkeys(
        (
            "APPLIED",
            "DIFFERENT",
            "DISABLED",
            "HELD",
            "IN_REVIEW",
            "OPEN",
            "PROPOSED",
            "REQUESTED",
            "UNKNOWN",
            "WAITING",
        ),
        "warning",
    ),
    **dict.fromkeys(("FAILED", "FROZEN", "LOCKED", "REFUSED", "REJECTED", "SUSPENDED"), "danger"),
}


def state_badge_of(row: Any, field: str = "state") -> SafeString:
    """The state of a row of whatever kind, in the colour such states have on every page."""
    return badge(label_of(row, field), _TONES.get(getattr(row, field), "info"))


def label_of(row: Any, field: str) -> str:
    """What a choice is called, without what stands behind its colon."""
    text: str = getattr(row, f"get_{field}_display")()
    return text.partition(":")[0]
