"""The pages of rules, decisions, alerts and cases: what an operator can do there, and what an auditor only sees."""

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.core import clock
from apps.core.procedures import find_procedure
from apps.risk import services
from apps.risk.models import Alert, Case, CaseNote, Decision, KindPolicy, Rule, RuleVersion
from apps.risk.tests.questions import ask, pay, rule
from apps.risk.tests.test_cases import assign, decide, opened, reviewer

pytestmark = pytest.mark.django_db
FIGURES = {
    "metric": "",
    "threshold": "",
    "second": "",
    "kind": "",
    "currency": "",
    "amount_above": "",
    "result": "HOLD",
}


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def site() -> Client:
    return enter(make_operator())


@pytest.fixture
def auditor() -> Client:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return enter(vera)


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def brian() -> User:
    return make_person("brian")


def text_of(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"admin:risk_{name}", args=args, query=query))
    assert answer.status_code == 200, name
    return answer.content.decode()


def act(client: Client, case_id: object, verb: str, **fields: Any) -> Any:
    return client.post(f"/admin/risk/case/{case_id}/{verb}/", {"_form_submitted": "on", **fields})


# Rules.


def add(client: Client, **fields: Any) -> Any:
    whole = {**FIGURES, "code": "large", "title": "Large", "is_active": "on", "why": "Losses.", **fields}
    return client.post(reverse("admin:risk_rule_add"), whole)


def agree() -> None:
    """A second operator approves what waits. The inbox itself is tested where it stands, above this app."""
    waiting = apps.get_model("approvals", "Approval").objects.get(state="REQUESTED")
    checker = User.objects.filter(full_name="Grace Achieng").first() or make_person("grace", is_staff=True)
    procedure = find_procedure(waiting.action)
    assert procedure is not None and procedure.apply is not None
    procedure.apply(waiting, by=checker.pk, now=clock.now())
    type(waiting).objects.filter(pk=waiting.pk).update(state="APPROVED", checker=checker, decided_at=clock.now())


def test_a_rule_is_added_changed_and_switched_off_by_two(site: Client) -> None:
    assert add(site, metric="AMOUNT", threshold="100", currency="usd").status_code == 302
    assert not Rule.objects.exists() and services.assess(ask("100.01")).result.name == "ALLOW"
    agree()
    row = Rule.objects.get()
    assert (row.code, row.currency, row.threshold, row.is_active) == ("large", "USD", 100, True)
    assert services.assess(ask("100.01")).result.name == "HOLD"
    assert "More than 100 USD" in text_of(site, "rule_changelist")
    page = reverse("admin:risk_rule_change", args=[row.pk])
    changed = {**FIGURES, "title": "Large", "metric": "AMOUNT", "threshold": "50", "currency": "USD", "why": "More."}
    assert site.post(page, {**changed, "code": "another", "is_active": "on"}).status_code == 302
    assert services.assess(ask("50.01")).result.name == "ALLOW"
    agree()
    row.refresh_from_db()
    assert (row.code, row.threshold) == ("large", 50)
    assert services.assess(ask("50.01")).result.name == "HOLD"
    assert site.post(page, changed).status_code == 302
    assert services.assess(ask("50.01")).result.name == "HOLD", "switching off a rule that acts takes two as well"
    agree()
    assert services.assess(ask("50.01")).result.name == "ALLOW"
    history = RuleVersion.objects.order_by("number").values_list("number", "figures__threshold", "figures__is_active")
    assert list(history) == [(1, "100", True), (2, "50", True), (3, "50", False)]
    shown = text_of(site, "rule_change", row.pk)
    assert "Grace Achieng" in shown and "<del>100</del>" in shown
    assert site.post(reverse("admin:risk_rule_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_a_rule_nothing_follows_from_is_written_by_one(site: Client) -> None:
    assert add(site, metric="WATCH_LIST", is_observing="on", why="").status_code == 302
    assert Rule.objects.get().is_observing
    watched = services.assess(ask(is_payee_watched=True))
    assert (watched.result.name, [hit.code for hit in watched.hits]) == ("ALLOW", ["large"])
    page = reverse("admin:risk_rule_change", args=[Rule.objects.get().pk])
    acting = {**FIGURES, "title": "Large", "metric": "WATCH_LIST", "is_active": "on"}
    assert "who decides why" in site.post(page, acting).content.decode()
    assert site.post(page, {**acting, "why": "It found what it should."}).status_code == 302
    assert Rule.objects.get().is_observing
    again = site.post(page, {**acting, "why": "Once more."}, follow=True).content.decode()
    assert "waits" in again.lower() or "already" in again.lower()
    agree()
    assert services.assess(ask(is_payee_watched=True)).result.name == "HOLD"
    same = site.post(page, {**acting, "why": "The same."}, follow=True).content.decode()
    assert "says this already" in same


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"metric": "AMOUNT", "threshold": "100"}, "An amount needs its currency."),
        ({"metric": "AMOUNT", "currency": "USD"}, "needs a threshold"),
        ({"metric": "TIMES_HABIT", "threshold": "3"}, "From how many payments on is there a habit?"),
        ({"metric": "LOCAL_HOUR", "threshold": "22", "second": "22"}, "From an hour to the same hour"),
        ({"metric": "PAYMENTS_IN_DAY", "threshold": "1.5"}, "counted in whole numbers"),
        ({"metric": "PAYMENTS_IN_DAY", "threshold": "NaN"}, "Enter a number."),
        ({"metric": "WATCH_LIST", "code": "Not Plain"}, "Small letters, digits and underscores"),
        ({"metric": "WATCH_LIST", "code": "rules_failed"}, "the rules themselves failed"),
        ({"metric": "WATCH_LIST", "kind": "BARTER"}, "Select a valid choice"),
        ({"metric": "", "code": ""}, "This field is required."),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(site: Client, fields: dict[str, str], says: str) -> None:
    answer = add(site, **fields)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert "is violated" not in answer.content.decode()
    assert not Rule.objects.exists()


def test_a_code_is_used_once(site: Client) -> None:
    rule("WATCH_LIST", code="large")
    assert "already exists" in add(site, metric="AMOUNT", threshold="1", currency="USD").content.decode()
    assert Rule.objects.get().metric == "WATCH_LIST"


def test_a_rule_that_is_saved_or_not_is_tried_on_past_payments(site: Client, auditor: Client) -> None:
    rule("PAYMENTS_IN_HOUR", 100)
    for amount in ("10.00", "60.00", "70.00"):
        pay(amount)
    row = rule("AMOUNT", 65, currency="USD", is_active=False)
    hit = Decision.objects.latest("id")
    for client in (site, auditor):
        saved = text_of(client, "rule_try", rule=row.pk)
        assert "Of the last 3 payments it would have hit" in saved and "<strong>1</strong>" in saved
        assert reverse("admin:transactions_transaction_change", args=[hit.pk]) in saved
        figures = {**FIGURES, "metric": "AMOUNT", "threshold": "5", "currency": "USD", "result": "BLOCK"}
        assert "<strong>3</strong>" in text_of(client, "rule_try", **figures)
        assert "It would have hit none" in text_of(client, "rule_try", **{**figures, "threshold": "500"})
        wrong = text_of(client, "rule_try", **{**figures, "currency": ""})
        assert "An amount needs its currency." in wrong and "Of the last" not in wrong
        assert "Of the last" not in text_of(client, "rule_try")
    assert Rule.objects.get(code="amount").threshold == 65
    assert site.post(reverse("admin:risk_rule_try")).status_code == 405
    this, another = reverse("admin:risk_rule_try_this", args=[row.pk]), reverse("admin:risk_rule_try_another")
    assert this in text_of(site, "rule_change", row.pk) and another in text_of(site, "rule_changelist")
    assert site.get(this)["Location"] == reverse("admin:risk_rule_try", query={"rule": row.pk})
    assert site.get(another)["Location"] == reverse("admin:risk_rule_try")


@pytest.mark.parametrize("odd", ["x", "-1", "99999999999999999999", "1 OR 1"])
def test_a_rule_that_is_not_there_is_tried_by_nobody(site: Client, odd: str) -> None:
    assert "Try a rule on past payments" in text_of(site, "rule_try", rule=odd)


def test_a_policy_is_chosen(site: Client) -> None:
    assert site.post(reverse("admin:risk_kindpolicy_add"), {"kind": "P2P", "on_failure": "OPEN"}).status_code == 302
    page = reverse("admin:risk_kindpolicy_change", args=["P2P"])
    assert site.post(page, {"on_failure": "CLOSED"}).status_code == 302
    assert KindPolicy.objects.get().on_failure == "CLOSED"
    assert site.post(reverse("admin:risk_kindpolicy_add"), {"kind": "BARTER", "on_failure": "OPEN"}).status_code == 200
    assert KindPolicy.objects.count() == 1


# Decisions and alerts.


def test_a_decision_shows_its_rules_and_facts(site: Client, amina: User, brian: User) -> None:
    _, payment = opened(amina, brian)
    text = text_of(site, "decision_change", payment)
    for shown in ("Amina Otieno", "Brian Mwangi", "Held for review", "hold", "10.00 USD", "device age seconds"):
        assert shown in text
    assert "Amina Otieno" in text_of(site, "decision_changelist", result="HOLD")
    text = text_of(site, "alert_change", payment)
    assert "Waits for a decision" in text
    assert "Amina Otieno" in text_of(site, "alert_changelist", decision="none")
    assert "Amina Otieno" not in text_of(site, "alert_changelist", decision="RELEASED")


def test_a_list_costs_the_same_whatever_its_length(site: Client, amina: User, brian: User) -> None:
    names = ("decision_changelist", "alert_changelist", "case_changelist")

    def cost() -> list[int]:
        counts = []
        for name in names:
            with CaptureQueriesContext(connection) as captured:
                text_of(site, name)
            counts.append(len(captured))
        return counts

    opened(amina, brian)
    cost()
    few = cost()
    for _ in range(5):
        opened(brian, amina)
        opened(amina, brian)
    assert cost() == few
    assert max(few) <= 10


# Cases.


def test_a_case_is_worked_on_from_its_page(site: Client, amina: User, brian: User) -> None:
    case_id, payment = opened(amina, brian)
    text = text_of(site, "case_change", case_id)
    for verb, is_there in (("assign", True), ("note", True), ("release", False), ("close", False)):
        assert (f"/{case_id}/{verb}/" in text) is is_there
    olga = User.objects.get(full_name="Olga Operator")
    assert act(site, case_id, "assign", to=str(olga.pk))["HX-Redirect"] == reverse(
        "admin:risk_case_change", args=[case_id]
    )
    act(site, case_id, "note", text="Called <b>her</b>.")
    text = text_of(site, "case_change", case_id)
    assert "Called &lt;b&gt;her&lt;/b&gt;." in text
    assert f"/{case_id}/release/" in text and f"/{case_id}/close/" not in text
    act(site, case_id, "release", payment=str(payment), reason="")
    act(site, case_id, "release", payment=str(uuid4()), reason="known")
    assert Alert.objects.get().decision == ""
    dialog = site.get(f"/admin/risk/case/{case_id}/release/").content.decode()
    assert "10.00 USD to Brian Mwangi" in dialog
    act(site, case_id, "release", payment=str(payment), reason="known to us")
    assert (Alert.objects.get().decision, Alert.objects.get().decided_by_id) == ("RELEASED", olga.id)
    act(site, case_id, "close", outcome="LEGITIMATE", reason="")
    assert Case.objects.get().state == "IN_REVIEW"
    act(site, case_id, "close", outcome="LEGITIMATE", reason="all right")
    assert Case.objects.get().state == "CLOSED"
    text = text_of(site, "case_change", case_id)
    assert f"/{case_id}/note/" in text and f"/{case_id}/assign/" not in text
    assert CaseNote.objects.count() == 1


def test_a_payment_is_returned_from_its_case(site: Client, amina: User, brian: User) -> None:
    case_id, payment = opened(amina, brian)
    assign(case_id, User.objects.get(full_name="Olga Operator"))
    act(site, case_id, "give_back", payment=str(payment), reason="not hers")
    assert Alert.objects.get().decision == "RETURNED"


def test_looking_never_decides(site: Client, amina: User, brian: User) -> None:
    case_id, _ = opened(amina, brian)
    for verb in ("assign", "note", "release", "give_back", "close"):
        assert site.get(f"/admin/risk/case/{case_id}/{verb}/").status_code == 200
    assert (Case.objects.get().state, Alert.objects.get().decision) == ("OPEN", "")


def test_who_comes_too_late_is_told_so(site: Client, amina: User, brian: User) -> None:
    case_id, payment = opened(amina, brian)
    olga, esther = User.objects.get(full_name="Olga Operator"), reviewer("esther")
    assign(case_id, olga)
    dialog = {"payment": str(payment), "reason": "late"}
    # Both have the dialog open; Esther takes the case over and is quicker.
    assign(case_id, esther)
    act(site, case_id, "release", **dialog)
    assert "Somebody else works on it." in text_of(site, "case_change", case_id)
    decide("return", case_id, payment, esther)
    assert Alert.objects.get().decision == "RETURNED"


def test_the_queue_shows_what_is_not_closed(site: Client, amina: User, brian: User) -> None:
    olga = User.objects.get(full_name="Olga Operator")
    one, _ = opened(amina, brian, "BLOCK")
    two, _ = opened(brian, amina)

    def listed(**query: str) -> list[Any]:
        answer = site.get(reverse("admin:risk_case_changelist", query=query))
        return [row.pk for row in answer.context["cl"].result_list]

    assert listed() == [one, two]
    assign(one, olga)
    assert (listed(state="mine"), listed(state="OPEN")) == ([one], [two])
    services.close_case(case_id=one, outcome="FRAUD", reason="x", by=olga.id, holds_role=True, now=clock.now())
    assert (listed(), listed(state="CLOSED"), listed(state="all")) == ([two], [one], [one, two])
    assert listed(q=str(amina.msisdn)) == [one]


def test_ones_own_case_is_somebody_elses(site: Client, brian: User) -> None:
    olga = User.objects.get(full_name="Olga Operator")
    case_id, _ = opened(olga, brian)
    text = text_of(site, "case_change", case_id)
    assert f"/{case_id}/assign/" not in text and f"/{case_id}/note/" not in text
    act(site, case_id, "note", text="It was me, and all right.")
    assert not CaseNote.objects.exists()


def test_an_auditor_sees_everything_and_does_nothing(auditor: Client, amina: User, brian: User) -> None:
    case_id, payment = opened(amina, brian)
    row = Rule.objects.get()
    for name, pk in (("case", case_id), ("alert", payment), ("decision", payment), ("rule", row.pk)):
        assert text_of(auditor, f"{name}_changelist")
        assert f"/{pk}/assign/" not in text_of(auditor, f"{name}_change", pk)
    for verb, fields in (
        ("assign", {"to": str(uuid4())}),
        ("note", {"text": "x"}),
        ("release", {"payment": str(payment), "reason": "x"}),
        ("give_back", {"payment": str(payment), "reason": "x"}),
        ("close", {"outcome": "FRAUD", "reason": "x"}),
    ):
        assert act(auditor, case_id, verb, **fields).status_code == 403
    assert add(auditor, metric="WATCH_LIST").status_code == 403
    assert auditor.post(reverse("admin:risk_rule_change", args=[row.pk]), FIGURES).status_code == 403
    assert auditor.post(reverse("admin:risk_kindpolicy_add"), {"kind": "P2P", "on_failure": "OPEN"}).status_code == 403
    assert (Case.objects.get().state, Rule.objects.count(), KindPolicy.objects.count()) == ("OPEN", 1, 0)


@pytest.mark.parametrize("who", ["nobody", "customer", "staff without rights"])
def test_nobody_else_comes_near(amina: User, brian: User, who: str) -> None:
    case_id, payment = opened(amina, brian)
    client = Client()
    if who == "customer":
        client = enter(amina)
    if who == "staff without rights":
        client = enter(make_person("olga", is_staff=True))
    for name, args in (("case_change", [case_id]), ("decision_change", [payment]), ("rule_try", []), ("rule_add", [])):
        assert client.get(reverse(f"admin:risk_{name}", args=args)).status_code in {302, 403}, name
    assert act(client, case_id, "note", text="x").status_code in {302, 403}


def test_decisions_and_alerts_are_nobodys_to_change(site: Client, amina: User, brian: User) -> None:
    case_id, payment = opened(amina, brian)
    for name, pk in (("decision", payment), ("alert", payment), ("case", case_id)):
        for page, args in (("add", []), ("change", [pk]), ("delete", [pk])):
            answer = site.post(reverse(f"admin:risk_{name}_{page}", args=args), {"post": "yes"})
            assert answer.status_code == 403
