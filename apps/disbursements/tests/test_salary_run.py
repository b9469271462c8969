"""The whole story: a salary run of 10,000 with 37 bad rows, whose payer is killed twice."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.accounts.tests.confirming import stepped_up
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.models import AuditRecord, Consumption
from apps.core.tests.queue import deliver_events
from apps.disbursements import services
from apps.disbursements.models import Disbursement, DisbursementState
from apps.disbursements.tests.salaries import (
    COSIGNERS,
    DISBURSEMENTS,
    approve,
    csv_of,
    die_while,
    download,
    make_crowd,
    resume,
    upload,
)
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee, set_limit
from apps.transactions.tests.payments import body_of, number_of
from apps.wallets.models import Wallet
from apps.wallets.services import close_wallet
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)
ROWS, BAD = 10_000, 37
PAY = "apps.disbursements.services._pay"


def bad_rows(people: list[User]) -> list[tuple[str, str, str]]:
    """Thirty-seven rows that cannot be paid, of every kind there is."""
    good = people[0].msisdn
    kinds = [
        ("+254700000000", "10.00", "nobody"),
        ("", "10.00", "no number"),
        ("not a number", "10.00", ""),
        (good, "", "no amount"),
        (good, "1e3", ""),
        (good, "-5.00", ""),
        (good, "0.00", ""),
        (good, "1.001", ""),
        (good, "1_000", ""),
        (number_of("amina"), "10.00", "herself"),
        (good, "10.00", "x" * 141),
        (good, "10.00,", "a field too many"),
        (good, '"10.00', "a quote that stays open"),
        (good, "99999999.00", "more than a payment may be"),
    ]
    return [kinds[number % len(kinds)] for number in range(BAD)]


def balances() -> dict[str, Decimal]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, balance FROM ledger_account WHERE code LIKE 'wallet:%:available'")
        return dict(cursor.fetchall())


def test_ten_thousand_salaries_with_bad_rows_and_two_kills_are_paid_once_each() -> None:
    amina, brian = join("amina", 2_000_000), join("brian")
    set_fee(
        kind="DISBURSEMENT",
        currency="USD",
        flat=Decimal("0.10"),
        tax_percent=Decimal(16),
        active_from=clock.now(),
    )
    set_limit(kind="DISBURSEMENT", currency="USD", maximum=Decimal(1_000_000))
    people = make_crowd(ROWS - BAD)
    at_work, at_home = client_of(amina), client_of(brian)

    # Amina names Brian, who accepts.
    named = stepped_up(lambda **more: at_work.post(COSIGNERS, {"to": number_of("brian"), **more}, format="json"))
    assert named.status_code == 201
    assert at_home.post(f"{COSIGNERS}/{body_of(named)['id']}/accept", {}, format="json").status_code == 200

    # The bad rows stand between the good ones.
    rows = [(person.msisdn, "100.50", "November") for person in people]
    for number, bad in enumerate(bad_rows(people)):
        rows.insert(number * 270 + 13, bad)
    answer = upload(at_work, csv_of(rows), file_name="november.csv")
    assert answer.status_code == 202, answer.content
    disbursement = Disbursement.objects.get(pk=body_of(answer)["id"])
    path = f"{DISBURSEMENTS}/{disbursement.id}"
    assert services.validate(disbursement_id=disbursement.id, read_clock=clock.now)
    seen = body_of(at_work.get(path))
    assert (seen["state"], seen["rows"], seen["valid_rows"], seen["bad_rows"]) == ("READY", ROWS, ROWS - BAD, BAD)
    report = download(at_work, f"{path}/errors?format=csv")
    assert len(report) == 1 + BAD

    # She is asked whether they may be left out; then Brian approves with PIN, phone and code.
    refused = at_work.post(f"{path}/submit", {"accept_bad_rows": False}, format="json")
    assert (refused.status_code, body_of(refused)["bad_rows"]) == (422, BAD)
    quoted = body_of(at_work.post(f"{path}/submit", {"accept_bad_rows": True}, format="json"))
    sum_of_rows = Decimal("100.50") * (ROWS - BAD)
    charges = Decimal("0.12") * (ROWS - BAD)
    assert (Decimal(quoted["amount"]), Decimal(quoted["total"])) == (sum_of_rows, sum_of_rows + charges)
    assert approve(brian, disbursement.id, client=at_home).status_code == 200
    assert available(amina) == 2_000_000 - sum_of_rows - charges

    # The payer dies when the third chunk's money has moved and its rows are not written yet,
    die_while("pay_out", disbursement, module=PAY, call="pay_many", calls=3)
    disbursement.refresh_from_db()
    assert (disbursement.state, disbursement.paid_rows) == (DisbursementState.PAYING, 2_000)
    assert Transaction.objects.filter(kind="DISBURSEMENT").count() == 2_000
    # and again before the chunk after two more, one of whose payees has closed their wallet meanwhile.
    close_wallet(wallet_id=Wallet.objects.get(holder=people[5_000]).id, reason="asked for it", now=clock.now())
    die_while("pay_out", disbursement, module=PAY, call="_next_lines", calls=3, when="before")
    disbursement.refresh_from_db()
    assert disbursement.paid_rows == 4_000
    assert body_of(at_work.get(path))["percent"] == 40

    # The sweep goes on, and everybody is paid exactly once.
    assert resume() == 1
    disbursement.refresh_from_db()
    assert (disbursement.state, disbursement.paid_rows, disbursement.failed_rows) == ("DONE", ROWS - BAD - 1, 1)
    paid = Transaction.objects.filter(kind="DISBURSEMENT", state="COMPLETED")
    assert Counter(paid.values_list("payee_id", flat=True)) == Counter(
        person.id for person in people if person != people[5_000]
    )
    held = balances()
    assert {held[f"wallet:{wallet.id}:available"] for wallet in Wallet.objects.filter(holder__in=people)} == {
        Decimal("100.50"),
        Decimal(0),
    }
    # What was not paid came back with its fee and tax.
    assert disbursement.returned_total == Decimal("100.62")
    assert available(amina) == 2_000_000 - (Decimal("100.62") * (ROWS - BAD - 1))
    assert get_balance(deferred_account_id("fees:disbursement", "USD")).amount == Decimal("0.10") * (ROWS - BAD - 1)
    assert get_balance(deferred_account_id("taxes", "USD")).amount == Decimal("0.02") * (ROWS - BAD - 1)

    # Each payee hears of it once, however the payer died; the results say what became of each row.
    told_before = Notification.objects.count()
    services.tell_payees(disbursement_id=disbursement.id, from_line=1, to_line=1_100, now=clock.now())
    told = Notification.objects.count() - told_before
    assert told == 1_100 - 1 - len([row for row in range(BAD) if row * 270 + 13 < 1_099])
    services.tell_payees(disbursement_id=disbursement.id, from_line=1, to_line=1_100, now=clock.now())
    assert Notification.objects.count() == told_before + told
    results = download(at_work, f"{path}/results")
    assert len(results) == 1 + ROWS
    assert Counter(line.split(",")[6] for line in results if "PAID" in line) == {"PAID": ROWS - BAD - 1}
    assert AuditRecord.objects.filter(actor_id=amina.id, rows=ROWS).count() == 1
    assert list(verification.verify()) == []


def test_a_small_run_goes_through_the_queue_by_itself() -> None:
    amina, brian = join("amina", 1_000), join("brian")
    people = make_crowd(5)
    at_work, at_home = client_of(amina), client_of(brian)
    named = stepped_up(lambda **more: at_work.post(COSIGNERS, {"to": number_of("brian"), **more}, format="json"))
    at_home.post(f"{COSIGNERS}/{body_of(named)['id']}/accept", {}, format="json")
    answer = upload(at_work, csv_of((person.msisdn, "10.00", "bonus") for person in people))
    path = f"{DISBURSEMENTS}/{body_of(answer)['id']}"
    deliver_events()
    assert body_of(at_work.get(path))["state"] == "READY"
    at_work.post(f"{path}/submit", {"accept_bad_rows": False}, format="json")
    deliver_events()
    assert approve(brian, Disbursement.objects.get().id, client=at_home).status_code == 200
    deliver_events()
    done = body_of(at_home.get(path))
    assert (done["state"], done["role"], done["paid"], done["paid_rows"]) == ("DONE", "cosigner", "50.00", 5)
    assert Consumption.objects.filter(consumer="disbursements.tell_payees").count() == 1
    titles = set(Notification.objects.values_list("title", flat=True))
    assert titles == {
        "Amina O. asks you to be a cosigner",
        "You named a cosigner",
        "Brian M. is your cosigner",
        "Your disbursement file is checked",
        "Amina O. asks for your approval",
        "Your disbursement is approved",
        "The disbursement is done",
        "You received 10.00 USD from Amina Otieno",
    }
    assert Notification.objects.filter(title__startswith="You received").count() == 5
    assert available(amina) == 950
    assert list(verification.verify()) == []
