"""What can be done with payments. All of them go through one pipeline (`_pay`)."""

from apps.transactions.services._adjust import adjust
from apps.transactions.services._at_the_desk import (
    issue_float,
    move_float,
    pay_cash_in,
    pay_cash_out,
    pay_commission,
    withdraw_float,
)
from apps.transactions.services._convert import LARGEST_RATE, LEAST_RATE, convert, set_rate
from apps.transactions.services._correct import AGAINST, Way, find_adjustment, request_adjustment
from apps.transactions.services._counting import run_part
from apps.transactions.services._discrepancies import (
    approve_resolution,
    choices_for,
    propose_resolution,
    reject_resolution,
    withdraw_resolution,
)
from apps.transactions.services._held import release_held, return_held, return_held_of_device
from apps.transactions.services._invitations import (
    cancel_invitation,
    claim_invitations,
    follow_returned,
    sweep_invitations,
    tell_invited,
)
from apps.transactions.services._outside import (
    Payments,
    pay_outside,
    settle_outside,
)
from apps.transactions.services._paid_back import release_pay_back, reserve_pay_back
from apps.transactions.services._pay import PLATFORM_ID, Attachment, Intent, Outcome, Side, held_of
from apps.transactions.services._pay_business import open_business, pay_business, pay_out_business
from apps.transactions.services._pay_many import BulkOutcome, BulkPayment, pay_many
from apps.transactions.services._pricing import (
    drop_tier_limit,
    open_platform_accounts,
    set_fee,
    set_limit,
    set_tier_limit,
)
from apps.transactions.services._promote import credit_promotion
from apps.transactions.services._put_aside import give_rest_back, put_aside
from apps.transactions.services._quotes import purge_quotes, quote
from apps.transactions.services._refund import refund, refund_for_dispute
from apps.transactions.services._resolve_payee import resolve_payee
from apps.transactions.services._reverse import (
    approve_reversal,
    collect_receivable,
    reject_reversal,
    request_reversal,
    withdraw_reversal,
)
from apps.transactions.services._send_money import send_money
from apps.transactions.services._tell import tell_parties
from apps.transactions.services._tell_owed import tell_debtor
from apps.transactions.services._terms import request_fee, request_limit, request_tier_limit

__all__ = [
    "AGAINST",
    "LARGEST_RATE",
    "LEAST_RATE",
    "PLATFORM_ID",
    "Attachment",
    "BulkOutcome",
    "BulkPayment",
    "Intent",
    "Outcome",
    "Payments",
    "Side",
    "Way",
    "adjust",
    "approve_resolution",
    "approve_reversal",
    "cancel_invitation",
    "choices_for",
    "claim_invitations",
    "collect_receivable",
    "convert",
    "credit_promotion",
    "drop_tier_limit",
    "find_adjustment",
    "follow_returned",
    "give_rest_back",
    "held_of",
    "issue_float",
    "move_float",
    "open_business",
    "open_platform_accounts",
    "pay_business",
    "pay_cash_in",
    "pay_cash_out",
    "pay_commission",
    "pay_many",
    "pay_out_business",
    "pay_outside",
    "propose_resolution",
    "purge_quotes",
    "put_aside",
    "quote",
    "refund",
    "refund_for_dispute",
    "reject_resolution",
    "reject_reversal",
    "release_held",
    "release_pay_back",
    "request_adjustment",
    "request_fee",
    "request_limit",
    "request_reversal",
    "request_tier_limit",
    "reserve_pay_back",
    "resolve_payee",
    "return_held",
    "return_held_of_device",
    "run_part",
    "send_money",
    "set_fee",
    "set_limit",
    "set_rate",
    "set_tier_limit",
    "settle_outside",
    "sweep_invitations",
    "tell_debtor",
    "tell_invited",
    "tell_parties",
    "withdraw_float",
    "withdraw_resolution",
    "withdraw_reversal",
]
