"""docs/devices.md: the program on the page runs as it stands, over real HTTP."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from apps.accounts import selectors
from apps.accounts.models import Device, OneTimeCode
from apps.accounts.tests.factories import PASSWORD, PIN, give_pin, make_person
from apps.transactions.models import Transaction
from apps.wallets.tests.factories import available, join

PAGE = Path(settings.BASE_DIR) / "docs" / "devices.md"


def program() -> dict[str, Any]:
    (source,) = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    exec(compile(source, str(PAGE), "exec"), names)
    return names


def read_code(sent_to: str) -> str:
    """The person looks at their messages."""
    code = OneTimeCode.objects.filter(used_at=None).latest("id")
    return selectors.get_code_text(code.id) or ""


@pytest.mark.django_db(transaction=True)
def test_the_program_on_the_page_registers_pays_locks_unlocks_and_wipes(live_server: Any) -> None:
    page = program()
    amina, brian = join("amina", 100), join("brian")
    give_pin(amina)
    one, two = (page["Phone"](live_server.url, f"app-{n}", read_code) for n in range(2))
    for phone in (one, two):
        phone.log_in(amina.msisdn, PASSWORD)
    assert Device.objects.filter(user=amina, status="ACTIVE").count() == 2
    assert two.obey() is False
    two.log_in(amina.msisdn, PASSWORD)
    assert Device.objects.count() == 2, "it was known again"

    paid = two.pay(brian.msisdn, "5.00", "USD", PIN, "key-1")
    assert (paid["state"], available(brian)) == ("COMPLETED", 5)
    assert Transaction.objects.get().device_id == UUID(two.device_id)

    one.lock(two.device_id)
    with pytest.raises(page["Refused"], match="invalid_token"):
        two.pay(brian.msisdn, "5.00", "USD", PIN, "key-2")
    one.pay(brian.msisdn, "1.00", "USD", PIN, "key-3")
    with pytest.raises(page["Refused"], match="invalid_token"):
        two.ask("GET", "me")
    with pytest.raises(page["Refused"], match="device_locked"):
        two.log_in(amina.msisdn, PASSWORD)
    one.unlock(two.device_id, PIN)
    two.log_in(amina.msisdn, PASSWORD)

    one.wipe(two.device_id)
    assert two.obey() is True
    states = {row["id"]: row for row in one.ask("GET", "devices")["results"]}
    assert states[two.device_id]["status"] == "WIPED"
    assert states[two.device_id]["wipe"]["done_at"]
    assert states[one.device_id]["is_current"]


@pytest.mark.django_db(transaction=True)
def test_the_program_obeys_nobody_else(live_server: Any) -> None:
    page = program()
    amina = make_person("amina")
    one, two = (page["Phone"](live_server.url, f"app-{n}", read_code) for n in range(2))
    for phone in (one, two):
        phone.log_in(amina.msisdn, PASSWORD)
    one.wipe(two.device_id)
    two.command_key = page["Ed25519PrivateKey"].generate().public_key().public_bytes_raw()
    with pytest.raises(Exception) as refused:
        two.obey()
    assert type(refused.value).__name__ == "InvalidSignature"
    assert Device.objects.get(pk=two.device_id).status == "LOCKED", "nothing was acknowledged"
