"""For those who build the merchant's server: its API keys, and where it is told what becomes of payments.

A key and a secret are told once, in the answer to the form that made them, and kept by nobody in a form that could be
read again. So that answer is a page itself and no redirect; the same form posted again makes nothing and tells nothing.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.checkout import selectors, services
from apps.checkout.models import ApiKey, DeliveryState, EndpointStatus, WebhookDelivery, WebhookEndpoint
from apps.checkout.services import NewKey, WithSecret
from apps.checkout.web.portal import wording
from apps.checkout.web.portal.forms import EndpointForm, KeyForm, RotateForm
from apps.checkout.web.portal.once import make_once
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.web.lists import list_page
from apps.merchants.selectors import Power
from apps.merchants.web.forms import OwnersForm
from apps.merchants.web.frames import PortalView


class _DevelopersView(PortalView):
    part = "developers"
    power = Power.GOVERN

    def refused_in(self, form: OwnersForm, error: DomainError, context: dict[str, Any]) -> HttpResponse:
        """The form with its refusal. Raises those that are no fault of what was typed."""
        if error.category in ("unauthenticated", "not_found") or error.code == "merchant_role_required":
            raise error
        form.refuse(error)
        return self.show_form(form, context, status=STATUS[error.category])

    def show_form(self, form: OwnersForm, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        page = {"form": form, "step_up": form.step_up, **context}
        return self.render("checkout/portal/signed.html", page, status=status)

    def show_secret(self, **context: Any) -> HttpResponse:
        """The one page on which it stands."""
        return self.render("checkout/portal/secret.html", context)

    def made_before(self) -> HttpResponse:
        """A form that was posted twice: what it made is not told again."""
        said = _("It was made already, and is shown only once. If you have not kept it, make another one.")
        return self.done(said, "merchant-developers", self.merchant.id)


class DevelopersView(_DevelopersView):
    """The keys and the endpoints."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        def fetch(before: UUID | None, after: UUID | None, limit: int) -> Sequence[ApiKey]:
            return selectors.list_keys(merchant_id, before=before, after=after, limit=limit)

        page = list_page(request, fetch)
        context = {
            "page": page,
            "keys": [{"row": row, "is_good": _is_good(self, row)} for row in page.rows],
            "endpoints": [_shown(row) for row in selectors.list_endpoints(merchant_id)],
        }
        return self.render("checkout/portal/developers.html", context)


class NewKeyView(_DevelopersView):
    """Makes a key, with the PIN, and for a live one with a code."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        return self.show_form(KeyForm.fresh(), self._words())

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = KeyForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, self._words(), status=400)
        given = form.cleaned_data
        try:
            made = make_once(
                lambda: services.make_key(
                    person_id=self.me.id,
                    session_id=self.me.session_id,
                    merchant_id=merchant_id,
                    name=given["name"],
                    is_live=given["mode"] == "live",
                    scopes=given["scopes"],
                    lifetime=form.lifetime(),
                    proof=form.proof(request),
                    now=self.now,
                ),
                id_of=_id_of,
                owner_id=self.me.id,
                purpose="merchant-key",
                key=given["key"],
                now=self.now,
            ).made
        except DomainError as error:
            return self.refused_in(form, error, self._words())
        return _key_page(self, made) if made else self.made_before()

    def _words(self) -> dict[str, Any]:
        return {"heading": _("New API key"), "shown": ("name", "mode", "scopes", "days"), "action_label": _("Make it")}


class KeyView(_DevelopersView):
    """A key without the key: what it may do, and its end."""

    def get(self, request: HttpRequest, merchant_id: UUID, key_id: UUID) -> HttpResponse:
        row = selectors.get_key(merchant_id=merchant_id, key_id=key_id)
        context = {"row": row, "is_good": _is_good(self, row), "scopes": wording.scopes(row.scopes)}
        return self.render("checkout/portal/key.html", context)


class RotateKeyView(_DevelopersView):
    """Puts a new key in the place of one that is good."""

    def get(self, request: HttpRequest, merchant_id: UUID, key_id: UUID) -> HttpResponse:
        return self.show_form(RotateForm.fresh(), self._words(key_id))

    def post(self, request: HttpRequest, merchant_id: UUID, key_id: UUID) -> HttpResponse:
        form, words = RotateForm(request.POST), self._words(key_id)
        if not form.is_valid():
            return self.show_form(form, words, status=400)
        try:
            made = make_once(
                lambda: services.rotate_key(
                    person_id=self.me.id,
                    session_id=self.me.session_id,
                    merchant_id=merchant_id,
                    key_id=key_id,
                    overlap=form.overlap(),
                    proof=form.proof(request),
                    now=self.now,
                ),
                id_of=_id_of,
                owner_id=self.me.id,
                purpose="merchant-key",
                key=form.cleaned_data["key"],
                now=self.now,
            ).made
        except DomainError as error:
            return self.refused_in(form, error, words)
        return _key_page(self, made) if made else self.made_before()

    def _words(self, key_id: UUID) -> dict[str, Any]:
        row = selectors.get_key(merchant_id=self.merchant.id, key_id=key_id)
        return {
            "heading": _("Replace %(name)s") % {"name": row.name},
            "lead": _("You get a new key with the same name, which may do the same."),
            "shown": ("hours",),
            "action_label": _("Replace it"),
        }


class EndKeyView(_DevelopersView):
    """Ends a key, at once and for good."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, key_id: UUID) -> HttpResponse:
        services.revoke_key(person_id=self.me.id, merchant_id=merchant_id, key_id=key_id, now=self.now)
        return self.done(_("The key has ended. Whoever uses it is refused."), "merchant-developers", merchant_id)


class NewEndpointView(_DevelopersView):
    """Has a server told."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        return self.show_form(EndpointForm.fresh(), self._words())

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = EndpointForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, self._words(), status=400)
        given = form.cleaned_data
        try:
            made = make_once(
                lambda: services.add_endpoint(
                    person_id=self.me.id,
                    session_id=self.me.session_id,
                    merchant_id=merchant_id,
                    url=given["url"],
                    description=given["description"],
                    event_types=given["events"],
                    is_live=given["mode"] == "live",
                    proof=form.proof(request),
                    now=self.now,
                ),
                id_of=_id_of,
                owner_id=self.me.id,
                purpose="merchant-webhook",
                key=given["key"],
                now=self.now,
            ).made
        except DomainError as error:
            return self.refused_in(form, error, self._words())
        return _secret_page(self, made) if made else self.made_before()

    def _words(self) -> dict[str, Any]:
        shown = ("url", "description", "mode", "events")
        return {"heading": _("New webhook"), "shown": shown, "action_label": _("Add it")}


class EndpointView(_DevelopersView):
    """An endpoint, with what was sent to it."""

    def get(self, request: HttpRequest, merchant_id: UUID, endpoint_id: UUID) -> HttpResponse:
        row = selectors.get_endpoint(merchant_id=merchant_id, endpoint_id=endpoint_id)
        given = request.GET.get("state", "")
        state = given if given in DeliveryState.values else ""

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> Sequence[WebhookDelivery]:
            return selectors.list_deliveries(endpoint_id, state=state, before=before, after=after, limit=limit)

        page = list_page(request, fetch)
        deliveries = [{"row": each, **_named(wording.delivery_state(each.state))} for each in page.rows]
        context = {
            **_shown(row),
            "page": page,
            "deliveries": deliveries,
            "state": state,
            "states": wording.delivery_states(),
        }
        return self.render("checkout/portal/endpoint.html", context)


class DeliveryView(_DevelopersView):
    """One delivery: what its last attempt met."""

    def get(self, request: HttpRequest, merchant_id: UUID, endpoint_id: UUID, delivery_id: UUID) -> HttpResponse:
        endpoint = selectors.get_endpoint(merchant_id=merchant_id, endpoint_id=endpoint_id)
        row = selectors.get_delivery(delivery_id, endpoint_id=endpoint_id)
        is_waiting = row.state == DeliveryState.WAITING
        context = {
            **_named(wording.delivery_state(row.state)),
            "row": row,
            "endpoint": endpoint,
            "is_waiting": is_waiting,
            "may_send": not is_waiting and endpoint.status == EndpointStatus.ENABLED,
        }
        return self.render("checkout/portal/delivery.html", context)


class SwitchEndpointView(_DevelopersView):
    """Switches an endpoint off or on."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, endpoint_id: UUID) -> HttpResponse:
        is_enabled = request.POST.get("is_enabled") == "1"
        services.change_endpoint(
            person_id=self.me.id,
            session_id=self.me.session_id,
            merchant_id=merchant_id,
            endpoint_id=endpoint_id,
            is_enabled=is_enabled,
            proof=None,
            now=self.now,
        )
        said = _("It is told again.") if is_enabled else _("It is told nothing any more.")
        return self.done(said, "merchant-developers-endpoint", merchant_id, endpoint_id)


class RotateSecretView(_DevelopersView):
    """Gives an endpoint another secret."""

    def get(self, request: HttpRequest, merchant_id: UUID, endpoint_id: UUID) -> HttpResponse:
        return self.show_form(RotateForm.fresh(), self._words(endpoint_id))

    def post(self, request: HttpRequest, merchant_id: UUID, endpoint_id: UUID) -> HttpResponse:
        form, words = RotateForm(request.POST), self._words(endpoint_id)
        if not form.is_valid():
            return self.show_form(form, words, status=400)
        try:
            made = make_once(
                lambda: services.rotate_secret(
                    person_id=self.me.id,
                    session_id=self.me.session_id,
                    merchant_id=merchant_id,
                    endpoint_id=endpoint_id,
                    overlap=form.overlap(),
                    proof=form.proof(request),
                    now=self.now,
                ),
                id_of=_id_of,
                owner_id=self.me.id,
                purpose="merchant-webhook",
                key=form.cleaned_data["key"],
                now=self.now,
            ).made
        except DomainError as error:
            return self.refused_in(form, error, words)
        return _secret_page(self, made) if made else self.made_before()

    def _words(self, endpoint_id: UUID) -> dict[str, Any]:
        selectors.get_endpoint(merchant_id=self.merchant.id, endpoint_id=endpoint_id)
        return {
            "heading": _("Another secret"),
            "lead": _("While the old one works, every request is signed with both."),
            "shown": ("hours",),
            "action_label": _("Make another secret"),
        }


class DeleteEndpointView(_DevelopersView):
    """Deletes an endpoint, for good."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, endpoint_id: UUID) -> HttpResponse:
        services.delete_endpoint(person_id=self.me.id, merchant_id=merchant_id, endpoint_id=endpoint_id, now=self.now)
        return self.done(_("The webhook is deleted."), "merchant-developers", merchant_id)


class SendTestView(_DevelopersView):
    """Sends a test event."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, endpoint_id: UUID) -> HttpResponse:
        services.send_test(person_id=self.me.id, merchant_id=merchant_id, endpoint_id=endpoint_id, now=self.now)
        said = _("A test is on its way. What became of it stands below in a moment.")
        return self.done(said, "merchant-developers-endpoint", merchant_id, endpoint_id)


class SendAgainView(_DevelopersView):
    """Sends a delivery again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, endpoint_id: UUID, delivery_id: UUID) -> HttpResponse:
        services.replay_delivery(
            person_id=self.me.id,
            merchant_id=merchant_id,
            endpoint_id=endpoint_id,
            delivery_id=delivery_id,
            now=self.now,
        )
        return self.done(_("It is sent again."), "merchant-developers-delivery", merchant_id, endpoint_id, delivery_id)


def _id_of(made: NewKey | WithSecret) -> UUID:
    return made.row.id


def _is_good(view: PortalView, row: ApiKey) -> bool:
    return row.revoked_at is None and (row.expires_at is None or row.expires_at > view.now)


def _named(word_and_tone: tuple[str, str]) -> dict[str, str]:
    return {"word": word_and_tone[0], "tone": word_and_tone[1]}


def _shown(row: WebhookEndpoint) -> dict[str, Any]:
    return {
        "row": row,
        "is_enabled": row.status == EndpointStatus.ENABLED,
        "why": row.status_reason or wording.disabled(row.disabled_because),
    }


def _key_page(view: _DevelopersView, made: NewKey) -> HttpResponse:
    said = _("Put it where your server reads its secrets. Whoever has it can do what it may do.")
    return view.show_secret(heading=_("Your new API key"), name=made.row.name, secret=made.key, said=said)


def _secret_page(view: _DevelopersView, made: WithSecret) -> HttpResponse:
    said = _("With it your server checks that a request comes from GoPay.")
    return view.show_secret(heading=_("The webhook's secret"), name=made.row.url, secret=made.secret, said=said)
