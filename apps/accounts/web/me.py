"""Me: the menu of all that is the person's own, and what a person says of themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts import selectors, services
from apps.accounts.errors import ContactNotFound
from apps.accounts.models import User
from apps.accounts.time_zones import time_zone_names, zone_or_default
from apps.accounts.web.asking import WalletFormView
from apps.accounts.web.base import WalletView
from apps.accounts.web.fields import FullNameField, HandleField, WordsField
from apps.accounts.web.language import remember_language, speaks
from apps.accounts.web.shapes import ButtonView
from apps.core.api.uploads import private_file_response
from apps.core.images import IMAGE_TYPES, clean_image
from apps.core.web.fields import FileInput, MsisdnField, PictureField, SelectInput
from apps.core.web.forms import WebForm


class MeView(WalletView):
    """The menu."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        profile = selectors.get_own_profile(self.me.id, now=self.now)
        handle = f"@{self.person.handle}" if self.person.handle else ""
        return self.render("accounts/me.html", {"profile": profile, "handle": handle})


class ProfileForm(WebForm):
    """Name, language, time zone."""

    full_name = FullNameField(label=_("Full name"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=SelectInput)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(name, name.replace("_", " ")) for name in time_zone_names()],
        widget=SelectInput(attrs={"dir": "ltr"}),
        help_text=_("Times on these pages are shown in it."),
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer("language", person.language)
        self._offer("time_zone", zone_or_default(person.time_zone))

    def _offer(self, name: str, own: str) -> None:
        """What an app has set and the pages do not offer stays as it is, unless the person chooses something else."""
        field: Any = self.fields[name]
        if not field.valid_value(own):
            field.choices = [*field.choices, (own, own)]


class ProfileView(WalletFormView):
    """A name that we have checked against a document waits for review when it is changed."""

    form_class = ProfileForm
    template_name = "accounts/profile.html"
    heading = _("Profile")
    action = _("Save")

    def make_form(self, **given: Any) -> ProfileForm:
        return ProfileForm(person=self.person, **given)

    def initial(self) -> dict[str, Any]:
        person = self.person
        return {
            "full_name": person.full_name,
            "language": person.language,
            "time_zone": zone_or_default(person.time_zone),
        }

    def beside(self) -> dict[str, Any]:
        return {"profile": selectors.get_own_profile(self.me.id, now=self.now)}

    def take(self, form: ProfileForm) -> HttpResponseBase:
        given = form.cleaned_data
        services.update_profile(person_id=self.me.id, **given, now=self.now)
        with translation.override(given["language"]):
            response = self.done(gettext("Your profile is saved."), "wallet-profile")
        if speaks(given["language"]):
            remember_language(response, given["language"])
        return response


class HandleForm(WebForm):
    """A handle."""

    handle = HandleField(label=_("Handle"), help_text=_("For example @amina_o. It can be changed once in thirty days."))


class HandleView(WalletFormView):
    """The @handle others pay to."""

    form_class = HandleForm
    template_name = "accounts/handle.html"
    heading = _("Your handle")
    lead = _("Others can pay you by it, without knowing your number.")
    action = _("Save")

    def initial(self) -> dict[str, Any]:
        return {"handle": f"@{self.person.handle}" if self.person.handle else ""}

    def take(self, form: HandleForm) -> HttpResponseBase:
        services.set_handle(person_id=self.me.id, handle=form.cleaned_data["handle"], now=self.now)
        return self.done(gettext("Your handle is saved."), "wallet-me")


class HandleRemovalView(ButtonView):
    """Gives the handle up."""

    said = _("Your handle is given up.")
    leads_to = "wallet-me"

    def press(self) -> None:
        services.remove_handle(person_id=self.me.id, now=self.now)


class PhotoForm(WebForm):
    """A photograph."""

    photo = PictureField(
        label=_("Photo"),
        widget=FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "user"}),
        help_text=_("A JPEG, PNG or WebP image of at most 8 MB."),
        error_messages={
            "required": _("Choose a photo first."),
            "empty": _("This file is empty."),
            "too_large": _("This photo is too large: 8 MB at most."),
        },
    )


class PhotoView(WalletFormView):
    """The photo, drawn anew by us and without what a camera adds to it."""

    form_class = PhotoForm
    template_name = "accounts/photo.html"
    heading = _("Your photo")
    action = _("Save this photo")

    def take(self, form: PhotoForm) -> HttpResponseBase:
        image = clean_image(form.cleaned_data["photo"])
        services.set_photo(person_id=self.me.id, content=image.content, now=self.now)
        return self.done(gettext("Your photo is saved."), "wallet-photo")


class PhotoImageView(WalletView):
    """The picture itself, for its owner."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return private_file_response(selectors.get_photo(self.me.id), IMAGE_TYPES["JPEG"], "photo.jpg")


class PhotoRemovalView(ButtonView):
    """Takes the photo away."""

    said = _("Your photo is removed.")
    leads_to = "wallet-photo"

    def press(self) -> None:
        services.remove_photo(person_id=self.me.id, now=self.now)


class ContactForm(WebForm):
    """Somebody close."""

    name = FullNameField(label=_("Name"))
    msisdn = MsisdnField(label=_("Phone number"))
    relation = WordsField(longest=40, label=_("Who they are to you"), help_text=_("For example: my sister."))


class ContactView(WalletFormView):
    """Whom to call in an emergency."""

    form_class = ContactForm
    template_name = "accounts/contact.html"
    heading = _("Emergency contact")
    lead = _("Whom we may call when something has happened to you. Nobody else sees this.")
    action = _("Save")

    def initial(self) -> dict[str, Any]:
        contact = self._contact()
        return {"name": contact.name, "msisdn": contact.msisdn, "relation": contact.relation} if contact else {}

    def beside(self) -> dict[str, Any]:
        return {"contact": self._contact()}

    def take(self, form: ContactForm) -> HttpResponseBase:
        services.set_emergency_contact(person_id=self.me.id, **form.cleaned_data, now=self.now)
        return self.done(gettext("Your emergency contact is saved."), "wallet-me")

    def _contact(self) -> selectors.Contact | None:
        try:
            return selectors.get_emergency_contact(self.me.id)
        except ContactNotFound:
            return None


class ContactRemovalView(ButtonView):
    """Forgets the contact."""

    said = _("Your emergency contact is removed.")
    leads_to = "wallet-me"

    def press(self) -> None:
        services.remove_emergency_contact(person_id=self.me.id, now=self.now)
