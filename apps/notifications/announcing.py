"""Which announcements are for whom."""

from datetime import datetime

from apps.accounts.selectors import Person
from apps.notifications import audiences, selectors
from apps.notifications.models import Announcement


def list_for(person: Person, *, place: str = "", now: datetime) -> list[Announcement]:
    """What is before this person now, newest first; `place` is app or web, or empty for either."""
    asked: dict[str, bool] = {}

    def is_for(row: Announcement) -> bool:
        if place and not (row.in_app if place == "app" else row.on_web):
            return False
        if row.country and audiences.country_of(person.msisdn) != row.country:
            return False
        if row.audience not in asked:
            asked[row.audience] = person.id in audiences.those_of(row.audience, [person.id])
        return asked[row.audience]

    return [row for row in selectors.list_announcements_in_force(now=now) if is_for(row)]
