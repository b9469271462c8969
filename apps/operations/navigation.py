"""The sidebar of the operators' site: what this operator may see, and nothing else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from apps.approvals.selectors import count_waiting_for
from apps.gateways.selectors import count_open_discrepancies
from apps.operations.pages import PAGES

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
        ("Own roles", "group_add", "auth", "group"),
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
        ("Bank accounts and cards", "credit_card", "funding", "fundingsource"),
        ("Automatic top-ups", "autorenew", "funding", "autotopup"),
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
    "Outside rails": [
        ("Discrepancies", "report", "gateways", "discrepancy"),
        ("Gateways", "alt_route", "gateways", "gateway"),
        ("Routes", "fork_right", "gateways", "route"),
        ("Operations", "sync_alt", "gateways", "operation"),
        ("Callbacks", "call_received", "gateways", "callback"),
        ("Messages on the wire", "cable", "gateways", "message"),
    ],
    "Reconciliation": [
        ("Breaks", "rule_settings", "reconciliation", "break"),
        ("Settlement files", "upload_file", "reconciliation", "importedfile"),
        ("Lines", "list_alt", "reconciliation", "line"),
        ("Settlements", "price_check", "reconciliation", "settlement"),
        ("Coverage", "verified_user", "reconciliation", "coverageproof"),
        ("Agreed fees", "percent", "reconciliation", "agreedfee"),
        ("Sources", "source", "reconciliation", "source"),
    ],
    "Billers": [
        ("Billers", "receipt", "billers", "biller"),
        ("Categories", "category", "billers", "category"),
        ("Packages", "package_2", "billers", "product"),
        ("Commissions", "percent", "billers", "commission"),
        ("Bill payments", "payments", "billers", "billpayment"),
        ("Look-ups", "search", "billers", "billlookup"),
        ("Saved bills", "bookmark", "billers", "savedbill"),
        ("Settlements", "account_balance", "billers", "billersettlement"),
        ("Recharge operators", "cell_tower", "billers", "rechargeoperator"),
        ("Recharge products", "sim_card", "billers", "rechargeproduct"),
        ("Recharge favourites", "contact_phone", "billers", "rechargefavourite"),
        ("Auto-recharges", "autorenew", "billers", "autorecharge"),
        ("Recharge float", "savings", "billers", "rechargefloat"),
    ],
    "Merchants": [
        ("Merchants", "storefront", "merchants", "merchant"),
        ("Stores", "store", "merchants", "store"),
        ("Tills", "point_of_sale", "merchants", "till"),
        ("Staff of merchants", "badge", "merchants", "staff"),
        ("Documents", "description", "merchants", "document"),
        ("Handovers", "swap_horiz", "merchants", "handover"),
        ("Settlements", "account_balance", "merchants", "settlement"),
        ("Reserve holds", "savings", "merchants", "reservehold"),
        ("Discounts", "percent", "merchants", "discountrule"),
        ("Charges", "sell", "merchants", "charge"),
        ("Presented codes", "qr_code_2", "merchants", "presentedcode"),
        ("Sales and refunds", "receipt_long", "merchants", "taking"),
        ("Refund requests", "undo", "merchants", "refundrequest"),
    ],
    "Agents": [
        ("Agents", "support_agent", "agents", "agent"),
        ("Outlets", "storefront", "agents", "outlet"),
        ("Staff of agents", "badge", "agents", "staff"),
        ("Papers of agents", "description", "agents", "document"),
        ("Orders of float", "currency_exchange", "agents", "floatorder"),
        ("Low float", "water_drop", "agents", "floatalert"),
        ("Limits of cash", "speed", "agents", "cashlimit"),
        ("Commission rules", "percent", "agents", "commissionrule"),
        ("Commissions earned", "receipt_long", "agents", "commissionline"),
        ("Commissions paid", "send_money", "agents", "commissionpayout"),
        ("Registrations", "person_add", "agents", "registration"),
        ("Dealings", "sync_alt", "agents", "dealing"),
        ("Codes for cash", "pin", "agents", "cashoutcode"),
        ("Requests for cash", "front_hand", "agents", "cashoutrequest"),
        ("Shifts", "schedule", "agents", "shift"),
        ("Cash in drawers", "payments", "agents", "cashmovement"),
    ],
    "Online payments": [
        ("Payment links", "link", "checkout", "paymentlink"),
        ("Invoices", "request_quote", "checkout", "invoice"),
        ("API keys", "key", "checkout", "apikey"),
        ("Trial refunds", "science", "checkout", "trialrefund"),
        ("Webhook endpoints", "webhook", "checkout", "webhookendpoint"),
        ("Webhook deliveries", "outgoing_mail", "checkout", "webhookdelivery"),
        ("Webhook events", "bolt", "checkout", "webhookevent"),
    ],
    "Ledger": [
        ("Accounts", "account_balance", "ledger", "ledgeraccount"),
        ("Journal entries", "receipt_long", "ledger", "journalentry"),
        ("Batches", "stacks", "ledger", "journalbatch"),
    ],
    "Reports": [],
    "Messages": [
        ("Notifications", "notifications", "notifications", "notification"),
        ("Announcements", "campaign", "notifications", "announcement"),
        ("Texts of ours", "edit_note", "notifications", "templateversion"),
        ("Deliveries", "outgoing_mail", "notifications", "delivery"),
        ("Outages", "signal_disconnected", "notifications", "outage"),
        ("Sandbox messages", "inbox", "notifications", "sandboxmessage"),
    ],
    "Audit": [
        ("Audit trail", "policy", "core", "auditrecord"),
        ("Seals", "lock_clock", "audit", "seal"),
        ("Verifications", "checklist", "audit", "verification"),
    ],
    "Platform": [
        ("Outbox events", "outbox", "core", "outboxevent"),
        ("Heartbeats", "monitor_heart", "core", "heartbeat"),
    ],
}


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """For Unfold's SIDEBAR setting."""
    groups = []
    for title, rows in _GROUPS.items():
        items = [
            {"title": name, "icon": icon, "link": _link(app, model), **_badge(request, model)}
            for name, icon, app, model in rows
            if _is_there(model) and request.user.has_perm(f"{app}.view_{model}")
        ]
        items += [
            {"title": page.title, "icon": page.icon, "link": reverse(f"admin:{page.name}")}
            for page in PAGES
            if page.group == title and request.user.has_perm(page.permission)
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


def _link(app: str, model: str) -> str:
    """The model's list; of approvals what waits for whoever looks."""
    query = {"box": "mine"} if model == "approval" else None
    return reverse(f"admin:{app}_{model}_changelist", query=query)


def _badge(request: HttpRequest, model: str) -> dict[str, Any]:
    """How many rows wait for an operator, where somebody has to look every day."""
    if model == "approval":
        waiting = count_waiting_for(request.user, most=100)
    else:
        waiting = count_open_discrepancies(most=100) if model == "discrepancy" else 0
    if not waiting:
        return {}
    return {"badge": str(waiting) if waiting < 100 else "99+", "badge_variant": "warning"}


def _is_there(model: str) -> bool:
    return model != "sandboxmessage" or settings.SANDBOX


def environment(request: HttpRequest) -> list[str] | None:
    """The badge in the corner, so that nobody takes the demo for production or the other way round."""
    return None if settings.IS_PRODUCTION else [settings.ENVIRONMENT.capitalize(), "info"]
