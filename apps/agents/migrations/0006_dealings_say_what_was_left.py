"""Dealings say what they left of the float and in the drawer. The text is in apps/agents/sql."""

from pathlib import Path

from django.db import migrations, models

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP TRIGGER dealing_notes_what_is_left ON agents_dealing;
DROP FUNCTION agents_note_left();
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0005_agents_follow_their_states")]

    operations = [
        migrations.AddField(
            model_name="dealing",
            name="drawer_after",
            field=models.DecimalField(
                decimal_places=4,
                help_text="What the teller's drawer should hold since.",
                max_digits=19,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="dealing",
            name="float_after",
            field=models.DecimalField(
                decimal_places=4,
                help_text="What was left of the outlet's float.",
                max_digits=19,
                null=True,
            ),
        ),
        migrations.RunSQL((_SQL / "left.sql").read_text(), _BACK),
    ]
