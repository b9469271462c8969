"""What no role gives, and why. A permission stands in an area of _areas.py or here; test_role_matrix.py sees to it."""

from collections.abc import Iterator
from dataclasses import dataclass

_WRITES = ("add", "change", "delete")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Permissions nobody is given: for each app the models, and what of them."""

    why: str
    verbs: tuple[str, ...]
    models: dict[str, str]

    def permissions(self) -> Iterator[str]:
        """Them, as `app.codename`."""
        for app, models in self.models.items():
            for model in models.split():
                for verb in self.verbs:
                    yield f"{app}.{verb}_{model}"


NOBODY: tuple[Withheld, ...] = (
    Withheld(
        "Only services write these rows: no page adds, changes or deletes one, so the permission opens nothing.",
        _WRITES,
        {
            "accounts": "activity dataexport",
            "agents": "agent cashmovement cashoutcode cashoutrequest commissionline commissionpayout dealing document"
            " floatalert floatorder outlet registration shift staff",
            "approvals": "approval",
            "audit": "seal",
            "billers": "billlookup billpayment billersettlement rechargefavourite savedbill",
            "checkout": "apikey invoice paymentlink trialrefund webhookevent",
            "core": "heartbeat",
            "disbursements": "cosigner disbursement",
            "disputes": "dispute",
            "funding": "fundingsource",
            "gateways": "callback message operation",
            "kyc": "submission watchlisthit",
            "ledger": "journalbatch journalentry ledgeraccount",
            "merchants": "charge document handover merchant presentedcode refundrequest reservehold settlement staff"
            " store taking till",
            "notifications": "notification outage",
            "operations": "failedlogin",
            "reconciliation": "coverageproof line source",
            "reports": "reportrun",
            "requests": "paymentrequest requestblock",
            "risk": "alert case decision",
            "schedules": "schedule schedulerun",
            "transactions": "invitation transaction",
        },
    ),
    Withheld(
        "Services add these rows and never take one away; changing one is an action of its page.",
        ("add", "delete"),
        {
            "accounts": "device namechange session user",
            "billers": "autorecharge rechargefloat rechargeoperator rechargeproduct",
            "checkout": "webhookdelivery webhookendpoint",
            "core": "outboxevent",
            "funding": "autotopup",
            "notifications": "delivery",
            "transactions": "receivable",
            "wallets": "wallet",
        },
    ),
    Withheld(
        "What was counted is written by the counting itself; staff only start it.",
        ("change", "delete"),
        {"audit": "verification"},
    ),
    Withheld(
        "What was decided on is never deleted, so that what was done under it can always be told.",
        ("delete",),
        {
            "billers": "biller category commission product",
            "core": "auditrecord",
            "gateways": "discrepancy gateway route",
            "kyc": "watchlistentry",
            "notifications": "announcement templateversion",
            "reconciliation": "agreedfee break importedfile settlement",
            "risk": "kindpolicy rule",
            "transactions": "conversionrate feerule paymentlimit reversalrequest tierlimit",
        },
    ),
    Withheld(
        "What was written or taken is fixed: another row comes after it.",
        ("change",),
        {
            "billers": "commission",
            "core": "auditrecord",
            "reconciliation": "importedfile",
            "transactions": "conversionrate",
        },
    ),
    Withheld(
        "Its page asks for the app's own permission instead: price_merchant.",
        _WRITES,
        {"merchants": "discountrule"},
    ),
    Withheld(
        "Its page asks for the app's own permission instead: price_agent asks, and changing decides about that.",
        ("add", "delete"),
        {"agents": "cashlimit commissionrule"},
    ),
    Withheld(
        "Whoever could reset a superuser's second factor would be half-way to being one: superusers do it.",
        _WRITES,
        {"operations": "staffauthenticator"},
    ),
    Withheld(
        "They show everybody's codes, and exist in the sandbox only; their page there is public.",
        ("view", *_WRITES),
        {"notifications": "sandboxmessage"},
    ),
)
