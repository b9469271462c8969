from django.db import models
from django.db.models import F, Q

from apps.accounts.models import KycTier
from apps.agents.models._agents import AgentTier
from apps.agents.models._amounts import AMOUNT
from apps.core.crypto import register_sealed
from apps.core.ids import uuid7
from apps.core.money import decimal_string


class DealingKind(models.TextChoices):
    CASH_IN = "CASH_IN", "Cash in"
    CASH_OUT = "CASH_OUT", "Cash out"


class Dealing(models.Model):
    """Who served whom: a completed payment at an outlet.

    Written in the statement or transaction that moves the money, and never changed. It names what it is about without
    foreign keys, so that serving marks no row of agent or outlet as used. Its id is the payment's, and so the order of
    time.
    """

    transaction_id = models.UUIDField(primary_key=True)
    agent_id = models.UUIDField()
    outlet_id = models.UUIDField()
    teller_id = models.UUIDField("teller", help_text="The person who served.")
    shift_id = models.UUIDField(null=True)
    customer_id = models.UUIDField("customer")
    kind = models.CharField(max_length=8, choices=DealingKind)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(**AMOUNT)
    commission = models.DecimalField(**AMOUNT, default=0, help_text="What all earned by it together.")
    at = models.DateTimeField()
    # Filled in by a trigger (sql/left.sql): what the teller is told stays what it was, however often they ask again.
    float_after = models.DecimalField(**AMOUNT, null=True, help_text="What was left of the outlet's float.")
    drawer_after = models.DecimalField(**AMOUNT, null=True, help_text="What the teller's drawer should hold since.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DealingKind.values), name="agents_dealing_kind_is_known"),
            models.CheckConstraint(condition=Q(amount__gt=0, commission__gte=0), name="agents_dealing_amounts"),
        ]
        indexes = [
            models.Index(fields=["outlet_id", "transaction_id"], name="agents_dealings_of_outlet"),
            models.Index(fields=["agent_id", "transaction_id"], name="agents_dealings_of_agent"),
            models.Index(fields=["teller_id", "transaction_id"], name="agents_dealings_of_teller"),
            models.Index(fields=["agent_id", "customer_id", "transaction_id"], name="agents_dealings_with_customer"),
            models.Index(
                fields=["shift_id", "transaction_id"],
                condition=Q(shift_id__isnull=False),
                name="agents_dealings_of_shift",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {decimal_string(self.amount, self.currency)} {self.currency}"


class OutletDay(models.Model):
    """What an outlet did on a day (where the platform does its business), by kind. Written by sql/counting.sql only."""

    pk = models.CompositePrimaryKey("outlet_id", "day", "kind")
    outlet_id = models.UUIDField()
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=DealingKind)
    dealings = models.PositiveIntegerField()
    total = models.DecimalField(**AMOUNT)
    commission = models.DecimalField(**AMOUNT, default=0)

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.day} {self.kind}"


class CustomerCash(models.Model):
    """What a customer brought to agents, or fetched from them, today and this month. Written by sql/counting.sql only.

    `mean` is what they usually bring or fetch, the latest counting most: for whoever types one zero too many.
    """

    pk = models.CompositePrimaryKey("customer_id", "kind", "currency")
    customer_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=DealingKind)
    currency = models.CharField(max_length=3)
    day = models.DateField()
    day_total = models.DecimalField(**AMOUNT)
    day_count = models.PositiveIntegerField()
    month = models.DateField(help_text="Its first day.")
    month_total = models.DecimalField(**AMOUNT)
    dealings = models.PositiveIntegerField(help_text="Ever.")
    mean = models.DecimalField(**AMOUNT)
    last_at = models.DateTimeField()
    last_outlet_id = models.UUIDField()
    last_amount = models.DecimalField(**AMOUNT)

    def __str__(self) -> str:
        return f"{self.customer_id} {self.kind}"


class Acquaintance(models.Model):
    """A customer that an agent has served, and how often today. Written by sql/counting.sql only.

    Whom an agent has not served it does not see (SECURITY 17).
    """

    pk = models.CompositePrimaryKey("agent_id", "customer_id")
    agent_id = models.UUIDField()
    customer_id = models.UUIDField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    dealings = models.PositiveIntegerField()
    day = models.DateField()
    day_count = models.PositiveIntegerField()
    day_total = models.DecimalField(**AMOUNT)

    def __str__(self) -> str:
        return f"{self.agent_id} {self.customer_id}"


class Whose(models.TextChoices):
    OUTLET = "OUTLET", "Outlets of agents of this tier"
    CUSTOMER = "CUSTOMER", "Customers of this KYC tier, at all agents"


class CashLimit(models.Model):
    """How much cash may go through an outlet, or come from and go to a customer, by tier and kind."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    whose = models.CharField(max_length=8, choices=Whose)
    tier = models.CharField(max_length=8, help_text="An agent's tier, or a KYC tier.")
    kind = models.CharField(max_length=8, choices=DealingKind)
    currency = models.CharField(max_length=3)
    single = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="The most at once.")
    daily = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="The most of a day.")
    monthly = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="The most of a month.")
    daily_count = models.PositiveIntegerField(null=True, blank=True, help_text="How many times a day.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whose", "tier", "kind", "currency"], name="agents_cash_limit_once"),
            models.CheckConstraint(
                condition=Q(whose="OUTLET", tier__in=AgentTier.values) | Q(whose="CUSTOMER", tier__in=KycTier.values),
                name="agents_cash_limit_of_a_tier",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DealingKind.values)
                & (Q(single=None) | Q(single__gt=0))
                & (Q(daily=None) | Q(daily__gt=0))
                & (Q(monthly=None) | Q(monthly__gt=0))
                & (Q(daily_count=None) | Q(daily_count__gt=0)),
                name="agents_cash_limit_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.whose.lower()}, {self.tier}, {self.currency}"


class CashOutState(models.TextChoices):
    WAITING = "WAITING", "Waiting to be fetched"
    PAID = "PAID", "Paid"
    EXPIRED = "EXPIRED", "Expired"
    CANCELLED = "CANCELLED", "Called off by the customer"
    BLOCKED = "BLOCKED", "Blocked after too many wrong codes"


class CashOutCode(models.Model):
    """A one-time code with which a customer fetches cash; the money is put aside meanwhile (HeldFor.REDEEM).

    The digits are kept as a keyed digest to compare with, and sealed for the customer's own eyes while they are good
    for something: sql/cash_out.sql forgets them with the decision.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transaction_id = models.UUIDField(unique=True)
    customer_id = models.UUIDField()
    outlet_id = models.UUIDField(null=True, help_text="Where it can be fetched; empty: anywhere.")
    amount = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    digest = models.BinaryField(max_length=32)
    sealed = models.BinaryField(null=True, help_text="The digits, encrypted; empty once it is decided.")
    tries = models.PositiveSmallIntegerField(default=0, help_text="Wrong ones since it was made.")
    state = models.CharField(max_length=9, choices=CashOutState, default=CashOutState.WAITING)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    # Who fetched it, with which request: the same again is answered the same.
    redeemed_by_id = models.UUIDField(null=True)
    redeem_key = models.CharField(max_length=255, blank=True, default="")
    redeem_digest = models.BinaryField(max_length=32, null=True)
    redeem_signature = models.BinaryField(max_length=32, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="WAITING", decided_at=None)
                | Q(state__in=["EXPIRED", "CANCELLED", "BLOCKED"], decided_at__isnull=False)
                | Q(state="PAID", decided_at__isnull=False, redeemed_by_id__isnull=False, redeem_digest__isnull=False),
                name="agents_code_is_decided_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0, tries__lte=5), name="agents_code_amounts"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="agents_code_has_time"),
            models.CheckConstraint(
                condition=Q(state="WAITING", sealed__isnull=False) | ~Q(state="WAITING") & Q(sealed=None),
                name="agents_code_is_forgotten",
            ),
            models.UniqueConstraint(
                fields=["redeemed_by_id", "redeem_key"],
                condition=Q(redeemed_by_id__isnull=False),
                name="agents_redeem_key_once",
            ),
        ]
        indexes = [
            models.Index(fields=["customer_id", "id"], name="agents_codes_of_customer"),
            models.Index(fields=["expires_at"], condition=Q(state="WAITING"), name="agents_codes_waiting"),
        ]

    def __str__(self) -> str:
        return f"{decimal_string(self.amount, self.currency)} {self.currency}"


register_sealed("agents_cashoutcode", ["sealed"])


class RequestMode(models.TextChoices):
    PHONE = "PHONE", "The customer approves it on their phone"
    DOCUMENT = "DOCUMENT", "By identity document and a supervisor"


class RequestState(models.TextChoices):
    OPEN = "OPEN", "Open"
    PAID = "PAID", "Paid"
    REFUSED = "REFUSED", "Refused"
    EXPIRED = "EXPIRED", "Expired"
    CANCELLED = "CANCELLED", "Called off by the teller"


class CashOutRequest(models.Model):
    """A teller asks for cash to be paid out: the customer approves it on their phone, or a supervisor by document."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mode = models.CharField(max_length=8, choices=RequestMode)
    agent_id = models.UUIDField()
    outlet_id = models.UUIDField()
    teller_id = models.UUIDField()
    shift_id = models.UUIDField()
    customer_id = models.UUIDField()
    amount = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=140, blank=True)
    idempotency_key = models.CharField(max_length=255)
    request_digest = models.BinaryField(max_length=32)
    # Of a request by document: what was shown. The number's digest is compared with the one the customer is known by.
    document_kind = models.CharField(max_length=20, blank=True, default="")
    document_file = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.OPEN)
    transaction_id = models.UUIDField(null=True)
    decided_by_id = models.UUIDField(null=True, help_text="The customer, or the supervisor.")
    reason = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["teller_id", "idempotency_key"], name="agents_request_key_once"),
            models.CheckConstraint(
                condition=Q(state="OPEN", decided_at=None)
                | Q(state__in=["REFUSED", "EXPIRED", "CANCELLED"], decided_at__isnull=False)
                | Q(state="PAID", decided_at__isnull=False, transaction_id__isnull=False),
                name="agents_request_is_decided_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="agents_request_amount"),
            # SECURITY 20: whoever asks does not approve, and no supervisor serves themselves.
            models.CheckConstraint(
                condition=Q(decided_by_id=None) | ~Q(state="PAID") | ~Q(decided_by_id=F("teller_id")),
                name="agents_request_maker_is_not_checker",
            ),
            models.CheckConstraint(
                condition=~Q(mode="DOCUMENT", state="PAID") | ~Q(decided_by_id=F("customer_id")),
                name="agents_request_not_of_the_checker",
            ),
        ]
        indexes = [
            models.Index(fields=["customer_id", "id"], name="agents_requests_of_customer"),
            models.Index(fields=["outlet_id", "id"], name="agents_requests_of_outlet"),
            # What supervisors look through: far fewer than those that customers approve themselves.
            models.Index(fields=["agent_id", "id"], condition=Q(mode="DOCUMENT"), name="agents_requests_of_agent"),
            models.Index(fields=["expires_at"], condition=Q(state="OPEN"), name="agents_requests_open"),
        ]

    def __str__(self) -> str:
        return f"{decimal_string(self.amount, self.currency)} {self.currency}"
