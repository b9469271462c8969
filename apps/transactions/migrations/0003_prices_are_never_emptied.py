"""What a payment was charged by cannot be emptied either: TRUNCATE is refused like UPDATE and DELETE."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transactions", "0002_what_was_agreed_is_fixed")]

    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER price_is_never_emptied BEFORE TRUNCATE ON transactions_feerule"
            " FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();",
            "DROP TRIGGER price_is_never_emptied ON transactions_feerule;",
        )
    ]
