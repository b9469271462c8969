"""POST /qr/parse: what is told of a scanned code is what we know of it, whatever else somebody has printed in it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.accounts.gopay_codes import account, account_of_person
from apps.accounts.models import User
from apps.accounts.selectors import get_person
from apps.accounts.tests.factories import client_of
from apps.core import clock, emvco
from apps.core.money import Money
from apps.core.ratelimit import Rate
from apps.core.tests.test_emvco import PUBLISHED, SPECIFICATION, made
from apps.merchants import codes, rates
from apps.merchants.models import Charge, ChargeState, Merchant, MerchantStatus, Source, Till, TipMode
from apps.merchants.services import cancel_charge, make_charge
from apps.merchants.tests.factories import open_merchant, open_till
from apps.transactions.qr import person_text
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import give_wallet, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> APIClient:
    return client_of(join("amina", 100))


@pytest.fixture
def merchant() -> Merchant:
    return open_merchant(join("grace"))


@pytest.fixture
def till(merchant: Merchant) -> Till:
    return open_till(merchant)


def scan(client: APIClient, text: Any) -> Any:
    return client.post("/api/v1/qr/parse", {"text": text}, format="json")


def seen(client: APIClient, text: str) -> dict[str, Any]:
    answer = scan(client, text)
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = body_of(answer)
    assert body["payable"] is (body["problem"] is None)
    return body


def problem_of(client: APIClient, text: str) -> str | None:
    problem = seen(client, text)["problem"]
    return problem["code"] if problem else None


def ask(merchant: Merchant, till: Till | None = None, amount: str = "12.50", **more: Any) -> Charge:
    return make_charge(
        merchant_id=merchant.id,
        amount=Money(Decimal(amount), merchant.currency),
        source=Source.TILL,
        till_id=till.id if till else None,
        store_id=till.store_id if till else None,
        expires_in=timedelta(minutes=10),
        now=clock.now(),
        **more,
    ).charge


def forged(text: str, **changes: str) -> str:
    """The same code with other values under some ids, and a right CRC."""
    objects = {one.id: one.value for one in emvco.parse(text).objects[1:-1]}
    return emvco.build(list({**objects, **{tag[1:]: value for tag, value in changes.items()}}.items()))


def test_a_till_is_told_with_what_is_added_there(amina: APIClient, merchant: Merchant, till: Till) -> None:
    with nothing_moves():
        assert seen(amina, codes.till_text(till, merchant)) == {
            "format": "emvco",
            "kind": "till",
            "merchant": {
                "id": str(merchant.id),
                "name": "Mama Njeri's Kitchen",
                "city": "Nairobi",
                "category": "5812",
            },
            "till": {"code": till.code, "label": "Till 1"},
            "charge_id": None,
            "payee": None,
            "amount": None,
            "currency": "USD",
            "tip": {"mode": "NONE", "value": None, "surcharge": None},
            "reference": None,
            "description": None,
            "expires_at": None,
            "payable": True,
            "problem": None,
        }


def test_a_charge_is_told_as_it_stands_in_our_books(amina: APIClient, merchant: Merchant, till: Till) -> None:
    more = {"description": "lunch", "merchant_reference": "table 7"}
    charge = ask(merchant, till, tip_mode=TipMode.PERCENT, tip_value=Decimal("2.5"), **more)

    told = seen(amina, codes.charge_text(charge, merchant, till))

    assert told["kind"] == "charge"
    assert (told["charge_id"], told["amount"], told["currency"]) == (str(charge.id), "12.50", "USD")
    assert told["tip"] == {"mode": "PERCENT", "value": "2.5", "surcharge": "0.31"}
    assert (told["description"], told["reference"]) == ("lunch", "table 7")
    assert told["till"] == {"code": till.code, "label": "Till 1"}
    assert told["expires_at"].startswith(f"{charge.expires_at:%Y-%m-%dT%H:%M:%S}")
    assert told["payable"] is True


@pytest.mark.parametrize(
    ("mode", "value", "told"),
    [
        (TipMode.PROMPT, None, {"mode": "PROMPT", "value": None, "surcharge": None}),
        (TipMode.FIXED, Decimal("0.5"), {"mode": "FIXED", "value": "0.50", "surcharge": None}),
        (TipMode.PERCENT, Decimal(10), {"mode": "PERCENT", "value": "10", "surcharge": None}),
    ],
)
def test_the_tip_of_a_till_is_told_as_it_is_now(
    amina: APIClient, merchant: Merchant, till: Till, mode: str, value: Decimal | None, told: dict[str, Any]
) -> None:
    """A poster hangs for years."""
    printed = codes.till_text(till, merchant)
    Till.objects.filter(pk=till.pk).update(tip_mode=mode, tip_value=value)

    answer = seen(amina, printed)

    assert (answer["tip"], answer["payable"]) == (told, True)


@pytest.mark.parametrize(
    "changes",
    [{"t54": "1.00"}, {"t59": "Mama Njoki"}, {"t53": "404"}, {"t58": "TZ"}],
    ids=["amount", "name", "currency", "country"],
)
def test_a_forged_charge_is_told_as_ours_and_as_altered(
    amina: APIClient, merchant: Merchant, changes: dict[str, str]
) -> None:
    charge = ask(merchant)

    told = seen(amina, forged(codes.charge_text(charge, merchant), **changes))

    assert (told["amount"], told["currency"], told["merchant"]["name"]) == ("12.50", "USD", "Mama Njeri's Kitchen")
    assert (told["payable"], told["problem"]["code"]) == (False, "code_altered")


def test_a_till_with_an_amount_stuck_over_it_is_altered(amina: APIClient, merchant: Merchant, till: Till) -> None:
    told = seen(amina, forged(codes.till_text(till, merchant), t54="99.00"))

    assert (told["amount"], told["problem"]["code"]) == (None, "code_altered")


def test_a_code_under_another_ones_name_is_told_as_what_it_names(
    amina: APIClient, merchant: Merchant, till: Till
) -> None:
    """A thief's own code dressed as somebody else's shows whose it is."""
    thief = open_merchant(join("farid"), name="Farid's Phones")
    dressed = forged(codes.till_text(till, merchant), t26=account("till", open_till(thief, label="2").code)[1])

    told = seen(amina, dressed)

    assert (told["merchant"]["name"], told["problem"]["code"]) == ("Farid's Phones", "code_altered")


def test_what_is_over_cannot_be_paid(amina: APIClient, merchant: Merchant) -> None:
    charge = ask(merchant)
    text = codes.charge_text(charge, merchant)
    with time_machine.travel(charge.expires_at - timedelta(seconds=1), tick=False):
        assert problem_of(amina, text) is None
    with time_machine.travel(charge.expires_at, tick=False):
        assert problem_of(amina, text) == "payment_code_expired"


def test_what_was_called_off_is_used_up(amina: APIClient, merchant: Merchant) -> None:
    charge = ask(merchant)
    cancel_charge(charge_id=charge.id, merchant_id=merchant.id, now=clock.now())

    assert problem_of(amina, codes.charge_text(charge, merchant)) == "payment_code_used"


def test_an_expired_charge_stays_expired(amina: APIClient, merchant: Merchant) -> None:
    charge = ask(merchant)
    Charge.objects.filter(pk=charge.pk).update(state=ChargeState.EXPIRED, decided_at=clock.now())

    assert problem_of(amina, codes.charge_text(charge, merchant)) == "payment_code_expired"


@pytest.mark.parametrize("status", [MerchantStatus.SUSPENDED, MerchantStatus.CLOSED])
def test_a_merchant_that_does_not_trade_is_told_but_not_paid(
    amina: APIClient, merchant: Merchant, till: Till, status: str
) -> None:
    texts = [codes.till_text(till, merchant), codes.charge_text(ask(merchant), merchant)]
    Merchant.objects.filter(pk=merchant.pk).update(status=status)

    for text in texts:
        assert problem_of(amina, text) == "merchant_not_active"


def test_a_closed_till_is_not_paid_at(amina: APIClient, merchant: Merchant, till: Till) -> None:
    text = codes.till_text(till, merchant)
    Till.objects.filter(pk=till.pk).update(is_open=False)
    assert problem_of(amina, text) == "merchant_not_active"
    Till.objects.filter(pk=till.pk).update(is_open=True)
    till.store.is_open = False
    till.store.save()
    assert problem_of(amina, text) == "merchant_not_active"


@pytest.mark.parametrize("kind", ["till", "charge"])
def test_a_code_that_names_nothing_of_ours_says_so_and_shows_nothing(
    amina: APIClient, merchant: Merchant, till: Till, kind: Any
) -> None:
    told = seen(amina, forged(codes.till_text(till, merchant), t26=account(kind, "ZZZZZZZZZZ")[1]))

    assert (told["kind"], told["merchant"], told["currency"]) == (kind, None, None)
    assert told["problem"]["code"] == "payment_code_unknown"


def test_a_charge_of_test_mode_is_nothing_to_a_payer(amina: APIClient, merchant: Merchant) -> None:
    charge = ask(merchant, is_live=False)

    assert problem_of(amina, codes.charge_text(charge, merchant)) == "payment_code_unknown"


def code_of(user: User, currency: str = "USD", amount: Money | None = None) -> str:
    return person_text(get_person(user.id), currency, amount)


def test_a_person_is_told_by_a_masked_name_only(amina: APIClient) -> None:
    brian = join("brian")

    told = seen(amina, code_of(brian, amount=Money(Decimal(5), "USD")))

    assert told["kind"] == "person"
    assert told["payee"] == {"name": "Brian M."}
    assert (told["amount"], told["currency"], told["payable"]) == ("5.00", "USD", True)
    assert (told["merchant"], told["charge_id"]) == (None, None)
    assert str(brian.id) not in str(told)


def test_the_name_in_a_persons_code_is_not_believed(amina: APIClient) -> None:
    told = seen(amina, forged(code_of(join("brian")), t59="Grace A."))

    assert told["payee"] == {"name": "Brian M."}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"t53": "404"}, "currency_mismatch"),
        ({"t53": "999"}, "currency_mismatch"),
        ({"t54": "1.234"}, "code_altered"),
        ({"t55": "01"}, "code_altered"),
        ({"t26": account_of_person(uuid4())[1]}, "payee_not_found"),
        ({"t26": "0009org.gopay0317brian@example.org"}, "payee_not_found"),
        ({"t26": "0009org.gopay0313+254712000002"}, "payee_not_found"),
        ({"t26": "0009org.gopay0322AAAAAAAAAAAAAAAAAAAAAB"}, "payee_not_found"),
    ],
)
def test_a_persons_code_that_cannot_be_paid_says_why(amina: APIClient, changes: dict[str, str], problem: str) -> None:
    assert problem_of(amina, forged(code_of(join("brian")), **changes)) == problem


def test_ones_own_code_is_not_paid() -> None:
    amina = join("amina")

    assert problem_of(client_of(amina), code_of(amina)) == "self_transfer"


def test_a_persons_wallet_in_another_currency_is_payable_in_it(amina: APIClient) -> None:
    brian = join("brian")
    give_wallet(brian, currency="KES")

    assert problem_of(amina, code_of(brian, "KES")) is None


@pytest.mark.parametrize("text", PUBLISHED.values(), ids=PUBLISHED)
def test_a_foreign_code_is_read_and_not_payable(amina: APIClient, text: str) -> None:
    told = seen(amina, text)

    assert (told["kind"], told["problem"]["code"]) == ("foreign", "foreign_network")
    assert told["merchant"]["id"] is None


def test_a_foreign_code_is_told_as_it_says(amina: APIClient) -> None:
    told = seen(amina, SPECIFICATION)

    assert told["merchant"] == {"id": None, "name": "BEST TRANSPORT", "city": "BEIJING", "category": "4111"}
    assert (told["amount"], told["currency"]) == ("23.72", "CNY")
    assert told["tip"] == {"mode": "PROMPT", "value": None, "surcharge": None}
    odd = seen(amina, made(t26="0003com", t53="999", t54="1.2345", t62="0103a-10803tea"))
    assert (odd["amount"], odd["currency"], odd["reference"], odd["description"]) == ("1.2345", None, "a-1", "tea")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://example.org", "not_emvco"),
        (SPECIFICATION[:-1], "truncated"),
        (SPECIFICATION[:-4] + "0000", "crc_wrong"),
        (made(t52=None), "missing_required"),
        (made() + " 1", "bad_id"),
        ("000201" + "9" * 600, "too_long"),
    ],
)
def test_what_is_no_code_is_refused_with_what_is_wrong(amina: APIClient, text: str, code: str) -> None:
    answer = scan(amina, text)

    assert (answer.status_code, body_of(answer)["code"]) == (400, "invalid_input")
    (error,) = body_of(answer)["errors"]
    assert (error["field"], error["code"]) == ("text", code)
    assert error["detail"].endswith(".")


@pytest.mark.parametrize("text", [None, 7, "", ["000201"], "x" * 5000, "000201\x00"])
def test_what_is_no_text_is_refused(amina: APIClient, text: Any) -> None:
    assert scan(amina, text).status_code == 400


def test_half_of_a_character_is_refused(amina: APIClient) -> None:
    body = b'{"text": "000201\\ud800"}'

    assert amina.post("/api/v1/qr/parse", body, content_type="application/json").status_code == 400


def test_spaces_around_a_code_do_no_harm(amina: APIClient) -> None:
    assert scan(amina, f" {made()}\n").status_code == 200


def test_other_fields_are_refused(amina: APIClient) -> None:
    assert amina.post("/api/v1/qr/parse", {"text": made(), "amount": "1"}, format="json").status_code == 400


def test_a_card_number_is_not_taken_for_a_code(amina: APIClient) -> None:
    assert body_of(scan(amina, "4111111111111111"))["code"] == "card_number_refused"


def test_scanning_is_counted(amina: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "SCANS_BY_PERSON", Rate("merchants.scans.person", 2, 60))
    assert scan(amina, made()).status_code == 200
    assert scan(amina, "nothing").status_code == 400
    assert scan(amina, made()).status_code == 429


def test_a_persons_code_is_counted_as_a_look_at_a_payee(amina: APIClient) -> None:
    """Or scanning made-up codes would be the way round the limit of look-ups."""
    brian = join("brian")
    with time_machine.travel(clock.now(), tick=False):
        answers = [scan(amina, code_of(brian)).status_code for _ in range(10)]
        answers += [amina.get("/api/v1/payees/resolve?to=%2B254712000002").status_code for _ in range(11)]

    assert answers == [200] * 20 + [429]


def test_only_who_is_logged_in_may_scan() -> None:
    assert scan(APIClient(), made()).status_code == 401
