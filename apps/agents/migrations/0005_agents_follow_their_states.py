"""Agents, outlets and staff change only as they may. The text is in apps/agents/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION agents_follow_states() CASCADE;
DROP TRIGGER agent_is_never_deleted ON agents_agent;
DROP FUNCTION agents_keep_outlet() CASCADE;
DROP TRIGGER outlet_is_never_deleted ON agents_outlet;
DROP FUNCTION agents_end_staff() CASCADE;
DROP TRIGGER staff_is_never_deleted ON agents_staff;
DROP FUNCTION agents_begin_shift() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0004_shifts_counted_by_others")]

    operations = [migrations.RunSQL((_SQL / "agents_states.sql").read_text(), _BACK)]
