-- What a rule said stays known.
CREATE TRIGGER rule_version_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON risk_ruleversion
    FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse();
-- What was there before versions were kept: as each rule is now, since it was changed last.
INSERT INTO risk_ruleversion (id, rule_id, number, figures, why, since)
SELECT gen_random_uuid(), r.id, 1,
       jsonb_build_object(
           'title', r.title, 'kind', r.kind, 'currency', r.currency, 'metric', r.metric,
           'threshold', trim_scale(r.threshold)::text, 'second', trim_scale(r.second)::text,
           'amount_above', trim_scale(r.amount_above)::text,
           'result', r.result, 'is_active', r.is_active, 'is_observing', false
       ),
       '', r.changed_at
FROM risk_rule r;
