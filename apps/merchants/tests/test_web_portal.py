"""The merchant portal: who gets in, applying, places, people, sales, reports and settlements."""

from datetime import UTC, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN
from apps.accounts.tests.web import answered
from apps.core import clock
from apps.core.models import AuditRecord
from apps.funding.tests.sources import give_source
from apps.kyc.tests.papers import photo
from apps.merchants.models import (
    Document,
    Merchant,
    MerchantStatus,
    Period,
    Role,
    Staff,
    Store,
    Taking,
    Till,
    TipMode,
)
from apps.merchants.tests.applying import applied
from apps.merchants.tests.browsing import Browser, at, cashier_of, manager_of, text_of, where
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.merchants.tests.selling import give_back, sell, takings_of
from apps.merchants.tests.settling import settle
from apps.transactions.models import Transaction
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)

# Pages of the portal below /merchant/<id>/ that every manager of all stores opens.
PAGES = ("", "profile", "stores", "stores/new", "tills/new", "staff", "staff/new", "sales", "settlements", "reports")
OWNERS = ("settlements/terms", "settlements/payout", "close")


@pytest.fixture
def amina() -> User:
    return join("amina", 500)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


@pytest.fixture
def till(shop: Merchant) -> Till:
    return open_till(shop)


@pytest.fixture
def owner(shop: Merchant) -> Browser:
    return Browser(shop.owner)


@pytest.fixture
def manager(shop: Merchant) -> Browser:
    return manager_of(shop, join("dalia"))


@pytest.fixture
def cashier(shop: Merchant) -> Browser:
    return cashier_of(shop, join("chidi"))


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_open_for_who_may(
    path: str, owner: Browser, manager: Browser, cashier: Browser, shop: Merchant, till: Till
) -> None:
    assert owner.get(at(shop, path)).status_code == 200
    assert manager.get(at(shop, path)).status_code == 200
    assert cashier.get(at(shop, path)).status_code == 403
    assert Browser(join("esther")).get(at(shop, path)).status_code == 404


@pytest.mark.parametrize("path", OWNERS)
def test_what_is_the_owners_is_nobody_elses(
    path: str, owner: Browser, manager: Browser, cashier: Browser, shop: Merchant
) -> None:
    assert owner.get(at(shop, path)).status_code == 200
    for other in (manager, cashier):
        assert other.get(at(shop, path)).status_code == 403
        assert other.post(at(shop, path), key="k", pin=PIN, to="wallet", period="DAILY").status_code == 403
    shop.refresh_from_db()
    assert (shop.status, shop.period) == (MerchantStatus.ACTIVE, Period.DAILY)


def test_who_works_in_one_store_sees_that_one(shop: Merchant, till: Till, amina: User) -> None:
    harbour = Store.objects.create(merchant=shop, name="Harbour", city="Mombasa", opened_at=clock.now())
    there = Till.objects.create(store=harbour, merchant=shop, code="HARB000001", label="Quay", opened_at=clock.now())
    person = join("esther")
    employ(shop, person, Role.MANAGER, store=harbour)
    browser = Browser(person)
    mine, other = sell(amina, shop, "7.00", till=there), sell(amina, shop, "5.00", till=till)
    assert browser.get(at(shop)).context["today"].gross == 7
    assert [row.transaction_id for row in browser.get(at(shop, "sales")).context["page"].rows] == [mine.id]
    assert not browser.get(at(shop, "sales"), q=other.reference).context["page"].rows
    assert browser.get(at(shop, f"sales/{other.id}")).status_code == 404
    assert browser.get(at(shop, "settlements")).status_code == 403
    assert browser.get(at(shop, f"tills/{till.id}")).status_code == 404
    assert browser.get(at(shop, f"stores/{till.store_id}")).status_code == 403
    assert browser.get(at(shop, "stores/new")).status_code == 403


def test_ids_of_another_merchant_are_nothing_here(owner: Browser, shop: Merchant, amina: User) -> None:
    other = open_merchant(join("dalia"), name="Other")
    theirs = open_till(other, label="Other")
    sale = sell(amina, other, "10.00", till=theirs)
    staff = other.staff.get()
    settled = settle(other, now=clock.now() + timedelta(days=2))
    for path in (
        *("sales/{0}", "tills/{1}", "tills/{1}/poster", "tills/{1}/poster.pdf", "stores/{2}", "staff/{3}"),
        *("settlements/{4}", "settlements/{4}/statement.csv", "staff/{3}/owner"),
    ):
        found = path.format(sale.id, theirs.id, theirs.store_id, staff.id, settled.id)
        assert owner.get(at(shop, found)).status_code == 404, found
        assert owner.get(at(shop, path.format(*[uuid4()] * 5))).status_code == 404, path
    for path in ("tills/{1}/open", "stores/{2}/open", "staff/{3}/end", "settlements/{4}/retry"):
        found = path.format(sale.id, theirs.id, theirs.store_id, staff.id, settled.id)
        assert owner.post(at(shop, found), is_open="0").status_code == 404, found
    theirs.refresh_from_db()
    assert theirs.is_open


def business(**changes: str) -> dict[str, str]:
    return {
        "name": "Duka la Dalia",
        "legal_name": "Dalia Traders Ltd",
        "category": "5411",
        "currency": "USD",
        "country": "KE",
        "city": "Nairobi",
        "address": "",
        "website": "",
        "description": "",
        **changes,
    }


def test_somebody_applies_and_sends_papers(amina: User) -> None:
    browser = Browser(amina)
    assert reverse("merchant-apply") in text_of(browser.get(reverse("merchant-home")))
    home = where(browser.post(reverse("merchant-apply"), **business()))
    row = Merchant.objects.get()
    assert (row.owner_id, row.status, row.name) == (amina.id, MerchantStatus.APPLIED, "Duka la Dalia")
    assert "has_registration" in browser.get(home).context
    picture = SimpleUploadedFile("paper.jpg", photo("registered"), "image/jpeg")
    assert where(browser.client.post(at(row, "papers/registration"), {"picture": picture})) == home
    assert Document.objects.get().kind == "REGISTRATION"
    assert browser.get(home).context["has_registration"] is True
    assert where(browser.get(reverse("merchant-home"))) == home


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0 almost"])
def test_papers_that_are_no_pictures(amina: User, content: bytes) -> None:
    row, browser = applied(amina, papers=False), Browser(amina)
    picture = SimpleUploadedFile("paper.jpg", content, "image/jpeg")
    assert browser.client.post(at(row, "papers/registration"), {"picture": picture}).status_code == 303
    assert not Document.objects.exists()
    assert "toast-bad" in text_of(browser.get(at(row)))
    assert browser.client.post(at(row, "papers/passport"), {"picture": picture}).status_code == 404
    assert browser.client.get(at(row, "papers/registration")).status_code == 405


def test_why_a_paper_is_not_taken_is_said_in_the_persons_language(amina: User) -> None:
    row, browser = applied(amina, papers=False), Browser(amina)
    picture = SimpleUploadedFile("paper.jpg", b"not a picture", "image/jpeg")
    french = {"Accept-Language": "fr"}
    browser.client.post(at(row, "papers/registration"), {"picture": picture}, headers=french)
    assert "pas une photo que nous pouvons accepter" in text_of(browser.client.get(at(row), headers=french))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x\u202ey"),
        ("category", "9999"),
        ("currency", "KES"),
        ("country", "ZZ"),
        ("website", "js:x"),
    ],
)
def test_applications_that_make_no_sense(amina: User, field: str, value: str) -> None:
    answer = Browser(amina).post(reverse("merchant-apply"), **business(**{field: value}))
    assert answer.status_code == 400
    assert answer.context["form"].errors[field]
    assert not Merchant.objects.exists()


def test_the_same_application_twice_is_one(amina: User) -> None:
    browser = Browser(amina)
    where(browser.post(reverse("merchant-apply"), **business()))
    assert browser.post(reverse("merchant-apply"), **business()).status_code == 409
    assert Merchant.objects.count() == 1


def test_a_rejected_application_is_corrected_and_sent_again(amina: User) -> None:
    row, browser = applied(amina), Browser(amina)
    Merchant.objects.filter(pk=row.pk).update(
        status=MerchantStatus.REJECTED, status_reason="The picture is too dark.", decided_at=clock.now()
    )
    assert "too dark" in text_of(browser.get(at(row)))
    fields = {**business(name="Another name"), "category": "5812"}
    assert where(browser.post(at(row, "profile"), **fields)) == at(row, "profile")
    assert where(browser.post(at(row, "submit"))) == at(row)
    row.refresh_from_db()
    assert (row.status, row.name) == (MerchantStatus.APPLIED, "Another name")
    assert browser.post(at(row, "submit")).status_code == 409


def test_who_a_business_is_stays_once_it_trades(owner: Browser, manager: Browser, shop: Merchant) -> None:
    fields = business(name="Mine now", city="Kisumu")
    assert where(owner.post(at(shop, "profile"), **fields)) == at(shop, "profile")
    shop.refresh_from_db()
    assert (shop.name, shop.city) == ("Mama Njeri's Kitchen", "Kisumu")
    assert manager.post(at(shop, "profile"), **fields).status_code == 403


def test_a_business_is_closed_with_pin_and_code(owner: Browser, shop: Merchant) -> None:
    path = at(shop, "close")
    fields = {**owner.get(path).context["form"].initial, "pin": PIN}
    asked = owner.send(path, fields)
    assert asked.status_code == 403
    shop.refresh_from_db()
    assert shop.status == MerchantStatus.ACTIVE
    assert owner.send(path, answered(fields, asked)).status_code == 303
    shop.refresh_from_db()
    assert shop.status == MerchantStatus.CLOSED


def test_stores_and_tills(manager: Browser, shop: Merchant) -> None:
    where(manager.post(at(shop, "stores/new"), name="Harbour", city="Mombasa", address=""))
    store = Store.objects.get()
    assert manager.post(at(shop, "stores/new"), name="Harbour", city="Mombasa", address="").status_code == 409
    made = where(manager.post(at(shop, "tills/new"), store_id=str(store.id), label="Quay", tip_mode="NONE"))
    row = Till.objects.get()
    assert made == at(shop, f"tills/{row.id}")
    page = text_of(manager.get(at(shop, f"tills/{row.id}/poster")))
    assert "<svg" in page
    assert f"{row.code[:5]} {row.code[5:]}" in page
    changed = manager.post(made, label="Quay 1", tip_mode="PERCENT", tip_value="2.5")
    assert where(changed) == made
    row.refresh_from_db()
    assert (row.label, row.tip_mode, row.tip_value) == ("Quay 1", TipMode.PERCENT, Decimal("2.5"))
    refused = manager.post(made, label="Quay 1", tip_mode="FIXED", tip_value="")
    assert refused.context["form"].errors["tip_value"]
    where(manager.post(f"{made}/open", is_open="0"))
    row.refresh_from_db()
    assert not row.is_open
    where(manager.post(f"{made}/open", is_open="1"))
    where(manager.post(at(shop, f"stores/{store.id}/open"), is_open="0"))
    store.refresh_from_db()
    row.refresh_from_db()
    assert (store.is_open, row.is_open) == (False, False)
    assert manager.post(f"{made}/open", is_open="1").status_code == 409
    assert manager.get(f"{made}/open").status_code == 405


def test_the_poster_as_a_file(manager: Browser, shop: Merchant, till: Till) -> None:
    answer = manager.get(at(shop, f"tills/{till.id}/poster.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_people_come_change_and_go(owner: Browser, manager: Browser, shop: Merchant) -> None:
    esther = join("esther")
    fields = {"to": str(esther.msisdn), "role": "CASHIER", "store_id": "", "refund_daily_cap": "10.00"}
    where(manager.post(at(shop, "staff/new"), **fields))
    row = Staff.objects.get(person=esther)
    assert (row.role, row.refund_daily_cap, row.store_id) == (Role.CASHIER, Decimal(10), None)
    assert manager.post(at(shop, "staff/new"), **fields).status_code == 409
    page = at(shop, f"staff/{row.id}")
    assert manager.post(page, role="MANAGER", store_id="", refund_daily_cap="").status_code == 403
    where(owner.post(page, role="MANAGER", store_id="", refund_daily_cap=""))
    row.refresh_from_db()
    assert row.role == Role.MANAGER
    assert manager.post(f"{page}/end").status_code == 403
    where(owner.post(f"{page}/end"))
    row.refresh_from_db()
    assert row.ended_at is not None
    assert Browser(esther).get(at(shop)).status_code == 404


def test_nobody_makes_more_of_themselves(manager: Browser, owner: Browser, shop: Merchant) -> None:
    own = shop.staff.get(person=manager.person)
    assert manager.post(at(shop, f"staff/{own.id}"), role="MANAGER", store_id="").status_code == 403
    fields = {"to": "+254700000000", "role": "OWNER", "store_id": "", "refund_daily_cap": ""}
    assert owner.post(at(shop, "staff/new"), **fields).status_code == 400
    owners = shop.staff.get(role=Role.OWNER)
    assert owner.post(at(shop, f"staff/{owners.id}/end")).status_code == 409
    assert where(manager.post(at(shop, f"staff/{own.id}/end"))) == reverse("merchant-home")


def test_a_cashier_may_leave_by_themselves(cashier: Browser, shop: Merchant) -> None:
    own = shop.staff.get(person=cashier.person)
    assert where(cashier.post(at(shop, f"staff/{own.id}/end"))) == reverse("merchant-home")


def test_a_business_is_offered_and_accepted(owner: Browser, manager: Browser, shop: Merchant) -> None:
    from apps.accounts.services import set_kyc_tier

    set_kyc_tier(person_id=manager.person.id, tier="TIER_1", now=clock.now())
    row = shop.staff.get(person=manager.person)
    for browser, path in ((owner, at(shop, f"staff/{row.id}/owner")), (manager, at(shop, "accept"))):
        fields = {**browser.get(path).context["form"].initial, "pin": PIN}
        asked = browser.send(path, fields)
        assert asked.status_code == 403
        assert browser.send(path, answered(fields, asked)).status_code == 303
    shop.refresh_from_db()
    assert shop.owner_id == manager.person.id
    assert owner.get(at(shop, "close")).status_code == 403


def test_sales_are_listed_searched_and_filtered(
    manager: Browser, shop: Merchant, till: Till, amina: User, django_assert_max_num_queries: Any
) -> None:
    sales = [sell(amina, shop, "1.00", till=till) for _ in range(24)]
    refund = give_back(shop.owner, shop, sales[0], "0.50").transaction
    with django_assert_max_num_queries(24):
        page = manager.get(at(shop, "sales")).context["page"]
    assert page.rows[0].transaction_id == refund.id
    assert len(page.rows) == 20
    assert len(manager.client.get(page.older).context["page"].rows) == 5
    found = manager.get(at(shop, "sales"), q=sales[3].reference.lower()).context["page"].rows
    assert [row.transaction_id for row in found] == [sales[3].id]
    assert not manager.get(at(shop, "sales"), q="NOTHING000").context["page"].rows
    only = manager.get(at(shop, "sales"), kind="REFUND").context["page"].rows
    assert [row.transaction_id for row in only] == [refund.id]
    tomorrow = (clock.now().astimezone(UTC) + timedelta(days=1)).date().isoformat()
    assert not manager.get(at(shop, "sales"), first=tomorrow).context["page"].rows
    senseless = manager.get(at(shop, "sales"), first="x", till="y", kind="z")
    assert (senseless.status_code, senseless.context["is_filtered"]) == (200, True)
    for day in ("0001-01-01", "9999-12-31"):
        assert manager.get(at(shop, "sales"), first=day, last=day).status_code == 200
    assert manager.get(at(shop, "sales"), cursor="x").status_code == 400


def test_sales_as_files_are_written_down(manager: Browser, cashier: Browser, shop: Merchant, amina: User) -> None:
    sale = sell(amina, shop, "10.00", discount="0.15")
    give_back(shop.owner, shop, sale, "4.00")
    answer = manager.get(at(shop, "sales/file.csv"))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert sale.reference in lines[1]
    assert lines[-1].startswith("total,")
    assert "10.00" in lines[-1]
    assert "5.85" in lines[-1]
    assert AuditRecord.objects.filter(actor_id=manager.person.id).count() == 1
    assert manager.get(at(shop, "sales/file.xlsx")).status_code == 200
    assert manager.get(at(shop, "sales/file.pdf")).content.startswith(b"%PDF")
    assert manager.get(at(shop, "sales/file.exe")).status_code == 400
    # Else it would hold lines that nobody has asked for.
    for wrong in ({"first": "x"}, {"till": str(uuid4())}, {"kind": "GIFT"}):
        assert manager.get(at(shop, "sales/file.csv"), **wrong).status_code == 400
    assert cashier.get(at(shop, "sales/file.csv")).status_code == 403
    assert Browser(join("esther")).get(at(shop, "sales/file.csv")).status_code == 404


def test_a_sale_is_given_back_from_the_portal(manager: Browser, shop: Merchant, amina: User) -> None:
    sale = sell(amina, shop, "10.00")
    page = at(shop, f"sales/{sale.id}")
    review = where(manager.post(page, amount="10.00", reason="closed early"))
    assert where(manager.confirm(review)).startswith(page)
    assert (available(amina), takings_of(shop)) == (500, 0)
    again = where(manager.post(page, amount="1.00", reason="once more"))
    assert "/merchant/refunds/" in where(manager.confirm(again))
    assert (available(amina), takings_of(shop)) == (500, 0)


def test_nobody_gives_back_what_they_paid_themselves(manager: Browser, shop: Merchant) -> None:
    from apps.wallets.tests.factories import give_wallet

    give_wallet(manager.person, 50)
    sale = sell(manager.person, shop, "10.00")
    page = at(shop, f"sales/{sale.id}")
    assert manager.get(page).context["is_own"]
    review = where(manager.post(page, amount="1.00", reason="x"))
    assert manager.confirm(review).status_code == 403
    assert takings_of(shop) == 10


def test_what_was_refunded_by_somebody_else_meanwhile(
    manager: Browser, owner: Browser, shop: Merchant, amina: User
) -> None:
    sale = sell(amina, shop, "10.00")
    page = at(shop, f"sales/{sale.id}")
    mine = where(manager.post(page, amount="10.00", reason="x"))
    where(owner.confirm(where(owner.post(page, amount="10.00", reason="y"))))
    assert "/merchant/refunds/" in where(manager.confirm(mine))
    assert available(amina) == 500
    assert Taking.objects.filter(sale_id=sale.id).count() == 1


def test_the_home_page_tells_what_was_taken(
    owner: Browser, shop: Merchant, amina: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(7):
        sell(amina, shop, "2.00")
    with django_assert_max_num_queries(24):
        page = owner.get(at(shop))
    assert (page.context["today"].gross, page.context["month"].sales) == (14, 7)
    assert page.context["position"].takings == 14
    assert len(page.context["recent"]) == 5
    assert len(page.context["chart"]["labels"]) == 30


@pytest.mark.parametrize("by", ["day", "till", "staff", "store"])
def test_reports(manager: Browser, shop: Merchant, amina: User, by: str) -> None:
    sell(amina, shop, "10.00", discount="0.15")
    page = manager.get(at(shop, "reports"), by=by)
    assert page.context["report"].total.gross == 10
    for what in ("sales", "fees", "refunds"):
        answer = manager.get(at(shop, f"reports/{what}.csv"), by=by)
        assert answer.status_code == 200
        b"".join(answer.streaming_content)
    assert manager.get(at(shop, "reports/wages.csv")).status_code == 400


def test_days_that_make_no_report(manager: Browser, shop: Merchant) -> None:
    wrong = manager.get(at(shop, "reports"), first="2026-02-01", last="2026-01-01")
    assert wrong.status_code == 400
    assert wrong.context["form"].errors["first"]
    assert manager.get(at(shop, "reports"), first="2026-02-30").status_code == 400
    assert manager.get(at(shop, "reports"), first="2020-01-01").status_code == 400


def test_settlements_to_the_line(
    manager: Browser, owner: Browser, shop: Merchant, amina: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        sell(amina, shop, "1.00")
    row = settle(shop, now=clock.now() + timedelta(days=2))
    listed = manager.get(at(shop, "settlements"))
    assert [each.id for each in listed.context["page"].rows] == [row.id]
    assert listed.context["paid_to"] == ""
    assert owner.get(at(shop, "settlements")).context["paid_to"]
    with django_assert_max_num_queries(18):
        page = manager.get(at(shop, f"settlements/{row.id}"))
    assert len(page.context["lines"]) == 30
    csv = manager.get(at(shop, f"settlements/{row.id}/statement.csv"))
    assert len(b"".join(csv.streaming_content).decode().splitlines()) >= 31
    assert manager.get(at(shop, f"settlements/{row.id}/statement.pdf")).content.startswith(b"%PDF")
    assert manager.post(at(shop, f"settlements/{row.id}/retry")).status_code == 403


def test_how_often_is_the_owners_to_choose(owner: Browser, shop: Merchant) -> None:
    path = at(shop, "settlements/terms")
    where(owner.post(path, period="WEEKLY", minimum="20.00"))
    shop.refresh_from_db()
    assert (shop.period, shop.minimum_settlement) == (Period.WEEKLY, 20)
    for minimum in ("-1", "1e3", "１２", "1.005"):
        assert owner.post(path, period="WEEKLY", minimum=minimum).status_code == 400
    assert owner.post(path, period="YEARLY", minimum="").status_code == 400
    shop.refresh_from_db()
    assert shop.minimum_settlement == 20


def test_where_the_money_goes_takes_pin_and_code(owner: Browser, shop: Merchant) -> None:
    source = give_source(shop.owner)
    path = at(shop, "settlements/payout")
    fields = {**owner.get(path).context["form"].initial, "to": str(source.id), "pin": PIN}
    assert owner.send(path, {**fields, "to": str(uuid4())}).status_code == 400
    asked = owner.send(path, fields)
    assert asked.status_code == 403
    shop.refresh_from_db()
    assert shop.settle_source_id is None
    assert owner.send(path, answered(fields, asked)).status_code == 303
    shop.refresh_from_db()
    assert shop.settle_source_id == source.id


def test_a_suspended_business_says_so(owner: Browser, shop: Merchant, amina: User) -> None:
    sale = sell(amina, shop, "10.00")
    Merchant.objects.filter(pk=shop.pk).update(status=MerchantStatus.SUSPENDED, status_reason="Ask support.")
    assert "Ask support." in text_of(owner.get(at(shop)))
    page = at(shop, f"sales/{sale.id}")
    review = where(owner.post(page, amount="1.00", reason="x"))
    assert owner.confirm(review).status_code == 409
    assert takings_of(shop) == 10
    assert not Transaction.objects.filter(kind="REFUND").exists()


def test_forms_want_their_token(shop: Merchant) -> None:
    browser = Browser(shop.owner, enforce_csrf_checks=True)
    assert browser.post(at(shop, "stores/new"), name="x", city="y").status_code == 403
    assert not Store.objects.exists()
