"""Sending somebody the payment they see on a page, to the phone that belongs to a number.

Whoever stands at the page names the number, and learns nothing of it: the answer is the same whether somebody here has
it or not, and so is what is written. It reaches members only, on the channels they left on, and few times a day.
"""

from datetime import datetime

from django.db import transaction

from apps.accounts.identifiers import normalise_msisdn
from apps.accounts.models import User
from apps.checkout import asking_rates
from apps.core import events, ratelimit
from apps.core.errors import InvalidInput
from apps.merchants.models import Charge

SENT_TO_PHONE = "checkout.sent_to_phone"


def send_to_phone(*, charge: Charge, msisdn: str, address: str, page_url: str, now: datetime) -> None:
    """Has whoever has this number find the payment in their inbox; `address` is where the request comes from.

    Call it outside a transaction. Raises InvalidInput for what is no number, TooManyRequests.
    """
    ratelimit.spend(asking_rates.SENT_FROM_ADDRESS, address, now=now)
    number = normalise_msisdn(msisdn.strip())
    if number is None:
        detail = "Write the number with its country code, for example +254712345678."
        raise InvalidInput(detail, errors=[{"field": "msisdn", "code": "invalid", "detail": detail}])
    ratelimit.spend(asking_rates.SENT_OF_CHARGE, str(charge.id), now=now)
    ratelimit.spend(asking_rates.SENT_TO_NUMBER, number, now=now)
    # The same two statements whether or not there is somebody, and no cache: the time it takes tells nothing either.
    person_id = User.objects.filter(msisdn=number).exclude(status="CLOSED").values_list("id", flat=True).first()
    payload = {"charge_id": str(charge.id), "person_id": str(person_id or ""), "page_url": page_url}
    with transaction.atomic():
        events.record(SENT_TO_PHONE, payload, at=now)
