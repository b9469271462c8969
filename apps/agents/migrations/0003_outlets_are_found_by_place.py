"""Where outlets are, for whoever looks for the nearest: points of longitude and latitude."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("agents", "0002_what_agents_did_is_fixed")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY agents_outlets_by_place ON agents_outlet"
            " USING gist (point(longitude, latitude)) WHERE is_open AND latitude IS NOT NULL",
            "DROP INDEX CONCURRENTLY agents_outlets_by_place",
        ),
    ]
