"""Cash for somebody without a phone: by their document, its picture, and a supervisor who has not asked for it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import PIN, client_of, give_pin, make_person, plain_client_with, tokens_of
from apps.agents import services
from apps.agents.cash_out_errors import CashRequestConflict
from apps.agents.models import CashOutRequest, Dealing, Outlet, Shift, Staff
from apps.agents.models._agents import Role
from apps.agents.services import _cash_documents, set_cash_limit
from apps.agents.tests.factories import employ, float_of, open_outlet
from apps.agents.tests.fetching import ASKED, DIGEST, REQUESTS, Shop, ask, open_shop, post
from apps.core import clock, files
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.kyc.tests.papers import answered, photo, submitted
from apps.ledger import verification
from apps.notifications.models import Delivery
from apps.risk.services import set_rule
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome, set_tier_limit
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
CARD = {"kind": "NATIONAL_ID", "number": "2345-6780"}


@pytest.fixture
def shop() -> Shop:
    return open_shop(serves_without_phone=True)


@pytest.fixture
def amina() -> User:
    amina = join("amina", 200)
    answered(submitted(amina))
    return amina


@pytest.fixture
def joseph(shop: Shop) -> User:
    """The manager of the outlet."""
    joseph = make_person("joseph")
    employ(shop.agent, joseph, Role.MANAGER, outlet=shop.outlet)
    return joseph


def shown(shop: Shop, customer: User, amount: str = "50.00", *, picture: bool = True) -> str:
    """A request with the picture of the document."""
    request_id = body_of(ask(shop.teller, customer, amount, document=CARD))["id"]
    if picture:
        answer = send(shop, request_id)
        assert (answer.status_code, body_of(answer)["has_picture"]) == (200, True)
    return str(request_id)


def send(shop: Shop, request_id: str, content: bytes = b"") -> Any:
    path = f"{ASKED}/{request_id}/picture"
    return client_of(shop.teller).put(path, content or photo(), content_type="image/jpeg")


def approve(shop: Shop, supervisor: User, request_id: str, *, key: str | None = None) -> Any:
    return post(client_of(supervisor), f"{shop.office}/{request_id}/approve", {"pin": PIN}, key=key)


def test_what_the_customer_would_confirm_by_a_code_is_not_paid_without_one(
    shop: Shop, amina: User, joseph: User
) -> None:
    """SECURITY 12: nobody is there to type it."""
    amina.refresh_from_db()
    set_tier_limit(tier=amina.kyc_tier, kind="CASH_OUT", currency="USD", step_up_above=Decimal(20))
    with nothing_moves():
        answer = approve(shop, joseph, shown(shop, amina, "20.01"))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "tier_limit_exceeded")
    assert approve(shop, joseph, shown(shop, amina, "20.00")).status_code == 201


def test_lower_limits_hold_without_a_phone_too(shop: Shop, amina: User, joseph: User) -> None:
    """For a day after a new PIN the customer pays less at once, on whichever way."""
    amina.refresh_from_db()
    set_tier_limit(tier=amina.kyc_tier, kind="CASH_OUT", currency="USD", single=Decimal(100))
    User.objects.filter(pk=amina.pk).update(cautious_until=clock.now() + timedelta(hours=1))
    with nothing_moves():
        answer = approve(shop, joseph, shown(shop, amina, "20.01"))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "tier_limit_exceeded")
    assert approve(shop, joseph, shown(shop, amina, "20.00")).status_code == 201


@pytest.mark.parametrize("changes", [{"role": Role.TELLER}, {"ended_at": clock.now()}])
def test_whose_role_is_taken_away_meanwhile_approves_nothing(
    shop: Shop, amina: User, joseph: User, changes: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SECURITY 20: the checker still holds the role when it counts."""
    believed = accounts.authorise

    def taken_away_meanwhile(**who: Any) -> Any:
        Staff.objects.filter(person=joseph).update(**changes)
        return believed(**who)

    request_id = shown(shop, amina)
    monkeypatch.setattr(accounts, "authorise", taken_away_meanwhile)
    with nothing_moves():
        assert approve(shop, joseph, request_id).status_code in (403, 404)
    assert CashOutRequest.objects.get().state == "OPEN"


@committing
def test_a_supervisor_approves_and_the_customer_is_told(shop: Shop, amina: User, joseph: User) -> None:
    request_id = shown(shop, amina)
    office = client_of(joseph)
    (seen,) = body_of(office.get(f"{shop.office}?state=OPEN"))["results"]
    assert (seen["id"], seen["customer"], seen["teller"], seen["document_kind"], seen["has_picture"]) == (
        *(request_id, "Amina Otieno", "Imani Njoroge", "NATIONAL_ID", True),
    )
    picture = office.get(f"{shop.office}/{request_id}/picture")
    assert (picture.status_code, picture["X-Content-Type-Options"]) == (200, "nosniff")
    assert picture["Content-Disposition"].startswith("attachment")
    answer = approve(shop, joseph, request_id, key="k")
    body = body_of(answer)
    assert (answer.status_code, body["state"], body["amount"], body["customer"]["name"]) == (
        *(201, "COMPLETED", "50.00", "Amina O."),
    )
    assert approve(shop, joseph, request_id, key="k").content == answer.content
    row = Transaction.objects.get(kind="CASH_OUT")
    assert (row.initiator_id, row.payer_id, row.payee_id) == (joseph.id, amina.id, shop.outlet.id)
    assert (available(amina), float_of(shop.outlet), Shift.objects.get().expected) == (150, 550, 450)
    assert Dealing.objects.get().teller_id == shop.teller.id
    done = CashOutRequest.objects.get()
    assert (done.state, done.decided_by_id, done.transaction_id) == ("PAID", joseph.id, row.id)
    deliver_events()
    assert Delivery.objects.get(person_id=amina.id, channel="SMS", template="cash_out_paid")
    assert Activity.objects.filter(person_id=joseph.id, action="agents.document_seen").count() == 1
    # What was looked at is shown to nobody any more.
    assert office.get(f"{shop.office}/{request_id}/picture").status_code == 409
    assert list(verification.verify()) == []


def test_another_document_and_an_unknown_number_answer_the_same(shop: Shop, amina: User) -> None:
    brian, nobody = join("brian", 0), User(msisdn="+254712999999")
    answers = [
        ask(shop.teller, amina, document={**CARD, "number": "23456781"}),
        ask(shop.teller, amina, document={**CARD, "kind": "PASSPORT"}),
        ask(shop.teller, brian, document=CARD),
        ask(shop.teller, nobody, document=CARD),
    ]
    bodies = [{**body_of(one), "request_id": ""} for one in answers]
    assert bodies[0]["code"] == "customer_not_found"
    assert all(one == bodies[0] for one in bodies) and {one.status_code for one in answers} == {422}
    assert not CashOutRequest.objects.exists()


def test_a_document_that_is_no_longer_valid_is_nobody_s(shop: Shop, amina: User) -> None:
    amina.kyc_submissions.update(valid_until=clock.now().date() - timedelta(days=1))
    assert body_of(ask(shop.teller, amina, document=CARD))["code"] == "customer_not_found"


def test_only_where_the_agent_may(shop: Shop, amina: User, joseph: User) -> None:
    request_id = shown(shop, amina)
    shop.agent.serves_without_phone = False
    shop.agent.save()
    with nothing_moves():
        assert body_of(ask(shop.teller, amina, document=CARD))["code"] == "served_by_phone_only"
        assert body_of(approve(shop, joseph, request_id))["code"] == "served_by_phone_only"


def test_without_a_picture_nothing_is_approved(shop: Shop, amina: User, joseph: User) -> None:
    request_id = shown(shop, amina, picture=False)
    with nothing_moves():
        answer = approve(shop, joseph, request_id)
    assert (answer.status_code, body_of(answer)["code"]) == (409, "picture_missing")
    assert client_of(joseph).get(f"{shop.office}/{request_id}/picture").status_code == 409


def test_who_asks_or_gets_it_does_not_approve(shop: Shop, amina: User, joseph: User) -> None:
    """SECURITY 20 and 21."""
    request_id = shown(shop, amina)
    stranger = join("brian", 0)
    far = open_outlet(shop.agent)
    elsewhere = make_person("esther")
    employ(shop.agent, elsewhere, Role.MANAGER, outlet=far)
    employ(shop.agent, amina, Role.MANAGER)
    with nothing_moves():
        assert body_of(approve(shop, stranger, request_id))["code"] == "agent_not_found"
        assert body_of(approve(shop, shop.teller, request_id))["code"] == "agent_role_required"
        assert body_of(approve(shop, elsewhere, request_id))["code"] == "cash_request_not_found"
        shop.agent.staff.filter(person=shop.teller).update(role=Role.MANAGER)
        assert body_of(approve(shop, shop.teller, request_id))["code"] == "own_cash_request"
        assert client_of(shop.teller).get(f"{shop.office}/{request_id}/picture").status_code == 403
        assert body_of(approve(shop, amina, request_id))["code"] == "own_cash_request"
        assert body_of(approve(shop, joseph, request_id))["code"] == "self_dealing"
    row = CashOutRequest.objects.get()
    for by in (shop.teller, amina):
        with pytest.raises(IntegrityError), transaction.atomic():
            CashOutRequest.objects.filter(pk=row.id).update(
                state="PAID", transaction_id=row.id, decided_by_id=by.id, decided_at=clock.now()
            )


def test_the_customer_s_phone_has_nothing_to_do_with_it(shop: Shop, amina: User) -> None:
    request_id = shown(shop, amina)
    own = client_of(amina)
    assert body_of(own.get(REQUESTS))["results"] == []
    assert own.get(f"{REQUESTS}/{request_id}").status_code == 404
    assert post(own, f"{REQUESTS}/{request_id}/approve", {"pin": PIN}).status_code == 404


def test_a_supervisor_refuses_and_says_why(shop: Shop, amina: User, joseph: User) -> None:
    request_id = shown(shop, amina)
    office = client_of(joseph)
    assert post(office, f"{shop.office}/{request_id}/refuse", {}).status_code == 400
    first, again = (
        post(office, f"{shop.office}/{request_id}/refuse", {"reason": "not the same face"}) for _ in range(2)
    )
    assert (first.status_code, body_of(first)["state"], again.content) == (200, "REFUSED", first.content)
    told = body_of(client_of(shop.teller).get(f"{ASKED}/{request_id}"))
    assert (told["state"], told["reason"]) == ("REFUSED", "not the same face")
    assert approve(shop, joseph, request_id).status_code == 409


def test_limits_are_the_customer_s_and_not_the_supervisor_s(shop: Shop, amina: User, joseph: User) -> None:
    set_tier_limit(tier="TIER_1", currency="USD", single=Decimal(40))
    with nothing_moves():
        answer = approve(shop, joseph, shown(shop, amina))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "tier_limit_exceeded")
    set_cash_limit(whose="CUSTOMER", tier="TIER_1", kind="CASH_OUT", currency="USD", daily=Decimal(30))
    assert approve(shop, joseph, shown(shop, amina, "30.00")).status_code == 201
    with nothing_moves():
        assert body_of(approve(shop, joseph, shown(shop, amina, "1.00")))["code"] == "cash_limit_exceeded"


def test_what_the_rules_would_have_confirmed_by_the_customer_is_refused(shop: Shop, amina: User, joseph: User) -> None:
    set_rule(
        code="any",
        title="Any",
        kind="CASH_OUT",
        metric="AMOUNT",
        threshold=Decimal("0.01"),
        currency="USD",
        result="STEP_UP",
        now=clock.now(),
    )
    with nothing_moves():
        answer = approve(shop, joseph, shown(shop, amina))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "refused_by_rules")
    assert CashOutRequest.objects.get().state == "OPEN"


def test_a_supervisor_s_pin_alone_pays_nothing(shop: Shop, amina: User, joseph: User) -> None:
    """SECURITY 3."""
    request_id = shown(shop, amina)
    give_pin(joseph)
    client = plain_client_with(tokens_of(joseph).access)
    with nothing_moves():
        answer = post(client, f"{shop.office}/{request_id}/approve", {"pin": PIN})
    assert body_of(answer)["code"] == "step_up_required"


def test_what_is_no_photograph_is_refused(shop: Shop, amina: User) -> None:
    """SECURITY 26."""
    request_id = shown(shop, amina, picture=False)
    for content in (b"<svg/>", b"%PDF-1.4", b"\xff\xd8\xff"):
        assert send(shop, request_id, content).status_code == 400
    assert CashOutRequest.objects.get().document_file == ""


def test_pictures_nobody_names_are_swept(shop: Shop, amina: User) -> None:
    request_id = shown(shop, amina)
    named = CashOutRequest.objects.get().document_file
    files.save("cash-out", b"left behind")
    later = clock.now() + timedelta(hours=7)
    assert services.sweep_cash_out_pictures(now=clock.now()) == 0
    assert services.sweep_cash_out_pictures(now=later) == 1
    assert [key for key, _ in files.list_keys("cash-out")] == [named]
    assert send(shop, request_id, photo("again")).status_code == 200


@committing
def test_two_supervisors_at_once_pay_once(shop: Shop, amina: User, joseph: User) -> None:
    request_id = shown(shop, amina)

    def decide(by: User, key: str) -> Outcome:
        return services.approve_without_phone(
            supervisor_id=by.id,
            session_id=None,
            agent_id=shop.agent.id,
            request_id=request_id,  # type: ignore[arg-type]
            key=key,
            digest=DIGEST,
            at=clock.now(),
        )

    people = [joseph, shop.agent.owner]
    outcomes = run_together(8, lambda n: decide(people[n % 2], "same" if n < 4 else str(n)))
    paid = [one for one in outcomes if isinstance(one, Outcome)]
    assert {type(one) for one in outcomes} == {Outcome, CashRequestConflict}
    assert len({one.transaction.id for one in paid}) == 1
    assert (available(amina), Dealing.objects.count()) == (150, 1)
    assert list(verification.verify()) == []


def test_dying_before_the_commit_leaves_the_request_open(
    shop: Shop, amina: User, joseph: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = shown(shop, amina)
    right = _cash_documents.pay_cash_out

    def dies(**fields: Any) -> None:
        assert right(**fields).transaction.state == "COMPLETED"
        raise KeyboardInterrupt

    monkeypatch.setattr(_cash_documents, "pay_cash_out", dies)
    with nothing_moves(), pytest.raises(KeyboardInterrupt):
        approve(shop, joseph, request_id, key="k")
    assert (CashOutRequest.objects.get().state, Dealing.objects.count()) == ("OPEN", 0)
    monkeypatch.undo()
    assert approve(shop, joseph, request_id, key="k").status_code == 201


def test_a_list_costs_the_same_however_long(
    shop: Shop, amina: User, joseph: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        shown(shop, amina, "1.00", picture=False)
    office = client_of(joseph)
    office.get(shop.office)
    with django_assert_max_num_queries(4):
        assert len(body_of(office.get(shop.office))["results"]) == 3
    assert Outlet.objects.count() == 1
