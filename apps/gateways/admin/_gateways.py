from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core import clock
from apps.core.admin_base import (
    NOTHING,
    QuickAdmin,
    ReasonForm,
    Section,
    badge,
    column,
    link,
    list_link,
    moment_text,
    money_text,
    page_again,
    plain_money,
    show_exact,
)
from apps.core.errors import DomainError
from apps.gateways import services
from apps.gateways.admin._words import capability_text, share_text
from apps.gateways.base import Capability
from apps.gateways.models import Gateway, Operation, Route
from apps.gateways.registry import NotConnected, connection_of
from apps.gateways.selectors import list_health

_CAPS = ("timeout_seconds", "rate_per_minute", "concurrency", "breaker_threshold", "breaker_seconds")
_LONGEST_TIMEOUT = 60


class GatewayForm(forms.ModelForm):  # type: ignore[type-arg]
    """A gateway that the environment says how to reach, and how much it is asked."""

    code = forms.ChoiceField(widget=UnfoldAdminSelectWidget, help_text="Its name in GATEWAY_CONNECTIONS.")

    class Meta:
        model = Gateway
        fields = ("code", "title", "is_active", *_CAPS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that changes one, or only shows it, does not ask for its code.
        if "code" in self.fields:
            known = set(Gateway.objects.values_list("code", flat=True))
            unknown = sorted(set(settings.GATEWAY_CONNECTIONS) - known)
            cast(forms.ChoiceField, self.fields["code"]).choices = [(code, code) for code in unknown]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in _CAPS:
            if cleaned.get(name) is not None and cleaned[name] <= 0:
                self.add_error(name, "More than nothing.")
        if (cleaned.get("timeout_seconds") or 0) > _LONGEST_TIMEOUT:
            self.add_error("timeout_seconds", f"{_LONGEST_TIMEOUT} seconds at most: a worker waits for it.")
        if (cleaned.get("concurrency") or 0) > 200:
            self.add_error("concurrency", "200 at most.")
        return cleaned


@admin.register(Gateway)
class GatewayAdmin(QuickAdmin):
    """Gateways are switched off and never deleted: operations name them."""

    overview = "gateway_360"
    form = GatewayForm
    list_display = ("title", "code", "labelled_active", "breaker", "answered", "succeeded", "last_answer")
    ordering = ("code",)
    search_fields = ()
    fieldsets = (
        (None, {"fields": (("code", "title"), "is_active", "connection")}),
        ("How much it is asked", {"fields": (("rate_per_minute", "concurrency"), "timeout_seconds")}),
        ("When nothing is sent", {"fields": (("breaker_threshold", "breaker_seconds"), "breaker")}),
        ("The last hour", {"fields": (("answered", "succeeded"), "last_answer")}),
    )
    add_fieldsets = (
        (None, {"fields": (("code", "title"), "is_active")}),
        ("How much it is asked", {"fields": (("rate_per_minute", "concurrency"), "timeout_seconds")}),
        ("When nothing is sent", {"fields": (("breaker_threshold", "breaker_seconds"),)}),
    )
    actions_detail = ("let_through",)
    _SHOWN = ("connection", "breaker", "answered", "succeeded", "last_answer")

    def get_fieldsets(self, request: HttpRequest, obj: Gateway | None = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Gateway | None = None) -> Sequence[str]:
        return ("code", *self._SHOWN) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def complete_rows(self, rows: Sequence[Gateway]) -> None:
        health = list_health([row.code for row in rows], now=clock.now())
        for row in rows:
            row.health = health[row.code]  # type: ignore[attr-defined]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Gateway | None:
        row: Gateway | None = super().get_object(request, object_id, from_field)
        if row is not None:
            self.complete_rows([row])
        return row

    @column("state", label={"yes": "success", "no": "danger"})
    def labelled_active(self, row: Gateway) -> tuple[str, str]:
        return ("yes", "On") if row.is_active else ("no", "Off")

    @column("circuit breaker")
    def breaker(self, row: Gateway) -> str:
        if row.opened_at is None:
            return badge(f"closed, {row.silences} silent" if row.silences else "closed", "success")
        text = f"open since {moment_text(row.opened_at)}, tries again at {moment_text(row.probe_at)}"
        return badge(text, "danger")

    @column("answered")
    def answered(self, row: Any) -> str:
        return share_text(row.health.answered_percent, row.health.asked, "requests")

    @column("succeeded")
    def succeeded(self, row: Any) -> str:
        return share_text(row.health.succeeded_percent, row.health.decided, "operations")

    @column("last answer")
    def last_answer(self, row: Any) -> str:
        return moment_text(row.health.last_answer_at or row.answered_at)

    @column("connection")
    def connection(self, row: Gateway) -> str:
        """Where it is and who speaks with it; its secrets stay in the environment."""
        try:
            connection = connection_of(row.code)
        except NotConnected as error:
            return badge(error, "danger")
        return f"{connection.base_url} ({connection.adapter})"

    def get_sections(self, request: HttpRequest, row: Gateway) -> Iterable[Section]:
        routes = row.routes.order_by("capability", "currency", "country")
        yield Section(
            title="Routes",
            headers=("for", "currency", "country", "from", "to", "priority", "state"),
            rows=[
                (
                    link("gateways_route", route.pk, capability_text(route.capability)),
                    route.currency,
                    route.country or "any",
                    money_text(route.minimum, route.currency),
                    money_text(route.maximum, route.currency),
                    route.priority,
                    badge("On", "success") if route.is_active else badge("Off"),
                )
                for route in routes
            ],
            empty="None: nothing is sent over it.",
        )
        waiting = Operation.objects.filter(needs_operator_since__isnull=False, decided_at=None, gateway_code=row.code)
        yield Section(
            title="What is looked for here",
            headers=("where", "what"),
            rows=[
                (list_link("gateways_message", "Messages", gateway_code=row.code), "what was asked and answered"),
                (list_link("gateways_operation", "Operations", gateway_code=row.code), "what it was to do"),
                (
                    list_link("gateways_operation", "For an operator", gateway_code=row.code, needs_operator="yes"),
                    f"{waiting[:100].count()} about which it says nothing",
                ),
                (list_link("gateways_callback", "Callbacks", gateway_code=row.code), "what it has told by itself"),
            ],
        )

    def save_model(self, request: HttpRequest, obj: Gateway, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        caps = services.Caps(**{name: cleaned[name] for name in _CAPS})
        facts = {"title": cleaned["title"], "is_active": cleaned["is_active"], "caps": caps}
        if change:
            services.set_gateway(code=obj.code, **facts)
        else:
            row = services.register_gateway(code=cleaned["code"], at=clock.now(), **facts)
            obj.pk = row.pk

    def has_let_through_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("gateways.change_gateway")

    @action(
        description="Send again now",
        icon="play_arrow",
        permissions=["let_through"],
        dialog={
            "title": "Close the circuit breaker",
            "description": "You know that the provider is back: requests go out at once.",
            "form_class": ReasonForm,
            "form_submit_text": "Send again",
        },
    )
    def let_through(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if services.close_breaker(code=row.code, now=clock.now()):
            self.log_change(request, row, f"closed the circuit breaker: {form.cleaned_data['reason']}")
            self.message_user(request, "Requests go out again.", messages.SUCCESS)
        else:
            self.message_user(request, "It was closed already.", messages.WARNING)
        return page_again(request)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, str(object_id))
        return super().get_actions_detail(request, object_id) if row and row.opened_at else []


class RouteForm(forms.ModelForm):  # type: ignore[type-arg]
    """A route as its service takes it."""

    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)
    country = forms.CharField(
        max_length=2, required=False, widget=UnfoldAdminTextInputWidget, help_text="Two letters; empty: any."
    )

    class Meta:
        model = Route
        fields = ("gateway", "capability", "currency", "country", "minimum", "maximum", "priority", "is_active")
        widgets = {
            "gateway": UnfoldAdminSelectWidget,
            "capability": UnfoldAdminSelectWidget,
            "minimum": UnfoldAdminDecimalFieldWidget,
            "maximum": UnfoldAdminDecimalFieldWidget,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_exact(self, self.instance.currency, ("minimum", "maximum"))
        if "capability" in self.fields:
            capability = cast(forms.ChoiceField, self.fields["capability"])
            given = cast("list[tuple[str, str]]", list(cast(Any, capability.choices)))
            capability.choices = [(value, capability_text(value) or label) for value, label in given]

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                services.check_route(**{name: cleaned[name] for name in ("currency", "country", "minimum", "maximum")})
            except DomainError as error:
                raise forms.ValidationError(error.detail) from error
        return cleaned


@admin.register(Route)
class RouteAdmin(QuickAdmin):
    """Which rail is asked first. Routes are switched off rather than deleted."""

    form = RouteForm
    list_display = ("what_for", "currency", "country_text", "gateway", "bounds", "priority", "labelled_active")
    list_select_related = ("gateway",)
    ordering = ("capability", "currency", "priority", "gateway", "pk")
    search_fields = ()
    fields = (("gateway", "capability"), ("currency", "country"), ("minimum", "maximum"), ("priority", "is_active"))

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @column("for")
    def what_for(self, row: Route) -> str:
        return capability_text(row.capability)

    @column("country")
    def country_text(self, row: Route) -> str:
        return row.country or "any"

    @column("amounts")
    def bounds(self, row: Route) -> str:
        if row.maximum is None and not row.minimum:
            return NOTHING
        if row.maximum is None:
            return f"{plain_money(row.minimum, row.currency)} or more"
        return f"{plain_money(row.minimum, row.currency)} to {plain_money(row.maximum, row.currency)}"

    @column("state", label={"yes": "success", "no": "info"})
    def labelled_active(self, row: Route) -> tuple[str, str]:
        return ("yes", "On") if row.is_active else ("no", "Off")

    def save_model(self, request: HttpRequest, obj: Route, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        row = services.set_route(
            gateway_code=cleaned["gateway"].code,
            capability=Capability(cleaned["capability"]),
            at=clock.now(),
            route_id=obj.pk if change else None,
            **{name: cleaned[name] for name in ("currency", "country", "minimum", "maximum", "priority", "is_active")},
        )
        obj.pk = row.pk
