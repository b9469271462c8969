"""Payments through providers as our books have them, and files as providers write them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Permission
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.core import clock
from apps.core.money import Money
from apps.gateways.base import Capability, Outcome, Result
from apps.gateways.models import Operation
from apps.gateways.services import apply_result
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.reconciliation import services
from apps.reconciliation.models import Break, FileState, ImportedFile, Line
from apps.transactions.kinds import DEPOSIT, WITHDRAWAL
from apps.transactions.models import Transaction
from apps.transactions.services import pay_outside
from apps.transactions.tests.payments import DIGEST

GATEWAY = "cards"
HEADER = "reference,provider_reference,type,amount,fee,net,currency,executed_at,counterparty"
# It is noon, and everything happened two days ago, so that the day of grace is over.
NOW = (clock.now() - timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
THEN = NOW - timedelta(days=2)
DAY = THEN.date()


def asked(user: User, amount: str, *, out: bool = False, gateway: str = GATEWAY, at: datetime = THEN) -> Operation:
    """A deposit, or a withdrawal, that has been sent to a provider and is undecided."""
    outcome = pay_outside(
        kind=WITHDRAWAL if out else DEPOSIT,
        person_id=user.id,
        session_id=None,
        amount=Money(Decimal(amount), "USD"),
        capability=Capability.PAY_OUT if out else Capability.COLLECT,
        terms={"instrument": "card_1"},
        party_name="Umoja Bank",
        key=str(uuid4()),
        digest=DIGEST,
        at=at,
    )
    operation = Operation.objects.get(transaction_id=outcome.transaction.id)
    Operation.objects.filter(pk=operation.pk).update(
        state="SUBMITTED", gateway_code=gateway, attempts=1, submitted_at=at, due_at=at + timedelta(minutes=1)
    )
    operation.refresh_from_db()
    return operation


def decide(operation: Operation, outcome: Outcome = Outcome.SUCCEEDED, *, at: datetime = THEN) -> Operation:
    """What the provider has said of it."""
    result = Result(outcome, failure_code="provider_declined" if outcome is Outcome.FAILED else "")
    apply_result(operation_id=operation.id, gateway_code=operation.gateway_code, result=result, now=at)
    operation.refresh_from_db()
    return operation


def deposited(user: User, amount: str, **how: Any) -> Operation:
    """A deposit that was done here."""
    return decide(asked(user, amount, **how), at=how.get("at", THEN))


def withdrawn(user: User, amount: str, **how: Any) -> Operation:
    """A withdrawal that was done here."""
    return decide(asked(user, amount, out=True, **how), at=how.get("at", THEN))


def listed(operation: Operation | None = None, **changes: Any) -> dict[str, str]:
    """How a provider lists an operation."""
    fields: dict[str, Any] = {
        "reference": str(operation.id if operation else uuid4()),
        "provider_reference": f"p_{operation.id if operation else uuid4()}",
        "type": operation.capability if operation else "COLLECT",
        "amount": f"{operation.amount:.2f}" if operation else "10.00",
        "fee": "0.00",
        "currency": operation.currency if operation else "USD",
        "executed_at": f"{THEN:%Y-%m-%dT%H:%M:%SZ}",
        "counterparty": "Amina Otieno",
        **changes,
    }
    if "net" not in fields:
        fields["net"] = f"{Decimal(fields['amount']) - Decimal(fields['fee'])}"
    return fields


def csv_of(rows: Iterable[dict[str, str]]) -> bytes:
    columns = HEADER.split(",")
    return "".join(
        f"{line}\r\n" for line in [HEADER, *(",".join(row[one] for one in columns) for row in rows)]
    ).encode()


def camt_of(rows: Iterable[dict[str, str]], *, version: str = "08") -> bytes:
    status = "<Sts>BOOK</Sts>" if version < "04" else "<Sts><Cd>BOOK</Cd></Sts>"
    entries = "".join(
        f'<Ntry><Amt Ccy="{row["currency"]}">{row["amount"]}</Amt>'
        f"<CdtDbtInd>{'CRDT' if row['type'] == 'COLLECT' else 'DBIT'}</CdtDbtInd>{status}"
        f"<BookgDt><DtTm>{row['executed_at']}</DtTm></BookgDt><AcctSvcrRef>{row['provider_reference']}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{row['reference']}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>{entries}</Stmt></BkToCstmrStmt></Document>\n"
    ).encode()


def take_in(
    content: bytes, *, gateway: str = GATEWAY, bank: str = "", day: date = DAY, now: datetime = NOW
) -> ImportedFile:
    """A file comes in and is read; nothing is compared yet."""
    row, _ = services.receive_file(gateway_code="" if bank else gateway, bank=bank, day=day, content=[content], now=now)
    services.read_file(file_id=row.id, read_clock=lambda: now)
    row.refresh_from_db()
    return row


def reconciled(content: bytes, *, gateway: str = GATEWAY, day: date = DAY, now: datetime = NOW) -> ImportedFile:
    """A file comes in, is read and compared; then it is looked for what is missing."""
    row = take_in(content, gateway=gateway, day=day, now=now)
    assert row.state == FileState.READ, row.failure
    services.match(gateway_code=gateway, now=now)
    services.look_for_missing(gateway_code=gateway, now=now)
    return row


def breaks() -> list[tuple[str, str]]:
    """Reason and state of every break, the oldest first."""
    return list(Break.objects.order_by("id").values_list("reason", "state"))


def only_break(**condition: Any) -> Break:
    return Break.objects.get(**condition)


def line_states() -> list[str]:
    return list(Line.objects.order_by("id").values_list("state", flat=True))


def balance(code: str, currency: str = "USD") -> Decimal:
    """What stands on an account without a floor; nothing if nobody has opened it."""
    try:
        return get_balance(deferred_account_id(code, currency)).amount
    except KeyError:
        return Decimal(0)


def clearing(gateway: str = GATEWAY) -> Decimal:
    return balance(f"psp:{gateway}:clearing")


def payment_of(operation: Operation) -> Transaction:
    return Transaction.objects.get(pk=operation.transaction_id)


def books_are_right() -> bool:
    return list(verification.verify()) == []


def staff(*codenames: str) -> tuple[User, Client]:
    """Somebody who may see everything, and do what these permissions allow."""
    person = UserFactory.create(is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_") | Permission.objects.filter(codename__in=codenames)
    )
    client = Client()
    client.force_login(person)
    return person, client


def traces_of_each(by: UUID) -> None:
    """A row of each kind that reconciliation has, for whoever goes through all pages."""
    reconciled(csv_of([listed()]))
    services.set_agreed_fee(
        gateway_code=GATEWAY,
        capability="COLLECT",
        currency="USD",
        flat=Decimal("0.10"),
        percent=Decimal("1.5"),
        by=by,
        now=NOW,
    )
    services.request_settlement(
        kind="CAPITAL_IN",
        bank="equity",
        amount=Money(Decimal(5_000), "USD"),
        bank_reference="EQ-1",
        value_date=DAY,
        reason="own capital",
        maker_id=by,
        now=NOW,
    )
    services.prove_coverage(is_daily=False, now=NOW)


def settle_break(row: Break, resolution: str, *, maker: UUID, checker: UUID) -> Break:
    """One asks and another one approves."""
    services.request_resolution(
        break_id=row.id, resolution=resolution, reason="their list is right", maker_id=maker, now=NOW
    )
    return services.approve_resolution(break_id=row.id, checker_id=checker, holds_role=True, now=NOW)
