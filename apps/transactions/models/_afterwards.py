"""What may become of a payment after it was decided."""

from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.transactions.models._amounts import AMOUNT


class Invitation(models.Model):
    """Money for somebody who is not registered: it is held until the number signs up, for some days."""

    class State(models.TextChoices):
        WAITING = "WAITING", "Waiting"
        CLAIMED = "CLAIMED", "Claimed"
        RETURNED = "RETURNED", "Returned"

    transaction_id = models.UUIDField(primary_key=True, editable=False)
    sender_id = models.UUIDField("sender")
    msisdn = models.CharField("number", max_length=16)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="WAITING", decided_at=None)
                | Q(state__in=["CLAIMED", "RETURNED"], decided_at__isnull=False),
                name="transactions_invitation_state",
            ),
        ]
        indexes = [
            models.Index(fields=["msisdn"], condition=Q(state="WAITING"), name="transactions_invited_numbers"),
            models.Index(fields=["expires_at"], condition=Q(state="WAITING"), name="transactions_invitations_due"),
            models.Index(fields=["sender_id"], condition=Q(state="WAITING"), name="transactions_invited_by"),
        ]

    def __str__(self) -> str:
        return f"{self.msisdn} {self.state}"


class PaidBack(models.Model):
    """What of a payment went back, by refunds, a dispute or its reversal: never above `maximum`.

    `total` counts what a dispute has reserved too. Written by sql/paid_back.sql.
    """

    transaction_id = models.UUIDField(primary_key=True, editable=False)
    maximum = models.DecimalField(**AMOUNT)
    total = models.DecimalField(**AMOUNT)
    is_reversed = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "paid back"
        constraints = [
            models.CheckConstraint(
                condition=Q(maximum__gt=0, total__gte=0, total__lte=F("maximum")), name="transactions_paid_back_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transaction_id}: {self.total} of {self.maximum}"


class ReversalRequest(models.Model):
    """An operator's wish to undo a payment whole, which another operator has to approve."""

    class Policy(models.TextChoices):
        REFUSE = "REFUSE", "Refuse when the payee has spent the money"
        RECEIVABLE = "RECEIVABLE", "The payee owes what is not there"

    class State(models.TextChoices):
        REQUESTED = "REQUESTED", "Waits for a second person"
        DONE = "DONE", "Reversed"
        REFUSED = "REFUSED", "Could not be done"
        REJECTED = "REJECTED", "Rejected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transaction_id = models.UUIDField(help_text="The payment that is to be undone.")
    policy = models.CharField(max_length=10, choices=Policy)
    reason = models.CharField(max_length=500)
    approval_id = models.UUIDField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.REQUESTED)
    refusal_code = models.CharField(max_length=40, blank=True)
    reversal_id = models.UUIDField(null=True, help_text="The payment that gave the money back.")
    requested_by_id = models.UUIDField()
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transaction_id"], condition=Q(state="REQUESTED"), name="transactions_one_open_reversal"
            ),
            models.CheckConstraint(
                condition=Q(state="DONE", reversal_id__isnull=False) | ~Q(state="DONE") & Q(reversal_id=None),
                name="transactions_reversal_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"reversal of {self.transaction_id}"


class Receivable(models.Model):
    """What a person owes the platform, because they had spent money that was taken back from them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField("person")
    wallet_id = models.UUIDField()
    transaction_id = models.UUIDField(help_text="The payment that was reversed.")
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(**AMOUNT)
    outstanding = models.DecimalField(**AMOUNT)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transaction_id"], name="transactions_receivable_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, outstanding__gte=0, outstanding__lte=F("amount")),
                name="transactions_receivable_makes_sense",
            ),
        ]
        indexes = [models.Index(fields=["person_id"], name="transactions_owed_by")]

    def __str__(self) -> str:
        return f"{self.outstanding} of {self.amount} {self.currency}"
