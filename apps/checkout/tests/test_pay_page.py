"""The page of a charge: what it says in each state, and what a hostile merchant or visitor cannot make of it."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.checkout import asking_rates, return_urls
from apps.checkout.tests.asking import HOSTILE, charge_of, link_of, page_of, path_of, pay
from apps.core import clock, ratelimit
from apps.core.errors import InvalidInput
from apps.core.models import OutboxEvent
from apps.core.tests.queue import deliver_events
from apps.merchants import codes
from apps.merchants.models import Charge, Merchant, MerchantStatus, Source
from apps.merchants.services import cancel_charge, capture_charge, void_charge
from apps.merchants.tests.factories import open_merchant
from apps.notifications.models import Delivery, Notification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import number_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
SHOP = "https://shop.example/thanks?order=7#end"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"), name="Umoja Books")


def state_of(charge: Charge) -> str:
    return str(Client().get(f"{path_of(charge)}/state").json()["state"])


# What it says.


def test_an_open_one_says_who_asks_for_what_and_how_to_pay_it(shop: Merchant) -> None:
    charge = charge_of(shop, "1234.50", description="Two novels", merchant_reference="A-77", return_url=SHOP)
    page = page_of(charge)
    for shown in ("Umoja Books", "Nairobi, KE", "1,234.50", "Two novels", "A-77", f"gopay://pay/{charge.code}"):
        assert shown in page, shown
    assert 'id="left"' in page and 'http-equiv="refresh"' in page and "shop.example" in page
    image = Client().get(f"{path_of(charge)}/code.svg")
    assert (image.status_code, image["Content-Type"]) == (200, "image/svg+xml")
    assert codes.read(codes.charge_text(charge, shop)).code == charge.code
    assert state_of(charge) == "open"


def test_a_paid_one_says_so_with_a_receipt_and_leads_back(shop: Merchant, amina: User) -> None:
    charge = charge_of(shop, return_url=SHOP)
    row = pay(charge, amina).transaction
    page = page_of(charge)
    assert state_of(charge) == "paid"
    assert "badge-good" in page and row.reference in page and "Amina O." in page and "Otieno" not in page
    back = f"https://shop.example/thanks?order=7&amp;payment={charge.id}&amp;state=paid#end"
    assert page.count(f'href="{back}"') == 1 and f'data-back="{back}"' in page and "Back to shop.example" in page
    assert f'content="3;url={back}"' in page
    assert Client().get(f"{path_of(charge)}/code.svg").status_code == 404
    # Whoever comes back to it later is not sent away again.
    Charge.objects.filter(pk=charge.pk).update(decided_at=clock.now() - timedelta(minutes=3))
    later = page_of(charge)
    assert 'data-back=""' in later and "Back to shop.example" in later and "http-equiv" not in later


def test_one_to_be_captured_says_that_the_merchant_confirms(shop: Merchant, amina: User) -> None:
    charge = charge_of(shop, captures_later=True, return_url=SHOP)
    pay(charge, amina)
    page = page_of(charge)
    assert state_of(charge) == "held" and "merchant will confirm" in page and "state=held" in page
    assert "badge-good" not in page and 'data-final=""' in page
    capture_charge(charge_id=charge.id, merchant_id=shop.id, now=clock.now())
    assert state_of(charge) == "paid"
    other = charge_of(shop, captures_later=True)
    pay(other, amina)
    void_charge(charge_id=other.id, merchant_id=shop.id, now=clock.now())
    page = page_of(other)
    assert state_of(other) == "returned" and "went back to the payer" in page and "badge-good" not in page


def test_what_can_no_longer_be_paid_says_so(shop: Merchant) -> None:
    cancelled, expired, link = charge_of(shop, return_url=SHOP), charge_of(shop), link_of(shop)
    cancel_charge(charge_id=cancelled.id, merchant_id=shop.id, now=clock.now())
    assert state_of(cancelled) == "cancelled" and "state=cancelled" in page_of(cancelled)
    # By its time, whether or not the sweep has come to it.
    Charge.objects.filter(pk=expired.pk).update(expires_at=clock.now())
    assert state_of(expired) == "expired" and "time to pay is over" in page_of(expired)
    assert Client().post(f"/l/{link.token}").status_code == 303
    begun = Charge.objects.get(source=Source.LINK)
    Charge.objects.filter(pk=begun.pk).update(expires_at=clock.now())
    assert f'href="/l/{link.token}"' in page_of(begun)
    for charge in (cancelled, expired, begun):
        page = page_of(charge)
        assert "gopay://" not in page and "code.svg" not in page and "<s>" in page
        # The one form chooses a language.
        assert page.count("<form") == page.count('class="language"') == 1


def test_a_suspended_merchant_is_not_paid_here(shop: Merchant) -> None:
    charge, link = charge_of(shop), link_of(shop)
    Merchant.objects.update(status=MerchantStatus.SUSPENDED)
    assert state_of(charge) == "closed" and "takes no payments" in page_of(charge)
    assert Client().get(f"{path_of(charge)}/code.svg").status_code == 404
    assert Client().get(f"/l/{link.token}").status_code == Client().post(f"/l/{link.token}").status_code == 410


def test_fees_and_tips_are_told_before_one_pays(shop: Merchant) -> None:
    page = page_of(charge_of(shop, "10.00", tip_mode="PERCENT", tip_value=Decimal("2.5")))
    assert "10.25" in page and "fee of 0.25 USD" in page
    assert "add a tip" in page_of(charge_of(shop, tip_mode="PROMPT"))


def test_what_was_given_back_is_told(shop: Merchant, amina: User) -> None:
    charge = charge_of(shop, is_live=False)
    post(charge, "test", outcome="pay")
    Charge.objects.filter(pk=charge.pk).update(refunded=Decimal("2.50"))
    assert "Given back" in page_of(charge) and "2.50 USD" in page_of(charge)


# Who may see what.


def test_an_address_that_leads_nowhere_is_a_kind_page(shop: Merchant) -> None:
    charge = charge_of(shop)
    nowhere = ["A" * 22, "x", "A" * 500, "%C3%A9", str(charge.id), f"{charge.code}x", charge.code[:-1]]
    answers = [Client().get(f"/pay/{code}") for code in nowhere] + [Client().get("/l/" + "A" * 22)]
    answers += [Client().post(f"/pay/{'A' * 22}/{door}") for door in ("phone", "test")]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {re.sub(r"[0-9a-f-]{36}", "", answer.content.decode()) for answer in answers}
    assert len(bodies) == 1 and "no payment at this address" in bodies.pop()
    assert Client().get(f"/pay/{'A' * 22}/state").status_code == 404


@pytest.mark.parametrize("found", [True, False])
def test_it_is_kept_by_nobody_framed_by_nobody_and_loads_nothing_from_elsewhere(found: bool, shop: Merchant) -> None:
    charge, link = charge_of(shop), link_of(shop)
    paths = [path_of(charge), f"{path_of(charge)}/state", f"{path_of(charge)}/code.svg", f"/l/{link.token}"]
    for path in paths if found else ["/pay/nothing", "/l/nothing"]:
        answer: Any = Client().get(path)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"
        policy = answer["Content-Security-Policy"]
        for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy, policy
        assert "unsafe" not in policy and "http" not in policy
        page = answer.content.decode()
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page) and "style=" not in page
        assert not re.search(r"<script(?![^>]*src=)", page) and not re.search(r"\son[a-z]+=", page)


def test_it_says_nothing_of_who_is_asked_and_nothing_of_ids(shop: Merchant, amina: User) -> None:
    charge = charge_of(shop, details={"customer": "Mrs Otieno", "cart": "secret"}, staff_id=None)
    pay(charge, amina)
    row = Transaction.objects.get()
    page = page_of(charge)
    for secret in ("Mrs", "cart", str(row.id), str(amina.id), amina.msisdn, str(amina.email), str(shop.id), "Mwangi"):
        assert secret not in page, secret


def test_what_a_merchant_writes_is_text_everywhere() -> None:
    evil = open_merchant(join("brian"), name=HOSTILE[:60], city=HOSTILE[:60])
    link = link_of(evil, None, title=HOSTILE[:60], description=HOSTILE)
    charge = charge_of(evil, description=HOSTILE, merchant_reference=HOSTILE[:64])
    Charge.objects.filter(pk=charge.pk).update(return_url="javascript:alert(1)//https://shop.example")
    over = link_of(evil, None, title=HOSTILE[:60])
    type(over).objects.filter(pk=over.pk).update(is_active=False)
    for path in (path_of(charge), f"/l/{link.token}", f"/l/{over.token}"):
        page = Client().get(path).content.decode()
        assert "<script>" not in page and "<img src=x" not in page and "javascript:" not in page, path
        assert "&lt;script&gt;" in page
    page = Client().post(f"/l/{link.token}", {"amount": HOSTILE[:25], "visit": HOSTILE}).content.decode()
    assert "<script>" not in page and "<img src=x" not in page


def test_nothing_of_the_query_leads_anywhere(shop: Merchant, amina: User) -> None:
    charge = charge_of(shop)
    pay(charge, amina)
    query = "?return_url=https://evil.example&next=//evil.example&payment=x&state=paid&back=https://evil.example"
    assert "evil.example" not in Client().get(path_of(charge) + query).content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\tscript:alert(1)",
        " https://shop.example",
        "data:text/html,<script>alert(1)</script>",
        "//shop.example",
        "/thanks",
        "https:shop.example",
        "https:///shop.example",
        "https://",
        "https://user@evil.example",
        "https://shop.example@evil.example",
        "https://shop.example\\@evil.example",
        "https://shop.example\r\nSet-Cookie: x=1",
        "https://shop.example/\u202e",
        "https://shop.éxample/",
        "https://shop.example:port/",
        "https://" + "a" * 2000,
        "http://shop.example/",
        "ftp://shop.example/",
        "gopay://pay/x",
    ],
)
def test_an_address_to_go_back_to_is_plain_https_or_refused(url: str) -> None:
    """CWE-601, CWE-79; ASVS 1.2.2."""
    with pytest.raises(InvalidInput):
        return_urls.check_return_url(url, is_live=True)
    # What got in by another way leads nowhere either.
    assert return_urls.way_back(url, charge_id=uuid4(), state="paid") == return_urls.host_of(url) == ""


def test_a_test_goes_back_to_this_machine_too() -> None:
    local = "http://localhost:3000/back"
    assert return_urls.check_return_url(local, is_live=False) == local
    with pytest.raises(InvalidInput):
        return_urls.check_return_url(local, is_live=True)
    for fine in ("", "https://shop.example", "https://xn--shp-0na.example:8443/a%20b?c=d#e"):
        assert return_urls.check_return_url(fine, is_live=True) == fine


# "Send it to my phone".


def post(charge: Charge, door: str, **fields: str) -> Any:
    return Client().post(f"{path_of(charge)}/{door}", fields)


def test_a_known_and_an_unknown_number_get_the_same_answer(shop: Merchant, amina: User) -> None:
    """SECURITY 5. Only the known one hears of it, once."""
    charge, tokens = charge_of(shop, description="Two novels"), re.compile(r'value="[A-Za-z0-9]{64}"')
    answers = [post(charge, "phone", msisdn=number) for number in (number_of("amina"), "+254712999999")]
    assert [answer.status_code for answer in answers] == [200, 200]
    seen = {re.sub(r"data-seconds=\S+>\S+<|[0-9a-f-]{36}", "", tokens.sub("", one.content.decode())) for one in answers}
    assert len(seen) == 1 and "If this number belongs" in seen.pop()
    assert OutboxEvent.objects.filter(topic="checkout.sent_to_phone").count() == 2
    # No number is kept in the event.
    assert "+254" not in str(list(OutboxEvent.objects.values_list("payload", flat=True)))
    deliver_events()
    told = Notification.objects.get(topic="checkout_sent")
    assert (told.person_id, told.subject_kind, told.subject_id) == (amina.id, "charge", charge.id)
    assert "Umoja Books" in told.title and f"http://testserver{path_of(charge)}" in told.body
    assert not Delivery.objects.filter(address="+254712999999").exists()


@pytest.mark.parametrize(
    "number", ["", "0712000001", "hello", "+1", "+" + "9" * 40, "٠٧١٢", "amina@example.org", "@amina"]
)
def test_what_is_no_number_is_said_so_and_counts_for_nobody(number: str, shop: Merchant) -> None:
    answer = post(charge_of(shop), "phone", msisdn=number)
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
    assert not OutboxEvent.objects.filter(topic="checkout.sent_to_phone").exists()


def test_it_is_sent_few_times_only(shop: Merchant, amina: User) -> None:
    """By charge, by number, and by address: none of them can be tried through."""
    charge = charge_of(shop)
    numbers = [f"+25471200000{last}" for last in range(1, 6)]
    answers = [post(charge, "phone", msisdn=number).status_code for number in numbers]
    assert answers == [200] * 3 + [429] * 2
    others = [charge_of(shop) for _ in range(6)]
    answers = [post(other, "phone", msisdn=number_of("amina")).status_code for other in others]
    # The first one above was hers.
    assert answers == [200] * 4 + [429] * 2
    late = [post(charge_of(shop), "phone", msisdn=f"+2547120001{last:02}") for last in range(11)]
    # Eleven were tried above, whatever they were answered.
    assert [answer.status_code for answer in late] == [200] * 9 + [429] * 2
    assert int(late[-1]["Retry-After"]) > 0 and asking_rates.SENT_FROM_ADDRESS.count == 20


def test_what_is_decided_is_not_sent(shop: Merchant, amina: User) -> None:
    charge = charge_of(shop)
    pay(charge, amina)
    assert "Paid" in post(charge, "phone", msisdn=number_of("amina")).content.decode()
    assert not OutboxEvent.objects.filter(topic="checkout.sent_to_phone").exists()


# Test payments.


@pytest.mark.parametrize(("outcome", "state"), [("pay", "paid"), ("hold", "held"), ("decline", "open")])
def test_a_test_payment_ends_as_its_button_says(outcome: str, state: str, shop: Merchant) -> None:
    charge = charge_of(shop, is_live=False, return_url="http://localhost:3000/")
    page = page_of(charge)
    assert "Test mode" in page and "gopay://" not in page and "code.svg" not in page and "msisdn" not in page
    answer = post(charge, "test", outcome=outcome)
    assert answer.status_code == (200 if outcome == "decline" else 303)
    assert state_of(charge) == state and "Test mode" in page_of(charge)
    assert not Transaction.objects.exists()
    if state == "held":
        assert post(charge, "test", outcome="return").status_code == 303
        assert state_of(charge) == "returned"


def test_no_button_pays_a_live_one(shop: Merchant) -> None:
    live, trial = charge_of(shop), charge_of(shop, is_live=False)
    assert post(live, "test", outcome="pay").status_code == 400
    assert post(trial, "test", outcome="refund").status_code == post(trial, "test").status_code == 400
    assert (state_of(live), state_of(trial)) == ("open", "open")


def test_forms_are_ours_only(shop: Merchant) -> None:
    """A form of another site has no token of ours (CSRF)."""
    charge, link = charge_of(shop, is_live=False), link_of(shop)
    client = Client(enforce_csrf_checks=True)
    for path in (f"{path_of(charge)}/test", f"{path_of(charge)}/phone", f"/l/{link.token}"):
        assert client.post(path, {"outcome": "pay"}).status_code == 403
    for path in (path_of(charge), f"{path_of(charge)}/state", f"{path_of(charge)}/code.svg"):
        assert Client().post(path).status_code == 405
    assert Charge.objects.count() == 1 and state_of(charge) == "open"


# The page of a link, and the app that a page opens.


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("", "Enter an amount."),
        ("12,50", "for example 12.50"),
        ("1e3", "for example 12.50"),
        ("-5", "for example 12.50"),
        ("٥", "for example 12.50"),
        ("0.00", "Enter an amount."),
        ("0.50", "The least is 1.00 USD."),
        ("21", "The most is 20.00 USD."),
        ("1.005", "USD has 2 decimals."),
    ],
)
def test_an_amount_is_read_strictly_and_what_is_wrong_is_said(amount: str, says: str, shop: Merchant) -> None:
    link = link_of(shop, None, least=Decimal(1), most=Decimal(20))
    answer = Client().post(f"/l/{link.token}", {"amount": amount, "visit": "v"})
    page = answer.content.decode()
    assert answer.status_code == 400 and says in page and 'aria-invalid="true"' in page and 'value="v"' in page
    assert not Charge.objects.exists()


def test_the_page_of_a_fixed_link_takes_no_amount_of_a_visitors(shop: Merchant) -> None:
    link = link_of(shop, "12.50")
    assert "12.50" in Client().get(f"/l/{link.token}").content.decode()
    assert Client().post(f"/l/{link.token}", {"amount": "0.01", "visit": "v"}).status_code == 303
    assert Charge.objects.get().amount == Decimal("12.50")


def test_one_address_opens_links_only_so_often(shop: Merchant) -> None:
    link = link_of(shop)
    ratelimit.spend(asking_rates.OPENED_FROM_ADDRESS, "127.0.0.1", now=clock.now(), cost=29)
    answers = [Client().post(f"/l/{link.token}", {"visit": "v"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 429]
    assert "tried too often" in answers[-1].content.decode() and Charge.objects.count() == 1


def test_the_app_that_was_opened_by_a_page_finds_the_payment(shop: Merchant, amina: User) -> None:
    charge = charge_of(shop, "10.00", tip_mode="PERCENT", tip_value=Decimal("2.5"))
    body = client_of(amina).get(f"/api/v1/checkout/{charge.code}").json()
    assert (body["charge_id"], body["state"], body["amount"], body["surcharge"]) == (
        str(charge.id),
        "open",
        "10.00",
        "0.25",
    )
    assert codes.read(body["qr"]).code == charge.code
    for code in ("A" * 22, "x"):
        assert client_of(amina).get(f"/api/v1/checkout/{code}").json()["code"] == "charge_not_found"


def test_the_button_is_kept_for_a_day_and_may_stand_on_any_page() -> None:
    answer = Client().get("/static/checkout/button.js")
    assert answer.status_code == 200 and answer["Access-Control-Allow-Origin"] == "*"
    assert "max-age=86400" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
