"""Thirty-two requests at once with one key, over HTTP, against the web server `make run` starts."""

import json
import threading
from collections import Counter
from decimal import Decimal
from http.client import HTTPException
from uuid import uuid4

from apps.ledger.selectors import get_balances
from bench.books import FUNDS, Member
from bench.torture._house import (
    Line,
    check_books,
    environment,
    free_port,
    members,
    rows,
    running,
    wait_until_ready,
    web_server,
)
from bench.torture._row import Row

# Every so many keys the payer asks for more than they have: a refusal must be one answer too.
DECLINED_EVERY = 10
TRY_AGAIN = {409, 503}


def keys(*, count: int, parallel: int = 32, people: int = 8) -> Row:
    """So many keys, each sent `parallel` times at the same moment."""
    row = Row(f"{parallel} requests at once with one key, {count} keys")
    cast = members(people)
    port = free_port()
    asked: list[tuple[Member, Member, str, str]] = []
    for number in range(count):
        payer, payee = cast[number % people], cast[(number + 1 + number // people) % people]
        if payer is payee:
            payee = cast[(number + 2) % people]
        amount = "99999999.00" if number % DECLINED_EVERY == 0 else f"{number % 50 + 1}.25"
        asked.append((payer, payee, amount, f"torture-{uuid4()}"))
    answers: list[list[tuple[int, bytes, bool]]] = [[] for _ in range(count)]
    trouble: Counter[str] = Counter()

    with running(web_server(environment(), port)):
        wait_until_ready(port)
        together = threading.Barrier(parallel)

        def client() -> None:
            line = Line(port)
            for number, (payer, payee, amount, key) in enumerate(asked):
                together.wait(60)
                while True:
                    try:
                        answer = line.transfer(payer, payee.msisdn, amount, key)
                    except (OSError, HTTPException) as error:
                        trouble[type(error).__name__] += 1
                        continue
                    if answer[0] not in TRY_AGAIN:
                        break
                    trouble[str(answer[0])] += 1
                answers[number].append(answer)
                if number % 100 == 99 and len(answers[number]) == parallel:
                    row.progress(f"{number + 1} of {count} keys")
            line.close()

        threads = [threading.Thread(target=client, daemon=True) for _ in range(parallel)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        changed = _changed_bodies(port, asked)

    different = sum(len({body for _, body, _ in one}) != 1 for one in answers)
    statuses = Counter(one[0][0] for one in answers)
    firsts = sum(sum(not replayed for _, _, replayed in one) != 1 for one in answers)
    row.facts |= {"requests": count * parallel, "paid": statuses[201], "declined": statuses[422]}
    row.facts["asked again"] = sum(trouble.values())
    row.expect(all(len(one) == parallel for one in answers), "some requests were never answered")
    ways = [Counter((status, body[:200]) for status, body, _ in one) for one in answers]
    said = next((sorted(way.items()) for way in ways if len(way) > 1), "")
    row.expect(different == 0, f"{different} keys were answered in different ways, such as {said}")
    row.expect(firsts == 0, f"{firsts} keys have not exactly one answer that is no repetition")
    row.expect(set(statuses) == {201, 422}, f"unexpected statuses {dict(statuses)}")
    row.facts["changed bodies refused"] = changed
    row.expect(changed == count, f"{count - changed} changed bodies were not refused with idempotency_key_reused")
    _check_effects(row, cast, asked)
    check_books(row)
    return row.done()


def _changed_bodies(port: int, asked: list[tuple[Member, Member, str, str]]) -> int:
    line, refused = Line(port), 0
    for payer, payee, _, key in asked:
        status, body, _ = line.transfer(payer, payee.msisdn, "0.01", key)
        refused += status == 422 and json.loads(body)["code"] == "idempotency_key_reused"
    line.close()
    return refused


def _check_effects(row: Row, cast: list[Member], asked: list[tuple[Member, Member, str, str]]) -> None:
    """One payment for each key, one journal entry for each that was paid, and balances that follow from them."""
    ((payments, entries),) = rows(
        "SELECT count(*), count(e.id) FROM transactions_transaction t LEFT JOIN ledger_entry e ON e.id = t.id"
        " WHERE t.idempotency_key = ANY(%s)",
        [[key for _, _, _, key in asked]],
    )
    paid = [(payer, payee, Decimal(amount)) for payer, payee, amount, _ in asked if Decimal(amount) < FUNDS.amount]
    row.facts |= {"payments": payments, "journal entries": entries}
    row.expect(payments == len(asked), f"{payments} payments for {len(asked)} keys")
    row.expect(entries == len(paid), f"{entries} journal entries for {len(paid)} paid keys")
    ((fees,),) = rows(
        "SELECT sum(fee) FROM transactions_transaction WHERE state = 'COMPLETED' AND idempotency_key = ANY(%s)",
        [[key for _, _, _, key in asked]],
    )
    balances = get_balances([member.wallet.available_account for member in cast])
    total = sum(money.amount for money in balances.values())
    expected = FUNDS.amount * len(cast) - (fees or 0)
    row.expect(total == expected, f"the wallets hold {total} together and not {expected}")
    for member in cast:
        received = sum(amount for _, payee, amount in paid if payee is member)
        sent = sum(amount for payer, _, amount in paid if payer is member)
        ((cost,),) = rows(
            "SELECT coalesce(sum(fee), 0) FROM transactions_transaction WHERE state = 'COMPLETED' AND payer_id = %s",
            [member.id],
        )
        holds = balances[member.wallet.available_account].amount
        row.expect(holds == FUNDS.amount + received - sent - cost, f"{member.msisdn} holds {holds}")
