"""The e-money that was issued, to whom, and what covered it: the position regulators ask for."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from apps.ledger.reporting import ClassTotal, list_class_totals_at
from apps.reconciliation.reporting import list_daily_proofs
from apps.reconciliation.services import NOT_EMONEY
from apps.reports.catalogue._forms import DayForm
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row, fixed
from apps.wallets.reporting import FloatTotal, list_float_totals

_COLUMNS = (
    Column("section", "Section", width=12),
    Column("class", "Class", width=38),
    Column("accounts", "Accounts", "count", width=10),
    Column("amount", "Amount", "money", width=22),
    Column("currency", "Currency", width=9),
)
# What the accounts of e-money are for; what is not named here is shown by its code.
_CLASSES = {
    ("wallet", "available"): "Wallets of people, available",
    ("wallet", "held"): "Wallets of people, put aside",
    ("merchant", "takings"): "Takings of merchants, not settled",
    ("merchant", "payable"): "Settlements of merchants, not paid out",
    ("merchant", "reserve"): "Reserves of merchants",
    ("agent", "commission"): "Commissions of agents, not paid",
    ("outlet", ""): "Commissions of outlets, not paid",
    ("teller", ""): "Commissions of tellers, not paid",
    ("disbursement", ""): "Disbursements under way",
    ("biller", ""): "Collected for billers",
    ("suspense", ""): "Suspense: whose it is has to be found",
}
_ZERO = Decimal(0)


def _rows(parameters: Parameters) -> Iterator[Row]:
    before, currency = parameters["before"], parameters["currency"]
    totals = defaultdict(list)
    for one in list_class_totals_at(before=before, currency=currency):
        totals[one.currency].append(one)
    floats = {one.currency: one for one in list_float_totals(before=before, currency=currency)}
    # The daily proof of a day is taken early on it: the one nearest to a day's end is the next day's.
    proofs = {proof.currency: proof for proof in list_daily_proofs(day=(before - timedelta(microseconds=1)).date())}
    for code in sorted(totals):
        yield from _position(code, totals[code], floats.get(code))
        proof = proofs.get(code)
        if proof is not None:
            words = "is covered" if proof.is_covered else "is NOT covered"
            yield "proof", "PROOF", f"Daily proof of {proof.day}: {words}; missing", None, proof.missing, code


def _position(currency: str, totals: list[ClassTotal], floats: FloatTotal | None) -> Iterator[Row]:
    issued = trust = receivable = payable = _ZERO
    for one in totals:
        if one.kind == "LIABILITY" and one.family not in NOT_EMONEY:
            # As in the proof: what one account overdrew does not pay what another one is owed.
            issued += one.credits
            yield from _issued(one, floats)
        elif one.family == "trust":
            trust += one.debits - one.credits
        elif one.family == "psp":
            receivable += one.debits
            payable += one.credits
    yield "total", "ISSUED", "E-money issued", None, issued, currency
    yield LINE, "COVER", "Trust accounts", None, trust, currency
    yield LINE, "COVER", "Held by providers for us", None, receivable, currency
    yield LINE, "OWED", "Owed to providers", None, payable, currency
    covered = trust + receivable - issued - payable
    words = "Covered: surplus" if covered >= 0 else "NOT covered: missing"
    yield "total", "COVER", words, None, abs(covered), currency
    strict = trust - issued - payable
    words = "Covered by the banks alone: surplus" if strict >= 0 else "By the banks alone: missing"
    yield "total", "COVER", words, None, abs(strict), currency


def _issued(one: ClassTotal, floats: FloatTotal | None) -> Iterator[Row]:
    title = _CLASSES.get((one.family, one.part)) or _CLASSES.get((one.family, "")) or f"{one.family} {one.part}".strip()
    amount, accounts = one.credits, one.accounts
    if one.family == "wallet" and floats is not None:
        of_floats = floats.available if one.part == "available" else floats.held
        # The rest are people's: a float's accounts are called as any wallet's.
        amount -= of_floats
        accounts -= floats.floats if one.part == "available" else 0
        what = "available" if one.part == "available" else "put aside"
        if of_floats:
            yield LINE, "ISSUED", f"Floats of agents, {what}", floats.floats, of_floats, one.currency
    if amount or accounts:
        yield LINE, "ISSUED", title, accounts, amount, one.currency


REPORT = Report(
    code="emoney",
    title="E-money position",
    group="Regulatory",
    says="What e-money was issued in each currency and to whom, against trust accounts and providers, with the proof.",
    permissions=("reconciliation.view_coverageproof", "ledger.view_ledgeraccount"),
    form=DayForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=fixed(40),
    notes=(
        (
            "E-money is every liability but what is owed to the tax office: whatever customers could ask for, or what "
            "was taken from them and has not reached whom it is for."
        ),
        "Cover is what lies on trust accounts and what providers hold for us, less what they paid out for us.",
    ),
    icon="verified_user",
)
