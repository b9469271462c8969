"""Open drawers of an outlet, and the order that names a slip, are found by indexes that hold nothing else.

They are built while people go on serving. For apps/agents/selectors/_liquidity.py and
apps/agents/services/_float_slips.py.
"""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("agents", "0005_agents_follow_their_states")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY agents_open_drawers ON agents_shift (outlet_id) WHERE state = 'OPEN'",
            "DROP INDEX CONCURRENTLY agents_open_drawers",
        ),
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY agents_slips ON agents_floatorder (proof_file) WHERE proof_file <> ''",
            "DROP INDEX CONCURRENTLY agents_slips",
        ),
    ]
