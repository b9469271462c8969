from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.disputes.models import Dispute, DisputeEvidence, EvidenceSide
from apps.disputes.services._evidence import delete_unnamed


def erase_person(*, person_id: UUID, now: datetime) -> int:
    """Destroys what a closed person said and showed in disputes; what the other side did, and the decision, stay.

    Returns how many disputes it was. The rows go first and the files after the commit; a file that is left by a process
    that dies there is swept as one that nobody names.
    """
    with transaction.atomic():
        keys: list[str] = []
        erased = 0
        for side, words in ((EvidenceSide.PAYER, "statement"), (EvidenceSide.PAYEE, "answer")):
            name = side.value.lower()
            rows = Dispute.objects.select_for_update(no_key=True, of=("self",)).filter(
                **{f"{name}_id": person_id, f"{name}_erased_at": None}
            )
            ids = list(rows.order_by("id").values_list("id", flat=True))
            Dispute.objects.filter(pk__in=ids).update(**{f"{name}_erased_at": now, words: ""})
            evidence = DisputeEvidence.objects.filter(dispute_id__in=ids, side=side)
            keys += evidence.values_list("file_key", flat=True)
            evidence.delete()
            erased += len(ids)
        if erased:
            accounts.record_activity(person_id=person_id, action="disputes.erased", detail={"disputes": erased}, at=now)
        transaction.on_commit(lambda: delete_unnamed(keys), robust=True)
    return erased
