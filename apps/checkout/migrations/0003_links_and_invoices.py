"""Payment links and invoices, of which what was asked for stays as it was (apps/checkout/sql)."""

from pathlib import Path

import apps.core.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION checkout_guard_invoice() CASCADE;
DROP FUNCTION checkout_guard_link() CASCADE;
DROP FUNCTION checkout_guard_use() CASCADE;
DROP FUNCTION checkout_refuse_deletion() CASCADE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('checkout', '0002_webhooks'),
        ('merchants', '0005_merchants_follow_their_states'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InvoiceCounter',
            fields=[
                ('merchant', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='merchants.merchant')),
                ('last', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='PaymentLink',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('is_live', models.BooleanField(help_text='A link of the test mode makes test charges.')),
                ('token', models.CharField(help_text='What its address names it by.', max_length=22, unique=True)),
                ('title', models.CharField(max_length=60)),
                ('description', models.CharField(blank=True, max_length=140)),
                ('amount', models.DecimalField(blank=True, decimal_places=4, help_text='Empty: the payer names it.', max_digits=19, null=True)),
                ('min_amount', models.DecimalField(blank=True, decimal_places=4, max_digits=19, null=True)),
                ('max_amount', models.DecimalField(blank=True, decimal_places=4, max_digits=19, null=True)),
                ('currency', models.CharField(max_length=3)),
                ('tip_mode', models.CharField(choices=[('NONE', 'None'), ('PROMPT', 'The payer is asked for a tip'), ('FIXED', 'A fixed convenience fee is added'), ('PERCENT', 'A percentage is added as convenience fee')], default='NONE', max_length=7)),
                ('tip_value', models.DecimalField(blank=True, decimal_places=4, max_digits=19, null=True)),
                ('return_url', models.CharField(blank=True, max_length=2000)),
                ('max_uses', models.PositiveIntegerField(blank=True, help_text='Empty: as often as one likes.', null=True)),
                ('uses', models.PositiveIntegerField(default=0, help_text='Paid, or still to be paid.')),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('is_active', models.BooleanField(default=True)),
                ('ended_because', models.CharField(blank=True, help_text='Why an operator switched it off.', max_length=200)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='payment_links', to='merchants.merchant')),
            ],
            options={
                'permissions': [('end_paymentlink', 'Can switch off payment links of merchants')],
                'indexes': [models.Index(fields=['merchant', 'is_live', 'id'], name='checkout_links_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('max_amount', None), ('min_amount', None)), models.Q(('amount', None), models.Q(('min_amount', None), ('min_amount__gt', 0), _connector='OR'), models.Q(('max_amount', None), ('max_amount__gt', 0), _connector='OR'), models.Q(('min_amount', None), ('max_amount', None), ('min_amount__lte', models.F('max_amount')), _connector='OR')), _connector='OR'), name='checkout_link_amount_makes_sense'), models.CheckConstraint(condition=models.Q(('max_uses', None), models.Q(('max_uses__gt', 0), ('uses__lte', models.F('max_uses'))), _connector='OR'), name='checkout_link_not_used_too_often'), models.CheckConstraint(condition=models.Q(models.Q(('tip_mode__in', ['NONE', 'PROMPT']), ('tip_value', None)), models.Q(('tip_mode', 'FIXED'), ('tip_value__gt', 0)), models.Q(('tip_mode', 'PERCENT'), ('tip_value__gt', 0), ('tip_value__lt', 100)), _connector='OR'), name='checkout_link_tip_makes_sense'), models.CheckConstraint(condition=models.Q(('ended_because', ''), ('is_active', False), _connector='OR'), name='checkout_link_ended_is_not_active')],
            },
        ),
        migrations.CreateModel(
            name='LinkUse',
            fields=[
                ('charge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='merchants.charge')),
                ('taken_at', models.DateTimeField()),
                ('given_back_at', models.DateTimeField(blank=True, null=True)),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='checkout.paymentlink')),
            ],
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(blank=True, help_text="The merchant's own sequence, without gaps.", null=True)),
                ('customer_name', models.CharField(max_length=120)),
                ('customer_email', models.CharField(blank=True, help_text='Of somebody who is not here.', max_length=254)),
                ('lines', models.JSONField(help_text='A list of {text, quantity, unit_price, amount}, decimals as strings.')),
                ('amount', models.DecimalField(decimal_places=4, help_text='What the lines add up to.', max_digits=19)),
                ('currency', models.CharField(max_length=3)),
                ('due_date', models.DateField()),
                ('note', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('DRAFT', 'Draft: may be changed'), ('SENT', 'Sent: to be paid'), ('PAID', 'Paid'), ('CANCELLED', 'Cancelled')], default='DRAFT', max_length=9)),
                ('state_reason', models.CharField(blank=True, help_text='Why it was cancelled.', max_length=200)),
                ('page_url', models.CharField(blank=True, help_text='Where it is paid, as the customer was told.', max_length=300)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, help_text='When it was paid or cancelled.', null=True)),
                ('remind_at', models.DateTimeField(blank=True, help_text='When its customer is reminded next.', null=True)),
                ('reminders', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('charge', models.OneToOneField(blank=True, help_text='How it is paid.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.charge')),
                ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='merchants.merchant')),
            ],
            options={
                'permissions': [('cancel_invoice', 'Can cancel invoices of merchants')],
                'indexes': [models.Index(fields=['merchant', 'id'], name='checkout_invoices_of'), models.Index(condition=models.Q(('customer__isnull', False)), fields=['customer', 'id'], name='checkout_invoices_for'), models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='checkout_invoices_to_remind')],
                'constraints': [models.UniqueConstraint(fields=('merchant', 'number'), name='checkout_invoice_number_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='checkout_invoice_asks_for_something'), models.CheckConstraint(condition=models.Q(models.Q(('customer', None), models.Q(('customer_email', ''), _negated=True)), models.Q(('customer__isnull', False), ('customer_email', '')), _connector='OR'), name='checkout_invoice_has_a_customer'), models.CheckConstraint(condition=models.Q(models.Q(('charge', None), ('decided_at', None), ('number', None), ('remind_at', None), ('sent_at', None), ('state', 'DRAFT')), models.Q(('charge__isnull', False), ('decided_at', None), ('number__gt', 0), ('sent_at__isnull', False), ('state', 'SENT')), models.Q(('charge__isnull', False), ('decided_at__isnull', False), ('number__gt', 0), ('sent_at__isnull', False), ('state', 'PAID'), ('remind_at', None)), models.Q(('decided_at__isnull', False), ('remind_at', None), ('state', 'CANCELLED'), models.Q(models.Q(('charge', None), ('number', None), ('sent_at', None)), models.Q(('charge__isnull', False), ('number__gt', 0), ('sent_at__isnull', False)), _connector='OR')), _connector='OR'), name='checkout_invoice_state_is_whole')],
            },
        ),
        migrations.RunSQL((_SQL / "links_and_invoices.sql").read_text(), _BACK),
    ]
