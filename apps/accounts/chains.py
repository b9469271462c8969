"""What people do is sealed."""

from apps.core.chains import Chain, declare, line_of, utc

ACTIVITY = declare(
    Chain(
        name="accounts.activity",
        title="Activity of people",
        table="accounts_activity",
        key="r.id::text",
        line=line_of(
            "r.id",
            "r.person_id",
            "r.action",
            "r.subject",
            "r.ip",
            "r.channel",
            "r.request_id",
            utc("r.at"),
            "r.detail",
            "r.xact",
        ),
        columns=("id", "person_id", "action", "subject", "ip", "channel", "request_id", "at", "detail", "xact"),
        at="at",
    )
)
