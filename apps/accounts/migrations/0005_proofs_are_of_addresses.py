from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """On its own: checking what stands there must not happen under the lock that adding the rule takes."""

    dependencies = [("accounts", "0004_handles_proofs_and_exports")]

    operations = [ValidateConstraint(model_name="user", name="accounts_user_no_proof_without_email")]
