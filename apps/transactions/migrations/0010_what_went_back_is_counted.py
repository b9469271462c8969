"""What went back of a payment is counted exactly and stays counted. The text is in apps/transactions/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION transactions_guard_receivable CASCADE;
DROP FUNCTION transactions_guard_reversal CASCADE;
DROP TRIGGER reversal_is_never_deleted ON transactions_reversalrequest;
DROP TRIGGER owed_is_never_deleted ON transactions_receivable;
DROP TRIGGER what_went_back_is_never_deleted ON transactions_paidback;
DROP FUNCTION transactions_guard_paid_back CASCADE;
DROP FUNCTION transactions_pay_back;
"""


class Migration(migrations.Migration):
    dependencies = [("transactions", "0009_invitations_are_counted")]

    operations = [migrations.RunSQL((_SQL / "paid_back.sql").read_text(), _BACK)]
