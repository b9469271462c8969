"""A registration is decided once, and what it says of who registered whom stays. The text is in apps/agents/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION agents_decide_registration() CASCADE;
DROP TRIGGER registration_is_never_deleted ON agents_registration;
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0011_commission_lines_by_time")]

    operations = [migrations.RunSQL((_SQL / "registrations.sql").read_text(), _BACK)]
