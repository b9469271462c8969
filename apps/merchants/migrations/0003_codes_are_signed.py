from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("merchants", "0002_what_was_taken_is_fixed")]

    operations = [
        migrations.AddField(
            model_name="presentedcode",
            name="signature_digest",
            field=models.BinaryField(editable=False, max_length=32, null=True),
        ),
    ]
