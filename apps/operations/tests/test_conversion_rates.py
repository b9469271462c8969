"""Conversion rates for operators: added, shown, never changed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from apps.core import clock
from apps.transactions.models import ConversionRate
from apps.transactions.services import set_rate

ADD = reverse("admin:transactions_conversionrate_add")
GIVEN = {
    "base": "usd",
    "quote": "Eur",
    "rate": "0.9134",
    "spread_percent": "1.5",
    "active_from_0": "",
    "active_from_1": "",
}


def test_a_rate_begins_at_once_and_stands_in_the_list(olga: Client) -> None:
    answer = olga.post(ADD, GIVEN)
    assert answer.status_code == 302, answer.content.decode()
    row = ConversionRate.objects.filter(base="USD", quote="EUR").latest("active_from")
    assert (row.rate, row.spread_percent) == (Decimal("0.9134"), Decimal("1.5"))
    assert clock.now() - row.active_from < timedelta(seconds=30)
    page = reverse("admin:transactions_conversionrate_change", args=[row.pk])
    listed = olga.get(answer["Location"]).content.decode()
    assert page in listed and "0.9134" in listed
    assert olga.get(page).status_code == 200
    assert reverse("admin:transactions_conversionrate_changelist") in olga.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"base": "ABC"}, "not an ISO 4217"),
        ({"quote": "USD"}, "the same currency"),
        ({"rate": "0"}, "A rate lies between"),
        ({"rate": "1000001"}, "A rate lies between"),
        ({"rate": "NaN"}, "Enter a number"),
        ({"rate": "0.1234567890123"}, "12 decimal places"),
        ({"spread_percent": "100"}, "makes_sense"),
        ({"spread_percent": "-1"}, "makes_sense"),
        ({"active_from_0": "2020-01-01", "active_from_1": "00:00"}, "cannot begin in the past"),
    ],
)
def test_a_rate_that_makes_no_sense_is_not_added(olga: Client, change: dict[str, str], sentence: str) -> None:
    before = ConversionRate.objects.count()
    answer = olga.post(ADD, GIVEN | change)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert ConversionRate.objects.count() == before


def test_it_is_never_edited_and_never_deleted(olga: Client, vera: Client) -> None:
    row = set_rate(base="USD", quote="EUR", rate=Decimal("0.9"), active_from=clock.now())
    for page in ("change", "delete"):
        url = reverse(f"admin:transactions_conversionrate_{page}", args=[row.pk])
        assert olga.post(url, GIVEN | {"post": "yes"}).status_code == 403
    listing = reverse("admin:transactions_conversionrate_changelist")
    olga.post(listing, {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"})
    assert vera.get(ADD).status_code == vera.post(ADD, GIVEN).status_code == 403
    assert ConversionRate.objects.get(pk=row.pk).rate == Decimal("0.9")
