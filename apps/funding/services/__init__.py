"""What can be done with bank accounts and cards: link them, pay in, pay out, have money fetched."""

from apps.funding.services._link import Linked, link_bank_account
from apps.funding.services._pay import deposit, withdraw
from apps.funding.services._set_top_up import (
    end_of_person,
    end_of_wallet,
    pause_by_operator,
    pause_of_device,
    set_auto_top_up,
    stop_auto_top_up,
)
from apps.funding.services._sources import (
    add_source,
    erase_person,
    expire_sources,
    find_linked,
    keep_card,
    offer_first,
    remove_of_person,
    remove_source,
)
from apps.funding.services._tell import tell_of_source, tell_top_up_paused, tell_top_up_set, tell_under_way
from apps.funding.services._top_up import follow_payment, top_up_due

__all__ = [
    "Linked",
    "add_source",
    "deposit",
    "end_of_person",
    "end_of_wallet",
    "erase_person",
    "expire_sources",
    "find_linked",
    "follow_payment",
    "keep_card",
    "link_bank_account",
    "offer_first",
    "pause_by_operator",
    "pause_of_device",
    "remove_of_person",
    "remove_source",
    "set_auto_top_up",
    "stop_auto_top_up",
    "tell_of_source",
    "tell_top_up_paused",
    "tell_top_up_set",
    "tell_under_way",
    "top_up_due",
    "withdraw",
]
