"""SECURITY 14: every route x everybody x every method, from the URLconf. What is not in a table here fails.

Everybody is: anonymous, Amina, whose things are asked for, somebody else, an agent, a merchant with a business of their
own, a manager and a cashier of Amina's business, who are manager and teller of her agency too, the owner of the
super-agent above it, an auditor (staff who may view every model) and an operator (a superuser); and servers with an API
key: of Amina's business, live and for tests, and of the merchant's. A row says what each gets; who is not named in it
is one of the others.

The API is asked with bearer tokens, the operators' site with sessions; and each of them with what opens the other.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.template.response import SimpleTemplateResponse
from django.test import Client

from apps.accounts.tests import confirming
from apps.accounts.tests.factories import PASSWORD, PIN
from apps.kyc.tests.papers import photo
from apps.operations.roles import ROLES as ROLES_OF_STAFF
from apps.transactions.tests.payments import fields
from gopay.tests import scene as scenery
from gopay.tests.matrix import Row, everybody, hers, own
from gopay.tests.matrix_of_agents import AGENTS
from gopay.tests.matrix_of_merchants import MERCHANTS, SERVERS
from gopay.tests.routes import METHODS, all_routes, is_page, methods_of
from gopay.tests.scene import OWNER, ROLES, Scene, undone, written
from gopay.tests.scene_of_merchants import HER_KEY, KEYS

API_PREFIX = "api/v1/"
# A browser's own keys, and an address that is not looked up and not called.
A_BROWSER = {
    "endpoint": "https://8.8.8.8/send/matrix",
    "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
}


# --- The API --------------------------------------------------------------------------------------------------------

API: dict[tuple[str, str], Row] = {
    # Signing up and logging in.
    ("POST", "auth/register"): everybody(400),
    ("POST", "auth/resend-code"): everybody(400),
    ("POST", "auth/verify"): everybody(400),
    ("POST", "auth/login"): everybody(400),
    ("POST", "auth/refresh"): everybody(400),
    ("POST", "auth/logout"): own(204),
    # Oneself.
    ("GET", "me"): own(200),
    ("PATCH", "me"): own(200, {"language": "en"}),
    ("POST", "me/close"): own(400),
    ("PUT", "me/password"): own(400),
    ("PUT", "me/pin"): own(204, {"pin": "602915", "password": PASSWORD}),
    ("POST", "me/pin/reset"): own(400),
    ("PUT", "me/email"): own(400),
    ("POST", "me/email/verify"): own(400, {"proof": 1}),
    ("POST", "me/number"): own(400),
    ("PUT", "me/handle"): own(400),
    ("DELETE", "me/handle"): own(204),
    ("GET", "me/photo"): hers(200),
    ("PUT", "me/photo"): own(204, photograph=photo("new")),
    ("DELETE", "me/photo"): own(204),
    ("GET", "me/emergency-contact"): hers(200),
    ("PUT", "me/emergency-contact"): own(200, {"name": "Brian Mwangi", "msisdn": "+254712000002"}),
    ("DELETE", "me/emergency-contact"): own(204),
    ("GET", "me/trusted-payees"): own(200),
    ("POST", "me/trusted-payees"): own(400),
    ("DELETE", "me/trusted-payees/<uuid:trusted_id>"): hers(204),
    ("POST", "me/exports"): own(202),
    ("GET", "me/exports/<uuid:export_id>"): hers(200),
    ("GET", "me/exports/<uuid:export_id>/file"): hers(200),
    ("GET", "me/sessions"): own(200),
    ("DELETE", "me/sessions"): own(204),
    ("DELETE", "me/sessions/<uuid:session_id>"): hers(204),
    ("GET", "me/activity"): own(200),
    # Phones. What a phone fetches it asks for without a token, under its own key.
    ("GET", "devices"): own(200),
    ("POST", "devices"): own(400),
    ("DELETE", "devices/<uuid:device_id>"): hers(204),
    ("POST", "devices/<uuid:device_id>/lock"): hers(200),
    ("POST", "devices/<uuid:device_id>/unlock"): hers(200, {"pin": PIN}, device="locked", signed="here"),
    ("POST", "devices/<uuid:device_id>/wipe"): hers(202),
    ("GET", "devices/<uuid:device_id>/command"): Row(403, 200, 404, device="lost", signed="lost"),
    ("POST", "devices/<uuid:device_id>/command/acknowledgement"): Row(
        403, 200, 404, lambda scene: scene.order, device="lost", signed="lost"
    ),
    ("POST", "recovery/lock"): everybody(400),
    ("POST", "recovery/unlock"): own(409, {"pin": PIN}, signed="here"),
    # Money.
    ("GET", "wallets"): own(200),
    ("GET", "wallets/<uuid:wallet_id>"): hers(200),
    ("POST", "transfers"): Row(401, 201, 422, fields("brian", "1.00")),
    ("GET", "announcements"): own(200),
    ("GET", "payees/resolve"): own(400),
    ("POST", "quotes"): own(201, {"kind": "P2P", "amount": "1.00", "currency": "USD"}),
    ("POST", "wallets"): own(201, {"currency": "JPY"}),
    ("POST", "wallets/<uuid:wallet_id>/close"): hers(409),
    ("GET", "wallets/<uuid:wallet_id>/statement"): hers(200),
    ("POST", "conversions"): Row(
        401, 201, 422, {"amount": "1.00", "currency": "USD", "to_currency": "EUR", "pin": PIN}
    ),
    ("GET", "limits"): own(200),
    ("GET", "transactions"): own(200),
    ("GET", "transactions/<uuid:transaction_id>"): hers(200),
    ("GET", "transactions/<uuid:transaction_id>/receipt"): hers(200),
    ("POST", "transactions/<uuid:transaction_id>/receipt-link"): hers(201),
    ("DELETE", "transactions/<uuid:transaction_id>/receipt-link"): hers(204),
    # It was paid and is nobody's to take back but the payee's.
    ("POST", "transactions/<uuid:transaction_id>/cancel"): hers(409),
    ("POST", "transactions/<uuid:transaction_id>/refund"): hers(409, {"reason": "r", "pin": PIN}, keyed=True),
    ("POST", "transactions/<uuid:transaction_id>/dispute"): hers(
        201, {"reason": "NOT_RECEIVED", "statement": "Nothing came."}, keyed=True
    ),
    # Asking for money.
    ("GET", "payment-requests"): own(200),
    ("POST", "payment-requests"): own(400),
    ("GET", "payment-requests/<uuid:request_id>"): hers(200),
    ("POST", "payment-requests/<uuid:request_id>/accept"): hers(201, {"pin": PIN}, keyed=True),
    ("POST", "payment-requests/<uuid:request_id>/decline"): hers(200),
    ("POST", "payment-requests/<uuid:sent_id>/cancel"): hers(200),
    ("POST", "payment-requests/<uuid:sent_id>/remind"): hers(200),
    ("GET", "payment-requests/blocks"): own(200),
    ("POST", "payment-requests/blocks"): own(201, {"person": "+254712000002"}),
    ("DELETE", "payment-requests/blocks/<uuid:block_id>"): hers(204),
    # Paying on dates.
    ("GET", "schedules"): own(200),
    ("POST", "schedules"): own(400),
    ("GET", "schedules/<uuid:schedule_id>"): hers(200),
    ("GET", "schedules/<uuid:schedule_id>/runs"): hers(200),
    ("POST", "schedules/<uuid:schedule_id>/pause"): hers(200),
    ("POST", "schedules/<uuid:schedule_id>/resume"): hers(409, {"pin": PIN}, keyed=True),
    ("POST", "schedules/<uuid:schedule_id>/cancel"): hers(200),
    # Disputes. Brian is the other side and none of these roles.
    ("GET", "disputes"): own(200),
    ("GET", "disputes/<uuid:dispute_id>"): hers(200),
    ("POST", "disputes/<uuid:dispute_id>/evidence"): hers(201, photograph=photo("new")),
    ("GET", "disputes/<uuid:dispute_id>/evidence/<uuid:evidence_id>"): hers(200),
    ("POST", "disputes/<uuid:dispute_id>/answer"): hers(403, {"accept": False, "statement": "No."}, keyed=True),
    ("POST", "disputes/<uuid:dispute_id>/withdraw"): hers(200),
    # Paying a file of people.
    ("GET", "disbursements"): own(200),
    ("POST", "disbursements"): own(400, keyed=True, raw=(b"to,amount\n", "text/csv")),
    ("GET", "disbursements/<uuid:disbursement_id>"): hers(200),
    ("GET", "disbursements/<uuid:disbursement_id>/errors"): hers(200),
    ("GET", "disbursements/<uuid:disbursement_id>/results"): hers(200),
    ("POST", "disbursements/<uuid:disbursement_id>/submit"): hers(200, {"accept_bad_rows": True}),
    ("POST", "disbursements/<uuid:disbursement_id>/approve"): hers(403, {"pin": PIN}, keyed=True),
    ("POST", "disbursements/<uuid:disbursement_id>/reject"): hers(403, {"reason": "No."}),
    ("POST", "disbursements/<uuid:disbursement_id>/cancel"): hers(200),
    ("GET", "disbursement-cosigners"): own(200),
    ("POST", "disbursement-cosigners"): own(400),
    ("POST", "disbursement-cosigners/<uuid:cosigner_id>/accept"): hers(409),
    ("DELETE", "disbursement-cosigners/<uuid:cosigner_id>"): hers(204),
    # Money from and to the outside.
    ("POST", "callbacks/<str:provider>"): everybody(404),
    ("GET", "transactions/<uuid:transaction_id>/events"): hers(200),
    ("GET", "funding-sources"): own(200),
    ("POST", "funding-sources"): own(400),
    ("DELETE", "funding-sources/<uuid:source_id>"): hers(204),
    ("POST", "funding-sources/<uuid:source_id>/default"): hers(200),
    ("POST", "deposits"): hers(
        202,
        lambda scene: {"source_id": str(scene.ids["source_id"]), "amount": "1.00", "currency": "USD", "pin": PIN},
        keyed=True,
    ),
    ("POST", "withdrawals"): hers(
        202,
        lambda scene: {"source_id": str(scene.ids["source_id"]), "amount": "1.00", "currency": "USD", "pin": PIN},
        keyed=True,
    ),
    ("GET", "auto-top-ups"): own(200),
    ("PUT", "auto-top-ups/<str:currency>"): hers(
        200,
        lambda scene: {
            "source_id": str(scene.ids["source_id"]),
            "threshold": "5.00",
            "amount": "1.00",
            "monthly_cap": "100.00",
            "pin": PIN,
        },
        keyed=True,
    ),
    ("DELETE", "auto-top-ups/<str:currency>"): hers(204),
    # Bills.
    ("GET", "billers"): own(200),
    ("GET", "biller-categories"): own(200),
    ("POST", "bills/lookup"): own(404, {"biller": "nobody", "account_number": "5580244471"}),
    ("POST", "bills/pay"): hers(
        202, lambda scene: {"lookup_id": str(scene.ids["lookup_id"]), "amount": "1.00", "pin": PIN}, keyed=True
    ),
    ("GET", "bills"): own(200),
    ("GET", "saved-bills"): own(200),
    ("POST", "saved-bills"): own(201, {"biller": "tv", "account_number": "5580244471"}),
    ("GET", "saved-bills/<uuid:saved_bill_id>"): hers(200),
    ("PATCH", "saved-bills/<uuid:saved_bill_id>"): hers(200, {"nickname": "home"}),
    ("DELETE", "saved-bills/<uuid:saved_bill_id>"): hers(204),
    # Recharging numbers.
    ("GET", "recharge-operators"): own(200),
    ("GET", "recharge-products"): own(400),
    ("POST", "recharges"): Row(
        401, 202, 422, {"msisdn": "+254712345678", "amount": "1.00", "currency": "USD", "pin": PIN}
    ),
    ("GET", "recharge-favourites"): own(200),
    ("POST", "recharge-favourites"): own(201, {"msisdn": "+254733345678"}),
    ("DELETE", "recharge-favourites/<uuid:favourite_id>"): hers(204),
    ("GET", "auto-recharges"): own(200),
    ("POST", "auto-recharges"): own(400),
    ("GET", "auto-recharges/<uuid:auto_recharge_id>"): hers(200),
    ("PATCH", "auto-recharges/<uuid:auto_recharge_id>"): hers(200, {"state": "PAUSED"}),
    ("DELETE", "auto-recharges/<uuid:auto_recharge_id>"): hers(204),
    # News.
    ("GET", "notifications"): own(200),
    ("POST", "notifications/read"): own(200, {"all": True}),
    ("GET", "notifications/preferences"): own(200),
    ("PATCH", "notifications/preferences"): own(200, {"sms": True}),
    ("GET", "notifications/push-key"): own(200),
    ("POST", "notifications/push-subscriptions"): own(201, A_BROWSER),
    ("DELETE", "notifications/push-subscriptions"): own(204),
    # Identity checks. Amina has begun already.
    ("GET", "kyc"): own(200),
    ("POST", "kyc/submissions"): Row(401, 200, 201, {"target_tier": "TIER_2"}),
    ("GET", "kyc/submissions/<uuid:submission_id>"): hers(200),
    ("PATCH", "kyc/submissions/<uuid:submission_id>"): hers(200),
    ("POST", "kyc/submissions/<uuid:submission_id>/submit"): hers(200),
    ("GET", "kyc/submissions/<uuid:submission_id>/documents/<str:kind>"): hers(200),
    ("PUT", "kyc/submissions/<uuid:submission_id>/documents/<str:kind>"): hers(200, photograph=photo("new")),
    **MERCHANTS,
    **SERVERS,
    **AGENTS,
}

# --- Pages that are the same for everybody outside production -------------------------------------------------------

PAGES = {"", "livez", "readyz", "metrics", "api/schema/", "api/docs/", "api/redoc/", "sandbox/messages"}
# What makes the pages installable: apps/portal/tests/test_pwa.py.
PAGES |= {"manifest.webmanifest", "sw.js", "offline", "offline/sent", "design/"}
# Reports of browsers, which come without anybody's name: apps/portal/tests/test_csp_reports.py. And what a page asks by
# script in the name of who is signed in there: apps/notifications/tests/test_push_subscriptions.py.
SCRIPTED = {"csp-report", "push/key", "push/subscribe", "push/unsubscribe", "push/open/<uuid:notification_id>"}
# For whoever has the link; without one there is nothing: apps/reports/tests/test_receipt.py, and for the pages on which
# merchants are paid apps/checkout/tests/test_pay_page.py and test_payment_links.py.
_PAY = "pay/<str:code>"
LINKED = {"r/<str:token>", "l/<str:token>", _PAY, *(f"{_PAY}/{end}" for end in ("state", "code.svg", "phone", "test"))}

# --- The operators' site ----------------------------------------------------------------------------------------------

STAFF = frozenset({"auditor", "operator"})
SUPERUSER = frozenset({"operator"})
EVERYBODY = frozenset({"anonymous", OWNER, *ROLES, "the operator's token", HER_KEY})
NOBODY: frozenset[str] = frozenset()

# Pages of the site itself: who may get a 2xx, whatever the method.
SITE = {
    "": STAFF,
    # Who is in already is sent on by a GET, and sees the form again after a POST.
    "login/": EVERYBODY,
    # The second step leads back to the first one who has not done the first.
    "login/code/": NOBODY,
    "login/enrol/": NOBODY,
    "logout/": STAFF,
    "password_change/": STAFF,
    "password_change/done/": STAFF,
    "second_factor/": STAFF,
    "search/": STAFF,
    "autocomplete/": NOBODY,
    "jsi18n/": STAFF,
    "r/<path:content_type_id>/<path:object_id>/": NOBODY,
    "risk/rule/try-rule/": STAFF,
    # Both lead to the page before.
    "risk/rule/try_another/": NOBODY,
    "risk/rule/<path:object_id>/try_this/": NOBODY,
    "billers/rechargeoperator/synchronise/": SUPERUSER,
    "reconciliation/importedfile/upload/": SUPERUSER,
    "reconciliation/settlement/record/": SUPERUSER,
    # Leads on to the form, filled in.
    "reconciliation/line/<path:object_id>/settle/": NOBODY,
    "adjustments/ask/": SUPERUSER,
    "agents/<uuid:identity>/": STAFF,
    "audit/verify/": STAFF,
    "audit/verify_bundle.py": STAFF,
    "billers/<uuid:identity>/": STAFF,
    "content/fees/": STAFF,
    "content/limits/": STAFF,
    "content/messages/": STAFF,
    "content/messages/<slug:name>/": STAFF,
    "find/": STAFF,
    "fraud/": STAFF,
    "health/": STAFF,
    "health/dead-letters/": STAFF,
    "merchants/<uuid:identity>/": STAFF,
    "payments/<uuid:identity>/": STAFF,
    "people/<uuid:identity>/": STAFF,
    "rails/<slug:identity>/": STAFF,
    # The auditor here may view and not take out of the house.
    "reports/": SUPERUSER,
    "reports/arrange/<slug:code>/": SUPERUSER,
    "reports/arranged/": STAFF,
    "reports/arranged/<uuid:schedule_id>/": SUPERUSER,
    "reports/make/<slug:code>/": SUPERUSER,
    "reports/runs/<uuid:run_id>/": SUPERUSER,
    "reports/runs/<uuid:run_id>/file/": NOBODY,
    "reports/runs/<uuid:run_id>/progress/": SUPERUSER,
    "roles/": STAFF,
    "rule_tries/": STAFF,
    "rule_tries/<uuid:identity>/": STAFF,
    "staff/": STAFF,
    "staff/<uuid:person_id>/": STAFF,
    "traces/<path:request_id>/": STAFF,
    "<app>/": STAFF,
    "<anything else>": NOBODY,
}

# Pages of each model: all staff read its list, its rows and their history; this is what an operator may do beside it.
# Nobody may delete a row of a kind that does not say so.
MODELS: dict[str, set[str]] = {
    "accounts/activity": set(),
    "agents/agent": {
        *("approve", "reject", "suspend", "resume", "close", "set_terms", "pay_commissions", "documents/<str:kind>"),
    },
    "agents/cashlimit": {"add", "change", "take_away"},
    "agents/cashmovement": set(),
    "agents/cashoutcode": set(),
    "agents/cashoutrequest": set(),
    "agents/commissionline": set(),
    "agents/commissionpayout": {"retry"},
    "agents/commissionrule": {"add"},
    "agents/dealing": set(),
    "agents/document": set(),
    "agents/floatalert": set(),
    "agents/floatorder": {"propose", "approve", "turn_down", "withdraw", "slip"},
    "agents/outlet": set(),
    "agents/registration": set(),
    "agents/shift": set(),
    "agents/staff": set(),
    "approvals/approval": {"approve", "reject", "take_back"},
    "audit/seal": set(),
    "audit/verification": set(),
    "accounts/dataexport": set(),
    "accounts/device": {"lock-phone", "wipe-phone"},
    "accounts/namechange": {"approve", "reject"},
    "accounts/session": {"end"},
    "accounts/user": {"lock-account", "unlock-account", "release", "start-pin-reset", "end-sessions"},
    "auth/group": {"add", "change", "delete"},
    "billers/autorecharge": {"pause"},
    "billers/biller": {"add", "change", "switch_off", "switch_on", "link_bank_account"},
    "billers/billersettlement": {"ask_to_pay_out", "pay_out", "refuse_to_pay_out", "lines"},
    "billers/billlookup": set(),
    "billers/billpayment": set(),
    "billers/category": {"add", "change"},
    "billers/commission": {"add"},
    "billers/product": {"add", "change"},
    "billers/rechargefavourite": set(),
    "billers/rechargefloat": {"change"},
    "billers/rechargeoperator": {"switch_off", "switch_on"},
    "billers/rechargeproduct": {"switch_off", "switch_on"},
    "billers/savedbill": set(),
    "checkout/apikey": {"revoke"},
    "checkout/invoice": {"cancel"},
    "checkout/paymentlink": {"end"},
    "checkout/trialrefund": set(),
    "checkout/webhookdelivery": set(),
    "checkout/webhookendpoint": {"disable", "enable"},
    "checkout/webhookevent": set(),
    "core/auditrecord": set(),
    "core/heartbeat": set(),
    "core/outboxevent": set(),
    "disbursements/cosigner": set(),
    "disbursements/disbursement": set(),
    "disputes/dispute": {"for_payer", "for_payee", "evidence/<uuid:evidence_id>"},
    "funding/autotopup": {"pause"},
    "funding/fundingsource": set(),
    "gateways/callback": set(),
    "gateways/discrepancy": {"propose", "approve", "reject", "withdraw"},
    "gateways/gateway": {"add", "change", "let_through"},
    "gateways/message": set(),
    "gateways/operation": set(),
    "gateways/route": {"add", "change"},
    "kyc/submission": {"take", "release", "approve", "reject", "documents/<str:kind>"},
    "kyc/watchlistentry": {"add", "end"},
    "kyc/watchlisthit": {"clear", "confirm"},
    "ledger/journalbatch": set(),
    "ledger/journalentry": set(),
    "ledger/ledgeraccount": set(),
    "merchants/charge": set(),
    "merchants/discountrule": {"add"},
    "merchants/document": set(),
    "merchants/handover": set(),
    "merchants/merchant": {"approve", "reject", "suspend", "resume", "close", "set_terms", "documents/<str:kind>"},
    "merchants/presentedcode": set(),
    "merchants/refundrequest": {"approve", "reject", "withdraw"},
    "merchants/reservehold": set(),
    "merchants/settlement": {"retry", "stop"},
    "merchants/staff": set(),
    "merchants/store": set(),
    "merchants/taking": {"give_back"},
    "merchants/till": set(),
    "notifications/announcement": {"add", "change", "ask", "end"},
    "notifications/delivery": set(),
    "notifications/notification": set(),
    "notifications/outage": set(),
    "notifications/sandboxmessage": set(),
    "notifications/templateversion": {"add", "ask", "restore", "retire", "write-on"},
    "operations/failedlogin": set(),
    "operations/staffauthenticator": {"reset"},
    "reconciliation/agreedfee": {"add", "change"},
    "reconciliation/break": {"note", "resolve", "approve", "reject", "withdraw"},
    "reconciliation/coverageproof": set(),
    "reconciliation/importedfile": set(),
    "reconciliation/line": set(),
    "reconciliation/settlement": {"approve", "reject", "withdraw"},
    "reconciliation/source": set(),
    "reports/reportrun": set(),
    "requests/paymentrequest": set(),
    "requests/requestblock": set(),
    "risk/alert": set(),
    "risk/case": {"assign", "note", "release", "give_back", "close"},
    "risk/decision": set(),
    "risk/kindpolicy": {"add", "change"},
    "risk/rule": {"add", "change"},
    "schedules/schedule": set(),
    "schedules/schedulerun": set(),
    "transactions/conversionrate": {"add"},
    "transactions/feerule": {"add"},
    "transactions/invitation": set(),
    "transactions/paymentlimit": {"add", "change"},
    "transactions/tierlimit": {"add", "change", "take_away"},
    "transactions/receivable": {"collect"},
    "transactions/reversalrequest": {"approve", "reject", "withdraw"},
    "transactions/transaction": {"reverse"},
    "wallets/wallet": {"freeze", "unfreeze", "statement"},
}
OF_A_MODEL = {"", "add/", "<path:object_id>/history/", "<path:object_id>/delete/", "<path:object_id>/change/"}
# Django's old address of a row sends on to the new one.
MOVED = "<path:object_id>/"


def site_table() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each route below admin/: who may get a 2xx for reading, and who by a POST that might write."""
    table = {page: (who, who) for page, who in SITE.items()}
    for model, deeds in MODELS.items():
        table[f"{model}/"] = (STAFF, STAFF)
        table[f"{model}/{MOVED}"] = (NOBODY, NOBODY)
        table[f"{model}/<path:object_id>/history/"] = (STAFF, STAFF)
        table[f"{model}/<path:object_id>/change/"] = (STAFF, SUPERUSER if "change" in deeds else NOBODY)
        table[f"{model}/<path:object_id>/delete/"] = 2 * (SUPERUSER if "delete" in deeds else NOBODY,)
        table[f"{model}/add/"] = 2 * (SUPERUSER if "add" in deeds else NOBODY,)
        for deed in sorted(deeds - {"add", "change", "delete"}):
            end = "" if deed.endswith(">") else "/"
            table[f"{model}/<path:object_id>/{deed}{end}"] = (SUPERUSER, SUPERUSER)
    # Both lead on: to the form, filled in, and to the page of the run, which is its maker's.
    table["notifications/templateversion/<path:object_id>/write-on/"] = (NOBODY, NOBODY)
    table["reports/reportrun/<path:object_id>/change/"] = (NOBODY, NOBODY)
    table["reports/reportrun/<path:object_id>/history/"] = (SUPERUSER, SUPERUSER)
    # What is being written is shown as it would look; a GET shows nothing.
    table |= {f"notifications/{model}/preview/": (NOBODY, SUPERUSER) for model in ("announcement", "templateversion")}
    return table


SITE_TABLE = site_table()


def _site_routes() -> Iterator[str]:
    for route, _ in all_routes():
        if route.startswith("admin/"):
            text = route.removeprefix("admin/")
            yield "<app>/" if "(?P<app_label>" in text else text.replace("(?P<url>.*)$", "<anything else>")


def test_every_route_is_in_a_table() -> None:
    """A route nobody has thought about fails the suite until it stands here with who may what."""
    served, pages = set(), set()
    for route, view in all_routes():
        if route.startswith(API_PREFIX):
            served |= {(method, route.removeprefix(API_PREFIX)) for method in methods_of(view)}
        elif not route.startswith("admin/") and not is_page(view):
            pages.add(route)
    assert served - set(API) == set(), "not in the table API"
    assert set(API) - served == set(), "in the table API, and not there"
    # What people see when they are signed in stands in gopay.tests.test_web_matrix.
    assert pages == {route for route in PAGES | LINKED | SCRIPTED if not is_page(dict(all_routes())[route])}
    site = set(_site_routes())
    assert site - set(SITE_TABLE) == set(), "not in the tables SITE and MODELS"
    assert set(SITE_TABLE) - site == set(), "in the tables SITE and MODELS, and not there"
    registered = {f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry}
    assert registered == set(MODELS)


# --- Asking -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Everything there is, built once."""
    with django_db_blocker.unblock(), undone():
        yield scenery.build()


@pytest.fixture
def scene(world: Scene, django_db_blocker: Any, settings: Any) -> Iterator[Scene]:
    # Who may follow something is what is asked here, and not for how long: nobody waits for what never happens.
    settings.STREAM_SECONDS = 0.1
    with django_db_blocker.unblock(), undone():
        yield world


def api_address(route: str, scene: Scene, row: Row) -> str:
    ids = {**scene.ids, "device_id": scene.phones[row.device].device_id}
    ids |= {name: scene.ids[other] for name, other in row.using.items()}
    for name, value in ids.items():
        route = route.replace(f"<uuid:{name}>", str(value))
    route = route.replace("<str:code>", "no-such-code")
    route = (
        route.replace("<str:kind>", "registration" if route.startswith(("merchants/", "agents/")) else "selfie")
        .replace("<str:currency>", "USD")
        .replace("<str:provider>", "nobody")
        .replace("<str:day>", "2026-03-31")
    )
    assert "<" not in route, f"{route} needs an id that gopay.tests.scene does not make"
    return f"/{API_PREFIX}{route}"


def ask(scene: Scene, role: str, method: str, route: str, row: Row) -> Any:
    """One request, and the code of a step-up when one is asked for. Nothing of it stays."""
    client: Any = scene.clients[role]
    url = api_address(route, scene, row)
    phone = scenery.phone_of(client)
    if row.signed == "lost" and role == OWNER:
        phone = scene.phones["lost"]

    key = str(uuid4())

    def once(**more: Any) -> Any:
        given = row.body(scene) if callable(row.body) else row.body
        body = row.photograph or (b"" if method == "GET" else json.dumps({**given, **more}).encode())
        kind = "image/jpeg" if row.photograph else "application/json"
        body, kind = row.raw or (body, kind)
        # What has an amount and a PIN moves money.
        headers = {"Idempotency-Key": key} if row.keyed or {"amount", "pin"} <= given.keys() else {}
        if row.signed and phone:
            headers |= scenery.sign(phone, method, url, body)
        return client.generic(method, url, body, kind, headers=headers)

    answer = once()
    if answer.status_code == 403 and answer.json()["code"] == "step_up_required":
        answer = once(step_up=confirming.answer_to(answer))
    return answer


def body_of(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


# What asking may write however it ends: how often somebody asks, that a member of staff is still there, and when a key
# was used.
COUNTERS = {"core_ratebucket", "django_session", "checkout_apikey"}


@pytest.mark.parametrize(("method", "route"), API, ids=str)
def test_the_api_answers_each_as_the_table_says(scene: Scene, method: str, route: str) -> None:
    row, wrong = API[method, route], []
    for role in ("anonymous", OWNER, *ROLES, *KEYS):
        tables: set[str] = set()
        with undone(), written(tables):
            answer = ask(scene, role, method, route, row)
        shown = body_of(answer)
        if answer.status_code != row.status(role):
            wrong.append(f"{role} gets {answer.status_code}, not {row.status(role)}: {shown[:200]!r}")
        if answer.status_code >= 400 and answer["Content-Type"] != "application/problem+json":
            wrong.append(f"{role} gets no problem document")
        if answer.status_code in {401, 403, 404, 405} and not tables <= COUNTERS:
            wrong.append(f"{role} was refused, and yet wrote {tables - COUNTERS}")
        may_be_told = {str(scene.ids[name]) for name in row.tells.get(role, ())}
        secrets = [secret for secret in scene.secrets_from(role) if secret not in may_be_told]
        if told := [secret for secret in secrets if secret.encode() in shown]:
            wrong.append(f"{role} is told {told}")
    assert not wrong, f"{method} {route}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("route", sorted({route for _, route in API}))
def test_the_api_answers_no_other_method(scene: Scene, route: str) -> None:
    """HEAD is as GET. OPTIONS names the methods, for a real id as for none."""
    wrong = []
    row = next(row for (_, each), row in API.items() if each == route)
    for method in METHODS:
        if (method, route) in API:
            continue
        for role in (*scene.cookies, "anonymous", HER_KEY):
            with undone():
                answer = scene.clients[role].generic(method, api_address(route, scene, row), "{}", "application/json")
            if answer.status_code not in {401, 405}:
                wrong.append(f"{method} answers {role} with {answer.status_code}")
    for role, client in scene.clients.items():
        with undone():
            options = client.options(api_address(route, scene, row)).content
        if any(secret.encode() in options for secret in (*scene.secrets, *scene.trade_secrets)):
            wrong.append(f"OPTIONS tells {role} too much: {options[:200]!r}")
    assert not wrong, f"{route}:\n" + "\n".join(wrong)


def test_somebody_elses_news_are_not_marked_as_read(scene: Scene) -> None:
    """The one place where ids of things stand in a body: others' are passed over."""
    body = json.dumps({"ids": [str(scene.ids["notification_id"])]})
    for role, client in scene.clients.items():
        tables: set[str] = set()
        with undone(), written(tables):
            answer = client.post("/api/v1/notifications/read", body, content_type="application/json")
        assert answer.status_code == (401 if role in ("anonymous", *KEYS) else 200), role
        assert ("notifications_notification" in tables) == (role == OWNER), role


@pytest.mark.parametrize("page", sorted(LINKED))
def test_without_its_link_there_is_no_page(scene: Scene, page: str) -> None:
    """Whoever asks, and in whatever way."""
    address = "/" + page.replace("<str:token>", "no-such-link").replace("<str:code>", "no-such-code")
    for role in ("anonymous", OWNER, "operator"):
        for method in METHODS:
            tables: set[str] = set()
            with undone(), written(tables):
                answer = scene.browser(role).generic(method, address)
            assert answer.status_code in {403, 404, 405} or method == "OPTIONS", (role, method, answer.status_code)
            assert tables <= COUNTERS, (role, method)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_pages_for_everybody_tell_nothing_of_anybody(scene: Scene, page: str) -> None:
    """But for the sandbox's page, which shows what was sent to anybody, and is not there in production."""
    for role, client in {
        "anonymous": Client(),
        OWNER: scene.clients[OWNER],
        "staff": scene.browser("operator"),
    }.items():
        for method in METHODS:
            tables: set[str] = set()
            with undone(), written(tables):
                answer = client.generic(method, f"/{page}")
            assert answer.status_code in ({200} if method == "GET" else {200, 403, 405}), (role, method)
            assert tables <= COUNTERS, (role, method)
            shown = body_of(answer)
            if page != "sandbox/messages":
                assert not [secret for secret in scene.secrets if secret.encode() in shown], (role, method)


# --- Asking the operators' site ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rows(world: Scene) -> dict[str, str]:
    """For each model the key of a row: Amina's where there is one of hers."""
    chosen = {
        "accounts/user": world.amina.pk,
        "accounts/session": world.ids["session_id"],
        "accounts/device": world.ids["device_id"],
        "wallets/wallet": world.ids["wallet_id"],
        "transactions/transaction": world.ids["transaction_id"],
        "agents/agent": world.ids["agent_id"],
        # Roles the code declares are fixed; one of one's own making is not.
        "auth/group": Group.objects.exclude(name__in=[role.name for role in ROLES_OF_STAFF]).latest("pk").pk,
    }
    for model in admin.site._registry:
        name = f"{model._meta.app_label}/{model._meta.model_name}"
        row = model._default_manager.first()
        assert row is not None, f"gopay.tests.scene makes no {name}"
        chosen.setdefault(name, row.pk)
    return {name: str(pk) for name, pk in chosen.items()}


def _named(route: str, rows: dict[str, str], scene: Scene) -> str:
    """What stands for the parameters of a page that is no model's."""
    identity = {
        "agents/": rows["agents/agent"],
        "billers/": rows["billers/biller"],
        "merchants/": rows["merchants/merchant"],
        "payments/": rows["transactions/transaction"],
        "people/": rows["accounts/user"],
        "rails/": rows["gateways/gateway"],
        "rule_tries/": str(scene.ids["dry_run_id"]),
    }.get(route.partition("<")[0], "")
    for name, value in {
        "<uuid:identity>": identity,
        "<slug:identity>": identity,
        "<uuid:run_id>": str(scene.ids["report_run_id"]),
        "<uuid:schedule_id>": str(scene.ids["report_schedule_id"]),
        "<uuid:person_id>": rows["accounts/user"],
        "<slug:code>": "trial_balance",
        "<slug:name>": "payment_sent",
        "<path:request_id>": "no-such-request",
    }.items():
        route = route.replace(name, value)
    return route


def site_address(route: str, rows: dict[str, str], scene: Scene) -> str:
    model = "/".join(route.split("/")[:2])
    text = route.replace("<uuid:evidence_id>", str(scene.ids["evidence_id"]))
    text = text.replace("<path:content_type_id>", "1").replace(
        "<str:kind>", "REGISTRATION" if model in ("agents/agent", "merchants/merchant") else "SELFIE"
    )
    text = text.replace("<path:object_id>", rows.get(model, str(uuid4())))
    text = _named(text, rows, scene)
    text = text.replace("<app>", "accounts").replace("<anything else>", "no-such-page")
    assert "<" not in text, f"{route} needs something this module does not make"
    return f"/admin/{text}"


# What a page may write beside COUNTERS: a reviewer's look at papers, and what staff do about themselves.
WRITTEN = {
    "agents/agent": {"accounts_activity"},
    "agents/floatorder": {"accounts_activity"},
    "kyc/submission": {"accounts_activity"},
    "merchants/merchant": {"accounts_activity"},
    "disputes/dispute": {"accounts_activity"},
    "logout/": {"accounts_activity"},
    "second_factor/": {"operations_staffauthenticator"},
}
# Who is in is sent on from the log-in; the log-out takes a POST only.
NOT_FOR_A_GET = {"login/", "logout/"}


@contextmanager
def undrawn(is_undrawn: bool) -> Iterator[None]:
    """Leaves a page's template out: who may see it is decided before, and drawing it takes most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        if is_undrawn:
            patch.setattr(SimpleTemplateResponse, "rendered_content", "")
        yield


def _ask_the_site(client: Any, role: str, method: str, route: str, url: str) -> Iterator[str]:
    """What is wrong with the answer. Each page is drawn once, for the auditor."""
    readers, writers = SITE_TABLE[route]
    allowed = writers if method == "POST" else readers
    tables: set[str] = set()
    with undone(), written(tables), undrawn((role, method) != ("auditor", "GET")):
        status = client.generic(method, url).status_code
    if 200 <= status < 300 and role not in allowed:
        yield f"{method} answers {role} with {status}"
    if method == "GET" and role in allowed and status != 200 and route not in NOT_FOR_A_GET:
        yield f"{method} answers {role} with {status}, who may see it"
    # What staff look at, and what they try, is written down.
    tables -= {"core_exportrecord"} if role in STAFF else set()
    tables -= COUNTERS | (WRITTEN.get("/".join(route.split("/")[:2]), set()) if role in STAFF else set())
    if tables and (role != "operator" or method == "GET"):
        yield f"{method} of {role} has written {tables}"


@pytest.mark.parametrize("route", SITE_TABLE)
def test_the_operators_site_answers_each_as_the_tables_say(scene: Scene, rows: dict[str, str], route: str) -> None:
    url = site_address(route, rows, scene)
    wrong: list[str] = []
    tokens = {"the operator's token": scene.clients["operator"], HER_KEY: scene.clients[HER_KEY]}
    for role in (*scene.cookies, "anonymous", *tokens):
        # A page of this site is closed before it looks at the method, so one role is asked with the rarer ones too.
        for method in METHODS if role == "other" else ("GET", "POST", "DELETE") if role in STAFF else ("GET", "POST"):
            client = tokens.get(role) or scene.browser(role)
            wrong += _ask_the_site(client, role, method, route, url)
    assert not wrong, f"{url}:\n" + "\n".join(wrong)


# --- Auditors: every write is refused (SECURITY 16) ------------------------------------------------------------------


def _list_actions() -> Iterator[tuple[str, str]]:
    for model, page in admin.site._registry.items():
        name = f"{model._meta.app_label}/{model._meta.model_name}"
        yield name, "delete_selected"
        for action in page.actions or ():
            yield name, action if isinstance(action, str) else action.__name__


@pytest.mark.parametrize("model", MODELS)
def test_an_auditor_writes_nothing_whatever_is_posted(scene: Scene, rows: dict[str, str], model: str) -> None:
    """Full forms, every action of the list and of a row's page, with and without a reason."""
    page = next(
        page
        for each, page in admin.site._registry.items()
        if f"{each._meta.app_label}/{each._meta.model_name}" == model
    )
    pk = rows[model]
    columns = {each.name: "1" for each in page.opts.fields} | {"is_superuser": "on", "is_staff": "on", "name": "X"}
    filled = {**columns, "_save": "Save", "reason": "mine", "post": "yes", "_form_submitted": "True"}
    base = f"/admin/{model}/"
    wanted: list[tuple[str, dict[str, Any]]] = [(f"{base}add/", filled), (f"{base}{pk}/change/", filled)]
    wanted += [(f"{base}{pk}/delete/", filled)]
    wanted += [
        (f"{base}{pk}/{deed}/", filled) for deed in MODELS[model] - {"add", "change", "delete"} if "<" not in deed
    ]
    for name, action in _list_actions():
        if name == model:
            wanted += [
                (base, {"action": action, "_selected_action": [pk], "select_across": across, "index": "0", **filled})
                for across in ("0", "1")
            ]
    inline = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": pk}
    wanted.append((base, {**inline, **filled}))
    for url, body in wanted:
        for headers in [{}] if url == base else [{}, {"HX-Request": "true"}]:
            tables: set[str] = set()
            with undone(), written(tables):
                answer = scene.browser("auditor").post(url, body, headers=headers)
            assert tables <= COUNTERS, (url, body.get("action"), answer.status_code, tables)
            if url != base:
                assert answer.status_code in {403, 404}, (url, answer.status_code)


def test_sessions_of_staff_open_nothing_in_the_api(scene: Scene) -> None:
    """A cookie is no token: the API cannot be used through a browser that is logged in at the operators' site."""
    clients: dict[str, Client] = scene.browsers()
    for (method, route), row in API.items():
        if row.anonymous != 401:
            continue
        for role, client in clients.items():
            with undone():
                answer = client.generic(method, api_address(route, scene, row), "{}", "application/json")
            assert answer.status_code == 401, (method, route, role)


def test_the_log_in_form_lets_in_staff_only(scene: Scene) -> None:
    """With the right password. The auditor's and the operator's is the same as everybody's here."""
    for role, user in {OWNER: scene.amina, **scene.people}.items():
        client = Client()
        with undone():
            client.post("/admin/login/", {"username": user.msisdn, "password": PASSWORD})
            assert (client.get("/admin/").status_code == 200) == (role in STAFF), role
