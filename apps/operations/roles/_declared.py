"""The roles: who sees and does what, area by area. What is not said is not given."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.operations.roles._areas import AREAS, VERBS, Area, Verb


@dataclass(frozen=True, slots=True)
class Role:
    """A role of staff. `grants` says for the title of an area which verbs it gives there."""

    name: str
    purpose: str
    grants: Mapping[str, str]

    def verbs(self, area: Area) -> tuple[Verb, ...]:
        """What somebody with this role does there; nothing is an empty tuple."""
        given = self.grants.get(area.title, "").split()
        return tuple(verb for verb in VERBS if verb in given)

    def permissions(self) -> frozenset[str]:
        """All it gives, as `app.codename`."""
        return frozenset(
            permission for area in AREAS for verb in self.verbs(area) for permission in area.permissions(verb)
        )


def _everything() -> dict[str, str]:
    return {area.title: " ".join(area.verbs()) for area in AREAS}


def _every_sight() -> dict[str, str]:
    return {area.title: "sees" for area in AREAS if area.sees}


ADMIN = Role(
    "Admin",
    "Runs the whole house: sees, asks and decides everywhere. Is no superuser, and never decides about their own.",
    _everything(),
)
SUPPORT = Role(
    "Support",
    "Helps people who call: finds them and their payments, locks and unlocks, starts PIN resets, asks for reversals.",
    {
        "People": "sees asks decides acts",
        "Name changes": "sees",
        "Phones and sessions": "sees acts",
        "Activity": "sees",
        "Notes": "sees acts",
        "Copies of their data": "sees",
        "Approvals": "sees",
        "Identity checks": "sees",
        "Payments": "sees",
        "Reversals": "sees asks",
        "Disputes": "sees",
        "Wallets": "sees",
        "Requests and schedules": "sees",
        "Disbursements": "sees",
        "Bank accounts and cards": "sees acts",
        "Bills and recharges": "sees acts",
        "Sales": "sees",
        "Dealings in cash": "sees",
        "Messages to people": "sees acts",
        "What messages say": "sees asks",
    },
)
KYC = Role(
    "KYC",
    "Finds out who people are: looks at papers and pictures, decides about them and about names, keeps the watch list.",
    {
        "People": "sees",
        "Name changes": "sees decides",
        "Notes": "sees acts",
        "Approvals": "sees",
        "Identity checks": "sees decides",
        "Watch list": "sees acts",
    },
)
FINANCE = Role(
    "Finance",
    "Keeps the money right: float, reversals, payouts, prices, reconciliation, the ledger.",
    {
        "Notes": "sees acts",
        "Approvals": "sees",
        "Exports": "acts",
        "Arranged reports": "sees acts",
        "Payments": "sees",
        "Reversals": "sees asks decides",
        "Adjustments": "asks decides",
        "Disputes": "sees",
        "Disbursements": "sees",
        "Wallets": "sees",
        "Owed to us": "sees acts",
        "Prices": "sees asks decides acts",
        "Limits": "sees asks decides",
        "Discrepancies": "sees asks decides",
        "Gateways and routes": "sees",
        "Traffic with providers": "sees",
        "Breaks": "sees asks decides",
        "Settlement files": "sees acts",
        "Settlements": "sees asks decides",
        "Coverage": "sees",
        "Agreed fees": "sees acts",
        "Catalogue": "sees",
        "Commissions of billers": "sees acts",
        "Bills and recharges": "sees",
        "Payouts to billers": "sees asks decides",
        "Recharge float": "sees acts",
        "Terms and settlements of merchants": "sees",
        "Sales": "sees",
        "Refunds for merchants": "sees asks decides",
        "Terms and commissions of agents": "sees decides",
        "Float of agents": "sees asks decides",
        "Dealings in cash": "sees",
        "Accounts and entries": "sees",
    },
)
RISK = Role(
    "Risk",
    "Looks for fraud: rules, alerts and cases, disputes; releases or gives back what is held, and freezes wallets.",
    {
        "People": "sees",
        "Phones and sessions": "sees",
        "Activity": "sees",
        "Notes": "sees acts",
        "Approvals": "sees",
        "Exports": "acts",
        "Identity checks": "sees",
        "Watch list": "sees",
        "Cases and alerts": "sees decides",
        "Decisions of the rules": "sees",
        "Rules": "sees acts",
        "Payments": "sees",
        "Reversals": "sees asks",
        "Disputes": "sees decides",
        "Wallets": "sees acts",
        "Requests and schedules": "sees",
        "Disbursements": "sees",
        "Bank accounts and cards": "sees",
        "Limits": "sees",
        "Bills and recharges": "sees",
        "Sales": "sees",
        "Dealings in cash": "sees",
    },
)
MERCHANTS = Role(
    "Merchants",
    "Looks after those who are paid: merchants, their online payments, and billers.",
    {
        "Notes": "sees acts",
        "Approvals": "sees",
        "Exports": "acts",
        "Catalogue": "sees acts",
        "Commissions of billers": "sees",
        "Payouts to billers": "sees",
        "Recharge float": "sees",
        "Merchants": "sees decides",
        "Terms and settlements of merchants": "sees acts",
        "Sales": "sees",
        "Refunds for merchants": "sees asks decides",
        "Links, invoices and keys": "sees acts",
        "Webhooks": "sees acts",
    },
)
AGENTS = Role(
    "Agents",
    "Looks after agents: papers, terms, outlets, and enters the float that they buy and sell.",
    {
        "Notes": "sees acts",
        "Approvals": "sees",
        "Exports": "acts",
        "Agents": "sees decides",
        "Terms and commissions of agents": "sees asks acts",
        "Float of agents": "sees asks",
        "Dealings in cash": "sees",
    },
)
AUDITOR = Role(
    "Auditor",
    "Reads everything, takes copies of it, and changes nothing.",
    {**_every_sight(), "Exports": "acts", "Seals and verification": "sees acts"},
)

ROLES: tuple[Role, ...] = (ADMIN, SUPPORT, KYC, FINANCE, RISK, MERCHANTS, AGENTS, AUDITOR)
