"""What people fill in to dispute a payment, and to answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.web.proofs import ConfirmForm
from apps.core.images import MAX_IMAGE_BYTES
from apps.core.money import Money
from apps.core.web.fields import AmountField, ChoiceCards, FileInput, IdField, StrictField, TextArea, money_of
from apps.core.web.forms import WebForm
from apps.disputes.api.serializers import LinesField
from apps.disputes.models import MAX_NOTE, MAX_STATEMENT
from apps.disputes.web.wording import REASONS
from apps.transactions.web.forms import Line


class _Lines(StrictField):
    """Several lines."""

    widget = TextArea
    reads = LinesField(max_length=MAX_STATEMENT, allow_blank=True)
    default_error_messages = {"invalid": _("This must be text, without hidden signs.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_STATEMENT, widget=TextArea(attrs={"rows": 4}), **options)


class DisputeForm(WebForm):
    """What is wrong with a payment. `key_id` makes the same form, posted twice, one dispute."""

    key_id = IdField()
    reason = forms.ChoiceField(
        label=_("What is wrong"),
        widget=ChoiceCards,
        choices=list(REASONS.items()),
        error_messages={"required": _("Choose what is wrong.")},
    )
    statement = _Lines(
        label=_("In your words"),
        help_text=_("Say what was agreed and what happened. Whoever you paid reads it."),
        error_messages={"required": _("Say in your words what is wrong.")},
    )
    amount = AmountField(required=False, label=_("How much"), help_text=_("Leave it empty for the whole payment."))

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        self.fields["amount"].widget.currency = currency

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("amount"):
            money_of(self.cleaned_data["amount"], self.currency, self)
        return self.cleaned_data

    @property
    def money(self) -> Money | None:
        """How much is disputed; None is all of it."""
        amount = self.cleaned_data["amount"]
        return Money(amount, self.currency) if amount else None


class EvidenceForm(WebForm):
    """A picture, and what it shows."""

    picture = forms.FileField(
        label=_("Picture"),
        widget=FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("A JPEG, PNG or WebP image of at most 8 MB."),
        error_messages={"required": _("Choose a picture first."), "empty": _("This file is empty.")},
    )
    note = Line(max_length=MAX_NOTE, required=False, label=_("What it shows"))

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if picture.size > MAX_IMAGE_BYTES:
            raise forms.ValidationError(_("This picture is too large: 8 MB at most."), code="too_large")
        return picture


class ContestForm(WebForm):
    """Why the money is the payee's."""

    statement = _Lines(
        label=_("In your words"),
        help_text=_("Say why the money is yours. Whoever paid you reads it."),
        error_messages={"required": _("Say in your words why the money is yours.")},
    )


class AcceptForm(ConfirmForm):
    """That the money goes back."""

    statement = _Lines(required=False, label=_("What you want to say about it"))
