from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.core.money import minor_units
from apps.reconciliation.models import AgreedFee


def set_agreed_fee(
    *, gateway_code: str, capability: str, currency: str, flat: Decimal, percent: Decimal, by: UUID, now: datetime
) -> AgreedFee:
    """Says what a provider may charge for an operation; the operator who said so is remembered.

    What was compared before is not compared again. Raises InvalidCurrency.
    """
    minor_units(currency)
    with transaction.atomic():
        row, _ = AgreedFee.objects.update_or_create(
            gateway_code=gateway_code,
            capability=capability,
            currency=currency,
            defaults={"flat": flat, "percent": percent},
        )
        accounts.record_activity(
            person_id=by,
            action="reconciliation.fee_agreed",
            subject=str(row.id),
            detail={"gateway": gateway_code, "type": capability, "flat": str(flat), "percent": str(percent)},
            at=now,
        )
        return row
