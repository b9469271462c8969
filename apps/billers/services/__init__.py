"""What can be done with bills: look up, pay, save, be reminded; and with billers: describe them, settle with them."""

from apps.billers.services._auto_buy import (
    buy_due,
    follow_auto_recharge,
)
from apps.billers.services._auto_make import (
    AutoMade,
    Rhythm,
    end_auto_recharge,
    end_auto_recharges_of_person,
    erase_recharges_of_person,
    make_auto_recharge,
    pause_auto_recharge,
    pause_auto_recharge_by_operator,
    pause_auto_recharges_of_device,
    resume_auto_recharge,
)
from apps.billers.services._auto_tell import (
    tell_auto_made,
    tell_auto_paused,
    tell_auto_skipped,
)
from apps.billers.services._catalogue import (
    add_commission,
    link_payout_account,
    save_biller,
    save_category,
    save_product,
    set_active,
)
from apps.billers.services._favourites import (
    MAX_FAVOURITES,
    delete_favourite,
    keep_favourite,
)
from apps.billers.services._float import (
    read_floats,
)
from apps.billers.services._look_up import (
    GOOD_FOR,
    KEPT_FOR,
    LookedUp,
    look_up_bill,
    look_up_saved_bill,
    purge_look_ups,
)
from apps.billers.services._pay import check_look_up, pay_bill
from apps.billers.services._recharge import (
    Choice,
    choose,
    recharge,
)
from apps.billers.services._recharge_catalogue import (
    Synced,
    seed_recharges,
    switch_recharge_operator,
    switch_recharge_product,
    sync_recharge_catalogue,
)
from apps.billers.services._remind import remind_of_due_bills
from apps.billers.services._save import (
    change_saved_bill,
    delete_saved_bill,
    erase_person,
    save_bill,
    stop_reminders_of,
)
from apps.billers.services._seed import seed_catalogue
from apps.billers.services._settle import (
    COMMISSIONS,
    PAY_OUT,
    approve_payout,
    follow_settlements,
    make_settlement,
    pay_out_if_automatic,
    period_of,
    reject_payout,
    request_payout,
    settle_due,
)
from apps.billers.services._statement import take_lines

__all__ = [
    "COMMISSIONS",
    "GOOD_FOR",
    "KEPT_FOR",
    "MAX_FAVOURITES",
    "PAY_OUT",
    "AutoMade",
    "Choice",
    "LookedUp",
    "Rhythm",
    "Synced",
    "add_commission",
    "approve_payout",
    "buy_due",
    "change_saved_bill",
    "check_look_up",
    "choose",
    "delete_favourite",
    "delete_saved_bill",
    "end_auto_recharge",
    "end_auto_recharges_of_person",
    "erase_person",
    "erase_recharges_of_person",
    "follow_auto_recharge",
    "follow_settlements",
    "keep_favourite",
    "link_payout_account",
    "look_up_bill",
    "look_up_saved_bill",
    "make_auto_recharge",
    "make_settlement",
    "pause_auto_recharge",
    "pause_auto_recharge_by_operator",
    "pause_auto_recharges_of_device",
    "pay_bill",
    "pay_out_if_automatic",
    "period_of",
    "purge_look_ups",
    "read_floats",
    "recharge",
    "reject_payout",
    "remind_of_due_bills",
    "request_payout",
    "resume_auto_recharge",
    "save_bill",
    "save_biller",
    "save_category",
    "save_product",
    "seed_catalogue",
    "seed_recharges",
    "set_active",
    "settle_due",
    "stop_reminders_of",
    "switch_recharge_operator",
    "switch_recharge_product",
    "sync_recharge_catalogue",
    "take_lines",
    "tell_auto_made",
    "tell_auto_paused",
    "tell_auto_skipped",
]
