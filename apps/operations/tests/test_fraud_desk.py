"""The fraud desk: what waits and since when, many cases at once, and rules tried on days that are over."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.approvals import services as approvals
from apps.approvals.models import Approval
from apps.core import clock
from apps.core.errors import DomainError
from apps.risk import services
from apps.risk.models import Case, DryRun, Rule
from apps.risk.tests.questions import ask, rule, write

pytestmark = pytest.mark.django_db
DESK, TRIES = "fraud_desk", "rule_dry_runs"
FIGURES = {"metric": "AMOUNT", "threshold": "50", "second": "", "kind": "", "currency": "USD", "amount_above": ""}


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def grace() -> User:
    person = make_person("grace", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="risk"))
    return person


@pytest.fixture
def site(olga: User) -> Client:
    return enter(olga)


@pytest.fixture
def auditor() -> Client:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return enter(vera)


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, called: str, /, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"admin:{called}", args=args, query=query))
    assert answer.status_code == 200, (called, answer.status_code)
    return answer.content.decode()


def stopped(payer: User, payee: User, amount: str = "60.00", **changes: Any) -> UUID:
    """A payment a rule stops, and the case that comes of it."""
    question = ask(amount, payer=payer.pk, payee=payee.pk, at=changes.pop("at", clock.now()), **changes)
    payment = write(services.assess(question))
    services.open_cases(transaction_id=payment, now=question.at)
    return payment


def do(client: Client, verb: str, *cases: UUID, **fields: str) -> str:
    answer = client.post(
        reverse(f"admin:{DESK}"), {"verb": verb, "case": [str(one) for one in cases], **fields}, follow=True
    )
    return str(answer.content.decode())


def test_the_desk_shows_what_waits_the_oldest_first_and_what_rules_did_today(site: Client, auditor: Client) -> None:
    rule("AMOUNT", 50, currency="USD", code="large")
    rule("WATCH_LIST", result="BLOCK", code="watched")
    amina, brian = make_person("amina"), make_person("brian")
    stopped(amina, brian, at=clock.now() - timedelta(hours=5))
    stopped(brian, amina, "70.00")
    stopped(amina, brian, "30.00", is_payee_watched=True)
    for client in (site, auditor):
        shown = page(client, DESK)
        assert shown.count("Money waits") >= 2 and "late" in shown and "Blocked" in shown
        assert "large" in shown and "watched" in shown and "130.00 USD" in shown and "30.00 USD" in shown
        assert "Nobody yet" in shown
    assert "With the chosen cases" in page(site, DESK) and "With the chosen cases" not in page(auditor, DESK)


def test_an_empty_desk_says_so(site: Client) -> None:
    shown = page(site, DESK)
    for words in ("No open alerts", "No open cases", "No rule has stopped a payment", "Nobody waits for their money"):
        assert words in shown


def test_cases_are_taken_given_and_closed_together(site: Client, olga: User, grace: User) -> None:
    rule("WATCH_LIST", result="BLOCK")
    people = [make_person(name) for name in ("amina", "brian", "chidi")]
    for person in people:
        stopped(person, people[0] if person is not people[0] else people[1], is_payee_watched=True)
    first, second, third = Case.objects.order_by("id")
    assert "2 cases assigned." in do(site, "take", first.pk, second.pk)
    assert "1 case assigned." in do(site, "assign", third.pk, to=str(grace.pk))
    assert set(Case.objects.values_list("assignee_id", flat=True)) == {olga.pk, grace.pk}
    closed = do(site, "close", first.pk, second.pk, third.pk, outcome="FALSE_ALARM", reason="The list was wrong.")
    assert "2 cases closed." in closed and "Somebody else works on it." in closed
    assert Case.objects.filter(state="CLOSED", outcome="FALSE_ALARM", reason="The list was wrong.").count() == 2


def test_what_cannot_be_done_to_cases_is_refused(site: Client, auditor: Client, grace: User) -> None:
    rule("AMOUNT", 50, currency="USD")
    amina, brian = make_person("amina"), make_person("brian")
    stopped(amina, brian)
    stopped(grace, brian)
    waiting, own = Case.objects.order_by("id")
    assert "undecided" in do(site, "close", waiting.pk, outcome="LEGITIMATE", reason="It is fine.")
    assert "Choose the cases first." in do(site, "take")
    assert "Choose who works on them." in do(site, "assign", waiting.pk, to="nobody")
    assert "Choose what to do." in do(site, "burn", waiting.pk)
    do(site, "close", waiting.pk, outcome="WHATEVER", reason="It is fine.")
    do(site, "close", waiting.pk, outcome="LEGITIMATE", reason=" ")
    do(site, "assign", waiting.pk, to=str(amina.pk))
    assert "Nobody decides about themselves" in do(enter(grace), "take", own.pk)
    assert Case.objects.exclude(state="CLOSED").count() == 2
    address = reverse(f"admin:{DESK}")
    assert auditor.post(address, {"verb": "take", "case": str(waiting.pk)}).status_code == 403
    stranger = enter(make_person("hassan", is_staff=True))
    assert stranger.get(address).status_code == 403 == stranger.get(reverse(f"admin:{TRIES}")).status_code


def test_a_rule_is_tried_on_the_past_from_its_page_to_its_outcome(site: Client, auditor: Client, olga: User) -> None:
    row = rule("AMOUNT", 50, currency="USD", is_active=False)
    amina, brian = make_person("amina"), make_person("brian")
    payment = stopped(amina, brian, "60.00")
    form = page(site, TRIES, rule=row.pk)
    assert "amount: AMOUNT" in form and 'value="50"' in form
    answer = site.post(reverse(f"admin:{TRIES}"), {**FIGURES, "result": "HOLD", "days": "30", "rule": row.pk})
    run = DryRun.objects.get()
    assert answer["Location"] == reverse("admin:rule_dry_run", args=[run.pk])
    assert 'hx-trigger="every 1s"' in page(site, "rule_dry_run", run.pk)
    part = page(site, "rule_dry_run", run.pk, part="progress")
    assert "waits for a worker" in part and "<html" not in part
    busy = site.post(reverse(f"admin:{TRIES}"), {**FIGURES, "result": "HOLD", "days": "30"}, follow=True)
    assert "still under way" in busy.content.decode()
    services.carry_out_dry_runs(now=clock.now())
    for client in (site, auditor):
        done = page(client, "rule_dry_run", run.pk)
        assert "All 1 decision of that time were looked at." in done and "60.00 USD in 1" in done
        assert reverse("admin:transactions_transaction_change", args=[payment]) in done and "Amina Otieno" in done
        assert "More than 50 USD" in page(client, TRIES)
    assert site.get(reverse("admin:rule_dry_run", args=[olga.pk])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days": "365"}, "Select a valid choice"),
        ({"days": ""}, "This field is required"),
        ({"currency": ""}, "An amount needs its currency."),
        ({"threshold": "-1"}, "not less than zero"),
        ({"metric": "FACE"}, "Select a valid choice"),
        ({"rule": "1 OR 1", "threshold": ""}, "needs a threshold"),
    ],
)
def test_what_makes_no_sense_is_not_tried(site: Client, changes: dict[str, str], words: str) -> None:
    answer = site.post(reverse(f"admin:{TRIES}"), {**FIGURES, "result": "HOLD", "days": "7", **changes})
    assert answer.status_code == 200 and words in answer.content.decode()
    assert not DryRun.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rule_acts_once_a_second_operator_has_approved_it(site: Client, olga: User, grace: User) -> None:
    fields = {**FIGURES, "code": "large", "title": "Large", "is_active": "on", "result": "BLOCK", "why": "Losses."}
    assert site.post(reverse("admin:risk_rule_add"), fields).status_code == 302
    approval = Approval.objects.get()
    assert not Rule.objects.exists()

    def decide(by: User) -> None:
        approvals.approve_change(approval_id=approval.pk, checker_id=by.pk, holds_role=True, now=clock.now())

    with pytest.raises(DomainError):
        decide(olga)
    decide(grace)
    assert services.assess(ask("50.01")).result.name == "BLOCK"
    version = Rule.objects.get().versions.get()
    assert (version.asked_by_id, version.approved_by_id, version.why) == (olga.pk, grace.pk, "Losses.")
    # Somebody changes it past the request that waits: what was asked for is void.
    changed = {**fields, "threshold": "40", "why": "Lower."}
    assert site.post(reverse("admin:risk_rule_change", args=[Rule.objects.get().pk]), changed).status_code == 302
    approval = Approval.objects.get(state="REQUESTED")
    services.set_rule(
        code="large",
        title="Large",
        metric="AMOUNT",
        result="BLOCK",
        threshold=Decimal(45),
        currency="USD",
        now=clock.now(),
    )
    with pytest.raises(DomainError):
        decide(grace)
    assert Rule.objects.get().threshold == 45


def test_the_desk_costs_the_same_whatever_waits_and_reads_by_index(site: Client) -> None:
    rule("AMOUNT", 50, currency="USD")
    people = [make_person(name) for name in ("amina", "brian", "chidi", "esther", "farid")]

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(site, DESK)
        assert all("LIMIT" in each["sql"] for each in captured if 'FROM "risk_decision"' in each["sql"])
        return len(captured)

    stopped(people[0], people[1])
    cost()
    few = cost()
    for payer in people:
        for payee in people:
            if payer is not payee:
                stopped(payer, payee)
    assert cost() == few <= 30
