-- Writes down with a dealing what it left of the outlet's float and in the teller's drawer. Both rows are locked by the
-- payment and have moved by now: PostgreSQL runs the SELECT of a statement, in which the ledger and the counters are
-- called, before the INSERTs of its WITH that nobody reads. (test_cash_in.py would see it if that ever changed.)
CREATE FUNCTION agents_note_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT h.expected INTO NEW.drawer_after FROM agents_shift h WHERE h.id = NEW.shift_id;
    SELECT a.balance INTO NEW.float_after
      FROM wallets_wallet w JOIN ledger_account a ON a.code = 'wallet:' || w.id || ':available' AND a.currency = w.currency
     WHERE w.outlet_id = NEW.outlet_id AND w.currency = NEW.currency;
    RETURN NEW;
END $$;
CREATE TRIGGER dealing_notes_what_is_left BEFORE INSERT ON agents_dealing
    FOR EACH ROW WHEN (NEW.shift_id IS NOT NULL AND NEW.drawer_after IS NULL) EXECUTE FUNCTION agents_note_left();
