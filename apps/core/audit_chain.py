"""The audit trail of staff is sealed."""

from apps.core.chains import Chain, declare, line_of, utc

AUDIT = declare(
    Chain(
        name="core.audit",
        title="Audit trail of staff",
        table="core_exportrecord",
        key="r.id::text",
        line=line_of(
            "r.id",
            "r.actor_id",
            "r.verb",
            "r.what",
            "r.subject_kind",
            "r.subject_id",
            "r.why",
            "r.rows",
            "r.ip",
            "r.channel",
            "r.request_id",
            "r.detail",
            utc("r.recorded_at"),
            "r.xact",
        ),
        columns=(
            "id",
            "actor_id",
            "verb",
            "what",
            "subject_kind",
            "subject_id",
            "why",
            "rows",
            "ip",
            "channel",
            "request_id",
            "detail",
            "recorded_at",
            "xact",
        ),
        at="recorded_at",
    )
)
