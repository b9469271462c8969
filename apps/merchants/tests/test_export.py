"""What a person's data export says of merchants: their own, and their roles; nothing of who decided."""

import pytest

from apps.accounts.exports import contributions
from apps.merchants.models import Role
from apps.merchants.tests.applying import applied, approve, reviewer
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


def test_it_has_what_they_own_and_where_they_work() -> None:
    brian = join("brian")
    mine = applied(brian)
    olga = reviewer()
    approve(mine, olga)
    store = open_till(mine).store
    others = open_merchant(join("amina"), name="Amina's")
    employ(others, brian, Role.MANAGER)
    parts = {part.name: list(part.rows(brian.id)) for part in contributions() if part.name.startswith("merchant")}
    (business,) = parts["merchants"]
    assert (business["name"], business["documents"]) == (mine.name, ["registration"])
    assert [one["name"] for one in business["stores"]] == [store.name]
    assert str(olga.id) not in str(parts) and "Olga" not in str(parts)
    assert [(one["merchant"], one["role"]) for one in parts["merchant_roles"]] == [
        (mine.name, "OWNER"), ("Amina's", "MANAGER"),
    ]  # fmt: skip
