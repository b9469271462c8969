"""What can be done with payments. All of them go through one pipeline (`_pay`)."""

from apps.transactions.services._pay import Outcome
from apps.transactions.services._pricing import drop_tier_limit, set_fee, set_limit, set_tier_limit
from apps.transactions.services._promote import credit_promotion
from apps.transactions.services._send_money import send_money
from apps.transactions.services._tell import tell_parties

__all__ = [
    "Outcome",
    "credit_promotion",
    "drop_tier_limit",
    "send_money",
    "set_fee",
    "set_limit",
    "set_tier_limit",
    "tell_parties",
]
