"""States of payments that go through a provider, and the account outside they go to."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('transactions', '0011_histories_are_found_by_index'),
    ]

    operations = [
        # A wider one takes its place in this transaction.
        migrations.RunSQL(
            ["-- squawk-ignore ban-drop-constraint\nALTER TABLE transactions_transaction DROP CONSTRAINT transactions_state_is_known"],
            [
                ("ALTER TABLE transactions_transaction ADD CONSTRAINT transactions_state_is_known"
                 " CHECK (state IN ('COMPLETED', 'DECLINED', 'HELD', 'RETURNED')) NOT VALID")
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name='transaction', name='transactions_state_is_known'),
            ],
        ),
        # A wider one takes its place in this transaction.
        migrations.RunSQL(
            ["-- squawk-ignore ban-drop-constraint\nALTER TABLE transactions_transaction DROP CONSTRAINT transactions_declined_says_why"],
            [
                ("ALTER TABLE transactions_transaction ADD CONSTRAINT transactions_declined_says_why"
                 " CHECK ((state IN ('DECLINED', 'RETURNED') AND NOT (failure_code = '')) OR (NOT (state IN ('DECLINED', 'RETURNED')) AND failure_code = '')) NOT VALID")
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name='transaction', name='transactions_declined_says_why'),
            ],
        ),
        # A wider one takes its place in this transaction.
        migrations.RunSQL(
            ["-- squawk-ignore ban-drop-constraint\nALTER TABLE transactions_transaction DROP CONSTRAINT transactions_held_until_decided"],
            [
                ("ALTER TABLE transactions_transaction ADD CONSTRAINT transactions_held_until_decided"
                 " CHECK ((decided_at IS NULL AND held_for = '' AND NOT (state IN ('HELD', 'RETURNED'))) OR (decided_at IS NULL AND held_for IN ('REVIEW', 'CLAIM') AND state = 'HELD') OR (decided_at IS NOT NULL AND held_for IN ('REVIEW', 'CLAIM') AND state IN ('COMPLETED', 'RETURNED'))) NOT VALID")
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name='transaction', name='transactions_held_until_decided'),
            ],
        ),
        migrations.AddField(
            model_name='transaction',
            name='counter_code',
            field=models.CharField(blank=True, db_default='', default='', help_text='The ledger account outside, if not clearing.', max_length=60),
        ),
        migrations.AlterField(
            model_name='transaction',
            name='decided_at',
            field=models.DateTimeField(help_text='When one that was not decided at once was.', null=True),
        ),
        migrations.AlterField(
            model_name='transaction',
            name='state',
            field=models.CharField(choices=[('COMPLETED', 'Completed'), ('DECLINED', 'Declined'), ('HELD', 'Held: put aside, not paid yet'), ('RETURNED', 'Returned: was held and went back'), ('PENDING', 'Pending: under way through a provider'), ('UNKNOWN', 'Unknown: the provider has not said what became of it'), ('FAILED', 'Failed: the provider did not do it')], max_length=12),
        ),
        AddConstraintNotValid(
            model_name='transaction',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['COMPLETED', 'DECLINED', 'HELD', 'RETURNED', 'PENDING', 'UNKNOWN', 'FAILED'])), name='transactions_state_is_known'),
        ),
        AddConstraintNotValid(
            model_name='transaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('DECLINED', 'RETURNED', 'FAILED')), models.Q(('failure_code', ''), _negated=True)), models.Q(models.Q(('state__in', ('DECLINED', 'RETURNED', 'FAILED')), _negated=True), ('failure_code', '')), _connector='OR'), name='transactions_declined_says_why'),
        ),
        AddConstraintNotValid(
            model_name='transaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('held_for', ''), models.Q(('state__in', ['HELD', 'RETURNED', 'FAILED']), _negated=True)), models.Q(('decided_at__isnull', False), ('held_for', ''), ('state__in', ['COMPLETED', 'FAILED'])), models.Q(('decided_at', None), ('held_for__in', ['REVIEW', 'CLAIM']), ('state__in', ['HELD', 'PENDING', 'UNKNOWN'])), models.Q(('decided_at__isnull', False), ('held_for__in', ['REVIEW', 'CLAIM']), ('state__in', ['COMPLETED', 'RETURNED', 'FAILED'])), _connector='OR'), name='transactions_held_until_decided'),
        ),
    ]
