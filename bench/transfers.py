"""`POST /transfers`, complete, against a view that authenticates and validates the same body and does nothing."""

import random

from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from bench.books import CURRENCY, Member
from bench.http import request_for, requests_per_second, serve
from bench.measuring import Figure, at_least, in_turn

CLIENTS = 16


def measure(database_url: str, members: list[Member], *, seconds: float, rounds: int) -> list[Figure]:
    choice = random.Random(11)

    def prepared(path: str) -> float:
        def make(client: int, turn: int) -> bytes:
            payer, payee = choice.sample(members, 2)
            return request_for(path, payer, payee)

        return requests_per_second(port, make, clients=CLIENTS, seconds=seconds)

    with serve(database_url) as port:
        for path in ("/api/v1/empty", "/api/v1/transfers"):
            prepared(path)
        comparison = in_turn(lambda: prepared("/api/v1/transfers"), lambda: prepared("/api/v1/empty"), rounds=rounds)
    name = f"`POST /transfers` over HTTP, {CLIENTS} connections; against an empty authenticated view"
    return [at_least(name, comparison, 0.45), _statements(members)]


def _statements(members: list[Member]) -> Figure:
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {members[0].access}")
    body = {"to": members[1].msisdn, "amount": "1.00", "currency": CURRENCY}

    def send(key: str) -> None:
        answer = client.post("/api/v1/transfers", body, format="json", headers={"Idempotency-Key": key})
        if answer.status_code != 201:
            raise RuntimeError(answer.content)

    send("warm")
    with CaptureQueriesContext(connection) as queries:
        send("counted")
    return Figure("SQL statements per `POST /transfers`", str(len(queries)), "", remark="asserted in a test")
