"""What has to be looked into, and what people have decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.risk.models._rules import RESULTS


class CaseState(models.TextChoices):
    OPEN = "OPEN", "Open"
    IN_REVIEW = "IN_REVIEW", "In review"
    CLOSED = "CLOSED", "Closed"


class Outcome(models.TextChoices):
    LEGITIMATE = "LEGITIMATE", "Legitimate: unusual, and all right"
    FALSE_ALARM = "FALSE_ALARM", "False alarm: the rule should not have hit"
    FRAUD = "FRAUD", "Fraud"
    UNCLEAR = "UNCLEAR", "Could not be cleared up"


class Case(models.Model):
    """What has to be looked into about one person. As long as it is open, new alerts join it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="risk_cases")
    state = models.CharField(max_length=9, choices=CaseState.choices, default=CaseState.OPEN)
    opened_at = models.DateTimeField()
    last_alert_at = models.DateTimeField()
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=11, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        permissions = [("decide_case", "Can be assigned cases, release and return payments, close cases")]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=~Q(state="CLOSED"), name="risk_one_open_case"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="risk_case_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="OPEN", assignee=None, assigned_at=None)
                | Q(state__in=["IN_REVIEW", "CLOSED"], assignee__isnull=False, assigned_at__isnull=False),
                name="risk_case_in_review_is_assigned",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="CLOSED", outcome__in=Outcome.values, closed_at__isnull=False, closed_by__isnull=False
                )
                & ~Q(reason="")
                | ~Q(state="CLOSED") & Q(outcome="", reason="", closed_at=None, closed_by=None),
                name="risk_case_is_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(assignee=None) | ~Q(assignee=F("person")))
                & (Q(closed_by=None) | ~Q(closed_by=F("person"))),
                name="risk_case_of_somebody_else",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="risk_case_queue"),
            models.Index(fields=["person", "id"], name="risk_case_person"),
        ]

    def __str__(self) -> str:
        return f"case {self.id}"


class AlertDecision(models.TextChoices):
    RELEASED = "RELEASED", "Released to the payee"
    RETURNED = "RETURNED", "Returned to the payer"
    OVERTAKEN = "OVERTAKEN", "Went back before anybody decided"


class Alert(models.Model):
    """A payment the rules held or blocked. A held one is decided once, and never by who pays or gets it."""

    id = models.UUIDField("payment", primary_key=True, editable=False)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=20)
    result = models.CharField(max_length=7, choices=RESULTS)
    payer_id = models.UUIDField("payer", null=True, blank=True)
    payee_id = models.UUIDField("payee", null=True, blank=True)
    amount = models.DecimalField(max_digits=19, decimal_places=4)
    currency = models.CharField(max_length=3)
    rules = models.JSONField(help_text="The codes of the rules that hit.")
    raised_at = models.DateTimeField()
    decision = models.CharField(max_length=9, choices=AlertDecision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(result__in=["HOLD", "BLOCK"]), name="risk_alert_is_grave"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None, reason="")
                | Q(
                    result="HOLD",
                    decision__in=["RELEASED", "RETURNED"],
                    case__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(reason="")
                | Q(
                    result="HOLD",
                    decision="OVERTAKEN",
                    case__isnull=False,
                    decided_by=None,
                    decided_at__isnull=False,
                    reason="",
                ),
                name="risk_alert_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | (Q(payer_id=None) | ~Q(decided_by=F("payer_id"))) & (Q(payee_id=None) | ~Q(decided_by=F("payee_id"))),
                name="risk_alert_of_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(payer_id__isnull=False) | Q(payee_id__isnull=False), name="risk_alert_about_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="risk_alert_case"),
            models.Index(
                fields=["id"], name="risk_alert_undecided", condition=Q(result="HOLD", decision="", case__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"alert of {self.id}"


class CaseNote(models.Model):
    """What somebody wrote down about a case. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2_000)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="risk_note_says_something")]
        indexes = [models.Index(fields=["case", "id"], name="risk_note_case")]

    def __str__(self) -> str:
        return f"note of {self.case_id}"
