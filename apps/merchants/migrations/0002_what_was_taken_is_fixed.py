"""What a merchant took and asked for is fixed. The text is in apps/merchants/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION merchants_refuse() CASCADE;
DROP FUNCTION merchants_settle_taking() CASCADE;
DROP FUNCTION merchants_decide_charge() CASCADE;
DROP FUNCTION merchants_follow_settlement() CASCADE;
DROP FUNCTION merchants_release_reserve() CASCADE;
DROP FUNCTION merchants_count_refund(uuid, date, numeric, numeric);
"""


class Migration(migrations.Migration):
    dependencies = [("merchants", "0001_merchants_charges_takings")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
