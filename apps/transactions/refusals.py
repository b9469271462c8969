"""Why a reversal that was approved could not be done, in words for operators."""

from django.db.models import TextChoices


class Refusal(TextChoices):
    ALREADY_REVERSED = "already_reversed", "It was reversed already."
    PARTLY_PAID_BACK = "partly_paid_back", "Some of it was given back already, or a dispute keeps it."
    PAYEE_HAS_SPENT_IT = "payee_has_spent_it", "The payee has spent the money, and the policy is to refuse then."
    WALLET_FROZEN = "wallet_frozen", "The payee's wallet is frozen. Unfreeze it first, or leave the money there."
    ACCOUNT_CLOSED = "account_closed", "One of the two wallets is closed."
