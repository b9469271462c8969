"""`POST /transfers`, complete, against a view that authenticates and validates the same body and does nothing."""

import json
import random
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from bench.books import CURRENCY, PIN, Member
from bench.http import request_for, requests_per_second, serve
from bench.measuring import Figure, at_least, in_turn, stated

CLIENTS = 16


def measure(database_url: str, members: list[Member], *, seconds: float, rounds: int) -> list[Figure]:
    choice = random.Random(11)

    def prepared(path: str) -> float:
        def make(client: int, turn: int) -> bytes:
            payer, payee = choice.sample(members, 2)
            return request_for(path, payer, payee)

        return requests_per_second(port, make, clients=CLIENTS, seconds=seconds)

    with serve(database_url) as port:
        figures = []
        for path, what, bound in (
            ("/api/v1/empty", "an empty authenticated view", 0.45),
            ("/api/v1/proven", "an empty view that checks signature and PIN too", None),
        ):
            for warm in (path, "/api/v1/transfers"):
                prepared(warm)
            comparison = in_turn(partial(prepared, "/api/v1/transfers"), partial(prepared, path), rounds=rounds)
            name = f"`POST /transfers` over HTTP, {CLIENTS} connections; against {what}"
            figures.append(at_least(name, comparison, bound) if bound else stated(name, comparison))
    return [*figures, _statements(members)]


def _statements(members: list[Member]) -> Figure:
    path = "/api/v1/transfers"
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {members[0].access}")
    body = json.dumps({"to": members[1].msisdn, "amount": "1.00", "currency": CURRENCY, "pin": PIN}).encode()

    def send(key: str) -> None:
        headers = {"Idempotency-Key": key, **members[0].signature("POST", path, body, key)}
        answer = client.generic("POST", path, body.decode(), content_type="application/json", headers=headers)
        if answer.status_code != 201:
            raise RuntimeError(answer.content)

    send("warm")
    with CaptureQueriesContext(connection) as queries:
        send("counted")
    return Figure("SQL statements per `POST /transfers`", str(len(queries)), "", remark="asserted in a test")
