"""Whatever has happened to a wallet, any period of its statement sums up, and periods side by side meet."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from urllib.parse import quote
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import RateBucket
from apps.core.money import Money
from apps.ledger.services import InsufficientFunds, Leg, capture, hold, release, reverse
from apps.reports.tests.statements import ask, ask_csv, moments_of
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join, pay_in, wallet_of

FEE = Decimal("0.07")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay in", "send", "receive", "hold", "capture", "release", "reverse"]),
        st.integers(min_value=1, max_value=6_000).map(lambda cents: Decimal(cents) / 100),
    ),
    max_size=14,
)


class History:
    """A wallet to which things happen; what the rules refuse does not happen."""

    def __init__(self) -> None:
        self.amina: User = join("amina")
        self.brian: User = join("brian", 500)
        self.wallet, self.theirs = wallet_of(self.amina), wallet_of(self.brian)
        self.open_holds: list[UUID] = []
        # Each payment that stands, and whether Amina paid it.
        self.payments: list[tuple[UUID, bool]] = []

    def step(self, what: str, amount: Decimal) -> None:
        money, now = Money(amount, "USD"), clock.now()
        if what == "pay in":
            pay_in(self.wallet, str(amount))
        elif what in {"send", "receive"}:
            payer, to = (self.amina, "brian") if what == "send" else (self.brian, "amina")
            row = send(payer, to, str(amount)).transaction
            if row.state == "COMPLETED":
                self.payments.append((row.id, what == "send"))
        elif what == "hold":
            available, held = self.wallet.available_account, self.wallet.held_account
            hold_id = uuid7()
            with suppress(InsufficientFunds), transaction.atomic():
                hold(hold_id=hold_id, available=available, held=held, amount=money, effective_at=now)
                self.open_holds.append(hold_id)
        elif what in {"capture", "release"} and self.open_holds:
            hold_id = self.open_holds.pop()
            if what == "release":
                release(hold_id=hold_id, effective_at=now)
            else:
                # One cent is taken, the rest comes back.
                one_cent = Leg(self.theirs.available_account, Money.parse("0.01", "USD"))
                capture(hold_id=hold_id, to=[one_cent], effective_at=now)
        elif what == "reverse" and self.payments:
            with suppress(InsufficientFunds), transaction.atomic():
                reverse(entry_id=self.payments[-1][0], effective_at=now)
                self.payments.pop()


@contextmanager
def undone() -> Iterator[None]:
    """One example after the other begins with nothing there."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, edges=st.lists(st.integers(min_value=-1, max_value=16), min_size=1, max_size=3))
def test_every_period_of_every_history_sums_up(steps: list[tuple[str, Decimal]], edges: list[int]) -> None:
    with undone():
        set_fee(kind="P2P", currency="USD", flat=FEE, active_from=clock.now())
        history = History()
        for what, amount in steps:
            history.step(what, amount)
        RateBucket.objects.all().delete()
        client, wallet = client_of(history.amina), history.wallet
        moments = moments_of(wallet)
        # Edges lie at the very moment of a posting, or well before and after all of them.
        begin, end = clock.now() - timedelta(days=2), clock.now() + timedelta(days=2)
        chosen = sorted(moments[edge] for edge in edges if 0 <= edge < len(moments))
        cuts = [begin, *chosen, end]
        parts = [
            ask(client, wallet, f"from={quote(a.isoformat())}&to={quote(b.isoformat())}") for a, b in pairwise(cuts)
        ]
        whole = ask(client, wallet, f"from={quote(begin.isoformat())}&to={quote(end.isoformat())}")
        assert [line for part in parts for line in part["lines"]] == whole["lines"]
        assert [part["closing"] for part in parts[:-1]] == [part["opening"] for part in parts[1:]]
        assert (whole["opening"], whole["count"]) == ("0.00", len(moments))
        rows = ask_csv(client, wallet, f"from={quote(begin.isoformat())}&to={quote(end.isoformat())}")
        assert [row["amount"] for row in rows[1:-1]] == [line["amount"] for line in whole["lines"]]
        assert rows[-1]["balance"] == whole["closing"]
        # Fees of payments that stand, and nothing of those that were undone.
        assert Decimal(whole["totals"]["fees"]) == FEE * sum(is_hers for _, is_hers in history.payments)
