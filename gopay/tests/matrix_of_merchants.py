"""The route matrix of merchants: what payers, the people of a business, and its servers get."""

from typing import Any

from apps.accounts.tests.factories import PIN
from apps.core import clock
from apps.kyc.tests.papers import photo
from apps.merchants.models import Till
from gopay.tests.matrix import Row, hers, own
from gopay.tests.scene import Scene
from gopay.tests.scene_of_merchants import ANOTHERS_KEY, HER_KEY, HER_TEST_KEY

ONE = {"amount": "1.00", "currency": "USD"}
WITHOUT_WALLET = ("agent", "manager", "cashier", "super", "auditor", "operator")


def desk(owner: int, body: Any = None, *, manager: int = 403, cashier: int = 403, **more: Any) -> Row:
    """Something of Amina's business: for who does not work there, there is no such business."""
    return Row(401, owner, 404, body or {}, but={"manager": manager, "cashier": cashier}, **more)


def all_of_it(status: int, body: Any = None, **more: Any) -> Row:
    """What everybody who works there may."""
    return desk(status, body, manager=status, cashier=status, **more)


def leading(status: int, body: Any = None, **more: Any) -> Row:
    """What cashiers may not."""
    return desk(status, body, manager=status, **more)


def server(key: int, body: Any = None, *, test: int = 404, foreign: int = 404, **more: Any) -> Row:
    """The server API: a person's token is worth nothing there, whoever they are. Its things are those of Amina's
    business, and live: for a test key and for another's there are none."""
    keys = {HER_KEY: key, HER_TEST_KEY: test, ANOTHERS_KEY: foreign}
    return Row(401, 401, 401, body or {}, but=keys, **more)


def _till_of_farid(scene: Scene) -> dict[str, str]:
    return {**ONE, "pin": PIN, "till_code": Till.objects.get(pk=scene.ids["farids_till_id"]).code}


_M = "merchants/<uuid:merchant_id>"
_SOLD = {"transaction_id": "sale_id"}
_RECEIVED = {"invoice_id": "received_invoice_id"}
_APPLICATION = {
    "name": "Corner Shop",
    "legal_name": "Corner Shop Ltd",
    "category": "5411",
    "currency": "USD",
    "country": "KE",
    "city": "Nairobi",
}
MERCHANTS: dict[tuple[str, str], Row] = {
    # Paying.
    ("POST", "qr/parse"): own(400),
    # Who has no wallet has no code.
    ("GET", "me/qr"): own(200, but=dict.fromkeys(WITHOUT_WALLET, 404)),
    # Of the others nobody has money; the merchant cannot pay their own business.
    ("POST", "merchant-payments"): Row(401, 201, 422, _till_of_farid),
    ("POST", "payment-codes"): own(400),
    ("GET", "payment-codes/<uuid:code_id>"): hers(200),
    ("DELETE", "payment-codes/<uuid:code_id>"): hers(200),
    # Whoever knows what a code is, is shown what it asks for.
    ("GET", "checkout/<str:code>"): own(404),
    ("GET", "invoices"): own(200),
    ("GET", "invoices/<uuid:invoice_id>"): hers(200, using=_RECEIVED),
    ("GET", "invoices/<uuid:invoice_id>/pdf"): hers(200, using=_RECEIVED),
    ("POST", "invoices/<uuid:invoice_id>/pay"): hers(201, {"pin": PIN}, keyed=True, using=_RECEIVED),
    # A business.
    ("GET", "merchant-categories"): own(200),
    ("GET", "merchants"): own(200),
    ("POST", "merchants"): own(201, _APPLICATION, but=dict.fromkeys(WITHOUT_WALLET, 422)),
    ("GET", _M): all_of_it(200),
    ("PATCH", _M): desk(200, {"description": "Meals"}),
    ("POST", f"{_M}/submit"): desk(409),
    ("POST", f"{_M}/close"): desk(200, {"pin": PIN}, signed="here"),
    # She has not proven who she is as far as an owner must.
    ("POST", f"{_M}/accept-ownership"): desk(404, {"pin": PIN}, manager=422, cashier=404, signed="here"),
    ("PUT", f"{_M}/documents/<str:kind>"): desk(409, photograph=photo("new")),
    ("PUT", f"{_M}/settlement-destination"): desk(200, {"to": "wallet", "pin": PIN}, signed="here"),
    ("GET", f"{_M}/stores"): all_of_it(200),
    ("POST", f"{_M}/stores"): leading(201, {"name": "Harbour", "city": "Mombasa"}),
    ("PATCH", f"{_M}/stores/<uuid:store_id>"): leading(200, {"is_open": False}),
    ("GET", f"{_M}/tills"): all_of_it(200),
    ("POST", f"{_M}/tills"): leading(201, lambda scene: {"store_id": str(scene.ids["store_id"]), "label": "Till 9"}),
    ("PATCH", f"{_M}/tills/<uuid:till_id>"): leading(200, {"is_open": False}),
    ("GET", f"{_M}/tills/<uuid:till_id>/qr"): all_of_it(200),
    ("GET", f"{_M}/tills/<uuid:till_id>/poster"): all_of_it(200),
    ("GET", f"{_M}/tills/<uuid:till_id>/events"): all_of_it(200),
    ("GET", f"{_M}/staff"): leading(200),
    ("POST", f"{_M}/staff"): leading(201, {"to": "+254712000002", "role": "CASHIER"}),
    ("PATCH", f"{_M}/staff/<uuid:staff_id>"): leading(200, {"refund_daily_cap": "5.00"}),
    ("DELETE", f"{_M}/staff/<uuid:staff_id>"): all_of_it(204),
    ("POST", f"{_M}/staff/<uuid:staff_id>/make-owner"): desk(201, {"pin": PIN}, signed="here"),
    # The counter.
    ("GET", f"{_M}/charges"): all_of_it(200),
    ("POST", f"{_M}/charges"): all_of_it(201, lambda scene: {**ONE, "till_id": str(scene.ids["till_id"])}, keyed=True),
    ("GET", f"{_M}/charges/<uuid:charge_id>"): all_of_it(200),
    ("GET", f"{_M}/charges/<uuid:charge_id>/qr"): all_of_it(200),
    ("GET", f"{_M}/charges/<uuid:charge_id>/events"): all_of_it(200),
    ("POST", f"{_M}/charges/<uuid:charge_id>/cancel"): all_of_it(200),
    ("POST", f"{_M}/charges/<uuid:charge_id>/capture"): all_of_it(409),
    ("POST", f"{_M}/charges/<uuid:charge_id>/void"): all_of_it(409),
    ("POST", f"{_M}/tills/<uuid:till_id>/presented"): all_of_it(404, {**ONE, "code": "28" + 18 * "0"}, keyed=True),
    ("GET", f"{_M}/sales"): all_of_it(200),
    ("POST", f"{_M}/sales/<uuid:transaction_id>/refund"): all_of_it(
        201, {"amount": "1.00", "reason": "cold", "pin": PIN}, keyed=True, using=_SOLD
    ),
    ("GET", f"{_M}/reports/sales"): leading(200),
    ("GET", f"{_M}/reports/fees"): leading(200),
    ("GET", f"{_M}/reports/refunds"): leading(200),
    ("GET", f"{_M}/settlement-terms"): leading(200),
    ("PUT", f"{_M}/settlement-terms"): desk(200, {"period": "WEEKLY"}),
    ("GET", f"{_M}/settlements"): leading(200),
    ("GET", f"{_M}/settlements/<uuid:settlement_id>"): leading(200),
    ("GET", f"{_M}/settlements/<uuid:settlement_id>/statement"): leading(200),
    ("POST", f"{_M}/settlements/<uuid:settlement_id>/retry"): desk(409),
    # From afar.
    ("GET", f"{_M}/api-keys"): desk(200),
    ("POST", f"{_M}/api-keys"): desk(
        201, {"name": "shop", "is_live": True, "scopes": ["payments:read"], "pin": PIN}, signed="here"
    ),
    ("DELETE", f"{_M}/api-keys/<uuid:key_id>"): desk(204),
    ("POST", f"{_M}/api-keys/<uuid:key_id>/rotate"): desk(201, {"overlap_hours": 1, "pin": PIN}, signed="here"),
    ("GET", f"{_M}/webhook-endpoints"): desk(200),
    ("POST", f"{_M}/webhook-endpoints"): desk(
        400, {"url": "https://127.0.0.1/hooks", "is_live": True, "events": [], "pin": PIN}, signed="here"
    ),
    ("GET", f"{_M}/webhook-endpoints/<uuid:endpoint_id>"): desk(200),
    ("PATCH", f"{_M}/webhook-endpoints/<uuid:endpoint_id>"): desk(200, {"description": "mine"}),
    ("DELETE", f"{_M}/webhook-endpoints/<uuid:endpoint_id>"): desk(204),
    ("POST", f"{_M}/webhook-endpoints/<uuid:endpoint_id>/rotate-secret"): desk(200, {"pin": PIN}, signed="here"),
    ("POST", f"{_M}/webhook-endpoints/<uuid:endpoint_id>/test"): desk(202),
    ("POST", f"{_M}/webhook-endpoints/<uuid:endpoint_id>/replay"): desk(
        202, lambda scene: {"since": clock.now().isoformat()}
    ),
    ("GET", f"{_M}/webhook-endpoints/<uuid:endpoint_id>/deliveries"): desk(200),
    ("POST", f"{_M}/webhook-endpoints/<uuid:endpoint_id>/deliveries/<uuid:delivery_id>/replay"): desk(409),
    ("GET", f"{_M}/payment-links"): leading(200),
    ("POST", f"{_M}/payment-links"): leading(201, {"title": "A meal", "amount": "4.00", "currency": "USD"}),
    ("GET", f"{_M}/payment-links/<uuid:link_id>"): leading(200),
    ("PATCH", f"{_M}/payment-links/<uuid:link_id>"): leading(200, {"is_open": False}),
    ("GET", f"{_M}/invoices"): leading(200),
    ("POST", f"{_M}/invoices"): leading(400),
    ("GET", f"{_M}/invoices/<uuid:invoice_id>"): leading(200),
    ("PATCH", f"{_M}/invoices/<uuid:invoice_id>"): leading(200, {"note": "thank you"}),
    ("POST", f"{_M}/invoices/<uuid:invoice_id>/send"): leading(200),
    ("POST", f"{_M}/invoices/<uuid:invoice_id>/cancel"): leading(200),
    ("GET", f"{_M}/invoices/<uuid:invoice_id>/pdf"): leading(200),
}
_P = "merchant/v1/payments"
SERVERS: dict[tuple[str, str], Row] = {
    ("GET", _P): server(200, test=200, foreign=200),
    ("POST", _P): server(201, ONE, test=201, foreign=201, keyed=True),
    ("GET", f"{_P}/<uuid:payment_id>"): server(200),
    ("POST", f"{_P}/<uuid:payment_id>/expire"): server(200),
    ("POST", f"{_P}/<uuid:payment_id>/cancel"): server(200),
    ("POST", f"{_P}/<uuid:payment_id>/capture"): server(409),
    # Of test payments only.
    ("POST", f"{_P}/<uuid:payment_id>/simulate"): server(404, {"outcome": "paid"}),
    ("GET", f"{_P}/<uuid:payment_id>/refunds"): server(200),
    ("POST", f"{_P}/<uuid:payment_id>/refunds"): server(409, {"amount": "1.00"}, keyed=True),
}
