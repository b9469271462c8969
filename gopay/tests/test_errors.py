"""What is answered when no view answers: nothing of our inside, and under /api always a problem document."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.tests.factories import client_of, make_operator, make_person
from apps.transactions.tests.payments import nothing_moves, transfer
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    ["/api/v1/nothing", "/api/v2/transfers", "/api/nothing", "/api/v1/transactions/x", "/api/v1/transfers/",
     "/api/v1//wallets", "/api/v1/wallets/../me", "/api/v1/transactions/%00", "/api/v1/<script>alert(1)</script>"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "post"])
def test_under_api_an_unknown_path_is_a_problem_document(path: str, method: str) -> None:
    answer = getattr(APIClient(), method)(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    body = answer.json()
    assert (body["code"], body["status"], body["request_id"]) == ("not_found", 404, answer["X-Request-ID"])
    assert "script" not in answer.content.decode()


def test_elsewhere_an_unknown_path_is_a_page_without_any_inside() -> None:
    for path in ("/nothing", "/apix", "/.env", "/.git/config", "/static/../gopay/settings.py", "/%2e%2e/etc/passwd"):
        answer = Client().get(path)
        assert answer.status_code == 404
        assert answer["Content-Type"].startswith("text/html")
        assert "urlpatterns" not in answer.content.decode()


def _break_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_activity RENAME TO accounts_activity_gone")


def test_an_accident_is_a_bare_problem_document_and_rolls_everything_back() -> None:
    """SECURITY 30: no trace, no statement, no name of ours."""
    amina, _ = join("amina", 100), join("brian")
    client: Any = client_of(amina)
    client.raise_request_exception = False
    _break_the_database()
    with nothing_moves():
        answer = transfer(client)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    shown = answer.content.decode()
    assert json.loads(answer.content) == {
        "type": "/problems/internal_error",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "Something went wrong on our side. Nothing was done.",
        "code": "internal_error",
        "request_id": answer["X-Request-ID"],
    }
    for inside in ("Traceback", "accounts_activity", "INSERT", "psycopg", ".py"):
        assert inside not in shown


def test_an_accident_of_an_operator_shows_nothing_of_our_inside_and_undoes_what_was_begun() -> None:
    """The person is locked before the line is written that cannot be."""
    amina = make_person("amina")
    client = Client(raise_request_exception=False)
    client.force_login(make_operator())
    _break_the_database()
    answer = client.post(
        f"/admin/accounts/user/{amina.pk}/lock-account/", {"reason": "A trial", "_form_submitted": "True"}
    )
    shown = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (500, "text/html")
    for inside in ("Traceback", "accounts_activity", "INSERT", "psycopg", ".py", amina.msisdn):
        assert inside not in shown
    amina.refresh_from_db()
    assert amina.status == "ACTIVE"


@pytest.mark.django_db(transaction=True)
def test_without_a_database_the_api_says_come_again() -> None:
    amina, _ = join("amina", 100), join("brian")
    client: Any = client_of(amina)
    client.raise_request_exception = False
    client.get("/api/v1/wallets")
    connection.close()
    port = connection.settings_dict["PORT"]
    connection.settings_dict["PORT"] = 1
    try:
        answer = transfer(client)
    finally:
        connection.settings_dict["PORT"] = port
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(answer.content)["code"] == "unavailable"
    assert int(answer["Retry-After"]) >= 1


def test_every_answer_names_its_request() -> None:
    for path in ("/livez", "/api/v1/nothing", "/nothing", "/api/v1/wallets"):
        answer = APIClient().get(path, headers={"X-Request-ID": "phone-12345678"})
        assert answer["X-Request-ID"] == "phone-12345678"
