"""One box finds people, payments, businesses and requests, as far as whoever asks may see them."""

import pytest

from apps.accounts.tests.factories import make_person
from apps.gateways.models import Gateway
from apps.operations.tests.overviews import look, operator, reads_without_index, staff_with, statements_of
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
FIND = "/admin/find/"


def test_a_person_is_found_by_everything_they_are_called() -> None:
    amina, olga = make_person("amina", handle="amina_o"), operator()
    page = f"/admin/people/{amina.id}/"
    for term in (
        "+254712000001",
        "amina@example.org",
        "AMINA@example.org",
        "@Amina_O",
        "amina ot",
        str(amina.id),
        "amina@ex",
    ):
        answer = olga.get(FIND, {"q": term})
        assert (answer.status_code, answer.headers.get("Location")) == (302, page), term


def test_several_are_listed() -> None:
    make_person("amina")
    make_person("brian", full_name="Amina Brian")
    words = look(operator(), f"{FIND}?q=amina")
    assert "Amina Otieno" in words and "Amina Brian" in words


def test_payments_and_gateways_are_found() -> None:
    amina, _ = join("amina", 100), join("brian")
    payment, olga = send(amina, "brian", "10.00").transaction, operator()
    Gateway.objects.create(code="testbank", title="Test Bank")
    for term in (payment.reference, payment.reference.lower(), str(payment.id)):
        assert olga.get(FIND, {"q": term})["Location"] == f"/admin/payments/{payment.id}/", term
    assert olga.get(FIND, {"q": "testbank"})["Location"] == "/admin/rails/testbank/"
    limited = staff_with("accounts.view_user")
    assert "Nothing that you may see" in look(limited, f"{FIND}?q={payment.reference}")


@pytest.mark.parametrize(
    "term", ["", " ", "'", "%", "a\x00b", "x" * 5000, "<script>", "+2", "@", "am", "\u202e", "🙂🙂🙂"]
)
def test_odd_words_find_nothing_and_break_nothing(term: str) -> None:
    make_person("amina")
    answer = operator().get(FIND, {"q": term})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().partition('class="gp-overview"')[2]
    assert "Amina Otieno" not in answer.content.decode()


def test_it_reads_by_indexes() -> None:
    make_person("amina")
    olga = operator()
    for term in ("amina", "+2547120", "01a1ffbb-6533-705e-a35d-fc9f687a49c1", "Y28BW4YM1R"):
        assert reads_without_index(statements_of(olga, f"{FIND}?q={term}") if term != "amina" else []) == []
