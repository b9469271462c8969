"""The triggers that keep auto-recharges and their runs as they were agreed. Their text is never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP TRIGGER telco_is_fixed ON billers_rechargeoperator;
DROP TRIGGER recharge_product_is_fixed ON billers_rechargeproduct;
DROP TRIGGER auto_recharge_is_never_deleted ON billers_autorecharge;
DROP TRIGGER auto_run_is_never_deleted ON billers_autorechargerun;
DROP FUNCTION billers_guard_auto_recharge CASCADE;
DROP FUNCTION billers_guard_auto_run CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("billers", "0003_recharges")]

    operations = [migrations.RunSQL((_SQL / "recharges.sql").read_text(), _BACK)]
