import apps.core.ids
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('axes', '0010_accessattemptexpiration'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedLogIn',
            fields=[
            ],
            options={
                'verbose_name': 'failed log-in',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('axes.accessattempt',),
        ),
        migrations.CreateModel(
            name='StaffAuthenticator',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('secret', models.BinaryField(help_text='Sealed by apps.core.crypto.')),
                ('created_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, help_text='When a first code of it was right; before that it opens nothing.', null=True)),
                ('last_counter', models.BigIntegerField(default=0, help_text='The time step of the last code that was accepted: each is good once.')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authenticators', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'second factor',
            },
        ),
        migrations.CreateModel(
            name='StaffRecoveryCode',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('digest', models.BinaryField(max_length=32)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('authenticator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to='operations.staffauthenticator')),
            ],
            options={
                'verbose_name': 'recovery code',
            },
        ),
        migrations.AddConstraint(
            model_name='staffauthenticator',
            constraint=models.UniqueConstraint(condition=models.Q(('confirmed_at__isnull', False)), fields=('user',), name='operations_authenticator_once'),
        ),
        migrations.AddConstraint(
            model_name='staffauthenticator',
            constraint=models.UniqueConstraint(condition=models.Q(('confirmed_at', None)), fields=('user',), name='operations_authenticator_begun_once'),
        ),
        migrations.AddConstraint(
            model_name='staffrecoverycode',
            constraint=models.UniqueConstraint(fields=('authenticator', 'digest'), name='operations_recovery_code_once'),
        ),
        migrations.AddConstraint(
            model_name='staffrecoverycode',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 32), name='operations_recovery_code_is_full'),
        ),
    ]
