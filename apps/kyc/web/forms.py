"""What people type and photograph to be known better. What it must look like, apps.kyc.rules say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumbers import SUPPORTED_REGIONS

from apps.core.web.fields import DateInput, FileInput, PictureField, SelectInput, TextArea
from apps.core.web.forms import WebForm
from apps.kyc.models import DocumentType
from apps.kyc.rules import MAX_ADDRESS, MAX_NAME

DOCUMENT_TYPES = {
    DocumentType.NATIONAL_ID: _("National identity card"),
    DocumentType.PASSPORT: _("Passport"),
    DocumentType.DRIVING_LICENCE: _("Driving licence"),
    DocumentType.RESIDENCE_PERMIT: _("Residence permit"),
}
PICTURES = {
    "id_front": _("Front of the document"),
    "id_back": _("Back of the document"),
    "selfie": _("Picture of your face"),
}


class AboutMeForm(WebForm):
    """Who somebody is."""

    name = forms.CharField(
        max_length=MAX_NAME * 2, label=_("Full name"), help_text=_("First and last name, as on the document.")
    )
    birth_date = forms.DateField(label=_("Date of birth"), widget=DateInput, input_formats=["%Y-%m-%d"])
    address = forms.CharField(max_length=MAX_ADDRESS * 2, label=_("Address"), widget=TextArea(attrs={"rows": 3}))

    def changes(self) -> dict[str, Any]:
        """What is to be written into the draft."""
        given = self.cleaned_data
        lines = (" ".join(line.split()) for line in given["address"].splitlines())
        return {
            "name": " ".join(given["name"].split()),
            "birth_date": given["birth_date"],
            "address": "\n".join(line for line in lines if line),
        }


class DocumentForm(WebForm):
    """Which document somebody shows."""

    document_type = forms.ChoiceField(
        label=_("Kind of document"), choices=list(DOCUMENT_TYPES.items()), widget=SelectInput
    )
    document_country = forms.ChoiceField(
        label=_("Country of the document"),
        choices=[("", "—"), *((code, code) for code in sorted(SUPPORTED_REGIONS))],
        widget=SelectInput,
    )
    id_number = forms.CharField(
        max_length=40, required=False, label=_("Number of the document"), help_text=_("Spaces do not count.")
    )
    document_expiry_date = forms.DateField(
        required=False,
        label=_("Good until"),
        widget=DateInput,
        input_formats=["%Y-%m-%d"],
        help_text=_("Leave it empty for an identity card that never expires."),
    )

    def changes(self) -> dict[str, Any]:
        """What is to be written into the draft. A number that was typed before stays when none is typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "id_number" or value}
        return dict(given)


class PaperForm(WebForm):
    """One picture, from the camera or from a file."""

    picture = PictureField()

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, auto_id=f"id_{kind}_%s", **options)
        facing = "user" if kind == "selfie" else "environment"
        self.fields["picture"].label = PICTURES[kind]
        self.fields["picture"].widget = FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "capture": facing}
        )
