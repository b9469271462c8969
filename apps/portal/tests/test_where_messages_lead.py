"""Every kind of thing that people are told about in the inbox leads to its page."""

from uuid import UUID

import pytest
from django.urls import reverse

from apps.notifications import links
from apps.portal.apps import PAGES

SUBJECT = UUID("01936a1e-5b90-7a11-8a57-5b0d1f6f2b10")


@pytest.mark.parametrize(("kind", "route"), PAGES.items())
def test_a_message_leads_to_the_page_of_what_it_is_about(kind: str, route: str) -> None:
    assert links.page_of(kind, SUBJECT) == reverse(route, args=[SUBJECT])


@pytest.mark.parametrize("kind", ["", "report", "something new"])
def test_what_has_no_page_leads_home(kind: str) -> None:
    assert links.page_of(kind, SUBJECT) == reverse("wallet-home")
    assert links.page_of("transaction", None) == reverse("wallet-home")
