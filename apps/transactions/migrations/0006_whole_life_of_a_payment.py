"""Fee schedules with bands, tax and bearer; quotes; rates; held payments; and what may become of a payment."""

import apps.core.ids
import django.db.models.deletion
import django.db.models.expressions
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('transactions', '0005_spending_is_counted'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConversionRate',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('base', models.CharField(help_text='The currency that is given.', max_length=3)),
                ('quote', models.CharField(help_text='The currency that is got.', max_length=3)),
                ('rate', models.DecimalField(decimal_places=12, help_text='What one unit of the base is worth.', max_digits=24)),
                ('spread_percent', models.DecimalField(decimal_places=4, default=0, help_text='1.5 is 1.5 %.', max_digits=7)),
                ('active_from', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'conversion rate',
            },
        ),
        migrations.CreateModel(
            name='FeeBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bands', to='transactions.feerule')),
                ('from_amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('flat', models.DecimalField(decimal_places=4, default=0, max_digits=19)),
                ('percent', models.DecimalField(decimal_places=4, default=0, help_text='Of the amount; 1.5 is 1.5 %.', max_digits=7)),
                ('minimum', models.DecimalField(decimal_places=4, default=0, max_digits=19)),
                ('maximum', models.DecimalField(blank=True, decimal_places=4, help_text='Empty: no maximum.', max_digits=19, null=True)),
            ],
            options={
                'verbose_name': 'fee band',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('transaction_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('sender_id', models.UUIDField(verbose_name='sender')),
                ('msisdn', models.CharField(max_length=16, verbose_name='number')),
                ('currency', models.CharField(max_length=3)),
                ('state', models.CharField(choices=[('WAITING', 'Waiting'), ('CLAIMED', 'Claimed'), ('RETURNED', 'Returned')], default='WAITING', max_length=8)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PaidBack',
            fields=[
                ('transaction_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('maximum', models.DecimalField(decimal_places=4, max_digits=19)),
                ('total', models.DecimalField(decimal_places=4, max_digits=19)),
                ('is_reversed', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'paid back',
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField(verbose_name='person')),
                ('kind', models.CharField(max_length=20)),
                ('payee_id', models.UUIDField(help_text='Empty: whoever is paid.', null=True)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('currency', models.CharField(max_length=3)),
                ('fee', models.DecimalField(decimal_places=4, max_digits=19)),
                ('tax', models.DecimalField(decimal_places=4, max_digits=19)),
                ('bearer', models.CharField(choices=[('PAYER', 'The payer, on top of the amount'), ('PAYEE', 'The payee, out of the amount')], max_length=5)),
                ('received_amount', models.DecimalField(decimal_places=4, help_text='What arrives, of a conversion.', max_digits=19, null=True)),
                ('received_currency', models.CharField(blank=True, max_length=3)),
                ('rate', models.DecimalField(decimal_places=12, max_digits=24, null=True)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Receivable',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField(verbose_name='person')),
                ('wallet_id', models.UUIDField()),
                ('transaction_id', models.UUIDField(help_text='The payment that was reversed.')),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('outstanding', models.DecimalField(decimal_places=4, max_digits=19)),
                ('created_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ReversalRequest',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('transaction_id', models.UUIDField(help_text='The payment that is to be undone.')),
                ('policy', models.CharField(choices=[('REFUSE', 'Refuse when the payee has spent the money'), ('RECEIVABLE', 'The payee owes what is not there')], max_length=10)),
                ('reason', models.CharField(max_length=500)),
                ('approval_id', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('REQUESTED', 'Waits for a second person'), ('DONE', 'Reversed'), ('REFUSED', 'Could not be done'), ('REJECTED', 'Rejected')], default='REQUESTED', max_length=9)),
                ('refusal_code', models.CharField(blank=True, max_length=40)),
                ('reversal_id', models.UUIDField(help_text='The payment that gave the money back.', null=True)),
                ('requested_by_id', models.UUIDField()),
                ('requested_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
            ],
        ),
        # A wider one takes its place in this transaction.
        migrations.RunSQL(
            ["-- squawk-ignore ban-drop-constraint\nALTER TABLE transactions_transaction DROP CONSTRAINT transactions_state_is_known"],
            [
                ("ALTER TABLE transactions_transaction ADD CONSTRAINT transactions_state_is_known"
                " CHECK (state IN ('COMPLETED', 'DECLINED')) NOT VALID")
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
                " CHECK ((state = 'DECLINED' AND NOT (failure_code = '')) OR (NOT (state = 'DECLINED') AND failure_code = '')) NOT VALID")
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name='transaction', name='transactions_declined_says_why'),
            ],
        ),
        migrations.AddField(
            model_name='feerule',
            name='band_count',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, help_text='How many bands it has.'),
        ),
        migrations.AddField(
            model_name='feerule',
            name='bearer',
            field=models.CharField(choices=[('PAYER', 'The payer, on top of the amount'), ('PAYEE', 'The payee, out of the amount')], db_default='PAYER', default='PAYER', max_length=5, verbose_name='borne by'),
        ),
        migrations.AddField(
            model_name='feerule',
            name='tax_percent',
            field=models.DecimalField(db_default=0, decimal_places=4, default=0, help_text='Tax on the fee; 16 is 16 %.', max_digits=7),
        ),
        migrations.AddField(
            model_name='feerule',
            name='tier',
            field=models.CharField(blank=True, choices=[('TIER_0', 'Number verified'), ('TIER_1', 'Details given'), ('TIER_2', 'Documents reviewed')], db_default='', default='', help_text='Empty: all.', max_length=6, verbose_name='KYC tier'),
        ),
        migrations.AddField(
            model_name='transaction',
            name='decided_at',
            field=models.DateTimeField(help_text='When a held payment was completed or returned.', null=True),
        ),
        migrations.AddField(
            model_name='transaction',
            name='fee_bearer',
            field=models.CharField(choices=[('PAYER', 'The payer, on top of the amount'), ('PAYEE', 'The payee, out of the amount')], db_default='PAYER', default='PAYER', help_text='Who bears fee and tax.', max_length=5),
        ),
        migrations.AddField(
            model_name='transaction',
            name='held_for',
            field=models.CharField(blank=True, choices=[('REVIEW', 'Somebody has to look at it'), ('CLAIM', 'The payee has to register')], db_default='', default='', max_length=6),
        ),
        migrations.AddField(
            model_name='transaction',
            name='quote_id',
            field=models.UUIDField(help_text='The quote whose price it was made at.', null=True),
        ),
        migrations.AddField(
            model_name='transaction',
            name='rate',
            field=models.DecimalField(decimal_places=12, help_text='What one unit of `currency` was worth.', max_digits=24, null=True),
        ),
        migrations.AddField(
            model_name='transaction',
            name='received_amount',
            field=models.DecimalField(decimal_places=4, help_text='What arrives, of a conversion.', max_digits=19, null=True),
        ),
        migrations.AddField(
            model_name='transaction',
            name='received_currency',
            field=models.CharField(blank=True, db_default='', default='', max_length=3),
        ),
        migrations.AddField(
            model_name='transaction',
            name='tax',
            field=models.DecimalField(db_default=0, decimal_places=4, default=0, help_text='On the fee.', max_digits=19),
        ),
        migrations.AlterField(
            model_name='transaction',
            name='fee',
            field=models.DecimalField(decimal_places=4, help_text='Without tax.', max_digits=19),
        ),
        migrations.AlterField(
            model_name='transaction',
            name='state',
            field=models.CharField(choices=[('COMPLETED', 'Completed'), ('DECLINED', 'Declined'), ('HELD', 'Held: put aside, not paid yet'), ('RETURNED', 'Returned: was held and went back')], max_length=12),
        ),
        AddConstraintNotValid(
            model_name='feerule',
            constraint=models.CheckConstraint(condition=models.Q(('bearer__in', ['PAYER', 'PAYEE']), ('tax_percent__gte', 0), ('tax_percent__lte', 100), ('tier__in', ['', 'TIER_0', 'TIER_1', 'TIER_2'])), name='transactions_fee_terms_make_sense'),
        ),
        AddConstraintNotValid(
            model_name='transaction',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['COMPLETED', 'DECLINED', 'HELD', 'RETURNED'])), name='transactions_state_is_known'),
        ),
        AddConstraintNotValid(
            model_name='transaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('DECLINED', 'RETURNED')), models.Q(('failure_code', ''), _negated=True)), models.Q(models.Q(('state__in', ('DECLINED', 'RETURNED')), _negated=True), ('failure_code', '')), _connector='OR'), name='transactions_declined_says_why'),
        ),
        AddConstraintNotValid(
            model_name='transaction',
            constraint=models.CheckConstraint(condition=models.Q(('fee_bearer__in', ['PAYER', 'PAYEE']), ('tax__gte', 0)), name='transactions_charges_make_sense'),
        ),
        AddConstraintNotValid(
            model_name='transaction',
            constraint=models.CheckConstraint(condition=models.Q(('fee_bearer', 'PAYER'), ('amount__gt', django.db.models.expressions.CombinedExpression(models.F('fee'), '+', models.F('tax'))), _connector='OR'), name='transactions_payee_gets_something'),
        ),
        AddConstraintNotValid(
            model_name='transaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('held_for', ''), models.Q(('state__in', ['HELD', 'RETURNED']), _negated=True)), models.Q(('decided_at', None), ('held_for__in', ['REVIEW', 'CLAIM']), ('state', 'HELD')), models.Q(('decided_at__isnull', False), ('held_for__in', ['REVIEW', 'CLAIM']), ('state__in', ['COMPLETED', 'RETURNED'])), _connector='OR'), name='transactions_held_until_decided'),
        ),
        AddConstraintNotValid(
            model_name='transaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rate', None), ('received_amount', None), ('received_currency', '')), models.Q(('rate__gt', 0), ('received_amount__gt', 0), models.Q(('received_currency', ''), _negated=True)), _connector='OR'), name='transactions_conversion_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='conversionrate',
            constraint=models.UniqueConstraint(fields=('base', 'quote', 'active_from'), name='transactions_rate_from_once'),
        ),
        migrations.AddConstraint(
            model_name='conversionrate',
            constraint=models.CheckConstraint(condition=models.Q(('rate__gt', 0), ('spread_percent__gte', 0), ('spread_percent__lt', 100), models.Q(('base', models.F('quote')), _negated=True)), name='transactions_rate_makes_sense'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(condition=models.Q(('state', 'WAITING')), fields=['msisdn'], name='transactions_invited_numbers'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(condition=models.Q(('state', 'WAITING')), fields=['expires_at'], name='transactions_invitations_due'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(condition=models.Q(('state', 'WAITING')), fields=['sender_id'], name='transactions_invited_by'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'WAITING')), models.Q(('decided_at__isnull', False), ('state__in', ['CLAIMED', 'RETURNED'])), _connector='OR'), name='transactions_invitation_state'),
        ),
        migrations.AddConstraint(
            model_name='paidback',
            constraint=models.CheckConstraint(condition=models.Q(('maximum__gt', 0), ('total__gte', 0), ('total__lte', models.F('maximum'))), name='transactions_paid_back_once'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(fields=['expires_at'], name='transactions_quotes_to_purge'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('bearer__in', ['PAYER', 'PAYEE']), ('fee__gte', 0), ('tax__gte', 0)), name='transactions_quote_makes_sense'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rate', None), ('received_amount', None), ('received_currency', '')), models.Q(('rate__gt', 0), ('received_amount__gt', 0), models.Q(('received_currency', ''), _negated=True)), _connector='OR'), name='transactions_quoted_conversion_is_whole'),
        ),
        migrations.AddIndex(
            model_name='receivable',
            index=models.Index(fields=['person_id'], name='transactions_owed_by'),
        ),
        migrations.AddConstraint(
            model_name='receivable',
            constraint=models.UniqueConstraint(fields=('transaction_id',), name='transactions_receivable_once'),
        ),
        migrations.AddConstraint(
            model_name='receivable',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('outstanding__gte', 0), ('outstanding__lte', models.F('amount'))), name='transactions_receivable_makes_sense'),
        ),
        migrations.AddConstraint(
            model_name='reversalrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'REQUESTED')), fields=('transaction_id',), name='transactions_one_open_reversal'),
        ),
        migrations.AddConstraint(
            model_name='reversalrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reversal_id__isnull', False), ('state', 'DONE')), models.Q(models.Q(('state', 'DONE'), _negated=True), ('reversal_id', None)), _connector='OR'), name='transactions_reversal_is_named'),
        ),
        migrations.AddConstraint(
            model_name='feeband',
            constraint=models.UniqueConstraint(fields=('rule', 'from_amount'), name='transactions_band_once'),
        ),
        migrations.AddConstraint(
            model_name='feeband',
            constraint=models.CheckConstraint(condition=models.Q(('flat__gte', 0), ('from_amount__gt', 0), ('minimum__gte', 0), ('percent__gte', 0), ('percent__lte', 100), models.Q(('maximum', None), ('maximum__gte', models.F('minimum')), _connector='OR')), name='transactions_band_makes_sense'),
        ),
    ]
