"""What there is to see and to do on the operators' site, in the words of those who do it.

An area is what belongs together in somebody's work. Its parts name Django's permissions: `sees` names models, each
standing for `view_<model>`; the others name codenames. Names without a dot are of the area's `app`. A new page, model
or action is entered here, or in _withheld.py: gopay/tests/test_role_matrix.py fails until it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Verb = Literal["sees", "asks", "decides", "acts", "deletes"]
VERBS: tuple[Verb, ...] = ("sees", "asks", "decides", "acts", "deletes")
# For whoever reads the page of roles.
MEANINGS: dict[Verb, str] = {
    "sees": "Opens lists and pages, and changes nothing.",
    "asks": "Puts something to a second person, who decides.",
    "decides": "Decides about what somebody else has asked for; never about what they have asked for themselves.",
    "acts": "Does it without a second person, and the audit trail says who and why.",
    "deletes": "Takes rows away for good.",
}


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the operators' work, under a group of the sidebar."""

    group: str
    title: str
    app: str
    sees: str = ""
    asks: str = ""
    decides: str = ""
    acts: str = ""
    deletes: str = ""
    about: str = ""

    def permissions(self, verb: Verb) -> frozenset[str]:
        """The permissions of one verb, as `app.codename`."""
        return frozenset(self._named(verb))

    def verbs(self) -> tuple[Verb, ...]:
        """What can be done here at all."""
        return tuple(verb for verb in VERBS if getattr(self, verb))

    def _named(self, verb: Verb) -> Iterator[str]:
        for name in getattr(self, verb).split():
            app, _, last = name.rpartition(".")
            yield f"{app or self.app}.{f'view_{last}' if verb == 'sees' else last}"


AREAS: tuple[Area, ...] = (
    Area(
        *("People", "People", "accounts"),
        sees="user",
        asks="change_user",
        decides="change_user",
        acts="change_user",
        about="Lock, end sessions and start a PIN reset alone; unlock and let money leave again by two. One permission "
        "for all of it. Staff: superusers only.",
    ),
    Area("People", "Name changes", "accounts", sees="namechange", decides="change_namechange"),
    Area(
        *("People", "Phones and sessions", "accounts"),
        sees="device session",
        acts="change_device change_session",
        about="Lock and wipe a phone, end a session.",
    ),
    Area("People", "Activity", "accounts", sees="activity"),
    Area("People", "Notes", "operations", sees="note", acts="add_note", about="What colleagues wrote down."),
    Area("People", "Copies of their data", "accounts", sees="dataexport"),
    Area(
        *("Staff", "Roles", "auth"),
        sees="group",
        asks="add_group",
        decides="change_group",
        deletes="delete_group",
        about="Give a role to somebody, and permissions to a role of one's own making. Taking away needs no second "
        "person, and deleting is for roles of one's own making.",
    ),
    Area("Staff", "Approvals", "approvals", sees="approval"),
    Area("Staff", "How staff log in", "operations", sees="staffauthenticator failedlogin"),
    Area("Staff", "Audit trail", "core", sees="auditrecord"),
    Area(
        *("Staff", "Seals and verification", "audit"),
        sees="seal verification",
        acts="add_verification",
        about="Have the chains, the ledger and the roll-ups recounted; it changes none of them.",
    ),
    Area(
        *("Staff", "Exports", "core"),
        acts="add_auditrecord",
        about="Take files of what one sees away, and make reports of it; each leaves a line in the audit trail.",
    ),
    Area("Staff", "Reports made", "reports", sees="reportrun"),
    Area(
        *("Staff", "Arranged reports", "reports"),
        sees="reportschedule",
        acts="add_reportschedule",
        about="Have a report made and sent again and again.",
    ),
    Area(
        *("Identity", "Identity checks", "kyc"),
        sees="submission",
        decides="review_submission",
        about="Who decides sees details and pictures, and whether a hit of the watch list is the person.",
    ),
    Area(
        *("Identity", "Watch list", "kyc"),
        sees="watchlistentry watchlisthit",
        acts="add_watchlistentry change_watchlistentry",
    ),
    Area(
        *("Risk", "Cases and alerts", "risk"),
        sees="case alert",
        decides="decide_case",
        about="Release or give back what is held.",
    ),
    Area("Risk", "Decisions of the rules", "risk", sees="decision"),
    Area(
        *("Risk", "Rules", "risk"),
        sees="rule kindpolicy",
        acts="add_rule change_rule add_kindpolicy change_kindpolicy",
    ),
    Area("Money", "Payments", "transactions", sees="transaction"),
    Area(
        *("Money", "Reversals", "transactions"),
        sees="reversalrequest",
        asks="add_reversalrequest",
        decides="change_reversalrequest",
    ),
    Area(
        *("Money", "Adjustments", "transactions"),
        asks="ask_adjustment",
        decides="decide_adjustment",
        about="Put a wallet right by hand.",
    ),
    Area("Money", "Disputes", "disputes", sees="dispute", decides="decide_dispute"),
    Area(
        *("Money", "Wallets", "wallets"),
        sees="wallet",
        acts="change_wallet",
        about="Freeze and unfreeze: nothing leaves, money still arrives.",
    ),
    Area(
        *("Money", "Requests and schedules", "requests"),
        sees="paymentrequest requestblock schedules.schedule schedules.schedulerun transactions.invitation",
    ),
    Area("Money", "Disbursements", "disbursements", sees="disbursement cosigner"),
    Area(
        *("Money", "Bank accounts and cards", "funding"),
        sees="fundingsource autotopup",
        acts="change_autotopup",
        about="Pause an automatic top-up.",
    ),
    Area(
        *("Money", "Owed to us", "transactions"),
        sees="receivable",
        acts="change_receivable",
        about="Collect from the wallet what is there.",
    ),
    Area(
        *("Money", "Prices", "transactions"),
        sees="feerule conversionrate",
        asks="add_feerule",
        decides="change_feerule",
        acts="add_conversionrate",
        about="Fees take two; rates between currencies are entered.",
    ),
    Area(
        *("Money", "Limits", "transactions"),
        sees="paymentlimit tierlimit",
        asks="add_paymentlimit add_tierlimit",
        decides="change_paymentlimit change_tierlimit",
    ),
    Area(
        *("Outside rails", "Discrepancies", "gateways"),
        sees="discrepancy",
        asks="add_discrepancy",
        decides="change_discrepancy",
    ),
    Area(
        *("Outside rails", "Gateways and routes", "gateways"),
        sees="gateway route",
        acts="add_gateway change_gateway add_route change_route",
    ),
    Area("Outside rails", "Traffic with providers", "gateways", sees="operation callback message"),
    Area("Reconciliation", "Breaks", "reconciliation", sees="break", asks="add_break", decides="change_break"),
    Area(
        *("Reconciliation", "Settlement files", "reconciliation"),
        sees="importedfile line source",
        acts="add_importedfile",
    ),
    Area(
        *("Reconciliation", "Settlements", "reconciliation"),
        sees="settlement",
        asks="add_settlement",
        decides="change_settlement",
    ),
    Area("Reconciliation", "Coverage", "reconciliation", sees="coverageproof"),
    Area(
        *("Reconciliation", "Agreed fees", "reconciliation"),
        sees="agreedfee",
        acts="add_agreedfee change_agreedfee",
    ),
    Area(
        *("Billers", "Catalogue", "billers"),
        sees="biller category product rechargeoperator rechargeproduct",
        acts="add_biller change_biller add_category change_category add_product change_product"
        " change_rechargeoperator change_rechargeproduct",
    ),
    Area("Billers", "Commissions of billers", "billers", sees="commission", acts="add_commission"),
    Area(
        *("Billers", "Bills and recharges", "billers"),
        sees="billpayment billlookup savedbill rechargefavourite autorecharge",
        acts="change_autorecharge",
        about="Pause an automatic recharge.",
    ),
    Area(
        *("Billers", "Payouts to billers", "billers"),
        sees="billersettlement",
        asks="pay_out_billersettlement",
        decides="pay_out_billersettlement",
        about="One permission for both; nobody decides about their own.",
    ),
    Area(
        *("Billers", "Recharge float", "billers"),
        sees="rechargefloat",
        acts="change_rechargefloat",
        about="From where on its running low is told.",
    ),
    Area(
        *("Merchants", "Merchants", "merchants"),
        sees="merchant store till staff document handover",
        decides="review_merchant",
        about="Who decides sees their papers, approves, suspends and closes.",
    ),
    Area(
        *("Merchants", "Terms and settlements of merchants", "merchants"),
        sees="settlement reservehold discountrule",
        acts="price_merchant",
    ),
    Area("Merchants", "Sales", "merchants", sees="charge presentedcode taking"),
    Area(
        *("Merchants", "Refunds for merchants", "merchants"),
        sees="refundrequest",
        asks="refund_for_merchant",
        decides="refund_for_merchant",
        about="One permission for both; nobody decides about their own.",
    ),
    Area(
        *("Agents", "Agents", "agents"),
        sees="agent outlet staff document",
        decides="review_agent",
        about="Who decides sees their papers, approves, suspends and closes.",
    ),
    Area(
        *("Agents", "Terms and commissions of agents", "agents"),
        sees="cashlimit commissionrule commissionline commissionpayout",
        asks="price_agent",
        decides="change_cashlimit change_commissionrule",
        acts="price_agent",
        about="Limits of cash and commission rules take two; terms of one agent are set, and payouts are retried.",
    ),
    Area(
        *("Agents", "Float of agents", "agents"),
        sees="floatorder floatalert",
        asks="request_float",
        decides="approve_float",
    ),
    Area(
        *("Agents", "Dealings in cash", "agents"),
        sees="dealing cashoutcode cashoutrequest registration shift cashmovement",
    ),
    Area(
        *("Online payments", "Links, invoices and keys", "checkout"),
        sees="paymentlink invoice apikey trialrefund",
        acts="end_paymentlink cancel_invoice revoke_apikey",
        about="Switch off a link, cancel an invoice, revoke a key.",
    ),
    Area(
        *("Online payments", "Webhooks", "checkout"),
        sees="webhookendpoint webhookdelivery webhookevent",
        acts="change_webhookendpoint change_webhookdelivery",
        about="Switch an endpoint on and off, send again.",
    ),
    Area("Ledger", "Accounts and entries", "ledger", sees="ledgeraccount journalentry journalbatch"),
    Area(
        *("Messages", "Messages to people", "notifications"),
        sees="notification delivery outage",
        acts="change_delivery",
        about="Send again what has failed.",
    ),
    Area(
        *("Messages", "What messages say", "notifications"),
        sees="templateversion announcement",
        asks="add_templateversion add_announcement",
        decides="change_templateversion change_announcement",
    ),
    Area(
        *("Platform", "Events and processes", "core"),
        sees="outboxevent heartbeat",
        acts="change_outboxevent",
        about="Publish an event again.",
    ),
)
