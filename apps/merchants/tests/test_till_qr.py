"""The codes that a merchant's people show and print: for whom, of what, and as what."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock, qr_images
from apps.core.money import Money
from apps.core.ratelimit import Rate
from apps.merchants import codes, rates
from apps.merchants.models import Charge, Merchant, Role, Source, Store, Till, TipMode
from apps.merchants.poster import poster_pdf
from apps.merchants.services import cancel_charge, make_charge
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace() -> User:
    return join("grace")


@pytest.fixture
def till(grace: User) -> Till:
    return open_till(open_merchant(grace))


def path(merchant: Merchant, kind: str, row: Till | Charge, what: str = "qr") -> str:
    return f"/api/v1/merchants/{merchant.id}/{kind}/{row.id}/{what}"


def a_charge(till: Till) -> Charge:
    return make_charge(
        merchant_id=till.merchant_id,
        amount=Money(Decimal("12.50"), "USD"),
        source=Source.TILL,
        till_id=till.id,
        store_id=till.store_id,
        expires_in=timedelta(minutes=10),
        now=clock.now(),
    ).charge


def shapes_of(client: APIClient, url: str, text: str, code: str) -> None:
    """The three shapes of a code."""
    assert body_of(client.get(url)) == {"text": text, "code": code}
    svg = client.get(f"{url}?format=svg", headers={"Accept": "text/html,*/*"})
    assert (svg["Content-Type"], svg.content) == (qr_images.SVG, qr_images.svg(text))
    png = client.get(f"{url}?format=png")
    assert (png["Content-Type"], png.content) == (qr_images.PNG, qr_images.png(text))
    for image in (svg, png):
        assert image["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert image["X-Content-Type-Options"] == "nosniff"
        assert image["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER, Role.CASHIER])
def test_whoever_takes_payments_shows_the_codes(grace: User, till: Till, role: Role) -> None:
    person = grace
    if role != Role.OWNER:
        person = join("brian")
        employ(till.merchant, person, role)
    client, charge = client_of(person), a_charge(till)

    shapes_of(client, path(till.merchant, "tills", till), codes.till_text(till, till.merchant), till.code)
    shapes_of(
        client, path(till.merchant, "charges", charge), codes.charge_text(charge, till.merchant, till), charge.code
    )
    poster = client.get(path(till.merchant, "tills", till, "poster"))
    assert (poster.status_code, poster["Content-Type"]) == (200, "application/pdf")
    assert poster["Content-Disposition"] == f'attachment; filename="gopay-till-{till.code}.pdf"'
    assert poster.content.startswith(b"%PDF-")


def _not_theirs(till: Till) -> list[str]:
    charge = a_charge(till)
    return [
        path(till.merchant, "tills", till),
        path(till.merchant, "tills", till, "poster"),
        path(till.merchant, "charges", charge),
    ]


def test_who_is_nothing_there_learns_nothing(till: Till) -> None:
    stranger = client_of(join("brian"))

    for url in _not_theirs(till):
        answer = stranger.get(url)
        assert (answer.status_code, body_of(answer)["code"]) == (404, "merchant_not_found")
        assert APIClient().get(url).status_code == 401


def test_one_merchants_till_is_nothing_at_another(till: Till) -> None:
    farid = join("farid")
    other = open_merchant(farid, name="Farid's Phones")
    client, charge = client_of(farid), a_charge(till)

    for url, code in (
        (path(other, "tills", till), "till_not_found"),
        (path(other, "tills", till, "poster"), "till_not_found"),
        (path(other, "charges", charge), "charge_not_found"),
    ):
        answer = client.get(url)
        assert (answer.status_code, body_of(answer)["code"]) == (404, code)


def test_a_cashier_of_one_store_shows_its_codes_only(till: Till) -> None:
    merchant, brian = till.merchant, join("brian")
    elsewhere = Store.objects.create(merchant=merchant, name="Airport", city="Mombasa", opened_at=clock.now())
    employ(merchant, brian, Role.CASHIER, store=elsewhere)
    there = open_till(merchant, label="Gate 1", store=elsewhere)
    client, charge = client_of(brian), a_charge(till)

    assert client.get(path(merchant, "tills", there)).status_code == 200
    assert client.get(path(merchant, "tills", till)).status_code == 404
    assert client.get(path(merchant, "tills", till, "poster")).status_code == 404
    assert client.get(path(merchant, "charges", charge)).status_code == 404


def test_who_has_left_shows_no_codes(till: Till) -> None:
    brian = join("brian")
    row = employ(till.merchant, brian)
    row.ended_at = clock.now()
    row.save()

    assert client_of(brian).get(path(till.merchant, "tills", till)).status_code == 404


def test_a_closed_till_has_no_code_to_show(grace: User, till: Till) -> None:
    Till.objects.filter(pk=till.pk).update(is_open=False)

    assert client_of(grace).get(path(till.merchant, "tills", till)).status_code == 404
    assert client_of(grace).get(path(till.merchant, "tills", till, "poster")).status_code == 404


def test_what_is_over_or_decided_has_no_code_any_more(grace: User, till: Till) -> None:
    client, charge = client_of(grace), a_charge(till)
    url = path(till.merchant, "charges", charge)
    cancel_charge(charge_id=charge.id, merchant_id=till.merchant_id, now=clock.now())
    answer = client.get(url)
    assert (answer.status_code, body_of(answer)["code"]) == (409, "charge_conflict")
    over = a_charge(till)
    with time_machine.travel(over.expires_at, tick=False):
        assert client.get(path(till.merchant, "charges", over)).status_code == 409


@pytest.mark.parametrize(
    ("what", "query"), [("qr", "format=pdf"), ("qr", "format=SVG"), ("qr", "scale=40"), ("poster", "format=png")]
)
def test_other_shapes_are_refused(grace: User, till: Till, what: str, query: str) -> None:
    assert client_of(grace).get(f"{path(till.merchant, 'tills', till, what)}?{query}").status_code == 400


def test_an_unknown_till_or_merchant_is_not_there(grace: User, till: Till) -> None:
    client = client_of(grace)

    assert client.get(f"/api/v1/merchants/{till.merchant_id}/tills/{uuid4()}/qr").status_code == 404
    assert client.get(f"/api/v1/merchants/{uuid4()}/tills/{till.id}/qr").status_code == 404


def test_drawing_is_counted(grace: User, till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "PICTURES_BY_PERSON", Rate("merchants.pictures.person", 1, 60))
    client, url = client_of(grace), path(till.merchant, "tills", till)

    assert [client.get(url).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Mama Njeri's Kitchen", "Till 1"),
        ("W" * 60, "W" * 25),
        ("#set page(height: 1cm) *bold* $x$", '#read("/etc/passwd")'),
        ("最佳运输 مطعم", "櫃檯"),
    ],
    ids=["usual", "long", "markup", "other scripts"],
)
def test_a_poster_is_one_page_of_a5_whatever_it_says(name: str, label: str) -> None:
    merchant = Merchant(id=uuid4(), name=name, category="5812", country="KE", city="Nairobi", currency="USD")
    till = Till(code="7KQ2M9XWBD", label=label, tip_mode=TipMode.PERCENT, tip_value=Decimal("2.5000"))

    pdf = poster_pdf(till, merchant, "S" * 60)

    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    (box,) = re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf)
    assert [round(float(side)) for side in box.split()] == [0, 0, 420, 595]
    assert len(pdf) < 500_000
