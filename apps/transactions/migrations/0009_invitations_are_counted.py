"""Invitations are decided once, and nobody sends too many. The text is in apps/transactions/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION transactions_guard_invitation CASCADE;
DROP FUNCTION transactions_check_invitations;
"""


class Migration(migrations.Migration):
    dependencies = [("transactions", "0008_prices_begin_and_quotes_are_used_once")]

    operations = [migrations.RunSQL((_SQL / "invitations.sql").read_text(), _BACK)]
