"""Writing a model's columns through the API changes nothing: SECURITY 15 (OWASP API3)."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import body_of, fields, nothing_moves, transfer
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db

TEMPTING = {
    **{field.attname: "1" for field in Transaction._meta.concrete_fields},
    **{field.attname: "1" for field in Wallet._meta.concrete_fields},
    **{field.attname: True for field in User._meta.concrete_fields},
    "balance": "1000000", "available": "1000000", "kyc_tier": 3, "is_staff": True, "Amount": "1", "from": "someone",
    "payer": "someone", "__proto__": {}, "": "",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(TEMPTING) - {"amount", "currency", "note", "to", "quote_id"}))
def test_a_field_that_is_not_asked_for_is_refused(name: str) -> None:
    amina, brian = join("amina", 100), join("brian", 100)
    before = list(User.objects.order_by("id").values()), list(Wallet.objects.order_by("id").values())
    client = client_of(amina)
    body: dict[str, Any] = fields("brian", "1.00") | {name: TEMPTING[name]}
    with nothing_moves():
        answer = transfer(client, body)
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in body_of(answer)["errors"]] == [(name, "unknown_field")]
    assert not Transaction.objects.exists()
    assert (list(User.objects.order_by("id").values()), list(Wallet.objects.order_by("id").values())) == before
    assert brian.id != amina.id


def test_nobody_pays_from_somebody_elses_wallet() -> None:
    amina, brian = join("amina", 100), join("brian", 100)
    client = client_of(amina)
    for body in (
        {**fields("amina", "1.00"), "payer_id": str(brian.id)},
        {**fields("amina", "1.00"), "initiator_id": str(brian.id)},
    ):
        with nothing_moves():
            assert transfer(client, body).status_code == 400
