"""Who asks for a wallet to be adjusted, and who approves it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("transactions", "0022_steps_are_found")]

    operations = [
        migrations.AlterModelOptions(
            name="transaction",
            options={
                "permissions": [
                    ("ask_adjustment", "Can ask for a wallet to be adjusted"),
                    ("decide_adjustment", "Can approve adjustments of wallets"),
                ],
                "verbose_name": "payment",
            },
        ),
    ]
