"""What was agreed stays fixed, now that a payment may be held and decided later. Their text is in apps/transactions/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"

_BACK = """
DROP TRIGGER agreed_terms_are_fixed ON transactions_transaction;
DROP TRIGGER held_is_decided_once ON transactions_transaction;
DROP TRIGGER band_is_never_edited ON transactions_feeband;
DROP TRIGGER band_is_never_emptied ON transactions_feeband;
DROP TRIGGER band_comes_with_its_schedule ON transactions_feeband;
DROP TRIGGER rate_is_never_edited ON transactions_conversionrate;
DROP TRIGGER rate_is_never_emptied ON transactions_conversionrate;
DROP TRIGGER quote_is_never_edited ON transactions_quote;
DROP FUNCTION transactions_decide_held, transactions_check_band, transactions_unspend;
CREATE TRIGGER what_was_agreed_is_fixed
    BEFORE UPDATE OF id, reference, kind, initiator_id, idempotency_key, request_digest, payer_id, payee_id,
        payer_wallet_id, payee_wallet_id, payer_name, payee_name, amount, fee, currency, note, parent_id, channel, session_id,
        request_id, created_at
    ON transactions_transaction FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
CREATE TRIGGER decided_is_decided
    BEFORE UPDATE OF state, failure_code ON transactions_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION transactions_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("transactions", "0006_whole_life_of_a_payment")]

    operations = [migrations.RunSQL((_SQL / "held.sql").read_text(), _BACK)]
