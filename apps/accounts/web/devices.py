"""The phones and browsers that are a person's own: whose keys sign payments."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts import device_selectors, selectors, services, signatures
from apps.accounts.errors import DeviceKeyTaken
from apps.accounts.models import Device
from apps.accounts.web.asking import SignedFormView, WalletFormView
from apps.accounts.web.base import PageView, WalletView
from apps.accounts.web.fields import BrowserForm
from apps.accounts.web.proofs import CodeForm, SignedForm
from apps.accounts.web.shapes import ListView
from apps.core.errors import DomainError
from apps.core.web.fields import SwitchInput
from apps.core.web.forms import WebForm


class NoKey(DomainError):
    """This browser cannot keep a key. You can use GoPay here all the same; each payment then asks for a code."""

    code = "no_key"
    category = "refused"


class OthersBrowser(DomainError):
    """Somebody else uses this browser as their device. You can use GoPay here; each payment then asks for a code."""

    code = "device_key_taken"
    category = "conflict"


class DevicesView(ListView):
    """The list, and whether this browser is in it."""

    template_name = "accounts/devices.html"

    def rows(self, before: UUID | None, after: UUID | None, limit: int) -> list[Device]:
        return device_selectors.list_devices(self.me.id, before=before, after=after, limit=limit)

    def beside(self) -> dict[str, Any]:
        return {"current_id": selectors.get_bound_device_id(self.me.session_id)}


class OwnBrowserForm(BrowserForm, CodeForm):
    """The browser's key, and the code that confirms it."""


class OwnBrowserView(WalletFormView):
    """Makes this browser one of the person's devices."""

    form_class = OwnBrowserForm
    heading = _("Use this browser")
    lead = _(
        "Make this browser one of your devices: it keeps a key that signs your payments and never leaves it. "
        "Do this only where nobody else can use it."
    )
    action = _("Use this browser")
    back = "wallet-devices"
    marks = "data-device"

    def take(self, form: OwnBrowserForm) -> HttpResponseBase:
        browser = form.browser()
        if browser.public_key is None:
            raise NoKey
        try:
            services.register_device(
                user_id=self.me.id,
                session_id=self.me.session_id,
                client_id=browser.id,
                name=browser.name,
                platform=browser.platform,
                public_key=browser.public_key,
                step_up=form.answer(),
                now=self.now,
            )
        except DeviceKeyTaken:
            raise OthersBrowser from None
        return self.done(gettext("This browser is one of your devices now."), "wallet-devices")


class _OneDevice(WalletView):
    """A page about one device of the person's."""

    tab = "me"

    @property
    def device(self) -> Device:
        return device_selectors.get_device(person_id=self.me.id, device_id=self.kwargs["device_id"])


class DeviceView(_OneDevice):
    """How it stands with it, and what can be done."""

    def get(self, request: HttpRequest, device_id: UUID) -> HttpResponse:
        context = {
            "device": self.device,
            "is_current": selectors.get_bound_device_id(self.me.session_id) == device_id,
        }
        return self.render("accounts/device.html", context)


class DeviceOrderView(PageView):
    """POST, signed by a browser's key as the API's requests are: what it is to do, as the API says it; 204 for nothing.

    Browsers ask when nobody is signed in. A request that is refused is told that there is nothing to do, too: whoever
    has not the key learns nothing, and a browser writes no error for what is usual.
    """

    http_method_names = ["post"]
    is_activity = False

    def post(self, request: HttpRequest) -> HttpResponse:
        nothing = HttpResponse(status=204)
        if request.content_type != "application/json":
            return nothing
        try:
            signature = signatures.read(request.META, method="POST", path=request.path, body=request.body)
            if signature is None:
                return nothing
            signed = services.fetch_command(device_id=signature.device_id, signature=signature, now=self.now)
        except DomainError:
            return nothing
        return JsonResponse(signed.command)


class DeviceLockView(_OneDevice):
    """Locks it, at once: nothing stands between a loss and the lock."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, device_id: UUID) -> HttpResponse:
        services.lock_device(person_id=self.me.id, device_id=device_id, reason="asked", now=self.now)
        return self.done(gettext("The device is locked."), "wallet-device", device_id)


class _DeviceForm(WalletFormView, _OneDevice):
    """A form about one device, from whose page one comes."""

    def back_address(self) -> str:
        return reverse("wallet-device", args=[self.kwargs["device_id"]])

    def beside(self) -> dict[str, Any]:
        return {**super().beside(), "device": self.device}


class DeviceUnlockView(_DeviceForm, SignedFormView):
    """Gives a device its power back, from another one."""

    heading = _("Unlock a device")
    lead = _("It can be used again afterwards; log in on it anew. Lower limits hold for a day.")
    action = _("Unlock the device")

    def take(self, form: SignedForm) -> HttpResponseBase:
        device_id = self.kwargs["device_id"]
        services.unlock_device(device_id=device_id, **self.proven(form))
        return self.done(gettext("The device is unlocked."), "wallet-device", device_id)


class WipeForm(WebForm):
    """Nothing but the person's word that they mean it."""

    sure = forms.BooleanField(
        widget=SwitchInput,
        label=_("I understand that this cannot be taken back."),
        error_messages={"required": _("Tick this if you are sure.")},
    )


class DeviceWipeView(_DeviceForm):
    """Orders a device to forget everything."""

    form_class = WipeForm
    heading = _("Wipe a device")
    lead = _("It is locked at once, and forgets everything of GoPay as soon as it is online.")
    action = _("Wipe the device")
    tone = "danger"

    def take(self, form: WipeForm) -> HttpResponseBase:
        device_id = self.kwargs["device_id"]
        services.request_wipe(person_id=self.me.id, device_id=device_id, now=self.now)
        return self.done(gettext("The device is locked, and will be wiped."), "wallet-device", device_id)


class DeviceRemovalView(_DeviceForm):
    """Takes a device off the list."""

    form_class = CodeForm
    heading = _("Remove a device")
    lead = _("It is logged out, and cannot sign payments any more.")
    action = _("Remove the device")
    tone = "danger"

    def take(self, form: CodeForm) -> HttpResponseBase:
        services.remove_device(
            person_id=self.me.id,
            session_id=self.me.session_id,
            device_id=self.kwargs["device_id"],
            step_up=form.answer(),
            now=self.now,
        )
        return self.done(gettext("The device is removed."), "wallet-devices")
