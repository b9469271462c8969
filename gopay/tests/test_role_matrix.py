"""SECURITY 14 and 16 for staff: every address of the operators' site x every role, from the roles the code declares.

Each address has its row here: which permission opens it. Whether a role has that permission is what apps/operations/
roles declares, and what somebody with the role is answered has to agree, for GET and for POST. An address without a row
fails. The views are called as the site's URLconf has them, with rows that exist, but without the middleware, which is
the same for everybody: so ten thousand questions take seconds. What the middleware adds is asked for by
test_route_matrix.py and apps/operations/tests.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.urls import resolve

from apps.accounts.models import User
from apps.approvals.models import Approval
from apps.core.models import AuditRecord
from apps.core.procedures import list_procedures
from apps.operations.pages import PAGES
from apps.operations.roles import ADMIN, AREAS, AUDITOR, NOBODY, ROLES, VERBS, list_differences
from apps.operations.tests.staff import admin_routes
from gopay.tests import scene as scenery
from gopay.tests.scene import Scene, undone, written
from gopay.tests.test_route_matrix import COUNTERS

# --- The rows -------------------------------------------------------------------------------------------------------

# What everybody may who is staff, and what a permission of no role opens.
STAFF, NO_ROLE, OF_THE_APP = "staff", "no role", "any of the app's"
# The inbox is for whoever may decide about anything, or ask for anything.
DECIDES, ASKS = "decides about anything", "asks for anything"
EXPORT = "core.add_auditrecord"

# Pages of the site itself.
SITE = {
    "": STAFF,
    "login/": STAFF,
    "logout/": STAFF,
    "password_change/": STAFF,
    "password_change/done/": STAFF,
    "second_factor/": STAFF,
    "search/": STAFF,
    "jsi18n/": STAFF,
    # The second step sends back who has not done the first; the others lead on, or nowhere.
    "login/code/": STAFF,
    "login/enrol/": STAFF,
    "autocomplete/": NO_ROLE,
    "r/<path:content_type_id>/<path:object_id>/": STAFF,
    "<app>/": OF_THE_APP,
    "<anything else>": NO_ROLE,
    "notifications/announcement/preview/": "notifications.add_announcement",
    "notifications/templateversion/preview/": "notifications.add_templateversion",
    "risk/rule/try-rule/": "risk.view_rule",
    "risk/rule/try_another/": "risk.view_rule",
    "billers/rechargeoperator/synchronise/": "billers.change_rechargeoperator",
    "reconciliation/importedfile/upload/": "reconciliation.add_importedfile",
    "reconciliation/settlement/record/": "reconciliation.add_settlement",
}
# What a POST to a page of apps/operations/pages.py needs beyond seeing it.
NOTE = "operations.add_note"
PAGE_POSTS = {
    "roles_matrix": EXPORT,
    # What is posted says which of the two is meant; the page of somebody else's report says so itself.
    "staff_member": "auth.add_group",
    "dead_letters": "core.change_outboxevent",
    "fraud_desk": "risk.decide_case",
    "person_360": NOTE,
    "agent_360": NOTE,
    "merchant_360": NOTE,
    "biller_360": NOTE,
    "gateway_360": NOTE,
    "payment_life": NOTE,
    "verify_audit": "audit.add_verification",
    "report_schedule": "reports.add_reportschedule",
}
# What more one needs of these, because they are about one report: the one of the addresses here is that of payments.
PAGE_NEEDS = {
    "report_ask": " and transactions.view_transaction",
    "report_arrange": " and transactions.view_transaction",
}
# Whose page it is, of those that are about one row.
PAGE_ROWS = {
    "staff_member": "accounts/user",
    "person_360": "accounts/user",
    "agent_360": "agents/agent",
    "merchant_360": "merchants/merchant",
    "biller_360": "billers/biller",
    "gateway_360": "gateways/gateway",
    "payment_life": "transactions/transaction",
}
# Of each model: which permission adds, changes and deletes a row, and which one each action of its page needs. Its
# list, its rows and their history are for whoever may view it. What is not named is nobody's.
MODELS: dict[str, dict[str, str]] = {
    "accounts/activity": {},
    "accounts/dataexport": {},
    "accounts/device": {"accounts.change_device": "lock-phone wipe-phone"},
    "accounts/namechange": {"accounts.change_namechange": "approve reject"},
    "accounts/session": {"accounts.change_session": "end"},
    "accounts/user": {
        "accounts.change_user": "lock-account unlock-account release start-pin-reset end-sessions",
    },
    "agents/agent": {
        "agents.review_agent": "approve reject suspend resume close documents/<str:kind>",
        "agents.price_agent": "set_terms pay_commissions",
    },
    "agents/cashlimit": {"agents.price_agent": "add change take_away"},
    "agents/cashmovement": {},
    "agents/cashoutcode": {},
    "agents/cashoutrequest": {},
    "agents/commissionline": {},
    "agents/commissionpayout": {"agents.price_agent": "retry"},
    "agents/commissionrule": {"agents.price_agent": "add"},
    "agents/dealing": {},
    "agents/document": {},
    "agents/floatalert": {},
    "agents/floatorder": {
        "agents.request_float": "propose withdraw",
        "agents.approve_float": "approve",
        "agents.request_float or agents.approve_float": "turn_down slip",
    },
    "agents/outlet": {},
    "agents/registration": {},
    "agents/shift": {},
    "agents/staff": {},
    "approvals/approval": {DECIDES: "approve reject", ASKS: "take_back"},
    "audit/seal": {},
    "audit/verification": {},
    "auth/group": {"auth.add_group": "add change", "auth.delete_group": "delete"},
    "billers/autorecharge": {"billers.change_autorecharge": "pause"},
    "billers/biller": {
        "billers.add_biller": "add",
        "billers.change_biller": "change switch_off switch_on link_bank_account",
    },
    "billers/billersettlement": {
        "billers.pay_out_billersettlement": "ask_to_pay_out pay_out refuse_to_pay_out",
        f"{EXPORT} and billers.view_billersettlement": "lines",
    },
    "billers/billlookup": {},
    "billers/billpayment": {},
    "billers/category": {"billers.add_category": "add", "billers.change_category": "change"},
    "billers/commission": {"billers.add_commission": "add"},
    "billers/product": {"billers.add_product": "add", "billers.change_product": "change"},
    "billers/rechargefavourite": {},
    "billers/rechargefloat": {"billers.change_rechargefloat": "change"},
    "billers/rechargeoperator": {"billers.change_rechargeoperator": "switch_off switch_on"},
    "billers/rechargeproduct": {"billers.change_rechargeproduct": "switch_off switch_on"},
    "billers/savedbill": {},
    "checkout/apikey": {"checkout.revoke_apikey": "revoke"},
    "checkout/invoice": {"checkout.cancel_invoice": "cancel"},
    "checkout/paymentlink": {"checkout.end_paymentlink": "end"},
    "checkout/trialrefund": {},
    "checkout/webhookdelivery": {},
    "checkout/webhookendpoint": {"checkout.change_webhookendpoint": "disable enable"},
    "checkout/webhookevent": {},
    "core/auditrecord": {},
    "core/heartbeat": {},
    "core/outboxevent": {},
    "disbursements/cosigner": {},
    "disbursements/disbursement": {},
    "disputes/dispute": {"disputes.decide_dispute": "for_payer for_payee evidence/<uuid:evidence_id>"},
    "funding/autotopup": {"funding.change_autotopup": "pause"},
    "funding/fundingsource": {},
    "gateways/callback": {},
    "gateways/discrepancy": {
        "gateways.add_discrepancy": "propose withdraw",
        "gateways.change_discrepancy": "approve reject",
    },
    "gateways/gateway": {"gateways.add_gateway": "add", "gateways.change_gateway": "change let_through"},
    "gateways/message": {},
    "gateways/operation": {},
    "gateways/route": {"gateways.add_route": "add", "gateways.change_route": "change"},
    "kyc/submission": {"kyc.review_submission": "take release approve reject documents/<str:kind>"},
    "kyc/watchlistentry": {"kyc.add_watchlistentry": "add", "kyc.change_watchlistentry": "end"},
    "kyc/watchlisthit": {"kyc.review_submission": "clear confirm"},
    "ledger/journalbatch": {},
    "ledger/journalentry": {},
    "ledger/ledgeraccount": {},
    "merchants/charge": {},
    "merchants/discountrule": {"merchants.price_merchant": "add"},
    "merchants/document": {},
    "merchants/handover": {},
    "merchants/merchant": {
        "merchants.review_merchant": "approve reject suspend resume close documents/<str:kind>",
        "merchants.price_merchant": "set_terms",
    },
    "merchants/presentedcode": {},
    "merchants/refundrequest": {"merchants.refund_for_merchant": "approve reject withdraw"},
    "merchants/reservehold": {},
    "merchants/settlement": {"merchants.price_merchant": "retry stop"},
    "merchants/staff": {},
    "merchants/store": {},
    "merchants/taking": {"merchants.refund_for_merchant": "give_back"},
    "merchants/till": {},
    "notifications/announcement": {
        "notifications.add_announcement": "add change ask",
        "notifications.change_announcement or notifications.add_announcement": "end",
    },
    "notifications/delivery": {},
    "notifications/notification": {},
    "notifications/outage": {},
    "notifications/sandboxmessage": {},
    "notifications/templateversion": {
        "notifications.add_templateversion": "add ask write-on restore",
        "notifications.change_templateversion": "retire",
    },
    "operations/failedlogin": {},
    "operations/staffauthenticator": {NO_ROLE: "reset"},
    "reconciliation/agreedfee": {
        "reconciliation.add_agreedfee": "add",
        "reconciliation.change_agreedfee": "change",
    },
    "reconciliation/break": {
        "reconciliation.add_break": "note resolve withdraw",
        "reconciliation.change_break": "approve reject",
    },
    "reconciliation/coverageproof": {},
    "reconciliation/importedfile": {},
    "reconciliation/line": {"reconciliation.add_settlement": "settle"},
    "reconciliation/settlement": {
        "reconciliation.add_settlement": "withdraw",
        "reconciliation.change_settlement": "approve reject",
    },
    "reconciliation/source": {},
    # Its rows' pages lead on to the report itself, and change nothing.
    "reports/reportrun": {"reports.view_reportrun": "change"},
    "requests/paymentrequest": {},
    "requests/requestblock": {},
    "risk/alert": {},
    "risk/case": {"risk.decide_case": "assign note release give_back close"},
    "risk/decision": {},
    "risk/kindpolicy": {"risk.add_kindpolicy": "add", "risk.change_kindpolicy": "change"},
    "risk/rule": {
        "risk.add_rule": "add",
        "risk.change_rule": "change",
        "risk.view_rule and risk.view_decision": "try_this",
    },
    "schedules/schedule": {},
    "schedules/schedulerun": {},
    "transactions/conversionrate": {"transactions.add_conversionrate": "add"},
    "transactions/feerule": {"transactions.add_feerule": "add"},
    "transactions/invitation": {},
    "transactions/paymentlimit": {"transactions.add_paymentlimit": "add change"},
    "transactions/receivable": {"transactions.change_receivable": "collect"},
    "transactions/reversalrequest": {
        "transactions.add_reversalrequest": "withdraw",
        "transactions.change_reversalrequest": "approve reject",
    },
    "transactions/tierlimit": {"transactions.add_tierlimit": "add change take_away"},
    "transactions/transaction": {"transactions.add_reversalrequest": "reverse"},
    "wallets/wallet": {
        "wallets.change_wallet": "freeze unfreeze",
        f"{EXPORT} and wallets.view_wallet": "statement",
    },
}
# What can be done with many rows of a list at once.
LIST_ACTIONS = {
    "accounts/user": {"lock": "accounts.change_user", "unlock": "accounts.change_user"},
    "checkout/webhookdelivery": {"send_again": "checkout.change_webhookdelivery"},
    "core/outboxevent": {"publish_again": "core.change_outboxevent"},
    "notifications/delivery": {"send_again": "notifications.change_delivery"},
    "transactions/tierlimit": {"take_away_chosen": "transactions.add_tierlimit"},
    "agents/cashlimit": {"take_away_chosen": "agents.price_agent"},
    "approvals/approval": {"approve_chosen": DECIDES, "reject_chosen": DECIDES},
    "wallets/wallet": {"freeze_all": "wallets.change_wallet", "unfreeze_all": "wallets.change_wallet"},
}
_FORMS = {"add", "change", "delete"}
# Nobody posts to a picture; nor to those whose address ends in the kind of paper they are of.
PICTURES = {"slip"}


def table() -> dict[str, tuple[str, str]]:
    """For each route below admin/: what opens it for reading, and what for a POST."""
    rows = {route: (needed, needed) for route, needed in SITE.items()}
    # A page of the site names its permission itself; that it stands in an area is asked below.
    for page in PAGES:
        needed = page.permission + PAGE_NEEDS.get(page.name, "")
        rows[page.path] = (needed, " and ".join(filter(None, [needed, PAGE_POSTS.get(page.name)])))
    for model, given in MODELS.items():
        app, _, name = model.partition("/")
        view = f"{app}.view_{name}"
        deeds = {deed: needed for needed, words in given.items() for deed in words.split()}
        rows[f"{model}/"] = (view, view)
        rows[f"{model}/<path:object_id>/"] = (STAFF, STAFF)
        rows[f"{model}/<path:object_id>/history/"] = (view, view)
        rows[f"{model}/<path:object_id>/change/"] = (view, deeds.get("change", NO_ROLE))
        rows[f"{model}/<path:object_id>/delete/"] = 2 * (deeds.get("delete", NO_ROLE),)
        rows[f"{model}/add/"] = 2 * (deeds.get("add", NO_ROLE),)
        for deed in deeds.keys() - _FORMS:
            end = "" if deed.endswith(">") else "/"
            is_looked_at = deed.endswith(">") or deed in PICTURES
            rows[f"{model}/<path:object_id>/{deed}{end}"] = (deeds[deed], NO_ROLE if is_looked_at else deeds[deed])
    return rows


ROWS = table()


def routes() -> set[str]:
    """Every route of the site, as the rows write it."""
    found = set()
    for route in admin_routes():
        text = route.removeprefix("/admin/")
        found.add("<app>/" if "(?P<app_label>" in text else text.replace("(?P<url>.*)$", "<anything else>"))
    return found


def test_every_address_has_a_row() -> None:
    """An address nobody has thought about fails the suite until it stands here with what opens it."""
    assert routes() - set(ROWS) == set(), "not in SITE or MODELS"
    assert set(ROWS) - routes() == set(), "in SITE or MODELS, and not there"


# --- The declarations -----------------------------------------------------------------------------------------------


# Written and read on pages of other things.
PAGELESS = {"note", "report schedule"}


def _given() -> set[str]:
    return {permission for role in ROLES for permission in role.permissions()}


def _withheld() -> list[str]:
    return [permission for each in NOBODY for permission in each.permissions()]


@pytest.mark.django_db
def test_every_permission_is_given_to_a_role_or_withheld_for_a_reason() -> None:
    """Of every model that has a page, custom ones too. A new one stands in _areas.py or in _withheld.py."""
    there = {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Permission.objects.select_related("content_type")
        if permission.content_type.model_class() in admin.site._registry or permission.content_type.name in PAGELESS
    } | {page.permission for page in PAGES}
    given, withheld = _given(), _withheld()
    assert there - given - set(withheld) == set(), "given by no role, and not in _withheld.py"
    assert (given | set(withheld)) - there == set(), "there is no such permission"
    assert given & set(withheld) == set(), "given, and withheld"
    assert len(withheld) == len(set(withheld)), "withheld twice"
    assert all(each.why.endswith(".") for each in NOBODY)


def test_what_rows_ask_for_some_role_has() -> None:
    """So that no page is closed to everybody by a slip of the pen."""
    asked = {part for pair in ROWS.values() for needed in pair for part in re.split(" and | or ", needed)}
    assert {each for each in asked if "." in each} - _given() - set(_withheld()) == set()


def test_areas_and_roles_are_written_without_slips() -> None:
    titles = [area.title for area in AREAS]
    assert len(titles) == len(set(titles))
    assert len({role.name for role in ROLES}) == len(ROLES)
    for role in ROLES:
        assert set(role.grants) <= set(titles), role.name
        for area in AREAS:
            named = role.grants.get(area.title, "").split()
            assert set(named) <= set(area.verbs()), (role.name, area.title)
            assert named == [verb for verb in VERBS if verb in named], "in the order of the verbs"
            assert not named or "sees" in named or not area.sees, f"{role.name} acts on {area.title} unseen"


@pytest.mark.django_db
def test_the_database_has_the_roles_as_declared() -> None:
    """The migration made them, and they were brought up to date after it."""
    assert list_differences() == []
    assert set(Group.objects.values_list("name", flat=True)) >= {role.name for role in ROLES}


def test_auditors_see_everything_and_only_take_copies() -> None:
    """SECURITY 16."""
    assert {each for each in AUDITOR.permissions() if ".view_" not in each} == {EXPORT, "audit.add_verification"}
    seen = {each for each in _given() if ".view_" in each}
    assert seen <= AUDITOR.permissions()


def test_admins_may_everything_any_role_may_and_nothing_beyond() -> None:
    assert ADMIN.permissions() == _given()


# --- Asking ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), undone():
        yield scenery.build()


@pytest.fixture(scope="module")
def staff(world: Scene, django_db_blocker: Any) -> dict[str, User]:
    """Somebody with each role, and a colleague with none."""
    with django_db_blocker.unblock():
        people = {}
        for number, name in enumerate((*(role.name for role in ROLES), "nobody")):
            user = User.objects.create_user(f"+2547131000{number:02}", full_name=f"{name} Tester", is_staff=True)
            if name != "nobody":
                user.groups.add(Group.objects.get(name=name))
            # What they may is looked up once.
            user = User.objects.get(pk=user.pk)
            user.get_all_permissions()
            people[name] = user
        return people


@pytest.fixture(scope="module")
def rows(world: Scene, django_db_blocker: Any) -> dict[str, str]:
    """For each model the key of a row."""
    with django_db_blocker.unblock():
        found = {}
        for model in admin.site._registry:
            # That the scene has one of each, test_route_matrix.py sees to.
            if row := model._default_manager.first():
                found[f"{model._meta.app_label}/{model._meta.model_name}"] = str(row.pk)
        chosen: dict[str, Any] = {"accounts/user": world.amina.pk, "agents/agent": world.ids["agent_id"]}
        # The roles the code declares are fixed; one of one's own making is not.
        chosen["auth/group"] = Group.objects.exclude(name__in=[role.name for role in ROLES]).latest("pk").pk
        return found | {model: str(pk) for model, pk in chosen.items()}


@pytest.fixture
def scene(world: Scene, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), undone():
        yield world


def request_of(user: User, method: str, url: str, body: dict[str, Any] | None = None, **headers: str) -> HttpRequest:
    request: Any = getattr(RequestFactory(headers=headers), method.lower())(url, body or {})
    request.user = user
    request.session = SessionStore()
    request._messages = CookieStorage(request)
    request._dont_enforce_csrf_checks = True
    # Both steps of the log-in are done.
    request._session_is_complete = True
    request._was_asked = True
    return request  # type: ignore[no-any-return]


def answered(user: User, method: str, url: str, body: dict[str, Any] | None = None, **headers: str) -> int:
    """The status of the view's answer. It is not drawn: who may see it is decided before."""
    view, args, kwargs = resolve(url.partition("?")[0])
    try:
        return int(view(request_of(user, method, url, body, **headers), *args, **kwargs).status_code)
    except PermissionDenied:
        return 403
    except Http404:
        return 404


def address(route: str, rows: dict[str, str], scene: Scene) -> str:
    """One address of a route: with rows that are there."""
    model = "/".join(route.split("/")[:2])
    for page in PAGES:
        if page.path == route and page.name in PAGE_ROWS:
            route = re.sub(r"<\w+:\w+>", rows[PAGE_ROWS[page.name]], route, count=1)
    kind = "REGISTRATION" if model in ("agents/agent", "merchants/merchant") else "SELFIE"
    named = {
        "<uuid:evidence_id>": str(scene.ids["evidence_id"]),
        "<path:content_type_id>": "1",
        "<str:kind>": kind,
        "<path:object_id>": rows.get(model, str(uuid4())),
        "<app>": "accounts",
        "<anything else>": "no-such-page",
        "<slug:code>": "transactions",
    }
    for written_so, value in named.items():
        route = route.replace(written_so, value)
    # What is left belongs to pages about one thing of which the scene has none.
    route = re.sub(r"<uuid:\w+>", str(uuid4()), re.sub(r"<(?:slug|path):\w+>", "nothing-called-so", route))
    assert "<" not in route, f"{route} needs something this module does not make"
    return f"/admin/{route}"


def may(user: User, needed: str) -> bool:
    """Whether the permissions a row asks for are somebody's."""
    if needed == STAFF:
        return True
    if needed in (DECIDES, ASKS):
        return any(user.has_perm(each.decide if needed == DECIDES else each.ask) for each in list_procedures())
    if needed == OF_THE_APP:
        # The site's address of this test is that of the people.
        return user.has_module_perms("accounts")
    if " or " in needed:
        return any(user.has_perm(each) for each in needed.split(" or "))
    return needed != NO_ROLE and all(user.has_perm(each) for each in needed.split(" and "))


# Nothing is there, whoever asks.
NOT_THERE = {"<anything else>", "autocomplete/", "r/<path:content_type_id>/<path:object_id>/"}
# A preview of nothing is none.
NOT_THERE.add("notifications/templateversion/preview/")
# Pages about one thing of which the scene has none, such as somebody's report.
NOT_THERE |= {page.path for page in PAGES if "<" in page.path and page.name not in PAGE_ROWS}
# What is looked at and not posted to. The log-out takes a POST only.
READ_ONLY = {"password_change/done/", "jsi18n/", "risk/rule/try-rule/", *(page.path for page in PAGES)}
POST_ONLY = {"logout/", "notifications/announcement/preview/", "notifications/templateversion/preview/"}
POST_ONLY |= {page.path for page in PAGES if page.name == "report_file"}
# Pages of a row that every page's `has_view_permission` stands before.
SEEN = ("", "<path:object_id>/history/", "<path:object_id>/change/")


def is_answered(status: int, method: str, route: str, is_there: bool) -> bool:
    """Whether whoever may is not sent away."""
    if status == 404:
        return route in NOT_THERE or not is_there
    if status == 405:
        return route in (POST_ONLY if method == "GET" else READ_ONLY)
    return status != 403


def pages_seen() -> dict[str, Any]:
    """The routes that only show a model's rows, with the model's page."""
    return {
        f"{model._meta.app_label}/{model._meta.model_name}/{end}": page
        for model, page in admin.site._registry.items()
        for end in SEEN
    }


@pytest.mark.parametrize("name", [*(role.name for role in ROLES), "nobody"])
def test_each_address_answers_each_role_as_declared(
    scene: Scene, staff: dict[str, User], rows: dict[str, str], name: str
) -> None:
    """What is refused is asked for; what is allowed too, but the showing of rows, which is asked for as Admin only."""
    user, seen, wrong = staff[name], pages_seen(), []
    for route, (reads, writes) in ROWS.items():
        url = address(route, rows, scene)
        for method, needed in (("GET", reads), ("POST", writes)):
            is_there = "/".join(route.split("/")[:2]) in rows
            if not may(user, needed):
                status = answered(user, method, url)
                # Of a row that is not there, or not for them, Django says so before it asks who may see its history.
                if status not in {403, 404, 405} and not (status == 302 and "/history/" in route):
                    wrong.append(f"{method} {url}: {status}, though {name} lacks {needed}")
            elif method == "GET" and route in seen and name != ADMIN.name:
                if not seen[route].has_view_permission(request_of(user, method, url)):
                    wrong.append(f"{method} {url} is refused, though {name} has {needed}")
            else:
                with undone():
                    status = answered(user, method, url)
                if not is_answered(status, method, route, is_there):
                    wrong.append(f"{method} {url}: {status}, though {name} has {needed}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", [*(role.name for role in ROLES), "nobody"])
def test_lists_offer_each_role_the_actions_declared(scene: Scene, staff: dict[str, User], name: str) -> None:
    """An action that is not offered is not done either: Django looks it up among those that are."""
    user = staff[name]
    for model, page in admin.site._registry.items():
        label = f"{model._meta.app_label}/{model._meta.model_name}"
        offered = set(page.get_actions(request_of(user, "GET", f"/admin/{label}/")))
        declared = LIST_ACTIONS.get(label, {})
        assert offered == {action for action, needed in declared.items() if may(user, needed)}, label


# --- Auditors (SECURITY 16) -----------------------------------------------------------------------------------------

# Where somebody's POST is about themselves.
ABOUT_ONESELF = {"login/", "logout/", "password_change/", "second_factor/", "login/code/", "login/enrol/"}
# What an auditor takes away is written down, and in the row's history too.
COPIES = {AuditRecord._meta.db_table, "accounts_activity", "django_admin_log", "reports_reportrun", "core_outboxevent"}
FILLED = {"reason": "mine", "why": "mine", "post": "yes", "_form_submitted": "True", "_save": "Save", "name": "X"}


def posts_to(route: str, rows: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What is posted there: nothing, a form, and to a list its actions and one it has not."""
    yield {}
    yield FILLED
    model = route.rstrip("/")
    if model in MODELS:
        chosen = {"_selected_action": [rows.get(model, str(uuid4()))], "select_across": "1", "index": "0", **FILLED}
        for action in {"delete_selected", *LIST_ACTIONS.get(model, ())}:
            yield {"action": action, **chosen}


def test_whatever_an_auditor_posts_nothing_is_changed(
    scene: Scene, staff: dict[str, User], rows: dict[str, str]
) -> None:
    """To every address, from pages and from dialogs; on lists with each action there is, on all rows."""
    auditor, wrong = staff[AUDITOR.name], []
    for route in ROWS.keys() - ABOUT_ONESELF:
        url, tables = address(route, rows, scene), set[str]()
        with undone(), written(tables):
            for body in posts_to(route, rows):
                status = answered(auditor, "POST", url, body, **{"HX-Request": "true"})
                if status < 400 and not may(auditor, ROWS[route][1]):
                    wrong.append(f"POST {url}: {status}")
        if tables - COUNTERS - COPIES:
            wrong.append(f"POST {url} wrote {tables}")
    assert not wrong, "\n".join(wrong)


# --- Nobody is their own second person (SECURITY 20) ----------------------------------------------------------------

AGREES = ("approve", "pay_out")


def test_an_admin_approves_nothing_of_their_own_on_any_page(
    scene: Scene, staff: dict[str, User], rows: dict[str, str]
) -> None:
    """What the operator of the scene has asked for: in the inbox, and on the page of the thing itself."""
    maker = scene.people["operator"]
    User.objects.filter(pk=maker.pk).update(is_superuser=False)
    maker.groups.add(Group.objects.get(name=ADMIN.name))
    maker = User.objects.get(pk=maker.pk)
    waiting = set(Approval.objects.filter(maker=maker, state="REQUESTED").values_list("pk", flat=True))
    assert waiting, "the scene has requests of the operator"
    addresses = [f"/admin/approvals/approval/{pk}/approve/" for pk in waiting]
    for model in admin.site._registry:
        label = f"{model._meta.app_label}/{model._meta.model_name}"
        deeds = {deed for words in MODELS[label].values() for deed in words.split()} & set(AGREES)
        if deeds and any(getattr(field, "attname", "") == "approval_id" for field in model._meta.get_fields()):
            pks = model._default_manager.filter(approval_id__in=waiting).values_list("pk", flat=True)
            addresses += [f"/admin/{label}/{pk}/{deed}/" for pk in pks for deed in deeds]
    assert len(addresses) > len(waiting), "some have pages of their own"
    assert maker.has_perm("approvals.view_approval") and not maker.is_superuser
    for url in addresses:
        answered(maker, "POST", url, FILLED, **{"HX-Request": "true"})
    chosen = {"_selected_action": [str(pk) for pk in waiting], "confirmed": "1", "index": "0", **FILLED}
    answered(maker, "POST", "/admin/approvals/approval/", {"action": "approve_chosen", **chosen})
    assert set(Approval.objects.filter(pk__in=waiting, state="REQUESTED").values_list("pk", flat=True)) == waiting
