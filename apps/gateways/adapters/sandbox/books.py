"""The provider's own books: what was asked, done, and told.

An operation and the callbacks that tell of it are written in one transaction; what is committed survives the death of
the process.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from apps.gateways.adapters.sandbox.behaviour import Plan
from apps.gateways.adapters.sandbox.money import from_minor_sum
from apps.gateways.adapters.sandbox.outbox import Outbox
from apps.gateways.adapters.sandbox.records import Operation, OtherContent, decided, new_token, read_operation

# Amounts have all the decimals of their currency, so they add up as whole numbers, exactly.
_SUM = "coalesce(sum(CAST(replace(amount, '.', '') AS INTEGER)), 0)"


class Books(Outbox):
    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._next_decision = self._earliest_decision()

    def count_attempt(self, gateway: str, reference: str) -> int:
        """How often the reference has come, this time included."""
        query = """
            INSERT INTO attempts VALUES (?, ?, 1)
            ON CONFLICT (gateway, reference) DO UPDATE SET attempts = attempts + 1 RETURNING attempts
        """
        with self._writing() as database:
            return int(database.execute(query, (gateway, reference)).fetchall()[0][0])

    def find(self, gateway: str, reference: str) -> Operation | None:
        """The first operation under the reference."""
        rows = self._rows(
            "SELECT * FROM operations WHERE gateway = ? AND reference = ? ORDER BY id LIMIT 1", (gateway, reference)
        )
        return read_operation(rows[0]) if rows else None

    def find_own(self, provider_reference: str) -> Operation | None:
        rows = self._rows("SELECT * FROM operations WHERE provider_reference = ?", (provider_reference,))
        return read_operation(rows[0]) if rows else None

    def submit(
        self,
        asked: Operation,
        plan: Plan,
        *,
        now: float,
        judge: Callable[[], str] = lambda: "",
        expires_after: float | None = None,
    ) -> tuple[Operation, bool]:
        """Writes an operation down, and does, declines or postpones it; False when it was there already.

        `judge` may look into the books and names the reason to decline. With `expires_after` somebody has to pay first.
        Raises OtherContent.
        """
        with self._writing() as database:
            if asked.protocol != "recharge" and (found := self.find(asked.gateway, asked.reference)):
                if found.digest != asked.digest:
                    raise OtherContent(asked.reference)
                return found, False
            fresh = replace(asked, created_at=now, visible_at=now + plan.visible_after_seconds, plan=plan)
            if expires_after is None:
                fresh = self._settled(fresh, judge(), now)
            else:
                fresh = replace(fresh, decide_at=now + expires_after, decide_to="expired")
            fresh = replace(fresh, id=self._insert(database, fresh))
            if expires_after is None:
                self._announce(database, fresh, now)
        self._look_ahead(fresh)
        return fresh, True

    def pay(self, found: Operation, plan: Plan, *, details: dict[str, Any], reason: str, now: float) -> Operation:
        """An open operation is paid for by its customer; what is not open any more stays as it is."""
        with self._writing() as database:
            current = self.find_own(found.provider_reference)
            if current is None or current.status != "open":
                return current or found
            paid = replace(current, details={**current.details, **details}, plan=plan, decide_at=None, decide_to="")
            paid = self._settled(paid, reason, now)
            self._update(database, paid)
            self._announce(database, paid, now)
        self._look_ahead(paid)
        return paid

    def _settled(self, operation: Operation, reason: str, now: float) -> Operation:
        """The operation as its plan and the books leave it."""
        plan = operation.plan
        reason = reason or plan.decline
        if plan.is_pending:
            decide_at = None if plan.pending_seconds is None else now + plan.pending_seconds
            decide_to = "" if decide_at is None else reason or "executed"
            return replace(operation, status="pending", decide_at=decide_at, decide_to=decide_to)
        return decided(operation, reason or "executed", now)

    def advance(self, now: float) -> None:
        """Decides what is due."""
        with self._lock:
            if self._next_decision is None or self._next_decision > now:
                return
            with self._writing() as database:
                query = "SELECT * FROM operations WHERE decide_at <= ? ORDER BY decide_at, id"
                for row in database.execute(query, (now,)).fetchall():
                    operation = read_operation(row)
                    # It happened when it was due, however late somebody looks.
                    due = operation.decide_at or now
                    outcome = decided(replace(operation, decide_at=None, decide_to=""), operation.decide_to, due)
                    self._update(database, outcome)
                    self._announce(database, outcome, due)
                self._next_decision = self._earliest_decision()
        self.on_news()

    def _earliest_decision(self) -> float | None:
        found = self._rows("SELECT min(decide_at) FROM operations WHERE decide_at IS NOT NULL")[0][0]
        return None if found is None else float(found)

    def _look_ahead(self, operation: Operation) -> None:
        with self._lock:
            if operation.decide_at is not None:
                self._next_decision = min(self._next_decision or operation.decide_at, operation.decide_at)
        self.on_news()

    def _insert(self, database: sqlite3.Connection, one: Operation) -> int:
        values = {**asdict(one), "amount": str(one.amount), "details": json.dumps(one.details)}
        values["plan"] = json.dumps(asdict(one.plan))
        del values["id"]
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        query = f"INSERT INTO operations ({names}) VALUES ({marks})"
        return int(database.execute(query, tuple(values.values())).lastrowid or 0)

    def _update(self, database: sqlite3.Connection, one: Operation) -> None:
        query = """
            UPDATE operations SET status = ?, reason = ?, details = ?, plan = ?, executed_at = ?, executions = ?,
                decide_at = ?, decide_to = ?
            WHERE id = ?
        """
        values = (one.status, one.reason, json.dumps(one.details), json.dumps(asdict(one.plan)), one.executed_at)
        database.execute(query, (*values, one.executions, one.decide_at, one.decide_to, one.id))

    def is_visible(self, operation: Operation, now: float) -> bool:
        return operation.visible_at <= now

    def moved_with(self, gateway: str, counterparty: str, currency: str) -> Decimal:
        """What was done, or is still to be, with one counterparty."""
        rows = self._rows(
            f"SELECT {_SUM} FROM operations"
            " WHERE gateway = ? AND counterparty = ? AND currency = ? AND status IN ('pending', 'executed')",
            (gateway, counterparty, currency),
        )
        return from_minor_sum(rows[0][0], currency)

    def spent(self, gateway: str) -> dict[str, Decimal]:
        """What was done or is still to be, of each currency."""
        rows = self._rows(
            f"SELECT currency, {_SUM} FROM operations"
            " WHERE gateway = ? AND status IN ('pending', 'executed') GROUP BY currency",
            (gateway,),
        )
        return {currency: from_minor_sum(units, currency) for currency, units in rows}

    def executed_between(self, gateway: str, first: float, end: float) -> list[Operation]:
        query = "SELECT * FROM operations WHERE gateway = ? AND executed_at >= ? AND executed_at < ? ORDER BY id"
        return [read_operation(row) for row in self._rows(query, (gateway, first, end))]

    def list_operations(self, gateway: str = "", reference: str = "", limit: int = -1) -> list[Operation]:
        """The newest first."""
        query = "SELECT * FROM operations WHERE (? = '' OR gateway = ?) AND (? = '' OR reference = ?) ORDER BY id DESC"
        rows = self._rows(f"{query} LIMIT ?", (gateway, gateway, reference, reference, limit))
        return [read_operation(row) for row in rows]

    # Accounts and cards, and what may be used once.

    def keep_instrument(self, gateway: str, identity: str, prefix: str, details: dict[str, Any]) -> str:
        """A token for an account or a card; the same for the same one."""
        query = """
            INSERT INTO instruments VALUES (?, ?, ?, ?)
            ON CONFLICT (gateway, identity) DO UPDATE SET details = excluded.details RETURNING token
        """
        with self._writing() as database:
            values = (new_token(prefix), gateway, identity, json.dumps(details))
            return str(database.execute(query, values).fetchall()[0][0])

    def instrument(self, gateway: str, token: str) -> dict[str, Any] | None:
        rows = self._rows("SELECT details FROM instruments WHERE gateway = ? AND token = ?", (gateway, token))
        return dict(json.loads(rows[0][0])) if rows else None

    def use_nonce(self, nonce: str, now: float, keep: float) -> bool:
        """False when it was used before."""
        with self._writing() as database:
            database.execute("DELETE FROM nonces WHERE seen_at < ?", (now - keep,))
            return database.execute("INSERT OR IGNORE INTO nonces VALUES (?, ?)", (nonce, now)).rowcount == 1
