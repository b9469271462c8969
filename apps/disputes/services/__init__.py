"""What can be done about a dispute: by its two sides, by operators, by time.

What is locked and what happens when the process dies:

- Whatever moves money or keeps it back is one database transaction. It locks the payment's row first, which every
  refund and reversal of it locks too; then the dispute's row, so of two operators, a withdrawal and an answer one is
  first and the others find what it has done; then the ledger's accounts in the order of their ids.
- Opening counts what is disputed as paid back (`reserve_pay_back`), so no refund or reversal gives the same money a
  second time; puts aside what the payee still has of it; writes the dispute, the event and the activity. Dying before
  the commit leaves nothing at all; dying after it leaves a dispute that its Idempotency-Key answers for.
- A decision, an acceptance and a withdrawal close the hold, release what was kept back and is not given back, write
  the refund and the dispute's last state, and commit together. Dying before that leaves the dispute open and its money
  aside, and whoever decides does so again. The entry that closes a hold can exist once, and the refund's key follows
  from the dispute: even without the locks the money could go one way only.
- Answering and the sweep move no money and lock the dispute's row alone. A sweep that dies leaves the rest to the next.
- A picture is a file first, and its row is written after it; see `_evidence`.
"""

from apps.disputes.services._answer import accept, contest
from apps.disputes.services._decide import decide_for_payee, decide_for_payer, look_at_evidence, may_decide
from apps.disputes.services._erase import erase_person
from apps.disputes.services._evidence import add_evidence, require_room, sweep_orphaned_files
from apps.disputes.services._open import Opened, open_dispute
from apps.disputes.services._overdue import move_overdue
from apps.disputes.services._tell import TOPICS, tell_sides
from apps.disputes.services._withdraw import withdraw

__all__ = [
    "TOPICS",
    "Opened",
    "accept",
    "add_evidence",
    "contest",
    "decide_for_payee",
    "decide_for_payer",
    "erase_person",
    "look_at_evidence",
    "may_decide",
    "move_overdue",
    "open_dispute",
    "require_room",
    "sweep_orphaned_files",
    "tell_sides",
    "withdraw",
]
