"""What an operator sees of one row, and what they can have done about it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.approvals.models import Approval
from apps.approvals.tests.asking import approve_what_waits
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.ledger import admin as books
from apps.ledger import services as ledger
from apps.ledger.services import account_id, deferred_account_id
from apps.notifications.models import Notification
from apps.operations.demo._cast import OPERATOR
from apps.transactions.models import FeeRule, PaymentLimit, Transaction
from apps.transactions.pricing import get_price
from apps.wallets.models import Wallet


def page(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"admin:{name}", args=args, query=query))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def payment(olga: Client) -> Transaction:
    return Transaction.objects.filter(payer_name="Amina Otieno", payee_name="Brian Mwangi").latest("id")


def test_a_payment_leads_to_everything_that_came_of_it(olga: Client, payment: Transaction) -> None:
    text = page(olga, "transactions_transaction_change", payment.pk)
    event = OutboxEvent.objects.get(payload={"transaction_id": str(payment.pk)})
    told = Notification.objects.filter(cause=event.pk)
    assert told.count() == 2
    expected = [
        reverse("admin:accounts_user_change", args=[payment.payer_id]),
        reverse("admin:accounts_user_change", args=[payment.payee_id]),
        reverse("admin:wallets_wallet_change", args=[payment.payer_wallet_id]),
        reverse("admin:ledger_journalentry_change", args=[payment.pk]),
        reverse("admin:ledger_ledgeraccount_change", args=[deferred_account_id("fees:p2p", "USD")]),
        reverse("admin:core_outboxevent_change", args=[event.pk]),
        *[reverse("admin:notifications_notification_change", args=[row.pk]) for row in told],
        reverse("admin:accounts_activity_change", args=[Activity.objects.get(subject=str(payment.pk)).pk]),
    ]
    for address in expected:
        assert f'href="{address}"' in text, address
        assert olga.get(address).status_code == 200, address
    assert "25.00 USD" in text
    assert "25.25 USD" in text, "the payer's leg carries the fee"


def test_a_declined_payment_says_why_and_moved_nothing(olga: Client) -> None:
    declined = Transaction.objects.filter(failure_code="insufficient_funds").latest("id")
    text = page(olga, "transactions_transaction_change", declined.pk)
    assert "There is not enough money in the wallet." in text
    assert "None: no money moved." in text


def test_notifications_are_found_after_the_event_was_purged(olga: Client, payment: Transaction) -> None:
    OutboxEvent.objects.all().delete()
    text = page(olga, "transactions_transaction_change", payment.pk)
    assert "settled events are deleted after two weeks" in text
    assert "Nobody was told" not in text


def test_a_statement_is_read_page_by_page(olga: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "STATEMENT_LINES", 7)
    for code in ("fees:p2p", f"wallet:{Wallet.objects.get(holder__full_name='Yara Kone').pk}:available"):
        account = (deferred_account_id if code == "fees:p2p" else account_id)(code, "USD")
        seen: list[str] = []
        address: str | None = reverse("admin:ledger_ledgeraccount_change", args=[account])
        while address:
            answer = olga.get(address)
            statement = answer.context["sections"][0]
            seen += [str(row[1]) for row in statement.rows]
            address = statement.more[1] if statement.more else None
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_posting WHERE account_id = %s", [account])
            assert len(seen) == len(set(seen)) == cursor.fetchone()[0] > 7
    for nonsense in ("x", "-1", "9" * 40, "٣"):
        assert olga.get(reverse("admin:ledger_ledgeraccount_change", args=[account], query={"before": nonsense}))


def test_deferred_balances_are_exact_in_the_list(olga: Client) -> None:
    # What merchants bear and what cash costs stand on accounts of their own.
    paid = Transaction.objects.filter(state="COMPLETED").exclude(kind__in=["MERCHANT_PAYMENT", "CASH_OUT"])
    fees = sum(paid.values_list("fee", flat=True), Decimal(0))
    assert f"{fees:,.2f} USD" in page(olga, "ledger_ledgeraccount_changelist")
    ledger.roll_up_tallies(least=1)
    assert f"{fees:,.2f} USD" in page(olga, "ledger_ledgeraccount_change", deferred_account_id("fees:p2p", "USD"))


def test_an_entry_and_its_reversal_know_each_other(olga: Client, payment: Transaction) -> None:
    reversal = ledger.reverse(entry_id=payment.pk, effective_at=clock.now())
    there = reverse("admin:ledger_journalentry_change", args=[reversal])
    back = reverse("admin:ledger_journalentry_change", args=[payment.pk])
    assert there in olga.get(back).content.decode()
    assert back in olga.get(there).content.decode()
    listed = olga.get(reverse("admin:ledger_journalentry_changelist", query={"origin": "reversals"}))
    assert [row.pk for row in listed.context["cl"].result_list] == [reversal]


def test_wallets_are_frozen_from_the_list_with_a_reason(olga: Client) -> None:
    wallet = Wallet.objects.get(holder__full_name="Amina Otieno")
    listing = reverse("admin:wallets_wallet_changelist")

    def act(action: str, reason: str) -> str:
        olga.post(listing, {"action": action, "_selected_action": [str(wallet.pk)], "reason": reason, "index": "0"})
        return Wallet.objects.get(pk=wallet.pk).status

    assert act("freeze_all", "  ") == "ACTIVE", "without a reason nothing happens"
    assert act("freeze_all", "Phone stolen") == "FROZEN"
    done = Activity.objects.get(action="wallets.frozen", subject=str(wallet.pk))
    assert done.detail["reason"] == "Phone stolen"
    assert done.detail["by"] == str(LogEntry.objects.get().user_id)
    assert act("unfreeze_all", "Found again") == "ACTIVE"


def test_wallets_are_frozen_from_their_page(olga: Client) -> None:
    wallet = Wallet.objects.get(holder__full_name="Amina Otieno")
    freeze = reverse("admin:wallets_wallet_freeze", args=[wallet.pk])
    assert freeze in page(olga, "wallets_wallet_change", wallet.pk)
    assert olga.get(freeze).status_code == 200
    assert Wallet.objects.get(pk=wallet.pk).status == "ACTIVE", "a link followed changes nothing"
    olga.post(freeze, {"_form_submitted": "True", "reason": ""})
    assert Wallet.objects.get(pk=wallet.pk).status == "ACTIVE"
    answer = olga.post(freeze, {"_form_submitted": "True", "reason": "Phone stolen"})
    assert answer["HX-Redirect"] == reverse("admin:wallets_wallet_change", args=[wallet.pk])
    assert Wallet.objects.get(pk=wallet.pk).status == "FROZEN"
    text = page(olga, "wallets_wallet_change", wallet.pk)
    assert freeze not in text
    assert reverse("admin:wallets_wallet_unfreeze", args=[wallet.pk]) in text


def test_a_closed_wallet_stays_closed(olga: Client) -> None:
    wallet = Wallet.objects.get(holder__full_name="Amina Otieno")
    Wallet.objects.filter(pk=wallet.pk).update(status="CLOSED")
    text = page(olga, "wallets_wallet_change", wallet.pk)
    assert "/unfreeze/" not in text
    answer = olga.post(
        reverse("admin:wallets_wallet_changelist"),
        {"action": "unfreeze_all", "_selected_action": [str(wallet.pk)], "reason": "x", "index": "0"},
        follow=True,
    )
    assert "There is no such wallet." in answer.content.decode()
    assert Wallet.objects.get(pk=wallet.pk).status == "CLOSED"


def test_only_those_who_may_change_wallets_freeze_them(vera: Client) -> None:
    wallet = Wallet.objects.get(holder__full_name="Amina Otieno")
    assert "/freeze/" not in page(vera, "wallets_wallet_change", wallet.pk)


def bands(*rows: dict[str, str]) -> dict[str, str]:
    """What the form sends of its bands."""
    sent = {"bands-TOTAL_FORMS": str(len(rows) + 1), "bands-INITIAL_FORMS": "0"}
    empty = {"from_amount": "", "flat": "0", "percent": "0", "minimum": "0", "maximum": ""}
    for number, row in enumerate([*rows, {}]):
        sent |= {f"bands-{number}-{name}": value for name, value in {**empty, **row}.items()}
    return sent


def test_a_price_comes_with_its_bands_or_not_at_all(olga: Client) -> None:
    add = reverse("admin:transactions_feerule_add")
    given = {"kind": "P2P", "currency": "usd", "flat": "0.10", "percent": "0", "minimum": "0", "maximum": ""}
    given |= {"tier": "TIER_2", "tax_percent": "16", "bearer": "PAYEE", "active_from_0": "", "active_from_1": ""}
    given["why"] = "Large transfers cost us more"
    for wrong in ({"from_amount": "10.001"}, {"from_amount": ""}, {"from_amount": "0"}, {"percent": "101"}):
        answer = olga.post(add, given | bands({"from_amount": "100", "flat": "1", **wrong}))
        assert answer.status_code == 200, wrong
        assert FeeRule.objects.filter(kind="P2P").count() == 1
    twice = {"from_amount": "100", "flat": "1"}
    assert olga.post(add, given | bands(twice, twice)).status_code == 200
    assert olga.post(add, given | bands({"from_amount": "100", "flat": "1"})).status_code == 302
    assert FeeRule.objects.filter(kind="P2P").count() == 1, "it is only asked for"
    assert approve_what_waits(action="transactions.add_fee") == ["Approved and done."]
    price = get_price(kind="P2P", amount=Money(Decimal(100), "USD"), tier="TIER_2", at=clock.now())
    assert (price.fee.amount, price.tax.amount, price.bearer) == (Decimal(1), Decimal("0.16"), "PAYEE")


def test_a_price_is_added_and_holds_from_then_on(olga: Client) -> None:
    add = reverse("admin:transactions_feerule_add")
    given = {"kind": "P2P", "currency": "usd", "flat": "0.10", "percent": "2", "minimum": "0", "maximum": ""}
    given |= {"tier": "", "tax_percent": "0", "bearer": "PAYER", "active_from_0": "", "active_from_1": "", **bands()}
    assert olga.post(add, given).status_code == 200, "it says why, or nothing is asked for"
    answer = olga.post(add, given | {"why": "Costs went up"})
    assert answer.status_code == 302, answer.context and answer.context["adminform"].form.errors
    assert FeeRule.objects.filter(kind="P2P").count() == 1, "it is only asked for"
    assert approve_what_waits(action="transactions.add_fee") == ["Approved and done."]
    assert FeeRule.objects.filter(kind="P2P").count() == 2
    assert get_price(kind="P2P", amount=Money(Decimal(10), "USD"), at=clock.now()).fee == Money(Decimal("0.30"), "USD")
    rule = FeeRule.objects.latest("active_from")
    assert reverse("admin:transactions_feerule_change", args=[rule.pk]) in olga.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"currency": "ABC"}, "currency"),
        ({"flat": "0.001"}, "flat"),
        ({"flat": "-1"}, None),
        ({"percent": "101"}, None),
        ({"minimum": "5", "maximum": "1"}, None),
        ({"active_from_0": "2020-01-01", "active_from_1": "00:00:00"}, "active_from"),
        ({"kind": "NOPE"}, "kind"),
        ({"flat": "NaN"}, "flat"),
    ],
)
def test_a_price_that_makes_no_sense_is_refused(olga: Client, change: dict[str, str], field: str | None) -> None:
    given = {"kind": "P2P", "currency": "USD", "flat": "0", "percent": "1", "minimum": "0", "maximum": "", "why": "w"}
    answer = olga.post(reverse("admin:transactions_feerule_add"), given | change)
    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors
    assert errors if field is None else field in errors
    assert FeeRule.objects.filter(kind="P2P").count() == 1
    assert not Approval.objects.filter(action="transactions.add_fee").exists()


def test_limits_are_added_and_edited_by_two(olga: Client) -> None:
    limit = PaymentLimit.objects.get()
    change = reverse("admin:transactions_paymentlimit_change", args=[limit.pk])
    before = (limit.minimum, limit.maximum)
    olga.post(change, {"minimum": "1", "maximum": "20", "kind": "PROMOTION", "currency": "EUR", "why": "As agreed"})
    limit.refresh_from_db()
    assert (limit.minimum, limit.maximum) == before, "it is only asked for"
    assert approve_what_waits(action="transactions.set_limit") == ["Approved and done."]
    limit.refresh_from_db()
    assert (limit.kind, limit.currency, limit.minimum, limit.maximum) == ("P2P", "USD", 1, 20)
    answer = olga.post(
        reverse("admin:transactions_paymentlimit_add"),
        {"kind": "P2P", "currency": "KES", "minimum": "10", "maximum": "", "why": "A new currency"},
    )
    assert answer.status_code == 302
    approve_what_waits(action="transactions.set_limit")
    assert PaymentLimit.objects.get(currency="KES").minimum == 10
    again = olga.post(
        reverse("admin:transactions_paymentlimit_add"),
        {"kind": "P2P", "currency": "KES", "minimum": "20", "maximum": "", "why": "Again"},
    )
    assert again.status_code == 200, "a second limit for the same is an error on the page"


def test_an_event_is_published_again(olga: Client) -> None:
    later = clock.now() + timedelta(hours=1)
    event = OutboxEvent.objects.filter(topic="transactions.completed").latest("id")
    OutboxEvent.objects.filter(pk=event.pk).update(settled_at=None, due_at=later, attempts=9)
    listing = reverse("admin:core_outboxevent_changelist")
    settled = OutboxEvent.objects.exclude(pk=event.pk).latest("id")
    olga.post(listing, {"action": "publish_again", "_selected_action": [str(event.pk), str(settled.pk)], "index": "0"})
    event.refresh_from_db()
    assert event.due_at < clock.now()
    assert OutboxEvent.objects.get(pk=settled.pk).due_at == settled.due_at
    text = page(olga, "core_outboxevent_change", event.pk)
    assert "transactions.tell_completed" in text


def test_the_first_page_shows_an_operator_only_what_they_may_see(story: None, client: Client) -> None:
    novice: Any = User.objects.create_user("+254712000078", full_name="Nia Novice", is_staff=True)
    client.force_login(novice)
    text = client.get("/admin/").content.decode()
    assert "There is nothing here" in text
    assert "USD" not in text
    novice.user_permissions.set(Permission.objects.filter(codename="view_wallet"))
    client.force_login(User.objects.get(pk=novice.pk))
    text = client.get("/admin/").content.decode()
    assert reverse("admin:wallets_wallet_changelist") in text
    assert reverse("admin:transactions_transaction_changelist") not in text


def test_nobody_who_was_given_no_role_enters(story: None, client: Client) -> None:
    assert User.objects.get(msisdn=OPERATOR.msisdn).is_superuser
    client.force_login(User.objects.get(full_name="Amina Otieno"))
    assert client.get("/admin/").status_code == 302
