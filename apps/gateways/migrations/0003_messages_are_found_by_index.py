"""Operators find messages by request, path and trouble, callbacks by event, and operations that are not decided."""

from django.db import migrations

_INDEXES = {
    "gateways_messages_request": "gateways_message (request_id, id) WHERE request_id <> ''",
    "gateways_messages_path": "gateways_message (path text_pattern_ops)",
    # Without an answer, or with one nobody wanted; of the others there are so many that any page has some.
    "gateways_messages_trouble": "gateways_message (id) WHERE status IS NULL OR status >= 400",
    "gateways_callbacks_event": "gateways_callback (event_id)",
    "gateways_callbacks_trouble": "gateways_callback (state, id) WHERE state <> 'APPLIED'",
    "gateways_operations_open": "gateways_operation (state, id) WHERE state NOT IN ('SUCCEEDED', 'FAILED')",
    "gateways_operations_told": "gateways_operation (id) WHERE needs_operator_since IS NOT NULL AND decided_at IS NULL",
}


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("gateways", "0002_what_was_asked_is_fixed")]

    operations = [
        migrations.RunSQL(f"CREATE INDEX CONCURRENTLY {name} ON {what}", f"DROP INDEX CONCURRENTLY {name}")
        for name, what in _INDEXES.items()
    ]
