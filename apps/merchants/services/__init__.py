"""What merchants and their people do."""

from apps.merchants.services._apply import MAX_MERCHANTS, apply_as_merchant, change_merchant, submit_again
from apps.merchants.services._book import Sale, TakingsBook, sale_records
from apps.merchants.services._capture import capture_charge, decide_at_desk, return_uncaptured, void_charge
from apps.merchants.services._charges import (
    MadeCharge,
    cancel_at_desk,
    cancel_charge,
    charge_at_till,
    expire_charges,
    make_charge,
)
from apps.merchants.services._close import close_of_person, close_own_merchant
from apps.merchants.services._discounts import count_volumes, month_before, set_discount
from apps.merchants.services._documents import (
    erase_documents,
    put_document,
    require_open_for_documents,
    sweep_orphaned_files,
)
from apps.merchants.services._hand_over import accept_merchant, offer_merchant
from apps.merchants.services._pay import Payer, Terms, pay_charge, pay_scanned, pay_till, surcharge_of
from apps.merchants.services._pay_out import (
    follow_settlements,
    is_stopped,
    pay_out_due,
    pay_out_settlement,
    retry_by_owner,
    retry_payout,
    stop_payout,
)
from apps.merchants.services._present import (
    Shown,
    Taken,
    cancel_code,
    present_code,
    purge_codes,
    return_held_of_codes,
    take_presented,
)
from apps.merchants.services._refund import refund_by_key, refund_for_merchant, refund_sale
from apps.merchants.services._refund_requests import approve_refund, reject_refund, request_refund, withdraw_refund
from apps.merchants.services._review import (
    approve_merchant,
    close_merchant,
    look_at_document,
    may_let_in,
    reject_merchant,
    resume_merchant,
    suspend_merchant,
)
from apps.merchants.services._scan import Asked, Seen, look_again, look_at_code
from apps.merchants.services._settle import begin_settling, make_settlement, settle_due
from apps.merchants.services._settle_to import destination_of, forget_source, set_settlement_destination
from apps.merchants.services._staff import MAX_STAFF, change_staff, employ, end_employment, end_of_person
from apps.merchants.services._statement import take_statement
from apps.merchants.services._stores import (
    MAX_STORES,
    MAX_TILLS,
    change_store,
    change_till,
    check_tip,
    open_store,
    open_till,
)
from apps.merchants.services._take_report import (
    LinesReport,
    Report,
    SalesReport,
    take_refunds_report,
    take_sales_list,
    take_sales_report,
)
from apps.merchants.services._tell import tell_of_handover, tell_owner, tell_staff
from apps.merchants.services._tell_settlements import tell_settlement_failed, tell_settlement_paid
from apps.merchants.services._terms import choosable_periods, choose_period, set_terms

__all__ = [
    "MAX_MERCHANTS",
    "MAX_STAFF",
    "MAX_STORES",
    "MAX_TILLS",
    "Asked",
    "LinesReport",
    "MadeCharge",
    "Payer",
    "Report",
    "Sale",
    "SalesReport",
    "Seen",
    "Shown",
    "Taken",
    "TakingsBook",
    "Terms",
    "accept_merchant",
    "apply_as_merchant",
    "approve_merchant",
    "approve_refund",
    "begin_settling",
    "cancel_at_desk",
    "cancel_charge",
    "cancel_code",
    "capture_charge",
    "change_merchant",
    "change_staff",
    "change_store",
    "change_till",
    "charge_at_till",
    "check_tip",
    "choosable_periods",
    "choose_period",
    "close_merchant",
    "close_of_person",
    "close_own_merchant",
    "count_volumes",
    "decide_at_desk",
    "destination_of",
    "employ",
    "end_employment",
    "end_of_person",
    "erase_documents",
    "expire_charges",
    "follow_settlements",
    "forget_source",
    "is_stopped",
    "look_again",
    "look_at_code",
    "look_at_document",
    "make_charge",
    "make_settlement",
    "may_let_in",
    "month_before",
    "offer_merchant",
    "open_store",
    "open_till",
    "pay_charge",
    "pay_out_due",
    "pay_out_settlement",
    "pay_scanned",
    "pay_till",
    "present_code",
    "purge_codes",
    "put_document",
    "refund_by_key",
    "refund_for_merchant",
    "refund_sale",
    "reject_merchant",
    "reject_refund",
    "request_refund",
    "require_open_for_documents",
    "resume_merchant",
    "retry_by_owner",
    "retry_payout",
    "return_held_of_codes",
    "return_uncaptured",
    "sale_records",
    "set_discount",
    "set_settlement_destination",
    "set_terms",
    "settle_due",
    "stop_payout",
    "submit_again",
    "surcharge_of",
    "suspend_merchant",
    "sweep_orphaned_files",
    "take_presented",
    "take_refunds_report",
    "take_sales_list",
    "take_sales_report",
    "take_statement",
    "tell_of_handover",
    "tell_owner",
    "tell_settlement_failed",
    "tell_settlement_paid",
    "tell_staff",
    "void_charge",
    "withdraw_refund",
]
