"""Merchants, tills and staff change only as they may. The text is in apps/merchants/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION merchants_follow_states() CASCADE;
DROP TRIGGER merchant_is_never_deleted ON merchants_merchant;
DROP FUNCTION merchants_keep_till() CASCADE;
DROP FUNCTION merchants_end_staff() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("merchants", "0004_sales_are_listed_by_till")]

    operations = [migrations.RunSQL((_SQL / "merchants_states.sql").read_text(), _BACK)]
