"""The functions and triggers that make the vault a vault. Their text is in apps/ledger/sql and never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"

_REMOVE = """
DROP FUNCTION ledger_post_entries, ledger_post_entry, ledger_take_checkpoint, ledger_balance_at,
    ledger_number_before, ledger_balance, ledger_deferred_balance;
DROP FUNCTION ledger_apply_batch, ledger_apply_entry, ledger_is_balanced, ledger_open_account, ledger_refuse_account,
    ledger_check_answer, ledger_answer_id, ledger_is_deferred, ledger_number_deferred, ledger_refuse_outside_entry, ledger_fill_checkpoint,
    ledger_refuse CASCADE;
ALTER TABLE ledger_account RESET (fillfactor);
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_accounts_entries_postings")]

    operations = [
        migrations.RunSQL(
            "\n".join((_SQL / name).read_text() for name in ("guards.sql", "reading.sql", "posting.sql"))
            # Room on each page, so that a new balance stays beside the old one and touches no index (HOT).
            + "ALTER TABLE ledger_account SET (fillfactor = 70);",
            _REMOVE,
        )
    ]
