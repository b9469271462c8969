"""Rules about payments, the counters they look at, what was decided, and the cases people work on."""

import enum
from decimal import Decimal

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Floor


class Result(enum.IntEnum):
    """What becomes of a payment. The greater, the stricter; of several rules the strictest decides."""

    ALLOW = 0
    STEP_UP = 1
    HOLD = 2
    BLOCK = 3


RESULTS = [
    (Result.ALLOW.name, "Allow, and note it"),
    (Result.STEP_UP.name, "Ask for a code"),
    (Result.HOLD.name, "Hold for review"),
    (Result.BLOCK.name, "Block"),
]


class Metric(models.TextChoices):
    """What a rule looks at."""

    PAYMENTS_IN_HOUR = "PAYMENTS_IN_HOUR", "Payments of the payer in an hour"
    PAYMENTS_IN_DAY = "PAYMENTS_IN_DAY", "Payments of the payer in a day"
    TOTAL_IN_HOUR = "TOTAL_IN_HOUR", "Total of the payer in an hour"
    TOTAL_IN_DAY = "TOTAL_IN_DAY", "Total of the payer in a day"
    AMOUNT = "AMOUNT", "Amount"
    TIMES_HABIT = "TIMES_HABIT", "Amount, as a multiple of the payer's mean"
    DEVIATIONS = "DEVIATIONS", "Amount above the payer's mean, in their usual deviations"
    DEVICE_AGE_HOURS = "DEVICE_AGE_HOURS", "Hours since the device was registered"
    NEW_PAYEE = "NEW_PAYEE", "The payer has not paid this payee before"
    NEW_PAYEES_IN_DAY = "NEW_PAYEES_IN_DAY", "New payees of the payer in a day (one to many)"
    PAYERS_OF_PAYEE_IN_DAY = "PAYERS_OF_PAYEE_IN_DAY", "People who pay the payee in a day (many to one)"
    LOCAL_HOUR = "LOCAL_HOUR", "Hour of the day"
    ROUND_TRIP = "ROUND_TRIP", "The payee has paid the payer a short while ago"
    WATCH_LIST = "WATCH_LIST", "Payer or payee is on the watch list"
    SPLIT_WITH_AGENT = "SPLIT_WITH_AGENT", "Dealings of this customer with this agent in a day"
    SPLIT_TOTAL_WITH_AGENT = "SPLIT_TOTAL_WITH_AGENT", "Total of this customer with this agent in a day"
    LINKED_TO_AGENT = "LINKED_TO_AGENT", "The customer shares a phone or a document with who works for the agent"
    MINUTES_SINCE_CASH_IN = "MINUTES_SINCE_CASH_IN", "Minutes between a cash-in and the cash-out"
    OUTSIDE_HOURS = "OUTSIDE_HOURS", "The outlet is closed at this hour"


COUNTED = (
    Metric.PAYMENTS_IN_HOUR,
    Metric.PAYMENTS_IN_DAY,
    Metric.NEW_PAYEES_IN_DAY,
    Metric.PAYERS_OF_PAYEE_IN_DAY,
    Metric.SPLIT_WITH_AGENT,
)
OF_HABIT = (Metric.TIMES_HABIT, Metric.DEVIATIONS)
# Their thresholds are amounts, so they say of which currency.
OF_MONEY = (Metric.TOTAL_IN_HOUR, Metric.TOTAL_IN_DAY, Metric.AMOUNT, Metric.SPLIT_TOTAL_WITH_AGENT)
# What is so or not, and has no threshold.
YES_OR_NO = (Metric.WATCH_LIST, Metric.LINKED_TO_AGENT, Metric.OUTSIDE_HOURS)
# What no threshold is needed for.
BARE = (Metric.NEW_PAYEE, *YES_OR_NO)
# A rule may not be called by the name under which it is noted that the rules themselves failed.
RULES_FAILED = "rules_failed"
MOST = Decimal(10) ** 15 - 1
code_validator = RegexValidator(r"^[a-z][a-z0-9_]{1,39}\Z", "Small letters, digits and underscores, a letter first.")


class Rule(models.Model):
    """What an operator wants looked at before money moves. Decisions name it, so it is switched off and not deleted."""

    code = models.CharField(
        max_length=40, unique=True, validators=[code_validator], help_text="Stands in decisions; never changes."
    )
    title = models.CharField(max_length=120, help_text="What it is for, in a few words.")
    kind = models.CharField(max_length=20, blank=True, help_text="Looks at payments of this kind only.")
    currency = models.CharField(max_length=3, blank=True, help_text="Looks at payments in this currency only.")
    metric = models.CharField("looks at", max_length=24, choices=Metric.choices)
    threshold = models.DecimalField(
        max_digits=19,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=(
            "Hit above it. Hours since the device was registered, minutes since a cash-in: hit below it. New payee:"
            " empty, or also hit less than so many hours after the first payment. Hour of the day: from this hour on."
            " Paid back: within so many hours."
        ),
    )
    second = models.DecimalField(
        "second figure",
        max_digits=19,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Hour of the day: until before this hour. Habit: the least payments there are to be one.",
    )
    amount_above = models.DecimalField(
        "only above",
        max_digits=19,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Looks at payments of more than this amount only.",
    )
    result = models.CharField(max_length=7, choices=RESULTS)
    is_active = models.BooleanField(default=True, help_text="An inactive rule can be tried on past payments.")
    is_observing = models.BooleanField(
        "observes only",
        default=False,
        db_default=False,
        help_text="Its hits are noted in decisions and nothing follows.",
    )
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z][a-z0-9_]{1,39}$") & ~Q(code=RULES_FAILED), name="risk_code_is_plain"
            ),
            models.CheckConstraint(condition=Q(metric__in=Metric.values), name="risk_metric_is_known"),
            models.CheckConstraint(condition=Q(result__in=[name for name, _ in RESULTS]), name="risk_result_is_known"),
            # NaN is greater than any number, and compares with nothing.
            models.CheckConstraint(
                condition=(Q(threshold=None) | Q(threshold__gte=0, threshold__lte=MOST))
                & (Q(second=None) | Q(second__gte=0, second__lte=MOST))
                & (Q(amount_above=None) | Q(amount_above__gte=0, amount_above__lte=MOST)),
                name="risk_figures_are_numbers",
            ),
            models.CheckConstraint(
                condition=Q(metric__in=BARE) | Q(threshold__isnull=False), name="risk_threshold_is_there"
            ),
            models.CheckConstraint(condition=~Q(metric__in=YES_OR_NO) | Q(threshold=None), name="risk_listed_or_not"),
            models.CheckConstraint(
                condition=~Q(metric__in=COUNTED) | Q(threshold=Floor("threshold")), name="risk_counts_are_whole"
            ),
            models.CheckConstraint(
                condition=~Q(metric__in=OF_MONEY) & Q(amount_above=None) | ~Q(currency=""),
                name="risk_amounts_have_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(metric__in=OF_HABIT, second__isnull=False, second__gte=1, second=Floor("second"))
                | Q(
                    metric="LOCAL_HOUR",
                    threshold__lte=23,
                    threshold=Floor("threshold"),
                    second__isnull=False,
                    second__lte=23,
                    second=Floor("second"),
                )
                & ~Q(threshold=F("second"))
                | ~Q(metric__in=[*OF_HABIT, "LOCAL_HOUR"]) & Q(second=None),
                name="risk_second_figure_fits",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class OnFailure(models.TextChoices):
    OPEN = "OPEN", "Open: payments go through unjudged"
    CLOSED = "CLOSED", "Closed: payments are refused"


class KindPolicy(models.Model):
    """What becomes of a payment of a kind when the rules themselves fail. A kind without a row is closed."""

    kind = models.CharField(max_length=20, primary_key=True)
    on_failure = models.CharField("when the rules fail", max_length=6, choices=OnFailure.choices)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name_plural = "kind policies"
        constraints = [
            models.CheckConstraint(condition=Q(on_failure__in=OnFailure.values), name="risk_policy_is_known"),
            models.CheckConstraint(condition=~Q(kind=""), name="risk_policy_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.on_failure.lower()}"


class Profile(models.Model):
    """How often somebody has paid and been paid in the present hour and day. Written by sql/counting.sql only."""

    person_id = models.UUIDField("person", primary_key=True)
    hour = models.DateTimeField(help_text="When it began.")
    hour_count = models.PositiveIntegerField()
    day = models.DateField()
    day_count = models.PositiveIntegerField()
    new_payees = models.PositiveIntegerField(help_text="Of this day, whom they had never paid before.")
    payers = models.PositiveIntegerField(help_text="Of this day, by how many different people they were paid.")

    def __str__(self) -> str:
        return f"counters of {self.person_id}"


class Habit(models.Model):
    """What somebody usually pays in a currency: mean and mean absolute deviation, the latest counting most."""

    pk = models.CompositePrimaryKey("person_id", "currency")
    person_id = models.UUIDField("person")
    currency = models.CharField(max_length=3)
    hour = models.DateTimeField(help_text="When it began.")
    hour_total = models.DecimalField(max_digits=19, decimal_places=4)
    day = models.DateField()
    day_total = models.DecimalField(max_digits=19, decimal_places=4)
    mean = models.DecimalField(max_digits=19, decimal_places=4)
    deviation = models.DecimalField(max_digits=19, decimal_places=4)
    payments = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"habit of {self.person_id} in {self.currency}"


class Pair(models.Model):
    """That somebody has paid somebody else, since when and when last."""

    pk = models.CompositePrimaryKey("payer_id", "payee_id")
    payer_id = models.UUIDField("payer")
    payee_id = models.UUIDField("payee")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    last_day = models.DateField()
    previous_day = models.DateField(null=True, help_text="The day of the payment before the last.")
    payments = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.payer_id} to {self.payee_id}"


class Decision(models.Model):
    """What the rules made of one payment, with the rules and the facts that made it. Never changed."""

    id = models.UUIDField("payment", primary_key=True, editable=False)
    kind = models.CharField(max_length=20)
    result = models.CharField(max_length=7, choices=RESULTS)
    payer_id = models.UUIDField("payer", null=True)
    payee_id = models.UUIDField("payee", null=True)
    hits = models.JSONField()
    facts = models.JSONField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=[name for name, _ in RESULTS]), name="risk_decision_result_is_known"
            )
        ]
        indexes = [models.Index(fields=["result", "id"], name="risk_unusual", condition=~Q(result="ALLOW"))]

    def __str__(self) -> str:
        return f"decision about {self.id}"
