"""Disputes: somebody who has paid says that it was wrong, and what became of it."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7

AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}
# So many pictures either side may add.
MAX_EVIDENCE = 5
MAX_STATEMENT = 1_000
MAX_NOTE = 140
MAX_DECISION = 200


class Reason(models.TextChoices):
    NOT_RECEIVED = "NOT_RECEIVED", "What was paid for has not come"
    WRONG_AMOUNT = "WRONG_AMOUNT", "The amount is wrong"
    WRONG_PERSON = "WRONG_PERSON", "It went to the wrong person"
    UNAUTHORISED = "UNAUTHORISED", "The payer did not make it"
    DUPLICATE = "DUPLICATE", "It was paid twice"
    OTHER = "OTHER", "Something else"


class State(models.TextChoices):
    OPEN = "OPEN", "Waits for the payee's answer"
    ANSWERED = "ANSWERED", "Answered: waits for a decision"
    UNDER_REVIEW = "UNDER_REVIEW", "Not answered in time: waits for a decision"
    DECIDED_FOR_PAYER = "DECIDED_FOR_PAYER", "Decided for the payer"
    DECIDED_FOR_PAYEE = "DECIDED_FOR_PAYEE", "Decided for the payee"
    WITHDRAWN = "WITHDRAWN", "Withdrawn by the payer"


# In these a dispute keeps money back; the first waits for the payee, the others for an operator.
OPEN_STATES = (State.OPEN.value, State.ANSWERED.value, State.UNDER_REVIEW.value)
WAITING_STATES = (State.ANSWERED.value, State.UNDER_REVIEW.value)
DECIDED_STATES = (State.DECIDED_FOR_PAYER.value, State.DECIDED_FOR_PAYEE.value)


class EvidenceSide(models.TextChoices):
    PAYER = "PAYER", "The payer"
    PAYEE = "PAYEE", "The payee"


class Dispute(models.Model):
    """A payer's wish to have a payment, or a part of it, back.

    Its states follow each other as sql/guards.sql has it and not otherwise; what was said stays as it was. Of
    `amount`, `held_amount` was put aside when it was opened; `awarded` is what a decision for the payer gives them,
    and `shortfall` what of that was not there to give. All amounts are in `currency`, which is the payment's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transaction = models.ForeignKey(
        "transactions.Transaction", on_delete=models.PROTECT, related_name="disputes", verbose_name="payment"
    )
    payer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disputes_opened", db_index=False
    )
    payee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disputes_received", db_index=False
    )
    reason = models.CharField(max_length=20, choices=Reason.choices)
    statement = models.CharField(max_length=MAX_STATEMENT, blank=True, help_text="The payer's words.")
    amount = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    held_amount = models.DecimalField(**AMOUNT, help_text="What the payee still had of it when it was opened.")
    hold_id = models.UUIDField(null=True, help_text="The journal entry that put it aside.")
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    answer_by = models.DateTimeField(help_text="Until when the payee may answer.")
    decide_by = models.DateTimeField(help_text="Until when an operator has to decide.")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=MAX_STATEMENT, blank=True, help_text="The payee's words.")
    is_accepted = models.BooleanField(default=False, help_text="The payee agreed, and gave the money back.")
    decided_at = models.DateTimeField(null=True, help_text="When it was decided or withdrawn.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", help_text="Or the payee."
    )
    decision_reason = models.CharField(max_length=MAX_DECISION, blank=True)
    awarded = models.DecimalField(**AMOUNT, null=True, help_text="What the payer is to have back.")
    shortfall = models.DecimalField(**AMOUNT, default=0, help_text="What of it the payee did not have.")
    refund_transaction = models.ForeignKey(
        "transactions.Transaction", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="refund"
    )
    idempotency_key = models.CharField(max_length=255, editable=False)
    request_digest = models.BinaryField(max_length=32, editable=False)
    answer_key = models.CharField(max_length=255, blank=True, editable=False)
    answer_digest = models.BinaryField(max_length=32, null=True, editable=False)
    payer_erased_at = models.DateTimeField(null=True, help_text="When the payer's words and pictures were erased.")
    payee_erased_at = models.DateTimeField(null=True, help_text="When the payee's words and pictures were erased.")

    class Meta:
        permissions = [("decide_dispute", "Can see evidence and decide disputes")]
        constraints = [
            models.UniqueConstraint(
                fields=["transaction"], condition=Q(state__in=OPEN_STATES), name="disputes_one_open"
            ),
            models.UniqueConstraint(fields=["payer", "idempotency_key"], name="disputes_key_once"),
            models.UniqueConstraint(fields=["hold_id"], name="disputes_hold_once"),
            models.UniqueConstraint(fields=["refund_transaction"], name="disputes_refund_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="disputes_state_is_known"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="disputes_reason_is_known"),
            models.CheckConstraint(condition=~Q(payer=F("payee")), name="disputes_between_two"),
            models.CheckConstraint(
                condition=~Q(statement="") | Q(payer_erased_at__isnull=False), name="disputes_say_what_is_wrong"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, held_amount__gte=0, held_amount__lte=F("amount")),
                name="disputes_amounts_make_sense",
            ),
            models.CheckConstraint(
                condition=Q(held_amount=0, hold_id=None) | Q(held_amount__gt=0, hold_id__isnull=False),
                name="disputes_hold_is_named",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("opened_at"), decide_by__gt=F("answer_by")),
                name="disputes_deadlines_follow",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, decided_at=None) | ~Q(state__in=OPEN_STATES) & ~Q(decided_at=None),
                name="disputes_decided_at_a_time",
            ),
            # Who pays or is paid decides nothing; the payee alone may give in.
            models.CheckConstraint(
                condition=Q(state__in=DECIDED_STATES, decided_by__isnull=False)
                | ~Q(state__in=DECIDED_STATES) & Q(decided_by=None),
                name="disputes_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("payer")) & Q(is_accepted=False) & ~Q(decided_by=F("payee"))
                | Q(is_accepted=True, decided_by=F("payee"), state=State.DECIDED_FOR_PAYER),
                name="disputes_nobody_decides_their_own",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED_STATES) | Q(is_accepted=True) | ~Q(decision_reason=""),
                name="disputes_decided_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.DECIDED_FOR_PAYER, awarded__isnull=False, awarded__gt=0, awarded__lte=F("amount")
                )
                & Q(shortfall__gte=0, shortfall__lte=F("awarded"))
                | ~Q(state=State.DECIDED_FOR_PAYER) & Q(awarded=None, shortfall=0, refund_transaction=None),
                name="disputes_award_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(awarded=None)
                | Q(shortfall=F("awarded"), refund_transaction=None)
                | Q(shortfall__lt=F("awarded"), refund_transaction__isnull=False),
                name="disputes_refund_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.OPEN, State.UNDER_REVIEW, State.ANSWERED])
                | Q(state=State.ANSWERED, answered_at__isnull=False)
                | ~Q(state=State.ANSWERED) & Q(answered_at=None),
                name="disputes_answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", answer_key="", answer_digest=None, is_accepted=False)
                | Q(answered_at__isnull=False),
                name="disputes_answer_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["payer", "id"], name="disputes_of_payer"),
            models.Index(fields=["payee", "id"], name="disputes_of_payee"),
            models.Index(fields=["answer_by"], condition=Q(state=State.OPEN), name="disputes_unanswered"),
            models.Index(fields=["decide_by", "id"], condition=Q(state__in=OPEN_STATES), name="disputes_queue"),
            models.Index(fields=["decide_by", "id"], name="disputes_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"dispute {self.id}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def paid_back(self) -> Decimal | None:
        """What a decision for the payer gave them; None while there is none."""
        return None if self.awarded is None else self.awarded - self.shortfall

    def is_overdue(self, now: Any) -> bool:
        """Whether an operator should have decided by now."""
        return self.is_open and self.decide_by <= now


class DisputeEvidence(models.Model):
    """A picture one side has added. The picture itself is a sealed file. Nothing of it is ever changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="evidence", db_index=False)
    side = models.CharField(max_length=5, choices=EvidenceSide.choices)
    number = models.PositiveSmallIntegerField(help_text="Counted from 1 on each side.")
    file_key = models.CharField(max_length=120, editable=False)
    content_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="In bytes.")
    note = models.CharField(max_length=MAX_NOTE, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            # Together these keep the sixth picture out, however many are sent at once.
            models.UniqueConstraint(fields=["dispute", "side", "number"], name="disputes_evidence_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MAX_EVIDENCE), name="disputes_evidence_is_little"
            ),
            models.CheckConstraint(condition=Q(side__in=EvidenceSide.values), name="disputes_evidence_side_is_known"),
            models.CheckConstraint(condition=~Q(file_key=""), name="disputes_evidence_has_a_file"),
        ]
        indexes = [models.Index(fields=["file_key"], name="disputes_evidence_file")]

    def __str__(self) -> str:
        return f"{self.get_side_display()}'s {self.number} of {self.dispute_id}"
