"""The audit trail's rules hold for what was written before, and its rows are found by index."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("core", "0004_audit_trail")]

    operations = [
        ValidateConstraint("auditrecord", "core_audit_says_what"),
        ValidateConstraint("auditrecord", "core_audit_export_says_why"),
        ValidateConstraint("auditrecord", "core_audit_verb_is_known"),
        AddIndexConcurrently(
            model_name="auditrecord",
            index=models.Index(
                condition=models.Q(("subject_id", ""), _negated=True), fields=["subject_id", "id"], name="core_audit_of"
            ),
        ),
        AddIndexConcurrently(
            model_name="auditrecord",
            index=models.Index(
                condition=models.Q(("request_id", ""), _negated=True),
                fields=["request_id"],
                name="core_audit_request",
            ),
        ),
        AddIndexConcurrently(
            model_name="auditrecord", index=models.Index(fields=["verb", "id"], name="core_audit_by_verb")
        ),
        AddIndexConcurrently(
            model_name="auditrecord",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["xact"], name="core_audit_xact", pages_per_range=16
            ),
        ),
    ]
