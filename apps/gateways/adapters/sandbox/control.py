"""What the one who practises may say and see: manners, books, outbox, clock. For this machine only, without a login."""

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from apps.gateways.adapters.sandbox.buttons import Buttons
from apps.gateways.adapters.sandbox.control_page import ControlPage
from apps.gateways.adapters.sandbox.desk import Desk, rfc3339
from apps.gateways.adapters.sandbox.protocols import Protocol
from apps.gateways.adapters.sandbox.records import Callback, Operation
from apps.gateways.adapters.sandbox.wire import Answer, Asked, Refusal, as_json

# A page of the web may ask a browser to call 127.0.0.1, under a name of its own.
OWN_NAMES = {"127.0.0.1", "localhost"}


def _iso(at: float | None) -> str | None:
    return None if at is None else rfc3339(at)


class Control:
    def __init__(self, desk: Desk, protocols: Mapping[str, Protocol], callbacks_url: str) -> None:
        self.desk = desk
        self.protocols = protocols
        self.buttons = Buttons(desk)
        self.page = ControlPage(desk, callbacks_url, lambda: totals(desk.books.list_operations()))

    def respond(self, asked: Asked) -> Answer:
        self._check_origin(asked)
        doors: dict[tuple[str, str], Callable[[Asked], Answer]] = {
            ("GET", "/"): lambda _: Answer(303, b"", "text/plain", {"Location": "/control/"}),
            ("GET", "/control"): lambda _: Answer(303, b"", "text/plain", {"Location": "/control/"}),
            ("GET", "/control/"): self.page.show,
            ("POST", "/control/reset"): self._reset,
            ("GET", "/control/behaviour"): lambda _: as_json(200, self.desk.manners.as_dict()),
            ("POST", "/control/behaviour"): self._behave,
            ("GET", "/control/outbox"): self._outbox,
            ("POST", "/control/outbox/take"): self._take,
            ("GET", "/control/books"): self._books,
            ("GET", "/control/totals"): self._totals,
            ("GET", "/control/clock"): lambda _: as_json(200, self._clock()),
            ("POST", "/control/clock"): self._move_clock,
            ("GET", "/control/settlement"): self._settlement,
        }
        if asked.method == "POST" and asked.path.startswith("/control/page/"):
            return self.buttons.press(asked)
        door = doors.get((asked.method, asked.path))
        return door(asked) if door else as_json(404, {"error": "not_found"})

    def _check_origin(self, asked: Asked) -> None:
        """Raises Refusal for what a page of somebody else's has sent, under whatever name."""
        host = urlsplit(asked.origin).hostname
        origin = asked.headers.get("origin")
        if host not in OWN_NAMES or (origin and urlsplit(origin).netloc != urlsplit(asked.origin).netloc):
            raise Refusal(as_json(403, {"error": "only from this machine"}))

    def _json(self, asked: Asked) -> dict[str, Any]:
        try:
            return asked.json() if asked.body else {}
        except ValueError:
            raise Refusal(as_json(400, {"error": "a JSON object, please"})) from None

    def _reset(self, asked: Asked) -> Answer:
        self.desk.forget()
        return as_json(200, self.desk.manners.as_dict())

    def _behave(self, asked: Asked) -> Answer:
        given = self._json(asked)
        gateway = given.pop("gateway", "")
        if gateway and gateway not in self.protocols:
            raise Refusal(as_json(400, {"error": f"there is no gateway {gateway}"}))
        try:
            self.desk.manners.change(given, gateway)
        except ValueError as error:
            return as_json(400, {"error": str(error)})
        self.desk.books.on_news()
        return as_json(200, self.desk.manners.as_dict())

    def _shown_callback(self, told: Callback) -> dict[str, Any]:
        headers, body = self.protocols[told.gateway].deliverable(told, self.desk.now())
        return {
            "gateway": told.gateway,
            "event_id": told.event_id,
            "kind": told.kind,
            "reference": told.operation.reference,
            "due_at": rfc3339(told.due_at),
            "tries": told.tries,
            "answer": told.answer,
            "headers": headers,
            "body_base64": base64.b64encode(body).decode(),
        }

    def _shown(self, callbacks: list[Callback]) -> Answer:
        ours = [self._shown_callback(one) for one in callbacks if one.gateway in self.protocols]
        return as_json(200, {"callbacks": ours})

    def _outbox(self, asked: Asked) -> Answer:
        return self._shown(self.desk.books.outbox())

    def _take(self, asked: Asked) -> Answer:
        limit = self._json(asked).get("limit")
        if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or not 0 <= limit < 10**9):
            return as_json(400, {"error": "limit is a number"})
        taken = self.desk.books.take(now=self.desk.now(), limit=-1 if limit is None else limit)
        return self._shown(taken)

    def _books(self, asked: Asked) -> Answer:
        rows = self.desk.books.list_operations(asked.parameter("gateway"), asked.parameter("reference"))
        return as_json(200, {"operations": by_reference(rows[::-1])})

    def _totals(self, asked: Asked) -> Answer:
        return as_json(200, {"totals": totals(self.desk.books.list_operations(asked.parameter("gateway")))})

    def _clock(self) -> dict[str, Any]:
        return {"offset_seconds": self.desk.offset, "now": rfc3339(self.desk.now())}

    def _move_clock(self, asked: Asked) -> Answer:
        offset = self._json(asked).get("offset_seconds")
        if not isinstance(offset, int | float) or isinstance(offset, bool) or not abs(offset) <= 10**9:
            return as_json(400, {"error": "offset_seconds is a number"})
        self.desk.offset = float(offset)
        self.desk.books.advance(self.desk.now())
        self.desk.books.on_news()
        return as_json(200, self._clock())

    def _settlement(self, asked: Asked) -> Answer:
        gateway = asked.parameter("gateway")
        kind = asked.parameter("format") or "csv"
        if gateway not in self.protocols or kind not in {"csv", "camt.053"}:
            return as_json(404, {"error": "not_found"})
        try:
            day = date.fromisoformat(asked.parameter("day"))
        except ValueError:
            day = datetime.fromtimestamp(self.desk.now(), UTC).date()
        content = self.protocols[gateway].settlement(day, kind)
        suffix = "csv" if kind == "csv" else "xml"
        name = f"{gateway}-{day.isoformat()}.{suffix}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Answer(200, content, "text/csv" if kind == "csv" else "application/xml", headers)


def by_reference(rows: list[Operation]) -> list[dict[str, Any]]:
    """One entry for each reference; `executions` above one is a double, `total` what it has moved in all."""
    entries: dict[tuple[str, str], dict[str, Any]] = {}
    for one in rows:
        entry = entries.setdefault(
            (one.gateway, one.reference),
            {
                "gateway": one.gateway,
                "reference": one.reference,
                "provider_reference": one.provider_reference,
                "type": one.type,
                "amount": str(one.amount),
                "currency": one.currency,
                "status": one.status,
                "reason": one.reason,
                "created_at": _iso(one.created_at),
                "executed_at": None,
                "counterparty": one.counterparty,
                "executions": 0,
                "total": str(Decimal(0)),
            },
        )
        if one.executions:
            entry["status"], entry["reason"] = one.status, ""
            entry["executed_at"] = entry["executed_at"] or _iso(one.executed_at)
            entry["executions"] += one.executions
            entry["total"] = str(Decimal(entry["total"]) + one.amount * one.executions)
    return list(entries.values())


def totals(rows: list[Operation]) -> list[dict[str, Any]]:
    """What was executed, by gateway, type and currency."""
    sums: dict[tuple[str, str, str], tuple[int, Decimal]] = {}
    for one in rows:
        if one.executions:
            key = (one.gateway, one.type, one.currency)
            count, amount = sums.get(key, (0, Decimal(0)))
            sums[key] = (count + one.executions, amount + one.amount * one.executions)
    return [
        {"gateway": key[0], "type": key[1], "currency": key[2], "executions": count, "amount": str(amount)}
        for key, (count, amount) in sorted(sums.items())
    ]
