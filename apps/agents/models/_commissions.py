from django.db import models
from django.db.models import F, Q

from apps.agents.models._agents import AgentTier
from apps.agents.models._amounts import AMOUNT, PERCENT
from apps.core.ids import uuid7
from apps.core.money import decimal_string


class CommissionKind(models.TextChoices):
    CASH_IN = "CASH_IN", "Cash in"
    CASH_OUT = "CASH_OUT", "Cash out"
    REGISTRATION = "REGISTRATION", "Customer registered, and active since"


class CommissionRule(models.Model):
    """What agents of a tier (empty: all) earn by a kind of dealing from a moment on, and who gets how much of it.

    Its own figures are those of the first band; CommissionBand rows are for larger amounts. Rows are added, not edited:
    what held before stays known. The shares are percents of the commission and make a hundred together; what is meant
    for a super-agent goes to the agent where there is none.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=CommissionKind)
    currency = models.CharField(max_length=3)
    tier = models.CharField(max_length=8, choices=AgentTier, blank=True, default="", help_text="Empty: all.")
    flat = models.DecimalField(**AMOUNT, default=0)
    percent = models.DecimalField(**PERCENT, default=0, help_text="Of the amount; 0.5 is 0.5 %.")
    minimum = models.DecimalField(**AMOUNT, default=0)
    maximum = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="Empty: no maximum.")
    teller_share = models.DecimalField(**PERCENT, default=0)
    outlet_share = models.DecimalField(**PERCENT, default=0)
    agent_share = models.DecimalField(**PERCENT, default=100)
    super_share = models.DecimalField("super-agent's share", **PERCENT, default=0)
    band_count = models.PositiveSmallIntegerField(default=0, help_text="How many bands it has.")
    active_from = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "currency", "tier", "active_from"], name="agents_commission_from_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CommissionKind.values, tier__in=["", *AgentTier.values]),
                name="agents_commission_is_known",
            ),
            models.CheckConstraint(
                condition=Q(flat__gte=0, percent__gte=0, percent__lte=100, minimum__gte=0)
                & (Q(maximum=None) | Q(maximum__gte=F("minimum"))),
                name="agents_commission_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(teller_share__gte=0, outlet_share__gte=0, agent_share__gte=0, super_share__gte=0)
                & Q(super_share=100 - F("teller_share") - F("outlet_share") - F("agent_share")),
                name="agents_shares_make_a_hundred",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency} from {self.active_from:%Y-%m-%d}"


class CommissionBand(models.Model):
    """What dealings of `from_amount` and more earn instead, up to the next band. Written with its rule only."""

    rule = models.ForeignKey(CommissionRule, on_delete=models.PROTECT, related_name="bands")
    from_amount = models.DecimalField(**AMOUNT)
    flat = models.DecimalField(**AMOUNT, default=0)
    percent = models.DecimalField(**PERCENT, default=0, help_text="Of the amount; 0.5 is 0.5 %.")
    minimum = models.DecimalField(**AMOUNT, default=0)
    maximum = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="Empty: no maximum.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "from_amount"], name="agents_commission_band_once"),
            models.CheckConstraint(
                condition=Q(from_amount__gt=0, flat__gte=0, percent__gte=0, percent__lte=100, minimum__gte=0)
                & (Q(maximum=None) | Q(maximum__gte=F("minimum"))),
                name="agents_commission_band_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.from_amount}"


class Earner(models.TextChoices):
    TELLER = "TELLER", "Teller"
    OUTLET = "OUTLET", "Outlet"
    AGENT = "AGENT", "Agent"
    SUPER = "SUPER", "Super-agent"


class CommissionLine(models.Model):
    """What one of them earned by one dealing, or had taken back. All lines of an account that are in no payout that was
    PAID make its balance in the ledger.

    Written with the money; only its payout is filled in, once (sql/guards.sql).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry_id = models.UUIDField("journal entry")
    transaction_id = models.UUIDField(null=True, help_text="The payment it was earned by.")
    registration_id = models.UUIDField(null=True)
    agent_id = models.UUIDField(help_text="At whose outlet it was earned.")
    outlet_id = models.UUIDField()
    earner = models.CharField(max_length=6, choices=Earner)
    earner_id = models.UUIDField(help_text="The person, outlet or agent who earned it.")
    account_code = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=CommissionKind)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(**AMOUNT, help_text="Below zero: taken back.")
    payout_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry_id", "earner"], name="agents_commission_line_once"),
            models.UniqueConstraint(
                fields=["registration_id", "earner"],
                condition=Q(registration_id__isnull=False),
                name="agents_registration_line_once",
            ),
            models.CheckConstraint(
                condition=Q(earner__in=Earner.values, kind__in=CommissionKind.values) & ~Q(amount=0),
                name="agents_commission_line_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(transaction_id__isnull=False, registration_id=None)
                | Q(transaction_id=None, registration_id__isnull=False),
                name="agents_commission_line_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["account_code", "at", "id"], name="agents_lines_by_time"),
            models.Index(fields=["account_code", "at"], condition=Q(payout_id=None), name="agents_lines_waiting"),
            models.Index(fields=["payout_id"], condition=Q(payout_id__isnull=False), name="agents_lines_of_payout"),
            models.Index(
                fields=["transaction_id"], condition=Q(transaction_id__isnull=False), name="agents_lines_of_payment"
            ),
        ]

    def __str__(self) -> str:
        return f"{decimal_string(self.amount, self.currency)} {self.currency}"


class PayoutState(models.TextChoices):
    PAID = "PAID", "Paid"
    FAILED = "FAILED", "Failed: is tried again"


class CommissionPayout(models.Model):
    """What had accrued on one account until a moment, paid out less the tax withheld.

    Its lines are marked when it is made and stay its own. One that FAILED is tried again, whole and unchanged; until it
    is PAID its lines are still on the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent_id = models.UUIDField(help_text="Whose own, outlet's or teller's account it is.")
    earner = models.CharField(max_length=6, choices=Earner)
    earner_id = models.UUIDField()
    account_code = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    since = models.DateTimeField(help_text="When the first of its lines was.")
    until = models.DateTimeField(help_text="What was earned before this moment, less all that was taken back by then.")
    lines = models.PositiveIntegerField()
    gross = models.DecimalField(**AMOUNT)
    tax = models.DecimalField(**AMOUNT, help_text="Withheld.")
    net = models.DecimalField(**AMOUNT)
    state = models.CharField(max_length=6, choices=PayoutState)
    failure_code = models.CharField(max_length=40, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField(null=True, help_text="When a failed one is tried next.")
    transaction_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(gross__gt=0, tax__gte=0, net__gt=0, net=F("gross") - F("tax")),
                name="agents_payout_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(state="PAID", paid_at__isnull=False, transaction_id__isnull=False, due_at=None)
                | Q(state="FAILED", paid_at=None),
                name="agents_payout_state",
            ),
        ]
        indexes = [
            models.Index(fields=["account_code", "id"], name="agents_payouts_of_account"),
            models.Index(fields=["agent_id", "id"], name="agents_payouts_of_agent"),
            models.Index(fields=["due_at"], condition=Q(state="FAILED"), name="agents_payouts_due"),
        ]

    def __str__(self) -> str:
        return f"{decimal_string(self.net, self.currency)} {self.currency}"
