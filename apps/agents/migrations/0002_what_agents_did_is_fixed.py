"""Counters and guards. The texts are in apps/agents/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"

_BACK = """
DROP TRIGGER payout_is_never_deleted ON agents_commissionpayout;
DROP TRIGGER payout_is_fixed ON agents_commissionpayout;
DROP FUNCTION agents_follow_payout();
DROP TRIGGER movement_is_fixed ON agents_cashmovement;
DROP TRIGGER shift_is_never_deleted ON agents_shift;
DROP TRIGGER shift_is_closed_once ON agents_shift;
DROP FUNCTION agents_close_shift();
DROP TRIGGER order_is_never_deleted ON agents_floatorder;
DROP TRIGGER order_is_decided_once ON agents_floatorder;
DROP FUNCTION agents_decide_order();
DROP TRIGGER request_is_never_deleted ON agents_cashoutrequest;
DROP TRIGGER request_is_decided_once ON agents_cashoutrequest;
DROP FUNCTION agents_decide_request();
DROP TRIGGER code_is_never_deleted ON agents_cashoutcode;
DROP TRIGGER code_is_decided_once ON agents_cashoutcode;
DROP FUNCTION agents_decide_code();
DROP TRIGGER band_is_never_edited ON agents_commissionband;
DROP TRIGGER rule_is_never_edited ON agents_commissionrule;
DROP TRIGGER line_is_never_deleted ON agents_commissionline;
DROP TRIGGER line_is_paid_once ON agents_commissionline;
DROP TRIGGER line_is_fixed ON agents_commissionline;
DROP FUNCTION agents_pay_line();
DROP TRIGGER dealing_is_fixed ON agents_dealing;
DROP FUNCTION agents_refuse();
DROP FUNCTION agents_count(uuid, uuid, uuid, uuid, text, text, numeric, numeric, date, timestamptz, numeric, numeric,
    int, numeric, numeric, int);
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_agents_outlets_dealings")]

    operations = [
        migrations.RunSQL((_SQL / "counting.sql").read_text() + (_SQL / "guards.sql").read_text(), _BACK),
    ]
