"""Who belongs to an audience of announcements. Apps that know it stand above, and register a question here."""

from collections.abc import Callable, Collection
from uuid import UUID

from phonenumbers import NumberParseException, parse, region_code_for_number

from apps.notifications.models import Audience

# Of these people those who belong to it. Asked with one person, and with a thousand.
Members = Callable[[Collection[UUID]], set[UUID]]

_members: dict[str, Members] = {}
_OF_BUSINESSES = (Audience.MERCHANTS, Audience.AGENTS)


def register(audience: str, members: Members) -> None:
    """Registers who knows; again for the same audience, it takes the other's place."""
    _members[audience] = members


def those_of(audience: str, people: Collection[UUID]) -> set[UUID]:
    """Of these people those an announcement to this audience is for."""
    if audience == Audience.EVERYBODY or not people:
        return set(people)
    if audience == Audience.CUSTOMERS:
        return set(people) - {one for each in _OF_BUSINESSES for one in those_of(each, people)}
    ask = _members.get(audience)
    return ask(people) if ask else set()


def country_of(msisdn: str) -> str:
    """Of which country a number is (ISO 3166), or nothing."""
    try:
        return region_code_for_number(parse(msisdn)) or ""
    except NumberParseException:
        return ""
