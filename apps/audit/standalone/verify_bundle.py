#!/usr/bin/env python3
"""Verifies an audit bundle of GoPay. Needs Python 3.8 or newer and nothing else: no GoPay, no Django, no network.

    python3 verify_bundle.py bundle.txt
    python3 verify_bundle.py bundle.txt --key-file keys.txt --heads heads.jsonl --balances balances.csv

Says in plain sentences what is wrong, and ends with 0 when nothing is, with 1 when something is, with 2 when it could
not look. Memory stays small however long the bundle is.

What it checks: that no byte was changed since the bundle was written; that each row is the one that was sealed, that
none is missing, added or in another place; that each seal follows the one before it. With --key-file that the seals
bear the signature of whoever has that key. With --heads that the seals are those whose heads were kept elsewhere at the
time. Of the ledger also that each entry sums to zero in each currency, that postings agree with entries, and, when the
bundle begins with the first entry ever, what the balance of each account is.

A key file has a line for each key, as in the setting SEAL_KEYS: name:base64 of 32 bytes. A file of heads has a line of
JSON for each seal, as in SEALS_FILE.
"""

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import sqlite3
import sys
from decimal import Decimal, InvalidOperation

FORMAT = "GoPay audit bundle"
VERSION = 1
ROWS_PER_SEAL = 1000
LONGEST_LINE = 64 * 1024 * 1024
TOLD = 100
ENTRIES, POSTINGS = "ledger.entries", "ledger.postings"
# No seal covers the header, so it has no say in which column of the ledger is which.
COLUMNS = {
    ENTRIES: [
        "id",
        "kind",
        "effective_at",
        "recorded_at",
        "reverses",
        "closes",
        "accounts",
        "currencies",
        "amounts",
        "xact",
    ],
    POSTINGS: ["account_id", "number", "entry_id", "recorded_at", "amount", "balance_after", "xact"],
}
HEX = set("0123456789abcdef")


class Broken(Exception):
    """This is so wrong that nothing after it can be understood."""


class Plain:
    """What is written, without what would move a terminal's cursor, hide a line or forge one: a bundle may hold it."""

    def __init__(self, out):
        self.out = out

    def write(self, line):
        self.out.write("".join(one if one.isprintable() else "?" for one in line.rstrip("\n")) + "\n")


class Verdict:
    """What was found, told as it comes and not without end."""

    def __init__(self, out):
        self.out = out
        self.count = 0

    def wrong(self, sentence):
        self.count += 1
        if self.count <= TOLD:
            self.out.write(f"WRONG: {sentence}\n")
        elif self.count == TOLD + 1:
            self.out.write("WRONG: and more, which is not told any more.\n")


def sha256(content):
    return hashlib.sha256(content).digest()


def is_hex(text, length):
    return isinstance(text, str) and len(text) == length and set(text) <= HEX


def object_of(line, what):
    try:
        read = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Broken(f"{what} is no JSON.") from None
    if not isinstance(read, dict):
        raise Broken(f"{what} is not what it should be.")
    return read


class Ledger:
    """Adds up entries and postings in a temporary database on the disk."""

    def __init__(self, verdict):
        self.verdict = verdict
        self.base = sqlite3.connect("")
        self.base.isolation_level = None
        self.base.execute("PRAGMA journal_mode = OFF")
        self.base.execute("PRAGMA synchronous = OFF")
        self.base.execute("CREATE TABLE leg (side INT, xact INT, entry TEXT, account TEXT, currency TEXT, amount TEXT)")
        self.base.execute("BEGIN")
        self.waiting = []
        self.covered = {}
        self.begins = False

    def take(self, chain, columns, row):
        """One row of a chain; those of other chains are passed over."""
        if chain not in (ENTRIES, POSTINGS):
            return
        try:
            read = dict(zip(columns, row))
            if chain == ENTRIES:
                self._entry(read)
            else:
                amount = format(Decimal(read["amount"]), ".4f")
                self._leg(-1, int(read["xact"]), read["entry_id"], read["account_id"], "", amount)
        except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation):
            self.verdict.wrong(f"a row of {chain} cannot be read: {str(row)[:80]}")

    def _entry(self, read):
        accounts, currencies, amounts = (
            read[name].strip("{}").split(",") for name in ("accounts", "currencies", "amounts")
        )
        if not len(accounts) == len(currencies) == len(amounts):
            self.verdict.wrong("entry {} does not have an amount for each account".format(read["id"]))
            return
        sums: dict[str, Decimal] = {}
        for account, currency, text in zip(accounts, currencies, amounts):
            amount = Decimal(text)
            sums[currency] = sums.get(currency, Decimal(0)) + amount
            self._leg(1, int(read["xact"]), read["id"], account, currency, format(amount, ".4f"))
        for currency, total in sorted(sums.items()):
            if total != 0:
                self.verdict.wrong("entry {} does not sum to zero in {}: {}".format(read["id"], currency, total))

    def _leg(self, *leg):
        self.waiting.append(leg)
        if len(self.waiting) >= 5000:
            self._write()

    def _write(self):
        self.base.executemany("INSERT INTO leg VALUES (?, ?, ?, ?, ?, ?)", self.waiting)
        self.waiting = []

    def cover(self, chain, first, since, until):
        """Which transactions the rows of a chain were of."""
        if chain == ENTRIES and first == 1:
            self.begins = True
        self.covered[chain] = (since, until)

    def compare(self, out):
        """Postings with entries, where the bundle has all of both."""
        self._write()
        if ENTRIES not in self.covered or POSTINGS not in self.covered:
            return
        since = max(self.covered[ENTRIES][0], self.covered[POSTINGS][0])
        until = min(self.covered[ENTRIES][1], self.covered[POSTINGS][1])
        # Of the transaction a stretch begins or ends within, it has not all rows.
        first = since[0] + 1 if since[1] else since[0]
        found = self.base.execute(
            "SELECT entry, account, amount, sum(side) FROM leg WHERE xact >= ? AND xact < ?"
            " GROUP BY entry, account, amount HAVING sum(side) <> 0",
            (first, until[0]),
        )
        for entry, account, amount, side in found:
            if side > 0:
                self.verdict.wrong(f"entry {entry} moves {amount} on account {account}, and no posting does")
            else:
                self.verdict.wrong(f"a posting moves {amount} on account {account}, and entry {entry} does not")
        (legs,) = self.base.execute(
            "SELECT count(*) FROM leg WHERE side = 1 AND xact >= ? AND xact < ?", (first, until[0])
        ).fetchone()
        out.write(f"Ledger: {legs:,} legs of entries compared with postings.\n")

    def balances(self, out, listed):
        """The trial balance, from the first entry on."""
        if ENTRIES not in self.covered or not self.begins:
            return
        if listed:
            listed.write("account,currency,balance\n")
        current, balance = None, Decimal(0)
        totals: dict[str, tuple[int, Decimal, Decimal]] = {}
        rows = self.base.execute("SELECT account, currency, amount FROM leg WHERE side = 1 ORDER BY account, currency")
        for account, currency, amount in rows:
            if current != (account, currency):
                self._close(current, balance, totals, listed)
                current, balance = (account, currency), Decimal(0)
            balance += Decimal(amount)
        self._close(current, balance, totals, listed)
        for currency, (accounts, credit, debit) in sorted(totals.items()):
            out.write(f"Trial balance in {currency}: {accounts:,} accounts, credit {credit:,}, debit {debit:,}.\n")
            if credit != debit:
                self.verdict.wrong(f"the trial balance in {currency} does not balance")

    def _close(self, current, balance, totals, listed):
        if current is None:
            return
        account, currency = current
        accounts, credit, debit = totals.get(currency, (0, Decimal(0), Decimal(0)))
        totals[currency] = (accounts + 1, credit + max(balance, Decimal(0)), debit + max(-balance, Decimal(0)))
        if listed:
            listed.write(f"{account},{currency},{balance}\n")


class Chain:
    """One chain of the bundle, seal by seal."""

    def __init__(self, told, keys, verdict, ledger, seen):
        try:
            self.name, self.title = str(told["name"]), str(told["title"])
            self.columns = [str(name) for name in told["columns"]]
            self.first, self.last, self.rows = int(told["first"]), int(told["last"]), int(told["rows"])
            self.previous = told["previous"]
        except (KeyError, TypeError, ValueError, OverflowError):
            raise Broken("The header does not say what the chains are.") from None
        if not is_hex(self.previous, 64) or not 1 <= self.first <= self.last:
            raise Broken(f"The header does not say where the chain {self.name} begins.")
        self.keys, self.verdict, self.ledger, self.seen = keys, verdict, ledger, seen
        self.next = self.first
        self.total = None
        self.since = None
        self.until = (0, "") if self.first == 1 else None
        self.block = []
        self.found = 0
        self.unsigned = 0
        if self.columns != COLUMNS.get(self.name, self.columns):
            verdict.wrong(f"the header gives {self.name} other columns than it has")
        if self.first == 1 and self.previous != "0" * 64:
            verdict.wrong(f"the first seal of {self.name} names one before it")

    @property
    def is_over(self):
        return self.next > self.last

    def take_row(self, line):
        if len(self.block) >= ROWS_PER_SEAL:
            raise Broken(f"There are more than {ROWS_PER_SEAL} rows of {self.name} without a seal.")
        self.block.append(sha256(line))
        self.found += 1
        try:
            row = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, list) or len(row) != len(self.columns):
            self.verdict.wrong(f"a row of {self.name} does not have its {len(self.columns)} columns")
        else:
            self.ledger.take(self.name, COLUMNS.get(self.name, self.columns), row)

    def take_seal(self, seal):
        name = f"seal {self.next} of {self.name}"
        try:
            number, chain, count, total = int(seal["number"]), seal["chain"], int(seal["rows"]), int(seal["total"])
            since, until = ((int(seal[end][0]), seal[end][1]) for end in ("since", "until"))
            keys, leaves = seal["keys"], binascii.unhexlify(seal["leaves"])
            texts = [seal[key] for key in ("sealed_at", "previous", "head", "kid", "signature")]
            if not all(isinstance(text, str) for text in [*texts, *keys, since[1], until[1]]):
                raise ValueError
        except (KeyError, TypeError, ValueError, IndexError, OverflowError):
            raise Broken(f"{name.capitalize()} cannot be read.") from None
        if chain != self.name or number != self.next or seal.get("seal") != number:
            raise Broken(f"Here should stand {name}, and it does not: seals are missing or in another order.")
        if any("\n" in text for text in [*texts, *keys, since[1], until[1]]):
            raise Broken(f"{name.capitalize()} holds a line feed where none can be.")
        sealed_at, previous, head, kid, signature = texts
        self._rows(name, count, keys, leaves)
        if previous != self.previous:
            self.verdict.wrong(f"{name} does not follow the one before it")
        if self.until is not None and since != self.until:
            self.verdict.wrong(f"{name} does not begin where the one before it ends")
        if (self.total is not None and total != self.total + count) or (self.first == number == 1 and total != count):
            self.verdict.wrong(f"{name} does not count on from the one before it")
        names = sha256("".join(f"{key}\n" for key in keys).encode()).hex()
        text = (
            "GoPay seal 1\n"
            f"chain {chain}\n"
            f"number {number}\n"
            f"rows {count}\n"
            f"total {total}\n"
            f"since {since[0]} {since[1]}\n"
            f"until {until[0]} {until[1]}\n"
            f"sealed {sealed_at}\n"
            f"previous {previous}\n"
            f"keys {names}\n"
            f"leaves {sha256(leaves).hex()}\n"
        )
        computed = sha256(text.encode()).hex()
        if computed != head:
            self.verdict.wrong(f"{name} was altered: what it says does not give its head")
        self._signature(name, kid, computed, signature)
        if self.seen is not None:
            self.seen.compare(self.name, number, computed, self.verdict)
        if self.since is None:
            self.since = since
        self.previous, self.until, self.total = computed, until, total
        self.next += 1
        self.block = []
        if self.is_over:
            self.ledger.cover(self.name, self.first, self.since, self.until)

    def _rows(self, name, count, keys, leaves):
        if not len(keys) * 32 == count * 32 == len(leaves):
            self.verdict.wrong(f"{name} does not name as many rows as it counts")
            return
        sealed = [leaves[at : at + 32] for at in range(0, len(leaves), 32)]
        if self.block == sealed:
            return
        if len(self.block) != count:
            self.verdict.wrong(f"{name} has {len(self.block)} rows, and {count} were sealed")
        # Each row is looked for, so that one that is missing does not accuse all after it.
        here, there = set(self.block), set(sealed)
        for key, leaf in zip(keys, sealed):
            if leaf not in here:
                self.verdict.wrong(f"the row {key} of {name} was changed or is missing")
        strangers = sum(1 for leaf in self.block if leaf not in there)
        if strangers > sum(1 for leaf in sealed if leaf not in here):
            self.verdict.wrong(f"{name} has rows that were never sealed")
        if here == there:
            self.verdict.wrong(f"the rows of {name} stand in another order, or more than once")

    def _signature(self, name, kid, head, signature):
        if self.keys is None:
            self.unsigned += 1
        elif kid not in self.keys:
            self.verdict.wrong(f"{name} is signed with the key {kid}, which the key file does not have")
        else:
            expected = hmac.new(self.keys[kid], binascii.unhexlify(head), hashlib.sha256).hexdigest()
            if not is_hex(signature, 64) or not hmac.compare_digest(expected, signature):
                self.verdict.wrong(f"{name} is forged: it does not bear the signature of key {kid}")


class Heads:
    """Heads that were kept elsewhere, in a temporary database on the disk."""

    def __init__(self, lines):
        self.base = sqlite3.connect("")
        self.base.isolation_level = None
        self.base.execute("CREATE TABLE head (chain TEXT, number INT, head TEXT)")
        self.base.execute("BEGIN")
        for count, line in enumerate(lines, 1):
            text = line.strip()
            # Whoever wrote a line that breaks off died, and wrote its head once more on a later one.
            if text and (text.endswith(b"}") or not text.startswith(b'{"')):
                read = object_of(line, f"Line {count} of the heads")
                try:
                    row = (str(read["chain"]), int(read["number"]), str(read["head"]))
                    if not 0 < row[1] < 2**63:
                        raise ValueError
                except (KeyError, TypeError, ValueError, OverflowError):
                    raise Broken(f"Line {count} of the heads is no head of a seal.") from None
                self.base.execute("INSERT INTO head VALUES (?, ?, ?)", row)
        self.base.execute("CREATE INDEX head_of ON head (chain, number)")
        self.compared = 0

    def reach(self, chain):
        """The highest number of a seal of this chain that a head was kept of; 0 when there is none."""
        return self.base.execute("SELECT coalesce(max(number), 0) FROM head WHERE chain = ?", (chain,)).fetchone()[0]

    def compare(self, chain, number, head, verdict):
        kept = self.base.execute("SELECT DISTINCT head FROM head WHERE chain = ? AND number = ?", (chain, number))
        for (one,) in kept.fetchall():
            self.compared += 1
            if one != head:
                verdict.wrong(f"seal {number} of {chain} has another head than the one that was kept elsewhere")


def lines_of(file):
    """Each line, and whether it is the last. The last one ends with a line feed too."""
    line = file.readline(LONGEST_LINE)
    if not line:
        raise Broken("The bundle is empty.")
    while line:
        if not line.endswith(b"\n"):
            raise Broken("The bundle breaks off in the middle of a line.")
        following = file.readline(LONGEST_LINE)
        yield line, not following
        line = following


def header_of(line):
    header = object_of(line, "The first line")
    if header.get("format") != FORMAT or header.get("version") != VERSION:
        raise Broken("This is no audit bundle of a version this script knows.")
    if not isinstance(header.get("chains"), list) or not header["chains"]:
        raise Broken("The header names no chains.")
    return header


def verify(file, out, keys=None, heads=None, balances=None):
    """Returns how many things are wrong; each was told."""
    out = Plain(out)
    verdict = Verdict(out)
    ledger = Ledger(verdict)
    digest = hashlib.sha256()
    chains, index, told = [], 0, None
    try:
        for number, (line, is_last) in enumerate(lines_of(file), 1):
            if number == 1:
                header = header_of(line)
                chains = [Chain(one, keys, verdict, ledger, heads) for one in header["chains"]]
                if len({chain.name for chain in chains}) < len(chains):
                    raise Broken("The header names a chain twice.")
                out.write("Bundle of {}.\n".format(header.get("made_at")))
            elif is_last:
                told = line
                break
            elif index == len(chains):
                raise Broken(f"Line {number} stands behind the last seal.")
            elif line.startswith(b"["):
                chains[index].take_row(line[:-1])
            elif line.startswith(b"{"):
                chains[index].take_seal(object_of(line, f"Line {number}"))
                index += chains[index].is_over
            else:
                raise Broken(f"Line {number} is neither a row nor a seal.")
            digest.update(line)
        if told != (f'{{"sha256":"{digest.hexdigest()}"}}\n').encode():
            verdict.wrong("the bundle is not as it was written: its digest, the last line, is another one")
        if index < len(chains):
            verdict.wrong(f"the bundle ends before seal {chains[index].next} of {chains[index].name}")
        for chain in chains:
            if chain.is_over and chain.found != chain.rows:
                verdict.wrong(f"{chain.name} has {chain.found} rows, and its header says {chain.rows}")
        ledger.compare(out)
        ledger.balances(out, balances)
    except Broken as broken:
        verdict.wrong(str(broken))
    for chain in chains:
        if chain.next > chain.first:
            out.write(
                f"{chain.name}: seals {chain.first:,} to {chain.next - 1:,}, {chain.found:,} rows,"
                f" last head {chain.previous}\n"
            )
    if heads is not None:
        out.write(f"{heads.compared:,} heads compared with those that were kept elsewhere.\n")
        for chain in chains:
            reach = heads.reach(chain.name)
            if reach < chain.first:
                verdict.wrong(f"no head that was kept elsewhere says anything of {chain.name}")
            elif reach < chain.next - 1:
                out.write(f"{chain.name}: kept heads end with seal {reach:,}; what came later only has signatures.\n")
            elif reach > chain.last:
                out.write(f"{chain.name}: heads are kept up to seal {reach:,}, which this bundle does not reach.\n")
    if keys is None:
        out.write(
            "Signatures were not checked (no --key-file): compare the last heads with those that were kept elsewhere.\n"
        )
    return verdict.count


def keys_of(path):
    keys = {}
    with open(path, encoding="utf-8") as file:
        for line in file.read().replace(",", "\n").splitlines():
            kid, _, text = line.strip().partition(":")
            if line.strip():
                try:
                    keys[kid] = base64.b64decode(text, validate=True)
                except ValueError:
                    keys[kid] = b""
                if len(keys[kid]) != 32:
                    raise Broken(f"The key {kid} is not base64 of 32 bytes.")
    return keys


def main(arguments=None, out=sys.stdout):
    parser = argparse.ArgumentParser(description="Verifies an audit bundle of GoPay.")
    parser.add_argument("bundle", help="the file; - reads standard input")
    parser.add_argument("--key-file", help="keys of the seals, to check signatures: name:base64, one a line")
    parser.add_argument("--heads", help="heads that were kept elsewhere, to compare with: JSON, one a line")
    parser.add_argument("--balances", help="write the balance of each account to this file, as CSV")
    given = parser.parse_args(arguments)
    try:
        keys = keys_of(given.key_file) if given.key_file else None
        heads = None
        if given.heads:
            with open(given.heads, "rb") as kept:
                heads = Heads(kept)
        file = sys.stdin.buffer if given.bundle == "-" else open(given.bundle, "rb")
        listed = open(given.balances, "w", encoding="utf-8") if given.balances else None
    except (OSError, UnicodeDecodeError, Broken) as error:
        out.write(f"Cannot look: {error}\n")
        return 2
    try:
        with file:
            found = verify(file, out, keys, heads, listed)
    finally:
        if listed:
            listed.close()
    out.write("The bundle verifies.\n" if not found else f"The bundle does NOT verify: {found:,} things are wrong.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
