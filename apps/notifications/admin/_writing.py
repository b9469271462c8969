"""The form of a text, and how a text is shown as people will read it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from apps.core.errors import InvalidInput
from apps.notifications import procedures, rendering, selectors, wording
from apps.notifications.models import TemplateVersion, Way
from apps.notifications.samples import SAMPLES
from apps.notifications.sms_lengths import SmsLength, measure

FIELDS = ("name", "way", "language", "subject", "body")


def take_over(form: forms.BaseForm, error: InvalidInput) -> None:
    """Shows what a service refused beside the fields it is about."""
    for each in error.errors:
        form.add_error(each["field"] if each["field"] in form.fields else None, each["detail"])


class Shown:
    """One text as people will read it: what stands in a card of the preview."""

    def __init__(self, title: str, way: str, language: str, text: rendering.Text, tone: str = "") -> None:
        self.title, self.way, self.tone = title, way, tone
        self.subject, self.body, self.html = text.title, text.body, text.html
        self.direction = "rtl" if language in wording.RIGHT_TO_LEFT else "ltr"
        self.language = language
        self.length: SmsLength | None = measure(text.body) if way == Way.SMS else None


def previews_of(
    name: str, way: str, language: str, words: selectors.Words | None, *, title: str = "As you write it"
) -> list[Shown]:
    """The file's text, the one in use if it is another, and these words, all filled with the sample's values."""
    sample = SAMPLES[name]
    cards = [Shown("The file", way, language, rendering.render_file(name, way, sample, language=language))]
    in_use = selectors.find_words(name, way, language)
    if in_use is not None:
        text, source = procedures.said_now(name, way, language)
        cards.append(Shown(f"In use: {source}", way, language, text, "success"))
    if words is not None:
        try:
            text = rendering.render_words(words, name, way, sample, language=language)
            cards.append(Shown(title, way, language, text, "warning"))
        except wording.Unfit:
            pass
    return cards


def preview_body(cards: Sequence[Shown]) -> SafeString:
    """The cards beside each other."""
    return render_to_string("admin/notifications/_previews.html", {"cards": cards})


class TextForm(forms.ModelForm):  # type: ignore[type-arg]
    name = forms.ChoiceField(label="Message", widget=UnfoldAdminSelectWidget)
    way = forms.ChoiceField(label="Goes by", choices=Way.choices, widget=UnfoldAdminSelectWidget)
    language = forms.ChoiceField(choices=list(wording.LANGUAGES.items()), widget=UnfoldAdminSelectWidget)
    subject = forms.CharField(
        required=False,
        max_length=wording.LONGEST_SUBJECT,
        widget=UnfoldAdminTextInputWidget({"autocomplete": "off"}),
        help_text="The subject of an e-mail, the title in the inbox; an SMS has none.",
    )
    body = forms.CharField(
        label="Text",
        strip=False,
        max_length=max(wording.LONGEST.values()),
        widget=UnfoldAdminTextareaWidget({"rows": 12, "dir": "auto"}),
        help_text="Words and {{ values }}. An empty line begins a paragraph; in an e-mail **words** are bold.",
    )
    why = forms.CharField(
        label="Why", max_length=200, widget=UnfoldAdminTextInputWidget, help_text="Stays with this version."
    )

    class Meta:
        model = TemplateVersion
        fields = (*FIELDS, "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that only shows a text has no fields.
        if "name" in self.fields:
            cast(forms.ChoiceField, self.fields["name"]).choices = [(one, one) for one in wording.messages()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                cleaned["subject"], cleaned["body"] = wording.check(**{name: cleaned[name] for name in FIELDS})
            except InvalidInput as error:
                take_over(self, error)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The service says the same in words people understand.
        return {field.name for field in TemplateVersion._meta.get_fields()}
