from decimal import Decimal

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.core.xact import xact_column, xact_index
from apps.transactions.models._amounts import AMOUNT, RATE


class State(models.TextChoices):
    COMPLETED = "COMPLETED", "Completed"
    DECLINED = "DECLINED", "Declined"
    HELD = "HELD", "Held: put aside, not paid yet"
    RETURNED = "RETURNED", "Returned: was held and went back"
    PENDING = "PENDING", "Pending: under way through a provider"
    UNKNOWN = "UNKNOWN", "Unknown: the provider has not said what became of it"
    FAILED = "FAILED", "Failed: the provider did not do it"


class HeldFor(models.TextChoices):
    REVIEW = "REVIEW", "Somebody has to look at it"
    CLAIM = "CLAIM", "The payee has to register"
    ORDER = "ORDER", "The merchant has to capture it"
    REDEEM = "REDEEM", "An agent has to hand out the cash"


class Bearer(models.TextChoices):
    PAYER = "PAYER", "The payer, on top of the amount"
    PAYEE = "PAYEE", "The payee, out of the amount"


# States in which no money has moved to the payee, and which say why.
_WITHOUT_SUCCESS = (State.DECLINED.value, State.RETURNED.value, State.FAILED.value)
# Under way through a provider: nobody knows yet.
UNDER_WAY = (State.PENDING.value, State.UNKNOWN.value)
NOT_COMPLETED = (State.HELD.value, State.RETURNED.value, State.DECLINED.value, State.FAILED.value)


class Transaction(models.Model):
    """A payment: asked for once, decided once. Its journal entry has the same id.

    What was agreed (who, to whom, how much, at what fee) can never be changed, and a state only moves on: HELD to
    COMPLETED, RETURNED or PENDING; PENDING to UNKNOWN; both of these to COMPLETED or FAILED (sql/outside.sql).
    `amount` is what was asked for; fee and tax come on top of it or out of it (`fee_bearer`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=10, help_text="What people read to each other.")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=State)
    failure_code = models.CharField(max_length=40, blank=True)
    initiator_id = models.UUIDField(help_text="Who asked for it.")
    idempotency_key = models.CharField(max_length=255)
    request_digest = models.BinaryField(max_length=32)
    payer_id = models.UUIDField(null=True, help_text="The person, business or outlet that pays; empty: the platform.")
    payee_id = models.UUIDField(
        null=True, help_text="The person, business or outlet that receives; empty: nobody was found."
    )
    payer_wallet_id = models.UUIDField(null=True)
    payee_wallet_id = models.UUIDField(null=True)
    payer_name = models.CharField(max_length=120, blank=True, help_text="As it was at the time.")
    payee_name = models.CharField(max_length=120, blank=True, help_text="As it was at the time.")
    amount = models.DecimalField(**AMOUNT)
    fee = models.DecimalField(**AMOUNT, help_text="Without tax.")
    tax = models.DecimalField(**AMOUNT, default=0, db_default=0, help_text="On the fee.")
    fee_bearer = models.CharField(
        max_length=5, choices=Bearer, default=Bearer.PAYER, db_default="PAYER", help_text="Who bears fee and tax."
    )
    quote_id = models.UUIDField(null=True, help_text="The quote whose price it was made at.")
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=140, blank=True)
    parent_id = models.UUIDField(null=True, help_text="The payment this one answers to.")
    received_amount = models.DecimalField(**AMOUNT, null=True, help_text="What arrives, of a conversion.")
    received_currency = models.CharField(max_length=3, blank=True, default="", db_default="")
    rate = models.DecimalField(**RATE, null=True, help_text="What one unit of `currency` was worth.")
    held_for = models.CharField(max_length=6, choices=HeldFor, blank=True, default="", db_default="")
    counter_code = models.CharField(
        max_length=60, blank=True, default="", db_default="", help_text="The account of the side without a wallet."
    )
    decided_at = models.DateTimeField(null=True, help_text="When one that was not decided at once was.")
    channel = models.CharField(max_length=10)
    session_id = models.UUIDField(null=True)
    device_id = models.UUIDField(null=True, help_text="The registered device whose key signed it.")
    signature_digest = models.BinaryField(
        max_length=32, null=True, editable=False, help_text="Names the signature, which is good for one request."
    )
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    xact = xact_column()

    class Meta:
        verbose_name = "payment"
        permissions = [
            ("ask_adjustment", "Can ask for a wallet to be adjusted"),
            ("decide_adjustment", "Can approve adjustments of wallets"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["initiator_id", "idempotency_key"], name="transactions_key_once"),
            models.UniqueConstraint(fields=["reference"], name="transactions_reference_once"),
            models.CheckConstraint(condition=Q(amount__gt=0) & Q(fee__gte=0), name="transactions_amounts"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="transactions_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=_WITHOUT_SUCCESS) & ~Q(failure_code="")
                | ~Q(state__in=_WITHOUT_SUCCESS) & Q(failure_code=""),
                name="transactions_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DECLINED) | Q(payer_wallet_id=None) | ~Q(payer_wallet_id=F("payee_wallet_id")),
                name="transactions_no_self_transfer",
            ),
            models.CheckConstraint(
                condition=Q(tax__gte=0, fee_bearer__in=Bearer.values), name="transactions_charges_make_sense"
            ),
            models.CheckConstraint(
                condition=Q(fee_bearer=Bearer.PAYER) | Q(amount__gt=F("fee") + F("tax")),
                name="transactions_payee_gets_something",
            ),
            models.CheckConstraint(
                condition=Q(held_for="", decided_at=None) & ~Q(state__in=[State.HELD, State.RETURNED, State.FAILED])
                | Q(held_for="", decided_at__isnull=False, state__in=[State.COMPLETED, State.FAILED])
                | Q(held_for__in=HeldFor.values, decided_at=None, state__in=[State.HELD, *UNDER_WAY])
                | Q(held_for__in=HeldFor.values, decided_at__isnull=False)
                & Q(state__in=[State.COMPLETED, State.RETURNED, State.FAILED]),
                name="transactions_held_until_decided",
            ),
            models.CheckConstraint(
                condition=Q(received_amount=None, received_currency="", rate=None)
                | Q(received_amount__gt=0, rate__gt=0) & ~Q(received_currency=""),
                name="transactions_conversion_is_whole",
            ),
            models.UniqueConstraint(
                fields=["quote_id"],
                condition=~Q(state=State.DECLINED) & Q(quote_id__isnull=False),
                name="transactions_quote_once",
            ),
        ]
        indexes = [
            models.Index(fields=["payer_id", "id"], name="transactions_by_payer"),
            models.Index(fields=["payee_id", "id"], name="transactions_by_payee"),
            models.Index(fields=["device_id"], condition=Q(state="HELD"), name="transactions_held_of_device"),
            models.Index(fields=["state", "id"], condition=Q(state__in=UNDER_WAY), name="transactions_under_way"),
            # For operators' lists of what is rare. A transfer that is completed at once is in none of the three.
            models.Index(
                fields=["state", "id"], condition=Q(state__in=NOT_COMPLETED), name="transactions_not_completed"
            ),
            models.Index(fields=["failure_code", "id"], condition=~Q(failure_code=""), name="transactions_failed_for"),
            # Next to nothing to keep, and pages in which all is of one currency are passed over.
            BrinIndex(fields=["currency"], pages_per_range=16, autosummarize=True, name="transactions_of_currency"),
            xact_index("transactions_payment_xact"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    @property
    def charges(self) -> Decimal:
        """Fee and tax."""
        return self.fee + self.tax

    @property
    def debit(self) -> Decimal:
        """What leaves the payer, in `currency`."""
        return self.amount + self.charges if self.fee_bearer == Bearer.PAYER else self.amount

    @property
    def credit(self) -> Decimal:
        """What reaches the payee, in `currency`; of a conversion it arrives as `received_amount`."""
        return self.amount - self.charges if self.fee_bearer == Bearer.PAYEE else self.amount


class Transition(models.Model):
    """One step of a payment that was not decided at once; a trigger writes it (sql/transitions.sql), nobody changes it.

    A payment without one is in the state it was made in. Steps from before this table are not in it.
    """

    id = models.BigAutoField(primary_key=True)
    payment_id = models.UUIDField("payment")
    from_state = models.CharField(max_length=12, choices=State)
    to_state = models.CharField(max_length=12, choices=State)
    at = models.DateTimeField()
    xact = xact_column()

    class Meta:
        indexes = [
            models.Index(fields=["payment_id", "id"], name="transactions_transitions_of"),
            xact_index("transactions_transition_xact"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.from_state} to {self.to_state}"
