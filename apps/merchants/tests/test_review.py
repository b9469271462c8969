"""What operators decide: only what they have seen, never their own, one of two; it holds for payments at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.models import Activity, User
from apps.accounts.services import set_kyc_tier
from apps.core import clock
from apps.core.errors import DomainError, InvalidInput
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger.selectors import get_account_codes
from apps.merchants import services
from apps.merchants.errors import (
    MerchantConflict,
    OwnerNotVerified,
    OwnMerchant,
    RegistrationMissing,
    RestrictedCategory,
)
from apps.merchants.models import DocumentKind, Merchant, MerchantStatus
from apps.merchants.selectors import business_of, seen_digest
from apps.merchants.services import _review
from apps.merchants.tests.applying import again, applied, approve, put, reviewer
from apps.merchants.tests.factories import employ, open_merchant
from apps.notifications.models import Notification
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
DECISIONS = {
    "reject": services.reject_merchant,
    "suspend": services.suspend_merchant,
    "resume": services.resume_merchant,
    "close": services.close_merchant,
}


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def olga() -> User:
    return reviewer()


def takings_account(row: Merchant) -> bool:
    return bool(get_account_codes([business_of(row).takings_account]))


def decide(what: str, row: Merchant, by: User, reason: str = "because of this") -> None:
    DECISIONS[what](merchant_id=row.id, by=by.id, reason=reason, now=clock.now())


def take(what: str, row: Merchant, by: User) -> None:
    if what == "approve":
        approve(row, by)
    else:
        decide(what, row, by)


def test_an_approved_business_has_its_accounts(brian: User, olga: User) -> None:
    row = applied(brian)
    assert not takings_account(row)
    approve(row, olga)
    row = again(row)
    assert (row.status, row.decided_by_id, takings_account(row)) == (MerchantStatus.ACTIVE, olga.id, True)
    assert set(Activity.objects.filter(action__startswith="merchants.approved").values_list("action", "person_id")) == {
        ("merchants.approved", brian.id), ("merchants.approved_by_me", olga.id),
    }  # fmt: skip


def test_dying_before_the_end_of_an_approval_leaves_an_application(
    brian: User, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = applied(brian)

    def die(*args: Any, **kwargs: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit), transaction.atomic():
        patch.setattr(_review, "_tell", die)
        approve(row, olga)
    assert (again(row).status, takings_account(row)) == (MerchantStatus.APPLIED, False)
    assert not OutboxEvent.objects.filter(topic="merchants.approved").exists()


def test_what_was_changed_after_the_reviewer_looked_is_not_approved(brian: User, olga: User) -> None:
    row = applied(brian)
    seen = seen_digest(row)
    put(row, DocumentKind.REGISTRATION, "another one")
    with pytest.raises(MerchantConflict, match="Look again"):
        approve(row, olga, seen=seen)
    seen = seen_digest(again(row))
    services.change_merchant(person_id=brian.id, merchant_id=row.id, changes={"name": "The Bank"}, now=clock.now())
    with pytest.raises(MerchantConflict, match="Look again"):
        approve(row, olga, seen=seen)
    # Where it is found is not what was reviewed.
    seen = seen_digest(again(row))
    services.change_merchant(person_id=brian.id, merchant_id=row.id, changes={"city": "Kisumu"}, now=clock.now())
    approve(row, olga, seen=seen)


def test_papers_and_a_verified_owner_are_needed(brian: User, olga: User, settings: Any) -> None:
    row = applied(brian, papers=False, verified=False)
    with pytest.raises(RegistrationMissing):
        approve(row, olga)
    put(row, DocumentKind.TAX)
    with pytest.raises(RegistrationMissing):
        approve(row, olga)
    put(row)
    with pytest.raises(OwnerNotVerified):
        approve(row, olga)
    set_kyc_tier(person_id=brian.id, tier="TIER_1", now=clock.now())
    settings.MERCHANT_KYC_TIER = "TIER_2"
    with pytest.raises(OwnerNotVerified):
        approve(row, olga)
    settings.MERCHANT_KYC_TIER = "TIER_1"
    approve(row, olga)


def test_a_restricted_category_is_approved_on_purpose(brian: User, olga: User) -> None:
    row = applied(brian, category="7995")
    with pytest.raises(RestrictedCategory):
        approve(row, olga)
    approve(row, olga, restricted_is_meant=True)
    assert again(row).status == MerchantStatus.ACTIVE


# What may follow what: by whom is another test's.
FOLLOWS: dict[str, dict[str, str]] = {
    "APPLIED": {"approve": "ACTIVE", "reject": "REJECTED"},
    "REJECTED": {},
    "ACTIVE": {"suspend": "SUSPENDED", "close": "CLOSED"},
    "SUSPENDED": {"resume": "ACTIVE", "close": "CLOSED"},
    "CLOSED": {},
}

STEPS: dict[str, list[str]] = {
    "APPLIED": [],
    "REJECTED": ["reject"],
    "ACTIVE": ["approve"],
    "SUSPENDED": ["approve", "suspend"],
    "CLOSED": ["approve", "close"],
}


@pytest.mark.parametrize("state", FOLLOWS)
def test_states_follow_each_other(brian: User, olga: User, state: str) -> None:
    for what in ("approve", *DECISIONS):
        with transaction.atomic():
            row = applied(brian)
            for step in STEPS[state]:
                take(step, row, olga)
            assert again(row).status == state
            if what in FOLLOWS[state]:
                take(what, row, olga)
                assert again(row).status == FOLLOWS[state][what]
            else:
                with pytest.raises(MerchantConflict):
                    take(what, row, olga)
                assert again(row).status == state
            transaction.set_rollback(True)


def test_the_database_keeps_states_in_order_and_merchants_for_ever(brian: User) -> None:
    row = open_merchant(brian)
    Merchant.objects.filter(pk=row.id).update(status="CLOSED")
    for changes in ({"status": "ACTIVE"}, {"status": "APPLIED"}, {"currency": "EUR"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Merchant.objects.filter(pk=row.id).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        Merchant.objects.filter(pk=row.id).delete()


def test_a_reason_is_asked_for(brian: User, olga: User) -> None:
    row = applied(brian)
    for reason in ("", "  \n ", "x" * 501):
        with pytest.raises(InvalidInput):
            decide("reject", row, olga, reason)
    assert again(row).status == MerchantStatus.APPLIED


def test_nobody_decides_about_their_own_or_lets_in_where_they_work(olga: User) -> None:
    own = applied(join("amina"))
    Merchant.objects.filter(pk=own.id).update(owner=olga)
    for what in ("approve", "reject"):
        with pytest.raises(OwnMerchant):
            approve(again(own), olga) if what == "approve" else decide(what, own, olga)
    with pytest.raises(DatabaseError), transaction.atomic():
        Merchant.objects.filter(pk=own.id).update(status="ACTIVE", decided_by=olga)
    grace = reviewer("grace")
    row = applied(join("brian"))
    job = employ(row, grace)
    services.end_employment(person_id=grace.id, merchant_id=row.id, staff_id=job.id, now=clock.now())
    with pytest.raises(OwnMerchant):
        approve(row, grace)
    with pytest.raises(OwnMerchant):
        services.look_at_document(merchant_id=row.id, kind="REGISTRATION", by=grace.id, now=clock.now())
    approve(row, olga)
    # Else nobody could stop a business that names all operators its staff.
    decide("suspend", row, grace)
    with pytest.raises(OwnMerchant):
        decide("resume", row, grace)
    decide("resume", row, olga)


@AT_ONCE
def test_of_two_operators_at_once_one_decides(brian: User, olga: User) -> None:
    row, grace = applied(brian), reviewer("grace")

    def work(number: int) -> str:
        approve(row, olga) if number % 2 else decide("reject", row, grace)
        return "done"

    outcomes = run_together(6, work)
    assert outcomes.count("done") == 1
    assert all(isinstance(one, MerchantConflict) for one in outcomes if one != "done"), outcomes
    assert OutboxEvent.objects.filter(topic__in=["merchants.approved", "merchants.rejected"]).count() == 1
    assert takings_account(row) is (again(row).status == MerchantStatus.ACTIVE)


@AT_ONCE
def test_the_owner_hears_of_each_decision_once(brian: User, olga: User) -> None:
    row = applied(brian)
    decide("reject", row, olga, "The paper cannot be read.")
    services.submit_again(person_id=brian.id, merchant_id=row.id, now=clock.now() + timedelta(seconds=1))
    approve(row, olga)
    for what in ("suspend", "resume", "close"):
        decide(what, row, olga)
    deliver_events()
    OutboxEvent.objects.update(due_at=clock.now())
    deliver_events()
    told = Notification.objects.filter(person_id=brian.id, topic__startswith="merchant_").order_by("id")
    assert sorted(told.values_list("topic", flat=True)) == [
        f"merchant_{what}" for what in ("approved", "closed", "rejected", "resumed", "suspended")
    ]
    assert "The paper cannot be read." in told.get(topic="merchant_rejected").body
    assert "Olga" not in " ".join(one.title + one.body for one in told)


def test_a_merchant_that_is_not_there(olga: User) -> None:
    for service in DECISIONS.values():
        with pytest.raises(DomainError, match="no such merchant"):
            service(merchant_id=olga.id, by=olga.id, reason="r", now=clock.now())
