"""The life of a payment, from the request to whoever has looked at it since, in the order it happened.

It is a page of its own, because it tells what apps above the payments know (disputes, takings, dealings, bills,
breaks), which the payment's own page may not; and because that one, with all of this, would be past what a page may
ask of the database. The two lead to each other.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from apps.core import clock
from apps.core.admin_base import NOTHING, moment_text, money_text, plain_money
from apps.core.services import record_sight
from apps.operations.overviews import payment_after, payment_outside, payment_steps
from apps.operations.overviews.page import NotedPage, NoteForm, named
from apps.operations.overviews.parts import Fact, Header, Item, Panel, Text, Viewer, allowed, anchor
from apps.operations.overviews.payment_steps import Life
from apps.operations.overviews.shared import state_badge
from apps.operations.overviews.timeline import fold
from apps.risk.admin._words import result_badge
from apps.transactions.errors import REASONS
from apps.transactions.kinds import KINDS
from apps.transactions.models import Transaction
from apps.transactions.takings import is_paid_by_business, is_paid_to_business


class PaymentPage(NotedPage):
    """One payment, told from its beginning."""

    template_name = "admin/operations/payment.html"
    subject_kind = "transactions.transaction"
    sight = "The life of a payment"

    def find(self, identity: UUID) -> Transaction | None:
        return Transaction.objects.filter(pk=identity).first()

    def _answer(self, request: HttpRequest, identity: Any, form: NoteForm) -> HttpResponse:
        row = self._row_or_404(identity)
        viewer = Viewer(request, clock.now())
        life = Life(row, viewer)
        entries = sorted(
            [*payment_steps.told(life), *payment_outside.told(life), *payment_after.told(life)],
            key=lambda entry: entry.at,
        )
        answer = self.show(
            request,
            title=f"Payment {row.reference}",
            header=_header(life),
            panels=_panels(life),
            entries=fold(named(entries, viewer)),
            may_note=viewer.may("operations.add_note"),
            form=form,
        )
        record_sight(
            actor_id=viewer.id, what=self.sight, subject_kind=self.subject_kind, subject_id=row.pk, now=viewer.now
        )
        return answer


def _header(life: Life) -> Header:
    row = life.row
    facts = [
        Fact("Kind", KINDS[row.kind].label if row.kind in KINDS else row.kind),
        Fact("From", _side(life, "payer")),
        Fact("To", _side(life, "payee")),
        Fact("Asked for", moment_text(row.created_at)),
    ]
    if row.decided_at:
        facts.append(Fact("Decided", moment_text(row.decided_at)))
    if row.held_for:
        facts.append(Fact("Held for", row.get_held_for_display()))
    if row.failure_code:
        error = REASONS.get(row.failure_code)
        facts.append(Fact("Why not", error().detail if error else row.failure_code))
    if row.note:
        facts.append(Fact("Note", row.note))
    links = [("The payment's own page", reverse("admin:transactions_transaction_change", args=[row.pk]))]
    title = f"{plain_money(row.amount, row.currency)}, {row.reference}"
    return Header(title, "Payment", [state_badge(row)], facts, links)


def _side(life: Life, side: str) -> Text:
    row, viewer = life.row, life.viewer
    identity, name = getattr(row, f"{side}_id"), getattr(row, f"{side}_name")
    if identity is None:
        return name or ("GoPay" if side == "payer" else NOTHING)
    is_business = is_paid_by_business(row) if side == "payer" else is_paid_to_business(row)
    if is_business:
        may = viewer.may_view("merchants_merchant")
        return anchor(reverse("admin:merchant_360", args=[identity]) if may else "", name or identity)
    if identity in life.outlets:
        return viewer.link("agents_outlet", identity, name or identity)
    return viewer.person(identity, name)


def _panels(life: Life) -> list[Panel]:
    row = life.row
    return [
        Panel("Price", _price(row)),
        *allowed(
            life.viewer,
            [
                ("risk_decision", lambda: _checks(life)),
                ("transactions_transaction", lambda: _family(life)),
            ],
        ),
    ]


def _price(row: Transaction) -> list[Item]:
    bearer = row.get_fee_bearer_display()
    items = [
        Item("Amount", value=money_text(row.amount, row.currency)),
        Item("Fee", bearer, money_text(row.fee, row.currency)),
        Item("Tax on the fee", value=money_text(row.tax, row.currency)),
        Item("Leaves the payer", value=money_text(row.debit, row.currency)),
    ]
    if row.received_amount is None:
        items.append(Item("Reaches the payee", value=money_text(row.credit, row.currency)))
    else:
        rate = f"at {row.rate:f}" if row.rate else ""
        items.append(Item("Reaches the payee", rate, money_text(row.received_amount, row.received_currency)))
    return items


def _checks(life: Life) -> Panel:
    found = life.decision
    if found is None:
        return Panel("Checks", [], empty="No rule looked at it: the platform paid, or it was refused before.")
    hits = [Item(hit["rule"], _figures(hit), result_badge(hit["result"])) for hit in found.hits]
    return Panel("Checks", [Item("The rules together", value=result_badge(found.result)), *hits])


def _figures(hit: dict[str, Any]) -> str:
    if hit.get("error"):
        return f"could not be asked: {hit['error']}"
    bound = f", against {hit['threshold']}" if hit.get("threshold") else ""
    return f"{str(hit.get('metric', '')).replace('_', ' ').lower()}: {hit.get('value', NOTHING)}{bound}"


def _family(life: Life) -> Panel | None:
    """What this payment answers to, and what answers to it."""
    rows = life.family
    if not rows:
        return None
    return Panel("Belongs to it", [_kin(each, life) for each in rows])


def _kin(row: Transaction, life: Life) -> Item:
    kind = KINDS[row.kind].label if row.kind in KINDS else row.kind
    text = f"{kind}, {plain_money(row.amount, row.currency)}"
    return Item(
        anchor(reverse("admin:payment_life", args=[row.pk]), row.reference),
        f"It answers to this: {text}" if row.pk == life.row.parent_id else text,
        state_badge(row),
    )
