"""The sidebar of the operators' site: what this operator may see, and nothing else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

# Group -> rows of (title, icon of Material Symbols, app, model).
_GROUPS: dict[str, list[tuple[str, str, str, str]]] = {
    "People": [
        ("People", "group", "accounts", "user"),
        ("Name changes", "edit_note", "accounts", "namechange"),
        ("Devices", "smartphone", "accounts", "device"),
        ("Sessions", "devices", "accounts", "session"),
        ("Data exports", "folder_zip", "accounts", "dataexport"),
        ("Activity", "history", "accounts", "activity"),
    ],
    "Staff": [
        ("Roles", "shield_person", "auth", "group"),
        ("Approvals", "fact_check", "approvals", "approval"),
        ("Second factors", "security_key", "operations", "staffauthenticator"),
        ("Failed log-ins", "gpp_bad", "operations", "failedlogin"),
    ],
    "Identity": [
        ("Submissions", "badge", "kyc", "submission"),
        ("Watch list", "visibility", "kyc", "watchlistentry"),
        ("Watch list hits", "person_alert", "kyc", "watchlisthit"),
    ],
    "Risk": [
        ("Cases", "folder_supervised", "risk", "case"),
        ("Alerts", "notification_important", "risk", "alert"),
        ("Decisions", "gavel", "risk", "decision"),
        ("Rules", "rule", "risk", "rule"),
        ("Kind policies", "toggle_on", "risk", "kindpolicy"),
    ],
    "Money": [
        ("Payments", "payments", "transactions", "transaction"),
        ("Payment requests", "request_quote", "requests", "paymentrequest"),
        ("Blocked requesters", "block", "requests", "requestblock"),
        ("Invitations", "forward_to_inbox", "transactions", "invitation"),
        ("Schedules", "event_repeat", "schedules", "schedule"),
        ("Scheduled runs", "checklist", "schedules", "schedulerun"),
        ("Disbursements", "groups", "disbursements", "disbursement"),
        ("Cosigners", "handshake", "disbursements", "cosigner"),
        ("Reversals", "undo", "transactions", "reversalrequest"),
        ("Owed to us", "request_quote", "transactions", "receivable"),
        ("Wallets", "account_balance_wallet", "wallets", "wallet"),
        ("Disputes", "gavel", "disputes", "dispute"),
        ("Fee rules", "percent", "transactions", "feerule"),
        ("Conversion rates", "currency_exchange", "transactions", "conversionrate"),
        ("Payment limits", "speed", "transactions", "paymentlimit"),
        ("Limits of tiers", "stairs_2", "transactions", "tierlimit"),
    ],
    "Ledger": [
        ("Accounts", "account_balance", "ledger", "ledgeraccount"),
        ("Journal entries", "receipt_long", "ledger", "journalentry"),
        ("Batches", "stacks", "ledger", "journalbatch"),
    ],
    "Messages": [
        ("Notifications", "notifications", "notifications", "notification"),
        ("Deliveries", "outgoing_mail", "notifications", "delivery"),
        ("Outages", "signal_disconnected", "notifications", "outage"),
        ("Sandbox messages", "inbox", "notifications", "sandboxmessage"),
    ],
    "Platform": [
        ("Outbox events", "outbox", "core", "outboxevent"),
        ("Exports", "download", "core", "exportrecord"),
        ("Heartbeats", "monitor_heart", "core", "heartbeat"),
    ],
}


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """For Unfold's SIDEBAR setting."""
    groups = []
    for title, rows in _GROUPS.items():
        items = [
            {"title": name, "icon": icon, "link": reverse(f"admin:{app}_{model}_changelist")}
            for name, icon, app, model in rows
            if _is_there(model) and request.user.has_perm(f"{app}.view_{model}")
        ]
        if items:
            groups.append({"title": title, "separator": True, "items": items})
    overview = {"title": "Overview", "icon": "dashboard", "link": reverse("admin:index")}
    return [{"title": "", "items": [overview]}, *groups]


def account_links(request: HttpRequest) -> list[dict[str, Any]]:
    """For Unfold's ACCOUNT setting: what each operator may do about their own log-in."""
    return [
        {"title": "Second factor", "link": reverse("admin:own_factor")},
        {"title": "Change password", "link": reverse("admin:password_change")},
    ]


def _is_there(model: str) -> bool:
    return model != "sandboxmessage" or settings.SANDBOX


def environment(request: HttpRequest) -> list[str] | None:
    """The badge in the corner, so that nobody takes the demo for production or the other way round."""
    return None if settings.IS_PRODUCTION else [settings.ENVIRONMENT.capitalize(), "info"]
