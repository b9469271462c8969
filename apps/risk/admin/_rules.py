from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe
from unfold.decorators import action
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core import clock
from apps.core.admin_base import NOTHING, ChoiceFilter, QuickAdmin, Section, column, moment_text, operator_of
from apps.core.admin_diffs import figures_diff
from apps.core.errors import DomainError, InvalidInput
from apps.risk import kinds, procedures, rules, services
from apps.risk.admin._words import RESULT_NAMES, TONES, payment_link, result_badge
from apps.risk.models import KindPolicy, OnFailure, Rule, RuleVersion

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
    why = forms.CharField(
        label="Why", required=False, max_length=200, widget=UnfoldAdminTextInputWidget, help_text="Stays with the rule."
    )

    class Meta:
        model = Rule
        fields = ("code", "title", "is_active", "is_observing", *_FIGURES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            before = services.figures_of(Rule.objects.get(pk=self.instance.pk)) if self.instance.pk else None
            after = {name: cleaned.get(name) for name in services.FIGURES}
            if procedures.takes_two(before, after) and not str(cleaned.get("why", "")).strip():
                self.add_error("why", "This rule acts on payments: say to the colleague who decides why.")
        return cleaned

    def code(self) -> str:
        return str(self.cleaned_data.get("code") or self.instance.code)


class ActiveFilter(ChoiceFilter):
    title = "state"
    parameter_name = "active"
    column = "is_active"
    choices_of_filter = [("True", "Active"), ("False", "Inactive")]


@admin.register(Rule)
class RuleAdmin(QuickAdmin):
    """Rules are changed and switched off, never deleted: decisions name them. Of one that acts, two people decide."""

    form = RuleForm
    list_display = ("code", "title", "words", "kind_text", "labelled_result", "labelled_active", "changed_at")
    list_filter = (ActiveFilter,)
    ordering = ("code",)
    search_fields = ()
    fieldsets = (
        (None, {"fields": ("code", "title", ("is_active", "is_observing"))}),
        ("What it looks at", {"fields": ("metric", "threshold", "second")}),
        ("Which payments", {"fields": ("kind", "currency", "amount_above")}),
        ("What follows", {"fields": ("result", "why")}),
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

    @column("state", label={"yes": "success", "watch": "warning", "no": "info"})
    def labelled_active(self, row: Rule) -> tuple[str, str]:
        if not row.is_active:
            return "no", "Inactive"
        return ("watch", "Observes") if row.is_observing else ("yes", "Active")

    def get_sections(self, request: HttpRequest, row: Rule) -> Iterable[Section]:
        follows = "noted, and nothing follows" if row.is_observing else RESULT_NAMES[row.result].lower()
        yield Section("In words", (), (), body=f"{self.words(row)}: {follows}.")
        if not row.pk:
            return
        versions = list(
            RuleVersion.objects.filter(rule_id=row.pk)
            .select_related("asked_by", "approved_by")
            .order_by("-number")[:50]
        )
        yield Section(
            "What it said, and since when",
            ("version", "since", "asked by", "approved by", "why", "what changed"),
            [
                (
                    each.number,
                    moment_text(each.since),
                    each.asked_by.full_name if each.asked_by else NOTHING,
                    each.approved_by.full_name if each.approved_by else NOTHING,
                    each.why or NOTHING,
                    figures_diff(versions[place + 1].figures, each.figures)
                    if place + 1 < len(versions)
                    else "As it began",
                )
                for place, each in enumerate(versions)
            ],
            more=("Asked for about this rule", _approvals_of(row)),
        )

    # Writing.

    def has_change_permission(self, request: HttpRequest, obj: Rule | None = None) -> bool:
        """Whoever may add rules may write them; of one that acts, somebody who may change rules decides."""
        return request.user.has_perm("risk.add_rule")

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        figures = {name: cleaned[name] for name in services.FIGURES}
        request.rule_written = None  # type: ignore[attr-defined]
        try:
            row, _ = procedures.write_rule(
                code=obj.code if change else cleaned["code"],
                figures=figures,
                why=cleaned.get("why", ""),
                by=operator_of(request),
                now=clock.now(),
            )
        except DomainError as error:
            request.rule_written = (messages.WARNING, error.detail)  # type: ignore[attr-defined]
            return
        if row is None:
            words = "Asked for: it acts once a colleague has approved it."
            request.rule_written = (messages.SUCCESS, words)  # type: ignore[attr-defined]
            return
        obj.pk, obj.changed_at = row.pk, row.changed_at

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return super().log_addition(request, obj, message) if obj.pk else None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if getattr(request, "rule_written", None) else super().log_change(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._told(request) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._told(request) or super().response_change(request, obj)

    def _told(self, request: HttpRequest) -> HttpResponse | None:
        written = getattr(request, "rule_written", None)
        if written is None:
            return None
        level, words = written
        self.message_user(request, words, level)
        return HttpResponseRedirect(reverse("admin:risk_rule_changelist"))

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


def _approvals_of(row: Rule) -> str:
    return reverse("admin:approvals_approval_changelist", query={"q": str(procedures.subject_of(row.code))})


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
