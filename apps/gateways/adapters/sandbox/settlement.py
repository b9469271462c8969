"""What a provider says it has done on a day: CSV (RFC 4180), or the bank's statement in ISO 20022's camt.053.001.08."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import escape

from apps.gateways.adapters.sandbox.books import Books
from apps.gateways.adapters.sandbox.money import decimals
from apps.gateways.adapters.sandbox.records import Operation

COLUMNS = (
    "reference",
    "provider_reference",
    "type",
    "amount",
    "fee",
    "net",
    "currency",
    "executed_at",
    "counterparty",
)


def _begin(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def xml_text(text: str) -> str:
    """Text as it may stand in XML 1.0, which has no way to write control characters."""
    return escape("".join(one for one in text if one in "\t\n" or ord(one) >= 32))


def of_day(books: Books, gateway: str, day: date) -> list[Operation]:
    """What was executed on a day (UTC)."""
    return books.executed_between(gateway, _begin(day), _begin(day + timedelta(days=1)))


def _shown(amount: Decimal, currency: str) -> str:
    return str(amount.quantize(Decimal(1).scaleb(-decimals(currency))))


def csv_file(books: Books, gateway: str, day: date, now: float) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in of_day(books, gateway, day):
        amount = _shown(one.amount, one.currency)
        fee = _shown(Decimal(0), one.currency)
        row = (one.reference, one.provider_reference, one.type, amount, fee, amount, one.currency)
        writer.writerow((*row, _time(one.executed_at or 0.0), one.counterparty))
    return out.getvalue().encode()


def camt053(books: Books, gateway: str, day: date, now: float) -> bytes:
    """One statement for each currency, from the opening to the closing balance."""
    before = books.executed_between(gateway, 0.0, _begin(day))
    entries = of_day(books, gateway, day)
    currencies = sorted({one.currency for one in (*before, *entries)}) or ["USD"]
    statements = "".join(_statement(gateway, day, code, before, entries, now) for code in currencies)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>{gateway}-{day:%Y%m%d}</MsgId><CreDtTm>{_time(now)}</CreDtTm></GrpHdr>"
        f"{statements}</BkToCstmrStmt></Document>\n"
    )
    return text.encode()


def _signed(one: Operation) -> Decimal:
    """Positive for money that reached the customer of the bank, which is us."""
    return one.amount if one.type == "COLLECT" else -one.amount


def _sum(operations: list[Operation], currency: str) -> Decimal:
    return sum((_signed(one) for one in operations if one.currency == currency), Decimal(0))


def _amount(amount: Decimal, currency: str) -> str:
    side = "CRDT" if amount >= 0 else "DBIT"
    return f'<Amt Ccy="{currency}">{_shown(abs(amount), currency)}</Amt><CdtDbtInd>{side}</CdtDbtInd>'


def _balance(code: str, amount: Decimal, currency: str, day: date) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_amount(amount, currency)}<Dt><Dt>{day.isoformat()}</Dt></Dt></Bal>"


def _statement(
    gateway: str, day: date, currency: str, before: list[Operation], entries: list[Operation], now: float
) -> str:
    own = [one for one in entries if one.currency == currency]
    opening = _sum(before, currency)
    return (
        f"<Stmt><Id>{gateway}-{day:%Y%m%d}-{currency}</Id><CreDtTm>{_time(now)}</CreDtTm>"
        f"<FrToDt><FrDtTm>{day.isoformat()}T00:00:00Z</FrDtTm><ToDtTm>{day.isoformat()}T23:59:59Z</ToDtTm></FrToDt>"
        f"<Acct><Id><Othr><Id>GOPAY-{currency}</Id></Othr></Id><Ccy>{currency}</Ccy></Acct>"
        f"{_balance('OPBD', opening, currency, day)}"
        f"{_balance('CLBD', opening + _sum(own, currency), currency, day)}"
        f"{''.join(_entry(one) for one in own)}</Stmt>"
    )


def _entry(one: Operation) -> str:
    booked = _time(one.executed_at or 0.0)
    name = xml_text(str(one.details.get("description", ""))[:140])
    remittance = f"<RmtInf><Ustrd>{name}</Ustrd></RmtInf>" if name else ""
    return (
        f"<Ntry><NtryRef>{one.id}</NtryRef>{_amount(_signed(one), one.currency)}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><DtTm>{booked}</DtTm></BookgDt><ValDt><DtTm>{booked}</DtTm></ValDt>"
        f"<AcctSvcrRef>{xml_text(one.provider_reference)}</AcctSvcrRef>"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IRCT</Cd><SubFmlyCd>OTHR</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"<NtryDtls><TxDtls><Refs><AcctSvcrRef>{xml_text(one.provider_reference)}</AcctSvcrRef>"
        f"<EndToEndId>{xml_text(one.reference)}</EndToEndId></Refs>"
        f"{_amount(_signed(one), one.currency)}{remittance}</TxDtls></NtryDtls></Ntry>"
    )
