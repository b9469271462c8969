"""What schedules add to a person's data export: all of theirs, and nothing of anybody else's."""

import pytest

from apps.accounts.exports import contributions
from apps.accounts.models import User
from apps.schedules.tests.plans import arrange, pay
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


def exported(name: str, user: User) -> list[dict[str, object]]:
    part = next(part for part in contributions() if part.name == name)
    rows = [dict(row) for row in part.rows(user.id)]
    assert part.expected(user.id) == len(rows)
    return rows


def test_it_holds_ones_schedules_and_what_became_of_them() -> None:
    brian, amina = join("brian"), join("amina", 100)
    row = arrange(amina, brian, start="2028-01-31", note="rent")
    pay("2028-01-31 05:30")
    mine = exported("schedules", amina)
    assert [(one["id"], one["to"], one["note"], one["time"]) for one in mine] == [
        (row.id, brian.msisdn, "rent", "08:30")
    ]  # fmt: skip
    assert not {"idempotency_key", "request_digest", "device_id"} & set(mine[0])
    assert [(one["schedule_id"], one["state"]) for one in exported("schedule_runs", amina)] == [(row.id, "PAID")]
    assert exported("schedules", brian) == exported("schedule_runs", brian) == []
