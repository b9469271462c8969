"""One box for whatever somebody has in their hands: a number, an address, a handle, a name, an id, a reference."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.selectors import find_person
from apps.agents.models import Agent, Outlet
from apps.billers.models import Biller
from apps.core import clock
from apps.core.admin_base import id_of
from apps.gateways.models import Gateway, Operation
from apps.merchants.models import Merchant
from apps.operations.overviews.parts import Viewer
from apps.operations.overviews.trace import is_traced
from apps.operations.pages import SitePage
from apps.transactions.models import Transaction
from apps.transactions.references import ALPHABET, LENGTH

_LONGEST = 254
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found."""

    kind: str
    name: str
    detail: str
    href: str


class FindPage(SitePage):
    """Finds by indexes only: whole ids, numbers, addresses and references, and how a name begins."""

    template_name = "admin/operations/find.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST]
        viewer = Viewer(request, clock.now())
        hits = list(find(typed, viewer)) if typed else []
        if len(hits) == 1:
            return HttpResponseRedirect(hits[0].href)
        return self.show(request, typed=typed, hits=hits)


def find(typed: str, viewer: Viewer) -> Iterator[Hit]:
    """What may be meant, as far as the viewer may see it."""
    if identity := id_of(typed):
        yield from _by_id(identity, viewer)
    if viewer.may("accounts.view_user"):
        yield from _people(typed, identity)
    if viewer.may_view("transactions_transaction") and len(typed) == LENGTH and set(typed.upper()) <= set(ALPHABET):
        for row in Transaction.objects.filter(reference=typed.upper()):
            yield _payment(row)
    if viewer.may_view("gateways_gateway"):
        for gateway in Gateway.objects.filter(code=typed.lower()):
            yield Hit("Gateway", gateway.title, gateway.code, reverse("admin:gateway_360", args=[gateway.code]))
    if viewer.may("accounts.view_activity") and is_traced(typed):
        yield Hit("Request", typed, "What one request set off", reverse("admin:request_trace", args=[typed]))


def _by_id(identity: UUID, viewer: Viewer) -> Iterator[Hit]:
    if viewer.may_view("transactions_transaction"):
        for row in Transaction.objects.filter(pk=identity):
            yield _payment(row)
        if viewer.may_view("gateways_operation"):
            for operation in Operation.objects.filter(pk=identity):
                href = reverse("admin:payment_life", args=[operation.transaction_id])
                yield Hit("Operation of a payment", str(operation.pk), operation.gateway_code, href)
    if viewer.may_view("agents_agent"):
        for agent in Agent.objects.filter(pk=identity):
            yield Hit("Agent", agent.name, agent.city, reverse("admin:agent_360", args=[agent.pk]))
        for outlet in Outlet.objects.filter(pk=identity).select_related("agent"):
            yield Hit("Outlet", outlet.name, outlet.agent.name, reverse("admin:agent_360", args=[outlet.agent_id]))
    if viewer.may_view("merchants_merchant"):
        for merchant in Merchant.objects.filter(pk=identity):
            yield Hit("Merchant", merchant.name, merchant.city, reverse("admin:merchant_360", args=[merchant.pk]))
    if viewer.may_view("billers_biller"):
        for biller in Biller.objects.filter(pk=identity):
            yield Hit("Biller", biller.name, biller.code, reverse("admin:biller_360", args=[biller.pk]))


def _people(typed: str, identity: UUID | None) -> Iterator[Hit]:
    rows = User.objects.none()
    if identity:
        rows = User.objects.filter(pk=identity)
    elif person := find_person(typed):
        rows = User.objects.filter(pk=person.id)
    elif "@" in typed:
        # Also an address that nobody has proven: staff may look for it, payments may not go to it.
        rows = User.objects.filter(email__startswith=typed.lower())
    elif typed[0] == "+" and len(typed) >= 6:
        rows = User.objects.filter(msisdn__startswith=typed)
    elif len(typed) >= 3 and typed[0] != "+":
        rows = User.objects.filter(full_name__istartswith=typed)
    for row in rows[:_SHOWN]:
        yield Hit("Person", row.full_name, row.msisdn, reverse("admin:person_360", args=[row.pk]))


def _payment(row: Transaction) -> Hit:
    detail = f"{row.payer_name or 'GoPay'} to {row.payee_name or 'nobody'}"
    return Hit("Payment", row.reference, detail, reverse("admin:payment_life", args=[row.pk]))
