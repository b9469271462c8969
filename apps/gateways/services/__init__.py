"""What is asked of outside rails, and what becomes of it."""

from apps.gateways.services._apply import (
    Applied,
    apply_result,
    ask_again,
    fail_operation,
    give_to_operators,
    note_not_done,
    note_unknown,
    record_discrepancy,
)
from apps.gateways.services._callbacks import Received, apply_callback, apply_due_callbacks, receive_callback
from apps.gateways.services._catalogue import (
    list_catalogue_gateways,
    list_recharge_operators,
    list_recharge_products,
    read_prepaid_balances,
)
from apps.gateways.services._gateways import (
    Caps,
    check_route,
    clearing_code,
    close_breaker,
    open_clearing_account,
    register_gateway,
    set_gateway,
    set_route,
)
from apps.gateways.services._messages import purge_messages
from apps.gateways.services._operations import (
    CHECKOUT_PATIENCE,
    Order,
    drop_operation,
    operation_parts,
    release_operation,
)
from apps.gateways.services._questions import link_account, look_up_bill
from apps.gateways.services._submit import run_due_operations

__all__ = [
    "CHECKOUT_PATIENCE",
    "Applied",
    "Caps",
    "Order",
    "Received",
    "apply_callback",
    "apply_due_callbacks",
    "apply_result",
    "ask_again",
    "check_route",
    "clearing_code",
    "close_breaker",
    "drop_operation",
    "fail_operation",
    "give_to_operators",
    "link_account",
    "list_catalogue_gateways",
    "list_recharge_operators",
    "list_recharge_products",
    "look_up_bill",
    "note_not_done",
    "note_unknown",
    "open_clearing_account",
    "operation_parts",
    "purge_messages",
    "read_prepaid_balances",
    "receive_callback",
    "record_discrepancy",
    "register_gateway",
    "release_operation",
    "run_due_operations",
    "set_gateway",
    "set_route",
]
