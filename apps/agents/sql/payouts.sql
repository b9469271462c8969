-- What was paid out is final; of one that failed only what became of it changes. Whose it is and when its first line
-- was is as fixed as the rest.
CREATE OR REPLACE FUNCTION agents_follow_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'PAID'
       OR (NEW.id, NEW.agent_id, NEW.earner, NEW.earner_id, NEW.account_code, NEW.currency, NEW.since, NEW.until,
           NEW.lines, NEW.gross, NEW.tax, NEW.net, NEW.made_at)
          IS DISTINCT FROM
          (OLD.id, OLD.agent_id, OLD.earner, OLD.earner_id, OLD.account_code, OLD.currency, OLD.since, OLD.until,
           OLD.lines, OLD.gross, OLD.tax, OLD.net, OLD.made_at) THEN
        RAISE EXCEPTION 'a payout is fixed: % is refused', TG_OP USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
