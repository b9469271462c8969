"""Where merchants' servers are told, what, and what became of it; what was said is fixed (apps/checkout/sql)."""

from pathlib import Path

import apps.core.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION checkout_event_is_fixed() CASCADE;
DROP FUNCTION checkout_guard_delivery() CASCADE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('checkout', '0001_api_keys'),
        ('merchants', '0002_what_was_taken_is_fixed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WebhookEndpoint',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('is_live', models.BooleanField(help_text='Live payments; else those of test mode.', verbose_name='live')),
                ('url', models.CharField(max_length=2000)),
                ('description', models.CharField(blank=True, max_length=140)),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('payment.paid', 'Payment paid'), ('payment.held', 'Payment held'), ('payment.returned', 'Payment returned'), ('payment.expired', 'Payment expired'), ('payment.cancelled', 'Payment cancelled'), ('refund.created', 'Refund created'), ('settlement.paid', 'Settlement paid'), ('settlement.failed', 'Settlement failed'), ('webhook.test', 'Test')], max_length=20), blank=True, default=list, help_text='Empty: all.', size=None)),
                ('secret', models.BinaryField(null=True)),
                ('previous_secret', models.BinaryField(null=True)),
                ('previous_until', models.DateTimeField(blank=True, help_text='Until then the secret before signs beside the present one.', null=True)),
                ('status', models.CharField(choices=[('ENABLED', 'Enabled'), ('DISABLED', 'Disabled: it is told nothing'), ('DELETED', 'Deleted: kept for the log')], default='ENABLED', max_length=8)),
                ('disabled_because', models.CharField(blank=True, choices=[('OWNER', 'The merchant disabled it'), ('FAILURES', 'Nothing but failures for three days'), ('GONE', 'It answered that it is gone (410)'), ('OPERATOR', 'An operator disabled it')], max_length=8)),
                ('status_reason', models.CharField(blank=True, help_text="An operator's, which its owner is told.", max_length=200)),
                ('failures', models.PositiveIntegerField(default=0, help_text='Attempts in a row that failed.')),
                ('failing_since', models.DateTimeField(blank=True, null=True)),
                ('resting_until', models.DateTimeField(blank=True, help_text='Nothing is sent before.', null=True)),
                ('created_at', models.DateTimeField()),
                ('secret_made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, help_text='When it was disabled or deleted.', null=True)),
                ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='webhook_endpoints', to='merchants.merchant')),
            ],
            options={
                'indexes': [models.Index(fields=['merchant', 'id'], name='checkout_endpoints_of'), models.Index(condition=models.Q(('previous_until__isnull', False)), fields=['previous_until'], name='checkout_endpoints_overlap')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('disabled_because', ''), ('ended_at', None), ('secret__isnull', False), ('status', 'ENABLED'), ('status_reason', '')), models.Q(('ended_at__isnull', False), ('secret__isnull', False), ('status', 'DISABLED'), models.Q(('disabled_because', ''), _negated=True)), models.Q(('ended_at__isnull', False), ('previous_secret', None), ('secret', None), ('status', 'DELETED')), _connector='OR'), name='checkout_endpoint_state_is_whole'), models.CheckConstraint(condition=models.Q(('disabled_because__in', ['', 'OWNER', 'FAILURES', 'GONE', 'OPERATOR'])), name='checkout_endpoint_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('previous_secret', None), ('previous_until', None)), models.Q(('previous_secret__isnull', False), ('previous_until__isnull', False)), _connector='OR'), name='checkout_endpoint_overlap_ends'), models.CheckConstraint(condition=models.Q(models.Q(('failing_since', None), ('failures', 0)), models.Q(('failing_since__isnull', False), ('failures__gt', 0)), _connector='OR'), name='checkout_endpoint_fails_since'), models.CheckConstraint(condition=models.Q(('events__contained_by', ['payment.paid', 'payment.held', 'payment.returned', 'payment.expired', 'payment.cancelled', 'refund.created', 'settlement.paid', 'settlement.failed'])), name='checkout_endpoint_events_are_known')],
            },
        ),
        migrations.CreateModel(
            name='WebhookEvent',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('is_live', models.BooleanField(verbose_name='live')),
                ('type', models.CharField(choices=[('payment.paid', 'Payment paid'), ('payment.held', 'Payment held'), ('payment.returned', 'Payment returned'), ('payment.expired', 'Payment expired'), ('payment.cancelled', 'Payment cancelled'), ('refund.created', 'Refund created'), ('settlement.paid', 'Settlement paid'), ('settlement.failed', 'Settlement failed'), ('webhook.test', 'Test')], max_length=20)),
                ('body', models.TextField(help_text='As it is signed and sent.')),
                ('created_at', models.DateTimeField()),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
            ],
            options={
                'indexes': [models.Index(fields=['merchant', 'is_live', 'created_at'], name='checkout_events_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('type__in', ['payment.paid', 'payment.held', 'payment.returned', 'payment.expired', 'payment.cancelled', 'refund.created', 'settlement.paid', 'settlement.failed', 'webhook.test'])), name='checkout_event_type_is_known'), models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='checkout_event_says_something')],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('WAITING', 'Waiting for its next attempt'), ('DELIVERED', 'Delivered'), ('FAILED', 'Failed: given up after the last attempt'), ('CANCELLED', 'Cancelled: its endpoint was disabled or deleted')], default='WAITING', max_length=9)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(help_text='Of the next attempt, if it waits.')),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('attempted_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('took_ms', models.PositiveIntegerField(blank=True, null=True, verbose_name='milliseconds')),
                ('last_status', models.PositiveSmallIntegerField(blank=True, help_text='HTTP status of the answer.', null=True)),
                ('last_error', models.CharField(blank=True, max_length=60)),
                ('answer', models.TextField(blank=True, help_text='How the last answer begins.')),
                ('created_at', models.DateTimeField()),
                ('endpoint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='checkout.webhookendpoint')),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='checkout.webhookevent')),
            ],
            options={
                'verbose_name_plural': 'webhook deliveries',
                'indexes': [models.Index(fields=['endpoint', 'id'], name='checkout_deliveries_of'), models.Index(condition=models.Q(('state', 'WAITING')), fields=['endpoint', 'due_at'], name='checkout_deliveries_due'), models.Index(condition=models.Q(('leased_until__isnull', False)), fields=['endpoint'], name='checkout_deliveries_leased'), models.Index(fields=['state', 'id'], name='checkout_deliveries_by_state')],
                'constraints': [models.UniqueConstraint(fields=('event', 'endpoint'), name='checkout_delivery_once'), models.CheckConstraint(condition=models.Q(models.Q(('delivered_at__isnull', False), ('state', 'DELIVERED')), models.Q(('delivered_at', None), ('state__in', ['WAITING', 'FAILED', 'CANCELLED'])), _connector='OR'), name='checkout_delivery_state_is_whole'), models.CheckConstraint(condition=models.Q(('leased_until', None), ('state', 'WAITING'), _connector='OR'), name='checkout_delivery_leased_while_waiting')],
            },
        ),
        migrations.RunSQL((_SQL / "webhooks.sql").read_text(), _BACK),
    ]
