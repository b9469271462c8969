"""What the pages of apps below can be searched by, that only apps above them know."""

from uuid import UUID

from django.db.models import Q

from apps.accounts.selectors import find_person
from apps.gateways.admin._operations import register_search
from apps.gateways.models import Operation
from apps.transactions.kinds import OUTSIDE
from apps.transactions.models import Transaction

# So many of somebody's newest payments through each rail's side are looked at.
_NEWEST = 200


def operations_of(term: str) -> list[UUID]:
    """What rails were asked for somebody named by a whole number, address, handle or id: their newest payments'."""
    person = find_person(term)
    if person is None:
        return []
    ids: list[UUID] = []
    for side in (Q(payer_id=person.id), Q(payee_id=person.id)):
        for kind in sorted(OUTSIDE):
            # An index has each person's payments of a kind, but for transfers, which do not leave GoPay.
            rows = Transaction.objects.filter(side, kind=kind).order_by("-id")
            ids += rows.values_list("id", flat=True)[:_NEWEST]
    return list(Operation.objects.filter(transaction_id__in=ids).values_list("id", flat=True)) if ids else []


register_search(operations_of)
