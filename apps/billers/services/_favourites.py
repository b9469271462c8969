"""Numbers somebody keeps for the next recharge.

Keeping one locks its person's row, under which they are counted. Row and activity commit together.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.billers import rates, selectors
from apps.billers.models import RechargeFavourite
from apps.billers.recharge_errors import FavouriteKeptAlready, FavouriteNotFound, TooManyFavourites
from apps.billers.recharge_numbers import checked_msisdn, masked_msisdn, msisdn_index, seal_msisdn
from apps.core.constraints import constraint_name
from apps.core.ids import uuid7
from apps.core.ratelimit import spend

MAX_FAVOURITES = 20


def keep_favourite(
    *, person_id: UUID, msisdn: str, nickname: str = "", operator: str = "", now: datetime
) -> RechargeFavourite:
    """Keeps a number. Without an operator it is found by the number each time. Call it outside a transaction.

    Raises InvalidInput on `msisdn`, RechargeOperatorNotFound, OperatorUnavailable, FavouriteKeptAlready (with
    `favourite_id`), TooManyFavourites, TooManyRequests.
    """
    msisdn = checked_msisdn(msisdn)
    telco = selectors.get_recharge_operator(operator) if operator else None
    spend(rates.KEEP_BY_PERSON, str(person_id), now=now)
    identity, index = uuid7(), msisdn_index(msisdn)
    try:
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=person_id)
            if RechargeFavourite.objects.filter(person_id=person_id).count() >= MAX_FAVOURITES:
                raise TooManyFavourites
            row = RechargeFavourite.objects.create(
                id=identity,
                person_id=person_id,
                operator_id=telco.id if telco else None,
                msisdn=seal_msisdn(msisdn, table=RechargeFavourite._meta.db_table, row=identity),
                msisdn_index=index,
                masked=masked_msisdn(msisdn),
                nickname=nickname.strip(),
                created_at=now,
            )
            _write_down(row, "billers.favourite_kept", now)
    except IntegrityError as error:
        if constraint_name(error) != "billers_favourite_once":
            raise
        theirs = RechargeFavourite.objects.filter(person_id=person_id, msisdn_index=index).first()
        raise FavouriteKeptAlready(favourite_id=str(theirs.id) if theirs else None) from error
    return row


def delete_favourite(*, person_id: UUID, favourite_id: UUID, now: datetime) -> None:
    """Forgets a number. Raises FavouriteNotFound."""
    with transaction.atomic():
        mine = RechargeFavourite.objects.select_for_update().filter(pk=favourite_id, person_id=person_id)
        row = mine.first()
        if row is None:
            raise FavouriteNotFound
        _write_down(row, "billers.favourite_deleted", now)
        row.delete()


def _write_down(row: RechargeFavourite, action: str, now: datetime) -> None:
    detail = {"number": row.masked}
    accounts.record_activity(person_id=row.person_id, action=action, subject=str(row.id), detail=detail, at=now)
