"""Looking saved bills up again, and reminding of what falls due.

What is locked and what happens when the process dies:

- One statement claims a few rows that are due (FOR NO KEY UPDATE SKIP LOCKED) until `claimed_until` and commits, so two
  sweeps share the work. Dying with them, they come up again then.
- Each biller is asked outside any transaction. When nobody answers, the bill is tried later, each time later than the
  time before, and all others of the same biller in this round wait too: it is not asked fifty times.
- One transaction writes what was said: it locks the row, and when it is time inserts the reminder, unique for each due
  date, and the message. Dying before its commit leaves the row claimed and nobody told; dying after it, the due date
  was told of, and no sweep tells of it again. A payment that came meanwhile is seen, for the biller was asked just now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction

from apps.accounts.selectors import get_profile
from apps.accounts.time_zones import zone_or_default
from apps.billers import rates, selectors
from apps.billers.errors import BillAccountNotFound, BillCurrencyDiffers, BillerNotFound
from apps.billers.models import BillReminder, SavedBill
from apps.billers.sealed import open_number
from apps.billers.selectors import BillerView
from apps.billers.services._look_up import ask_biller
from apps.core import sql
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.money import decimal_string
from apps.core.ratelimit import TooManyRequests, spend
from apps.gateways.base import Bill
from apps.gateways.errors import ProviderDeclined
from apps.notifications import services as notifications

log = structlog.get_logger("gopay.billers")

ROUND = 50
_CLAIMED_FOR = timedelta(minutes=10)
# When people are reminded, where they live, and over how long they are spread so that billers are not asked at once.
_MORNING = time(8)
_SPREAD = timedelta(hours=3)
_AGAIN_WITHOUT_DUE_DATE = timedelta(days=7)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=30), timedelta(hours=24)
# Nobody is reminded of what was due so long ago: they know, or it is not theirs to pay.
_OLDEST = timedelta(days=7)

_CLAIM = """
UPDATE billers_savedbill SET claimed_until = %(until)s WHERE id IN (
    SELECT id FROM billers_savedbill
     WHERE look_up_at <= %(now)s AND (claimed_until IS NULL OR claimed_until <= %(now)s)
     ORDER BY look_up_at LIMIT %(limit)s FOR NO KEY UPDATE SKIP LOCKED
) RETURNING id
"""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the biller of a saved bill said; None stands for nothing that is owed."""

    amount_due: Decimal | None
    due_date: date | None


def remind_of_due_bills(*, now: datetime, limit: int = ROUND) -> int:
    """Asks billers about saved bills that are due to be looked at, at most `limit`; returns how many people it told.

    Call it outside a transaction.
    """
    told = 0
    silent: set[UUID] = set()
    for row in _claim(now, limit):
        if row.biller_id in silent:
            _try_later(row, now)
            continue
        try:
            said = _ask(row, now)
        except (BillAccountNotFound, BillCurrencyDiffers, BillerNotFound, ProviderDeclined):
            said = _Said(None, None)
        except TooManyRequests as error:
            _write(row.id, look_up_at=now + timedelta(seconds=error.retry_after or 60))
            continue
        except DomainError as error:
            log.warning("billers.reminder_look_up_failed", saved_bill_id=str(row.id), code=error.code)
            silent.add(row.biller_id)
            _try_later(row, now)
            continue
        told += _take_in(row.id, said, now)
    return told


def _claim(now: datetime, limit: int) -> Sequence[SavedBill]:
    claimed = sql.fetch_all(_CLAIM, {"until": now + _CLAIMED_FOR, "now": now, "limit": limit})
    rows = SavedBill.objects.filter(pk__in=[identity for (identity,) in claimed])
    return list(rows.select_related("biller").order_by("look_up_at", "pk"))


def _ask(row: SavedBill, now: datetime) -> _Said:
    view = selectors.get_biller_view(row.biller.code)
    spend(rates.SWEEP_BY_BILLER, view.code, now=now)
    bill = ask_biller(view, open_number(row.account_number, table=SavedBill._meta.db_table, row=row.id), now=now)
    return _Said(*_owed(view, bill))


def _owed(view: BillerView, bill: Bill) -> tuple[Decimal | None, date | None]:
    if bill.is_prepaid or bill.amount_due is None or not bill.amount_due:
        return (Decimal(0), None) if bill.amount_due is not None else (None, None)
    return bill.amount_due.amount, bill.due_date


def _try_later(row: SavedBill, now: datetime) -> None:
    wait = min(_FIRST_WAIT * 2 ** min(row.failures, 10), _LONGEST_WAIT)
    _write(row.id, failures=row.failures + 1, look_up_at=now + wait + _spread(row.id) / 6)


def _write(identity: UUID, **changes: object) -> None:
    """Lets go of a claimed row; one whose reminders were switched off meanwhile is not looked up again."""
    SavedBill.objects.filter(pk=identity, reminders=True).update(claimed_until=None, **changes)


def _take_in(identity: UUID, said: _Said, now: datetime) -> int:
    """Writes down what was said, and reminds if it is time. Returns how many were told: one or nobody."""
    with transaction.atomic():
        row = SavedBill.objects.select_for_update(no_key=True, of=("self",)).select_related("biller")
        saved = row.filter(pk=identity, reminders=True).first()
        if saved is None:
            # Deleted or switched off while its biller was asked.
            return 0
        zone = zone_or_default(get_profile(saved.person_id).time_zone)
        saved.amount_due, saved.due_date = said.amount_due, said.due_date
        saved.looked_up_at, saved.failures, saved.claimed_until = now, 0, None
        is_told = _is_time(saved, zone, now) and _remind(saved, now)
        saved.look_up_at = _next_look_up(saved, zone, now)
        saved.save(update_fields=["amount_due", "due_date", "looked_up_at", "failures", "claimed_until", "look_up_at"])
    return int(is_told)


def _is_time(saved: SavedBill, zone: str, now: datetime) -> bool:
    if saved.due_date is None or not saved.amount_due:
        return False
    return _reminded_from(saved, saved.due_date, zone) <= now and saved.due_date >= now.date() - _OLDEST


def _reminded_from(saved: SavedBill, due_date: date, zone: str) -> datetime:
    morning = datetime.combine(due_date - timedelta(days=saved.days_before), _MORNING, ZoneInfo(zone))
    return morning + _spread(saved.id)


def _spread(identity: UUID) -> timedelta:
    """Always the same of one bill, evenly over all of them."""
    return _SPREAD * ((identity.int & 0xFFFF) / 0x10000)


def _next_look_up(saved: SavedBill, zone: str, now: datetime) -> datetime:
    """Before it falls due; after that, when its biller may have written the next bill."""
    if saved.due_date is not None and saved.amount_due:
        for at in (_reminded_from(saved, saved.due_date, zone), _after(saved.due_date, zone) + _spread(saved.id)):
            if at > now:
                return at
    return now + _AGAIN_WITHOUT_DUE_DATE + _spread(saved.id)


def _after(due_date: date, zone: str) -> datetime:
    return datetime.combine(due_date + timedelta(days=1), _MORNING, ZoneInfo(zone))


def _remind(saved: SavedBill, now: datetime) -> bool:
    """Tells the person of this due date, if nobody has. The row is locked, so nobody else is about to."""
    if saved.due_date is None or saved.amount_due is None:
        return False
    if BillReminder.objects.filter(saved_bill=saved, due_date=saved.due_date).exists():
        return False
    reminder = BillReminder.objects.create(
        id=uuid7(), saved_bill=saved, due_date=saved.due_date, amount_due=saved.amount_due, reminded_at=now
    )
    deliveries = notifications.tell(
        person_id=saved.person_id,
        template="bill_due",
        context={
            "biller": saved.biller.name,
            "bill": saved.nickname or saved.masked,
            "amount": decimal_string(saved.amount_due, saved.biller.currency),
            "currency": saved.biller.currency,
            "due_date": saved.due_date.isoformat(),
        },
        cause=reminder.id,
        subject_kind="saved_bill",
        subject_id=saved.id,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)
    return True
