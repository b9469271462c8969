"""What can be done at agents, and with them."""

from apps.agents.services._apply import (
    MAX_AGENTS,
    apply_as_agent,
    change_agent,
    submit_again,
)
from apps.agents.services._ask_reversal import ask_reversal
from apps.agents.services._ask_terms import request_cash_limit, request_commission_rule
from apps.agents.services._book import (
    Dealings,
    Earned,
    lock_service,
    open_agent_books,
    open_outlet_books,
    open_teller_books,
    post_earned,
    serve_now,
    serving,
    why_not,
)
from apps.agents.services._capture import (
    Papers,
    hand_in_papers,
    look_at_papers,
    put_picture,
    require_draft,
    write_details,
)
from apps.agents.services._cash_codes import (
    MadeCode,
    cancel_cash_code,
    digits_of,
    expire_cash_codes,
    make_cash_code,
)
from apps.agents.services._cash_documents import (
    approve_without_phone,
    look_at_cash_out_picture,
    put_cash_out_picture,
    refuse_without_phone,
    require_open_for_picture,
    sweep_cash_out_pictures,
)
from apps.agents.services._cash_in import cash_in
from apps.agents.services._cash_limits import drop_cash_limit, set_cash_limit
from apps.agents.services._cash_requests import (
    AskedCash,
    ShownDocument,
    approve_cash_out,
    ask_for_cash_out,
    cancel_cash_out,
    decline_cash_out,
    expire_cash_requests,
)
from apps.agents.services._close import (
    close_own_agent,
    withdraw_of_person,
)
from apps.agents.services._commissions import set_commission
from apps.agents.services._decide_float import approve_float, propose_float, reject_float, withdraw_proposal
from apps.agents.services._documents import (
    erase_documents,
    put_document,
    require_open_for_documents,
    sweep_orphaned_files,
    take_document,
)
from apps.agents.services._earn_by_registration import (
    decide_registration,
    earn_by_customer,
    earn_by_payment,
    settle_registrations,
)
from apps.agents.services._float_orders import cancel_float_order, order_float
from apps.agents.services._float_slips import SLIP_TYPE, keep_slip, look_at_slip, require_may_send_slips, sweep_slips
from apps.agents.services._move_float import transfer_float
from apps.agents.services._outlets import (
    MAX_OUTLETS,
    change_outlet,
    close_outlet,
    open_outlet,
)
from apps.agents.services._pay_commissions import pay_agent_now, pay_commissions_due, retry_commission
from apps.agents.services._price_at_desk import price_cash_in
from apps.agents.services._redeem import Redeemed, redeem_cash_code
from apps.agents.services._register import StartedRegistration, confirm_registration, register_customer
from apps.agents.services._resolve_customer import Customer, resolve_customer
from apps.agents.services._review import (
    approve_agent,
    close_agent,
    look_at_document,
    may_let_in,
    reject_agent,
    resume_agent,
    suspend_agent,
)
from apps.agents.services._shifts import (
    Moved,
    approve_difference,
    close_for_teller,
    close_shift,
    move_cash,
    start_shift,
)
from apps.agents.services._staff import (
    MAX_STAFF,
    change_staff,
    employ,
    end_employment,
    end_of_person,
)
from apps.agents.services._take_commissions import (
    CommissionStatement,
    take_commission_statement,
    take_own_commissions,
)
from apps.agents.services._take_files import (
    DayReport,
    DealingsFile,
    ShiftReport,
    take_day_report,
    take_dealings,
    take_own_dealings,
    take_own_shift_report,
    take_shift_report,
)
from apps.agents.services._tell import (
    tell_owner,
    tell_staff,
    tell_super_agent,
)
from apps.agents.services._tell_cash_out import tell_cash_out_asked
from apps.agents.services._tell_commissions import tell_commission_paid
from apps.agents.services._tell_float import tell_float_low, tell_float_order, tell_float_received
from apps.agents.services._tell_registered import tell_registered
from apps.agents.services._tell_shifts import tell_of_difference
from apps.agents.services._terms import (
    Terms,
    set_terms,
)
from apps.agents.services._watch_float import watch_floats

__all__ = [
    "MAX_AGENTS",
    "MAX_OUTLETS",
    "MAX_STAFF",
    "SLIP_TYPE",
    "AskedCash",
    "CommissionStatement",
    "Customer",
    "DayReport",
    "Dealings",
    "DealingsFile",
    "Earned",
    "MadeCode",
    "Moved",
    "Papers",
    "Redeemed",
    "ShiftReport",
    "ShownDocument",
    "StartedRegistration",
    "Terms",
    "apply_as_agent",
    "approve_agent",
    "approve_cash_out",
    "approve_difference",
    "approve_float",
    "approve_without_phone",
    "ask_for_cash_out",
    "ask_reversal",
    "cancel_cash_code",
    "cancel_cash_out",
    "cancel_float_order",
    "cash_in",
    "change_agent",
    "change_outlet",
    "change_staff",
    "close_agent",
    "close_for_teller",
    "close_outlet",
    "close_own_agent",
    "close_shift",
    "confirm_registration",
    "decide_registration",
    "decline_cash_out",
    "digits_of",
    "drop_cash_limit",
    "earn_by_customer",
    "earn_by_payment",
    "employ",
    "end_employment",
    "end_of_person",
    "erase_documents",
    "expire_cash_codes",
    "expire_cash_requests",
    "hand_in_papers",
    "keep_slip",
    "lock_service",
    "look_at_cash_out_picture",
    "look_at_document",
    "look_at_papers",
    "look_at_slip",
    "make_cash_code",
    "may_let_in",
    "move_cash",
    "open_agent_books",
    "open_outlet",
    "open_outlet_books",
    "open_teller_books",
    "order_float",
    "pay_agent_now",
    "pay_commissions_due",
    "post_earned",
    "price_cash_in",
    "propose_float",
    "put_cash_out_picture",
    "put_document",
    "put_picture",
    "redeem_cash_code",
    "refuse_without_phone",
    "register_customer",
    "reject_agent",
    "reject_float",
    "request_cash_limit",
    "request_commission_rule",
    "require_draft",
    "require_may_send_slips",
    "require_open_for_documents",
    "require_open_for_picture",
    "resolve_customer",
    "resume_agent",
    "retry_commission",
    "serve_now",
    "serving",
    "set_cash_limit",
    "set_commission",
    "set_terms",
    "settle_registrations",
    "start_shift",
    "submit_again",
    "suspend_agent",
    "sweep_cash_out_pictures",
    "sweep_orphaned_files",
    "sweep_slips",
    "take_commission_statement",
    "take_day_report",
    "take_dealings",
    "take_document",
    "take_own_commissions",
    "take_own_dealings",
    "take_own_shift_report",
    "take_shift_report",
    "tell_cash_out_asked",
    "tell_commission_paid",
    "tell_float_low",
    "tell_float_order",
    "tell_float_received",
    "tell_of_difference",
    "tell_owner",
    "tell_registered",
    "tell_staff",
    "tell_super_agent",
    "transfer_float",
    "watch_floats",
    "why_not",
    "withdraw_of_person",
    "withdraw_proposal",
    "write_details",
]
