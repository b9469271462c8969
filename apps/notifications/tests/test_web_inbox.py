"""The inbox on the pages: what one was told, read by looking at it; and on which ways one wants to hear."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.accounts.tests.web import sign_in
from apps.core import clock
from apps.core.ids import uuid7
from apps.notifications import selectors
from apps.notifications.models import Notification

pytestmark = pytest.mark.django_db
INBOX = "/wallet/inbox"


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def web(client: Client, amina: User) -> Client:
    sign_in(client, amina)
    return client


def told(person: User, title: str = "You received 12.50 USD", **about: object) -> Notification:
    return Notification.objects.create(
        id=uuid7(),
        person_id=person.id,
        topic="payment_received",
        title=title,
        cause=uuid4(),
        created_at=clock.now(),
        **about,
    )


def test_an_empty_inbox_says_what_will_be_there(web: Client) -> None:
    page = web.get(INBOX)
    assert page.status_code == 200
    assert b"No messages yet" in page.content


def test_only_one_s_own_is_shown_newest_first(web: Client, amina: User) -> None:
    told(amina, "First")
    told(amina, "Second")
    told(make_person("brian"), "Somebody else's")
    page = web.get(INBOX).content.decode()
    assert page.index("Second") < page.index("First")
    assert "Somebody else" not in page
    assert "2 unread messages" in page


def test_what_stands_in_a_message_is_text_and_no_markup(web: Client, amina: User) -> None:
    told(amina, "<script>alert(1)</script>")
    assert b"<script>alert" not in web.get(INBOX).content


def test_opening_a_message_reads_it_and_leads_to_what_it_is_about(web: Client, amina: User) -> None:
    about = uuid7()
    row = told(amina, subject_kind="transaction", subject_id=about)
    response = web.post(f"{INBOX}/{row.id}")
    assert response.status_code == 303
    assert response["Location"] == reverse("wallet-payment", args=[about])
    assert selectors.count_unread(amina.id) == 0


def test_a_message_about_nothing_is_shown_whole(web: Client, amina: User) -> None:
    row = told(amina, "Welcome")
    response = web.post(f"{INBOX}/{row.id}")
    assert response["Location"] == f"{INBOX}/{row.id}"
    assert b"Welcome" in web.get(f"{INBOX}/{row.id}").content


def test_looking_by_get_reads_nothing(web: Client, amina: User) -> None:
    row = told(amina)
    web.get(INBOX)
    web.get(f"{INBOX}/list")
    web.get(f"{INBOX}/{row.id}")
    assert selectors.count_unread(amina.id) == 1


def test_somebody_else_s_message_is_not_there_and_stays_unread(web: Client) -> None:
    brian = make_person("brian")
    row = told(brian)
    assert web.get(f"{INBOX}/{row.id}").status_code == 404
    assert web.post(f"{INBOX}/{row.id}").status_code == 404
    assert selectors.count_unread(brian.id) == 1


def test_all_are_read_at_once_and_only_one_s_own(web: Client, amina: User) -> None:
    brian = make_person("brian")
    told(amina)
    told(amina)
    told(brian)
    assert web.post(INBOX).status_code == 303
    assert selectors.count_unread(amina.id) == 0
    assert selectors.count_unread(brian.id) == 1
    assert b"Everything is read" in web.get(f"{INBOX}?show=unread").content


def test_the_list_is_read_page_by_page_in_a_bounded_number_of_statements(
    web: Client, amina: User, django_assert_max_num_queries
) -> None:
    for number in range(45):
        told(amina, f"Message {number:02}")
    with django_assert_max_num_queries(10):
        page = web.get(INBOX)
    assert b"Message 44" in page.content
    assert b"Message 24" not in page.content
    older = page.context["page"].older
    assert b"Message 24" in web.get(older).content


def test_an_open_list_keeps_nobody_signed_in(web: Client) -> None:
    from apps.notifications.web.inbox import InboxListView

    assert InboxListView.is_activity is False


def test_channels_are_switched_off_and_on(web: Client, amina: User) -> None:
    settings_page = "/wallet/me/notifications"
    assert web.post(settings_page, {"email": "on"}).status_code == 303
    assert selectors.get_channel_choices(amina.id) == {"EMAIL": True, "SMS": False, "PUSH": False}
    assert web.post(settings_page, {"email": "on", "sms": "on", "push": "on"}).status_code == 303
    assert all(selectors.get_channel_choices(amina.id).values())
