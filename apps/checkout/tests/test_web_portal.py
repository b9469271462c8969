"""The portal's pages for being paid from afar: who gets in, links, invoices, keys and webhooks."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.tests.web import answered
from apps.checkout import selectors
from apps.checkout.models import ApiKey, Invoice, InvoiceState, PaymentLink, WebhookDelivery, WebhookEndpoint
from apps.checkout.tests.asking import HOSTILE, draft_of, link_of, pay, sent_to
from apps.checkout.tests.webhooks import announce, give_endpoint
from apps.core import clock
from apps.merchants.models import Merchant, MerchantStatus, Role
from apps.merchants.tests.browsing import Browser, at, cashier_of, manager_of, text_of, where
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)
# A public address needs no resolver.
URL = "https://93.184.215.14/hooks"
ASKING = ("links", "links/new", "invoices", "invoices/new")
OWNERS = ("developers", "developers/keys/new", "developers/webhooks/new")


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


@pytest.fixture
def owner(shop: Merchant) -> Browser:
    return Browser(shop.owner)


@pytest.fixture
def manager(shop: Merchant) -> Browser:
    return manager_of(shop, join("dalia"))


@pytest.fixture
def cashier(shop: Merchant) -> Browser:
    return cashier_of(shop, join("chidi"))


def key_of(browser: Browser, path: str) -> str:
    """The key of a fresh form."""
    return str(browser.get(path).context["form"].initial["key"])


# Who gets in.


@pytest.mark.parametrize("path", ASKING)
def test_links_and_invoices_are_for_owners_and_managers(
    path: str, owner: Browser, manager: Browser, cashier: Browser, shop: Merchant
) -> None:
    assert owner.get(at(shop, path)).status_code == manager.get(at(shop, path)).status_code == 200
    assert cashier.get(at(shop, path)).status_code == cashier.post(at(shop, path), key="k").status_code == 403
    assert Browser(join("esther")).get(at(shop, path)).status_code == 404


@pytest.mark.parametrize("path", OWNERS)
def test_keys_and_webhooks_are_the_owners(
    path: str, owner: Browser, manager: Browser, cashier: Browser, shop: Merchant
) -> None:
    assert owner.get(at(shop, path)).status_code == 200
    for other in (manager, cashier):
        assert other.get(at(shop, path)).status_code == other.post(at(shop, path), key="k").status_code == 403
    assert Browser(join("esther")).get(at(shop, path)).status_code == 404


def test_nothing_is_changed_by_who_may_not(cashier: Browser, manager: Browser, shop: Merchant) -> None:
    link, invoice, endpoint = link_of(shop), draft_of(shop), give_endpoint(shop)
    delivery = WebhookDelivery.objects.get(pk=announce(shop)[0])
    hook = f"developers/webhooks/{endpoint.id}"
    asking = (
        f"links/{link.id}/open",
        *(f"invoices/{invoice.id}/{door}" for door in ("send", "cancel", "pdf", "change")),
    )
    governing = (
        *(f"{hook}/{door}" for door in ("on", "delete", "test", "secret")),
        f"{hook}/deliveries/{delivery.id}/again",
    )
    for path in (*asking, *governing):
        assert cashier.post(at(shop, path)).status_code == 403, path
    for path in governing:
        assert manager.post(at(shop, path)).status_code == 403, path
    one_store = join("farid")
    employ(shop, one_store, Role.MANAGER, store=open_till(shop).store)
    browser = Browser(one_store)
    assert [browser.get(at(shop, path)).status_code for path in ASKING] == [403] * len(ASKING)
    link.refresh_from_db()
    invoice.refresh_from_db()
    assert (link.is_active, invoice.state, WebhookEndpoint.objects.get().status) == (True, "DRAFT", "ENABLED")


def test_ids_of_another_merchant_are_nothing_here(owner: Browser, shop: Merchant) -> None:
    other = open_merchant(join("dalia"), name="Other")
    link, invoice, endpoint = link_of(other), draft_of(other), give_endpoint(other)
    mine = give_endpoint(shop)
    delivery = announce(other)[0]
    for path in (
        f"links/{link.id}",
        *(f"invoices/{invoice.id}{door}" for door in ("", "/change")),
        *(f"developers/webhooks/{endpoint.id}{door}" for door in ("", "/secret", f"/deliveries/{delivery}")),
        f"developers/webhooks/{mine.id}/deliveries/{delivery}",
        *(f"developers/keys/{uuid4()}{door}" for door in ("", "/rotate")),
    ):
        assert owner.get(at(shop, path)).status_code == 404, path
    for path in (
        f"links/{link.id}/open",
        *(f"invoices/{invoice.id}/{door}" for door in ("send", "cancel", "pdf", "change")),
        *(f"developers/webhooks/{endpoint.id}/{door}" for door in ("on", "delete", "test")),
        f"developers/webhooks/{mine.id}/deliveries/{delivery}/again",
        f"developers/keys/{uuid4()}/end",
    ):
        assert owner.post(at(shop, path)).status_code == 404, path
    assert Invoice.objects.get().state == InvoiceState.DRAFT and PaymentLink.objects.get().is_active


def test_the_navigation_leads_there(owner: Browser, manager: Browser, shop: Merchant) -> None:
    names = ("merchant-links", "merchant-invoices", "merchant-developers")
    addresses = [reverse(name, args=[shop.id]) for name in names]
    assert all(f'href="{address}"' in text_of(owner.get(at(shop))) for address in addresses)
    page = text_of(manager.get(at(shop)))
    assert [f'href="{address}"' in page for address in addresses] == [True, True, False]


def test_forms_of_other_sites_change_nothing(shop: Merchant) -> None:
    browser, link = Browser(shop.owner, enforce_csrf_checks=True), link_of(shop)
    for path in ("links/new", f"links/{link.id}/open", "invoices/new", "developers/keys/new"):
        assert browser.post(at(shop, path), title="x", key="k", is_open="0").status_code == 403
    assert PaymentLink.objects.get().is_active


# Links.


def test_a_link_is_made_once_shown_and_ended(owner: Browser, shop: Merchant) -> None:
    path = at(shop, "links/new")
    fields = {"key": key_of(owner, path), "title": HOSTILE[:60], "amount": "12.50", "mode": "live", "max_uses": "3"}
    made = where(owner.post(path, **fields))
    assert where(owner.post(path, **fields)) == made
    link = PaymentLink.objects.get()
    assert (link.amount, link.max_uses, link.is_live, link.created_by_id) == (Decimal("12.50"), 3, True, shop.owner_id)
    page = text_of(owner.get(made))
    assert f"http://testserver/l/{link.token}" in page and "<script>alert" not in page and "12.50 USD" in page
    assert "&lt;script&gt;" in text_of(owner.get(at(shop, "links")))
    assert where(owner.post(f"{made}/open", is_open="0")) == made
    link.refresh_from_db()
    assert not link.is_active and f"/l/{link.token}" not in text_of(owner.get(made))
    owner.post(f"{made}/open", is_open="1")
    link.refresh_from_db()
    assert link.is_active


def test_a_link_of_the_test_mode_stands_by_itself(manager: Browser, shop: Merchant) -> None:
    path = at(shop, "links/new")
    until = (clock.now() + timedelta(days=2)).date()
    fields = {"title": "Donation", "min_amount": "1.00", "max_amount": "20", "tip": "on", "until": until.isoformat()}
    made = where(manager.post(path, key=key_of(manager, path), mode="test", **fields))
    link = PaymentLink.objects.get()
    assert (link.amount, link.min_amount, link.max_amount) == (None, 1, 20)
    assert (link.tip_mode, link.is_live) == ("PROMPT", False)
    assert link.expires_at is not None and link.expires_at.date() == until + timedelta(days=1)
    assert "Donation" in text_of(manager.get(at(shop, "links"), mode="test")) and manager.get(made).status_code == 200
    assert "Donation" not in text_of(manager.get(at(shop, "links")))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "1e3"}, "amount"),
        ({"amount": "1_000"}, "amount"),
        ({"amount": "１２"}, "amount"),
        ({"amount": "12.505"}, "amount"),
        ({"amount": "", "min_amount": "5", "max_amount": "4"}, "max_amount"),
        ({"max_uses": "0"}, "max_uses"),
        ({"max_uses": "１２"}, "max_uses"),
        ({"max_uses": "many"}, "max_uses"),
        ({"until": "2020-01-01"}, "until"),
        ({"until": "soon"}, "until"),
        ({"until": "9999-12-31"}, "until"),
        ({"return_url": "javascript:alert(1)"}, "return_url"),
        ({"mode": "real"}, "mode"),
        ({"key": ""}, None),
    ],
)
def test_what_makes_no_sense_is_said_where_it_stands(
    changes: dict[str, str], field: str | None, owner: Browser, shop: Merchant
) -> None:
    answer = owner.post(
        at(shop, "links/new"), **{"key": "k", "title": "Lunch", "amount": "5.00", "mode": "live", **changes}
    )
    assert answer.status_code == 400
    errors = answer.context["form"].errors
    assert field in errors if field else "__all__" in errors, errors
    assert not PaymentLink.objects.exists()


def test_a_refused_form_may_come_again(owner: Browser, shop: Merchant) -> None:
    fields = {"key": "k", "title": "Lunch", "mode": "live"}
    assert owner.post(at(shop, "links/new"), **fields, return_url="http://shop.example").status_code == 400
    assert where(owner.post(at(shop, "links/new"), **fields))
    assert PaymentLink.objects.count() == 1


def test_lists_ask_little_however_long_they_are(
    owner: Browser, shop: Merchant, django_assert_max_num_queries: Any
) -> None:
    give_endpoint(shop)
    announce(shop, 12)
    for _ in range(12):
        link_of(shop)
        draft_of(shop)
    hook = f"developers/webhooks/{WebhookEndpoint.objects.get().id}"
    for path in ("links", "invoices", "developers", hook):
        owner.get(at(shop, path))
        with django_assert_max_num_queries(16):
            assert owner.get(at(shop, path)).status_code == 200
    page = text_of(owner.get(at(shop, "links"), page_size="5"))
    assert 'rel="next"' in page and page.count("/links/") < 12


# Invoices.


def lines(*rows: tuple[str, str, str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for number, (text, quantity, price) in enumerate(rows):
        named |= {f"text_{number}": text, f"quantity_{number}": quantity, f"price_{number}": price}
    return named


def invoice_fields(**changes: str) -> dict[str, str]:
    due = (clock.now() + timedelta(days=7)).date().isoformat()
    written = lines(("Soup", "2", "4.00"), ("", "", ""), ("Bread", "1.5", "3.00"))
    return {
        "key": "k",
        "count": "3",
        "name": "Zuri Ltd",
        "email": "zuri@example.net",
        "due_date": due,
        **written,
        **changes,
    }


def test_an_invoice_is_written_once_changed_sent_and_called_off(owner: Browser, shop: Merchant) -> None:
    path = at(shop, "invoices/new")
    fields = invoice_fields(key=key_of(owner, path), note="Thank you")
    made = where(owner.post(path, **fields))
    assert where(owner.post(path, **fields)) == made
    row = Invoice.objects.get()
    assert (row.amount, row.state, row.customer_email) == (Decimal("12.50"), "DRAFT", "zuri@example.net")
    form = owner.get(f"{made}/change").context["form"]
    assert (form.initial["text_1"], form.initial["price_1"], form.initial["count"]) == ("Bread", "3.00", 2)
    assert where(owner.post(f"{made}/change", **invoice_fields(count="1", quantity_0="3"))) == made
    row.refresh_from_db()
    assert row.amount == 12
    assert where(owner.post(f"{made}/send")) == where(owner.post(f"{made}/send")) == made
    row.refresh_from_db()
    assert row.state == "SENT" and row.page_url in text_of(owner.get(made))
    assert owner.get(f"{made}/change").status_code == 409
    pdf = owner.post(f"{made}/pdf")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf") and owner.get(
        f"{made}/pdf"
    ).status_code == 405
    assert owner.post(f"{made}/cancel", reason="x" * 201).status_code == 400
    assert where(owner.post(f"{made}/cancel", reason="Ordered twice")) == made
    row.refresh_from_db()
    assert (row.state, row.state_reason) == ("CANCELLED", "Ordered twice")
    assert where(owner.post(f"{made}/cancel", reason="Twice")) == made
    row.refresh_from_db()
    assert row.state_reason == "Ordered twice"
    assert "INV-000001" in text_of(owner.get(at(shop, "invoices"), state="CANCELLED"))
    assert "INV-000001" not in text_of(owner.get(at(shop, "invoices"), state="PAID"))


def test_an_invoice_for_somebody_with_gopay_names_them_and_nothing_more(owner: Browser, shop: Merchant) -> None:
    amina = join("amina", 100)
    path = at(shop, "invoices/new")
    made = where(owner.post(path, **invoice_fields(to=str(amina.msisdn), name="", email="")))
    row = Invoice.objects.get()
    assert row.customer_id == amina.id
    for shown in (made, f"{made}/change", at(shop, "invoices")):
        page = text_of(owner.get(shown))
        assert "Amina O." in page and str(amina.msisdn) not in page and "Otieno" not in page
    # Nobody else is named, so it stays theirs.
    assert where(owner.post(f"{made}/change", **invoice_fields(name="", email="", note="Soon"))) == made
    row.refresh_from_db()
    assert (row.customer_id, row.note) == (amina.id, "Soon")
    owner.post(f"{made}/send")
    row = Invoice.objects.select_related("charge__merchant").get()
    assert row.charge is not None
    paid = pay(row.charge, amina).transaction
    assert reverse("merchant-portal-sale", args=[shop.id, paid.id]) in text_of(owner.get(made))


def test_more_lines_keep_what_was_typed(owner: Browser, shop: Merchant) -> None:
    answer = owner.post(at(shop, "invoices/new"), **invoice_fields(more="1", email="not yet"))
    page = text_of(answer)
    assert answer.status_code == 200 and 'name="text_5"' in page and 'value="Soup"' in page and "not yet" in page
    assert not answer.context["form"].errors and not Invoice.objects.exists()
    most = owner.post(at(shop, "invoices/new"), **invoice_fields(more="1", count="100"))
    assert most.context["form"].lines_shown() == 100


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "zuri"}, "email"),
        ({"to": "@amina"}, "email"),
        ({"to": "@nobody", "email": ""}, "to"),
        ({"due_date": "2020-01-01"}, "due_date"),
        ({"due_date": ""}, "due_date"),
        ({"text_0": "", "price_0": "1"}, "text_0"),
        ({"quantity_0": ""}, "quantity_0"),
        ({"quantity_0": "1e3"}, "quantity_0"),
        ({"quantity_0": "0"}, "quantity_0"),
        ({"quantity_0": "1.00001"}, "quantity_0"),
        ({"price_0": ""}, "price_0"),
        ({"price_2": "4.005"}, "price_2"),
        ({"price_0": "１２"}, "price_0"),
        ({"text_0": "", "price_0": "", "text_2": "", "price_2": ""}, "text_0"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_is_wrong_with_an_invoice_is_said_where_it_stands(
    changes: dict[str, str], field: str, owner: Browser, shop: Merchant
) -> None:
    answer = owner.post(at(shop, "invoices/new"), **invoice_fields(**changes))
    assert answer.status_code == 400 and field in answer.context["form"].errors, answer.context["form"].errors
    assert not Invoice.objects.exists()


@pytest.mark.parametrize("count", ["0", "-1", "101", "1e2", "", "９", "9" * 40])
def test_a_count_of_lines_that_is_none_is_refused(count: str, owner: Browser, shop: Merchant) -> None:
    assert owner.post(at(shop, "invoices/new"), **invoice_fields(count=count)).status_code == 400
    assert not Invoice.objects.exists()


# Keys.


def test_a_key_is_told_once_and_ended(owner: Browser, shop: Merchant) -> None:
    path = at(shop, "developers/keys/new")
    fields = {"name": "shop", "mode": "test", "scopes": ["payments:read", "refunds:write"], "days": "30"}
    fields |= {"key": key_of(owner, path), "pin": "739184"}
    answer = owner.send(path, fields)
    row = ApiKey.objects.get()
    page = text_of(answer)
    assert answer.status_code == 200 and row.prefix in page and "no-store" in answer["Cache-Control"]
    told = answer.context["secret"]
    assert told in page and selectors.find_key(told, now=clock.now()) is not None
    assert (row.scopes, row.is_live, row.name) == (["payments:read", "refunds:write"], False, "shop")
    # The same form again makes nothing, and nothing is told.
    assert where(owner.send(path, fields)) == at(shop, "developers")
    for shown in ("developers", f"developers/keys/{row.id}"):
        page = text_of(owner.get(at(shop, shown)))
        assert told not in page and row.prefix in page
    assert ApiKey.objects.count() == 1
    assert where(owner.post(at(shop, f"developers/keys/{row.id}/end"))) == at(shop, "developers")
    assert selectors.find_key(told, now=clock.now()) is None
    assert owner.get(at(shop, f"developers/keys/{row.id}/rotate")).status_code == 200
    spent = owner.confirm(at(shop, f"developers/keys/{row.id}/rotate"), hours="24")
    assert spent.status_code == 409 and ApiKey.objects.count() == 1


def test_a_live_key_takes_a_code(owner: Browser, shop: Merchant) -> None:
    path = at(shop, "developers/keys/new")
    fields = {"name": "shop", "mode": "live", "scopes": ["payments:read"], "key": key_of(owner, path), "pin": "739184"}
    asked = owner.send(path, fields)
    assert asked.status_code == 403 and not ApiKey.objects.exists()
    made = owner.client.post(path, owner.signer(answered(fields, asked), path))
    assert made.status_code == 200 and made.context["secret"].startswith("gpk_live_")


def test_the_page_that_asks_for_the_code_keeps_all_that_was_chosen(owner: Browser, shop: Merchant) -> None:
    """The browser posts what that page shows, and the code is for no other key."""
    path = at(shop, "developers/keys/new")
    chosen = ["payments:read", "refunds:write"]
    fields = {"name": "shop", "mode": "live", "scopes": chosen, "key": key_of(owner, path), "pin": "739184"}
    asked = owner.send(path, fields)
    assert asked.status_code == 403 and asked.context["form"]["scopes"].value() == chosen
    shown = {**fields, "scopes": asked.context["form"]["scopes"].value()}
    assert owner.client.post(path, owner.signer(answered(shown, asked), path)).status_code == 200
    assert ApiKey.objects.get().scopes == chosen


def test_a_key_is_replaced(owner: Browser, shop: Merchant) -> None:
    path = at(shop, "developers/keys/new")
    old = owner.confirm(path, name="shop", mode="test", scopes=["payments:read"]).context["secret"]
    row = ApiKey.objects.get()
    new = owner.confirm(at(shop, f"developers/keys/{row.id}/rotate"), hours="0").context["secret"]
    now = clock.now()
    assert new != old and selectors.find_key(new, now=now) is not None and selectors.find_key(old, now=now) is None


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"pin": "111111"}, 403),
        ({"pin": ""}, 400),
        ({"name": ""}, 400),
        ({"name": "x" * 41}, 400),
        ({"scopes": []}, 400),
        ({"scopes": ["everything"]}, 400),
        ({"days": "31"}, 400),
        ({"mode": "both"}, 400),
    ],
)
def test_no_key_without_all_it_takes(changes: dict[str, Any], status: int, owner: Browser, shop: Merchant) -> None:
    path = at(shop, "developers/keys/new")
    fields = {"key": key_of(owner, path), "name": "shop", "mode": "test", "scopes": ["payments:read"], "pin": "739184"}
    answer = owner.send(path, {**fields, **changes})
    assert answer.status_code == status, answer.context["form"].errors
    assert not ApiKey.objects.exists() and "739184" not in text_of(answer)


def test_a_closed_business_gets_no_key(owner: Browser, shop: Merchant) -> None:
    Merchant.objects.update(status=MerchantStatus.SUSPENDED)
    answer = owner.confirm(at(shop, "developers/keys/new"), name="shop", mode="test", scopes=["payments:read"])
    assert answer.status_code == 409 and not ApiKey.objects.exists()


# Webhooks.


def test_a_webhook_is_added_tested_switched_rotated_and_deleted(owner: Browser, shop: Merchant) -> None:
    path = at(shop, "developers/webhooks/new")
    answer = owner.confirm(path, url=URL, mode="test", events=["payment.paid"], description="shop")
    row = WebhookEndpoint.objects.get()
    secret = answer.context["secret"]
    assert answer.status_code == 200 and secret.startswith("whsec_") and secret in text_of(answer)
    assert (row.url, row.events, row.is_live) == (URL, ["payment.paid"], False)
    here = at(shop, f"developers/webhooks/{row.id}")
    assert secret not in text_of(owner.get(here)) and URL in text_of(owner.get(at(shop, "developers")))
    assert where(owner.post(f"{here}/test")) == here
    delivery = WebhookDelivery.objects.get()
    one = f"{here}/deliveries/{delivery.id}"
    assert "webhook.test" in text_of(owner.get(here)) and "webhook.test" in text_of(owner.get(one))
    assert owner.post(f"{one}/again").status_code == 409, "it waits already"
    another = owner.confirm(f"{here}/secret", hours="24").context["secret"]
    assert another != secret
    owner.post(f"{here}/on", is_enabled="0")
    row.refresh_from_db()
    assert row.status == "DISABLED" and owner.post(f"{here}/test").status_code == 409
    owner.post(f"{here}/on", is_enabled="1")
    WebhookDelivery.objects.update(state="FAILED")
    assert where(owner.post(f"{one}/again")) == one
    delivery.refresh_from_db()
    assert delivery.state == "WAITING"
    assert "webhook.test" not in text_of(owner.get(here, state="FAILED"))
    assert where(owner.post(f"{here}/delete")) == at(shop, "developers")
    assert owner.get(here).status_code == 404


@pytest.mark.parametrize(
    "url", ["", "http://93.184.215.14/", "https://127.0.0.1/", "https://10.0.0.8/", "ftp://x.example", "javascript:1"]
)
def test_only_an_address_that_may_be_called_is_taken(url: str, owner: Browser, shop: Merchant) -> None:
    answer = owner.confirm(at(shop, "developers/webhooks/new"), url=url, mode="test")
    assert answer.status_code == 400 and answer.context["form"].errors
    assert not WebhookEndpoint.objects.exists()


def test_what_a_server_answers_is_text(owner: Browser, shop: Merchant) -> None:
    endpoint = give_endpoint(shop)
    delivery = announce(shop)[0]
    WebhookDelivery.objects.update(state="FAILED", answer=HOSTILE, last_status=500)
    page = text_of(owner.get(at(shop, f"developers/webhooks/{endpoint.id}/deliveries/{delivery}")))
    assert "&lt;script&gt;" in page and "<script>alert" not in page


def test_an_invoice_that_nobody_has_paid_in_time_says_so(shop: Merchant) -> None:
    sent_to(shop)
    with time_machine.travel(clock.now() + timedelta(days=9), tick=True):
        assert "Overdue" in text_of(Browser(shop.owner).get(at(shop, "invoices")))
