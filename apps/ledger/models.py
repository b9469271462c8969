"""The ledger's tables. Only this app imports them; everybody else calls its services and selectors.

What guards them is in sql/guards.sql: an entry, once inserted, writes its own postings and moves the
balances by a trigger, and nothing else may.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.core.xact import xact_column, xact_index

AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}


class AccountKind(models.TextChoices):
    """The five kinds of double-entry bookkeeping."""

    ASSET = "ASSET", "Asset"
    LIABILITY = "LIABILITY", "Liability"
    INCOME = "INCOME", "Income"
    EXPENSE = "EXPENSE", "Expense"
    EQUITY = "EQUITY", "Equity"


class Tally(models.TextChoices):
    """How an account's balance is kept."""

    IMMEDIATE = "IMMEDIATE", "In the account's row, with every posting"
    DEFERRED = "DEFERRED", "As a checkpoint plus the postings since; posting locks nothing"


class LedgerAccount(models.Model):
    """A place money can be. The sign is the ledger's: credits are positive, debits negative.

    PostgreSQL reads the text of every CHECK anew for every statement, which for this table is a good part of
    a posting. So what can only be wrong when an account is opened is checked then, by a trigger.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    code = models.CharField(max_length=120)
    kind = models.CharField(max_length=9, choices=AccountKind)
    currency = models.CharField(max_length=3)
    floor = models.DecimalField(**AMOUNT, null=True, help_text="The least balance allowed; empty: none.")
    tally = models.CharField(max_length=9, choices=Tally)
    balance = models.DecimalField(**AMOUNT, null=True, help_text="Empty for deferred tallies: it is computed.")
    postings = models.BigIntegerField(default=0, help_text="How many postings an immediate account has had.")
    last_posted_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="From then on nothing is posted to it.")

    class Meta:
        db_table = "ledger_account"
        verbose_name = "ledger account"
        # Nearly all accounts are wallets': liabilities, tallied at once. The others are looked for.
        indexes = [
            models.Index(fields=["kind", "id"], condition=~Q(kind="LIABILITY"), name="ledger_account_of_house"),
            models.Index(fields=["id"], condition=Q(tally="DEFERRED"), name="ledger_account_deferred"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code", "currency"], name="ledger_account_code"),
            models.CheckConstraint(condition=Q(balance__gte=F("floor")), name="ledger_account_floor"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.currency})"


class JournalEntry(models.Model):
    """Something that moved money, whole: its legs stand in two arrays in the order of the accounts' ids."""

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=40)
    effective_at = models.DateTimeField(help_text="When it counts from, for the business.")
    recorded_at = models.DateTimeField(help_text="When it was written.")
    reverses = models.UUIDField(null=True, help_text="The entry this one mirrors.")
    closes = models.UUIDField(null=True, help_text="The hold this one captures or releases.")
    accounts = ArrayField(models.UUIDField())
    currencies = ArrayField(models.TextField())
    amounts = ArrayField(models.DecimalField(**AMOUNT))
    xact = xact_column()

    class Meta:
        db_table = "ledger_entry"
        verbose_name = "journal entry"
        verbose_name_plural = "journal entries"
        # Entries that answer others are few, but for captures and releases of what was held.
        indexes = [
            xact_index("ledger_entry_xact"),
            models.Index(fields=["id"], condition=Q(reverses__isnull=False), name="ledger_entry_reversals"),
            models.Index(fields=["id"], condition=Q(closes__isnull=False), name="ledger_entry_closings"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Posting(models.Model):
    """One leg of one entry, as the account sees it.

    `number` is the account's own running number. In a deferred account it is the writing transaction's id
    times 2**22 plus a count, which lets a checkpoint say exactly which postings it has seen.
    """

    pk = models.CompositePrimaryKey("account_id", "number")
    account_id = models.UUIDField()
    number = models.BigIntegerField()
    entry_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    amount = models.DecimalField(**AMOUNT)
    balance_after = models.DecimalField(**AMOUNT, null=True)
    xact = xact_column()

    class Meta:
        db_table = "ledger_posting"
        indexes = [xact_index("ledger_posting_xact")]

    def __str__(self) -> str:
        return f"{self.amount} on {self.account_id}"


class JournalBatch(models.Model):
    """A set of entries posted in one call. Its legs pass through the row's arrays and are not kept there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recorded_at = models.DateTimeField()
    entry_count = models.IntegerField(default=0)
    replayed = ArrayField(models.UUIDField(), default=list)
    entry_ids = ArrayField(models.UUIDField(), null=True)
    kinds = ArrayField(models.TextField(), null=True)
    effective_at = ArrayField(models.DateTimeField(), null=True)
    reverses = ArrayField(models.UUIDField(null=True), null=True)
    closes = ArrayField(models.UUIDField(null=True), null=True)
    leg_entries = ArrayField(models.IntegerField(), null=True)
    leg_accounts = ArrayField(models.UUIDField(), null=True)
    leg_currencies = ArrayField(models.TextField(), null=True)
    leg_amounts = ArrayField(models.DecimalField(**AMOUNT), null=True)

    class Meta:
        db_table = "ledger_batch"
        verbose_name = "journal batch"
        verbose_name_plural = "journal batches"

    def __str__(self) -> str:
        return f"{self.entry_count} entries"


class Checkpoint(models.Model):
    """The balance of a deferred account over exactly the postings visible in a PostgreSQL snapshot."""

    pk = models.CompositePrimaryKey("account_id", "taken_at")
    account_id = models.UUIDField()
    taken_at = models.DateTimeField()
    snapshot = models.TextField(help_text="pg_snapshot, as text.")
    balance = models.DecimalField(**AMOUNT)

    class Meta:
        db_table = "ledger_checkpoint"

    def __str__(self) -> str:
        return f"{self.account_id} at {self.taken_at}"
