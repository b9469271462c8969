from datetime import datetime
from uuid import UUID

from apps.core import ratelimit
from apps.transactions import rates, selectors
from apps.transactions.errors import NobodyToPay
from apps.transactions.selectors import ResolvedPayee


def resolve_payee(*, person_id: UUID, to: str, at: datetime) -> ResolvedPayee:
    """Tells a person whom they would pay, counted by minute and by day.

    The day's allowance is charged for a miss before anybody is looked up, and most of it is given back when somebody
    was found: when a miss has no room any more a hit has none either, so that the refusal tells nothing. Dying between
    the two costs the asker a miss. Raises NobodyToPay, the same for everybody who cannot be paid; TooManyRequests.
    Call it outside a transaction.
    """
    ratelimit.spend(rates.PAYEES_BY_MINUTE, str(person_id), now=at)
    ratelimit.spend(rates.PAYEES_BY_DAY, str(person_id), now=at, cost=rates.COST_OF_A_MISS)
    payee = selectors.resolve_payee(asker_id=person_id, to=to)
    if payee is None:
        raise NobodyToPay
    ratelimit.give_back(rates.PAYEES_BY_DAY, str(person_id), uses=rates.COST_OF_A_MISS - 1)
    return payee
