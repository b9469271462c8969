from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from apps.accounts.selectors import find_person
from apps.agents import selectors, services
from apps.agents.admin._commissions import PaysCommissions, commission_sections
from apps.agents.models import Agent, AgentStatus, AgentTier, Document, DocumentKind, Outlet, PaysOut, Rank, Staff
from apps.core import files
from apps.core.admin_acting import by_operator, dialog
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    FactsForm,
    ReadOnlyAdmin,
    ReasonForm,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    money_text,
    operator_of,
    plain_money,
)
from apps.core.admin_trail import note_sight
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.ledger.selectors import get_balances
from apps.ledger.services import account_id
from apps.wallets.models import Wallet, available_code

_TONES = {
    AgentStatus.APPLIED: "warning",
    AgentStatus.REJECTED: "danger",
    AgentStatus.ACTIVE: "success",
    AgentStatus.SUSPENDED: "danger",
    AgentStatus.CLOSED: "info",
}
_SHOWN = 20
_CODE_HELP = "The six digits of its main outlet; empty: nobody supplies it."


def _parent_code(row: Agent) -> str:
    return selectors.main_codes([row.parent_id]).get(row.parent_id, "") if row.parent_id else ""


class QueueFilter(ChoiceFilter):
    """What waits for a reviewer is what one sees who does not choose."""

    title = "state"
    parameter_name = "status"
    _EVERYTHING: ClassVar[str] = "all"
    choices_of_filter = [*((one.value, one.value.capitalize()) for one in AgentStatus), (_EVERYTHING, "All")]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or AgentStatus.APPLIED
        for value, label in self.choices_of_filter:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": value == chosen, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Whoever searches for somebody means all of theirs.
        value = self.value() or (self._EVERYTHING if request.GET.get("q") else AgentStatus.APPLIED)
        return queryset if value == self._EVERYTHING else queryset.filter(status=value)


class RankFilter(ChoiceFilter):
    title = "rank"
    parameter_name = "rank"
    choices_of_filter = [(one.value, one.label.partition(":")[0]) for one in Rank]


class TierFilter(ChoiceFilter):
    title = "tier"
    parameter_name = "tier"
    choices_of_filter = AgentTier.choices


class _OfAgent:
    """A form that knows the agent it is about."""

    object_id: object

    def agent(self) -> Agent | None:
        identity = id_of(str(self.object_id))
        return Agent.objects.select_related("parent").filter(pk=identity).first() if identity else None


class ApproveForm(_OfAgent, FactsForm):
    """What is approved: exactly what stands here, so that a change after it asks for another look."""

    seen = forms.CharField(widget=forms.HiddenInput)
    super_agent = forms.RegexField(
        r"^[0-9]{6}\Z", label="Super-agent", required=False, widget=UnfoldAdminTextInputWidget, help_text=_CODE_HELP
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = self.agent()
        if self.row is not None:
            self.fields["seen"].initial = selectors.seen_digest(self.row)
            self.fields["super_agent"].initial = _parent_code(self.row)
            if self.row.rank == Rank.SUPER:
                del self.fields["super_agent"]

    def facts(self) -> Sequence[tuple[str, object]]:
        if self.row is None:
            return ()
        papers = selectors.list_documents(self.row.id)
        sent = "; ".join(f"{one.get_kind_display()}, {moment_text(one.uploaded_at)}" for one in papers)
        return (
            ("Customers read", self.row.name),
            ("Registered as", self.row.legal_name),
            ("Rank", self.row.get_rank_display()),
            ("Asked to be below", self.row.parent.name if self.row.parent else "Nobody"),
            ("Country", self.row.country),
            ("Papers", sent or "None were sent"),
        )


class TermsForm(_OfAgent, ReasonForm):
    """All terms, as they are until they are changed."""

    field_order = (
        *("tier", "super_agent", "territory", "pays_out", "withholding_percent", "confirm_above"),
        *("serves_without_phone", "reason"),
    )
    tier = forms.ChoiceField(choices=AgentTier.choices, widget=UnfoldAdminSelectWidget)
    super_agent = forms.RegexField(
        r"^[0-9]{6}\Z", label="Super-agent", required=False, widget=UnfoldAdminTextInputWidget, help_text=_CODE_HELP
    )
    territory = forms.CharField(
        required=False,
        max_length=120,
        widget=UnfoldAdminTextInputWidget,
        help_text="The area it may open outlets in, in words.",
    )
    pays_out = forms.ChoiceField(label="Commission is paid", choices=PaysOut.choices, widget=UnfoldAdminSelectWidget)
    withholding_percent = forms.DecimalField(
        label="Tax withheld, in percent",
        min_value=0,
        max_value=99,
        max_digits=7,
        decimal_places=4,
        widget=UnfoldAdminDecimalFieldWidget,
    )
    confirm_above = forms.DecimalField(
        label="Customers confirm above",
        required=False,
        min_value=0,
        max_digits=19,
        decimal_places=4,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="Larger cash-ins are confirmed by a code; empty: none.",
    )
    serves_without_phone = forms.BooleanField(
        label="Serves customers by their identity document", required=False, widget=UnfoldBooleanWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.agent()
        if row is None:
            return
        self.fields["confirm_above"].label = f"Customers confirm above, in {row.currency}"
        above = row.confirm_above
        terms: dict[str, Any] = {
            "tier": row.tier,
            "super_agent": _parent_code(row),
            "territory": row.territory,
            "pays_out": row.pays_out,
            "withholding_percent": f"{row.withholding_percent.normalize():f}",
            "confirm_above": None if above is None else f"{above.normalize():f}",
            "serves_without_phone": row.serves_without_phone,
        }
        for name, value in terms.items():
            self.fields[name].initial = value
        if row.rank == Rank.SUPER:
            del self.fields["super_agent"]


@admin.register(Agent)
class AgentAdmin(PaysCommissions, ReadOnlyAdmin):
    """Agents; operators decide whether they serve. Papers are for reviewers, and each look is written down."""

    overview = "agent_360"
    sensitive = "An agent's page"
    list_display = ("name", "owner_name", "status_label", "rank_text", "tier", "country", "currency", "applied_at")
    list_filter = (QueueFilter, RankFilter, TierFilter)
    list_select_related = ("owner",)
    ordering = ("pk",)
    empty_title = "Nobody waits"
    empty_text = "No agent is in this state. Choose another one among the filters."
    search_help_text = "Code of an outlet, number or e-mail address of the owner, or an id"
    fields = (
        ("id", "owner_link"),
        ("name", "legal_name"),
        ("status_badge", "status_reason"),
        ("rank", "parent_link"),
        ("tier", "currency"),
        "description",
        "address",
        ("city", "country"),
        ("territory", "serves_without_phone"),
        ("pays_out", "withheld"),
        ("confirmed_above", "applied_at"),
        ("decided_at", "decider"),
    )
    readonly_fields = ("owner_link", "status_badge", "parent_link", "withheld", "confirmed_above", "decider")
    actions_detail = ("approve", "reject", "suspend", "resume", "close", "set_terms", "pay_commissions")

    @column("owner")
    def owner_name(self, row: Agent) -> str:
        return str(row.owner.full_name)

    @column("rank")
    def rank_text(self, row: Agent) -> str:
        return row.get_rank_display().partition(":")[0]

    @column("owner")
    def owner_link(self, row: Agent) -> str:
        return link("accounts_user", row.owner_id, row.owner.full_name)

    @column("status", label=_TONES)
    def status_label(self, row: Agent) -> tuple[str, str]:
        return row.status, row.status.capitalize()

    @column("status")
    def status_badge(self, row: Agent) -> str:
        return badge(row.get_status_display(), _TONES[AgentStatus(row.status)])

    @column("super-agent")
    def parent_link(self, row: Agent) -> str:
        return link("agents_agent", row.parent_id, row.parent.name if row.parent else None)

    @column("tax withheld")
    def withheld(self, row: Agent) -> str:
        return f"{row.withholding_percent.normalize():f} %" if row.withholding_percent else NOTHING

    @column("customers confirm above")
    def confirmed_above(self, row: Agent) -> str:
        return NOTHING if row.confirm_above is None else plain_money(row.confirm_above, row.currency)

    @column("decided by")
    def decider(self, row: Agent) -> str:
        return link("accounts_user", row.decided_by_id, row.decided_by.full_name if row.decided_by else None)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(owner_id=identity) | Q(parent_id=identity)
        outlet = Outlet.objects.filter(code=term).first() if term.isascii() and term.isdigit() else None
        if outlet is not None:
            return Q(pk=outlet.agent_id)
        person = find_person(term)
        return Q(owner_id=person.id) if person else Q(pk__in=[])

    def has_review_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; reviewers decide about them."""
        return bool(request.user.has_perm("agents.review_agent"))

    def has_price_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(request.user.has_perm("agents.price_agent"))

    # The page of one agent.

    def get_sections(self, request: HttpRequest, row: Agent) -> Iterable[Section]:
        if not self.has_review_permission(request):
            yield Section("Papers", (), (), empty="Only reviewers see these.")
        elif not services.may_let_in(row, by=operator_of(request)):
            yield Section("Papers", (), (), empty="Nobody reviews where they work: somebody else does.")
        else:
            yield self._papers(row)
        yield self._outlets(row)
        yield self._people(row)
        if row.status not in (AgentStatus.APPLIED, AgentStatus.REJECTED):
            yield from commission_sections(row)
        if row.rank == Rank.SUPER:
            yield self._below(row)
        yield self._others(row)

    def _papers(self, row: Agent) -> Section:
        pictures = sorted(selectors.list_documents(row.id), key=lambda one: DocumentKind.values.index(one.kind))
        figures = format_html_join(
            "",
            '<figure><img src="{}" alt="{}"><figcaption>{}, {}</figcaption></figure>',
            (
                (_address(one), one.get_kind_display(), one.get_kind_display(), moment_text(one.uploaded_at))
                for one in pictures
            ),
        )
        body = format_html('<div class="gp-documents">{}</div>', figures) if pictures else ""
        note = "Each look at one is written down."
        return Section("Papers", (), (), note=note, body=body, empty="None were sent.")

    def _outlets(self, row: Agent) -> Section:
        there = list(row.outlets.order_by("-pk")[:_SHOWN])
        floats = _floats_of(there, row.currency)
        rows = [
            (
                link("agents_outlet", one.id, one.name),
                one.code,
                one.city,
                "Open" if one.is_open else "Closed",
                money_text(floats[one.id], row.currency),
            )
            for one in there
        ]
        more = ("All", f"{reverse('admin:agents_outlet_changelist')}?q={row.id}") if rows else None
        return Section("Outlets", ("outlet", "code", "city", "state", "float"), rows, more=more)

    def _people(self, row: Agent) -> Section:
        there = Staff.objects.filter(agent=row, ended_at=None).select_related("person", "outlet").order_by("-pk")
        rows = [
            (
                link("accounts_user", one.person_id, one.person.full_name),
                one.role.capitalize(),
                one.outlet.name if one.outlet else "All",
                moment_text(one.added_at),
            )
            for one in there[:_SHOWN]
        ]
        more = ("All", f"{reverse('admin:agents_staff_changelist')}?q={row.id}")
        return Section("Staff", ("person", "role", "outlets", "since"), rows, more=more)

    def _below(self, row: Agent) -> Section:
        rows = [
            (link("agents_agent", one.id, one.agent.name), one.code or NOTHING, one.agent.status.capitalize())
            for one in selectors.list_supplied(row.id, limit=_SHOWN)
        ]
        more = ("All", f"{reverse('admin:agents_agent_changelist')}?q={row.id}") if rows else None
        return Section("Agents below it", ("agent", "code", "status"), rows, more=more)

    def _others(self, row: Agent) -> Section:
        others = Agent.objects.filter(owner_id=row.owner_id).exclude(pk=row.pk).order_by("-pk")[:_SHOWN]
        rows = [
            (link("agents_agent", one.id, one.name), one.rank.capitalize(), one.status.capitalize()) for one in others
        ]
        return Section("Other agents of this owner", ("agent", "rank", "status"), rows)

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/documents/<str:kind>",
            self.admin_site.admin_view(require_safe(self.picture)),
            name="agents_agent_document",
        )
        # Before Django's own, one of which takes any address.
        return [page, *super().get_urls()]

    def picture(self, request: HttpRequest, object_id: str, kind: str) -> HttpResponse:
        """One paper, for reviewers; each look is written down. The page shows it, a click elsewhere saves it."""
        identity = id_of(object_id)
        if not self.has_review_permission(request):
            raise PermissionDenied
        if identity is None or kind not in DocumentKind.values:
            raise Http404
        try:
            document = services.look_at_document(agent_id=identity, kind=kind, **by_operator(request))
            content = files.read(document.file_key)
        except DomainError as error:
            if error.category == "forbidden":
                raise PermissionDenied from error
            raise Http404 from error
        note_sight(request, f"An agent's paper: {kind.lower()}", Agent, identity)
        return private_file_response(content, document.content_type, f"{kind.lower()}.jpg")

    # What a reviewer can do.

    def useful_actions(self, request: HttpRequest, row: Agent) -> set[str]:
        by = operator_of(request)
        if row.owner_id == by:
            return set()
        stops, lets_in = {
            AgentStatus.APPLIED: ({"reject"}, {"approve"}),
            AgentStatus.ACTIVE: ({"suspend", "close"}, set()),
            AgentStatus.SUSPENDED: ({"close"}, {"resume"}),
        }.get(AgentStatus(row.status), (set(), set()))
        terms = set() if row.status == AgentStatus.CLOSED else {"set_terms"}
        if row.status in (AgentStatus.ACTIVE, AgentStatus.CLOSED):
            terms |= {"pay_commissions"}
        return stops | ((lets_in | terms) if services.may_let_in(row, by=by) else set())

    @action(
        description="Approve",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["review"],
        dialog=dialog(
            "Approve this agent",
            "Its main outlet is opened, it may buy float and serve customers, and its owner is told.",
            "Approve",
            ApproveForm,
        ),
    )
    def approve(self, request: HttpRequest, form: ApproveForm, object_id: str) -> HttpResponse:
        given = form.cleaned_data

        def do(row: Agent) -> str:
            services.approve_agent(
                agent_id=row.id,
                seen=given["seen"],
                super_agent=given.get("super_agent") or None,
                **by_operator(request),
            )
            return "Approved."

        return self.act(request, object_id, do, note="Approved.")

    @action(
        description="Reject",
        icon="close",
        variant=ActionVariant.DANGER,
        permissions=["review"],
        dialog=dialog(
            "Reject this application", "The owner is told why, and can correct it and apply again.", "Reject"
        ),
    )
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, form, object_id, services.reject_agent, "Rejected.")

    @action(
        description="Suspend",
        icon="pause",
        variant=ActionVariant.DANGER,
        permissions=["review"],
        dialog=dialog(
            "Suspend this agent",
            "From this moment on it serves nobody and is paid no commission. The owner is told why.",
            "Suspend",
        ),
    )
    def suspend(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, form, object_id, services.suspend_agent, "Suspended.")

    @action(
        description="Resume",
        icon="play_arrow",
        variant=ActionVariant.PRIMARY,
        permissions=["review"],
        dialog=dialog("Resume this agent", "It serves customers again and is paid its commission.", "Resume"),
    )
    def resume(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, form, object_id, services.resume_agent, "Resumed.")

    @action(
        description="Close for good",
        icon="block",
        variant=ActionVariant.DANGER,
        permissions=["review"],
        dialog=dialog(
            "Close this agent for good",
            "With all its outlets, once they hold no float, nothing is open and no commission is owed. The owner is "
            "told why.",
            "Close for good",
        ),
    )
    def close(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, form, object_id, services.close_agent, "Closed.")

    @action(
        description="Terms",
        icon="tune",
        permissions=["price"],
        dialog=dialog(
            "On which terms this agent serves", "They hold for dealings from this moment on.", "Set", TermsForm
        ),
    )
    def set_terms(self, request: HttpRequest, form: TermsForm, object_id: str) -> HttpResponse:
        given = form.cleaned_data

        def do(row: Agent) -> str:
            terms = services.Terms(
                tier=given["tier"],
                super_agent=given.get("super_agent") or "",
                pays_out=given["pays_out"],
                withholding_percent=given["withholding_percent"],
                confirm_above=given["confirm_above"],
                serves_without_phone=given["serves_without_phone"],
                territory=given["territory"],
            )
            services.set_terms(agent_id=row.id, terms=terms, reason=given["reason"], **by_operator(request))
            return "These are the terms from now on."

        said = ", ".join(f"{name} {value}" for name, value in given.items() if name != "reason")
        return self.act(request, object_id, do, note=f"Terms set: {said}. {given['reason']}")

    def _do(
        self, request: HttpRequest, form: ReasonForm, object_id: str, service: Callable[..., None], done: str
    ) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Agent) -> str:
            service(agent_id=row.id, reason=reason, **by_operator(request))
            return done

        return self.act(request, object_id, do, note=f"{done} {reason}")


def _floats_of(outlets: Sequence[Outlet], currency: str) -> dict[UUID, Decimal]:
    """What each of these can hand out as e-money, in two statements for all of them."""
    held = Wallet.objects.filter(outlet_id__in=[one.id for one in outlets], currency=currency).values_list(
        "outlet_id", "id"
    )
    accounts = {outlet_id: account_id(available_code(wallet_id), currency) for outlet_id, wallet_id in held}
    balances = get_balances(list(accounts.values()))
    nothing = Money.zero(currency)
    return {
        one.id: balances.get(accounts[one.id], nothing).amount if one.id in accounts else nothing.amount
        for one in outlets
    }


def _address(document: Document) -> str:
    return reverse("admin:agents_agent_document", args=[document.agent_id, document.kind])
