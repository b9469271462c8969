"""What somebody is about to do on a page is theirs alone, sealed, and over after a day."""

from datetime import timedelta

import pytest
from django.db import connection

from apps.core import clock, services
from apps.core.crypto import Undecipherable
from apps.core.ids import uuid7
from apps.core.models import PageDraft
from apps.core.web import drafts

pytestmark = pytest.mark.django_db
AMINA, BRIAN = uuid7(), uuid7()
CONTENT = {"to": "+254712000002", "amount": "12.50"}


def _begun(now=None):
    return drafts.begin(owner_id=AMINA, purpose="send", content=CONTENT, now=now or clock.now())


def test_a_draft_is_found_again_with_what_was_typed():
    draft = _begun()
    again = drafts.get(owner_id=AMINA, purpose="send", draft_id=draft.id, now=clock.now())
    assert again == draft
    assert again.content == CONTENT
    assert again.key == f"web-{draft.id}"


@pytest.mark.parametrize(
    "asked",
    [
        {"owner_id": BRIAN},
        {"purpose": "withdraw"},
        {"draft_id": uuid7()},
        {"later": drafts.LIFETIME + timedelta(minutes=1)},
    ],
    ids=["somebody else's", "another purpose", "none", "too old"],
)
def test_what_is_not_one_s_own_of_this_purpose_and_of_today_is_gone(asked):
    draft = _begun()
    now = clock.now() + asked.get("later", timedelta(0))
    given = {name: value for name, value in asked.items() if name != "later"}
    with pytest.raises(drafts.DraftGone):
        drafts.get(**{"owner_id": AMINA, "purpose": "send", "draft_id": draft.id, "now": now, **given})


def test_changing_a_draft_keeps_its_key_and_the_rest_of_it():
    draft = _begun()
    drafts.change(draft, amount="13.00")
    again = drafts.get(owner_id=AMINA, purpose="send", draft_id=draft.id, now=clock.now())
    assert again.content == {"to": "+254712000002", "amount": "13.00"}
    assert again.key == draft.key


def test_a_dump_shows_nothing_of_what_was_typed():
    draft = _begun()
    row = bytes(PageDraft.objects.get(pk=draft.id).content)
    assert b"254712" not in row
    assert b"12.50" not in row


def test_a_draft_that_is_put_into_another_row_does_not_open_there():
    mine, other = _begun(), drafts.begin(owner_id=BRIAN, purpose="send", content={"to": "x"}, now=clock.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_pagedraft SET content = (SELECT content FROM core_pagedraft WHERE id = %s) WHERE id = %s",
            [mine.id, other.id],
        )
    with pytest.raises(Undecipherable):
        drafts.get(owner_id=BRIAN, purpose="send", draft_id=other.id, now=clock.now())


def test_old_drafts_are_deleted_and_those_of_today_stay():
    old, fresh = _begun(clock.now() - drafts.LIFETIME - timedelta(hours=1)), _begun()
    services.purge_expired(now=clock.now())
    assert list(PageDraft.objects.values_list("id", flat=True)) == [fresh.id]
    assert old.id != fresh.id
