"""What providers were asked and have told stays as it was. The text is in apps/gateways/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"

_BACK = """
DROP TRIGGER operation_is_decided_once ON gateways_operation;
DROP TRIGGER operation_is_never_emptied ON gateways_operation;
DROP TRIGGER callback_says_what_it_said ON gateways_callback;
DROP TRIGGER callback_was_read_once ON gateways_callback;
DROP TRIGGER callback_is_kept ON gateways_callback;
DROP TRIGGER callback_is_applied_once ON gateways_callback;
DROP TRIGGER message_is_never_edited ON gateways_message;
DROP TRIGGER discrepancy_is_resolved_once ON gateways_discrepancy;
DROP FUNCTION gateways_guard_operation, gateways_guard_callback, gateways_guard_discrepancy, gateways_refuse;
"""


class Migration(migrations.Migration):
    dependencies = [("gateways", "0001_rails")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
