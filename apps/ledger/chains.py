"""Entries and postings are sealed. A posting has no id of its own: its account and its number there are its name."""

from apps.core.chains import Chain, declare, line_of, utc

ENTRIES = declare(
    Chain(
        name="ledger.entries",
        title="Journal entries",
        table="ledger_entry",
        key="r.id::text",
        line=line_of(
            "r.id",
            "r.kind",
            utc("r.effective_at"),
            utc("r.recorded_at"),
            "r.reverses",
            "r.closes",
            "r.accounts",
            "r.currencies",
            "r.amounts",
            "r.xact",
        ),
        columns=(
            "id",
            "kind",
            "effective_at",
            "recorded_at",
            "reverses",
            "closes",
            "accounts",
            "currencies",
            "amounts",
            "xact",
        ),
        at="recorded_at",
    )
)
POSTINGS = declare(
    Chain(
        name="ledger.postings",
        title="Postings",
        table="ledger_posting",
        # As many digits as a bigint has, so that text sorts as numbers do.
        key="r.account_id::text || ':' || lpad(r.number::text, 19, '0')",
        line=line_of(
            "r.account_id", "r.number", "r.entry_id", utc("r.recorded_at"), "r.amount", "r.balance_after", "r.xact"
        ),
        columns=("account_id", "number", "entry_id", "recorded_at", "amount", "balance_after", "xact"),
        at="recorded_at",
    )
)
