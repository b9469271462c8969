"""The agent's office in a browser: applying, outlets, staff, float, shifts, commission, and who may see which."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from apps.accounts.errors import SignatureReplayed
from apps.accounts.tests.factories import PIN, code_sent_to, make_person
from apps.accounts.tests.web import answered
from apps.agents import services
from apps.agents.models import (
    Agent,
    CashOutRequest,
    Document,
    FloatOrder,
    Outlet,
    Registration,
    Shift,
    ShiftState,
    Staff,
)
from apps.agents.models._agents import Role
from apps.agents.tests.at_the_counter import Browser, begin_cash_in, browser_of
from apps.agents.tests.factories import employ, float_of, give_float, open_agent, open_outlet, set_commission
from apps.agents.tests.fetching import Shop, open_shop
from apps.core import clock
from apps.transactions.models import Transaction
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)

READ = (
    "home",
    "application",
    "outlets",
    "staff",
    "float",
    "shifts",
    "asked-list",
    "dealings",
    "day-report",
    "customers",
    "commission",
    "payouts",
)
FOR_MANAGERS = tuple(part for part in READ if part != "application")


@pytest.fixture(autouse=True)
def _banks(settings: Any) -> None:
    settings.FLOAT_BANKS = {"equity": "Equity Bank"}


def picture(name: str = "slip.jpg") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (640, 480), "white").save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/jpeg")


def office() -> tuple[Shop, Browser]:
    shop = open_shop()
    return shop, browser_of(shop.agent.owner)


# --- Who may see what ---


def test_the_owner_sees_every_page() -> None:
    shop, hassan = office()
    set_commission(percent=1)
    hassan_pages = {part: hassan.get(f"agent-office-{part}", shop.agent.id) for part in READ}

    assert {part: page.status_code for part, page in hassan_pages.items()} == dict.fromkeys(READ, 200)
    assert hassan.get("agent-office")["Location"] == reverse("agent-office-home", args=[shop.agent.id])


@pytest.mark.parametrize("part", READ)
def test_strangers_find_no_office(part: str) -> None:
    shop = open_shop()
    other = open_agent(make_person("khadija"), name="Another shop")
    khadija = browser_of(other.owner)

    assert khadija.get(f"agent-office-{part}", shop.agent.id).status_code == 404
    assert khadija.get(f"agent-office-{part}", uuid4()).status_code == 404


def test_a_teller_sees_nothing_of_others() -> None:
    shop = open_shop()
    imani = browser_of(shop.teller)

    found = {part: imani.get(f"agent-office-{part}", shop.agent.id).status_code for part in READ}

    assert found.pop("home") == 200
    assert set(found.values()) == {403}


def test_a_manager_of_one_outlet_sees_that_one() -> None:
    shop = open_shop()
    market = open_outlet(shop.agent)
    person = make_person("joseph")
    employ(shop.agent, person, Role.MANAGER, outlet=market)
    joseph = browser_of(person)

    assert {part: joseph.get(f"agent-office-{part}", shop.agent.id).status_code for part in FOR_MANAGERS} == (
        dict.fromkeys(FOR_MANAGERS, 200)
    )
    assert joseph.get("agent-office-application", shop.agent.id).status_code == 403
    assert joseph.get("agent-office-outlet", shop.agent.id, shop.outlet.id).status_code == 404
    assert joseph.get("agent-office-float-movements", shop.agent.id, shop.outlet.id).status_code == 403
    assert joseph.get("agent-office-shift", shop.agent.id, shop.shift.id).status_code == 404
    assert joseph.get("agent-office-outlet-new", shop.agent.id).status_code == 403
    staff = Staff.objects.get(person=shop.teller)
    assert joseph.get("agent-office-staff-row", shop.agent.id, staff.id).status_code == 404


def test_ids_of_another_agent_are_not_there() -> None:
    shop, hassan = office()
    other = open_agent(make_person("khadija"), name="Another shop")
    theirs = Outlet.objects.get(agent=other)
    row = Staff.objects.get(agent=other)

    assert hassan.get("agent-office-outlet", shop.agent.id, theirs.id).status_code == 404
    assert hassan.post("agent-office-outlet-close", shop.agent.id, theirs.id).status_code == 404
    assert hassan.get("agent-office-float-movements", shop.agent.id, theirs.id).status_code == 404
    assert hassan.get("agent-office-staff-row", shop.agent.id, row.id).status_code == 404
    assert hassan.post("agent-office-staff-end", shop.agent.id, row.id).status_code == 404
    for route in ("float-order", "float-slip", "shift", "asked", "asked-picture", "dealing"):
        assert hassan.get(f"agent-office-{route}", shop.agent.id, uuid4()).status_code == 404, route


# --- Applying ---


def application(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Corner shop",
        "legal_name": "Corner Ltd",
        "rank": "AGENT",
        "super_agent": "",
        "currency": "USD",
        "country": "ke",
        "city": "Nairobi",
        "address": "",
        "description": "",
        **changes,
    }


def test_applying_then_sending_papers() -> None:
    grace = browser_of(join("grace"))

    page = grace.follow(grace.post("agent-apply", **application()))
    assert "Our people look at it" in page.content.decode()
    assert grace.post("agent-apply", **application()).status_code == 409
    agent = Agent.objects.get()
    assert agent.country == "KE"

    assert grace.post("agent-office-paper", agent.id, "registration", picture=picture()).status_code == 303
    assert Document.objects.count() == 1
    shown = grace.get("agent-office-paper", agent.id, "registration")
    assert shown["Content-Type"] == "image/jpeg"
    assert "attachment" in shown["Content-Disposition"]
    wrong = SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")
    assert grace.post("agent-office-paper", agent.id, "registration", picture=wrong).status_code == 400
    assert grace.post("agent-office-paper", agent.id, "passport", picture=picture()).status_code == 404
    assert grace.post("agent-office-paper", agent.id, "tax").status_code == 400


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"country": "XX"}, {"currency": "ZZZ"}, {"rank": "KING"}, {"super_agent": "12"}, {"city": "a\x00b"}],
)
def test_what_is_no_application_is_refused(changes: dict[str, str]) -> None:
    grace = browser_of(join("grace"))

    assert grace.post("agent-apply", **application(**changes)).status_code in (400, 404)
    assert not Agent.objects.exists()


def test_an_application_is_changed_and_taken_back() -> None:
    grace = browser_of(join("grace"))
    grace.post("agent-apply", **application())
    agent = Agent.objects.get()

    changed = {
        name: value for name, value in application(name="Better name", city="Mombasa").items() if name != "currency"
    }
    assert grace.post("agent-office-change", agent.id, **changed).status_code == 303
    agent.refresh_from_db()
    assert (agent.name, agent.city) == ("Better name", "Mombasa")

    address = reverse("agent-office-close", args=[agent.id])
    asked = grace.confirm(address)
    assert asked.status_code == 403
    said = answered({"key": asked.context["form"]["key"].value(), "pin": PIN}, asked)
    done = grace.client.post(address, grace.sign(said, address))
    assert done.status_code == 303
    agent.refresh_from_db()
    assert agent.status == "CLOSED"


# --- Outlets and staff ---


def outlet_fields(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Market",
        "city": "Nairobi",
        "address": "",
        "time_zone": "Africa/Nairobi",
        "latitude": "-1.2863895",
        "longitude": "36.8172231",
        "low_float_at": "250.00",
        "hours_mon": "08:00-12:30, 14:00-18:00",
        **changes,
    }


def test_an_outlet_is_opened_changed_and_closed() -> None:
    shop, hassan = office()
    assert hassan.post("agent-office-outlet-new", shop.agent.id, **outlet_fields()).status_code == 303
    row = Outlet.objects.get(name="Market")
    assert row.opening_hours == {"mon": [["08:00", "12:30"], ["14:00", "18:00"]]}
    assert hassan.post("agent-office-outlet-new", shop.agent.id, **outlet_fields()).status_code == 409

    page = hassan.get("agent-office-outlet", shop.agent.id, row.id)
    assert "08:00-12:30, 14:00-18:00" in page.content.decode()
    fields = outlet_fields(hours_mon="", low_float_at="", latitude="", longitude="")
    assert hassan.post("agent-office-outlet", shop.agent.id, row.id, **fields).status_code == 303
    row.refresh_from_db()
    assert (row.opening_hours, row.low_float_at, row.latitude) == ({}, None, None)
    assert hassan.post("agent-office-outlet-close", shop.agent.id, row.id).status_code == 303
    row.refresh_from_db()
    assert not row.is_open
    assert hassan.post("agent-office-outlet-close", shop.agent.id, shop.outlet.id).status_code == 409


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"time_zone": "Mars/Base"},
        {"latitude": "91"},
        {"latitude": "nan"},
        {"longitude": ""},
        {"low_float_at": "-1"},
        {"low_float_at": "1.234"},
        {"hours_mon": "8-12"},
        {"hours_mon": "18:00-25:00"},
        {"hours_mon": "soon"},
    ],
)
def test_what_is_no_outlet_is_refused(changes: dict[str, str]) -> None:
    shop, hassan = office()

    assert hassan.post("agent-office-outlet-new", shop.agent.id, **outlet_fields(**changes)).status_code == 400
    assert Outlet.objects.count() == 1


def test_staff_is_added_changed_and_ended() -> None:
    shop, hassan = office()
    joseph = join("joseph")
    fields = {"to": joseph.msisdn, "role": "TELLER", "outlet_id": ""}

    assert hassan.post("agent-office-staff", shop.agent.id, **fields).status_code == 303
    assert hassan.post("agent-office-staff", shop.agent.id, **fields).status_code == 409
    row = Staff.objects.get(person=joseph)
    page = hassan.get("agent-office-staff", shop.agent.id).content.decode()
    assert "Joseph K." in page
    assert joseph.msisdn not in page
    changed = {"role": "MANAGER", "outlet_id": str(shop.outlet.id)}
    assert hassan.post("agent-office-staff-row", shop.agent.id, row.id, **changed).status_code == 303
    row.refresh_from_db()
    assert (row.role, row.outlet_id) == ("MANAGER", shop.outlet.id)
    assert hassan.post("agent-office-staff-end", shop.agent.id, row.id).status_code == 303
    assert browser_of(joseph).get("agent-office-home", shop.agent.id).status_code == 404


def test_whose_outlet_was_closed_is_not_let_into_all_of_them_unasked() -> None:
    shop, hassan = office()
    market = open_outlet(shop.agent)
    row = employ(shop.agent, make_person("joseph"), outlet=market)
    Outlet.objects.filter(pk=market.pk).update(is_open=False)

    page = hassan.get("agent-office-staff-row", shop.agent.id, row.id).content.decode()
    assert f'value="{market.id}" selected' in page
    same = {"role": "MANAGER", "outlet_id": str(market.id)}
    assert hassan.post("agent-office-staff-row", shop.agent.id, row.id, **same).status_code == 409
    row.refresh_from_db()
    assert (row.role, row.outlet_id) == ("TELLER", market.id)


def test_a_manager_makes_no_managers() -> None:
    shop = open_shop()
    person = make_person("joseph")
    employ(shop.agent, person, Role.MANAGER)
    joseph = browser_of(person)

    fields = {"to": join("grace").msisdn, "role": "MANAGER", "outlet_id": ""}

    assert joseph.post("agent-office-staff", shop.agent.id, **fields).status_code in (400, 403)
    assert not Staff.objects.filter(person__msisdn=fields["to"]).exists()


# --- Float ---


def order(shop: Shop, **changes: Any) -> dict[str, Any]:
    return {
        "outlet_id": str(shop.outlet.id),
        "amount": "500.00",
        "bank": "equity",
        "bank_reference": "DEP-1",
        "note": "",
        "key": f"web-{uuid4()}",
        "slip": picture(),
        **changes,
    }


def test_a_deposit_buys_float_once() -> None:
    shop, hassan = office()
    fields = order(shop)

    first = hassan.post("agent-office-float-buy", shop.agent.id, **fields)
    second = hassan.post("agent-office-float-buy", shop.agent.id, **{**fields, "slip": picture()})

    assert first.status_code == 303, first.content.decode()
    assert first["Location"] == second["Location"]
    assert FloatOrder.objects.count() == 1
    assert "DEP-1" in hassan.follow(first).content.decode()
    used = hassan.post("agent-office-float-buy", shop.agent.id, **order(shop))
    assert used.status_code == 409
    row = FloatOrder.objects.get()
    assert hassan.get("agent-office-float-slip", shop.agent.id, row.id)["Content-Type"] == "image/jpeg"
    assert hassan.post("agent-office-float-order", shop.agent.id, row.id).status_code == 303
    row.refresh_from_db()
    assert row.state == "CANCELLED"


@pytest.mark.parametrize(
    "changes",
    [{"amount": "0"}, {"amount": "1e3"}, {"amount": "１２"}, {"bank": "moon"}, {"slip": ""}, {"bank_reference": ""}],
)
def test_what_is_no_order_is_refused(changes: dict[str, Any]) -> None:
    shop, hassan = office()

    assert hassan.post("agent-office-float-buy", shop.agent.id, **order(shop, **changes)).status_code == 400
    assert not FloatOrder.objects.exists()


def test_float_is_sold_once_with_a_code() -> None:
    shop, hassan = office()
    fields = {name: value for name, value in order(shop, bank_reference="ACC-1").items() if name not in ("key", "slip")}
    address = hassan.post("agent-office-float-sell", shop.agent.id, **fields)["Location"]

    asked = hassan.confirm(address)
    assert asked.status_code == 403
    assert not FloatOrder.objects.exists()
    said = answered({"key": asked.context["form"]["key"].value(), "pin": PIN}, asked)
    done = hassan.client.post(address, hassan.sign(said, address))
    assert done.status_code == 303, done.content.decode()
    assert hassan.client.post(address, hassan.sign(said, address))["Location"] == done["Location"]
    assert hassan.client.get(address)["Location"] == done["Location"]
    assert FloatOrder.objects.get().direction == "SELL"
    assert float_of(shop.outlet) == 0


def test_a_second_tap_on_a_sale_leads_to_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused for its signature, which the first one has used, just after the first one was looked for."""
    shop, hassan = office()
    fields = {name: value for name, value in order(shop, bank_reference="ACC-1").items() if name not in ("key", "slip")}
    address = hassan.post("agent-office-float-sell", shop.agent.id, **fields)["Location"]
    asked = hassan.confirm(address)
    said = answered({"key": asked.context["form"]["key"].value(), "pin": PIN}, asked)
    order_float = services.order_float

    def late(**given: Any) -> None:
        order_float(**given)
        raise SignatureReplayed

    monkeypatch.setattr(services, "order_float", late)
    second = hassan.client.post(address, hassan.sign(said, address))

    assert second.status_code == 303
    assert str(FloatOrder.objects.get().id) in second["Location"]


def test_float_is_moved_once() -> None:
    shop, hassan = office()
    market = open_outlet(shop.agent)
    fields = {"from_outlet_id": str(shop.outlet.id), "to": market.code, "amount": "200.00", "note": ""}
    address = hassan.post("agent-office-float-move", shop.agent.id, **fields)["Location"]
    page = hassan.client.get(address)

    first, second = hassan.again(page, address), hassan.again(page, address)

    assert first.status_code == second.status_code == 303
    assert "The float was moved" in hassan.follow(first).content.decode()
    assert (float_of(shop.outlet), float_of(market)) == (300, 200)
    assert hassan.client.get(address).status_code == 303


def test_the_address_of_a_transfer_that_was_declined_says_why_it_was() -> None:
    shop, hassan = office()
    market = open_outlet(shop.agent)
    fields = {"from_outlet_id": str(shop.outlet.id), "to": market.code, "amount": "600.00", "note": ""}
    address = hassan.post("agent-office-float-move", shop.agent.id, **fields)["Location"]
    hassan.confirm(address)

    page = hassan.follow(hassan.client.get(address)).content.decode()

    assert "There is less float than that." in page
    assert "The float was moved" not in page


def test_float_goes_to_no_strangers_outlet() -> None:
    shop, hassan = office()
    other = open_agent(make_person("khadija"), name="Another shop")
    theirs = Outlet.objects.get(agent=other)
    fields = {"from_outlet_id": str(shop.outlet.id), "to": theirs.code, "amount": "200.00", "note": ""}

    assert hassan.post("agent-office-float-move", shop.agent.id, **fields).status_code == 404
    assert hassan.post("agent-office-float-move", shop.agent.id, **{**fields, "to": "999999"}).status_code == 404
    bad = {**fields, "from_outlet_id": str(theirs.id)}
    assert hassan.post("agent-office-float-move", shop.agent.id, **bad).status_code == 400


def test_a_transfer_begun_by_a_manager_is_not_the_owners() -> None:
    shop, hassan = office()
    market = open_outlet(shop.agent)
    person = make_person("joseph")
    staff = employ(shop.agent, person, Role.MANAGER)
    joseph = browser_of(person)
    fields = {"from_outlet_id": str(shop.outlet.id), "to": market.code, "amount": "200.00", "note": ""}
    address = joseph.post("agent-office-float-move", shop.agent.id, **fields)["Location"]
    page = joseph.client.get(address)

    assert hassan.client.get(address).status_code == 404
    hassan.post("agent-office-staff-end", shop.agent.id, staff.id)
    assert joseph.again(page, address).status_code == 404
    assert float_of(market) == 0


# --- Shifts, and cash without a phone ---


def test_a_difference_is_accepted_by_somebody_else_once() -> None:
    shop, hassan = office()
    imani = browser_of(shop.teller)
    imani.post("agent-desk-shift-close", cash="490.00", remark="A note was torn")
    shift = Shift.objects.get()

    home = hassan.get("agent-office-home", shop.agent.id).content.decode()
    assert "A shift with a difference" in home
    assert imani.post("agent-office-shift", shop.agent.id, shift.id, reason="Fine").status_code == 403
    assert hassan.post("agent-office-shift", shop.agent.id, shift.id, reason="").status_code == 400
    assert hassan.post("agent-office-shift", shop.agent.id, shift.id, reason="Seen").status_code == 303
    shift.refresh_from_db()
    assert shift.state == ShiftState.CLOSED
    assert hassan.post("agent-office-shift", shop.agent.id, shift.id, reason="Seen").status_code == 409


def test_the_drawer_of_who_has_left_is_counted_by_a_supervisor() -> None:
    shop, hassan = office()
    fields = {"cash": "500.00", "remark": ""}
    assert hassan.post("agent-office-shift-close", shop.agent.id, shop.shift.id, **fields).status_code == 409
    staff = Staff.objects.get(person=shop.teller)
    hassan.post("agent-office-staff-end", shop.agent.id, staff.id)

    assert hassan.post("agent-office-shift-close", shop.agent.id, shop.shift.id, **fields).status_code == 303
    assert Shift.objects.get().state == ShiftState.CLOSED


def test_the_end_of_a_day_and_its_files() -> None:
    shop, hassan = office()
    imani, amina = browser_of(shop.teller), join("amina")
    imani.confirm(begin_cash_in(imani, amina))
    row = Transaction.objects.get(kind="CASH_IN")

    page = hassan.get("agent-office-day-report", shop.agent.id).content.decode()
    assert "550.00 USD" in page
    assert hassan.get("agent-office-day-report", shop.agent.id, day="nonsense").status_code == 200
    assert hassan.get("agent-office-day-report", shop.agent.id, format="csv")["Content-Type"].startswith("text/csv")
    assert row.reference in hassan.get("agent-office-dealings", shop.agent.id).content.decode()
    found = hassan.post("agent-office-dealings", shop.agent.id, q=amina.msisdn)
    assert amina.msisdn[1:] not in found["Location"]
    assert row.reference in hassan.follow(found).content.decode()
    assert hassan.post("agent-office-dealings", shop.agent.id, first="x").context["is_office"] is True
    assert imani.post("agent-office-dealings", shop.agent.id, q=amina.msisdn).status_code == 403
    assert hassan.get("agent-office-dealing", shop.agent.id, row.id).status_code == 200
    assert hassan.get("agent-office-shift", shop.agent.id, shop.shift.id, format="csv").status_code == 200


def test_commission_says_what_was_earned() -> None:
    shop, hassan = office()
    set_commission(percent=2, teller_share=25, agent_share=75)
    imani = browser_of(shop.teller)
    imani.confirm(begin_cash_in(imani, join("amina")))

    page = hassan.get("agent-office-commission", shop.agent.id)
    assert page.context["statement"]["earned"] == Decimal("1.00")
    assert page.context["rules"]
    assert "0.25" in imani.get("agent-desk-earned").content.decode()
    assert hassan.get("agent-office-commission", shop.agent.id, earner="KING").status_code == 400
    wrong = hassan.get("agent-office-commission", shop.agent.id, first="2026-02-02", last="2026-02-01")
    assert wrong.status_code == 400
    assert wrong.context["form"].errors["first"]
    assert b"earned" in b"".join(hassan.get("agent-office-commission", shop.agent.id, format="csv"))


# --- Customers registered ---


def test_a_customer_is_registered_at_the_desk() -> None:
    shop, hassan = office()
    imani = browser_of(shop.teller)
    fields = {"msisdn": "+254712000099", "full_name": "Zawadi Kamau", "email": "", "language": "en"}

    page = imani.follow(imani.post("agent-desk-registrations", **fields))
    assert "code" in page.content.decode()
    row = Registration.objects.get()
    assert imani.post("agent-desk-registration", row.id, code="12345").status_code == 400
    code = code_sent_to("+254712000099")
    assert imani.post("agent-desk-registration", row.id, code=code).status_code == 303
    assert imani.post("agent-desk-registration", row.id, code=code).status_code == 409

    details = {
        "target_tier": "TIER_1",
        "name": "Zawadi Kamau",
        "birth_date": "1996-01-02",
        "address": "4 Biashara Street",
        "document_type": "NATIONAL_ID",
        "document_country": "ke",
        "id_number": "2345 5678",
        "document_expiry_date": "",
    }
    bad = imani.post("agent-desk-registration-details", row.id, **{**details, "birth_date": "02/01/1996"})
    assert bad.status_code == 400
    assert imani.post("agent-desk-registration-hand-in", row.id).status_code in (404, 422)
    saved = imani.post("agent-desk-registration-details", row.id, **details)
    assert saved.status_code == 303, saved.content.decode()
    page = imani.get("agent-desk-registration", row.id)
    assert "2345" not in page.content.decode()
    for kind in [one["kind"] for one in page.context["pictures"]]:
        sent = imani.post("agent-desk-registration-picture", row.id, kind, picture=picture())
        assert sent.status_code == 303, sent.content.decode()
    assert imani.post("agent-desk-registration-picture", row.id, "nothing", picture=picture()).status_code == 404
    assert imani.post("agent-desk-registration-hand-in", row.id).status_code == 303
    assert "handed in" in imani.get("agent-desk-registration", row.id).content.decode()
    assert "Zawadi K." in hassan.get("agent-office-customers", shop.agent.id).content.decode()


def test_a_registration_of_another_agent_is_not_there() -> None:
    shop = open_shop()
    imani = browser_of(shop.teller)
    imani.post("agent-desk-registrations", msisdn="+254712000099", full_name="Zawadi Kamau", language="en")
    row = Registration.objects.get()
    other = open_agent(make_person("khadija"), name="Another shop")
    khadija = browser_of(other.owner)
    khadija.post("agent-desk", cash="0")

    assert khadija.get("agent-desk-registration", row.id).status_code == 404
    assert khadija.post("agent-desk-registration", row.id, code="123456").status_code == 404


def test_lists_ask_the_database_no_more_for_more_rows(django_assert_max_num_queries: Any) -> None:
    shop, hassan = office()
    for number in range(4):
        outlet = open_outlet(shop.agent, name=f"Outlet {number}")
        give_float(outlet, 10)
    hassan.get("agent-office-home", shop.agent.id)
    for part, most in (
        ("outlets", 12),
        ("staff", 13),
        ("shifts", 12),
        ("float", 18),
        ("dealings", 14),
        ("customers", 14),
    ):
        with django_assert_max_num_queries(most):
            assert hassan.get(f"agent-office-{part}", shop.agent.id).status_code == 200


# --- Cash for a customer without their phone ---


def asked_without_phone(shop: Shop, imani: Browser) -> CashOutRequest:
    """As if the teller had asked and sent the picture."""
    amina = join("amina", 300)
    now = clock.now()
    row = CashOutRequest.objects.create(
        mode="DOCUMENT",
        agent_id=shop.agent.id,
        outlet_id=shop.outlet.id,
        teller_id=shop.teller.id,
        shift_id=shop.shift.id,
        customer_id=amina.id,
        amount=Decimal(40),
        currency="USD",
        idempotency_key="asked",
        request_digest=b"d" * 32,
        document_kind="PASSPORT",
        created_at=now,
        expires_at=now + timedelta(minutes=15),
    )
    sent = imani.client.post(reverse("agent-desk-request", args=[row.id]), {"picture": picture()})
    assert sent.status_code == 303, sent.content.decode()
    return row


def test_a_supervisor_pays_once_what_a_teller_has_asked_for_without_a_phone() -> None:
    shop, hassan = office()
    shop.agent.serves_without_phone = True
    shop.agent.save()
    imani = browser_of(shop.teller)
    row = asked_without_phone(shop, imani)

    assert imani.post("agent-office-asked", shop.agent.id, row.id).status_code == 403
    page = hassan.get("agent-office-asked", shop.agent.id, row.id).content.decode()
    assert "Amina Otieno" in page
    shown = hassan.get("agent-office-asked-picture", shop.agent.id, row.id)
    assert shown["Content-Type"] == "image/jpeg"
    address = hassan.post("agent-office-asked", shop.agent.id, row.id)["Location"]
    loaded = hassan.client.get(address)
    first, second = hassan.again(loaded, address), hassan.again(loaded, address)
    assert first.status_code == second.status_code == 303, first.content.decode()
    assert first["Location"] == second["Location"]
    assert float_of(shop.outlet) == 540
    waiting = imani.get("agent-desk-request", row.id).content.decode()
    assert "Hand out the cash" in waiting
    again = hassan.post("agent-office-asked", shop.agent.id, row.id)["Location"]
    assert hassan.confirm(again).status_code == 409


def test_a_supervisor_refuses_with_a_reason() -> None:
    shop, hassan = office()
    imani = browser_of(shop.teller)
    row = asked_without_phone(shop, imani)

    assert hassan.post("agent-office-asked-refuse", shop.agent.id, row.id, reason="").status_code == 400
    assert hassan.post("agent-office-asked-refuse", shop.agent.id, row.id, reason="Not them").status_code == 303
    assert "Not them" in imani.get("agent-desk-request", row.id).content.decode()
    assert float_of(shop.outlet) == 500
