"""Rules may look at what agents do: what narrowed a rule's figures makes room for it."""

import django.db.models.functions.math
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

_METRICS = (
    "'PAYMENTS_IN_HOUR', 'PAYMENTS_IN_DAY', 'TOTAL_IN_HOUR', 'TOTAL_IN_DAY', 'AMOUNT', 'TIMES_HABIT', 'DEVIATIONS',"
    " 'DEVICE_AGE_HOURS', 'NEW_PAYEE', 'NEW_PAYEES_IN_DAY', 'PAYERS_OF_PAYEE_IN_DAY', 'LOCAL_HOUR', 'ROUND_TRIP',"
    " 'WATCH_LIST'"
)
_BEFORE = {
    "risk_metric_is_known": f"metric IN ({_METRICS})",
    "risk_threshold_is_there": "metric IN ('NEW_PAYEE', 'WATCH_LIST') OR threshold IS NOT NULL",
    "risk_listed_or_not": "NOT metric = 'WATCH_LIST' OR threshold IS NULL",
    "risk_counts_are_whole": (
        "NOT metric IN ('PAYMENTS_IN_HOUR', 'PAYMENTS_IN_DAY', 'NEW_PAYEES_IN_DAY', 'PAYERS_OF_PAYEE_IN_DAY')"
        " OR threshold = floor(threshold)"
    ),
    "risk_amounts_have_a_currency": (
        "NOT metric IN ('TOTAL_IN_HOUR', 'TOTAL_IN_DAY', 'AMOUNT') AND amount_above IS NULL OR NOT currency = ''"
    ),
}


def _make_room(name: str, condition: str) -> migrations.RunSQL:
    """A wider one takes its place in this transaction."""
    return migrations.RunSQL(
        [f"-- squawk-ignore ban-drop-constraint\nALTER TABLE risk_rule DROP CONSTRAINT {name}"],
        [f"ALTER TABLE risk_rule ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID"],
        state_operations=[migrations.RemoveConstraint(model_name="rule", name=name)],
    )


class Migration(migrations.Migration):
    dependencies = [("risk", "0002_counting_and_guards")]

    operations = [
        *(_make_room(name, condition) for name, condition in _BEFORE.items()),
        migrations.AlterField(
            model_name='rule',
            name='metric',
            field=models.CharField(choices=[('PAYMENTS_IN_HOUR', 'Payments of the payer in an hour'), ('PAYMENTS_IN_DAY', 'Payments of the payer in a day'), ('TOTAL_IN_HOUR', 'Total of the payer in an hour'), ('TOTAL_IN_DAY', 'Total of the payer in a day'), ('AMOUNT', 'Amount'), ('TIMES_HABIT', "Amount, as a multiple of the payer's mean"), ('DEVIATIONS', "Amount above the payer's mean, in their usual deviations"), ('DEVICE_AGE_HOURS', 'Hours since the device was registered'), ('NEW_PAYEE', 'The payer has not paid this payee before'), ('NEW_PAYEES_IN_DAY', 'New payees of the payer in a day (one to many)'), ('PAYERS_OF_PAYEE_IN_DAY', 'People who pay the payee in a day (many to one)'), ('LOCAL_HOUR', 'Hour of the day'), ('ROUND_TRIP', 'The payee has paid the payer a short while ago'), ('WATCH_LIST', 'Payer or payee is on the watch list'), ('SPLIT_WITH_AGENT', 'Dealings of this customer with this agent in a day'), ('SPLIT_TOTAL_WITH_AGENT', 'Total of this customer with this agent in a day'), ('LINKED_TO_AGENT', 'The customer shares a phone or a document with who works for the agent'), ('MINUTES_SINCE_CASH_IN', 'Minutes between a cash-in and the cash-out'), ('OUTSIDE_HOURS', 'The outlet is closed at this hour')], max_length=24, verbose_name='looks at'),
        ),
        migrations.AlterField(
            model_name='rule',
            name='threshold',
            field=models.DecimalField(blank=True, decimal_places=4, help_text='Hit above it. Hours since the device was registered, minutes since a cash-in: hit below it. New payee: empty, or also hit less than so many hours after the first payment. Hour of the day: from this hour on. Paid back: within so many hours.', max_digits=19, null=True),
        ),
        AddConstraintNotValid(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(('metric__in', ['PAYMENTS_IN_HOUR', 'PAYMENTS_IN_DAY', 'TOTAL_IN_HOUR', 'TOTAL_IN_DAY', 'AMOUNT', 'TIMES_HABIT', 'DEVIATIONS', 'DEVICE_AGE_HOURS', 'NEW_PAYEE', 'NEW_PAYEES_IN_DAY', 'PAYERS_OF_PAYEE_IN_DAY', 'LOCAL_HOUR', 'ROUND_TRIP', 'WATCH_LIST', 'SPLIT_WITH_AGENT', 'SPLIT_TOTAL_WITH_AGENT', 'LINKED_TO_AGENT', 'MINUTES_SINCE_CASH_IN', 'OUTSIDE_HOURS'])), name='risk_metric_is_known'),
        ),
        AddConstraintNotValid(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(('metric__in', ('NEW_PAYEE', 'WATCH_LIST', 'LINKED_TO_AGENT', 'OUTSIDE_HOURS')), ('threshold__isnull', False), _connector='OR'), name='risk_threshold_is_there'),
        ),
        AddConstraintNotValid(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('metric__in', ('WATCH_LIST', 'LINKED_TO_AGENT', 'OUTSIDE_HOURS')), _negated=True), ('threshold', None), _connector='OR'), name='risk_listed_or_not'),
        ),
        AddConstraintNotValid(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('metric__in', ('PAYMENTS_IN_HOUR', 'PAYMENTS_IN_DAY', 'NEW_PAYEES_IN_DAY', 'PAYERS_OF_PAYEE_IN_DAY', 'SPLIT_WITH_AGENT')), _negated=True), ('threshold', django.db.models.functions.math.Floor('threshold')), _connector='OR'), name='risk_counts_are_whole'),
        ),
        AddConstraintNotValid(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('metric__in', ('TOTAL_IN_HOUR', 'TOTAL_IN_DAY', 'AMOUNT', 'SPLIT_TOTAL_WITH_AGENT')), _negated=True), ('amount_above', None)), models.Q(('currency', ''), _negated=True), _connector='OR'), name='risk_amounts_have_a_currency'),
        ),
    ]
