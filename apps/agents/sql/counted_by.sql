-- Who counted a drawer is as fixed as what they counted.
CREATE TRIGGER counter_is_fixed BEFORE UPDATE OF closed_by_id ON agents_shift
    FOR EACH ROW WHEN (OLD.state <> 'OPEN' AND OLD.closed_by_id IS DISTINCT FROM NEW.closed_by_id)
    EXECUTE FUNCTION agents_refuse();
