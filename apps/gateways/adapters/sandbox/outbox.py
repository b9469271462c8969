"""What is told of operations: written down with them, taken or delivered later."""

import secrets
import sqlite3
from dataclasses import replace

from apps.gateways.adapters.sandbox.records import Callback, Operation, pack, read_callback
from apps.gateways.adapters.sandbox.store import Store

# A callback that is being delivered is nobody else's for so long.
LEASE_SECONDS = 30.0
# Waits between the five tries of a delivery.
WAITS = (2.0, 10.0, 60.0, 300.0)


class Outbox(Store):
    def _announce(self, database: sqlite3.Connection, operation: Operation, now: float) -> None:
        """Writes down what is to be told of an operation's new state."""
        plan = operation.plan
        due_at = now + plan.callback_delay_seconds
        if operation.status == "pending":
            if plan.forge:
                success = replace(operation, status="executed", reason="", executed_at=now)
                self._tell(database, success, "forged", now, now)
            if plan.announce_pending and not plan.is_silent:
                for _ in range(plan.callbacks):
                    self._tell(database, operation, "genuine", now, due_at, self.event_id(operation))
            return
        if plan.is_silent:
            return
        if plan.forge and not plan.is_pending:
            success = replace(operation, status="executed", reason="", executed_at=now)
            self._tell(database, success, "forged", now, due_at)
        if plan.wrong_amount:
            wrong = replace(operation, amount=operation.amount + 1)
            self._tell(database, wrong, "wrong amount", now, due_at)
        # However often it is told, it is one event.
        event_id = self.event_id(operation)
        for _ in range(plan.callbacks):
            self._tell(database, operation, "genuine", now, due_at, event_id)

    def _tell(
        self,
        database: sqlite3.Connection,
        operation: Operation,
        kind: str,
        now: float,
        due_at: float,
        event_id: str = "",
    ) -> None:
        values = (operation.gateway, event_id or self.event_id(operation), kind, pack(operation), now, due_at)
        rank = secrets.randbelow(1_000_000) / 1_000_000 if self.shuffles(operation.gateway) else 1.0
        database.execute(
            "INSERT INTO callbacks (gateway, event_id, kind, operation, created_at, due_at, rank)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*values, rank),
        )

    def outbox(self) -> list[Callback]:
        """What is not told yet, also what is not due."""
        rows = self._rows("SELECT * FROM callbacks WHERE state = 'waiting' ORDER BY rank, due_at, id")
        return [read_callback(row) for row in rows]

    def take(self, *, now: float, limit: int = -1) -> list[Callback]:
        """Removes what is due from the outbox and returns it."""
        query = "SELECT * FROM callbacks WHERE state = 'waiting' AND due_at <= ? ORDER BY rank, due_at, id LIMIT ?"
        with self._writing() as database:
            rows = database.execute(query, (now, limit)).fetchall()
            database.executemany(
                "UPDATE callbacks SET state = 'taken', tries = 1, told_at = ? WHERE id = ?",
                [(now, row["id"]) for row in rows],
            )
        return [read_callback(row) for row in rows]

    def claim(self, *, now: float, limit: int = 20) -> list[Callback]:
        """What is due, for a deliverer who says by `told` how it went; one who dies loses it after a while."""
        query = "SELECT * FROM callbacks WHERE state = 'waiting' AND due_at <= ? ORDER BY rank, due_at, id LIMIT ?"
        with self._writing() as database:
            rows = database.execute(query, (now, limit)).fetchall()
            database.executemany(
                "UPDATE callbacks SET due_at = ?, tries = tries + 1 WHERE id = ?",
                [(now + LEASE_SECONDS, row["id"]) for row in rows],
            )
        return [replace(read_callback(row), tries=row["tries"] + 1) for row in rows]

    def told(self, callback: Callback, *, answer: str, is_delivered: bool, now: float) -> None:
        """Writes down what came of a delivery, and when the next one is due."""
        is_last = callback.tries > len(WAITS)
        state = "delivered" if is_delivered else "given up" if is_last else "waiting"
        due_at = now if is_last else now + WAITS[callback.tries - 1]
        with self._writing() as database:
            database.execute(
                "UPDATE callbacks SET state = ?, answer = ?, due_at = ?, told_at = ? WHERE id = ?",
                (state, answer[:200], due_at, now, callback.id),
            )

    def next_due(self) -> float | None:
        """When something is to be decided or told next."""
        found = self._rows("SELECT min(due_at) FROM callbacks WHERE state = 'waiting'")[0][0]
        times = [one for one in (found, self._next_decision) if one is not None]
        return min(times) if times else None

    def recent_callbacks(self, limit: int) -> list[Callback]:
        return [read_callback(row) for row in self._rows("SELECT * FROM callbacks ORDER BY id DESC LIMIT ?", (limit,))]

    def send_again(self, callback_id: int, now: float) -> None:
        """Puts a callback back into the outbox."""
        with self._writing() as database:
            database.execute(
                "UPDATE callbacks SET state = 'waiting', tries = 0, due_at = ? WHERE id = ?", (now, callback_id)
            )
        self.on_news()

    def count_callbacks(self) -> dict[str, int]:
        return dict(tuple(row) for row in self._rows("SELECT state, count(*) FROM callbacks GROUP BY state"))
