from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe
from unfold.decorators import action
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core import clock
from apps.core.admin_base import ChoiceFilter, QuickAdmin, Section, column, moment_text
from apps.core.errors import InvalidInput
from apps.risk import kinds, rules, services
from apps.risk.admin._words import RESULT_NAMES, TONES, payment_link, result_badge
from apps.risk.models import KindPolicy, OnFailure, Rule

_FIGURES = ("metric", "threshold", "second", "kind", "currency", "amount_above", "result")


def kind_choices(empty: str | None = None) -> list[tuple[str, str]]:
    return [*([("", empty)] if empty is not None else []), *kinds.choices()]


def _without_zeros(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Figures as somebody would type them: 5 and not 5.0000."""
    return {name: f"{value.normalize():f}" if isinstance(value, Decimal) else value for name, value in fields.items()}


def take_over(form: forms.BaseForm, error: InvalidInput) -> None:
    """Shows what a service refused beside the fields it is about."""
    for each in error.errors:
        form.add_error(each["field"] if each["field"] in form.fields else None, each["detail"])


class FiguresForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a rule looks at and what follows; checked as the service does, so that each field says what is wrong."""

    kind = forms.ChoiceField(
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text="Looks at payments of this kind only. What it counts are a person's payments of all kinds.",
    )
    currency = forms.CharField(
        required=False,
        max_length=3,
        widget=UnfoldAdminTextInputWidget,
        help_text="Looks at payments in this currency only. A rule about amounts needs one.",
    )

    class Meta:
        model = Rule
        fields = _FIGURES
        widgets = {
            "metric": UnfoldAdminSelectWidget,
            "threshold": UnfoldAdminDecimalFieldWidget,
            "second": UnfoldAdminDecimalFieldWidget,
            "amount_above": UnfoldAdminDecimalFieldWidget,
            "result": UnfoldAdminSelectWidget,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(_without_zeros(self.initial))
        # The page that only shows a rule has no fields.
        if "kind" in self.fields:
            cast(forms.ChoiceField, self.fields["kind"]).choices = kind_choices("All kinds")

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.spec = rules.check(code=self.code(), **{name: cleaned.get(name) for name in _FIGURES})  # type: ignore[arg-type]
            except InvalidInput as error:
                take_over(self, error)
        return cleaned

    def code(self) -> str:
        """What the rule is called; one that is only tried needs no name."""
        return self.instance.code or "tried"

    def _get_validation_exclusions(self) -> set[str]:
        # The database's constraints say the same in words nobody understands; a unique code is looked at beforehand.
        return {field.name for field in Rule._meta.get_fields()} - ({"code"} & set(self.fields))


class RuleForm(FiguresForm):
    class Meta:
        model = Rule
        fields = ("code", "title", "is_active", *_FIGURES)

    def code(self) -> str:
        return str(self.cleaned_data.get("code") or self.instance.code)


class ActiveFilter(ChoiceFilter):
    title = "state"
    parameter_name = "active"
    column = "is_active"
    choices_of_filter = [("True", "Active"), ("False", "Inactive")]


@admin.register(Rule)
class RuleAdmin(QuickAdmin):
    """Rules are changed and switched off, never deleted: decisions name them."""

    form = RuleForm
    list_display = ("code", "title", "words", "kind_text", "labelled_result", "labelled_active", "changed_at")
    list_filter = (ActiveFilter,)
    ordering = ("code",)
    search_fields = ()
    fieldsets = (
        (None, {"fields": (("code", "is_active"), "title")}),
        ("What it looks at", {"fields": ("metric", "threshold", "second")}),
        ("Which payments", {"fields": ("kind", "currency", "amount_above")}),
        ("What follows", {"fields": ("result",)}),
    )
    actions_list = ("try_another",)
    actions_detail = ("try_this",)

    def get_readonly_fields(self, request: HttpRequest, obj: Rule | None = None) -> Sequence[str]:
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @column("looks for")
    def words(self, row: Rule) -> str:
        try:
            return rules.in_words(rules.read(row))
        except (ValueError, KeyError):
            return "Nobody can read this rule: payments are decided by their kind's policy."

    @column("kind")
    def kind_text(self, row: Rule) -> str:
        return " ".join([kinds.name_of(row.kind), row.currency])

    @column("result", label=TONES)
    def labelled_result(self, row: Rule) -> tuple[str, str]:
        return row.result, RESULT_NAMES.get(row.result, row.result)

    @column("state", label={"yes": "success", "no": "info"})
    def labelled_active(self, row: Rule) -> tuple[str, str]:
        return ("yes", "Active") if row.is_active else ("no", "Inactive")

    def get_sections(self, request: HttpRequest, row: Rule) -> Iterable[Section]:
        yield Section("In words", (), (), body=f"{self.words(row)}: {RESULT_NAMES[row.result].lower()}.")

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        facts = {name: cleaned[name] for name in ("title", "is_active", *_FIGURES)}
        row = services.set_rule(
            code=obj.code if change else cleaned["code"], by=request.user.pk, now=clock.now(), **facts
        )
        obj.pk, obj.changed_at = row.pk, row.changed_at

    # Trying.

    def has_try_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may see rules and decisions may see what the one says of the others."""
        return request.user.has_perm("risk.view_rule") and request.user.has_perm("risk.view_decision")

    def get_urls(self) -> list[URLPattern]:
        page = path("try-rule/", self.admin_site.admin_view(require_safe(self.try_page)), name="risk_rule_try")
        # Before Django's own, one of which takes any address.
        return [page, *super().get_urls()]

    @action(description="Try on past payments", icon="science", permissions=["try"])
    def try_this(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:risk_rule_try", query={"rule": object_id}))

    @action(description="Try a rule", icon="science", permissions=["try"])
    def try_another(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:risk_rule_try"))

    def try_page(self, request: HttpRequest) -> HttpResponse:
        """What a rule would have made of the last payments; it need not be saved, and nothing is."""
        if not self.has_try_permission(request):
            raise PermissionDenied
        chosen = request.GET.get("rule", "")
        row = Rule.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 10 else None
        given: Any = request.GET if "metric" in request.GET else None
        if given is None and row is not None:
            given = _without_zeros({name: getattr(row, name) for name in _FIGURES})
        form = FiguresForm(given, instance=Rule(code=row.code) if row else None)
        trial = services.try_rule(form.spec) if given is not None and form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": f"Try {row.code} on past payments" if row else "Try a rule on past payments",
            "form": form,
            "rule": row,
            "back": reverse("admin:risk_rule_change", args=[row.pk]) if row else reverse("admin:risk_rule_changelist"),
            "trial": trial,
            "words": rules.in_words(form.spec) if trial else "",
            "sections": _sections(trial) if trial else [],
            "opts": self.opts,
        }
        return render(request, "admin/risk/try.html", context)


def _sections(trial: services.Trial) -> list[Section]:
    counted = sorted(trial.hits.items(), reverse=True)
    by_result = Section(
        "What would have become of them",
        ("then", "with this rule", "payments"),
        [(result_badge(was), result_badge(would_be), f"{count:,}") for (was, would_be), count in counted],
        empty="It would have hit none of them.",
    )
    latest = Section(
        "The latest it would have hit",
        ("payment", "at", "amount", "what it looked at", "then", "with this rule"),
        [
            (
                payment_link(tried.transaction_id),
                moment_text(tried.decided_at),
                f"{tried.amount} {tried.currency}",
                tried.value,
                result_badge(tried.was),
                result_badge(tried.would_be),
            )
            for tried in trial.latest
        ],
    )
    return [by_result, latest] if trial.latest else [by_result]


class KindPolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    kind = forms.ChoiceField(widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            cast(forms.ChoiceField, self.fields["kind"]).choices = kind_choices()


@admin.register(KindPolicy)
class KindPolicyAdmin(QuickAdmin):
    """What becomes of payments when the rules fail. A kind that is not listed here is closed."""

    form = KindPolicyForm
    list_display = ("kind_text", "labelled", "changed_at")
    fields = ("kind", "on_failure")
    ordering = ("kind",)
    search_fields = ()

    def get_readonly_fields(self, request: HttpRequest, obj: KindPolicy | None = None) -> Sequence[str]:
        return ("kind",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @column("kind")
    def kind_text(self, row: KindPolicy) -> str:
        return kinds.name_of(row.kind)

    @column("when the rules fail", label={OnFailure.OPEN: "warning", OnFailure.CLOSED: "success"})
    def labelled(self, row: KindPolicy) -> tuple[str, str]:
        return row.on_failure, row.get_on_failure_display()

    def save_model(self, request: HttpRequest, obj: KindPolicy, form: Any, change: bool) -> None:
        row = services.set_kind_policy(
            kind=obj.kind,
            on_failure=form.cleaned_data["on_failure"],
            by=cast(UUID, request.user.pk),
            now=clock.now(),
        )
        obj.changed_at = row.changed_at
