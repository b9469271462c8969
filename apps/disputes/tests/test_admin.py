"""The operators' pages: what waits comes first, pictures are opened for who may decide only, each look written down."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.disputes import services
from apps.disputes.models import Dispute, DisputeEvidence
from apps.disputes.tests.cases import Case, again, case, contested, for_payee, judge, later, opened, show, waiting
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.tests.factories import available

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "admin:disputes_dispute_changelist"


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def found() -> Case:
    return case()


@pytest.fixture
def olga() -> User:
    """She may decide disputes, and nothing else."""
    olga = make_person("olga", is_staff=True)
    olga.user_permissions.set(
        Permission.objects.filter(content_type__app_label="disputes", codename__in=["view_dispute", "decide_dispute"])
    )
    return olga


@pytest.fixture
def site(olga: User) -> Client:
    return enter(olga)


@pytest.fixture
def auditor() -> Client:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return enter(vera)


def page_of(row: Dispute) -> str:
    return reverse("admin:disputes_dispute_change", args=[row.id])


def picture_of(row: Dispute, evidence_id: Any = None) -> str:
    evidence_id = evidence_id or DisputeEvidence.objects.filter(dispute=row).latest("id").id
    return reverse("admin:disputes_dispute_evidence", args=[row.id, evidence_id])


def act(client: Client, row: Dispute, action: str, **fields: Any) -> Any:
    return client.post(f"/admin/disputes/dispute/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def listed(client: Client, **query: str) -> list[Any]:
    return [row.pk for row in client.get(reverse(LIST, query=query)).context["cl"].result_list]


def another(found: Case) -> Case:
    return Case(found.amina, found.brian, send(found.amina, "brian", 5).transaction)


def test_what_waits_for_a_decision_is_shown_the_most_urgent_first(site: Client, found: Case) -> None:
    first = opened(another(found), now=later(days=-20))
    second = waiting(found)
    services.move_overdue(now=clock.now())
    unanswered = opened(another(found))
    done = waiting(another(found))
    for_payee(done, judge("esther"))
    assert listed(site) == [first.pk, second.pk]
    assert listed(site, state="overdue") == [first.pk]
    assert listed(site, state="OPEN") == [unanswered.pk]
    assert len(listed(site, state="all")) == 4
    assert set(listed(site, q=str(found.brian.msisdn))) == {first.pk, second.pk, unanswered.pk, done.pk}
    assert listed(site, q=str(found.payment.id)) == [second.pk]
    assert listed(site, q="+254799999999") == []
    text = site.get(reverse(LIST)).content.decode()
    assert text.count("should be decided by now") == 1


def test_the_page_shows_both_statements_and_all_pictures(site: Client, found: Case) -> None:
    dispute = opened(found)
    show(client_of(found.amina), dispute)
    show(client_of(found.brian), dispute)
    contested(dispute)
    text = site.get(page_of(dispute)).content.decode()
    for shown in ("The chairs never came.", "They were delivered on Friday.", "40.00 USD", "Amina Otieno"):
        assert shown in text
    for evidence in DisputeEvidence.objects.all():
        assert picture_of(dispute, evidence.id) in text
    assert not Activity.objects.filter(action="disputes.evidence_seen").exists()


def test_each_look_at_a_picture_is_written_down(site: Client, olga: User, found: Case) -> None:
    dispute = opened(found)
    show(client_of(found.amina), dispute)
    answer = site.get(picture_of(dispute))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff" and "attachment" in answer["Content-Disposition"]
    row = Activity.objects.get(action="disputes.evidence_seen")
    assert (row.person_id, row.subject) == (olga.id, str(dispute.id))
    assert site.post(picture_of(dispute)).status_code == 405
    wrong = [picture_of(dispute, uuid4()), picture_of(dispute).replace(str(dispute.id), str(uuid4()))]
    assert [site.get(address).status_code for address in wrong] == [404, 404]


def test_an_auditor_sees_that_there_is_something_and_nothing_in_it(auditor: Client, found: Case) -> None:
    dispute = opened(found)
    show(client_of(found.amina), dispute)
    contested(dispute)
    text = auditor.get(page_of(dispute)).content.decode()
    for secret in ("chairs", "Friday", "gp-documents", "the door"):
        assert secret not in text
    assert "Only who may decide sees these." in text
    assert auditor.get(picture_of(dispute)).status_code == 403
    for action in ("for_payer", "for_payee"):
        with nothing_moves():
            assert act(auditor, dispute, action, reason="x").status_code == 403
    assert again(dispute).state == "ANSWERED"
    assert not Activity.objects.filter(action="disputes.evidence_seen").exists()


@pytest.mark.parametrize("who", ["nobody", "customer", "staff without rights"])
def test_nobody_else_comes_near(found: Case, who: str) -> None:
    dispute = waiting(found)
    show(client_of(found.amina), dispute)
    client = Client()
    if who == "customer":
        client = enter(found.amina)
    if who == "staff without rights":
        client = enter(make_person("grace", is_staff=True))
    for address in (page_of(dispute), picture_of(dispute), reverse(LIST)):
        assert client.get(address).status_code in {302, 403}
    assert act(client, dispute, "for_payer", reason="x").status_code in {302, 403}
    assert again(dispute).state == "ANSWERED"


def test_ones_own_is_somebody_elses_to_decide(found: Case) -> None:
    dispute = opened(found)
    show(client_of(found.amina), dispute)
    show(client_of(found.brian), dispute)
    contested(dispute)
    for person in (found.amina, found.brian):
        person.is_staff = person.is_superuser = True
        person.save()
        client = enter(person)
        text = client.get(page_of(dispute)).content.decode()
        assert "Nobody decides their own" in text and "chairs" not in text and "/for_payer/" not in text
        assert client.get(picture_of(dispute)).status_code == 403
        with nothing_moves():
            for action in ("for_payer", "for_payee"):
                act(client, dispute, action, reason="mine")
    assert again(dispute).state == "ANSWERED"


def test_a_decision_for_the_payer_is_made_on_the_page(site: Client, olga: User, found: Case) -> None:
    dispute = waiting(found)
    text = site.get(page_of(dispute)).content.decode()
    assert f"/{dispute.id}/for_payer/" in text and f"/{dispute.id}/for_payee/" in text
    answer = act(site, dispute, "for_payer", reason="No proof.", amount="12.50")
    assert answer["HX-Redirect"] == page_of(dispute)
    row = again(dispute)
    assert (row.state, row.decided_by_id, row.decision_reason) == ("DECIDED_FOR_PAYER", olga.id, "No proof.")
    assert str(row.awarded) == "12.5000"
    text = site.get(page_of(dispute)).content.decode()
    assert "/for_payer/" not in text and "No proof." in text and str(row.refund_transaction_id) in text
    assert LogEntry.objects.get(object_id=str(dispute.pk)).change_message == "No proof."


def test_a_shortfall_is_said_to_whoever_decides(site: Client) -> None:
    found = case(spent=35)
    dispute = waiting(found)
    act(site, dispute, "for_payer", reason="x", amount="")
    text = site.get(page_of(dispute)).content.decode()
    assert "35.0000 USD was not there" in text or "35.00 USD was not there" in text
    assert available(found.amina) == 65


def test_a_decision_for_the_payee_is_made_on_the_page(site: Client, found: Case) -> None:
    dispute = waiting(found)
    act(site, dispute, "for_payee", reason="Delivered.")
    assert (again(dispute).state, available(found.brian)) == ("DECIDED_FOR_PAYEE", 40)


@pytest.mark.parametrize(
    "fields",
    [{}, {"reason": ""}, {"reason": "  "}, {"reason": "x", "amount": "1e1"}, {"reason": "x", "amount": "-1"},
     {"reason": "x" * 201}, {"reason": "x", "amount": "１"}],
)  # fmt: skip
def test_a_form_that_makes_no_sense_decides_nothing(site: Client, found: Case, fields: dict[str, str]) -> None:
    dispute = waiting(found)
    with nothing_moves():
        assert "HX-Redirect" not in act(site, dispute, "for_payer", **fields)
    assert again(dispute).state == "ANSWERED"


@pytest.mark.parametrize("amount", ["0", "40.01", "1.001"])
def test_an_amount_out_of_range_is_said_and_decides_nothing(site: Client, found: Case, amount: str) -> None:
    dispute = waiting(found)
    with nothing_moves():
        act(site, dispute, "for_payer", reason="x", amount=amount)
    assert again(dispute).state == "ANSWERED"


def test_looking_never_decides(site: Client, found: Case) -> None:
    dispute = waiting(found)
    with nothing_moves():
        for action in ("for_payer", "for_payee"):
            site.get(f"/admin/disputes/dispute/{dispute.pk}/{action}/")
    assert again(dispute).state == "ANSWERED"


def test_who_comes_too_late_or_too_early_is_told_so(site: Client, found: Case) -> None:
    early, late = opened(found), waiting(another(found))
    assert "/for_payer/" not in site.get(page_of(early)).content.decode()
    with nothing_moves():
        act(site, early, "for_payer", reason="x")
    assert "still has time to answer" in site.get(page_of(early)).content.decode()
    for_payee(late, judge("esther"))
    with nothing_moves():
        act(site, late, "for_payer", reason="x")
    assert "decided for the payee: nothing was changed" in site.get(page_of(late)).content.decode()


def test_nobody_edits_adds_or_deletes_a_dispute(found: Case) -> None:
    dispute = waiting(found)
    client = enter(judge("esther"))
    assert client.post(page_of(dispute), {"state": "WITHDRAWN"}).status_code == 403
    assert client.get("/admin/disputes/dispute/add/").status_code == 403
    assert client.post(f"/admin/disputes/dispute/{dispute.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_sidebar_leads_to_it(site: Client) -> None:
    assert reverse(LIST) in site.get(reverse(LIST)).content.decode()
