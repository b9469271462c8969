"""The form of an announcement, and how phones show one."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from apps.notifications.models import Announcement, Severity
from apps.notifications.services import LONGEST_BODY, LONGEST_TITLE
from apps.notifications.wording import LANGUAGES, RIGHT_TO_LEFT

WHERE = ("severity", "audience", "country", "in_app", "on_web", "to_inbox", "starts_at", "ends_at")
TEXT_FIELDS = tuple(f"{field}_{language}" for language in LANGUAGES for field in ("title", "body"))


def texts_of(given: Any) -> dict[str, dict[str, str]]:
    return {
        language: {field: str(given.get(f"{field}_{language}") or "") for field in ("title", "body")}
        for language in LANGUAGES
    }


def phones(texts: dict[str, dict[str, str]], severity: str) -> SafeString:
    """How phones show it, in each language it is written in."""
    banners = [
        {
            "language": language,
            "name": LANGUAGES.get(language, language),
            "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            **text,
        }
        for language, text in texts.items()
        if text.get("title") or text.get("body")
    ]
    context = {"banners": banners, "is_warning": severity == Severity.WARNING}
    return render_to_string("admin/notifications/_phones.html", context)


class AnnouncementForm(forms.ModelForm):  # type: ignore[type-arg]
    country = forms.CharField(
        required=False,
        max_length=2,
        widget=UnfoldAdminTextInputWidget,
        help_text="Of whose numbers, such as KE (ISO 3166); empty: all.",
    )
    why = forms.CharField(
        label="Why", max_length=200, widget=UnfoldAdminTextInputWidget, help_text="Stays with this version."
    )

    class Meta:
        model = Announcement
        fields = WHERE
        widgets = {
            "severity": UnfoldAdminSelectWidget,
            "audience": UnfoldAdminSelectWidget,
            "in_app": UnfoldBooleanWidget,
            "on_web": UnfoldBooleanWidget,
            "to_inbox": UnfoldBooleanWidget,
        }
        field_classes = {"starts_at": forms.SplitDateTimeField, "ends_at": forms.SplitDateTimeField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            if name in self.fields:
                self.fields[name].widget = UnfoldAdminSplitDateTimeWidget()
        for language, text in (self.instance.texts or {}).items() if self.instance.pk and self.instance.texts else ():
            for field in ("title", "body"):
                self.initial[f"{field}_{language}"] = text.get(field, "")

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def _get_validation_exclusions(self) -> set[str]:
        # The service says the same in words people understand.
        return {field.name for field in Announcement._meta.get_fields()}


def _text_field(language: str, field: str) -> forms.CharField:
    """In its own direction, whatever the page's is. What is needed of it, the service says."""
    attrs = {"dir": "rtl" if language in RIGHT_TO_LEFT else "ltr", "lang": language}
    if field == "title":
        widget = UnfoldAdminTextInputWidget({**attrs, "autocomplete": "off"})
        return forms.CharField(required=False, label="Title", max_length=LONGEST_TITLE, widget=widget)
    widget = UnfoldAdminTextareaWidget({**attrs, "rows": 4})
    return forms.CharField(required=False, label="Text", max_length=LONGEST_BODY, strip=False, widget=widget)


WritingForm: type[AnnouncementForm] = type(
    "WritingForm",
    (AnnouncementForm,),
    {f"{field}_{language}": _text_field(language, field) for language in LANGUAGES for field in ("title", "body")},
)
