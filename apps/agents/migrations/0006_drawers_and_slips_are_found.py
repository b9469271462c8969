"""Open drawers of an outlet, and the order that names a slip, are found by indexes that hold nothing else.

For apps/agents/selectors/_liquidity.py and apps/agents/services/_float_slips.py. Both tables are small.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agents", "0005_agents_follow_their_states")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX agents_open_drawers ON agents_shift (outlet_id) WHERE state = 'OPEN'",
            "DROP INDEX agents_open_drawers",
        ),
        migrations.RunSQL(
            "CREATE INDEX agents_slips ON agents_floatorder (proof_file) WHERE proof_file <> ''",
            "DROP INDEX agents_slips",
        ),
    ]
