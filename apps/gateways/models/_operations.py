"""What GoPay has asked, or is about to ask, of the outside."""

import json
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from apps.core import crypto
from apps.core.ids import uuid7

_TABLE = "gateways_operation"


class OperationState(models.TextChoices):
    WAITING = "WAITING", "Waiting: its payment is looked at first"
    READY = "READY", "Ready to be sent, or certainly not received"
    SUBMITTED = "SUBMITTED", "Sent, or just about to be"
    UNKNOWN = "UNKNOWN", "Unknown: it was sent, and no answer says what became of it"
    SUCCEEDED = "SUCCEEDED", "Succeeded"
    FAILED = "FAILED", "Failed: nothing was done, or it was undone"


UNDECIDED = (
    OperationState.WAITING.value,
    OperationState.READY.value,
    OperationState.SUBMITTED.value,
    OperationState.UNKNOWN.value,
)


class Operation(models.Model):
    """One thing a provider is to do for one payment. Its id is the reference the provider gets, and stays.

    What is asked never changes (sql/guards.sql; its terms are sealed for this row, and only rotating the keys writes
    them anew), and states follow each other: WAITING -> READY | FAILED; READY <-> SUBMITTED while the provider has
    certainly got nothing; SUBMITTED -> UNKNOWN; each undecided one -> SUCCEEDED | FAILED. The last two are final.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transaction_id = models.UUIDField(help_text="The payment it is for.")
    person_id = models.UUIDField("person", help_text="Whose payment it is.")
    capability = models.CharField(max_length=16)
    amount = models.DecimalField(max_digits=19, decimal_places=4)
    currency = models.CharField(max_length=3)
    country = models.CharField(max_length=2, blank=True)
    bound_to = models.CharField(max_length=32, blank=True, help_text="The only gateway that knows the instrument.")
    sealed_terms = models.BinaryField(db_column="terms", help_text="What else the provider needs, sealed.")
    state = models.CharField(max_length=10, choices=OperationState, default=OperationState.READY)
    gateway_code = models.CharField("gateway", max_length=32, blank=True, help_text="Whom it was sent to last.")
    provider_reference = models.CharField(max_length=100, blank=True)
    result = models.JSONField(default=dict, help_text="What the provider has said that people need.")
    failure_code = models.CharField(max_length=40, blank=True)
    last_error = models.CharField(max_length=200, blank=True, help_text="For operators.")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often it was sent.")
    enquiries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, help_text="When it is looked at next; empty: decided, or waiting.")
    expires_at = models.DateTimeField(null=True, help_text="When a payer who has not come is waited for no longer.")
    ready_at = models.DateTimeField(null=True, help_text="Since when it may be sent; empty: its payment waits.")
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    needs_operator_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transaction_id"], name="gateways_operation_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="gateways_operation_amount"),
            models.CheckConstraint(
                condition=Q(state__in=["SUCCEEDED", "FAILED"], decided_at__isnull=False, due_at=None)
                | Q(state__in=["WAITING"], decided_at=None, due_at=None)
                | Q(state__in=["READY", "SUBMITTED", "UNKNOWN"], decided_at=None, due_at__isnull=False),
                name="gateways_operation_due_until_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="FAILED") & ~Q(failure_code="") | ~Q(state="FAILED") & Q(failure_code=""),
                name="gateways_operation_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["READY", "SUBMITTED", "UNKNOWN"]),
                name="gateways_operations_due",
            ),
            models.Index(fields=["gateway_code", "provider_reference"], name="gateways_by_reference"),
            models.Index(fields=["gateway_code", "decided_at"], name="gateways_decided_of"),
            models.Index(fields=["id"], condition=Q(state=OperationState.FAILED), name="gateways_operations_failed"),
            models.Index(
                fields=["needs_operator_since"],
                condition=Q(needs_operator_since__isnull=False, decided_at=None),
                name="gateways_for_operators",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capability} {self.amount} {self.currency} {self.state}"

    @property
    def terms(self) -> dict[str, Any]:
        """What else the provider needs, by the names of the request's fields. Raises crypto.Undecipherable."""
        text = crypto.unseal(bytes(self.sealed_terms), table=_TABLE, column="terms", row=self.id)
        terms: dict[str, Any] = json.loads(text)
        return terms

    @terms.setter
    def terms(self, terms: dict[str, Any]) -> None:
        self.sealed_terms = seal_terms(terms, self.id)


def seal_terms(terms: dict[str, Any], operation_id: UUID) -> bytes:
    """Numbers of accounts and phones stand among them, also other people's: a dump shows none."""
    return crypto.seal(json.dumps(terms), table=_TABLE, column="terms", row=operation_id)


crypto.register_sealed(_TABLE, ["terms"])
